import { describe, expect, test } from 'vitest';
import { uniqueKeySql } from '../../../../src/compiler/actions/assertion-sql.ts';
import type { UnitResult } from '../../../../src/compiler/analyse/project/model.ts';
import { analyse, columnsOf, graphOf, incremental, table, told } from './world.ts';

const ref = (name: string) => `\`p.d.${name}\``;
const on = (...names: readonly string[]) => ({
  dependencyTargets: names.map((name) => ({ database: 'p', schema: 'd', name })),
});
const orders = table('orders', "SELECT 1 AS id, 2.5 AS amount, STRUCT('Bonn' AS city) AS place");

describe('what an action reads', () => {
  test('the columns of an action are known to those that read it, whatever the order of the graph', () => {
    const late = table(
      'sums',
      `SELECT place.city, SUM(amount) AS total FROM ${ref('orders')} GROUP BY 1`,
      on('orders'),
    );
    expect(columnsOf('p.d.sums', graphOf([late, orders]))).toBe('city STRING, total FLOAT64');
  });

  test('full names, names without the project and bare names mean the same action', () => {
    for (const name of ['`p`.`d`.`orders`', 'p.d.orders', 'd.orders', 'orders', '`d.orders`'])
      expect(told(graphOf([orders, table('a', `SELECT amuont FROM ${name}`)]))).toEqual([
        ['BF2101', expect.stringContaining('amuont'), 'amuont'],
      ]);
  });

  test('names with suffixes are found, by those that carry them and by those that do not', () => {
    const graph = graphOf([
      { ...orders, target: { database: 'p_x', schema: 'd_y', name: 'orders' } },
      table('a', 'SELECT nothing FROM orders'),
      table('b', 'SELECT nothing FROM `p_x.d_y.orders`'),
    ]);
    const config = { ...graph.projectConfig, databaseSuffix: 'x', schemaSuffix: 'y' };
    expect(told({ ...graph, projectConfig: config }).map(([code]) => code)).toEqual(['BF2101', 'BF2101']);
  });

  test('a table that nobody describes may have any column', () => {
    expect(told(graphOf([table('a', 'SELECT x.y.z, * FROM `other.place.t` AS x WHERE q > 1')]))).toEqual([]);
    expect(columnsOf('p.d.a', graphOf([table('a', 'SELECT 1 AS one, * FROM `other.place.t`')]))).toBe('one INT64...');
  });

  test('actions that read each other are no end of work', () => {
    const graph = graphOf([
      table('a', 'SELECT x FROM b'),
      table('b', 'SELECT x FROM a'),
      table('c', 'SELECT x FROM c'),
    ]);
    expect(told(graph)).toEqual([]);
  });

  test('a thousand actions in a row, named without saying so, do not end the analysis', () => {
    const chain = Array.from({ length: 1000 }, (_, i) =>
      table(`t${i}`, i === 999 ? 'SELECT 1 AS x' : `SELECT x FROM t${i + 1}`),
    );
    expect(told(graphOf(chain))).toEqual([]);
  });

  test('what an operation makes is known, and what an ALTER may add is not', () => {
    const target = { database: 'p', schema: 'd', name: 'log' };
    const made = [
      'CREATE OR REPLACE TABLE d.log (day DATE, rows_read INT64)',
      'INSERT INTO d.log SELECT CURRENT_DATE(), 1',
    ];
    const reader = table('a', 'SELECT dya FROM `p.d.log`');
    const operation = { target, hasOutput: true, queries: made };
    expect(told(graphOf([reader], { operations: [operation] }))).toEqual([
      ['BF2101', expect.stringContaining('dya'), 'dya'],
    ]);
    const alter = { target: { ...target, name: 'more' }, queries: ['ALTER TABLE d.log ADD COLUMN dya INT64'] };
    expect(told(graphOf([reader], { operations: [operation, alter] }))).toEqual([]);
  });

  test('variables and temporary functions and tables of pre operations are known to the query', () => {
    const preOps = [
      'DECLARE least INT64 DEFAULT 5',
      'CREATE TEMP FUNCTION twice(x INT64) RETURNS INT64 AS (x * 2)',
      'CREATE TEMP TABLE days AS SELECT DATE "2026-01-01" AS day',
    ];
    const query = 'SELECT twice(least) AS n, day FROM days';
    expect(told(graphOf([table('a', query, { preOps })]))).toEqual([]);
    expect(columnsOf('p.d.a', graphOf([table('a', query, { preOps })]))).toBe('n INT64, day DATE');
    expect(told(graphOf([table('a', 'SELECT dya FROM days', { preOps })]))).toMatchObject([['BF2101', {}, 'dya']]);
  });

  test('post operations see the table that the query made', () => {
    const postOps = ['DELETE FROM `p.d.a` WHERE idd = 1'];
    expect(told(graphOf([table('a', 'SELECT 1 AS id', { postOps })]))).toMatchObject([['BF2101', {}, 'idd']]);
  });

  test('a function of the project has the type that it says', () => {
    const operations = [
      {
        target: { database: 'p', schema: 'd', name: 'f' },
        queries: ['CREATE FUNCTION `p.d.half`(x INT64) RETURNS FLOAT64 AS (x / 2)'],
      },
    ];
    expect(
      columnsOf('p.d.a', graphOf([table('a', 'SELECT `p.d.half`(3) AS h, d.other(1) AS o')], { operations })),
    ).toBe('h FLOAT64, o ?');
  });
});

