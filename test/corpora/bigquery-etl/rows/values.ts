import type { SqlType } from '../../../../src/compiler/analyse/types/type.ts';
import type { Canonical } from '../../../adapters/duckdb/canonical.ts';
import { isList, isObject, type Json } from './json.ts';

/** A value that is loaded, by its type: scalars as the text of a literal. */
export type Loaded =
  | null
  | boolean
  | string
  | { readonly items: readonly Loaded[] }
  | { readonly fields: readonly { readonly name: string; readonly value: Loaded }[] };

const two = (n: number): string => String(n).padStart(2, '0');

/** `YYYY-MM-DD HH:MM:SS.ffffff+00` of text in any form that BigQuery loads, or of seconds. */
function instant(value: Json): string {
  if (typeof value === 'number' || typeof value === 'bigint')
    return `${new Date(Math.round(Number(value) * 1000)).toISOString().replace('T', ' ').replace('Z', '')}+00`;
  const text = String(value).trim();
  const found =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt ](\d\d?):(\d\d)(?::(\d\d)(\.\d+)?)?)?\s*(?:(UTC|[Zz])|([+-])(\d\d?):?(\d\d)?)?$/.exec(
      text,
    );
  if (!found) throw new Error(`no TIMESTAMP: ${text}`);
  const [, y = '', m = '', d = '', h = '0', mi = '00', s = '00', fraction = '', , sign, zh, zm = '00'] = found;
  const zone = sign === undefined ? '+00' : `${sign}${two(Number(zh))}:${zm}`;
  return `${y}-${two(Number(m))}-${two(Number(d))} ${two(Number(h))}:${mi}:${s}${fraction}${zone}`;
}

function scalar(value: Json, kind: string): Loaded {
  switch (kind) {
    case 'BOOL':
      return typeof value === 'boolean' ? value : String(value).toLowerCase() === 'true';
    case 'INT64':
      return typeof value === 'number'
        ? BigInt(value).toString()
        : BigInt(String(value).replace(/\.0+$/, '')).toString();
    case 'TIMESTAMP':
      return instant(value);
    case 'DATETIME':
      return String(value).replace('T', ' ');
    case 'BYTES':
      return Buffer.from(String(value), 'base64').toString('hex');
    case 'JSON':
      return typeof value === 'string' ? value : jsonText(value);
    case 'STRING':
      return isObject(value) || isList(value) ? jsonText(value) : String(value);
    default:
      return String(value);
  }
}

export const jsonText = (value: Json): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));

/** A value as BigQuery loads it into a column of the type. Source: BigQuery "Loading JSON data". */
export function loaded(value: Json | undefined, type: SqlType): Loaded {
  if (type.kind === 'ARRAY') {
    const items = isList(value) ? value : value === null || value === undefined ? [] : [value];
    return { items: items.map((item) => loaded(item, type.element)) };
  }
  if (value === null || value === undefined) return null;
  if (type.kind !== 'STRUCT') return scalar(value, type.kind);
  if (!isObject(value)) throw new Error(`no record: ${jsonText(value)}`);
  const byName = new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
  return {
    fields: type.fields.map(({ name = '', type: of }) => ({ name, value: loaded(byName.get(name.toLowerCase()), of) })),
  };
}

/** Columns that the repository's tests leave out of the comparison. */
const ignored = new Set(['created_at', 'generated_time']);

const withMicros = (text: string): string =>
  text.replace(/\.(\d{1,5})$/, (_, digits: string) => `.${digits.padEnd(6, '0')}`);

function moment(text: string): string {
  const micros = BigInt(text.slice('ts:'.length));
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19);
  return `${seconds}${rest === 0n ? '' : `.${rest.toString().padStart(6, '0')}`}+00:00`;
}

/** A value of a result as the repository's plugin writes it: `coerce_result` over what BigQuery's client returns. */
export function coerced(value: Canonical, type: SqlType | undefined): Json {
  if (value === null) return type?.kind === 'ARRAY' ? [] : null;
  switch (type?.kind) {
    case 'ARRAY':
      return (value as readonly Canonical[]).map((item) => coerced(item, type.element));
    case 'STRUCT':
      return row(
        type.fields.map(({ name = '', type: of }, i) => [name, coerced((value as Canonical[])[i] ?? null, of)]),
      );
    case 'INT64':
      return BigInt(String(value));
    case 'TIMESTAMP':
      return moment(String(value));
    case 'DATETIME':
      return withMicros(String(value).replace(' ', 'T'));
    case 'BYTES':
      return Buffer.from(String(value).slice('hex:'.length), 'hex').toString('base64');
    case 'JSON':
      return JSON.parse(String(value)) as Json;
    default:
      return value as Json;
  }
}

/** A row or struct without what is NULL. */
export const row = (fields: readonly (readonly [string, Json])[]): Json =>
  Object.fromEntries(fields.filter(([name, value]) => value !== null && !ignored.has(name)));
