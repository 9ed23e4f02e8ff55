// npm run docs:translation-conformance
// Counts the cases of the translation by family and engine and writes them into docs/translation-conformance.md, between
// the markers `cases`. What stands around them, other measured sections too, is kept.
import { readFileSync, writeFileSync } from 'node:fs';
import { databricksRules, translateToDatabricks } from '../../src/adapters/databricks/translate.ts';
import { duckdbRules, translateToDuckdb } from '../../src/adapters/duckdb/translate.ts';
import type { NameMap, Translation } from '../../src/compiler/dialect/dialect.ts';
import { familyOf } from '../../src/compiler/lower/translate/families.ts';
import { type Case, type Declared, declaredCases, duckdbCases, functionsOf, sparkCases } from './cases.ts';
import { constructsOf } from './constructs.ts';

const page = new URL('../../docs/translation-conformance.md', import.meta.url);
const [open, close] = ['<!-- cases: npm run docs:translation-conformance writes it -->', '<!-- /cases -->'];

/** What is done with a case on an engine. */
interface Counts {
  evaluator: number;
  documentation: number;
  declared: number;
  refused: number;
}

type Translate = (sql: { text: string; pieces: readonly never[] }, names: NameMap) => Promise<Translation>;

const anywhere: NameMap = (path) =>
  path.length < 2 ? { fault: 'it needs a dataset' } : { schema: path.at(-2) ?? '', name: path.at(-1) ?? '' };

const declaredOn = (key: 'duckdb' | 'databricks'): readonly Declared[] =>
  declaredCases.filter((one) => one[key] !== undefined);

const none = (): Counts => ({ evaluator: 0, documentation: 0, declared: 0, refused: 0 });
const TOTAL = 'all, each once';

/** Functions by family, constructs by name; a case counts for each that it uses. */
function labelsOf(sql: string): readonly string[] {
  const families = [...functionsOf(sql)].map((name) => familyOf(name)).filter((family) => family !== undefined);
  return [...new Set([...families.map((family) => `functions: ${family}`), ...constructsOf(sql)])];
}

async function countsOf(
  cases: readonly Case[],
  translate: Translate,
  differing: readonly Case[],
): Promise<ReadonlyMap<string, Counts>> {
  const found = new Map<string, Counts>();
  const differs = new Set(differing.map(({ sql }) => sql));
  for (const { sql, source } of [...cases, ...differing]) {
    const made = await translate({ text: sql, pieces: [] }, anywhere);
    const executed = source === 'evaluator' ? 'evaluator' : 'documentation';
    const what = !made.sql ? 'refused' : differs.has(sql) ? 'declared' : executed;
    for (const label of [...labelsOf(sql), TOTAL]) {
      const counts = found.get(label) ?? none();
      counts[what] += 1;
      found.set(label, counts);
    }
  }
  return found;
}

const row = (...cells: readonly (string | number)[]): string => `| ${cells.map(String).join(' | ')} |`;

/** What is declared, by its words: of which functions, and how many cases show it. */
function differenceRows(): readonly string[] {
  const engines = [
    { rules: duckdbRules, key: 'duckdb' },
    { rules: databricksRules, key: 'databricks' },
  ] as const;
  const texts = new Map<string, { of: Set<string>; shown: [number, number] }>();
  for (const [at, { rules, key }] of engines.entries())
    for (const { of, text } of rules.differences ?? []) {
      const found = texts.get(text) ?? { of: new Set(), shown: [0, 0] };
      for (const name of of) found.of.add(name);
      found.shown[at === 0 ? 0 : 1] += declaredOn(key).filter((one) => of.includes(one[key] ?? '')).length;
      texts.set(text, found);
    }
  return [...texts].map(([text, { of, shown }]) =>
    row([...of].map((name) => `\`${name}\``).join(', '), text, ...shown),
  );
}

/** The generated part of the page. */
export async function casesText(): Promise<string> {
  const duckdb = await countsOf(duckdbCases, translateToDuckdb, declaredOn('duckdb'));
  const databricks = await countsOf(sparkCases, translateToDatabricks, declaredOn('databricks'));
  const labels = [...new Set([...duckdb.keys(), ...databricks.keys()])].filter((label) => label !== TOTAL).toSorted();
  const numbers = (label: string): readonly number[] => {
    const [a, b] = [duckdb.get(label) ?? none(), databricks.get(label) ?? none()];
    return [a.evaluator, a.documentation, a.declared, a.refused, b.evaluator, b.documentation, b.declared, b.refused];
  };
  const head = [
    'DuckDB: evaluator',
    'documentation',
    'declared',
    'refused',
    'Spark: evaluator',
    'documentation',
    'declared',
    'refused',
  ];
  return [
    row('Functions and constructs', ...head),
    row('---', ...head.map(() => '---:')),
    row(`**${TOTAL}**`, ...numbers(TOTAL)),
    ...labels.map((label) => row(label, ...numbers(label))),
    '',
    'Declared differences: what the catalogue says, and the cases that show it.',
    '',
    row('Function or construct', 'Difference', 'DuckDB: cases', 'Spark: cases'),
    row('---', '---', '---:', '---:'),
    ...differenceRows(),
  ].join('\n');
}

/** The page with the generated part as it should be, and as it stands. */
export async function conformancePages(): Promise<{ readonly wanted: string; readonly found: string }> {
  const found = readFileSync(page, 'utf8');
  const [from, to] = [found.indexOf(open), found.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/translation-conformance.md has no ${open} ... ${close}`);
  return { wanted: `${found.slice(0, from + open.length)}\n\n${await casesText()}\n\n${found.slice(to)}`, found };
}

if (process.argv[1] === import.meta.filename) writeFileSync(page, (await conformancePages()).wanted);
