// npm run docs:translation
// Writes the catalogue of translation into docs/translation.md, between its markers. What stands around them is kept.
import { readFileSync, writeFileSync } from 'node:fs';
import { everywhere as onDatabricks } from '../../src/adapters/databricks/differences.ts';
import { databricksRules, translateToDatabricks } from '../../src/adapters/databricks/translate.ts';
import { everywhere as onDuckdb } from '../../src/adapters/duckdb/differences.ts';
import { duckdbRules, translateToDuckdb } from '../../src/adapters/duckdb/translate.ts';
import { functionNames } from '../../src/compiler/analyse/signatures/functions.ts';
import { grades } from '../../src/compiler/dialect/grade.ts';
import { type Entry, entryOf, type Reason } from '../../src/compiler/lower/translate/catalogue.ts';
import { familyOf } from '../../src/compiler/lower/translate/families.ts';
import { duckdbCases, type Shown, shownBy, sparkCases } from './cases.ts';

const page = new URL('../../docs/translation.md', import.meta.url);
const [open, close] = ['<!-- catalogue: npm run docs:translation writes it -->', '<!-- /catalogue -->'];

/** One engine's column: its title, entries by function, and what its cases show. */
interface Column {
  readonly title: string;
  readonly entry: (name: string) => Entry | undefined;
  readonly shown: ReadonlyMap<string, Shown>;
  /** Reasons of single functions. */
  readonly reasons: Readonly<Record<string, Reason>>;
}

const columns = async (): Promise<readonly Column[]> => [
  {
    title: duckdbRules.title,
    entry: (name) => entryOf(name, duckdbRules),
    shown: await shownBy(duckdbCases, translateToDuckdb),
    reasons: duckdbRules.reasons?.functions ?? {},
  },
  {
    title: databricksRules.title,
    entry: (name) => entryOf(name, databricksRules),
    shown: await shownBy(sparkCases, translateToDatabricks),
    reasons: databricksRules.reasons?.functions ?? {},
  },
];

const gradeIn = ({ entry, shown }: Column, name: string): string =>
  entry(name)?.translated ? (shown.get(name)?.printed ?? 'unproven') : 'unsupported';

/** What is said of one function alone, or the name of the family that says it for all its functions. */
function noteOf(name: string, { entry, reasons }: Column): string {
  const found = entry(name);
  if (!found) return '';
  if (found.translated) return found.differences.join(' ');
  return Object.hasOwn(reasons, name) ? reasonText(found.reason) : `See ${familyOf(name)}.`;
}

const reasonText = ({ why, instead, page: source }: Reason): string =>
  [why, instead, source && `[Source](${source})`].filter((part) => part !== undefined).join(' ');

/** Notes of both engines, each once. */
function notes(name: string, all: readonly Column[]): string {
  const said = all.map((column) => [column.title, noteOf(name, column)] as const).filter(([, note]) => note !== '');
  const [first] = said;
  const alike = first && said.length === all.length && said.every(([, note]) => note === first[1]);
  return alike ? first[1] : said.map(([title, note]) => `${title}: ${note}`).join(' ');
}

/** Why the functions of a family are unsupported, where some are. */
function familyRows(names: readonly string[], all: readonly Column[]): readonly string[] {
  const rows = new Map<string, readonly string[]>();
  for (const name of names) {
    const family = familyOf(name) ?? '';
    const texts = all.map(({ entry, reasons }) => {
      const found = entry(name);
      return found && !found.translated && !Object.hasOwn(reasons, name) ? reasonText(found.reason) : '';
    });
    const before = rows.get(family) ?? [];
    rows.set(
      family,
      texts.map((text, i) => text || (before[i] ?? '')),
    );
  }
  return [...rows]
    .filter(([, texts]) => texts.some((text) => text !== ''))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([family, texts]) => row(family, ...texts));
}

const row = (...cells: readonly (string | number)[]): string => `| ${cells.map(String).join(' | ')} |`;

function countsOf(names: readonly string[], all: readonly Column[]): readonly string[] {
  const of = (column: Column, grade: string): number => names.filter((name) => gradeIn(column, name) === grade).length;
  const shownGrades = [...grades.filter((grade) => grade !== 'differs'), 'unproven'];
  return [
    row('Grade', ...all.map(({ title }) => title)),
    row('---', ...all.map(() => '---:')),
    ...shownGrades
      .filter((grade) => all.some((column) => of(column, grade) > 0))
      .map((grade) => row(grade, ...all.map((column) => of(column, grade)))),
  ];
}

/** What may differ in any expression, which no function's row can say. */
function everywhereText(): readonly string[] {
  const both = onDuckdb.filter((text) => onDatabricks.includes(text));
  const alone = (texts: readonly string[]): readonly string[] => texts.filter((text) => !both.includes(text));
  const listed = [
    ['both engines', both],
    [duckdbRules.title, alone(onDuckdb)],
    [databricksRules.title, alone(onDatabricks)],
  ] as const;
  return listed
    .filter(([, texts]) => texts.length > 0)
    .flatMap(([title, texts]) => [`In any expression, on ${title}:`, '', ...texts.map((text) => `- ${text}`), ''])
    .slice(0, -1);
}

/** The generated part of the page: figures, then a row for each function of GoogleSQL. */
export async function catalogueText(): Promise<string> {
  const all = await columns();
  const names = functionNames().toSorted();
  return [
    ...countsOf(names, all),
    '',
    row('Function', ...all.flatMap(({ title }) => [title, 'Cases']), 'Note'),
    row('---', ...all.flatMap(() => ['---', '---:']), '---'),
    ...names.map((name) =>
      row(
        `\`${name}\``,
        ...all.flatMap((column) => [gradeIn(column, name), column.shown.get(name)?.cases ?? 0]),
        notes(name, all),
      ),
    ),
    '',
    'Why functions of a family are unsupported:',
    '',
    row('Family', ...all.map(({ title }) => title)),
    row('---', ...all.map(() => '---')),
    ...familyRows(names, all),
    '',
    ...everywhereText(),
  ].join('\n');
}

/** The page with the generated part as it should be, and as it stands. */
export async function pages(): Promise<{ readonly wanted: string; readonly found: string }> {
  const found = readFileSync(page, 'utf8');
  const [from, to] = [found.indexOf(open), found.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`docs/translation.md has no ${open} ... ${close}`);
  const wanted = `${found.slice(0, from + open.length)}\n\n${await catalogueText()}\n\n${found.slice(to)}`;
  return { wanted, found };
}

if (process.argv[1] === import.meta.filename) writeFileSync(page, (await pages()).wanted);
