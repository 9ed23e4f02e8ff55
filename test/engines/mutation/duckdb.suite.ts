import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { macros } from '../../../src/adapters/duckdb/macros.ts';
import { duckdbRules } from '../../../src/adapters/duckdb/translate.ts';
import { databaseOfCases } from '../../adapters/duckdb/mutants.ts';
import { alive, functionVerdicts, macroVerdicts, unnoticed } from '../../adapters/duckdb/verdicts.ts';

describe('the catalogue of DuckDB, broken rule by rule', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await databaseOfCases();
  });

  test('a case notices whenever the rule of a function is broken', async () => {
    const rules = Object.keys(duckdbRules.functions);
    const verdicts = await functionVerdicts(connection, rules);
    expect(verdicts.length).toBeGreaterThan(600);
    expect(alive(verdicts)).toEqual([]);
    expect(unnoticed(rules, verdicts)).toEqual([]);
  });

  test('a case notices whenever a macro is broken', async () => {
    const verdicts = await macroVerdicts(connection, macros);
    expect(verdicts.length).toBeGreaterThan(150);
    expect(alive(verdicts)).toEqual([]);
  });
});
