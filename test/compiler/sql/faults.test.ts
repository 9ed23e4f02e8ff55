import { describe, expect, test } from 'vitest';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';

/** The faults of a text: what stands at the place and what is said. */
const faultsOf = (sql: string): readonly string[] =>
  parseStatements(sql).faults.map(({ start, end, message }) => `${sql.slice(start, end)}: ${message}`);

describe('a fault stands at the wrong token and says what was expected', () => {
  test.each([
    ['SELECT FROM t', ['FROM: Expected an expression, but found `FROM`.']],
    ['SELECT a FROM t WHERE WHERE b', ['WHERE: Expected an expression, but found `WHERE`.']],
    ['SELECT a FROM t WHERE', ['E: The SQL ends here, but an expression is still to come.']],
    ['SELECT a FROM t GROUP BY a WHERE b', ['WHERE: `WHERE` must stand before `GROUP`.']],
    ['SELECT a FROM t WHERE b WHERE c', ['WHERE: `WHERE` stands here a second time.']],
    ['SELECT f(a, b FROM t', ['FROM: Expected `,` or `)`, but found `FROM`.']],
    ['SELECT (a + b FROM t', ['FROM: Expected `)`, but found `FROM`.']],
    ['SELECT a)', ['): This bracket was never opened.']],
    ['SELECT a FROM (SELECT b FROM t', ['t: The SQL ends here, but `)` is still to come.']],
    ['SELECT a b c FROM t', ['c: Expected the next clause or the end of the query, but found `c`.']],
    ['SELECT a, , b FROM t', [',: Expected an expression, but found `,`.']],
    ['SELECT f(a,) FROM t', ['): Expected an expression, but found `)`.']],
    ['SELECT a = b = c', ['=: Expected the next clause or the end of the query, but found `=`.']],
    ['SELECT 1 = NOT b', ['NOT: Expected an expression, or `NOT` in brackets, but found `NOT`.']],
    ['SELECT 1x', ['x: Expected white space before the name, but found `x`.']],
    ['SELECT a AS select', ['select: Expected a name, but found `select`.']],
    ["SELECT 'open", ["'open: This string is never closed."]],
    ['SELECT `open', ['`open: This name is never closed with a back-quote.']],
    ['SELECT 1 /* open', ['/* open: This comment is never closed.']],
    ['SELECT é', ['é: The character `é` has no meaning in SQL.']],
    ['SELECT x::INT64', [':: Expected the next clause or the end of the query, but found `:`.']],
    [String.raw`SELECT '\q'`, [String.raw`'\q': This literal has an escape sequence that does not exist.`]],
    ['SELECT CASE a END', ['END: Expected `WHEN`, but found `END`.']],
    ['SELECT CASE WHEN a THEN b', ['b: The SQL ends here, but `END` is still to come.']],
    ['SELECT CAST(a INT64)', ['INT64: Expected `AS`, but found `INT64`.']],
    ['SELECT a IN 1', ['1: Expected `(` or `UNNEST`, but found `1`.']],
    ['SELECT a IS b', ['b: Expected `NULL`, `TRUE`, `FALSE`, `UNKNOWN` or `DISTINCT FROM`, but found `b`.']],
    ['SELECT f(SELECT 1)', ['SELECT: A query as an argument needs brackets of its own.']],
    ['SELECT 1 UNION SELECT 2', ['SELECT: Expected `ALL` or `DISTINCT`, but found `SELECT`.']],
    [
      'SELECT 1 UNION ALL SELECT 2 EXCEPT DISTINCT SELECT 3',
      ['EXCEPT: `EXCEPT DISTINCT` beside `UNION ALL` needs brackets that say which goes first.'],
    ],
    ['WITH a AS (SELECT 1), SELECT 2', [',: No comma can follow the last query of WITH.']],
    ['WITH a (x) AS (SELECT 1) SELECT 2', ['(: Expected `AS`, but found `(`.']],
    ['SELECT * FROM (t)', ['): Expected a join, but found `)`.']],
    ['SELECT * FROM a NATURAL JOIN b', ['NATURAL: Expected `JOIN` with `ON` or `USING`, but found `NATURAL`.']],
    ['SELECT * FROM a, b RIGHT JOIN c ON TRUE', ['RIGHT: `RIGHT JOIN` behind a comma needs brackets around it.']],
    ['SELECT * FROM a LEFT b', ['b: Expected `JOIN`, but found `b`.']],
    ['SELECT * FROM d.events_*', ['*: Expected the next clause or the end of the query, but found `*`.']],
    ['FROM t |> HAVING a', ['HAVING: Expected a pipe operator, but found `HAVING`.']],
    ['SELCT 1', ['SELCT: There is no statement `SELCT`: is `SELECT` meant?']],
    ['a, b FROM t', ['a: Expected a statement, but found `a`.']],
    ['DELETE FROM t', ['t: The SQL ends here, but `WHERE` is still to come.']],
    ['UPDATE t SET a = 1', ['1: The SQL ends here, but `WHERE` is still to come.']],
    ['INSERT INTO t (a, b) (1, 2)', ['(: Expected `VALUES` or a query, but found `(`.']],
    [
      'MERGE t USING s ON a WHEN MATCHED THEN REPLACE',
      ['REPLACE: Expected `UPDATE`, `INSERT` or `DELETE`, but found `REPLACE`.'],
    ],
    ['CREATE TABEL d.t (a INT64)', ['TABEL: Expected what is to be created, but found `TABEL`.']],
    ['CREATE TABLE d.t SELECT 1', ['SELECT: Expected `AS`, but found `SELECT`.']],
    ['CREATE TABLE d.t (a INT64 b STRING)', ['b: Expected `,` or `)`, but found `b`.']],
    [
      'CREATE TEMP FUNCTION f() AS (SELECT 1)',
      ['SELECT: The body of a function is an expression: a query needs a second pair of brackets.'],
    ],
    ['IF a THEN SELECT 1 END IF', ['END: Expected `;`, but found `END`.']],
    ['IF a THEN SELECT 1; END', ['D: The SQL ends here, but `IF` is still to come.']],
    ['BEGIN SELECT 1;', [';: The SQL ends here, but `END` is still to come.']],
  ])('%s', (sql, expected) => {
    expect(faultsOf(sql)).toEqual(expected);
  });
});

