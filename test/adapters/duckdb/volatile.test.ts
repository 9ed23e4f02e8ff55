import { expect, test } from 'vitest';
import { macros } from '../../../src/adapters/duckdb/macros.ts';
import { isVolatile, volatileFunctions } from '../../../src/adapters/duckdb/volatile.ts';
import { ask } from '../../support/runs.ts';

test('every function that DuckDB itself calls unstable is known', async () => {
  const [found] = await ask(
    ':memory:',
    `select distinct function_name from duckdb_functions()
     where stability in ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') and function_name not in ('error')`,
  );
  expect(found?.length).toBeGreaterThan(20);
  expect(found?.map(([name]) => String(name)).filter((name) => !volatileFunctions.has(name))).toEqual([]);
});

test('a macro is volatile when what it calls is', () => {
  const calling = macros.filter(({ body }) => /\b(now|random|uuid)\s*\(/i.test(body));
  for (const { name } of calling) expect(isVolatile(`select biform.${name}(1)`), name).toBe(true);
  expect(isVolatile('select biform.bf_first(a) from t')).toBe(false);
});
