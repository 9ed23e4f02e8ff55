import type { Catalog, TableSchema } from '../../../../src/compiler/analyse/model/catalog.ts';
import { parseType } from '../../../../src/compiler/analyse/types/text.ts';

/** The tables of the lineage cases: columns with their types. */
export const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  orders: {
    id: 'INT64',
    customer_id: 'INT64',
    status: 'STRING',
    price: 'INT64',
    qty: 'INT64',
    day: 'DATE',
    items: 'ARRAY<STRUCT<sku STRING, qty INT64, price INT64>>',
    address: 'STRUCT<city STRING, geo STRUCT<lat FLOAT64, lon FLOAT64>>',
    tags: 'ARRAY<STRING>',
  },
  customers: { id: 'INT64', name: 'STRING', country: 'STRING', parent_id: 'INT64' },
  payments: { order_id: 'INT64', amount: 'INT64', method: 'STRING' },
  events: {
    user_id: 'STRING',
    ts: 'INT64',
    event_params: 'ARRAY<STRUCT<key STRING, value STRUCT<string_value STRING, int_value INT64>>>',
  },
};

const schemas = new Map<string, TableSchema>(
  Object.entries(tables).map(([name, columns]) => [
    name,
    {
      name,
      complete: true,
      columns: Object.entries(columns).map(([column, type]) => ({
        name: column,
        type: parseType(type) ?? { kind: 'unknown' },
      })),
    },
  ]),
);

export const catalog: Catalog = {
  table: (path) => schemas.get((path.at(-1) ?? '').toLowerCase()),
  routine: () => undefined,
};
