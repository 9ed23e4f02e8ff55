import { parseType } from '../../../src/compiler/analyse/types/text.ts';
import { type SqlType, UNKNOWN } from '../../../src/compiler/analyse/types/type.ts';
import { tables } from '../../compiler/analyse/lineage/tables.ts';

/** A value of a table: structs as objects, arrays as lists, INT64 and FLOAT64 as numbers, the rest as text. */
export type Value = null | number | string | readonly Value[] | { readonly [field: string]: Value };
export type Row = { readonly [column: string]: Value };
export type Data = Readonly<Record<string, readonly Row[]>>;

const order = (n: number, status: string, skus: readonly string[]): Row => ({
  id: n,
  customer_id: (n % 3) + 1,
  status,
  price: n * 4,
  qty: n % 4,
  day: `2024-0${(n % 5) + 1}-1${n}`,
  items: skus.map((sku, i) => ({ sku, qty: i + 1, price: n + i * 3 })),
  address: { city: `city ${n % 2}`, geo: { lat: n / 2, lon: n / 4 } },
  tags: skus.map((sku) => `${sku}t`),
});

const event = (user: string, n: number): Row => ({
  user_id: user,
  ts: n * 10,
  event_params: ['a', 'page', 'session'].map((key, i) => ({
    key,
    value: { string_value: `${user}${key}`, int_value: n + i },
  })),
});

/** Small tables for the cases, with values that their conditions look for. */
export const data: Data = {
  orders: [
    order(1, 'paid', ['x', 'y', 'z']),
    order(2, 'open', ['x', 'w']),
    order(3, 'x', ['y']),
    order(4, 'paid', ['v', 'x']),
    order(5, 'x', ['u', 'y']),
  ],
  customers: [
    { id: 1, name: 'ann', country: 'x', parent_id: null },
    { id: 2, name: 'bob', country: 'y', parent_id: 1 },
    { id: 3, name: 'cy', country: 'x', parent_id: 2 },
    { id: 4, name: 'di', country: 'x', parent_id: 2 },
  ],
  payments: [
    { order_id: 1, amount: 5, method: 'paid' },
    { order_id: 2, amount: 1, method: 'card' },
    { order_id: 4, amount: 9, method: 'x' },
  ],
  events: [event('u', 1), event('v', 2)],
};

/** A column, or a field below it; a step into the elements of an array has no name of its own. */
export interface Leaf {
  readonly table: string;
  readonly path: readonly string[];
  readonly type: SqlType;
}

/** Everything in the tables that can be changed on its own: scalars, and arrays in their length. */
export function leaves(): readonly Leaf[] {
  return Object.entries(tables).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, type]) => below(table, [column], parseType(type) ?? UNKNOWN)),
  );
}

function below(table: string, path: readonly string[], type: SqlType): readonly Leaf[] {
  if (type.kind === 'STRUCT')
    return type.fields.flatMap((field) => below(table, [...path, field.name ?? ''], field.type));
  const own: Leaf = { table, path, type };
  return type.kind === 'ARRAY' && type.element.kind === 'STRUCT' ? [own, ...below(table, path, type.element)] : [own];
}

/** Ways to change a value; each is tried alone. `n` is the number of the row. */
export const changes: readonly ((type: SqlType, value: Value, n: number) => Value)[] = [
  (type, value, n) => changed(type, value, n + 1),
  (type, value) => changed(type, value, 0),
  (type, value, n) => (n === 0 ? changed(type, value, 100) : value),
];

function changed(type: SqlType, value: Value, by: number): Value {
  switch (type.kind) {
    case 'ARRAY':
      return by === 0 || !Array.isArray(value) ? [] : value.slice(by % 2);
    case 'STRING':
      return by === 0 ? 'x' : `${value}${by}`;
    case 'DATE':
      return `2023-0${(by % 9) + 1}-01`;
    default:
      return by === 0 ? 1 : Number(value) + by;
  }
}

/** The tables with one leaf changed. */
export function withChange(leaf: Leaf, change: (typeof changes)[number]): Data {
  const rows = (data[leaf.table] ?? []).map(
    (row, n) => edited(row, leaf.path, (value) => change(leaf.type, value, n)) as Row,
  );
  return { ...data, [leaf.table]: rows };
}

function edited(value: Value, path: readonly string[], edit: (value: Value) => Value): Value {
  const [step, ...rest] = path;
  if (step === undefined) return edit(value);
  if (Array.isArray(value)) return value.map((element) => edited(element, path, edit));
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Readonly<Record<string, Value>>;
  return { ...fields, [step]: edited(fields[step] ?? null, rest, edit) };
}

/** The query over the tables, which stand in front of it as common table expressions. */
export function over(rows: Data, sql: string): string {
  const ctes = Object.entries(rows).map(
    ([table, list]) => `${table}_rows AS (SELECT * FROM UNNEST(${arrayOf(table, list)}))`,
  );
  const own = Object.keys(rows).map((table) => `${table} AS (SELECT * FROM ${table}_rows)`);
  const head = [...ctes, ...own].join(',\n');
  if (sql.startsWith('WITH RECURSIVE ')) return `WITH RECURSIVE ${head},\n${sql.slice(15)}`;
  return `WITH ${head}\nSELECT * FROM (${sql})`;
}

function arrayOf(table: string, rows: readonly Row[]): string {
  const columns = Object.entries(tables[table] ?? {}).map(([name, text]) => ({
    name,
    type: parseType(text) ?? UNKNOWN,
  }));
  const type = `STRUCT<${Object.entries(tables[table] ?? {})
    .map(([name, text]) => `${name} ${text}`)
    .join(', ')}>`;
  const literal = (row: Row): string =>
    `(${columns.map(({ name, type: t }) => literalOf(t, row[name] ?? null)).join(', ')})`;
  return `ARRAY<${type}>[${rows.map(literal).join(', ')}]`;
}

function literalOf(type: SqlType, value: Value): string {
  if (value === null) return 'NULL';
  if (type.kind === 'ARRAY' && Array.isArray(value))
    return `[${value.map((v) => literalOf(type.element, v)).join(', ')}]`;
  if (type.kind === 'STRUCT') {
    const fields = value as Readonly<Record<string, Value>>;
    return `(${type.fields.map((f) => literalOf(f.type, fields[f.name ?? ''] ?? null)).join(', ')})`;
  }
  if (type.kind === 'STRING') return JSON.stringify(value);
  if (type.kind === 'DATE') return `DATE '${value}'`;
  return type.kind === 'FLOAT64' ? `CAST(${value} AS FLOAT64)` : String(value);
}
