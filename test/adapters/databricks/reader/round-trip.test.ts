import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDatabricks } from '../../../../src/adapters/databricks/reader/read.ts';
import { translateToDatabricks } from '../../../../src/adapters/databricks/translate.ts';
import { translateToDuckdb } from '../../../../src/adapters/duckdb/translate.ts';
import type { Case } from '../../cases.ts';
import { answerOf } from '../../duckdb/canonical.ts';
import { database, datasets } from '../../duckdb/database.ts';
import { printedCases, sameRows } from './printed.ts';

type Trip =
  | { readonly kind: 'same' | 'not printed' }
  /** The reader refuses with these words. */
  | { readonly kind: 'unread'; readonly why: string }
  /** DuckDB's translation refuses what was read. */
  | { readonly kind: 'beyond DuckDB'; readonly why: string }
  | { readonly kind: 'failed' | 'different'; readonly why: string };

/** What DuckDB's translation refuses of GoogleSQL that was read: no fault of the reader's. */
const BEYOND =
  /`SHA512`|`REGEXP_INSTR`|ERROR as an operand|structs whose fields have other names|of BYTES has no translation|no literal time zone/;

describe('what our printer writes for Databricks, read back and run on DuckDB', () => {
  const trips: { readonly one: Case; readonly trip: Trip }[] = [];

  /** The text that DuckDB gets of a case itself. */
  async function directly({ sql }: Case, connection: DuckDBConnection): Promise<string | undefined> {
    const made = await translateToDuckdb({ text: sql, pieces: [] }, datasets);
    return made.sql ? JSON.stringify((await answerOf(connection, made.sql.text)).rows) : undefined;
  }

  async function tripOf(one: Case, connection: DuckDBConnection): Promise<Trip> {
    const made = await translateToDatabricks({ text: one.sql, pieces: [] }, datasets);
    if (!made.sql) return { kind: 'not printed' };
    const { statements, unread } = readDatabricks(made.sql.text);
    if (unread.length > 0) return { kind: 'unread', why: unread.map(({ what }) => what).join('; ') };
    const read = { statements, faults: [] };
    const duckdb = await translateToDuckdb({ text: made.sql.text, pieces: [] }, datasets, undefined, undefined, read);
    if (!duckdb.sql) return { kind: 'beyond DuckDB', why: duckdb.diagnostics.map(({ message }) => message).join('; ') };
    try {
      const { rows } = await answerOf(connection, duckdb.sql.text);
      // A difference that DuckDB's own catalogue declares is there without the detour, too.
      if (sameRows(one, rows) || JSON.stringify(rows) === (await directly(one, connection))) return { kind: 'same' };
      return { kind: 'different', why: JSON.stringify({ want: one.rows, got: rows }) };
    } catch (error) {
      return one.error ? { kind: 'same' } : { kind: 'failed', why: (error as Error).message };
    }
  }

  beforeAll(async () => {
    const connection = await database();
    for (const one of printedCases) trips.push({ one, trip: await tripOf(one, connection) });
  }, 300_000);

  const those = (kind: Trip['kind']): readonly { sql: string; why: string }[] =>
    trips.flatMap(({ one: { sql }, trip }) => (trip.kind === kind && 'why' in trip ? [{ sql, why: trip.why }] : []));

  test('is never another result', () => {
    expect(those('different')).toEqual([]);
  });

  test('never fails where the case does not', () => {
    // DuckDB takes an empty array behind UNION for one of integers.
    expect(those('failed').filter(({ why }) => !/bool_or\(BIGINT\)/.test(why))).toEqual([]);
  });

  test('is read, all of it', () => {
    expect(those('unread')).toEqual([]);
    expect(trips.filter(({ trip }) => trip.kind !== 'not printed').length).toBeGreaterThan(3_400);
  });

  test('goes on to DuckDB, but for what DuckDB has not', () => {
    expect(those('beyond DuckDB').filter(({ why }) => !BEYOND.test(why))).toEqual([]);
  });
});
