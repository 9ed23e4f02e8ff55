import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeEach, describe, expect, test } from 'vitest';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';
import { answerOf } from './canonical.ts';
import { database, datasets, duckdbOf } from './database.ts';

let db: DuckDBConnection;
beforeEach(async () => {
  db = await database();
  await db.run('CREATE SCHEMA d; CREATE TABLE d.t (id BIGINT, name VARCHAR, n BIGINT)');
  await run("INSERT INTO d.t (id, name, n) VALUES (1, 'a', 10), (2, 'b', 20), (3, NULL, NULL)");
});

const run = async (sql: string): Promise<void> => {
  await db.run(await duckdbOf(sql));
};
const rows = async (sql: string) => (await answerOf(db, await duckdbOf(sql))).rows;

describe('statements', () => {
  test('a table is created from a query, and replaced', async () => {
    await run('CREATE TABLE `p.d.u` AS SELECT id, n * 2 AS n FROM `p.d.t`');
    await run(
      'CREATE OR REPLACE TABLE d.u PARTITION BY DATE(ts) CLUSTER BY id OPTIONS (description = "x") AS SELECT id FROM d.t WHERE id = 1',
    );
    expect(await rows('SELECT * FROM d.u')).toEqual([['1']]);
    await run('CREATE TABLE IF NOT EXISTS d.u AS SELECT 7 AS id');
    expect(await rows('SELECT * FROM d.u')).toEqual([['1']]);
  });

  test('a table is created from a column list', async () => {
    await run('CREATE TABLE d.u (a INT64 NOT NULL, b ARRAY<STRUCT<x NUMERIC, y TIMESTAMP>>, c STRING)');
    expect((await answerOf(db, 'SELECT * FROM d.u')).types).toEqual([
      'INT64',
      'ARRAY<STRUCT<x NUMERIC, y TIMESTAMP>>',
      'STRING',
    ]);
  });

  test('a view stays readable without any help of biform', async () => {
    await run(
      "CREATE OR REPLACE VIEW d.v AS SELECT UPPER(name) AS u, SAFE_DIVIDE(n, 0) AS q FROM d.t WHERE REGEXP_CONTAINS(name, r'^a')",
    );
    expect((await answerOf(db, 'SELECT * FROM d.v')).rows).toEqual([['A', null]]);
  });

  test('a materialized view is a view', async () => {
    await run(
      'CREATE OR REPLACE MATERIALIZED VIEW d.v CLUSTER BY id OPTIONS (enable_refresh = TRUE, refresh_interval_minutes = 60) AS SELECT id FROM d.t',
    );
    await run('INSERT INTO d.t (id) VALUES (9)');
    expect(await rows('SELECT MAX(id) FROM d.v')).toEqual([['9']]);
    await run('DROP MATERIALIZED VIEW d.v; DROP MATERIALIZED VIEW IF EXISTS d.v');
    await expect(db.run('SELECT * FROM d.v')).rejects.toThrow();
  });

  test('descriptions of columns are left out, other changes of columns are not', async () => {
    const describe = `ALTER COLUMN id SET OPTIONS (description = 'a (b, "c'), ALTER COLUMN \`n\` SET OPTIONS (description = "DROP")`;
    await run(`ALTER TABLE d.t ${describe}; INSERT INTO d.t (id) VALUES (9)`);
    expect(await rows('SELECT MAX(id) FROM d.t')).toEqual([['9']]);
    await expect(duckdbOf(`ALTER TABLE d.t ${describe}, ALTER COLUMN n DROP NOT NULL`)).rejects.toThrow('ALTER');
  });

  test('a temporary table is seen by the statements behind it', async () => {
    await run('CREATE TEMP TABLE tmp AS SELECT id FROM d.t WHERE id > 1');
    const onlyTemporary: NameMap = (path) => (path.length === 1 ? { name: path[0] ?? '' } : datasets(path));
    const { sql } = await translateToDuckdb({ text: 'SELECT COUNT(*) FROM tmp', pieces: [] }, onlyTemporary);
    expect((await answerOf(db, sql?.text ?? '')).rows).toEqual([['2']]);
  });

  test('REPLACE behind a struct whose fields are not known keeps their order', async () => {
    await db.run("CREATE TABLE d.w AS SELECT {'f': {'a': 1::BIGINT, 'b': 'x', 'c': 3::BIGINT}} AS s, 7::BIGINT AS z");
    expect(await rows('SELECT s.f.* REPLACE (z AS b), z FROM d.w')).toEqual([['1', '7', '3', '7']]);
    expect(await rows('SELECT s.* REPLACE (z AS f) FROM d.w')).toEqual([['7']]);
    expect(await rows("SELECT (SELECT AS STRUCT t.s.f.* REPLACE ('y' AS b)).b FROM d.w AS t")).toEqual([['y']]);
  });

  test('rows are inserted from values and from queries', async () => {
    await run("INSERT d.t VALUES (4, 'd', 40)");
    await run('INSERT INTO d.t (id, n) SELECT id + 10, n FROM d.t WHERE id = 4');
    expect(await rows('SELECT id, name, n FROM d.t WHERE id >= 4 ORDER BY id')).toEqual([
      ['4', 'd', '40'],
      ['14', null, '40'],
    ]);
  });

  describe('structs go into a table by the place of their fields', () => {
    beforeEach(async () => {
      await run('CREATE TABLE d.w (s STRUCT<a INT64, b INT64>, xs ARRAY<STRUCT<a INT64, b INT64>>)');
    });
    const given = 'STRUCT(1 AS b, 2 AS a)';
    const stored = async (sql: string): Promise<unknown> => {
      const known = 'CREATE TABLE d.w2 (s STRUCT<a INT64, b INT64>, xs ARRAY<STRUCT<a INT64, b INT64>>)';
      await run(`${known}; ${sql.replaceAll('d.w', 'd.w2')}`);
      return rows('SELECT s.a, s.b, xs[SAFE_OFFSET(0)].a, xs[SAFE_OFFSET(0)].b FROM d.w2 ORDER BY 1');
    };

    test.each([
      ['a query', `INSERT INTO d.w SELECT ${given}, [${given}]`],
      ['a query, with a list', `INSERT INTO d.w (xs, s) SELECT [${given}], ${given}`],
      ['a query of a table whose types are not known', 'INSERT INTO d.w SELECT * FROM d.source'],
      ['values', `INSERT INTO d.w VALUES (${given}, [${given}])`],
      ['values without names', 'INSERT INTO d.w VALUES ((1, 2), [(1, 2)])'],
      ['an update', `INSERT INTO d.w VALUES (NULL, NULL); UPDATE d.w SET s = ${given}, xs = [${given}] WHERE TRUE`],
      [
        'an update from a table whose types are not known',
        'INSERT INTO d.w VALUES (NULL, NULL); UPDATE d.w AS t SET s = u.s, xs = u.xs FROM d.source AS u WHERE TRUE',
      ],
      [
        'a merge',
        `MERGE d.w USING (SELECT ${given} AS x) AS u ON FALSE WHEN NOT MATCHED THEN INSERT (s, xs) VALUES (x, [x])`,
      ],
      [
        'a variable',
        `DECLARE v STRUCT<a INT64, b INT64> DEFAULT ${given}; INSERT INTO d.w VALUES (v, [v]); SET v = STRUCT(1 AS b, 2 AS a); UPDATE d.w SET s = v WHERE TRUE`,
      ],
    ])('from %s', async (_, sql) => {
      await run(`CREATE TABLE d.source AS SELECT ${given} AS s, [${given}] AS xs`);
      expect(await stored(sql)).toEqual([['1', '2', '1', '2']]);
    });

    test('NULL and empty arrays stay what they are', async () => {
      expect(await stored('INSERT INTO d.w VALUES (NULL, []); INSERT INTO d.w SELECT NULL, NULL')).toEqual([
        [null, null, null, null],
        [null, null, null, null],
      ]);
    });

    test('what cannot be told is refused', async () => {
      await expect(duckdbOf(`INSERT INTO d.nothing_known (s) SELECT ${given}`)).rejects.toThrow(
        'a struct put into a column whose type is not known',
      );
      await run('CREATE TABLE d.w3 (s STRUCT<a INT64, b INT64>)');
      const row = 'INSERT INTO d.w VALUES (NULL, []); MERGE d.w USING d.w3 ON FALSE WHEN NOT MATCHED THEN INSERT';
      await expect(stored(`${row} (s) ROW`)).rejects.toThrow('INSERT ROW where not all columns are known');
    });
  });

  test('rows are updated and deleted', async () => {
    await run("UPDATE d.t SET name = CONCAT(name, '!'), n = n + 1 WHERE t.id = 1");
    await run('UPDATE d.t AS x SET n = s.v FROM (SELECT 2 AS k, 99 AS v) AS s WHERE x.id = s.k');
    await run('DELETE FROM `p.d.t` AS x WHERE x.n IS NULL');
    expect(await rows('SELECT * FROM d.t ORDER BY id')).toEqual([
      ['1', 'a!', '11'],
      ['2', 'b', '99'],
    ]);
    await run('DELETE d.t WHERE TRUE');
    expect(await rows('SELECT COUNT(*) FROM d.t')).toEqual([['0']]);
  });

  test('a decimal literal goes into a NUMERIC by its digits', async () => {
    const [digits, less] = ['12345678901234567.123456789', '-12345678901234567.123456789'];
    await run(`CREATE TABLE d.exact (id INT64, n NUMERIC, f FLOAT64);
      INSERT INTO d.exact VALUES (1, ${digits}, ${digits}), (2, 1, 2);
      UPDATE d.exact SET n = ${less} WHERE id = 2;
      MERGE d.exact USING (SELECT 3 AS id) AS s ON exact.id = s.id WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id, ${digits})`);
    expect(await rows('SELECT n, f FROM d.exact ORDER BY id')).toEqual([
      [digits, 12345678901234568],
      [less, 2],
      [digits, null],
    ]);
  });

  test('a temporary table has a list of columns', async () => {
    await run('CREATE TEMP TABLE tmp (id INT64, xs ARRAY<INT64>)');
    expect((await answerOf(db, 'SELECT * FROM tmp')).types).toEqual(['INT64', 'ARRAY<INT64>']);
  });

  test('a column may be assigned by the name of its table', async () => {
    await run('UPDATE d.t AS x SET x.n = s.v, x.name = "q" FROM (SELECT 2 AS k, 99 AS v) AS s WHERE x.id = s.k');
    await run('UPDATE d.t SET t.n = 11 WHERE t.id = 1');
    expect(await rows('SELECT name, n FROM d.t WHERE id <= 2 ORDER BY id')).toEqual([
      ['a', '11'],
      ['q', '99'],
    ]);
  });

  test('a merge updates, inserts and deletes', async () => {
    await run(`MERGE INTO \`p.d.t\` AS T USING (SELECT 1 AS id, 'z' AS name, 5 AS n UNION ALL SELECT 9, 'new', 1) AS S
      ON T.id = S.id
      WHEN MATCHED AND S.n > 1 THEN UPDATE SET name = S.name, n = S.n
      WHEN NOT MATCHED THEN INSERT (id, name, n) VALUES (S.id, S.name, S.n)
      WHEN NOT MATCHED BY SOURCE AND T.n IS NULL THEN DELETE`);
    expect(await rows('SELECT * FROM d.t ORDER BY id')).toEqual([
      ['1', 'z', '5'],
      ['2', 'b', '20'],
      ['9', 'new', '1'],
    ]);
    await run('MERGE d.t T USING (SELECT 7 AS id, "r" AS name, 0 AS n) S ON FALSE WHEN NOT MATCHED THEN INSERT ROW');
    expect(await rows('SELECT name FROM d.t WHERE id = 7')).toEqual([['r']]);
  });

  describe('INSERT ROW goes by the order of the columns', () => {
    const tables = 'CREATE TABLE d.m (a INT64, b INT64, s STRUCT<x INT64, y INT64>, l ARRAY<STRING>)';
    const source = '(SELECT 2 AS b, 1 AS a, STRUCT(4 AS y, 3 AS x) AS z)';

    test.each([
      ['with a list', `MERGE d.m USING ${source} AS s ON FALSE WHEN NOT MATCHED THEN INSERT (b, a, s) ROW`, ['1', '2']],
      [
        'in another order',
        `MERGE d.m USING ${source} AS s ON FALSE WHEN NOT MATCHED THEN INSERT (a, b, s) ROW`,
        ['2', '1'],
      ],
      [
        'of all columns',
        `MERGE d.m USING (SELECT b, a, z, ['q'] AS l FROM ${source}) AS s ON FALSE WHEN NOT MATCHED THEN INSERT ROW`,
        ['2', '1'],
      ],
    ])('%s', async (_, sql, ab) => {
      await run(`${tables}; ${sql}`);
      expect(await rows('SELECT a, b, s.x, s.y FROM d.m')).toEqual([[...ab, '4', '3']]);
    });

    test('with a list, of a source whose columns are not known, is refused', async () => {
      const merge = 'MERGE d.t USING d.nothing_known AS s ON FALSE WHEN NOT MATCHED THEN INSERT (name, id, n) ROW';
      await expect(duckdbOf(merge)).rejects.toThrow('INSERT ROW where not all columns are known');
    });
  });

  test('a clause of MERGE behind one of its kind without a condition is never reached', async () => {
    await run(`MERGE d.t T USING (SELECT 1 AS id UNION ALL SELECT 9) AS S ON T.id = S.id
      WHEN MATCHED THEN UPDATE SET n = 0
      WHEN NOT MATCHED THEN INSERT (id) VALUES (S.id)
      WHEN MATCHED AND T.n = 10 THEN DELETE
      WHEN MATCHED THEN DELETE
      WHEN NOT MATCHED THEN INSERT (id) VALUES (-1)
      WHEN NOT MATCHED BY SOURCE THEN DELETE
      WHEN NOT MATCHED BY SOURCE THEN UPDATE SET n = 1`);
    expect(await rows('SELECT id, n FROM d.t ORDER BY id')).toEqual([
      ['1', '0'],
      ['9', null],
    ]);
  });

  test('subqueries of MERGE stay where DuckDB takes them, and are refused elsewhere', async () => {
    const merge = 'MERGE d.t AS T USING d.t AS S ON T.id = S.id';
    const all = 'WHEN NOT MATCHED THEN INSERT (id) VALUES (1) WHEN NOT MATCHED BY SOURCE THEN DELETE';
    const count = (of: string): string => `(SELECT COUNT(*) FROM d.t AS x WHERE x.id = ${of})`;
    await run(`${merge} WHEN MATCHED THEN UPDATE SET n = ${count('2')} + (SELECT MAX(id) FROM d.t) ${all}`);
    await run(`${merge} WHEN MATCHED AND S.id IN (SELECT id FROM d.t) THEN UPDATE SET n = ${count('S.id')} + T.n`);
    expect(await rows('SELECT n FROM d.t')).toEqual([['5'], ['5'], ['5']]);
    await expect(duckdbOf(`${merge} WHEN MATCHED THEN UPDATE SET n = ${count('S.id')} ${all}`)).rejects.toThrow(
      'a subquery that reads a row of a MERGE with NOT MATCHED BY SOURCE',
    );
    await expect(duckdbOf(`${merge} AND T.id > (SELECT MIN(id) FROM d.t) ${all}`)).rejects.toThrow(
      'a subquery in ON of a MERGE with NOT MATCHED',
    );
  });

  describe('rows that are structs', () => {
    test.each([
      ['a table', 'CREATE TABLE d.u AS SELECT AS STRUCT id, [name] AS names FROM d.t WHERE id = 1'],
      ['a view', 'CREATE VIEW d.u AS SELECT AS STRUCT id, [name] AS names FROM d.t WHERE id = 1'],
      [
        'a table of values',
        'CREATE TABLE d.u AS SELECT AS VALUE STRUCT(id AS id, [name] AS names) FROM d.t WHERE id = 1',
      ],
      [
        'a table of values that are not known',
        'CREATE TABLE d.s AS SELECT id, [name] AS names FROM d.t WHERE id = 1; CREATE TABLE d.u AS SELECT AS VALUE ARRAY_AGG(s)[OFFSET(0)] FROM d.s AS s',
      ],
      [
        'a union of both',
        'CREATE TABLE d.u AS SELECT AS STRUCT id AS id, [name] AS names FROM d.t WHERE id = 1 UNION ALL SELECT AS STRUCT 0 AS id, [name] AS names FROM d.t WHERE FALSE',
      ],
    ])('give %s their fields as columns', async (_, sql) => {
      for (const statement of sql.split('; ')) await run(statement);
      expect(await rows('SELECT id, names FROM d.u')).toEqual([['1', ['a']]]);
    });

    test('are read by their fields in FROM, and values by the name of their rows', async () => {
      expect(await rows('SELECT x.a, x FROM (SELECT AS VALUE STRUCT(1 AS a)) AS x')).toEqual([['1', ['1']]]);
      expect(await rows('SELECT x + 1, x FROM (SELECT AS VALUE 1) AS x')).toEqual([['2', '1']]);
      expect(await rows('WITH c AS (SELECT AS VALUE STRUCT(1 AS a)) SELECT c.a, c FROM c')).toEqual([['1', ['1']]]);
    });

    test('values make no table', async () => {
      await expect(duckdbOf('CREATE TABLE d.u AS SELECT AS VALUE 1')).rejects.toThrow('values that are no structs');
      await expect(duckdbOf('WITH c AS (SELECT AS VALUE 1) SELECT c FROM c')).rejects.toThrow('whose rows are values');
    });
  });

  describe('several rows of a source for one row of a table', () => {
    const twice = "(SELECT 1 AS id, 'x' AS name UNION ALL SELECT 1, 'y')";
    const given = [
      ['1', 'a', '10'],
      ['2', 'b', '20'],
      ['3', null, null],
    ];
    const fault = 'UPDATE/MERGE must match at most one source row for each target row';

    test.each([
      ['MERGE', `MERGE d.t T USING ${twice} S ON T.id = S.id WHEN MATCHED THEN UPDATE SET name = S.name`],
      ['MERGE that deletes', `MERGE d.t USING ${twice} S ON t.id = S.id WHEN MATCHED THEN DELETE`],
      [
        'MERGE of two clauses',
        `MERGE d.t T USING ${twice} S ON T.id = S.id
         WHEN MATCHED AND S.name = 'x' THEN UPDATE SET name = 'z' WHEN MATCHED AND S.name = 'y' THEN DELETE`,
      ],
      ['UPDATE', `UPDATE d.t SET name = S.name FROM ${twice} S WHERE t.id = S.id`],
      [
        'UPDATE with a join',
        `UPDATE d.t T SET name = 'z' FROM ${twice} S JOIN ${twice} R USING (id) WHERE T.id = S.id`,
      ],
    ])('%s fails, and changes nothing', async (_, sql) => {
      await expect(run(sql)).rejects.toThrow(fault);
      expect(await rows('SELECT id, name, n FROM d.t ORDER BY id')).toEqual(given);
    });

    test('is no fault where at most one of them changes it', async () => {
      await run(`MERGE d.t T USING ${twice} S ON T.id = S.id
        WHEN MATCHED AND S.name = 'y' THEN UPDATE SET name = S.name
        WHEN NOT MATCHED THEN INSERT (id, name) VALUES (S.id, S.name)`);
      await run(`MERGE d.t T USING ${twice} S ON T.id = S.id + 100
        WHEN NOT MATCHED THEN INSERT (id, name) VALUES (S.id + 100, S.name)`);
      expect(await rows('SELECT id, name FROM d.t WHERE id = 1 OR id > 100 ORDER BY id, name')).toEqual([
        ['1', 'y'],
        ['101', 'x'],
        ['101', 'y'],
      ]);
    });
  });

  describe('a table keeps an empty array in place of NULL', () => {
    const none = 'ARRAY_AGG(name IGNORE NULLS)';

    test.each([
      ['made of a query', `CREATE TABLE d.a AS SELECT id, ${none} AS xs FROM d.t WHERE id = 3 GROUP BY id`],
      ['of values', 'CREATE TABLE d.a (xs ARRAY<STRING>); INSERT INTO d.a (xs) VALUES (NULL)'],
      ['of rows', `CREATE TABLE d.a (xs ARRAY<STRING>); INSERT INTO d.a SELECT ${none} FROM d.t WHERE FALSE`],
      ['that no value is given', 'CREATE TABLE d.a (id INT64, xs ARRAY<STRING>); INSERT INTO d.a (id) VALUES (1)'],
      [
        'that no row gives',
        'CREATE TABLE d.a (xs ARRAY<STRING>, id INT64); INSERT INTO d.a (id) SELECT id FROM d.t LIMIT 1',
      ],
      ['that rows give as NULL', 'CREATE TABLE d.a (id INT64, xs ARRAY<STRING>); INSERT INTO d.a SELECT 1, NULL'],
      [
        'that a merge leaves out',
        'CREATE TABLE d.a (id INT64, xs ARRAY<STRING>); MERGE d.a USING d.t ON FALSE WHEN NOT MATCHED AND t.id = 1 THEN INSERT (id) VALUES (t.id)',
      ],
      ['that is updated', "CREATE TABLE d.a AS SELECT ['x'] AS xs; UPDATE d.a SET xs = NULL WHERE TRUE"],
      [
        'that is merged into',
        `CREATE TABLE d.a (xs ARRAY<STRING>);
         MERGE d.a USING (SELECT ${none} AS xs FROM d.t WHERE FALSE) AS s ON FALSE WHEN NOT MATCHED THEN INSERT (xs) VALUES (s.xs)`,
      ],
    ])('%s', async (_, sql) => {
      await run(sql);
      expect(await rows('SELECT ARRAY_LENGTH(xs), xs IS NULL FROM d.a')).toEqual([['0', false]]);
    });

    test('a view does not', async () => {
      await run(`CREATE VIEW d.v AS SELECT ${none} AS xs FROM d.t WHERE FALSE`);
      expect(await rows('SELECT xs IS NULL FROM d.v')).toEqual([[true]]);
    });
  });

  test('tables are emptied and dropped', async () => {
    await run('TRUNCATE TABLE d.t');
    expect(await rows('SELECT COUNT(*) FROM d.t')).toEqual([['0']]);
    await run('DROP TABLE d.t; DROP TABLE IF EXISTS d.t; DROP VIEW IF EXISTS d.v');
    await expect(db.run('SELECT * FROM d.t')).rejects.toThrow();
  });

  test('several statements run in turn', async () => {
    await run(
      "INSERT INTO d.t (id) VALUES (5); -- a note; with a semicolon\nDELETE FROM d.t WHERE id = 1 /* ; */; UPDATE d.t SET name = ';' WHERE id = 5;",
    );
    expect(await rows('SELECT name FROM d.t WHERE id = 5')).toEqual([[';']]);
  });
});

