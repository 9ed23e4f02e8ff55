import type { Expr, From, Query, Select } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { walk } from './walk.ts';

/** What hangs on the names of a FROM clause: the query that reads them. */
export type Reader = Select | Query | readonly unknown[];

export type UnnestItem = Extract<From, { kind: 'unnest' }>;

/** Whether the elements of an array are known to be structs, known to be none, or unknown. */
export function elements(e: Expr, p: Printer): 'struct' | 'scalar' | 'unknown' {
  const type = p.type(e);
  if (type?.kind === 'ARRAY' && type.element.kind !== 'unknown')
    return type.element.kind === 'STRUCT' ? 'struct' : 'scalar';
  if (e.kind === 'array') {
    const element = e.type?.fields[0]?.type.name;
    if (element) return element === 'STRUCT' ? 'struct' : 'scalar';
    const [first] = e.items;
    if (!first) return 'scalar';
    if (first.kind === 'struct') return 'struct';
    return first.kind === 'path' || first.kind === 'call' || first.kind === 'scalar' ? 'unknown' : 'scalar';
  }
  if (e.kind === 'arrayQuery') {
    const { body } = e.query;
    if (body.kind !== 'select') return 'unknown';
    return body.as === 'STRUCT' ? 'struct' : 'unknown';
  }
  if (e.kind !== 'call') return 'unknown';
  return scalarArrays.has(e.name) ? 'scalar' : 'unknown';
}

const scalarArrays = new Set([
  'GENERATE_ARRAY',
  'GENERATE_DATE_ARRAY',
  'GENERATE_TIMESTAMP_ARRAY',
  'SPLIT',
  'JSON_EXTRACT_ARRAY',
  'JSON_QUERY_ARRAY',
  'JSON_VALUE_ARRAY',
  'JSON_EXTRACT_STRING_ARRAY',
  'REGEXP_EXTRACT_ALL',
  'TO_CODE_POINTS',
]);

/** Whether an array at the start of a FROM clause reads columns, which then are those of an outer query. */
export function readsOuter(array: Expr, p: Printer): boolean {
  let reads = false;
  walk(array, (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'interval'].includes(node.kind)) return false;
    if (node.kind === 'path') reads ||= p.session.binder.bindings.has(node as Expr);
    return true;
  });
  return reads;
}

/**
 * What does not see the range variable of an item of FROM: its own array and all to the left of it. Gives back whether
 * the item was met. By the tree and not by places, which are all alike in what the reader makes.
 */
function beforeAlias(from: From, f: UnnestItem, p: Printer, found: Set<unknown>): boolean {
  const { froms } = p.session.binder;
  const offers = froms.get(f);
  if (from === f || (offers && froms.get(from) === offers)) {
    found.add(from.kind === 'unnest' ? from.of : from);
    return true;
  }
  if (from.kind === 'join') return beforeAlias(from.left, f, p, found) || beforeAlias(from.right, f, p, found);
  if (from.kind === 'paren') return beforeAlias(from.of, f, p, found);
  found.add(from);
  return false;
}

/** Whether the element itself is read, by its range variable: the same name may be that of a column elsewhere. */
export function isReadWhole(f: UnnestItem, p: Printer, reader: Reader): boolean {
  const { bindings, froms } = p.session.binder;
  const [relation] = froms.get(f)?.relations ?? [];
  const alias = f.alias?.name.toLowerCase();
  const around = (Array.isArray(reader) ? reader : [reader]) as readonly { readonly from?: From }[];
  const blind = new Set<unknown>();
  for (const { from } of around) if (from) beforeAlias(from, f, p, blind);
  let found = false;
  walk(reader, (node) => {
    if (blind.has(node)) return false;
    if (node.kind === 'star') blind.add((node as { readonly of?: Expr }).of);
    if (node.kind !== 'path') return !found;
    const path = node as Extract<Expr, { kind: 'path' }>;
    const binding = bindings.get(path);
    const other =
      binding?.kind === 'column' ? !relation?.columns.includes(binding.column) : binding?.kind === 'variable';
    if (path.parts.length === 1 && path.parts[0]?.name.toLowerCase() === alias) found ||= !other;
    return !found;
  });
  return found;
}

/** A field of the elements that is named without their range variable, or may be one. */
export function bareField(f: UnnestItem, p: Printer, reader: Reader): Expr | undefined {
  const { bindings, froms } = p.session.binder;
  const [relation] = froms.get(f)?.relations ?? [];
  const alias = f.alias?.name.toLowerCase();
  let found: Expr | undefined;
  walk(reader, (node) => {
    if (node.kind !== 'path') return !found;
    const path = node as Extract<Expr, { kind: 'path' }>;
    if (path.parts[0]?.name.toLowerCase() === alias) return false;
    const binding = bindings.get(path);
    const own = binding?.kind === 'column' && relation?.columns.includes(binding.column);
    if (own || (binding?.kind === 'unknown' && !relation?.complete)) found ??= path;
    return !found;
  });
  return found;
}