describe('all faults of a text are told', () => {
  test.each([
    ['SELECT a b c FROM t WHERE GROUP BY d ORDER BY LIMIT 1', ['c', 'GROUP', 'LIMIT']],
    ['SELECT f(, 1), g(SELECT 2) FROM t WHERE (a +) > 1 AND b IN ()', [',', 'SELECT', ')', ')']],
    ['WITH a AS (SELECT FROM t), b AS (SELECT 1 WHERE) SELECT * FROM a JOIN', ['FROM', ')', 'N']],
    ['SELECT 1 +; SELECT 2; SELECT (3; SELECT 4', [';', ';']],
    ['FROM t |> WHERE |> SELECT a b c |> LIMIT', ['|>', 'c', 'T']],
    ['BEGIN SELECT FROM t; INSERT d.t VALUES (1; END; SELECT )', ['FROM', ';', ')']],
    ['CREATE TABLE d.t (a INT64,, b STRIN G H) AS SELECT FROM x', [',', 'FROM']],
  ])('%s', (sql, expected) => {
    const { faults } = parseStatements(sql);
    expect(faults.map(({ start, end }) => sql.slice(start, end))).toEqual(expected);
  });
});

describe('what is not known is passed over, with its place', () => {
  test.each([
    ['VACUUM t', 'the statement `VACUUM`'],
    ['LOAD DATA INTO d.t FROM FILES (format = "CSV")', 'the statement `LOAD`'],
    ['CREATE SEARCH INDEX i ON d.t (ALL COLUMNS)', 'the statement `CREATE SEARCH`'],
    ['DROP ROW ACCESS POLICY p ON d.t', 'the statement `DROP ROW`'],
    ['FROM t |> FORK (|> WHERE a)', 'the pipe operator `FORK`'],
    ['SELECT * FROM GRAPH_TABLE(g MATCH (a) RETURN a.x)', 'GRAPH_TABLE'],
    ['SELECT * FROM t MATCH_RECOGNIZE (PATTERN (a b+))', 'MATCH_RECOGNIZE'],
    ['SELECT a FROM t GROUP BY a, ROLLUP (b)', 'ROLLUP among other items of GROUP BY'],
  ])('%s', (sql, what) => {
    const { statements, faults } = parseStatements(sql);
    expect(faults).toEqual([]);
    expect(JSON.stringify(statements)).toContain(`"what":${JSON.stringify(what)}`);
  });

  test('a clause of CREATE', () => {
    const sql = 'CREATE TABLE d.t SOMETHING NEW (a, b) CLUSTER BY c AS SELECT 1';
    const [made] = parseStatements(sql).statements;
    if (made?.kind !== 'create') throw new Error('no CREATE TABLE');
    expect(made.unknown?.map(({ start, end }) => sql.slice(start, end))).toEqual(['SOMETHING NEW (a, b)']);
    expect(made.clusterBy).toHaveLength(1);
    expect(made.query).toBeDefined();
  });
});
