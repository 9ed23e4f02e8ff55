import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { casesIn, declaredCases, unknownCases, unknownsRow } from '../../adapters/cases.ts';
import { answerOf, type Canonical } from '../../adapters/duckdb/canonical.ts';
import { database, duckdbOf } from '../../adapters/duckdb/database.ts';
import { type Evaluator, installed, startEvaluator } from './evaluator.ts';
import { queries } from './expressions.ts';

/** The same expressions every time, so that a change is judged by what it did; EXPRESSION_SEED tries others. */
const seed = Number(process.env['EXPRESSION_SEED'] ?? 7);

interface Case {
  readonly sql: string;
  readonly rows?: readonly (readonly Canonical[])[];
  readonly source: string;
}

const overUnknowns = [...unknownCases, ...casesIn(join(import.meta.dirname, '../spark/unknowns'))];
const folder = join(import.meta.dirname, '../../adapters/duckdb/cases');
const cases = readdirSync(folder)
  .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
  .map((line): Case => JSON.parse(line))
  .concat(declaredCases)
  .concat(casesIn(join(import.meta.dirname, '../spark/cases')))
  .concat(overUnknowns.map((one) => ({ ...one, sql: one.sql.replace('FROM d.unknowns', `FROM (${unknownsRow})`) })))
  .filter(({ source }) => source === 'evaluator');

/** What is true only at the moment it is asked, or differs from call to call. */
const volatile = /\b(?:rand|current_)/i;

const close = (a: Canonical, b: Canonical): boolean => {
  if (typeof a === 'number' && typeof b === 'number') return a === b || Math.abs(a - b) <= 1e-13 * Math.abs(a);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => close(x, b[i] ?? null));
  return a === b;
};

describe.skipIf(!installed)('Google’s reference evaluator', () => {
  let google: Evaluator;
  let duckdb: DuckDBConnection;
  beforeAll(async () => {
    google = await startEvaluator();
    duckdb = await database();
  });
  afterAll(() => google?.stop());

  test('gives what the committed cases say', async () => {
    const wrong: string[] = [];
    for (const { sql, rows } of cases) {
      const answer = await google.evaluate(sql);
      const same = 'error' in answer ? rows === undefined : rows !== undefined && close(answer.rows, rows);
      if (!same && !volatile.test(sql)) wrong.push(`${sql} ${JSON.stringify(answer)}`);
    }
    expect(wrong).toEqual([]);
  });

  test('and DuckDB agree on random expressions', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(queries, async (sql) => {
        const wanted = await google.evaluate(sql);
        const text = await duckdbOf(sql);
        const got = await answerOf(duckdb, text).catch((error: Error) => ({ error: error.message }));
        // An error that another operand's literal NULL hides, and values that DuckDB refuses to guess, are known.
        if ('error' in wanted) return;
        if ('error' in got) {
          expect(got.error, `${sql}\n${text}`).not.toMatch(/^(?:Binder|Parser|Catalog|Internal)/);
          return;
        }
        expect(close(got.rows, wanted.rows), `${sql}\n${text}\n${JSON.stringify([wanted.rows, got.rows])}`).toBe(true);
      }),
      { seed, numRuns: 2000, endOnFailure: true },
    );
  });
});
