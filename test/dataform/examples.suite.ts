import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compileWithBiform } from '../support/biform.ts';
import { differences } from '../support/compare.ts';
import { compileWithCore, type Overrides } from '../support/oracle.ts';

const example = fileURLToPath(new URL('../../examples/dataform-classic', import.meta.url));
const flags: readonly (readonly [string, Overrides])[] = [
  ['as it stands', {}],
  ['with suffixes and a prefix', { schemaSuffix: 'dev', databaseSuffix: 'eu', tablePrefix: 'me' }],
  ['with other defaults', { defaultDatabase: 'elsewhere', defaultSchema: 'other', assertionSchema: 'tests' }],
  ['with variables', { vars: { environment: 'dev', extra: 'a b' } }],
  ['with assertions disabled and a reservation', { disableAssertions: true, defaultReservation: 'none' }],
];

test.each(flags)('the stock Dataform project compiles to the same graph %s', async (_, overrides) => {
  const cache = mkdtempSync(join(tmpdir(), 'biform-cache-'));
  try {
    const expected = await compileWithCore(example, overrides);
    const actual = await compileWithBiform(example, overrides, { BIFORM_CACHE_DIR: cache });
    expect(expected).toMatchObject({ graph: { graphErrors: {} } });
    expect(differences(expected, actual)).toEqual([]);
    expect(actual.status).toBe(0);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
});
