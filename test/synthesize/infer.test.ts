import { describe, expect, test } from 'vitest';
import type { CompiledGraph } from '../../src/compiler/actions/graph.ts';
import { typeText } from '../../src/compiler/analyse/types/text.ts';
import { targetName } from '../../src/compiler/target/target.ts';
import { settledType } from '../../src/synthesize/column-type.ts';
import { inferTables } from '../../src/synthesize/infer.ts';
import { rootOf } from '../../src/synthesize/node.ts';
import { graphOf, type Texts } from './support/graph.ts';

/** The tables that a project reads and does not make: name -> column -> type. */
function typesIn(texts: Texts, more: Partial<CompiledGraph> = {}): Record<string, Record<string, string>> {
  const tables = inferTables({ graph: { ...graphOf(texts), ...more }, outside: [] });
  return Object.fromEntries(
    tables.map(({ target, node }) => [
      targetName(target).replace(/^p\./, ''),
      Object.fromEntries(
        [...rootOf(node).fields.values()].map(({ name, node: of }) => [name, typeText(settledType(of, name).type)]),
      ),
    ]),
  );
}

/** The columns of `raw.t`, the only table that a query reads. */
const columnsOf = (query: string): Record<string, string> => typesIn({ a: query })['raw.t'] ?? {};

describe('types of columns are found from their use:', () => {
  test.each([
    ['comparison with a constant', 'SELECT 1 FROM raw.t WHERE x = 1', 'INT64'],
    ['comparison with a fraction', 'SELECT 1 FROM raw.t WHERE x > 1.5', 'FLOAT64'],
    ['IN with texts', "SELECT 1 FROM raw.t WHERE x IN ('a', 'b')", 'STRING'],
    ['LIKE', "SELECT 1 FROM raw.t WHERE x LIKE 'a%'", 'STRING'],
    ['a condition', 'SELECT 1 FROM raw.t WHERE x', 'BOOL'],
    ['an argument of one type', 'SELECT TIMESTAMP_MICROS(x) FROM raw.t', 'INT64'],
    ['an argument that another decides', 'SELECT DATE_DIFF(x, CURRENT_DATE(), DAY) FROM raw.t', 'DATE'],
    ['comparison with a call', 'SELECT 1 FROM raw.t WHERE x < CURRENT_TIMESTAMP()', 'TIMESTAMP'],
    ['PARSE_DATE', "SELECT PARSE_DATE('%Y%m%d', x) FROM raw.t", 'STRING'],
    ['an alternative', "SELECT COALESCE(x, 'none') FROM raw.t", 'STRING'],
    ['a branch of CASE', 'SELECT CASE WHEN TRUE THEN x ELSE 0 END FROM raw.t', 'INT64'],
    ['fields of a field', 'SELECT x.a.b, x.c FROM raw.t', 'STRUCT<a STRUCT<b STRING>, c STRING>'],
    [
      'UNNEST of a column',
      'SELECT i.sku FROM raw.t, UNNEST(x) AS i WHERE i.price > 0.5',
      'ARRAY<STRUCT<sku STRING, price FLOAT64>>',
    ],
    ['an array of values', "SELECT i FROM raw.t, UNNEST(x) AS i WHERE i = 'a'", 'ARRAY<STRING>'],
    ['a subscript', 'SELECT 1 FROM raw.t WHERE x[OFFSET(0)] = 1', 'ARRAY<INT64>'],
    ['fields of the elements of a JSON array', 'SELECT e.a FROM raw.t, UNNEST(JSON_EXTRACT_ARRAY(x)) AS e', 'JSON'],
    ['the order of a window by its values', 'SELECT SUM(1) OVER (ORDER BY x RANGE 5 PRECEDING) FROM raw.t', 'INT64'],
    ['JSON with a name in brackets', "SELECT x['a'] FROM raw.t", 'JSON'],
    [
      'something that is computed in a common table',
      'WITH c AS (SELECT x AS y FROM raw.t) SELECT 1 FROM c WHERE y = 1',
      'INT64',
    ],
    ['the number of an interval', 'SELECT DATE_ADD(CURRENT_DATE(), INTERVAL x DAY) FROM raw.t', 'INT64'],
    ['a star of a subquery', 'SELECT 1 FROM (SELECT * FROM raw.t) WHERE x = 1', 'INT64'],
    ['a set operation', 'SELECT x FROM raw.t UNION ALL SELECT DATE(2024, 1, 1)', 'DATE'],
  ])('%s', (_, query, type) => {
    expect(columnsOf(query)['x']).toBe(type);
  });

  test('nothing but the name tells', () => {
    expect(columnsOf('SELECT is_new, created_at, order_date, total_amount, item_count, note FROM raw.t')).toEqual({
      is_new: 'BOOL',
      created_at: 'TIMESTAMP',
      order_date: 'DATE',
      total_amount: 'FLOAT64',
      item_count: 'INT64',
      note: 'STRING',
    });
  });
});

