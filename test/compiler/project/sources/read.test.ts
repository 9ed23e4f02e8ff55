import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSourcesFile } from '../../../../src/compiler/project/sources/read.ts';
import { sourcesSchema } from '../../../../src/compiler/project/sources/schema.ts';

const PATH = 'sources/raw.yaml';
const root = join(import.meta.dirname, '../../../..');

const good = `
project: acme
complete: true
tables:
  orders:
    description: One row an order.
    columns:
      id: { type: INT64, mode: REQUIRED, description: Key. }
      note: STRING
      items:
        type: STRUCT
        mode: REPEATED
        fields: { sku: STRING, price: { type: NUMERIC } }
  "events_*":
    columns: { event_name: STRING }
`;

/** What stands at the place of each finding. */
const told = (text: string): readonly (readonly [string, string, string])[] =>
  readSourcesFile(text, PATH).diagnostics.map(({ code, message, span }) => [
    code,
    message,
    text.slice(span?.start, span?.end),
  ]);

describe('a file under sources/', () => {
  test('is read as it is written', () => {
    const { file, diagnostics } = readSourcesFile(good, PATH);
    expect(diagnostics).toEqual([]);
    expect(file).toMatchObject({ path: PATH, project: 'acme', dataset: 'raw', complete: true });
    expect(file?.tables.map(({ name, dataset }) => [name, dataset])).toEqual([
      ['orders', 'raw'],
      ['events_*', 'raw'],
    ]);
    expect(file?.tables[0]?.columns).toMatchObject([
      { name: 'id', type: 'INT64', mode: 'REQUIRED', description: 'Key.' },
      { name: 'note', type: 'STRING', mode: 'NULLABLE' },
      {
        name: 'items',
        type: 'STRUCT',
        mode: 'REPEATED',
        fields: [{ name: 'sku' }, { name: 'price', type: 'NUMERIC' }],
      },
    ]);
  });

  test('every mistake is told at its place', () => {
    expect(told('tables:\n  orders:\n    colums: { id: INT64 }\n')).toEqual([
      ['BF3202', 'Unknown key "colums" in orders. Did you mean "columns"?', 'colums'],
    ]);
    expect(told('tables: { orders: { columns: { id: { type: INT64, mode: REQIRED } } } }')).toEqual([
      ['BF3203', 'The mode of orders.id must be NULLABLE, REQUIRED or REPEATED, not "REQIRED".', 'REQIRED'],
    ]);
    expect(told('tables: { orders: { columns: { id: { description: Key. }, ID: STRING, n: 7 } } }')).toEqual([
      ['BF3206', 'orders has "ID" twice.', 'ID'],
      ['BF3204', 'orders.id needs a type.', 'id'],
      ['BF3203', 'orders.n must be a type or a map with the key "type", not 7.', '7'],
    ]);
    expect(told('tables: { orders: { columns: { a: { type: STRING, fields: { b: INT64 } } } } }')).toEqual([
      ['BF3207', 'orders.a has fields, but its type is STRING.', 'STRING'],
    ]);
    expect(told('tables: [a')[0]?.[0]).toBe('BF3201');
    expect(told('- a')).toEqual([['BF3203', `${PATH} must be a map with the key "tables", not a list.`, '- a']]);
  });

  test('what is right beside a mistake is used', () => {
    const { file } = readSourcesFile('tables: { a: { colums: {} }, b: { columns: { x: INT64, y: {} } } }', PATH);
    expect(file?.tables.map(({ name, columns }) => [name, columns.map((column) => column.name)])).toEqual([
      ['b', ['x']],
    ]);
  });

  test('the published schema is the one that the reader follows', async () => {
    const published = JSON.stringify(sourcesSchema, null, 2);
    await expect(`${published}\n`).toMatchFileSnapshot(join(root, 'schemas/sources.schema.json'));
    const check = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(join(root, 'schemas/sources.schema.json'), 'utf8')) as object,
    );
    expect(check(parse(good))).toBe(true);
    for (const wrong of ['{}', 'tables: { a: {} }', 'tables: { a: { columns: { id: { mode: X } } } }'])
      expect(check(parse(wrong))).toBe(false);
  });
});
