import type { SqlType } from '../../../compiler/analyse/types/type.ts';
import { arrayOf } from '../../../compiler/lower/translate/flattened.ts';
import type { Element, Printer } from '../../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../../compiler/lower/translate/text.ts';
import type { Expr, From, Ident } from '../../../compiler/sql/ast.ts';
import { columnName } from '../types.ts';
import { queryRows } from './query.ts';
import { elementOf, parameterFields, type UnnestItem } from './shape.ts';

/** Rows of a query over arrays, as an array; NULL counts as no rows. */
export interface Rows {
  readonly array: Frag;
  /** How names read the row that a text stands for. */
  readonly names: (row: Frag) => readonly Element[];
}

/** Common tables in sight, by lower-case name. */
export type Tables = ReadonlyMap<string, Rows>;

/** Prints with the row's names in sight; `row` is a lambda's variable that nothing around it has. */
export function inRow(names: Rows['names'], p: Printer, print: (row: string) => Frag): Frag {
  const outer = p.scope;
  const { depth = 0 } = p;
  const row = depth <= 1 ? 'bf_element' : `bf_element${depth}`;
  p.depth = depth + 1;
  p.scope = { outer, ctes: new Set(), ranges: new Map(), elements: names(row) };
  const made = print(row);
  p.scope = outer;
  p.depth = depth;
  return made;
}

/** `transform(rows, row -> value)`. */
export const eachOf = ({ array, names }: Rows, p: Printer, value: (row: string) => Frag): Frag => {
  let row = '';
  const made = inRow(names, p, (name) => {
    row = name;
    return value(name);
  });
  return q`transform(${array}, ${row} -> ${made})`;
};

/** The rows for which a condition is true. */
export function only(rows: Rows, condition: Expr | undefined, p: Printer): Rows {
  if (!condition) return rows;
  let row = '';
  const made = inRow(rows.names, p, (name) => {
    row = name;
    return p.expr(condition);
  });
  return { ...rows, array: q`filter(${rows.array}, ${row} -> ${made})` };
}

/** Without FROM there is one row, which nothing names. */
export const oneRow: Rows = { array: 'array(1L)', names: () => [] };

/** The rows of a FROM clause whose shape is that of arrays. */
export function fromRows(f: From, tables: Tables, p: Printer, around = p.scope): Rows {
  switch (f.kind) {
    case 'paren':
      return fromRows(f.of, tables, p, around);
    case 'unnest':
      return unnested(f, p);
    case 'table': {
      const [first, second] = f.parts;
      const common = second ? undefined : tables.get(first?.name.toLowerCase() ?? '');
      if (common) return named(common, f.alias ?? first);
      const { start, end } = f;
      const alias = f.alias ?? f.parts.at(-1);
      const of: Expr = { start, end, kind: 'path', parts: f.parts };
      return unnested(
        { start, end, kind: 'unnest', of, more: [], ...(alias && { alias }), ...(f.offset && { offset: f.offset }) },
        p,
      );
    }
    case 'subquery':
      return named(
        elsewhere(around, p, () => queryRows(f.query, tables, p)),
        f.alias,
      );
    case 'join':
      return f.type === 'FULL' ? full(f, tables, p, around) : joined(f, tables, p, around);
    default:
      return { array: p.refuse(f, 'this item of FROM beside an array'), names: () => [] };
  }
}

/** The columns of a row go by its range variable as well. */
const named = ({ array, names }: Rows, alias: Ident | undefined): Rows => ({
  array,
  names: (row) =>
    names(row).map(({ name: _, ...columns }) => ({ ...columns, ...(alias && { name: alias.name.toLowerCase() }) })),
});

function unnested({ of, alias, offset }: UnnestItem, p: Printer): Rows {
  const array = arrayOf(of, p);
  const type = elementOf(of, p);
  if (!offset) return { array, names: (row) => [elementNames(alias, type, row)] };
  const i = offset.name;
  return {
    array: q`transform(${array}, (e, i) -> named_struct('e', e, 'i', CAST(i AS BIGINT)))`,
    names: (row) => [
      elementNames(alias, type, q`${row}.e`),
      { name: i.toLowerCase(), text: q`${row}.i`, columns: new Map(), complete: true },
    ],
  };
}

/** An element's fields are columns; an element that is none is the one column, named as the range variable. */
function elementNames(alias: Ident | undefined, type: SqlType | undefined, row: Frag): Element {
  const name = alias && { name: alias.name.toLowerCase() };
  if (type && type.kind !== 'STRUCT') {
    const own = alias ? [[alias.name.toLowerCase(), { name: alias.name, text: row }] as const] : [];
    return { ...name, text: row, columns: new Map(own), complete: true };
  }
  const fields = type ? type.fields.flatMap((field) => field.name ?? []) : parameterFields;
  return {
    ...name,
    text: row,
    columns: new Map(
      fields.map((field) => [field.toLowerCase(), { name: field, text: q`${row}.${columnName(field)}` }]),
    ),
    complete: type !== undefined && fields.length === type.fields.length,
  };
}

