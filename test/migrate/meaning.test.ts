import { describe, expect, test } from 'vitest';
import type { SourceName } from '../../src/migrate/source/dialect.ts';
import { oneLine, translated } from './translated.ts';

const orders = 'CREATE TABLE t (a INTEGER, b INTEGER, n DECIMAL(10,2), s VARCHAR(20), d DATE, e DATE);\n';

type Case = readonly [from: SourceName, sql: string, becomes: string];

describe('what differs and is mended', () => {
  test.each<Case>([
    ['teradata', 'SEL ZEROIFNULL(a), NULLIFZERO(b) FROM t', 'SELECT IFNULL(a, 0), NULLIF(b, 0) FROM t'],
    ['teradata', 'SELECT a / b FROM t', 'SELECT DIV(a, b) FROM t'],
    ['teradata', 'SELECT a / b / 2 FROM t', 'SELECT DIV(DIV(a, b), 2) FROM t'],
    ['teradata', 'SELECT d - e FROM t', 'SELECT DATE_DIFF(d, e, DAY) FROM t'],
    ['teradata', "SELECT d + INTERVAL '3' MONTH FROM t", 'SELECT DATE_ADD(d, INTERVAL 3 MONTH) FROM t'],
    ['teradata', 'SELECT CAST(n AS INTEGER) FROM t', 'SELECT CAST(TRUNC(n) AS INT64) FROM t'],
    [
      'teradata',
      "SELECT CAST('20200131' AS DATE FORMAT 'YYYYMMDD')",
      "SELECT CAST('20200131' AS DATE FORMAT 'YYYYMMDD')",
    ],
    [
      'teradata',
      "SELECT CAST((d (FORMAT 'YYYY-MM')) AS CHAR(7)) FROM t",
      "SELECT CAST(d AS STRING FORMAT 'YYYY-MM') FROM t",
    ],
    ['teradata', 'SELECT s (INTEGER) FROM t', 'SELECT CAST(s AS INT64) FROM t'],
    ['teradata', 'SELECT a MOD b FROM t WHERE a NE b', 'SELECT MOD(a, b) FROM t WHERE a <> b'],
    ['teradata', 'SELECT a (NAMED x) FROM t', 'SELECT a AS x FROM t'],
    ['teradata', 'DEL FROM t', 'DELETE FROM t WHERE TRUE'],
    ['teradata', 'DELETE t ALL', 'DELETE FROM t WHERE TRUE'],
    ['teradata', "INS t (1, 2, 1.5, 'x', NULL, NULL)", "INSERT INTO t VALUES (1, 2, 1.5, 'x', NULL, NULL)"],
    [
      'teradata',
      'UPDATE x FROM t x, t y SET a = y.b WHERE x.a = y.a',
      'UPDATE t AS x SET a = y.b FROM t AS y WHERE x.a = y.a',
    ],
    [
      'teradata',
      'SELECT SUM(a) OVER (PARTITION BY b ORDER BY d) AS x FROM t',
      'SELECT SUM(a) OVER (PARTITION BY b ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS x FROM t',
    ],
    ['teradata', 'SELECT TRIM(s), TRIM(TRAILING FROM s) FROM t', "SELECT TRIM(s, ' '), RTRIM(s, ' ') FROM t"],
    [
      'snowflake',
      "SELECT DATEDIFF('month', d, e) FROM t",
      'SELECT DATETIME_DIFF(CAST(e AS DATETIME), CAST(d AS DATETIME), MONTH) FROM t',
    ],
    [
      'snowflake',
      'SELECT IFF(a > 1, 1, 2), NVL2(a, 1, 2) FROM t',
      'SELECT IF(a > 1, 1, 2), IF(a IS NOT NULL, 1, 2) FROM t',
    ],
    ['snowflake', 'SELECT x:a.b::string FROM v', "SELECT JSON_VALUE(x, '$.a.b') FROM v"],
    [
      'snowflake',
      'SELECT x:a[0].b::float AS z, x:a[1] FROM v',
      "SELECT CAST(JSON_VALUE(x, '$.a[0].b') AS FLOAT64) AS z, JSON_QUERY(x, '$.a[1]') FROM v",
    ],
    ['snowflake', 'SELECT a::NUMBER(10,2) FROM t', 'SELECT CAST(a AS NUMERIC(10, 2)) FROM t'],
    [
      'snowflake',
      "SELECT LISTAGG(s, ',') WITHIN GROUP (ORDER BY a DESC) FROM t",
      "SELECT STRING_AGG(s, ',' ORDER BY a DESC) FROM t",
    ],
    ['tsql', "SELECT TOP 3 ISNULL(s, '') + 'x' FROM t", "SELECT IFNULL(s, '') || 'x' FROM t LIMIT 3"],
    ['tsql', 'SELECT [a] FROM [t] WITH (NOLOCK)', 'SELECT `a` FROM `t`'],
    ['tsql', 'SELECT AVG(a) AS x FROM t', 'SELECT CAST(TRUNC(AVG(a)) AS INT64) AS x FROM t'],
    ['tsql', 'SELECT CONVERT(VARCHAR(10), d, 120) FROM t', ''],
    ['tsql', 'SELECT CONVERT(VARCHAR(10), d, 23) FROM t', "SELECT CAST(d AS STRING FORMAT 'YYYY-MM-DD') FROM t"],
    [
      'oracle',
      "SELECT NVL(s, 'x'), DECODE(a, 1, 'one', NULL, 'none') FROM t",
      "SELECT IFNULL(s, 'x'), CASE WHEN a = 1 THEN 'one' WHEN a IS NOT DISTINCT FROM NULL THEN 'none' END FROM t",
    ],
    ['oracle', 'SELECT d + 1 FROM t', 'SELECT DATETIME_ADD(d, INTERVAL 1 DAY) FROM t'],
    [
      'postgres',
      "SELECT a::text, d - e, s || 'x' FROM t",
      "SELECT CAST(a AS STRING), DATE_DIFF(d, e, DAY), s || 'x' FROM t",
    ],
    ['postgres', 'SELECT a / b FROM t ORDER BY a DESC', 'SELECT DIV(a, b) FROM t ORDER BY a DESC NULLS FIRST'],
    ['redshift', 'SELECT GETDATE(), LEN(s) FROM t', 'SELECT CURRENT_DATETIME(), LENGTH(s) FROM t'],
    ['hive', 'SELECT a, x FROM v LATERAL VIEW EXPLODE(xs) e AS x', 'SELECT a, x FROM v CROSS JOIN UNNEST(xs) AS x'],
    ['hive', 'SELECT a / b FROM t', 'SELECT SAFE_DIVIDE(a, b) FROM t'],
    ['spark', 'SELECT date_add(d, 3) FROM t', 'SELECT DATE_ADD(CAST(d AS DATE), INTERVAL 3 DAY) FROM t'],
    [
      'mysql',
      "SELECT DATE_ADD(d, INTERVAL 2 DAY), DATE_FORMAT(d, '%Y-%m') FROM t",
      "SELECT DATE_ADD(d, INTERVAL 2 DAY), CAST(d AS STRING FORMAT 'YYYY-MM') FROM t",
    ],
    [
      'presto',
      'SELECT approx_distinct(a), cardinality(xs) FROM t2',
      'SELECT APPROX_COUNT_DISTINCT(a), ARRAY_LENGTH(xs) FROM t2',
    ],
  ])('%s: %s', (from, sql, becomes) => {
    const made = translated(from, orders + sql).at(-1);
    if (becomes === '') expect(made?.verdict).toBe('person');
    else {
      expect(oneLine(made)).toBe(becomes);
      expect(made?.notices.filter(({ kind }) => kind === 'person')).toEqual([]);
    }
  });
});

