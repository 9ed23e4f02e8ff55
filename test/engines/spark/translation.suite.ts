import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../../../src/adapters/databricks/differences.ts';
import type { Case } from '../../adapters/cases.ts';
import { cases, databricksOf, declared, isEqual, unknownCases, unknowns } from './cases.ts';
import { installed, type Reply, type Spark, startSpark } from './spark.ts';

interface Ran {
  readonly one: Case;
  readonly text: string;
  readonly reply: Reply;
}

describe.skipIf(!installed)('GoogleSQL on Spark 4.2, translated for Databricks', () => {
  let spark: Spark;
  const ran: Ran[] = [];
  const refused: { readonly sql: string; readonly why: readonly string[] }[] = [];

  beforeAll(async () => {
    spark = await startSpark();
    for (const one of cases) {
      const made = await databricksOf(one.sql);
      if ('refused' in made) refused.push({ sql: one.sql, why: made.refused });
      else ran.push({ one, text: made.text, reply: await spark.ask(made.text) });
    }
  }, 900_000);
  afterAll(() => spark?.stop());

  test('the engine is Spark 4.2.0', () => {
    expect(spark.version).toBe('4.2.0');
  });

  test('gives what BigQuery gives, but for what is declared', () => {
    const different = ran.filter(({ one, reply }) => !isEqual(one, reply) && !declared.has(one.sql));
    expect(
      different.map(({ one, text, reply }) => ({ sql: one.sql, text, want: one.rows ?? 'an error', got: reply })),
    ).toEqual([]);
  });

  test('gives it over columns whose types are not known as well', async () => {
    const table = await spark.ask('CREATE SCHEMA IF NOT EXISTS d');
    expect(table).not.toHaveProperty('error');
    const made = await databricksOf(`CREATE TABLE d.unknowns AS ${unknowns}`);
    expect(await spark.ask('text' in made ? made.text.replace('USING delta', 'USING parquet') : '')).not.toHaveProperty(
      'error',
    );
    for (const one of unknownCases) {
      const text = await databricksOf(one.sql);
      const reply = await spark.ask('text' in text ? text.text : '');
      expect(isEqual(one, reply), JSON.stringify({ sql: one.sql, text, reply })).toBe(true);
    }
  });

  test('what is declared does differ', () => {
    const different = new Set(ran.filter(({ one, reply }) => !isEqual(one, reply)).map(({ one }) => one.sql));
    expect([...declared.keys()].filter((sql) => !different.has(sql))).toEqual([]);
    const names = new Set(differences.flatMap(({ of }) => of));
    expect([...declared.values()].filter((name) => !names.has(name))).toEqual([]);
  });

  test('what is refused is refused as BF4001, and most is not refused', () => {
    expect(refused.flatMap(({ why }) => why).filter((reason) => !reason.startsWith('BF4001'))).toEqual([]);
    expect(ran.length / cases.length).toBeGreaterThan(0.6);
  });
});
