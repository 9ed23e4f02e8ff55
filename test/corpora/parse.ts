// npm run test:corpora:sql -- DIR [DIR ...]
// Parses public GoogleSQL and tells each text with a fault. A DIR with corpora.json holds graphs of Dataform projects
// (graphs/<id>.json.gz); any other DIR holds .sql files, of which those with templates ({{, {%, {#) are left out.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseStatements } from '../../src/compiler/sql/parse/statement.ts';
import { printStatements } from '../../src/compiler/sql/print/statement.ts';
import { withoutPlaces } from '../compiler/sql/tree.ts';
import { readManifest, referenceOf } from './corpus.ts';

interface Text {
  /** What it counts among: the name of the file, or the project. */
  readonly group: string;
  readonly name: string;
  readonly sql: string;
}

interface Tally {
  texts: number;
  faulty: number;
  opaque: number;
}

const isTemplate = (sql: string): boolean => sql.includes('{{') || sql.includes('{%') || sql.includes('{#');
const groups = ['query.sql', 'view.sql', 'script.sql', 'udf.sql', 'checks.sql'];

function filesOf(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name) => ({
      group: groups.find((group) => basename(name) === group) ?? 'other .sql',
      name,
      sql: readFileSync(join(folder, name), 'utf8'),
    }))
    .filter(({ sql }) => !isTemplate(sql));
}

const properties = [
  'query',
  'incrementalQuery',
  'queries',
  'preOps',
  'postOps',
  'incrementalPreOps',
  'incrementalPostOps',
];

function graphTexts(folder: string): readonly Text[] {
  return readManifest(folder).flatMap((entry) => {
    const reference = referenceOf(folder, entry);
    if ('refused' in reference) return [];
    const actions = ['tables', 'operations', 'assertions'].flatMap(
      (kind) => (reference.graph[kind] ?? []) as readonly Record<string, unknown>[],
    );
    const texts = actions.flatMap((action) =>
      properties.flatMap((property) =>
        [action[property] ?? []].flat().map((sql) => ({ property, name: action['fileName'], sql })),
      ),
    );
    return texts.flatMap(({ property, name, sql }): Text[] =>
      typeof sql === 'string' ? [{ group: 'Dataform', name: `${entry.id} ${name} ${property}`, sql }] : [],
    );
  });
}

const lineOf = (sql: string, at: number): number => sql.slice(0, at).split('\n').length;
const isOpaque = (tree: unknown): boolean => JSON.stringify(tree).includes('"kind":"opaque"');

function judge(texts: readonly Text[]): void {
  const tallies = new Map<string, Tally>();
  let [characters, milliseconds, changed] = [0, 0, 0];
  for (const { group, name, sql } of texts) {
    const tally = tallies.get(group) ?? { texts: 0, faulty: 0, opaque: 0 };
    tallies.set(group, tally);
    const started = performance.now();
    const { statements, faults } = parseStatements(sql);
    milliseconds += performance.now() - started;
    characters += sql.length;
    tally.texts += 1;
    const [fault] = faults;
    if (fault) {
      tally.faulty += 1;
      const around = sql.slice(Math.max(0, fault.start - 60), fault.end + 20).replace(/\s+/g, ' ');
      console.log(`${name}:${lineOf(sql, fault.start)}: ${fault.message} | ${around}`);
      continue;
    }
    if (isOpaque(statements)) tally.opaque += 1;
    const again = parseStatements(printStatements(statements, sql)).statements;
    if (!isDeepStrictEqual(withoutPlaces(again), withoutPlaces(statements))) {
      changed += 1;
      console.log(`${name}: printed, it is another tree`);
    }
  }
  for (const [group, { texts: all, faulty, opaque }] of tallies)
    console.log(`${group}: ${all - faulty} of ${all} parsed (${opaque} with a part that is passed over)`);
  const speed = characters / 1000 / milliseconds;
  console.log(`${changed} printed to another tree; ${(characters / 1e6).toFixed(1)} MB at ${speed.toFixed(1)} MB/s`);
}

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: npm run test:corpora:sql -- DIR [DIR ...]');
  process.exit(2);
}
for (const folder of folders) judge(existsSync(join(folder, 'corpora.json')) ? graphTexts(folder) : filesOf(folder));
