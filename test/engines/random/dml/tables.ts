import fc, { type Arbitrary } from 'fast-check';

/** Columns of tables that statements change, by name: their types, and the names of the holes for their values. */
export const types = {
  k: ['INT64', 'int'],
  i: ['INT64', 'int'],
  n: ['NUMERIC', 'num'],
  f: ['FLOAT64', 'float'],
  txt: ['STRING', 'text'],
  b: ['BOOL', 'bool'],
  day: ['DATE', 'date'],
  ts: ['TIMESTAMP', 'ts'],
  st: ['STRUCT<a INT64, b STRING>', 'st'],
  sp: ['STRUCT<x INT64, y INT64>', 'sp'],
  li: ['ARRAY<INT64>', 'ints'],
  ls: ['ARRAY<STRUCT<a INT64, b STRING>>', 'sts'],
} as const;

export type Name = keyof typeof types;

export interface Column {
  readonly name: Name;
  readonly type: string;
}

/** A table of the dataset `d`. */
export interface Table {
  readonly name: 'w' | 'u';
  readonly columns: readonly Column[];
}

/** Fields of structs stand in another order in the source: they go into a column by place. */
const inSource: Partial<Record<Name, string>> = { sp: 'STRUCT<y INT64, x INT64>' };

const others = (Object.keys(types) as Name[]).filter((name) => name !== 'k');
/** Without structs and arrays, which are refused or kept as NULL where their types are not known. */
const flat = others.filter((name) => !/[<]/.test(types[name][0]));

const tableOf = (name: Table['name'], typed: boolean): Arbitrary<Table> =>
  fc.shuffledSubarray(typed ? others : flat, { minLength: 2, maxLength: 7 }).chain((some) =>
    fc.nat({ max: some.length }).map((at) => ({
      name,
      columns: [...some.slice(0, at), 'k' as const, ...some.slice(at)].map((column) => ({
        name: column,
        type: (name === 'u' ? inSource[column] : undefined) ?? types[column][0],
      })),
    })),
  );

/** The table that is changed and the one that new values come from; both have the key `k`. */
export const tables = (typed: boolean): Arbitrary<{ readonly w: Table; readonly u: Table }> =>
  fc.record({ w: tableOf('w', typed), u: tableOf('u', typed) });

export const createTable = ({ name, columns }: Table): string =>
  `CREATE OR REPLACE TABLE d.${name} (${columns.map((c) => `${c.name} ${c.type}`).join(', ')})`;
