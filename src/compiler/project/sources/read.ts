import { type Document, isAlias, isMap, isScalar, type Node, parseDocument, type YAMLMap } from 'yaml';
import { closest } from '../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { datasetOf, type SourceColumn, type SourcesFile, type SourceTable } from './model.ts';

export interface ReadSources {
  /** What can be used of the file; absent where it is no such file at all. */
  readonly file?: SourcesFile;
  readonly diagnostics: readonly Diagnostic[];
}

interface Reader {
  readonly path: string;
  readonly document: Document;
  readonly found: Diagnostic[];
  /** Values looked at so far: aliases of aliases could make that endless. */
  visited: number;
}

const MOST_VALUES = 200_000;

/** A value with what messages call it and where it stands. */
interface Place {
  readonly node: Node | null;
  readonly where: string;
  readonly span: Span;
}

/** Reads a file under `sources/`. Every mistake is reported at its place; what is right beside it is used. */
export function readSourcesFile(text: string, path: string): ReadSources {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) {
    const broken = document.errors.map(({ message, pos }) => {
      const reason = /[.!?]$/.test(message) ? message : `${message}.`;
      return diagnostic('BF3201', { file: path, reason }, { span: { file: path, start: pos[0], end: pos[1] } });
    });
    return { diagnostics: broken };
  }
  const reader: Reader = { path, document, found: [], visited: 0 };
  const whole: Span = { file: path, start: 0, end: 0 };
  const root = placed(reader, document.contents as Node | null, path, whole);
  const file = fileOf(reader, root);
  return { ...(file && { file }), diagnostics: reader.found };
}

function placed({ document, path }: Reader, given: Node | null, where: string, around: Span): Place {
  const node = isAlias(given) ? (given.resolve(document) ?? null) : given;
  const range = given?.range;
  const span = range && range[1] > range[0] ? { file: path, start: range[0], end: range[1] } : around;
  return { node, where, span };
}

interface Entry {
  readonly name: string;
  readonly key: Span;
  readonly value: Place;
}

/** The entries of a map in order; a name that stands twice is reported. */
function entries(reader: Reader, { node, where, span }: Place, map: YAMLMap): readonly Entry[] {
  const seen = new Set<string>();
  return map.items.flatMap((pair) => {
    reader.visited += 1;
    if (reader.visited > MOST_VALUES) return [];
    const key = placed(reader, pair.key as Node | null, where, span);
    const name = isScalar(key.node) ? String(key.node.value) : '';
    const lower = name.toLowerCase();
    if (seen.has(lower)) {
      reader.found.push(diagnostic('BF3206', { where, name }, { span: key.span }));
      return [];
    }
    seen.add(lower);
    const inner = node === reader.document.contents ? `"${name}"` : `${where}.${name}`;
    return [{ name, key: key.span, value: placed(reader, pair.value as Node | null, inner, key.span) }];
  });
}

function shown(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (!isScalar(node)) return node === null ? 'nothing' : 'a list';
  if (node.value === null) return 'nothing';
  return typeof node.value === 'string' ? `"${node.value}"` : String(node.value);
}

function wrong(reader: Reader, { node, where, span }: Place, expected: string): void {
  reader.found.push(diagnostic('BF3203', { where, expected, found: shown(node) }, { span }));
}

function mapOf(reader: Reader, place: Place, expected: string): YAMLMap | undefined {
  if (isMap(place.node)) return place.node;
  wrong(reader, place, expected);
  return undefined;
}

function textOf(reader: Reader, place: Place): string | undefined {
  if (isScalar(place.node) && typeof place.node.value === 'string' && place.node.value !== '') return place.node.value;
  wrong(reader, place, 'text');
  return undefined;
}

function unknownKey(reader: Reader, { name, key }: Entry, where: string, known: readonly string[]): void {
  const likely = closest(name, known);
  const fixes = likely === undefined ? {} : { fixes: [replaceWith(key, likely)] };
  reader.found.push(diagnostic('BF3202', { key: name, where, near: likely }, { span: key, ...fixes }));
}

const FILE_KEYS = ['project', 'dataset', 'complete', 'tables'];
const TABLE_KEYS = ['description', 'columns'];
const COLUMN_KEYS = ['type', 'mode', 'description', 'fields'];

