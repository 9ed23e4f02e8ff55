import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases, close, translated } from '../../adapters/databricks/reader/cases.ts';
import { type Evaluator, installed, startEvaluator } from './evaluator.ts';

describe.skipIf(!installed)('Databricks SQL, read as GoogleSQL, by Google’s reference evaluator', () => {
  let google: Evaluator;
  beforeAll(async () => {
    google = await startEvaluator();
  });
  afterAll(() => google?.stop());

  test('gives what Spark gives', async () => {
    const wrong: unknown[] = [];
    for (const { sql, rows, google: has } of cases) {
      if (has === false) continue;
      const { google: text } = await translated(sql);
      const answer = await google.evaluate(text);
      const same = 'error' in answer ? rows === undefined : rows !== undefined && close(rows, answer.rows);
      if (!same) wrong.push({ sql, text, rows, answer });
    }
    expect(wrong).toEqual([]);
  });
});
