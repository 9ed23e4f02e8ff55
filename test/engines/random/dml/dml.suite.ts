import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everywhere } from '../../../../src/adapters/duckdb/differences.ts';
import { database } from '../../../adapters/duckdb/database.ts';
import { installed, type Server, startServer } from '../../googlesql/server.ts';
import { eager, emptyTally } from './judge.ts';
import { judgeScripts } from './run.ts';

/** The same scripts every time, so that a change is judged by what it did; RANDOM_SEED tries others. */
const seed = Number(process.env['RANDOM_SEED'] ?? 2026);
const SCRIPTS = 60;

test('what counts as declared stands in the catalogue', () => {
  expect(everywhere).toContain(eager);
});

describe.skipIf(!installed)(
  'random INSERT, UPDATE, DELETE and MERGE on DuckDB, against Google’s reference evaluator',
  () => {
    let server: Server;
    let db: DuckDBConnection;
    beforeAll(async () => {
      server = await startServer();
      db = await database();
    }, 120_000);
    afterAll(() => {
      server?.stop();
      db?.closeSync();
    });

    test('leave the same rows', async () => {
      const tally = emptyTally();
      await judgeScripts({ db, server, seed, shrink: true }, tally, SCRIPTS);
      expect(tally.different).toEqual([]);
      expect(tally.equal).toBeGreaterThan(SCRIPTS * 5);
      expect(tally.failed).toBeGreaterThan(0);
    }, 300_000);
  },
);
