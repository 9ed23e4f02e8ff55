import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDatabricks } from '../../../../src/adapters/databricks/reader/read.ts';
import { translateToDatabricks } from '../../../../src/adapters/databricks/translate.ts';
import { translateToDuckdb } from '../../../../src/adapters/duckdb/translate.ts';
import { type Case, declaredCases, sparkCases } from '../../cases.ts';
import { answerOf, type Canonical } from '../../duckdb/canonical.ts';
import { database, datasets } from '../../duckdb/database.ts';
import { close, untyped } from './cases.ts';

type Trip =
  | { readonly kind: 'same' | 'not printed' }
  /** The reader, or DuckDB's translation behind it, refuses with these words. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed' | 'different'; readonly why: string };

const declared = new Set(declaredCases.map(({ sql }) => sql));

/** How many cases the reader takes at least, of those that are printed. */
const TAKEN = 0.8;

/**
 * Texts that Databricks reads otherwise than GoogleSQL, of which the reader makes errors, never other values; and an
 * argument that fails beside one that is NULL, which Spark does not look at.
 */
const narrower =
  /no DECIMAL of 9 digits|with an exponent or more than 9 digits|no TIMESTAMP|beyond FLOAT64|non-inner join on subquery|SUBSTR with a negative/;

/** Differences that DuckDB's own catalogue declares: a sum of 30 digits before the point. */
const wider: ReadonlySet<string> = new Set([
  "SELECT sum(x) FROM unnest([numeric '99999999999999999999999999999', numeric '1']) x",
]);

const plain = (rows: readonly (readonly Canonical[])[]): readonly Canonical[][] => rows.map((row) => row.map(untyped));

describe('what our printer writes for Databricks, read back and run on DuckDB', () => {
  const trips: { readonly one: Case; readonly trip: Trip }[] = [];

  async function tripOf(one: Case, connection: DuckDBConnection): Promise<Trip> {
    const made = await translateToDatabricks({ text: one.sql, pieces: [] }, datasets);
    if (!made.sql) return { kind: 'not printed' };
    const { statements, unread } = readDatabricks(made.sql.text);
    if (unread.length > 0) return { kind: 'refused', why: unread.map(({ what }) => what).join('; ') };
    const read = { statements, faults: [] };
    const duckdb = await translateToDuckdb({ text: made.sql.text, pieces: [] }, datasets, undefined, undefined, read);
    if (!duckdb.sql) return { kind: 'refused', why: duckdb.diagnostics.map(({ message }) => message).join('; ') };
    try {
      const { rows } = await answerOf(connection, duckdb.sql.text);
      const same = one.rows !== undefined && close(plain(one.rows) as never, plain(rows) as never);
      return same ? { kind: 'same' } : { kind: 'different', why: JSON.stringify({ want: one.rows, got: rows }) };
    } catch (error) {
      return one.error ? { kind: 'same' } : { kind: 'failed', why: (error as Error).message };
    }
  }

  beforeAll(async () => {
    const connection = await database();
    for (const one of sparkCases) if (!declared.has(one.sql)) trips.push({ one, trip: await tripOf(one, connection) });
  }, 300_000);

  test('is never another result', () => {
    const wrong = trips.flatMap(({ one: { sql }, trip }) =>
      trip.kind === 'different' && !wider.has(sql) ? [{ sql, why: trip.why }] : [],
    );
    expect(wrong).toEqual([]);
  });

  test('fails only where Databricks takes less', () => {
    const wrong = trips.flatMap(({ one: { sql }, trip }) =>
      trip.kind === 'failed' && !narrower.test(trip.why) ? [{ sql, why: trip.why }] : [],
    );
    expect(wrong).toEqual([]);
  });

  test('is taken, for the most part', () => {
    const printed = trips.filter(({ trip }) => trip.kind !== 'not printed');
    const refused = printed.filter(({ trip }) => trip.kind === 'refused');
    expect(1 - refused.length / printed.length).toBeGreaterThan(TAKEN);
  });
});
