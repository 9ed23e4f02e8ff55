import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDatabricks } from '../../../src/adapters/databricks/reader/read.ts';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import { printStatements } from '../../../src/compiler/sql/print/statement.ts';
import { cases, close, translated } from '../../adapters/databricks/reader/cases.ts';
import { printedCases, sameRows } from '../../adapters/databricks/reader/printed.ts';
import { datasets } from '../../adapters/duckdb/database.ts';
import { type Evaluator, installed, startEvaluator } from './evaluator.ts';

/** What the evaluator of 2023 has not. */
const missing = /Function not found: (?:MAX_BY|MIN_BY)|grouping_set_list|Generate_Uuid is an optional function/;

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

  test('gives what the case gives, where it was printed from one', { timeout: 300_000 }, async () => {
    const wrong: unknown[] = [];
    let run = 0;
    for (const one of printedCases) {
      const made = await translateToDatabricks({ text: one.sql, pieces: [] }, datasets);
      const { statements, unread } = readDatabricks(made.sql?.text ?? '');
      if (!made.sql || unread.length > 0) continue;
      const text = printStatements(statements).replace(/;$/, '');
      const answer = await google.evaluate(text);
      const same = 'error' in answer ? one.error || missing.test(answer.error) : sameRows(one, answer.rows);
      if (!same) wrong.push({ sql: one.sql, text, rows: one.rows, answer });
      run += 1;
    }
    expect(wrong).toEqual([]);
    expect(run).toBeGreaterThan(3_400);
  });
});
