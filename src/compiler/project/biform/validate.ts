import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { closest } from '../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic, replaceWith } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import { faultyReference, mentionsEnvironment } from './environment.ts';
import type { JsonSchema } from './schema.ts';

/** Where a value stands: its keys from the root, and its place in the file. */
interface Place {
  readonly path: readonly string[];
  readonly node: Node | null;
  readonly span: Span;
}

interface Validation {
  readonly document: Document;
  readonly file: string;
  readonly found: Diagnostic[];
  /** Values looked at so far: aliases of aliases could make that endless. */
  visited: number;
}

const MOST_VALUES = 100_000;

/** Every way in which a YAML document breaks a schema, each at its place, in the order of places. */
export function validate(document: Document, file: string, schema: JsonSchema): readonly Diagnostic[] {
  const validation: Validation = { document, file, found: [], visited: 0 };
  const root = document.contents as Node | null;
  check({ path: [], node: root, span: spanOf(root, { file, start: 0, end: 0 }) }, schema, validation);
  return validation.found.toSorted((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

function spanOf(node: Node | null, parent: Span): Span {
  return node?.range && node.range[1] > node.range[0]
    ? { file: parent.file, start: node.range[0], end: node.range[1] }
    : parent;
}

function check(given: Place, schema: JsonSchema, validation: Validation): void {
  validation.visited += 1;
  if (validation.visited > MOST_VALUES) return;
  const node = isAlias(given.node) ? (given.node.resolve(validation.document) ?? null) : given.node;
  const place = { ...given, node };
  const chosen = schema.oneOf ? alternative(place, schema.oneOf, validation) : schema;
  if (!chosen) return;
  if (!fits(place, chosen)) {
    validation.found.push(wrong(place, expectation(chosen)));
    return;
  }
  if (isMap(node)) checkMap(place, node.items, chosen, validation);
  else if (isSeq(node)) checkList(place, node.items as (Node | null)[], chosen, validation);
  else checkScalar(place, chosen, validation);
}

/** The alternative to check a value against; reports where none is meant. */
function alternative(place: Place, schemas: readonly JsonSchema[], validation: Validation): JsonSchema | undefined {
  const { node } = place;
  const engines = schemas.flatMap((schema) => schema.properties?.['engine']?.const ?? []);
  if (engines.length < schemas.length || !isMap(node)) {
    const fitting = schemas.filter((schema) => fits(place, schema));
    if (fitting.length === 0) validation.found.push(wrong(place, [...new Set(schemas.map(expectation))].join(' or ')));
    return fitting[0];
  }
  const key = node.has('engine') ? 'engine' : misspeltEngine(node.items, schemas);
  const engine = key === undefined ? undefined : node.get(key);
  const found = schemas.find((schema) => schema.properties?.['engine']?.const === engine);
  if (found) return found;
  if (key !== 'engine') {
    const properties = Object.assign({}, ...schemas.map((schema) => schema.properties)) as JsonSchema['properties'];
    checkKeys(place, node.items, { ...schemas[0], properties: properties ?? {} }, validation);
  }
  if (key !== undefined) {
    const written = (node.get(key, true) ?? null) as Node | null;
    const there = { path: [...place.path, 'engine'], node: written, span: spanOf(written, place.span) };
    validation.found.push(wrong(there, oneOf(engines), closest(String(engine), engines)));
  }
  return undefined;
}

/** The key that stands for `engine` where there is none: unknown to every engine, and near. */
function misspeltEngine(items: readonly Pair[], schemas: readonly JsonSchema[]): string | undefined {
  const known = new Set(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return items.map((pair) => String(pair.key)).find((key) => !known.has(key) && closest(key, known) === 'engine');
}

const oneOf = (words: readonly string[]): string =>
  words.length === 1 ? `"${words[0]}"` : `one of ${words.map((word) => `"${word}"`).join(', ')}`;

/** Whether a value is of the schema's kind at all. */
function fits({ node }: Place, schema: JsonSchema): boolean {
  const type = schema.type ?? (schema.enum || schema.const !== undefined ? 'string' : undefined);
  if (type === undefined) return true;
  if (type === 'object') return isMap(node);
  if (type === 'array') return isSeq(node);
  if (!isScalar(node)) return false;
  const { value } = node;
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return typeof value === type;
}

const kinds = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
} as const;

function expectation(schema: JsonSchema): string {
  if (schema.enum) return oneOf(schema.enum);
  if (schema.const !== undefined) return oneOf([schema.const]);
  return schema.type ? kinds[schema.type] : 'a value';
}

function shown(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  const value = isScalar(node) ? node.value : undefined;
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

const named = ({ path }: Place): string => (path.length === 0 ? 'biform.yaml' : `"${path.join('.')}"`);

function wrong(place: Place, expected: string, near?: string): Diagnostic {
  const key = place.path.length === 0 ? 'biform.yaml' : place.path.join('.');
  return diagnostic(
    'BF1602',
    { key, expected, found: shown(place.node) },
    { span: place.span, ...(near !== undefined && { fixes: [replaceWith(place.span, near)] }) },
  );
}

function checkMap(place: Place, items: readonly Pair[], schema: JsonSchema, validation: Validation): void {
  checkKeys(place, items, schema, validation);
  const known = schema.properties ?? {};
  for (const { key, value } of items) {
    const written = key as Node | null;
    const name = isScalar(written) ? String(written.value) : '';
    const span = spanOf(written, place.span);
    const child = { path: [...place.path, name], node: value as Node | null, span: spanOf(value as Node | null, span) };
    const rule = Object.hasOwn(known, name) ? known[name] : schema.additionalProperties;
    if (rule !== false && rule !== undefined) check(child, rule, validation);
  }
}

/** Reports keys that are unknown or have the wrong form, and those that are missing and not just misspelt. */
function checkKeys(place: Place, items: readonly Pair[], schema: JsonSchema, { found }: Validation): void {
  const known = schema.properties ?? {};
  const seen = new Set(items.map(({ key }) => (isScalar(key) ? String(key.value) : '')));
  const meant = new Set<string>();
  for (const { key } of items) {
    const name = isScalar(key) ? String(key.value) : '';
    const span = spanOf(key as Node | null, place.span);
    if (schema.additionalProperties === false && !Object.hasOwn(known, name)) {
      const near = closest(
        name,
        Object.keys(known).filter((one) => !seen.has(one)),
      );
      if (near !== undefined) meant.add(near);
      const fixes = near === undefined ? {} : { fixes: [replaceWith(span, near)] };
      found.push(diagnostic('BF1601', { key: name, where: named(place), near }, { span, ...fixes }));
    }
    const names = schema.propertyNames;
    if (names && !new RegExp(names.pattern).test(name)) {
      const args = { key: `a name in ${named(place)}`, expected: names.description, found: `"${name}"` };
      found.push(diagnostic('BF1602', args, { span }));
    }
  }
  for (const key of schema.required ?? [])
    if (!seen.has(key) && !meant.has(key))
      found.push(diagnostic('BF1603', { key, where: named(place) }, { span: place.span }));
}

function checkList(place: Place, items: readonly (Node | null)[], schema: JsonSchema, validation: Validation): void {
  if (items.length < (schema.minItems ?? 0)) validation.found.push(wrong(place, 'a list with something in it'));
  const { items: rule } = schema;
  if (rule)
    for (const [i, node] of items.entries())
      check({ path: [...place.path, String(i)], node, span: spanOf(node, place.span) }, rule, validation);
}

function checkScalar(place: Place, schema: JsonSchema, { found }: Validation): void {
  const value = isScalar(place.node) ? place.node.value : null;
  if (schema.const !== undefined && value !== schema.const) found.push(wrong(place, oneOf([schema.const])));
  if (typeof value === 'number' && value < (schema.minimum ?? value))
    found.push(wrong(place, `at least ${schema.minimum}`));
  if (typeof value !== 'string') return;
  if (schema.enum && !schema.enum.includes(value)) {
    found.push(wrong(place, oneOf(schema.enum), closest(value, schema.enum)));
    return;
  }
  if (value.length < (schema.minLength ?? 0)) found.push(wrong(place, 'text with something in it'));
  else if (schema.pattern && !new RegExp(schema.pattern).test(value))
    found.push(wrong(place, schema.description ?? 'a number with a unit, for example 200GB'));
  checkEnvironment(place, value, schema, found);
}

function checkEnvironment({ path, span }: Place, value: string, schema: JsonSchema, found: Diagnostic[]): void {
  const key = path.join('.');
  if (!schema['x-env']) {
    if (mentionsEnvironment(value)) found.push(diagnostic('BF1605', { key, text: value }, { span }));
    return;
  }
  const faulty = faultyReference(value);
  if (faulty !== undefined) found.push(diagnostic('BF1606', { text: faulty }, { span }));
}
