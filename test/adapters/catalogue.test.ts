import { expect, test } from 'vitest';
import { databricksRules } from '../../src/adapters/databricks/translate.ts';
import { duckdbRules, translateToDuckdb } from '../../src/adapters/duckdb/translate.ts';
import { functionNames } from '../../src/compiler/analyse/signatures/functions.ts';
import { entryOf } from '../../src/compiler/lower/translate/catalogue.ts';
import { duckdbCases, shownBy } from './cases.ts';
import { conformancePages } from './conformance-page.ts';
import { pages } from './translation-page.ts';

const engines = [duckdbRules, databricksRules];

test.each(engines)('every function of GoogleSQL is in the catalogue of $title', (rules) => {
  const names = functionNames();
  expect(names.length).toBeGreaterThan(500);
  expect(names.filter((name) => entryOf(name, rules) === undefined)).toEqual([]);
});

test.each(engines)('the rules, reasons and differences of $title are about functions of GoogleSQL', (rules) => {
  const names = new Set(functionNames());
  const { functions, reasons, differences = [] } = rules;
  const reasoned = Object.keys(reasons?.functions ?? {});
  const differing = differences.flatMap(({ of }) => of).filter((name) => /^[A-Z_]+$/.test(name));
  const words = ['BETWEEN', 'IN', 'LIKE'];
  expect([...Object.keys(functions), ...reasoned].filter((name) => !names.has(name))).toEqual([]);
  expect(differing.filter((name) => !Object.hasOwn(functions, name) && !words.includes(name))).toEqual([]);
  expect(reasoned.filter((name) => Object.hasOwn(functions, name))).toEqual([]);
});

test('every function that DuckDB’s rules translate has an executed case', async () => {
  const shown = await shownBy(duckdbCases, translateToDuckdb);
  expect(Object.keys(duckdbRules.functions).filter((name) => !shown.has(name))).toEqual([]);
}, 60_000);

test.each([
  ['SELECT ST_GEOGPOINT(1, 2)', 'has no GEOGRAPHY', 'biform.target({ duckdb: "..." })'],
  ['SELECT RANGE_START(x) FROM d.t', 'There is no type RANGE', 'Keep the two ends'],
  ['SELECT HLL_COUNT.INIT(x) FROM d.t', 'no other engine reads', 'COUNT(DISTINCT x)'],
  ['SELECT AEAD.ENCRYPT(k, x, y) FROM d.t', 'Google Tink', 'biform.target({ duckdb: "..." })'],
])('what is said of %s gives the reason and a way out', async (sql, why, way) => {
  const { diagnostics } = await translateToDuckdb({ text: sql, pieces: [] }, () => ({ name: 't' }));
  const [found, ...more] = diagnostics;
  expect(more).toEqual([]);
  expect(found?.code).toBe('BF4001');
  expect(found?.message).toContain(why);
  expect(found?.help).toContain(way);
});

test('docs/translation.md shows the catalogue as it is (npm run docs:translation)', async () => {
  const { wanted, found } = await pages();
  expect(found === wanted, 'docs/translation.md is out of date: npm run docs:translation').toBe(true);
}, 60_000);

test('docs/translation-conformance.md counts the cases as they are (npm run docs:translation-conformance)', async () => {
  const { wanted, found } = await conformancePages();
  expect(found === wanted, 'out of date: npm run docs:translation-conformance').toBe(true);
}, 60_000);
