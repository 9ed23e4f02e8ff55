import type { Catalog, TableSchema } from '../../../../src/compiler/analyse/model/catalog.ts';
import { parseType } from '../../../../src/compiler/analyse/types/text.ts';
import { UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';

/** Columns as `name type`. */
const definitions: Readonly<Record<string, readonly string[]>> = {
  'shop.orders': [
    'id INT64',
    'customer_id INT64',
    'status STRING',
    'amount NUMERIC',
    'created_at TIMESTAMP',
    'day DATE',
    'items ARRAY<STRUCT<sku STRING, qty INT64, price NUMERIC, tags ARRAY<STRING>>>',
    'address STRUCT<city STRING, geo STRUCT<lat FLOAT64, lon FLOAT64>>',
    'tags ARRAY<STRING>',
    'payload JSON',
    'place GEOGRAPHY',
  ],
  'shop.customers': ['id INT64', 'name STRING', 'country STRING', 'created_at TIMESTAMP', 'vip BOOL'],
  t: ['a INT64', 'b STRING', 'c FLOAT64', 'd DATE', 'arr ARRAY<INT64>', 's STRUCT<x INT64, y STRING>'],
  u: ['a INT64', 'z STRING'],
  w: ['w INT64', 'k STRING'],
  sales: ['product STRING', 'quarter STRING', 'amount INT64', 'year INT64'],
  produce: ['product STRING', 'q1 INT64', 'q2 INT64', 'q3 INT64', 'q4 INT64'],
};

const tables: ReadonlyMap<string, TableSchema> = new Map(
  Object.entries(definitions).map(([name, columns]) => [
    name,
    {
      name,
      complete: true,
      columns: columns.map((column) => {
        const blank = column.indexOf(' ');
        return { name: column.slice(0, blank), type: parseType(column.slice(blank + 1)) ?? UNKNOWN };
      }),
    },
  ]),
);

/** Holds these tables; nothing is known of what stands in `other`, and there is nothing else. */
export const catalog: Catalog = {
  table: (path) => {
    const name = path.join('.').toLowerCase();
    return tables.get(name) ?? (name.startsWith('other.') ? undefined : { absent: true, near: [...tables.keys()] });
  },
  routine: () => undefined,
};
