import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CollectionTag, parse, type YAMLMap } from 'yaml';
import { type Field, isWhole } from '../source.ts';

/** The repository's own tags, which take fields from other schema files. */
const tags = ['!include-fields', '!include-field', '!include-field-description'] as const;
type Tag = (typeof tags)[number];

const MARK = '(tag)';

const asMark = (tag: Tag): CollectionTag => ({
  tag,
  collection: 'map',
  resolve: (map) => {
    (map as YAMLMap).set(MARK, tag);
    return map;
  },
});
const flatten: CollectionTag = { tag: '!flatten-lists', collection: 'seq', resolve: (list) => list };

type Parts = Readonly<Record<string, unknown>>;
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of the schema files of a checkout, with what they include. */
export function schemaFiles(checkout: string): (path: string) => readonly Field[] | undefined {
  const known = new Map<string, readonly Field[] | undefined>();
  const read = (path: string): readonly Field[] | undefined => {
    if (!known.has(path)) known.set(path, fieldsIn(join(checkout, path)));
    return known.get(path);
  };
  const fieldsIn = (file: string): readonly Field[] | undefined => {
    if (!existsSync(file)) return undefined;
    const customTags = [...tags.map(asMark), flatten];
    const made = expanded(parse(readFileSync(file, 'utf8'), { customTags, logLevel: 'error', merge: true }));
    const fields = isParts(made) ? made['fields'] : made;
    return Array.isArray(fields) && fields.every(isWhole) ? (fields as readonly Field[]) : undefined;
  };
  const expanded = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.flatMap(expanded);
    if (!isParts(value)) return value;
    if (MARK in value) return included(value);
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expanded(inner)]));
  };
  const included = (of: Parts): unknown => {
    if (of[MARK] === '!include-field-description') return '';
    const from = read(of['file'] === undefined ? pathOf(String(of['table'])) : String(of['file'])) ?? [];
    return of[MARK] === '!include-field' ? oneField(from, of, expanded) : manyFields(from, of, expanded);
  };
  return read;
}

/** The schema file of a table, from the root of a checkout. */
export const pathOf = (table: string): string => join('sql', ...table.split('.'), 'schema.yaml');

/** A field by its path; fields of records stand behind a point. */
function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  const [first, ...rest] = path.split('.');
  const found = fields.find(({ name }) => name === first);
  return rest.length === 0 ? found : fieldAt(found?.fields ?? [], rest.join('.'));
}

type Expand = (value: unknown) => unknown;

function oneField(from: readonly Field[], of: Parts, expanded: Expand): unknown {
  const found = fieldAt(from, String(of['field']));
  if (!found) return {};
  const list = (name: string): readonly Field[] => (expanded(of[name] ?? []) as readonly Field[]) ?? [];
  const inner = of['new_fields'] ? list('new_fields') : (found.fields ?? []);
  const fields = [...list('prepend_fields'), ...inner, ...list('append_fields')];
  return {
    ...found,
    ...(of['new_name'] ? { name: of['new_name'] } : {}),
    ...(of['new_type'] ? { type: of['new_type'] } : {}),
    ...(of['new_mode'] ? { mode: of['new_mode'] } : {}),
    ...(fields.length > 0 ? { fields } : {}),
  };
}

function manyFields(from: readonly Field[], of: Parts, expanded: Expand): unknown {
  const parent = of['parent_field'];
  const all = parent ? (fieldAt(from, String(parent))?.fields ?? []) : from;
  const names = of['field_names'] as readonly string[] | undefined;
  const out = (of['exclude_field_names'] ?? []) as readonly string[];
  const chosen = names ? names.flatMap((name) => all.find((field) => field.name === name) ?? []) : all;
  const instead = expanded(of['field_replacements'] ?? []) as readonly Field[];
  return chosen
    .filter(({ name }) => !out.includes(name))
    .map((field) => instead.find(({ name }) => name === field.name) ?? field);
}
