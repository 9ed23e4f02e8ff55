import type { Element, Printer } from '../../../compiler/lower/translate/rules.ts';
import { type Frag, plain, q } from '../../../compiler/lower/translate/text.ts';
import { walk } from '../../../compiler/lower/translate/walk.ts';
import type { Call, Expr, Select } from '../../../compiler/sql/ast.ts';
import type { Source } from './query.ts';
import { eachOf, type Rows } from './rows.ts';

const aggregates =
  /^(?:SUM|COUNT|COUNTIF|MIN|MAX|AVG|ANY_VALUE|CORR|COVAR_.*|APPROX_.*|BIT_AND|BIT_OR|BIT_XOR|MAX_BY|MIN_BY|.*_AGG|LOGICAL_.*|STDDEV.*|VAR.*|HLL_COUNT\..*)$/;

export const holdsAggregate = (e: Expr): boolean => aggregatesIn(e) > 0;

function aggregatesIn(of: unknown): number {
  let found = 0;
  walk(of, (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind)) return false;
    const call = node as Call;
    if (node.kind === 'call' && !call.over && aggregates.test(call.name)) found += 1;
    return true;
  });
  return found;
}

/** The groups of a SELECT over arrays: those of GROUP BY, or all rows as one. */
export const grouped = (s: Select, rows: Rows, p: Printer): Source =>
  s.groupBy.kind === 'items' ? byKeys(s, s.groupBy.items, rows, p) : asOne(s, rows, p);

/** How the rows' names are hidden from what is not inside an aggregate. */
const hidden = (names: readonly Element[]): readonly Element[] =>
  names.map(({ text: _, columns, ...element }) => ({
    ...element,
    columns: new Map([...columns].map(([key, { name }]) => [key, { name, text: undefined as unknown as Frag }])),
  }));

