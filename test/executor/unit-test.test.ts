import { describe, expect, test } from 'vitest';
import type { QueryResult } from '../../src/adapters/adapter/adapter.ts';
import { duckdb } from '../../src/adapters/duckdb/dialect.ts';
import { compareResults, isOrdered, runUnitTests } from '../../src/executor/unit-test.ts';
import { action } from '../support/manifest.ts';
import { open } from '../support/runs.ts';

const result = (columns: Readonly<Record<string, string>>, ...rows: readonly (readonly unknown[])[]): QueryResult => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  rows,
});

describe('results of a unit test', () => {
  test('differ in the number of rows first', () => {
    expect(compareResults(result({ a: 'INTEGER' }, [1]), result({ b: 'INTEGER' })).message).toBe(
      'Expected 0 rows, but saw 1 rows.',
    );
  });

  test('agree when both have no rows, whatever their columns', () => {
    expect(compareResults(result({ a: 'INTEGER' }), result({ b: 'INTEGER' })).message).toBeUndefined();
  });

  test('compare columns by name without case and order', () => {
    const actual = result({ a: 'INTEGER', B: 'VARCHAR' }, [1, 'x']);
    expect(compareResults(actual, result({ b: 'VARCHAR', A: 'INTEGER' }, ['x', 1])).message).toBeUndefined();
    expect(compareResults(actual, result({ a: 'INTEGER', c: 'VARCHAR' }, [1, 'x'])).message).toBe(
      'Expected columns "a,c", but saw "a,B".',
    );
    expect(compareResults(actual, result({ a: 'INTEGER' }, [1])).message).toBe('Expected columns "a", but saw "a,B".');
  });

  test('compare rows by position, and say so when only the order differs', () => {
    const one = result({ a: 'INTEGER' }, [1], [2]);
    const two = result({ a: 'INTEGER' }, [2], [1]);
    expect(compareResults(one, two).message).toBe('2 of 2 rows differ. They are the same rows in another order.');
    expect(compareResults(one, two, 'in any order').message).toBeUndefined();
    expect(compareResults(one, result({ a: 'INTEGER' }, [2], [2]), 'in any order').message).toBe('1 of 2 rows differ.');
  });

  test('compare numbers by value and texts by letter', () => {
    const same = (a: unknown, aType: string, b: unknown, bType: string): boolean =>
      compareResults(result({ x: aType }, [a]), result({ x: bType }, [b])).message === undefined;
    expect(same('1.500000000', 'DECIMAL(38,9)', '1.5', 'DECIMAL(2,1)')).toBe(true);
    expect(same('7', 'BIGINT', 7, 'INTEGER')).toBe(true);
    expect(same('100', 'BIGINT', '10', 'BIGINT')).toBe(false);
    expect(same('1.50', 'VARCHAR', '1.5', 'VARCHAR')).toBe(false);
    expect(same(null, 'INTEGER', 0, 'INTEGER')).toBe(false);
    expect(same({ a: ['1.0'] }, 'STRUCT(a DECIMAL(2,1)[])', { a: ['1'] }, 'STRUCT(a BIGINT[])')).toBe(true);
    expect(same(['a'], 'VARCHAR[]', ['b'], 'VARCHAR[]')).toBe(false);
  });

  test('name each value that came out otherwise', () => {
    const { differences } = compareResults(
      result({ a: 'INTEGER', b: 'VARCHAR' }, [1, 'x'], [2, 'y']),
      result({ b: 'VARCHAR', a: 'INTEGER' }, ['x', 1], ['z', 2]),
    );
    expect(differences).toEqual([{ row: 2, column: 'b', expected: 'z', actual: 'y' }]);
  });
});

test('an ORDER BY counts only at the outermost level', () => {
  const ordered = (sql: string): boolean => isOrdered(sql, duckdb.lexical);
  expect(ordered('select a from t order by a')).toBe(true);
  expect(ordered('select row_number() over (order by a) from (select 1 as a order by 1)')).toBe(false);
  expect(ordered('select \'order by\' as "order" -- order by x')).toBe(false);
});

test('tests run on an engine, one failing does not stop the others', async () => {
  const adapter = await open(':memory:');
  const tests = [
    action({ kind: 'test', name: 't.good', sql: 'select 1 as a', expected: 'select 1 as a' }),
    action({ kind: 'test', name: 't.bad', sql: 'select 1 as a', expected: 'select 2 as a' }),
    action({ kind: 'test', name: 't.broken', sql: 'select nope', expected: 'select 2 as a' }),
    action({
      kind: 'test',
      name: 't.unordered',
      sql: 'select unnest([1, 2]) as a',
      expected: 'select unnest([2, 1]) as a',
    }),
    action({ kind: 'test', name: 't.off', disabled: true, sql: 'select 1', expected: 'select 2' }),
  ];
  const options = { now: () => 0, signal: new AbortController().signal };
  const loose = await runUnitTests(tests, adapter, { ...options, alwaysInOrder: false });
  expect(loose.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'p.t.good passed',
    'p.t.bad failed',
    'p.t.broken error',
    'p.t.unordered passed',
  ]);
  expect(loose[2]?.diagnostics[0]).toMatchObject({
    code: 'BF8031',
    span: { file: 'definitions/broken.sqlx', start: 7 },
  });
  const strict = await runUnitTests(tests, adapter, { ...options, alwaysInOrder: true });
  expect(strict[3]?.outcome).toBe('failed');
  await adapter.close();
});