test('a use in one action tells the type in another, through views and stars', () => {
  const found = typesIn({
    stg: 'SELECT * FROM raw.t',
    mart: 'SELECT SAFE_DIVIDE(x, 2) AS half FROM p.d.stg WHERE when_made >= CURRENT_TIMESTAMP()',
  });
  expect(found).toEqual({ 'raw.t': { x: 'FLOAT64', when_made: 'TIMESTAMP' } });
});

test('an action is understood before what it reads stands in the list', () => {
  const found = typesIn({
    mart: 'SELECT x + 1 AS more, name FROM p.d.stg',
    stg: 'SELECT * FROM p.d.raw_again',
    raw_again: 'SELECT * FROM raw.t',
  });
  expect(found).toEqual({ 'raw.t': { x: 'INT64', name: 'STRING' } });
});

test('a field that another action reads is a field of the column that passed through', () => {
  const found = typesIn({
    stg: 'SELECT c, e FROM raw.t',
    mart: 'SELECT (SELECT AS STRUCT c.source, e.x + 1 AS more) AS both_of_them FROM p.d.stg',
  });
  expect(found).toEqual({ 'raw.t': { c: 'STRUCT<source STRING>', e: 'STRUCT<x INT64>' } });
});

test('both sides of a join have one type', () => {
  const found = typesIn({ a: 'SELECT 1 FROM raw.o JOIN raw.c ON o.customer = c.id WHERE c.id > 5' });
  expect(found).toEqual({ 'raw.o': { customer: 'INT64' }, 'raw.c': { id: 'INT64' } });
});

test('the event parameters of GA4 are found from lookups by key', () => {
  const query = `SELECT event_name,
    (SELECT value.int_value FROM UNNEST(event_params) WHERE key = 'ga_session_id') + 1 AS session
    FROM \`raw.events_*\` WHERE _TABLE_SUFFIX >= '20240101'`;
  const found = typesIn({ a: query })['raw.events_*'];
  expect(found?.['event_params']).toBe('ARRAY<STRUCT<value STRUCT<int_value INT64>, key STRING>>');
});

test('a bare name in a join goes to the table that is known to have it', () => {
  const found = typesIn({
    a: 'SELECT name, 1 FROM raw.o JOIN raw.c ON o.c_id = c.id',
    b: 'SELECT raw_c.name FROM raw.c AS raw_c',
  });
  expect(Object.keys(found['raw.c'] ?? {}).sort()).toEqual(['id', 'name']);
  expect(Object.keys(found['raw.o'] ?? {})).toEqual(['c_id']);
});

test('what is compared with a variable of a script has its type', () => {
  const queries = [
    "DECLARE first_day STRING DEFAULT '20170101'; CREATE TABLE p.d.made AS SELECT 1 AS one FROM raw.t WHERE partition_date >= first_day",
  ];
  const target = { database: 'p', schema: 'd', name: 'op' };
  const operations = [{ target, canonicalTarget: target, fileName: 'definitions/op.sqlx', queries }];
  expect(typesIn({}, { operations } as Partial<CompiledGraph>)).toEqual({ 'raw.t': { partition_date: 'STRING' } });
});

test('tables that actions or scripts make are not from outside', () => {
  const found = typesIn({ a: 'SELECT 1 AS x', b: 'SELECT x FROM p.d.a JOIN p.d.made USING (x)' }, {
    operations: [
      {
        target: { database: 'p', schema: 'd', name: 'op' },
        canonicalTarget: { database: 'p', schema: 'd', name: 'op' },
        fileName: 'definitions/op.sqlx',
        queries: ['CREATE TABLE p.d.made AS SELECT 1 AS x'],
      },
    ],
  } as Partial<CompiledGraph>);
  expect(found).toEqual({});
});

describe('columns and what is none:', () => {
  const check = (list: string): string =>
    `WITH found AS (SELECT column_name FROM \`p.raw.INFORMATION_SCHEMA.COLUMNS\` WHERE table_name = 't')
     SELECT wanted FROM UNNEST([${list}]) AS wanted LEFT JOIN found ON wanted = column_name WHERE column_name IS NULL`;

  test('an assertion over INFORMATION_SCHEMA.COLUMNS tells the columns of a table', () => {
    const assertions = [
      { target: { database: 'p', schema: 'a', name: 'c' }, query: check("'id', 'made_at', 'no name'") },
    ];
    expect(typesIn({ a: 'SELECT id FROM raw.t' }, { assertions })['raw.t']).toEqual({
      id: 'STRING',
      made_at: 'TIMESTAMP',
    });
    expect(typesIn({ a: 'SELECT id FROM raw.t', b: check("'id', 'other'") })['raw.t']).toEqual({ id: 'STRING' });
  });

  test('a variable of the script is no column', () => {
    const graph = graphOf({ a: 'SELECT id FROM raw.t WHERE made > since' });
    const [table] = graph.tables ?? [];
    const tables = [
      { ...table, preOps: ['DECLARE since DEFAULT (SELECT MAX(day) FROM raw.days)'] },
    ] as CompiledGraph['tables'];
    const found = typesIn({}, { tables: tables ?? [] });
    expect(Object.keys(found['raw.t'] ?? {})).toEqual(['id', 'made']);
  });
});
