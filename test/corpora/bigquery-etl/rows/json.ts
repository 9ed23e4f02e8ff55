import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, type ScalarTag } from 'yaml';

/** A value as a file of the repository holds it. Whole numbers are bigint, so that none loses digits. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [name: string]: Json };

/** A date or moment of YAML, as Python's `isoformat` writes it. Source: PyYAML, `timestamp_regexp`. */
const moment =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::(\d\d))?))?)?$/;

function isoOf(text: string): string {
  const [, year = '', month = '', day = '', hour, minute, second, fraction = '', zone, sign, ahead = '', of = '00'] =
    moment.exec(text) ?? [];
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  const clock = `${two(hour)}:${minute}:${second}${Number(micros) === 0 ? '' : `.${micros}`}`;
  return `${date}T${clock}${zone === undefined ? '' : zone === 'Z' ? '+00:00' : `${sign}${two(ahead)}:${of}`}`;
}

const timestamp: ScalarTag = {
  tag: 'tag:yaml.org,2002:timestamp',
  default: true,
  test: moment,
  resolve: isoOf,
};

/** A number that begins with zeros is text to PyYAML, unless it is octal. */
const integer: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?(?:0|[1-9][0-9_]*)$/,
  resolve: (text) => BigInt(text.replaceAll('_', '')),
};

const replaced = (tag: { readonly tag: string; readonly format?: string }): boolean =>
  tag.tag.endsWith(':timestamp') || (tag.tag.endsWith(':int') && tag.format === undefined);

/** YAML as PyYAML reads it, moments as text. */
export const readYaml = (text: string): Json =>
  (parse(text, {
    version: '1.1',
    merge: true,
    maxAliasCount: -1,
    intAsBigInt: true,
    logLevel: 'error',
    customTags: (tags) => [
      ...tags.filter((tag) => typeof tag === 'string' || !replaced(tag as { tag: string; format?: string })),
      timestamp,
      integer,
    ],
  }) ?? null) as Json;

export const readJson = (text: string): Json =>
  parse(text, { version: '1.2', schema: 'json', intAsBigInt: true, logLevel: 'error', uniqueKeys: false }) as Json;

const readLines = (text: string): Json =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readJson);

const readers: Readonly<Record<string, (text: string) => Json>> = {
  yaml: readYaml,
  json: readJson,
  ndjson: readLines,
};

/** The first of `name.yaml`, `name.json` and `name.ndjson` that is there. */
export function load(folder: string, name: string): Json | undefined {
  for (const [ending, read] of Object.entries(readers)) {
    const file = join(folder, `${name}.${ending}`);
    if (existsSync(file)) return read(readFileSync(file, 'utf8'));
  }
  return undefined;
}

export const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
