// npm run test:corpora:targets -- DIR [--only ID ...] [--write]
// Compiles public Dataform projects for each engine and tells what of them has no form there, and why. DIR holds
// corpora.json (the manifest) and projects/<id>. --write puts the figures into docs/translation-conformance.md.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bigquery } from '../../src/adapters/bigquery/dialect.ts';
import { databricks } from '../../src/adapters/databricks/dialect.ts';
import { duckdb } from '../../src/adapters/duckdb/dialect.ts';
import { compileProject } from '../../src/cli/project/compile.ts';
import { columnCatalog } from '../../src/compiler/analyse/project/column-catalog.ts';
import type { Dialect } from '../../src/compiler/dialect/dialect.ts';
import { lower } from '../../src/compiler/lower/lower.ts';
import { projectOf, readManifest } from './corpus.ts';

const KINDS: ReadonlySet<string> = new Set(['table', 'view', 'incremental', 'assertion', 'operation', 'test']);
const engines: readonly Dialect[] = [bigquery, databricks, duckdb];

/** Each project of Google's is a catalogue of its own name. */
const catalogs = new Proxy<Record<string, string>>({}, { get: (_, project) => String(project), has: () => true });

interface Result {
  readonly total: number;
  /** First reason of each action that has no form, without names and numbers. */
  readonly refused: readonly string[];
}

/** Why an action has no form, without the names and numbers that tell one case from another. */
const wording = (reason: string): string => {
  const [line = ''] = reason.split('\n');
  if (/at this place|^SQL that ends here/.test(line)) return 'syntax that GoogleSQL does not have';
  if (/ has no SQL: /.test(line)) return 'no SQL: an empty file or block';
  if (/^Databricks allows no space/.test(line)) return 'a name with a space, period or slash';
  return line
    .replace(/`[^`]*\.[^`]*`/g, '`…`')
    .replace(/the (name|whole row|procedure) `[^`]*`/g, 'the $1 `…`')
    .replace(/"[^"]*"/g, '"…"')
    .replace(/ has no translation to \w+ yet\./, '.')
    .replace(/\d{2,}/g, 'N')
    .replace(/\.$/, '');
};

async function compiled(dir: string, dialect: Dialect): Promise<Result | string> {
  const found = await compileProject({
    dir,
    overrides: {},
    timeoutMillis: 120_000,
    now: Date.now(),
    version: 'test',
    target: () => ({ engine: dialect.name }),
  });
  if ('refused' in found) return found.refused[0]?.message ?? 'refused';
  const { graph, columns, textOf } = found;
  const { manifest } = await lower({
    graph,
    dialect,
    naming: { defaultProjects: [graph.projectConfig.defaultDatabase ?? ''], catalog: 'main', catalogs },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    catalog: columnCatalog(columns, graph.projectConfig),
    textOf,
  });
  const actions = manifest.actions.filter(({ kind, disabled }) => KINDS.has(kind) && !disabled);
  return {
    total: actions.length,
    refused: actions.flatMap(({ unsupported }) => (unsupported ? [wording(unsupported)] : [])),
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, write: { type: 'boolean' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run test:corpora:targets -- DIR [--only ID ...] [--write]');
  process.exit(2);
}

const rows: string[] = [];
const reasons = new Map<string, Map<string, Set<string>>>(engines.map(({ title }) => [title, new Map()]));
const counts = new Map<string, number>();
for (const entry of readManifest(folder).filter(({ id }) => values.only === undefined || values.only.includes(id))) {
  const cells: string[] = [];
  for (const dialect of engines) {
    const result = await compiled(projectOf(folder, entry), dialect);
    if (typeof result === 'string') {
      cells.push('no project');
      continue;
    }
    cells.push(`${result.total - result.refused.length} of ${result.total}`);
    for (const reason of result.refused) {
      const list = reasons.get(dialect.title);
      list?.set(reason, (list.get(reason) ?? new Set()).add(entry.id));
      counts.set(`${dialect.title} ${reason}`, (counts.get(`${dialect.title} ${reason}`) ?? 0) + 1);
    }
  }
  rows.push(`| ${entry.id} | ${cells.join(' | ')} |`);
  console.log(rows.at(-1));
}

const page = [
  `| Project | ${engines.map(({ title }) => title).join(' | ')} |`,
  `| --- | ${engines.map(() => '---:').join(' | ')} |`,
  ...rows,
  '',
  '| Engine | Why an action has no form (its first fault) | Actions | Projects |',
  '| --- | --- | ---: | ---: |',
  ...[...reasons].flatMap(([title, list]) =>
    [...list]
      .map(([reason, ids]) => ({ reason, ids, count: counts.get(`${title} ${reason}`) ?? 0 }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
      .map(({ reason, ids, count }) => `| ${title} | ${reason.replaceAll('|', '\\|')} | ${count} | ${ids.size} |`),
  ),
].join('\n');
console.log(page);

if (values.write) {
  const file = join(import.meta.dirname, '../../docs/translation-conformance.md');
  const text = readFileSync(file, 'utf8');
  const [begin, end] = ['<!-- projects: npm run test:corpora:targets writes it -->', '<!-- /projects -->'];
  const [at, to] = [text.indexOf(begin), text.indexOf(end)];
  if (at < 0 || to < at) throw new Error(`${file} has no place for the figures`);
  writeFileSync(file, `${text.slice(0, at + begin.length)}\n\n${page}\n\n${text.slice(to)}`);
}