describe('names', () => {
  test.each(['`p.d.t`', '`d.t`', '`p`.d.t', '`p`.`d`.`t`', 'p.d.t', 'd.t', 'my-project-1.d.t', 'my-project.d.t'])(
    'the path %s goes through the name map',
    async (path) => {
      expect(await rows(`SELECT t.id FROM ${path} WHERE id = 1`)).toEqual([['1']]);
    },
  );

  test('the author keeps the name of a table that got another one', async () => {
    const renamed: NameMap = () => ({ schema: 'd', name: 't' });
    const { sql } = await translateToDuckdb(
      { text: 'SELECT orders.id FROM `p.shop.orders` ORDER BY orders.id LIMIT 1', pieces: [] },
      renamed,
    );
    expect(sql?.text).toContain('"d"."t" AS orders');
    expect((await answerOf(db, sql?.text ?? '')).rows).toEqual([['1']]);
  });

  test('columns qualified with the whole path follow the table', async () => {
    expect(await rows('SELECT p.d.t.id FROM p.d.t WHERE `p.d.t`.id = 2')).toEqual([['2']]);
  });

  test('names of CTEs are no tables, and end with their query', async () => {
    expect(await rows('WITH t AS (SELECT 7 AS id) SELECT id FROM t')).toEqual([['7']]);
    expect(await rows('SELECT (SELECT MAX(x) FROM (WITH c AS (SELECT 5 AS x) SELECT x FROM c))')).toEqual([['5']]);
    await expect(duckdbOf('SELECT * FROM (WITH c AS (SELECT 5 AS x) SELECT x FROM c), c')).rejects.toThrow(
      'it needs a dataset',
    );
  });

  test('a wildcard table hides its suffix from the star', async () => {
    await db.run(
      `CREATE TABLE d."events_*" AS SELECT 1 AS id, '20240101' AS _TABLE_SUFFIX UNION ALL SELECT 2, '20240102'`,
    );
    expect(await rows("SELECT * FROM `p.d.events_*` WHERE _TABLE_SUFFIX BETWEEN '20240102' AND '20240131'")).toEqual([
      ['2'],
    ]);
    expect(
      await rows('SELECT * EXCEPT (id), 5 AS x FROM `p.d.events_*` AS e WHERE e._TABLE_SUFFIX = "20240101"'),
    ).toEqual([['5']]);
    expect(await rows('SELECT _TABLE_SUFFIX AS s, e.* FROM `p.d.events_*` e ORDER BY s LIMIT 1')).toEqual([
      ['20240101', '1'],
    ]);
    expect(await rows('SELECT id FROM d.`events_*` ORDER BY id')).toEqual([['1'], ['2']]);
  });

  test('reserved words of DuckDB are names like any other', async () => {
    const answer = await rows(
      'SELECT `table`.position AS analyse, `table`.values FROM (SELECT 1 AS position, 2 AS `values`) AS `table`',
    );
    expect(answer).toEqual([['1', '2']]);
  });
});

test('an error of the engine can be traced to the author’s text', async () => {
  const text = 'SELECT id,\n  nothing_of_that_name FROM d.t';
  const pieces = [{ at: 0, span: { file: 'definitions/a.sqlx', start: 100, end: 100 + text.length }, verbatim: true }];
  const { sql } = await translateToDuckdb({ text, pieces }, datasets);
  const at = sql?.text.indexOf('nothing_of_that_name') ?? -1;
  const piece = sql?.pieces.findLast((p) => p.at <= at);
  expect(piece?.span).toEqual({
    file: 'definitions/a.sqlx',
    start: 100 + text.indexOf('nothing'),
    end: 100 + text.indexOf(' FROM'),
  });
});
