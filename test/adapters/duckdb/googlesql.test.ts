import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { googleType } from '../../../src/adapters/duckdb/googlesql.ts';
import { parseType } from '../../../src/compiler/analyse/types/text.ts';

/** SQL values of DuckDB and the GoogleSQL type that their column has. */
const cases: readonly (readonly [value: string, type: string])[] = [
  ['true', 'BOOL'],
  ['1::tinyint', 'INT64'],
  ['1', 'INT64'],
  ['1::bigint', 'INT64'],
  ['1::ubigint', 'NUMERIC'],
  ['1::hugeint', 'BIGNUMERIC'],
  ['1.5', 'NUMERIC'],
  ['1.5::decimal(38, 20)', 'BIGNUMERIC'],
  ['1.5::double', 'FLOAT64'],
  ["'x'", 'STRING'],
  ["'x'::blob", 'BYTES'],
  ["'{}'::json", 'JSON'],
  ["date '2026-01-01'", 'DATE'],
  ["time '10:00:00'", 'TIME'],
  ["timestamp '2026-01-01 10:00:00'", 'DATETIME'],
  ["timestamptz '2026-01-01 10:00:00'", 'TIMESTAMP'],
  ["interval '1' day", 'INTERVAL'],
  ['uuid()', 'STRING'],
  ["'a'::enum('a', 'b, c')", 'STRING'],
  ['[1, 2]', 'ARRAY<INT64>'],
  ['[1, 2]::integer[2]', 'ARRAY<INT64>'],
  ['[[1]]', 'JSON'],
  ["{'a': 1, 'b': {'c': ['x']}}", 'STRUCT<a INT64, b STRUCT<c ARRAY<STRING>>>'],
  ["[{'key': 'k', 'seen': timestamptz '2026-01-01'}]", 'ARRAY<STRUCT<key STRING, seen TIMESTAMP>>'],
  ["map {'a': 1}", 'ARRAY<STRUCT<key STRING, value INT64>>'],
  [`{'odd name': 1, 'with "quotes"': 2}`, 'STRUCT<`odd name` INT64, `with "quotes"` INT64>'],
];

describe("DuckDB's types in GoogleSQL", () => {
  test('what DESCRIBE writes is read, and the result is a type of GoogleSQL', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const [value, type] of cases) {
      const reader = await connection.runAndReadAll(`describe select ${value} as x`);
      const written = String(reader.getRowsJson()[0]?.[1]);
      expect([value, googleType(written)]).toEqual([value, type]);
      expect([value, parseType(type)]).not.toEqual([value, undefined]);
    }
    connection.closeSync();
    instance.closeSync();
  });
});