describe('sources', () => {
  const sources = `
complete: true
tables:
  orders: { columns: { id: { type: INT64, mode: REQUIRED }, items: { mode: REPEATED, fields: { sku: STRING } } } }
  "events_*": { columns: { name: STRING } }
`;

  test('their columns are all that there are', () => {
    const graph = graphOf([table('a', 'SELECT i.skew, idd FROM `p.raw.orders`, UNNEST(items) AS i')]);
    expect(told(graph, { sources }).map(([code, , at]) => [code, at])).toEqual([
      ['BF2101', 'skew'],
      ['BF2101', 'idd'],
    ]);
    const fine = graphOf([
      table('a', 'SELECT id, i.sku, _PARTITIONTIME AS seen FROM `p.raw.orders`, UNNEST(items) AS i'),
    ]);
    expect(columnsOf('p.d.a', fine, { sources })).toBe('id INT64, sku STRING, seen TIMESTAMP');
  });

  test('INSERT leaves out no column that is required; arrays and what a query has made are not', () => {
    const inserting = (into: string, columns: string) =>
      graphOf([table('made', "SELECT 1 AS id, 'a' AS name")], {
        operations: [
          {
            target: { database: 'p', schema: 'd', name: 'insert' },
            queries: [`INSERT INTO \`${into}\` (${columns}) SELECT ${columns} FROM \`${into}\``],
          },
        ],
      });
    expect(told(inserting('p.raw.orders', 'items'), { sources }).map(([code]) => code)).toEqual(['BF2403']);
    expect(told(inserting('p.raw.orders', 'id'), { sources })).toEqual([]);
    const made =
      'CREATE TABLE d.x (a INT64 NOT NULL, b INT64, c DATE NOT NULL, e INT64 NOT NULL DEFAULT 1, z INT64 NOT NULL)';
    const queries = [`${made}; INSERT INTO d.x (b) VALUES (1); INSERT INTO d.x (z, c, a) VALUES (1, NULL, 2)`];
    const script = graphOf([], { operations: [{ target: { database: 'p', schema: 'd', name: 'insert' }, queries }] });
    expect(told(script)).toMatchObject([['BF2403', expect.stringContaining('leaves out a, c and z,'), 'd.x']]);
    expect(told(inserting('p.d.made', 'id'), { sources })).toEqual([]);
  });

  test('a wildcard table stands for its members, with their suffix', () => {
    const read = (from: string) => columnsOf('p.d.a', graphOf([table('a', `SELECT * FROM ${from}`)]), { sources });
    for (const from of ['`p.raw.events_*`', '`p.raw.events_2026*`', 'raw.events_20260101'])
      expect(read(from)).toBe('name STRING');
    const suffix = table('a', 'SELECT _TABLE_SUFFIX AS s, nam FROM `raw.events_2026*`');
    expect(told(graphOf([suffix]), { sources })).toMatchObject([['BF2101', {}, 'nam']]);
  });

  test('a dataset that is described whole has no other tables', () => {
    const graph = graphOf([
      table('a', 'SELECT id FROM raw.ordes'),
      table('b', 'SELECT x FROM raw.INFORMATION_SCHEMA.TABLES'),
    ]);
    expect(told(graph, { sources })).toEqual([['BF2106', expect.stringContaining('orders'), 'raw.ordes']]);
    expect(told(graph, { sources: sources.replace('complete: true', '') })).toEqual([]);
  });

  test('a declared type goes before the described one', () => {
    const declared = new Map([['p.raw.orders', [{ name: 'id', type: 'STRING' }]]]);
    const declarations = [{ target: { database: 'p', schema: 'raw', name: 'orders' } }];
    const graph = graphOf([table('a', 'SELECT id FROM raw.orders')], { declarations });
    expect(columnsOf('p.d.a', graph, { sources, declared })).toBe('id STRING');
    expect(columnsOf('p.raw.orders', graph, { sources, declared })).toBe('id STRING, items ARRAY<STRUCT<sku STRING>>');
  });

  test('a type that is none is told, and its column is there', () => {
    const graph = graphOf([table('a', 'SELECT id + 1 AS n FROM raw.orders')]);
    const { diagnostics, findings } = analyse(graph, { sources: 'tables: { orders: { columns: { id: NUMERIK } } }' });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['BF3112', '"NUMERIK" is no type of GoogleSQL. Did you mean "NUMERIC"?'],
    ]);
    expect(findings).toEqual([]);
  });
});