const simple = /^(?:[\w.`]+)$/;

/** An aggregate without GROUP BY: one row. An array that several aggregates read is worked out once. */
function asOne(s: Select, rows: Rows, p: Printer): Source {
  const held = simple.test(plain(rows.array)) || aggregatesIn(s.items) < 2;
  const one = (value: (row: string) => Frag): Frag => {
    const group = `bf_rows${p.depth ?? 0}`;
    const print = (): Frag => inGroup(held ? rows.array : group, rows, hidden(rows.names('')), p, () => value(group));
    const made = held ? print() : deeper(p, print);
    return held ? made : q`transform(array(${rows.array}), ${group} -> ${made})[0]`;
  };
  return { rows, print: (e) => p.expr(e), each: (value) => q`array(${one(value)})`, one };
}

function inGroup(array: Frag, rows: Rows, elements: readonly Element[], p: Printer, print: () => Frag): Frag {
  const outer = p.scope;
  p.scope = { outer, ctes: new Set(), ranges: new Map(), elements, group: { rows: array, names: rows.names } };
  const made = print();
  p.scope = outer;
  return made;
}

/** Prints inside one lambda more. */
function deeper(p: Printer, print: () => Frag): Frag {
  const { depth = 0 } = p;
  p.depth = depth + 1;
  const made = print();
  p.depth = depth;
  return made;
}

/** The tree of an expression without its places, names in lower case. */
const shapeOf = (e: Expr): string =>
  JSON.stringify(e, (key, value: unknown) =>
    key === 'start' || key === 'end' || key === 'quoted' || key === 'nameAt'
      ? undefined
      : key === 'name' && typeof value === 'string'
        ? value.toLowerCase()
        : value,
  );

/** Each key once, with the rows that have it. */
function byKeys(s: Select, items: readonly Expr[], rows: Rows, p: Printer): Source {
  const keys = items.map((item) => meant(item, s));
  const json = keys.find((key) => p.kind(key) === 'JSON');
  if (json) p.refuse(json, 'GROUP BY over an array by JSON');
  const keyed = eachOf(rows, p, (row) => {
    const fields = keys.map((key, i) => q`${i > 0 ? ', ' : ''}'k${String(i)}', ${p.expr(key)}`);
    return q`named_struct('k', named_struct(${fields}), 'r', ${row})`;
  });
  const depth = String((p.depth ?? 0) + 1);
  const [all, group] = [`bf_keyed${depth}`, `bf_group${depth}`];
  const own = q`named_struct('k', k, 'r', transform(filter(${all}, x -> x.k <=> k), x -> x.r))`;
  const groups = q`transform(array(${keyed}), ${all} -> transform(array_distinct(transform(${all}, x -> x.k)), k -> ${own}))[0]`;
  const shape = (e: Expr): string => (e.kind === 'path' ? columnIn(e, rows.names('row'), p) : shapeOf(e));
  const known = keys.map((key, i) => ({ shape: shape(key), text: q`${group}.k.k${String(i)}` }));
  const print = (e: Expr): Frag => p.expr(withKeys(e, known, shape, p));
  const inside = (value: () => Frag): Frag =>
    deeper(p, () =>
      inGroup(
        q`${group}.r`,
        rows,
        [...keyNames(keys, known), ...hidden(rows.names('')).map((one) => without(one, keys))],
        p,
        value,
      ),
    );
  const kept = s.having ? q`filter(${groups}, ${group} -> ${inside(() => print(s.having as Expr))})` : groups;
  return { rows, print, each: (value) => q`transform(${kept}, ${group} -> ${inside(() => value(group))})` };
}

/** A key that is a name or number of the select list. */
function meant(item: Expr, s: Select): Expr {
  const at = item.kind === 'int' ? s.items[Number(item.text) - 1] : undefined;
  if (at?.kind === 'expr') return at.value;
  const name = item.kind === 'path' && item.parts.length === 1 ? item.parts[0]?.name.toLowerCase() : undefined;
  const alias = s.items.find((one) => one.kind === 'expr' && one.alias?.name.toLowerCase() === name);
  return name !== undefined && alias?.kind === 'expr' ? alias.value : item;
}

/** What a name reads, in a row: `d.key` and `key` may be one column. */
function columnIn(path: Extract<Expr, { kind: 'path' }>, names: readonly Element[], p: Printer): string {
  const outer = p.scope;
  p.scope = { outer, ctes: new Set(), ranges: new Map(), elements: names };
  const made = plain(p.expr(path));
  p.scope = outer;
  return `path ${made.toLowerCase()}`;
}

interface Known {
  readonly shape: string;
  readonly text: Frag;
}

const marker = (i: number): string => `bf_key_${i}`;

/** The keys under names of their own, and under those of columns that are keys. */
function keyNames(keys: readonly Expr[], known: readonly Known[]): readonly Element[] {
  const columns = keys.flatMap((key, i): [string, { name: string; text: Frag }][] => {
    const text = known[i]?.text ?? '';
    const last = key.kind === 'path' ? key.parts.at(-1)?.name : undefined;
    const own: [string, { name: string; text: Frag }] = [marker(i), { name: marker(i), text }];
    return last === undefined ? [own] : [own, [last.toLowerCase(), { name: last, text }]];
  });
  return [{ columns: new Map(columns), complete: false }];
}

/** Columns that are keys are read as keys. */
function without(element: Element, keys: readonly Expr[]): Element {
  const names = new Set(
    keys.flatMap((key) => (key.kind === 'path' ? (key.parts.at(-1)?.name.toLowerCase() ?? []) : [])),
  );
  const { name, ...rest } = element;
  const columns = new Map([...element.columns].filter(([key]) => !names.has(key)));
  return { ...rest, ...(name !== undefined && !names.has(name) && { name }), columns };
}

/** An expression with what equals a key in the key's place, outside of aggregates. */
function withKeys(e: Expr, known: readonly Known[], shape: (e: Expr) => string, p: Printer): Expr {
  const keyAt = (one: Expr): Expr | undefined => {
    if (['int', 'string', 'null', 'bool'].includes(one.kind)) return undefined;
    const at = known.findIndex((key) => key.shape === shape(one));
    const { start, end } = one;
    return at === -1
      ? undefined
      : { start, end, kind: 'path', parts: [{ start, end, name: marker(at), quoted: true }] };
  };
  return renewed(e, p, (one) => keyAt(one) ?? (one.kind === 'call' && aggregates.test(one.name) ? one : undefined));
}

/** A tree with other nodes in the places of some; their types stay known. */
export function renewed(e: Expr, p: Printer, other: (e: Expr) => Expr | undefined): Expr {
  const { types } = p.session.binder;
  const keep = (old: Expr, made: Expr): Expr => {
    const type = types.get(old);
    if (type && made !== old) types.set(made, type);
    return made;
  };
  const renew = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(renew);
    if (typeof node !== 'object' || node === null) return node;
    const found = 'kind' in node ? other(node as Expr) : undefined;
    if (found) return keep(node as Expr, found);
    const made = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, renew(value)]));
    return 'kind' in node ? keep(node as Expr, made as unknown as Expr) : made;
  };
  return renew(e) as Expr;
}

export const isAggregate = (e: Expr): boolean => e.kind === 'call' && !e.over && aggregates.test(e.name);
