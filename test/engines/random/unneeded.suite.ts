import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { type Evaluator, installed, startEvaluator } from '../googlesql/evaluator.ts';
import { same } from './compare.ts';
import { rows } from './table.ts';
import { type Answer, isUnneeded } from './unneeded.ts';

/** Queries that fail, and a row that an engine might give for them. */
const cases: readonly { readonly sql: string; readonly gives: Canonical; readonly proven: boolean }[] = [
  {
    sql: 'SELECT NULLIF(CASE WHEN CAST(NULL AS BOOL) THEN d2 END, DATE(2024, 2, 31)) FROM t WHERE id = 1',
    gives: null,
    proven: true,
  },
  { sql: 'SELECT i2 + DIV(1, 0) FROM t WHERE i2 IS NULL', gives: null, proven: true },
  { sql: 'SELECT STRUCT(DIV(i1, 0) AS a) IS NOT NULL FROM t WHERE id = 1', gives: true, proven: true },
  { sql: 'SELECT ARRAY_LENGTH([DIV(i1, 0), 1]) FROM t WHERE id = 1', gives: '2', proven: true },
  { sql: 'SELECT COUNT(*) FROM (SELECT DIV(i1, 0) AS a, s1 FROM t) WHERE s1 IS NULL', gives: '1', proven: true },
  // Two parts fail, and neither alone.
  {
    sql: "SELECT CAST(NULL AS INT64) + (DIV(i1, 0) + CAST('x' AS INT64)) FROM t WHERE id = 1",
    gives: null,
    proven: true,
  },
  // What stands there instead of the error is seen.
  { sql: 'SELECT DIV(i1, 0) FROM t WHERE id = 1', gives: null, proven: false },
  { sql: 'SELECT COALESCE(DIV(i1, 0), 5) FROM t WHERE id = 1', gives: '5', proven: false },
  { sql: 'SELECT DIV(i1, 0) IS NULL FROM t WHERE id = 1', gives: true, proven: false },
  { sql: 'SELECT DIV(i1, 0) IS NULL FROM t WHERE id = 1', gives: false, proven: false },
  { sql: 'SELECT IF(DIV(i1, 0) > 1, 1, 2) FROM t WHERE id = 1', gives: '2', proven: false },
  { sql: 'SELECT COUNT(DIV(i1, 0)) FROM t WHERE id = 1', gives: '1', proven: false },
  { sql: 'SELECT COUNT(*) FROM t WHERE id = 1 OR DIV(i1, 0) = 1', gives: '1', proven: false },
  // Another value than that of BigQuery.
  { sql: 'SELECT NULLIF(CAST(NULL AS INT64), DIV(i1, 0)) FROM t WHERE id = 1', gives: '0', proven: false },
];

describe.skipIf(!installed)('what counts as an error in a value that nobody needs', () => {
  let google: Evaluator;
  beforeAll(async () => {
    google = await startEvaluator();
  }, 60_000);
  afterAll(() => google?.stop());

  const asked =
    (value: Canonical) =>
    async (sql: string): Promise<Answer> => {
      const answer = await google.evaluate(`WITH t AS (${rows}) ${sql.replace('d.t', 't')}`);
      return 'error' in answer ? answer : same(answer.rows, [[value]]) ? 'same' : 'other';
    };

  test.each(cases)('$sql, given $gives: $proven', async ({ sql, gives, proven }) => {
    const own = sql.replace('FROM t', 'FROM d.t');
    expect(await asked(gives)(own)).toHaveProperty('error');
    expect(await isUnneeded(own, asked(gives), async () => true)).toBe(proven);
  });

  test('a part for which the engine gives a value does not count', async () => {
    const sql = 'SELECT NULLIF(CAST(NULL AS INT64), DIV(i1, 0)) FROM d.t WHERE id = 1';
    expect(await isUnneeded(sql, asked(null), async (part) => part !== 'DIV(i1, 0)')).toBe(false);
    expect(await isUnneeded(sql, asked(null), async () => undefined)).toBe(true);
  });
});