describe('which texts are looked at', () => {
  test('files with errors of their own, and actions that are disabled or made later, are left alone', () => {
    const bad = table('a', 'SELECT nothing FROM orders', { fileName: 'definitions/a.sqlx' });
    expect(told(graphOf([orders, bad]))).toHaveLength(1);
    expect(told(graphOf([orders, bad]), { faulty: ['definitions/a.sqlx'] })).toEqual([]);
    expect(told(graphOf([orders, { ...bad, disabled: true }]))).toEqual([]);
    expect(told(graphOf([orders, { ...bad, jitCode: 'x' }]))).toEqual([]);
  });

  test('behind a syntax error nothing follows from what was not read', () => {
    const graph = graphOf([
      table('a', 'SELECT 1 AS one, FORM x 2 AS two'),
      table('b', 'SELECT one, two, three FROM a', on('a')),
    ]);
    expect(told(graph).map(([code]) => code)).toEqual(['BF2001']);
  });

  test('assertions and unit tests are read like queries', () => {
    const assertion = (query: string) => ({ target: { database: 'p', schema: 'x', name: 'q' }, query });
    const test = { name: 't', testQuery: 'SELECT a FROM (SELECT 1 AS b)', expectedOutputQuery: 'SELECT 1 AS a' };
    const graph = graphOf([orders], { assertions: [assertion('SELECT idd FROM orders')], tests: [test as never] });
    expect(told(graph).map(([code, , at]) => [code, at])).toEqual([
      ['BF2101', 'idd'],
      ['BF2101', 'a'],
    ]);
  });

  test('an inline assertion over columns that are there is not even read', () => {
    const target = { database: 'p', schema: 'x', name: 'q' };
    const inline = (columns: readonly string[]) =>
      graphOf([orders], {
        assertions: [{ target, query: uniqueKeySql('`p.d.orders`', columns), parentAction: orders.target }],
      });
    expect(analyse(inline(['id', 'amount'])).anew).toBe(1);
    expect(told(inline(['id', 'amuont'])).map(([, , at]) => at)).toContain('amuont');
  });
});

describe('columns that are stored', () => {
  test('have names of their own, each one', () => {
    expect(
      told(graphOf([table('a', 'SELECT o.id, x.* FROM orders AS o JOIN orders AS x USING (id)'), orders])),
    ).toEqual([['BF3107', 'The query gives two columns "id"; a table or view can have only one of that name.', 'id']]);
    expect(told(graphOf([table('a', 'SELECT id, COUNT(*) FROM orders GROUP BY id'), orders]))).toEqual([
      ['BF3108', 'Column 2 of the query has no name; a table or view needs one.', 'COUNT(*)'],
    ]);
  });

  test('lineage is given when it is asked for', () => {
    const graph = graphOf([orders, table('a', 'SELECT amount * 2 AS twice FROM orders WHERE id > 1')]);
    const [, a] = analyse(graph, { lineage: true }).actions;
    expect(a?.lineage).toMatchObject([
      {
        column: 'twice',
        sources: [{ table: 'p.d.orders', column: 'amount', how: 'computed' }],
        filteredBy: [{ table: 'p.d.orders', column: 'id' }],
      },
    ]);
    expect(analyse(graph).actions[1]?.lineage).toBeUndefined();
  });
});

