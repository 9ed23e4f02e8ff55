import { describe, expect, test } from 'vitest';
import { readSourcesFile } from '../../../../src/compiler/project/sources/read.ts';
import { updateSources } from '../../../../src/compiler/project/sources/update.ts';

const orders = {
  name: 'orders',
  columns: [
    { name: 'id', type: 'INT64' },
    { name: 'amount', type: 'NUMERIC' },
    { name: 'items', type: 'ARRAY<STRUCT<sku STRING, price FLOAT64>>' },
  ],
};

describe('a file under sources/ is brought up to date', () => {
  test('a new file reads back as what was pulled', () => {
    const { text, changes } = updateSources(undefined, [orders]);
    expect(text).toBe(`tables:
  orders:
    columns:
      id: INT64
      amount: NUMERIC
      items: ARRAY<STRUCT<sku STRING, price FLOAT64>>
`);
    expect(changes).toEqual([{ table: 'orders', isNew: true, columns: 3, added: [], removed: [], retyped: [] }]);
    const { file, diagnostics } = readSourcesFile(text, 'sources/raw.yaml');
    expect(diagnostics).toEqual([]);
    expect(file?.tables[0]?.columns.map(({ name, type }) => ({ name, type }))).toEqual(orders.columns);
  });

  test('what people wrote stays, types and columns follow the data', () => {
    const before = `# Ours.
tables:
  # As the shop writes it.
  orders:
    description: One row an order.
    columns:
      amount: STRING # in euros
      # The key.
      id: { type: INT64, mode: REQUIRED, description: Key. }
      gone: STRING
      items:
        mode: REPEATED
        fields:
          sku: { type: STRING, description: Stock keeping unit. }
          price: INT64
  others: { columns: { a: INT64 } }
`;
    const { text, changes } = updateSources(before, [orders]);
    expect(text).toBe(`# Ours.
tables:
  # As the shop writes it.
  orders:
    description: One row an order.
    columns:
      # The key.
      id: { type: INT64, mode: REQUIRED, description: Key. }
      amount: NUMERIC # in euros
      items:
        mode: REPEATED
        fields:
          sku: { type: STRING, description: Stock keeping unit. }
          price: FLOAT64
  others: { columns: { a: INT64 } }
`);
    expect(changes).toEqual([
      {
        table: 'orders',
        isNew: false,
        columns: 3,
        added: [],
        removed: ['gone'],
        retyped: [
          { name: 'amount', from: 'STRING', to: 'NUMERIC' },
          { name: 'items.price', from: 'INT64', to: 'FLOAT64' },
        ],
      },
    ]);
    expect(updateSources(text, [orders]).text).toBe(text);
  });

  test('a file that is up to date is not touched, however it is laid out', () => {
    const before = `tables: {orders: {columns: {id:   int64, amount: Numeric, items: "ARRAY< STRUCT<sku STRING,price FLOAT64> >"}}}`;
    const { text, changes } = updateSources(before, [orders]);
    expect(text).toBe(before);
    expect(changes[0]).toMatchObject({ added: [], removed: [], retyped: [] });
  });
});
