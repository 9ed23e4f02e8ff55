import { describe, expect, test } from 'vitest';
import { dialects } from '../../../src/adapters/index.ts';
import { columnCatalog } from '../../../src/compiler/analyse/project/column-catalog.ts';
import type { Statement } from '../../../src/compiler/manifest/manifest.ts';
import { lowered } from '../../support/lower/lowering.ts';

const projectConfig = { defaultDatabase: 'acme', defaultSchema: 'd' };
const target = { database: 'acme', schema: 'd', name: 'made' };

async function made(table: Readonly<Record<string, unknown>>, dialect = dialects.duckdb) {
  const columns = [
    { name: 'n', type: { kind: 'INT64' } },
    { name: 'price', type: { kind: 'NUMERIC' } },
  ] as const;
  const catalog = columnCatalog([{ name: 'acme.d.numbers', columns, complete: true }], projectConfig);
  const graph = { projectConfig, graphErrors: {}, tables: [{ target, type: 'incremental', ...table }] };
  const { manifest, diagnostics } = await lowered(graph as never, dialect, { catalog });
  expect(diagnostics).toEqual([]);
  const [action] = manifest.actions;
  const texts = (statements: readonly Statement[] | undefined) => (statements ?? []).map(({ sql }) => sql.text);
  return { create: texts(action?.create), update: texts(action?.update) };
}

describe('what is known beside a text', () => {
  test('the columns of other actions give types', async () => {
    const { create } = await made({ query: 'SELECT SUM(n) AS total, NULL AS nothing FROM `acme.d.numbers`' });
    expect(create.join('\n')).toContain('CAST(sum(n) AS BIGINT) AS total');
    expect(create.join('\n')).toContain('CAST(NULL AS BIGINT) AS nothing');
  });

  test('and on Databricks, where a product of two NUMERIC must be narrowed', async () => {
    const query = 'SELECT price * price AS square FROM `acme.d.numbers`';
    const { create } = await made({ query, type: 'table' }, dialects.databricks);
    expect(create.join('\n')).toContain(
      'CAST(round(CAST(price AS DECIMAL(19,9)) * CAST(price AS DECIMAL(18,9)), 9) AS DECIMAL(38,9)) AS square',
    );
  });

  test('rows that are added take the types of the table', async () => {
    const { update } = await made({ query: 'SELECT NULL AS nothing FROM `acme.d.numbers`' });
    expect(update.join('\n')).toContain('SELECT NULL AS nothing');
  });

  test('variables and functions of operations before the query are known to it, for each script anew', async () => {
    const before = ['DECLARE least INT64 DEFAULT 3; CREATE TEMP FUNCTION up(x INT64) AS (x + 1)'];
    const { create, update } = await made({
      query: 'SELECT up(n) AS n FROM `acme.d.numbers` WHERE n > least',
      preOps: before,
      incrementalPreOps: ['CREATE TEMP FUNCTION up(x INT64) AS (x + 2)', 'DECLARE least INT64 DEFAULT 4'],
    });
    expect(create.join('\n')).toContain('((n) + 1) AS n');
    expect(create.join('\n')).toContain('SET VARIABLE least = CAST(3 AS BIGINT)');
    expect(update.join('\n')).toContain('((n) + 2) AS n');
    expect(update.join('\n')).toContain("WHERE n > getvariable('least')");
  });
});