describe('what an earlier analysis found is kept', () => {
  const chain = (first: string) =>
    graphOf([
      table('a', first),
      table('b', 'SELECT id FROM a', on('a')),
      table('c', 'SELECT id FROM b', on('b')),
      table('z', 'SELECT 1 AS x'),
    ]);

  test('nothing is analysed again while nothing changes, and the result is the same', () => {
    const kept = new Map<string, UnitResult>();
    const first = analyse(chain('SELECT 1 AS id, 2 AS n'), { kept });
    const again = analyse(chain('SELECT 1 AS id, 2 AS n'), { kept });
    expect([first.anew, again.anew]).toEqual([4, 0]);
    expect({ ...again, anew: 4 }).toEqual(first);
  });

  test('an edit analyses the action and those whose input columns changed', () => {
    const kept = new Map<string, UnitResult>();
    analyse(chain('SELECT 1 AS id, 2 AS n'), { kept });
    expect(analyse(chain('SELECT 7 AS id, 8 AS n'), { kept }).anew).toBe(1);
    expect(analyse(chain("SELECT 7 AS id, 'x' AS n"), { kept }).anew).toBe(2);
    expect(analyse(chain("SELECT 'x' AS id, 'x' AS n"), { kept }).anew).toBe(3);
    const gone = analyse(chain('SELECT 1 AS idd'), { kept });
    expect(gone.findings.map(({ diagnostic }) => diagnostic.code)).toEqual(['BF2101']);
  });

  test('what is kept can be written down', () => {
    const kept = new Map<string, UnitResult>();
    const first = analyse(chain('SELECT 1 AS id, x AS n'), { kept, lineage: true });
    const read = new Map(JSON.parse(JSON.stringify([...kept])) as (readonly [string, UnitResult])[]);
    const again = analyse(chain('SELECT 1 AS id, x AS n'), { kept: read, lineage: true });
    expect(again).toEqual({ ...first, anew: 0 });
    expect(first.findings).toHaveLength(1);
  });

  test('lineage that was not kept is found when it is asked for', () => {
    const kept = new Map<string, UnitResult>();
    analyse(chain('SELECT 1 AS id'), { kept });
    const asked = analyse(chain('SELECT 1 AS id'), { kept, lineage: true });
    expect(asked.anew).toBe(4);
    expect(asked.actions[1]?.lineage).toHaveLength(1);
  });
});

describe('incremental tables', () => {
  test('their queries and settings are read over their own columns', () => {
    const events = incremental('events', 'SELECT 1 AS id, CURRENT_DATE() AS day', {
      where: 'day > (SELECT MAX(dya) FROM `p.d.events`)',
      uniqueKey: ['id'],
      bigquery: {
        updatePartitionFilter: 'day >= CURRENT_DATE() - idd',
        incrementalPredicates: ['DATAFORM_SOURCE.x = 1'],
      },
    });
    expect(told(graphOf([events])).map(([code, , at]) => [code, at])).toEqual([
      ['BF2101', 'dya'],
      ['BF2101', 'idd'],
      ['BF2101', 'x'],
    ]);
  });

  test('both runs give the same columns, with types that fit', () => {
    const a = incremental('a', 'SELECT 1 AS id, 2 AS n, 3 AS gone', {
      incrementalQuery: "SELECT 1 AS id, 'x' AS n, 4 AS more",
    });
    expect(told(graphOf([a])).map(([code, message]) => [code, message])).toEqual([
      ['BF3111', 'The column "n" is INT64 in a full run, but STRING in an incremental one, which cannot be inserted.'],
      ['BF3109', 'An incremental run does not give the column "gone" that a full one gives.'],
      ['BF3110', 'An incremental run gives the column "more", which a full one does not give.'],
    ]);
    expect(told(graphOf([incremental('a', 'SELECT 1.5 AS n', { incrementalQuery: 'SELECT 1 AS n' })]))).toEqual([]);
  });
});

test('SQL that is nested too deep ends no analysis', () => {
  const deep = (depth: number) => `SELECT ${'('.repeat(depth)}1${')'.repeat(depth)} AS x`;
  const wide = `SELECT ${Array.from({ length: 10_000 }, (_, i) => i).join(' + ')} AS x`;
  const graph = graphOf([
    table('a', deep(900)),
    table('b', deep(100_000)),
    table('c', wide),
    table('d', 'SELECT x FROM c'),
  ]);
  const { findings } = analyse(graph);
  expect(findings.filter(({ diagnostic }) => diagnostic.severity === 'error')).toEqual([]);
  expect(columnsOf('p.d.d', graph)).toBe('x INT64');
});
