import { expect, test } from 'vitest';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import { seal } from '../../../src/compiler/sql/sealed.ts';
import type { Target } from '../../../src/compiler/target/target.ts';

const asked: Target[] = [];
const names = (path: readonly string[]): Target => {
  const [name = '', schema = ''] = path.toReversed();
  asked.push({ schema, name });
  return { schema, name };
};

const translated = async (text: string): Promise<string> => {
  const { sql, diagnostics } = await translateToDuckdb({ text, pieces: [] }, names);
  expect(diagnostics).toEqual([]);
  return (sql?.text ?? '').replace(/\s+/g, ' ');
};

test("an expression in DuckDB's own SQL is left as it is", async () => {
  expect(await translated(`SELECT ${seal('quantile_disc(x, 0.75)')} AS p75 FROM \`p.d.t\``)).toBe(
    'SELECT quantile_disc(x, 0.75) AS p75 FROM "d"."t"',
  );
});

test('as an operand it stands in brackets', async () => {
  expect(await translated(`SELECT ${seal('a + b')} > 1 FROM \`p.d.t\``)).toContain('(a + b) > 1');
});

test('brackets of the author stay', async () => {
  expect(await translated(`SELECT (${seal('SELECT max(x) FROM u')}) AS m`)).toContain('(SELECT max(x) FROM u) AS m');
});

test('it may be a whole statement, a subquery, a table, an item of the list', async () => {
  expect(await translated(seal('PIVOT t ON k USING sum(v)'))).toBe('PIVOT t ON k USING sum(v)');
  expect(await translated(`SELECT * FROM (${seal('SUMMARIZE t')}) AS s`)).toContain('SUMMARIZE t');
  expect(await translated(`SELECT r.i FROM ${seal('range(3)')} AS r`)).toContain('FROM range(3) AS r');
  expect(await translated(`SELECT ${seal('* EXCLUDE (a)')} FROM \`p.d.t\``)).toContain('SELECT * EXCLUDE (a) FROM');
});

test('names that ref() gave become names of DuckDB, and count as read', async () => {
  asked.length = 0;
  expect(await translated(seal('SELECT median(x) FROM `p.d.orders`'))).toBe('SELECT median(x) FROM "d"."orders"');
  expect(asked).toEqual([{ schema: 'd', name: 'orders' }]);
});

test('around it the closed world stays closed', async () => {
  const { diagnostics } = await translateToDuckdb({ text: `SELECT ${seal('1')}, SOUNDEX('a')`, pieces: [] }, names);
  expect(diagnostics.map(({ code }) => code)).toEqual(['BF4001']);
});