describe('what needs a person, and why', () => {
  test.each<Case>([
    ['teradata', 'SELECT * FROM t SAMPLE 10', 'Samples are drawn'],
    ['teradata', 'SELECT a FROM t WHERE d > 1200101', 'DATE and INT64 cannot be compared'],
    ['teradata', 'SELECT HASHROW(a) FROM t', 'Hashes of Teradata'],
    ['teradata', 'SELECT my_function(a) FROM t', 'biform knows no function my_function'],
    ['teradata', 'CREATE MACRO m AS (SELECT 1; SELECT 2;);', 'A macro is a query with parameters'],
    ['teradata', "SELECT CAST('1992-01' AS DATE FORMAT 'YYYY-DD')", 'The format of this cast'],
    ['oracle', "SELECT TO_DATE(s, 'YYYY-MM') FROM t", 'names no whole day'],
    ['teradata', '.GOTO done', 'Jumps between statements'],
    ['teradata', '.IMPORT VARTEXT FILE = x', 'fed to the next statement'],
    ['teradata', 'CREATE TABLE p (x PERIOD(DATE))', 'The type PERIOD'],
    ['teradata', "SELECT a FROM t WHERE s LIKE 'a\\_b'", 'A backslash is a plain character'],
    ['teradata', 'SELECT nothing FROM t', 'There is no column nothing'],
    ['snowflake', 'SELECT f.value FROM t, LATERAL FLATTEN(input => t.x) f', 'LATERAL and FLATTEN'],
    ['snowflake', 'SELECT a FROM t SAMPLE (10)', 'Samples are drawn'],
    ['snowflake', 'SELECT ADD_MONTHS(d, 1) FROM t', 'keeps the last day'],
    ['snowflake', 'SELECT TO_CHAR(a) FROM t', 'TO_CHAR without a format'],
    ['tsql', 'SELECT x.a FROM t CROSS APPLY (SELECT TOP 1 * FROM t u WHERE u.a = t.a) x', 'APPLY has no counterpart'],
    ['tsql', 'SELECT TOP 10 PERCENT a FROM t', 'A part of the rows'],
    ['tsql', 'SELECT a INTO u FROM t', 'SELECT INTO'],
    ['tsql', 'SELECT a FROM t WHERE a = @id', 'A variable of the script'],
    ['oracle', 'SELECT t.a FROM t, t u WHERE t.a = u.a(+)', '(+)'],
    ['oracle', 'SELECT a FROM t WHERE ROWNUM < 5', 'ROWNUM counts rows'],
    ['oracle', 'SELECT a FROM t START WITH b IS NULL CONNECT BY PRIOR a = b', 'recursive query'],
    ['oracle', "SELECT a FROM t WHERE s = ''", "'' is NULL in Oracle"],
    ['oracle', 'SELECT d - e FROM t', 'number of days with a fraction'],
    ['postgres', "SELECT x ->> 'a' FROM v", 'Paths into JSON'],
    ['postgres', 'SELECT generate_series(1, 10)', 'GENERATE_SERIES makes rows'],
    ['postgres', 'INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING', 'ON CONFLICT'],
    ['postgres', 'SELECT COUNT(*) FILTER (WHERE a > 1) FROM t', 'no FILTER'],
    ['postgres', 'SELECT GREATEST(a, b) FROM t', 'skips NULL'],
    ['redshift', "SELECT JSON_EXTRACT_PATH_TEXT(s, 'a') FROM t", 'empty text where the path is missing'],
    ['hive', "SELECT SPLIT(s, '.') FROM t", 'regular expression'],
    ['hive', 'INSERT OVERWRITE TABLE t SELECT * FROM u', 'INSERT OVERWRITE replaces'],
    ['spark', 'SELECT transform(xs, x -> x + 1) FROM v', 'Functions as arguments'],
    ['mysql', 'SELECT a || b FROM t', '|| means OR'],
    ['mysql', 'INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2', 'ON DUPLICATE KEY'],
    ['presto', "SELECT date_diff('month', d, e) FROM t", 'whole units'],
    ['presto', 'SELECT a FROM t TABLESAMPLE BERNOULLI (10)', 'Samples are drawn'],
  ])('%s: %s', (from, sql, why) => {
    const made = translated(from, orders + sql).at(-1);
    expect(made?.verdict).toBe('person');
    expect(made?.notices.map(({ what, why: because }) => `${what} ${because}`).join('\n')).toContain(why);
  });
});

