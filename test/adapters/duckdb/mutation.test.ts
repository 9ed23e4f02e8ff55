import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { macros } from '../../../src/adapters/duckdb/macros.ts';
import { duckdbRules } from '../../../src/adapters/duckdb/translate.ts';
import { unknownCases } from '../cases.ts';
import { answerOf } from './canonical.ts';
import { duckdbOf } from './database.ts';
import { databaseOfCases } from './mutants.ts';
import { alive, functionVerdicts, macroVerdicts, unnoticed } from './verdicts.ts';

/** A sample; test/engines/mutation breaks all. */
const every = <T>(n: number, all: readonly T[]): readonly T[] => all.filter((_, i) => i % n === 0);

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await databaseOfCases();
});

test.each(unknownCases)('over columns of unknown types: $sql', async ({ sql, rows, error }) => {
  const text = await duckdbOf(sql);
  if (error) return expect(answerOf(connection, text)).rejects.toThrow(/^(?!Binder|Parser|Catalog)/);
  expect((await answerOf(connection, text)).rows).toEqual(rows);
});

test('a case notices when the rule of a function is broken', async () => {
  const rules = every(3, Object.keys(duckdbRules.functions));
  const verdicts = await functionVerdicts(connection, rules);
  expect(alive(verdicts)).toEqual([]);
  expect(unnoticed(rules, verdicts)).toEqual([]);
}, 120_000);

test('a case notices when a macro is broken', async () => {
  expect(alive(await macroVerdicts(connection, every(8, macros)))).toEqual([]);
}, 120_000);
