import type { AnyNode } from 'acorn';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Range } from '../../sqlx/syntax.ts';
import { textOf } from './script.ts';

/** A value as an author wrote it, in JavaScript, YAML or JSON, with its place. */
export interface Value extends Range {
  /** Content of a text, or the words of another scalar; undefined for what is computed. */
  readonly text?: string;
  readonly isText?: boolean;
  readonly properties?: readonly Property[];
  readonly items?: readonly Value[];
}

/** A key and its value; the place is that of the key without quotes. */
export interface Property extends Range {
  readonly key: string;
  readonly value: Value;
}

/** A literal of JavaScript; what is computed has no parts. */
export function literalValue(node: AnyNode): Value {
  const { start, end } = node;
  const text = textOf(node);
  if (text !== undefined) return { start, end, text, isText: true };
  if (node.type === 'Literal') return { start, end, text: String(node.raw ?? node.value) };
  if (node.type === 'ArrayExpression')
    return { start, end, items: node.elements.flatMap((item) => (item ? [literalValue(item)] : [])) };
  if (node.type !== 'ObjectExpression') return { start, end };
  const properties = node.properties.flatMap((property): readonly Property[] => {
    if (property.type !== 'Property' || property.computed) return [];
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
    if (name === undefined) return [];
    const quote = key.type === 'Literal' && typeof key.value === 'string' ? 1 : 0;
    return [{ key: name, start: key.start + quote, end: key.end - quote, value: literalValue(property.value) }];
  });
  return { start, end, properties };
}

/** A YAML or JSON file; undefined where it cannot be read. */
export function yamlValue(text: string): Value | undefined {
  const offset = text.startsWith('\ufeff') ? 1 : 0;
  const { contents, errors } = parseDocument(text.slice(offset), { prettyErrors: false, uniqueKeys: false });
  return errors.length > 0 || !contents ? undefined : yamlNode(contents, text, offset);
}

function yamlNode(node: Node, text: string, offset: number): Value {
  const [start, end] = (node.range ?? [0, 0]).map((at) => at + offset) as [number, number];
  if (isScalar(node)) {
    const isText = typeof node.value === 'string';
    return { start, end, text: isText ? (node.value as string) : text.slice(start, end), isText };
  }
  if (isSeq(node)) return { start, end, items: node.items.map((item) => yamlNode(item as Node, text, offset)) };
  if (!isMap(node)) return { start, end };
  const properties = node.items.flatMap(({ key, value }): readonly Property[] => {
    if (!isScalar(key) || !key.range) return [];
    const name = String(key.value);
    const quote = /["']/.test(text.charAt(key.range[0] + offset)) ? 1 : 0;
    const from = key.range[0] + offset + quote;
    const to = key.range[1] + offset - quote;
    const empty = { start: to, end: to, text: '' };
    return [{ key: name, start: from, end: to, value: value ? yamlNode(value as Node, text, offset) : empty }];
  });
  return { start, end, properties };
}

/** All properties in a value, outer before inner. */
export function* propertiesIn(value: Value): Generator<Property> {
  for (const property of value.properties ?? []) {
    yield property;
    yield* propertiesIn(property.value);
  }
  for (const item of value.items ?? []) yield* propertiesIn(item);
}

/** The property that a path of keys and indices leads to. */
export function propertyAt(value: Value, path: readonly string[]): Property | undefined {
  let at: Value | undefined = value;
  let found: Property | undefined;
  for (const step of path) {
    found = at?.properties?.findLast(({ key }) => key === step);
    at = found?.value ?? at?.items?.[Number(step)];
    if (at === undefined) return undefined;
  }
  return found;
}

/** The place of a value's content: within the quotes of a text. */
export function contentOf({ start, end }: Range, text: string): Range {
  const quoted = end - start >= 2 && /["'`]/.test(text.charAt(start)) && text.charAt(start) === text.charAt(end - 1);
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}