/** A subquery in FROM sees nothing of the items beside it. */
function elsewhere<T>(scope: Printer['scope'], p: Printer, print: () => T): T {
  const inner = p.scope;
  p.scope = scope;
  const made = print();
  p.scope = inner;
  return made;
}

type Join = Extract<From, { kind: 'join' }>;

const below =
  (of: Rows['names'], part: string): Rows['names'] =>
  (row) =>
    of(q`${row}.${part}`);

/** Each row of the left with those of the right that it opens; LEFT keeps one without any. */
function joined(f: Join, tables: Tables, p: Printer, around: Printer['scope']): Rows {
  const left = fromRows(f.left, tables, p, around);
  let right: Rows | undefined;
  const rows = eachOf(left, p, (l) => {
    right = fromRows(f.right, tables, p, around);
    const met = meeting(f, left.names(l), right, p);
    const missing = q`CASE WHEN size(${met.array}) > 0 THEN ${met.array} ELSE array(NULL) END`;
    const all = f.type === 'LEFT' ? { ...met, array: missing } : met;
    return q`coalesce(${eachOf(all, p, (r) => q`named_struct('l', ${l}, 'r', ${r})`)}, array())`;
  });
  return { array: q`flatten(${rows})`, names: both(f, left, right) };
}

/** The rows of the right that meet the row of the left in sight. */
function meeting(f: Join, left: readonly Element[], right: Rows, p: Printer): Rows {
  if (!f.using) return { ...right, array: only(beside(left, right), f.on, p).array };
  let row = '';
  const equal = inRow(right.names, p, (name) => {
    row = name;
    return equalities(f.using ?? [], left, right.names(name), p);
  });
  return { ...right, array: q`filter(${right.array}, ${row} -> ${equal})` };
}

/** Both sides of ON are named alike. */
const beside = (left: readonly Element[], { array, names }: Rows): Rows => ({
  array,
  names: (row) => [...left, ...names(row)],
});

const equalities = (using: readonly Ident[], left: readonly Element[], right: readonly Element[], p: Printer): Frag =>
  using.flatMap((column, i): Frag => {
    const [a, b] = [left, right].map((names) => columnOf(column, names));
    if (a === undefined || b === undefined) return p.refuse(column, 'a column of USING that is not known here');
    return [i > 0 ? ' AND ' : '', q`${a} = ${b}`];
  });

const columnOf = ({ name }: Ident, names: readonly Element[]): Frag | undefined => {
  const found = names.flatMap(({ columns }) => columns.get(name.toLowerCase()) ?? []);
  return found.length === 1 ? found[0]?.text : undefined;
};

/** Columns of USING stand once and first. */
function both(f: Join, left: Rows, right: Rows | undefined): Rows['names'] {
  const names = (row: Frag): readonly Element[][] => [
    [...below(left.names, 'l')(row)],
    right ? [...below(right.names, 'r')(row)] : [],
  ];
  const { using } = f;
  if (!using) return (row) => names(row).flat();
  const merged = new Set(using.map(({ name }) => name.toLowerCase()));
  return (row) => {
    const [l = [], r = []] = names(row);
    const columns = using.map((column) => {
      const [a, b] = [columnOf(column, l) ?? 'NULL', columnOf(column, r) ?? 'NULL'];
      const text = f.type === 'FULL' ? q`coalesce(${a}, ${b})` : a;
      return [column.name.toLowerCase(), { name: column.name, text }] as const;
    });
    const rest = [...l, ...r].map((element) => ({
      ...element,
      columns: new Map([...element.columns].filter(([name]) => !merged.has(name))),
    }));
    return [{ columns: new Map(columns), complete: true }, ...rest];
  };
}

/** Pairs that meet, then what is left of either side. */
function full(f: Join, tables: Tables, p: Printer, around: Printer['scope']): Rows {
  const pairs = joined({ ...f, type: 'LEFT' }, tables, p, around);
  const [left, right] = [fromRows(f.left, tables, p, around), fromRows(f.right, tables, p, around)];
  const alone = eachOf(right, p, (r) => {
    let row = '';
    const equal = inRow(
      (name) => [...left.names(name), ...right.names(r)],
      p,
      (name) => {
        row = name;
        return f.using ? equalities(f.using, left.names(name), right.names(r), p) : f.on ? p.expr(f.on) : 'TRUE';
      },
    );
    return q`named_struct('m', coalesce(size(filter(${left.array}, ${row} -> ${equal})), 0), 'r', ${r})`;
  });
  const rest = q`transform(filter(${alone}, x -> x.m = 0), x -> named_struct('l', NULL, 'r', x.r))`;
  return {
    array: q`concat(coalesce(${pairs.array}, array()), coalesce(${rest}, array()))`,
    names: both(f, left, right),
  };
}