function fileOf(reader: Reader, root: Place): SourcesFile | undefined {
  const map = mapOf(reader, root, 'a map with the key "tables"');
  if (!map) return undefined;
  let project: string | undefined;
  let dataset = datasetOf(reader.path);
  let complete = false;
  let tables: readonly Entry[] = [];
  for (const entry of entries(reader, root, map)) {
    const { name, value } = entry;
    if (name === 'project') project = textOf(reader, value);
    else if (name === 'dataset') dataset = textOf(reader, value) ?? dataset;
    else if (name === 'complete') {
      if (isScalar(value.node) && typeof value.node.value === 'boolean') complete = value.node.value;
      else wrong(reader, value, 'true or false');
    } else if (name === 'tables') {
      const inner = mapOf(reader, value, 'a map of tables by name');
      tables = inner ? entries(reader, { ...value, where: 'tables' }, inner) : [];
    } else unknownKey(reader, entry, reader.path, FILE_KEYS);
  }
  const given = { ...(project !== undefined && { project }), dataset };
  return {
    path: reader.path,
    ...given,
    complete,
    tables: tables.flatMap((entry) => tableOf(reader, entry, given) ?? []),
  };
}

function tableOf(
  reader: Reader,
  { name, key, value }: Entry,
  given: Pick<SourceTable, 'project' | 'dataset'>,
): SourceTable | undefined {
  const map = mapOf(reader, value, 'a map with the key "columns"');
  if (!map) return undefined;
  let description: string | undefined;
  let columns: readonly SourceColumn[] | undefined;
  for (const entry of entries(reader, { ...value, where: name }, map)) {
    if (entry.name === 'description') description = textOf(reader, entry.value);
    else if (entry.name === 'columns') columns = columnsOf(reader, { ...entry.value, where: name });
    else unknownKey(reader, entry, name, TABLE_KEYS);
  }
  if (columns === undefined) return undefined;
  return { ...given, name, columns, at: key, ...(description !== undefined && { description }) };
}

function columnsOf(reader: Reader, place: Place): readonly SourceColumn[] | undefined {
  const map = mapOf(reader, place, 'a map of columns by name');
  return map && entries(reader, place, map).flatMap((entry) => columnOf(reader, entry) ?? []);
}

function columnOf(reader: Reader, { name, key, value }: Entry): SourceColumn | undefined {
  if (isScalar(value.node) && typeof value.node.value === 'string')
    return { name, type: value.node.value, mode: 'NULLABLE', typeAt: value.span };
  const map = mapOf(reader, value, 'a type or a map with the key "type"');
  if (!map) return undefined;
  let type: { readonly text: string; readonly at: Span } | undefined;
  let mode: SourceColumn['mode'] = 'NULLABLE';
  let description: string | undefined;
  let fields: readonly SourceColumn[] | undefined;
  for (const entry of entries(reader, value, map)) {
    if (entry.name === 'type') {
      const text = textOf(reader, entry.value);
      if (text === undefined) return undefined;
      type = { text, at: entry.value.span };
    } else if (entry.name === 'mode') mode = modeOf(reader, entry.value);
    else if (entry.name === 'description') description = textOf(reader, entry.value);
    else if (entry.name === 'fields') fields = columnsOf(reader, { ...entry.value, where: value.where });
    else unknownKey(reader, entry, value.where, COLUMN_KEYS);
  }
  if (type === undefined && fields === undefined) {
    reader.found.push(diagnostic('BF3204', { where: value.where }, { span: key }));
    return undefined;
  }
  const written = type?.text ?? 'STRUCT';
  if (fields && !/^(?:STRUCT|RECORD)$/i.test(written.trim()))
    reader.found.push(diagnostic('BF3207', { where: value.where, type: written }, { span: type?.at ?? key }));
  return {
    name,
    type: written,
    mode,
    typeAt: type?.at ?? key,
    ...(description !== undefined && { description }),
    ...(fields && { fields }),
  };
}

const MODES = ['NULLABLE', 'REQUIRED', 'REPEATED'] as const;

function modeOf(reader: Reader, place: Place): SourceColumn['mode'] {
  const written = isScalar(place.node) ? String(place.node.value) : undefined;
  const mode = MODES.find((one) => one === written?.toUpperCase());
  if (!mode) {
    const expected = 'NULLABLE, REQUIRED or REPEATED';
    const likely = written === undefined ? undefined : closest(written.toUpperCase(), MODES);
    const fixes = likely === undefined ? {} : { fixes: [replaceWith(place.span, likely)] };
    const found = { where: `The mode of ${place.where.replace(/\.mode$/, '')}`, expected, found: shown(place.node) };
    reader.found.push(diagnostic('BF3203', found, { span: place.span, ...fixes }));
  }
  return mode ?? 'NULLABLE';
}
