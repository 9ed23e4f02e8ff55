import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cases, close, untyped } from '../../adapters/databricks/reader/cases.ts';
import { installed, type Spark, startSpark } from './spark.ts';

describe.skipIf(!installed)('The cases of the reader of Databricks SQL on Spark 4.2', () => {
  let spark: Spark;
  beforeAll(async () => {
    spark = await startSpark();
  }, 300_000);
  afterAll(() => spark?.stop());

  test('are what Spark gives', { timeout: 3_600_000 }, async () => {
    const wrong: unknown[] = [];
    for (const { sql, rows, error } of cases) {
      const reply = await spark.ask(sql);
      const same =
        'error' in reply ? reply.condition === error : rows !== undefined && close(rows, reply.rows.map(untyped));
      if (!same) wrong.push({ sql, rows, error, reply });
    }
    expect(wrong).toEqual([]);
  });
});