describe('what is translated and noted', () => {
  test.each<Case>([
    ['teradata', "SELECT a FROM t WHERE s = 'x'", 'without regard to case'],
    ['teradata', 'SELECT x / y FROM elsewhere', 'If both sides'],
    ['teradata', 'SELECT a FROM t WHERE d > DATE - 7', 'of UTC here'],
    ['teradata', 'SELECT n / a AS q FROM t', 'rounded to the scale'],
    ['teradata', 'CREATE SET TABLE u (a INTEGER)', 'A SET table drops rows'],
    ['teradata', 'LOCKING TABLE t FOR ACCESS SELECT a FROM t', 'Locks have no counterpart'],
    ['teradata', 'SELECT A FROM T', 'BigQuery tells tables apart by case'],
    ['snowflake', "SELECT DATE_TRUNC('week', d) FROM t", 'WEEK_START'],
    ['tsql', "SELECT a FROM t WHERE s IN ('x', 'y')", 'without regard to case'],
    ['oracle', "SELECT s || 'x' FROM t", 'NULL is an empty text'],
    ['redshift', 'CREATE TABLE u (a INT) DISTKEY(a) SORTKEY(a)', 'Indexes and the place of rows'],
    ['postgres', 'SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b', 'any one may be taken'],
    ['mysql', 'CREATE TABLE u (a INT) ENGINE=InnoDB DEFAULT CHARSET=utf8', 'How a table is stored'],
  ])('%s: %s', (from, sql, why) => {
    const made = translated(from, orders + sql).at(-1);
    expect(made?.verdict).toBe('notes');
    expect(made?.notices.map(({ why: because }) => because).join('\n')).toContain(why);
  });
});

test('types that differ decide for Databricks, too, where no type checker reads the result', () => {
  const made = translated('teradata', `${orders}SELECT a / b AS q, d - e AS x FROM t`, 'databricks').at(-1);
  expect(made?.verdict).toBe('person');
  expect(made?.notices.map(({ way }) => way)).toEqual(['a DIV b.', 'datediff(a, b).']);
});

test('a call that Databricks does not have needs a person', () => {
  const made = translated('teradata', 'SELECT BITNOT(a) FROM t', 'databricks').at(-1);
  expect(made?.verdict).toBe('person');
});
