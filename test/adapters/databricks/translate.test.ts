import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { functions } from '../../../src/adapters/databricks/functions.ts';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import { functions as duckdbFunctions } from '../../../src/adapters/duckdb/functions.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';
import { lex } from '../../../src/compiler/sql/lexer.ts';

const cases = readFileSync(join(import.meta.dirname, 'cases/translation.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): { readonly sql: string; readonly databricks: string } => JSON.parse(line));

/** Cases that Spark runs; see test/engines/spark. */
const folders = ['../duckdb/cases', '../../engines/spark/cases'].map((folder) => join(import.meta.dirname, folder));

const names: NameMap = (path) => ({ database: 'main', schema: path.at(-2) ?? '', name: path.at(-1) ?? '' });
const translated = (text: string) => translateToDatabricks({ text, pieces: [] }, names);
const refused = async (text: string): Promise<string> =>
  (await translated(text)).diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n');

/** @polyglot-sql/sdk, whose grammar of Databricks SQL we did not write. */
let polyglot: { parse: (sql: string, dialect: string) => { success: boolean } };
beforeAll(async () => {
  const sdk = await import('@polyglot-sql/sdk');
  await sdk.init();
  polyglot = sdk as unknown as typeof polyglot;
});

describe('Databricks SQL', () => {
  test.each(cases)('$sql', async ({ sql, databricks }) => {
    expect((await translated(sql)).sql?.text).toBe(databricks);
    for (const statement of databricks.split(';\n')) expect(polyglot.parse(statement, 'databricks').success).toBe(true);
  });

  test('a script with control flow is one compound statement behind its variables', async () => {
    const text = 'DECLARE i INT64 DEFAULT 0; WHILE i < 3 DO SET i = i + 1; IF i = 2 THEN RETURN; END IF; END WHILE';
    const { sql, script } = await translated(text);
    expect(sql?.text).toBe(
      [
        'DECLARE OR REPLACE VARIABLE i BIGINT;',
        'BEGIN',
        '  biform_script: BEGIN',
        '    SET system.session.i = CAST(0 AS BIGINT);',
        '    biform_label_1: WHILE coalesce(system.session.i < 3, FALSE) DO',
        '      SET system.session.i = CAST(system.session.i + 1 AS BIGINT);',
        '      IF coalesce(system.session.i = 2, FALSE) THEN',
        '        LEAVE biform_script;',
        '      END IF;',
        '    END WHILE;',
        '  END;',
        'END',
      ].join('\n'),
    );
    expect(script?.map((step) => step.do)).toEqual(['send', 'send']);
  });

  test.each([
    ['FOR r IN (SELECT a FROM d.t) DO SELECT r; END FOR', 'the row `r` of FOR as a value'],
    ['BEGIN SELECT 1; EXCEPTION WHEN ERROR THEN SELECT @@error.message; END', 'the query parameter'],
    ['IF TRUE THEN BEGIN TRANSACTION; END IF', 'the statement `BEGIN'],
    [
      'IF TRUE THEN BEGIN DECLARE x INT64; END; BEGIN DECLARE x STRING; END; END IF',
      'declared again with another type',
    ],
    ['ALTER TABLE d.t ADD COLUMN IF NOT EXISTS x INT64', 'ADD COLUMN IF NOT EXISTS'],
    ['SELECT * FROM d.f(1)', 'the table function'],
    ['SELECT a FROM d.t ORDER BY EXISTS(SELECT 1 FROM d.u WHERE u.b = a)', 'ORDER BY of EXISTS or IN with a subquery'],
    ['SELECT a FROM d.t UNION ALL SELECT 1 ORDER BY a IN (SELECT b FROM d.u)', 'ORDER BY of EXISTS or IN'],
  ])('%s is refused, in a script', async (sql, message) => {
    expect(await refused(sql)).toContain(message);
  });

  test('every function on the allow-list has a case', () => {
    const read = folders
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line): { readonly sql: string } => JSON.parse(line)),
      );
    const called = new Set(
      [...cases, ...read].flatMap(({ sql }) =>
        lex(sql).flatMap(({ kind, start, end }) =>
          kind === 'name' && sql[end] === '(' ? [sql.slice(start, end).toUpperCase()] : [],
        ),
      ),
    );
    expect(Object.keys(functions).filter((name) => !called.has(name))).toEqual([]);
  });

  test('what is proven for DuckDB alone is refused here', async () => {
    const others = Object.keys(duckdbFunctions).filter((name) => functions[name] === undefined);
    expect(others.length).toBeGreaterThan(15);
    for (const name of others)
      expect(await refused(`SELECT ${name}(a, b) FROM d.t`)).toContain(`the function \`${name}\``);
  });

  test.each([
    ['SELECT CAST(x AS NUMERIC) * y', 'the operator `*` on NUMERIC'],
    ['SELECT SAFE_DIVIDE(CAST(x AS NUMERIC), y)', 'SAFE_DIVIDE of NUMERIC and a value of an unknown type'],
    ['SELECT PERCENTILE_DISC(x, 0.5) OVER ()', 'PERCENTILE_DISC of a value whose type is not known'],
    ["SELECT REGEXP_CONTAINS(x, r'\\pL')", 'this regular expression'],
    ["SELECT REGEXP_CONTAINS(x, r'[a&&b]')", 'this regular expression'],
    ['SELECT REGEXP_CONTAINS(x, y)', 'this regular expression'],
    ['SELECT t FROM d.s LEFT JOIN d.t USING (k)', 'the whole row `t` of an outer join'],
    ['SELECT * REPLACE (1 AS a) FROM d.t', '`*` with REPLACE over a table whose columns are not known here'],
    ['CREATE TEMP TABLE x AS SELECT 1 AS a', 'CREATE TEMP TABLE'],
    ['UPDATE d.t SET a = 1 FROM d.s JOIN d.u USING (k) WHERE t.k = s.k', 'UPDATE with a FROM of this kind'],
    ["SELECT TIME '10:00:00'", 'this TIME literal'],
    ['SELECT ROUND(x, y)', 'ROUND to a number of digits that is no small literal'],
    ['SELECT SAFE.ERROR(x)', '`SAFE.` before `ERROR`'],
    ["SELECT JSON_VALUE(x, '$..a')", 'this JSONPath'],
    ['SELECT ARRAY(SELECT ROW_NUMBER() OVER () FROM UNNEST(t.xs) AS x) FROM d.t', 'a subquery over UNNEST of a column'],
    [
      'SELECT ARRAY(SELECT (SELECT MAX(a) FROM d.u) FROM UNNEST(t.xs) AS x) FROM d.t',
      'a subquery over UNNEST of a column of the outer query',
    ],
    ['SELECT ARRAY(SELECT a FROM UNNEST(t.xs) AS x) FROM d.t', 'a subquery over UNNEST of a column'],
    ['SELECT ARRAY(SELECT v FROM UNNEST([STRUCT(1 AS k, 2 AS v)]) GROUP BY k)', 'neither grouped nor aggregated'],
    ['SELECT (SELECT SUM(u.x + t.y) FROM d.u AS u) FROM d.t AS t', '`SUM` over columns of two queries'],
    ['SELECT (SELECT STDDEV(x) FROM UNNEST(t.xs) AS x) FROM d.t AS t', 'this `STDDEV` over an array'],
    ['SELECT SUM(x) OVER (w ROWS 1 PRECEDING) FROM d.t WINDOW w AS (ORDER BY y)', 'a window built on a named window'],
    ["SELECT FORMAT_DATE('%C', d)", 'this format in `FORMAT_DATE`'],
    ["SELECT PARSE_DATE('%y', s)", 'this format in `PARSE_DATE`'],
    ["SELECT FORMAT('%.2f', 1.5)", '`%.` in FORMAT of this type'],
    ["SELECT CAST('2024-01' AS DATE)", 'this text as a DATE'],
  ])('%s is refused', async (sql, message) => {
    expect(await refused(sql)).toContain(message);
    expect(await refused(sql)).toMatch(/^BF4001/);
  });
});
