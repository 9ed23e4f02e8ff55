import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  differences as databricksDifferences,
  everywhere as ofDatabricks,
} from '../../../src/adapters/databricks/differences.ts';
import { functions as onDatabricks } from '../../../src/adapters/databricks/functions.ts';
import { differences as duckdbDifferences, everywhere as ofDuckdb } from '../../../src/adapters/duckdb/differences.ts';
import { functions as onDuckdb } from '../../../src/adapters/duckdb/functions.ts';
import { type Evaluator, installed, startEvaluator } from '../googlesql/evaluator.ts';
import { installed as hasSpark } from '../spark/spark.ts';
import { same } from './compare.ts';
import { declared } from './declared.ts';
import { columnsOf, type Engine, openDuckdb, openSpark } from './engine.ts';
import { grammar } from './expressions.ts';
import { compared, emptyTally, judgeExpressions, judgeQueries } from './run.ts';
import { rows } from './table.ts';

/** The same texts every time, so that a change is judged by what it did; RANDOM_SEED tries others. */
const seed = Number(process.env['RANDOM_SEED'] ?? 2026);

/** What is true only at the moment it is asked, differs from call to call, or is approximate. */
const volatile = [
  'CURRENT_DATE',
  'CURRENT_DATETIME',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'RAND',
  'GENERATE_UUID',
  'ERROR',
  'APPROX_QUANTILES',
];

const forms = Object.values(grammar)
  .flatMap(({ leaves, forms: more }) => [...leaves, ...more])
  .flatMap((form) =>
    [...form.matchAll(/\{([^{}]*\|[^{}]*)\}/g)].flatMap(([, words]) => (words ?? '').split('|')).concat(form),
  )
  .join(' ')
  .toUpperCase();

/** Functions written as `PREFIX_{A|B}(`. */
const spelt = (name: string): boolean => {
  if (forms.includes(`${name}(`) || new RegExp(`[{| ]${name}[ |}]`).test(forms)) return true;
  const at = name.indexOf('_');
  return (
    at > 0 && forms.includes(`${name.slice(0, at)}_{`) && new RegExp(`[{| ]${name.slice(at + 1)}[ |}]`).test(forms)
  );
};

/** What the evaluator of 2023 does not have; its cases come from Google's documentation. */
const newer = ['GROUPING', 'NULLIFZERO', 'ZEROIFNULL'];

test('every function that is translated stands in a form', () => {
  const names = new Set([...Object.keys(onDuckdb), ...Object.keys(onDatabricks)]);
  expect([...names].filter((name) => ![...volatile, ...newer].includes(name) && !spelt(name))).toEqual([]);
});

test('what counts as declared stands in the catalogue of its engine', () => {
  const texts = {
    duckdb: [...ofDuckdb, ...duckdbDifferences.map(({ text }) => text)],
    databricks: [...ofDatabricks, ...databricksDifferences.map(({ text }) => text)],
  };
  expect(declared.filter(({ engine, text }) => !texts[engine].includes(text))).toEqual([]);
});

/** Spark takes a minute for what DuckDB does in seconds. */
const engines = [
  { name: 'DuckDB', here: true, open: openDuckdb, expressions: 1000, queries: 120 },
  { name: 'Spark', here: hasSpark, open: () => openSpark(), expressions: 200, queries: 30 },
] as const;

describe.each(engines)('random expressions and queries on $name', ({ here, open, expressions, queries }) => {
  describe.skipIf(!installed || !here)('against Google’s reference evaluator', () => {
    let google: Evaluator;
    let engine: Engine;
    beforeAll(async () => {
      google = await startEvaluator();
      engine = await open();
    }, 120_000);
    afterAll(async () => {
      google?.stop();
      await engine?.stop();
    });

    test('the table holds the same values', async () => {
      const list = columnsOf(engine).join(', ');
      const want = await google.evaluate(`SELECT ${list} FROM (${rows}) ORDER BY id`);
      const made = await engine.translate(`SELECT ${list} FROM d.t ORDER BY id`, false);
      const got = await engine.ask('text' in made ? made.text : made.refused);
      const found = 'rows' in got && 'rows' in want && same(want.rows, got.rows);
      expect(found, JSON.stringify([want, got])).toBe(true);
    });

    test('nothing differs but what is declared', async () => {
      const tally = emptyTally(engine.name);
      const run = { google, engines: [engine], seed, shrink: true };
      await judgeQueries(run, [tally], queries);
      await judgeExpressions(run, [tally], expressions);
      expect(tally.different).toEqual([]);
      expect(compared(tally)).toBeGreaterThan((expressions + queries) / 2);
    }, 600_000);
  });
});
