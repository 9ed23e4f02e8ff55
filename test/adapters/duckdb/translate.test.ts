import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../../../src/adapters/duckdb/differences.ts';
import { functions } from '../../../src/adapters/duckdb/functions.ts';
import { lex } from '../../../src/compiler/sql/lexer.ts';
import { declaredCases } from '../cases.ts';
import { answerOf, type Canonical } from './canonical.ts';
import { database, duckdbOf } from './database.ts';

/** A query, and what Google's reference evaluator (or BigQuery's documentation) says it gives. */
interface Case {
  readonly sql: string;
  readonly rows?: readonly (readonly Canonical[])[];
  readonly error?: true;
  readonly source: string;
}

const folder = join(import.meta.dirname, 'cases');
const files = readdirSync(folder).map((file) => ({
  file,
  cases: readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line): Case => JSON.parse(line)),
}));

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await database();
});

/** Doubles may differ in their last two bits, as libraries of mathematics do. */
function rounded(value: Canonical): Canonical {
  if (typeof value === 'number') return Number(value.toPrecision(14));
  return Array.isArray(value) ? value.map(rounded) : value;
}

describe.each(files)('GoogleSQL on DuckDB gives what BigQuery gives: $file', ({ cases }) => {
  test.each(cases)('$sql', async ({ sql, rows, error }) => {
    const text = await duckdbOf(sql);
    if (error) return expect(answerOf(connection, text)).rejects.toThrow(/^(?!Binder|Parser|Catalog)/);
    const answer = await answerOf(connection, text);
    expect(answer.rows.map(rounded)).toEqual(rows?.map(rounded));
  });
});

const differing = declaredCases.filter(({ duckdb: name }) => name !== undefined);

test.each(differing)('what is declared does differ: $sql', async ({ sql, rows, error, duckdb: name = '' }) => {
  expect(differences.flatMap(({ of }) => of)).toContain(name);
  const got = await answerOf(connection, await duckdbOf(sql)).catch((thrown: Error) => thrown.message);
  if (typeof got === 'string') return expect(error).toBeUndefined();
  expect(got.rows.map(rounded)).not.toEqual(rows?.map(rounded));
});

const others = declaredCases.filter(({ duckdb: name }) => name === undefined);

test.each(others)('what another engine alone gives otherwise: $sql', async ({ sql, rows, error }) => {
  const text = await duckdbOf(sql);
  if (error) return expect(answerOf(connection, text)).rejects.toThrow(/^(?!Binder|Parser|Catalog)/);
  expect((await answerOf(connection, text)).rows.map(rounded)).toEqual(rows?.map(rounded));
});

test('every function on the allow-list has an executed case', () => {
  const called = new Set<string>();
  for (const { cases } of files) {
    for (const { sql } of cases) {
      for (const { kind, start, end } of lex(sql)) {
        if (kind === 'name' && sql[end] === '(') called.add(sql.slice(start, end).toUpperCase());
      }
    }
  }
  expect(Object.keys(functions).filter((name) => !called.has(name))).toEqual([]);
});

test('there are at least 350 cases from the evaluator', () => {
  const judged = files.flatMap(({ cases }) => cases).filter(({ source }) => source === 'evaluator');
  expect(judged.length).toBeGreaterThan(350);
});
