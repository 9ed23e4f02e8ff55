import { readFileSync } from 'node:fs';
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

  test('every function on the allow-list has a case', () => {
    const called = new Set(
      cases.flatMap(({ sql }) =>
        lex(sql).flatMap(({ kind, start, end }) =>
          kind === 'name' && sql[end] === '(' ? [sql.slice(start, end).toUpperCase()] : [],
        ),
      ),
    );
    expect(Object.keys(functions).filter((name) => !called.has(name))).toEqual([]);
  });

  test('what is proven for DuckDB alone is refused here', async () => {
    const others = Object.keys(duckdbFunctions).filter((name) => functions[name] === undefined);
    expect(others.length).toBeGreaterThan(60);
    for (const name of others)
      expect(await refused(`SELECT ${name}(a, b) FROM d.t`)).toContain(`the function \`${name}\``);
  });

  test.each([
    ['SELECT CAST(x AS NUMERIC) * y', 'the operator `*` on NUMERIC'],
    ['SELECT SAFE_DIVIDE(CAST(x AS NUMERIC), 2)', 'SAFE_DIVIDE of NUMERIC'],
    ['SELECT ROUND(x / 3, 2)', 'ROUND of FLOAT64 to a number of digits'],
    ['SELECT SAFE_CAST(x AS DATE)', 'SAFE_CAST to DATE'],
    ['SELECT SAFE.SUBSTR(x, 1)', '`SAFE.` before `SUBSTR`'],
    ['SELECT SUBSTR(x, -2)', 'SUBSTR with a position or length'],
    ["SELECT REGEXP_CONTAINS(x, r'\\pL')", 'this regular expression'],
    ["SELECT REGEXP_CONTAINS(x, r'[a&&b]')", 'this regular expression'],
    ['SELECT REGEXP_CONTAINS(x, y)', 'this regular expression'],
    ["SELECT JSON_VALUE(x, '$.a')", 'the function `JSON_VALUE`'],
    ['SELECT ARRAY(SELECT x FROM UNNEST(xs) AS x)', 'ARRAY(SELECT ..)'],
    ['SELECT (SELECT SUM(x) FROM UNNEST(xs) AS x WHERE TRUE)', 'a subquery over UNNEST of this shape'],
    ["SELECT (SELECT v FROM UNNEST(xs) WHERE k = 'a')", 'names that may be columns or fields'],
    ['SELECT t FROM d.t AS t', 'the whole row `t`'],
    ['SELECT * REPLACE (1 AS a) FROM d.t', '`.*` behind an expression with EXCEPT or REPLACE'],
    ['SELECT SUM(x) OVER w FROM d.t WINDOW w AS (ORDER BY y)', 'a named window'],
    ['WITH RECURSIVE r AS (SELECT 1 AS x) SELECT x FROM r', 'WITH RECURSIVE'],
    ['CREATE TEMP TABLE x AS SELECT 1 AS a', 'CREATE TEMP TABLE'],
    ['UPDATE d.t SET a = 1 FROM d.s WHERE t.k = s.k', 'UPDATE with FROM'],
    ["SELECT FORMAT_DATE('%Q', d)", 'this format in `FORMAT_DATE`'],
    ["SELECT TIME '10:00:00'", 'this TIME literal'],
    ['SELECT DATE_TRUNC(d, WEEK(TUESDAY))', 'the part `WEEK` in `DATE_TRUNC`'],
  ])('%s is refused', async (sql, message) => {
    expect(await refused(sql)).toContain(message);
    expect(await refused(sql)).toMatch(/^BF4001/);
  });
});
