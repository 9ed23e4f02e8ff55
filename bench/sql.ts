// npm run bench:sql -- [--runs 5] [--etl DIR] [--json]
// Parses, resolves and types queries with biform and with @polyglot-sql/sdk's analyzeQuery in one process, in turn, and
// prints the medians and their ratio. The queries are those of test/sql-corpus, or with --etl those of a checkout of
// mozilla/bigquery-etl whose sources have schemas. Each side gets the schemas of the tables that the query names.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { lineageOf } from '../src/compiler/analyse/lineage/lineage.ts';
import type { Catalog, TableColumn } from '../src/compiler/analyse/model/catalog.ts';
import { freshBinder } from '../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../src/compiler/analyse/statement/bind-statement.ts';
import { parseStatements } from '../src/compiler/sql/parse/statement.ts';
import { catalogFor, routinesOf } from '../test/corpora/bigquery-etl/ours.ts';
import { readRepository } from '../test/corpora/bigquery-etl/source.ts';
import { projectOf, withTruth } from '../test/corpora/bigquery-etl/truth.ts';
import { queries } from '../test/sql-corpus/corpus.ts';
import { catalogOf, showType, tables } from '../test/sql-corpus/schema.ts';
import { median } from './measure.ts';

interface Subject {
  readonly sql: string;
  readonly catalog: Catalog;
  readonly schema: PeerSchema;
}

/** The part of the peer's interface that is used. */
interface Peer {
  readonly analyzeQuery: (
    sql: string,
    options: { readonly dialect: string; readonly schema: PeerSchema },
  ) => { readonly success: boolean };
}

interface PeerSchema {
  readonly tables: readonly {
    readonly name: string;
    readonly schema: string;
    readonly columns: readonly PeerColumn[];
  }[];
}

interface PeerColumn {
  readonly name: string;
  readonly type: string;
}

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    etl: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const peerTable = (path: readonly string[], columns: readonly TableColumn[]): PeerSchema['tables'][number] => {
  const parts = path.join('.').split('.');
  return {
    name: parts.at(-1) ?? '',
    schema: parts.at(-2) ?? '',
    columns: columns.map(({ name, type }) => ({ name, type: showType(type) })),
  };
};

function ownSubjects(): readonly Subject[] {
  const catalog = catalogOf(tables);
  return queries()
    .filter(({ sql }) => parseStatements(sql).statements.every(({ kind }) => kind === 'query'))
    .map(({ sql }) => {
      const named = tables.filter(({ name }) => sql.includes(name.slice(name.indexOf('.') + 1)));
      return { sql, catalog, schema: { tables: named.map(({ name, columns }) => peerTable([name], columns)) } };
    });
}

async function etlSubjects(folder: string): Promise<readonly Subject[]> {
  const repository = readRepository(folder);
  const routines = routinesOf(repository.routines);
  const subjects: Subject[] = [];
  await withTruth(repository, join(tmpdir(), 'biform-bigquery-etl.json'), async (truth) => {
    for (const { text, verdict, world } of truth.judged) {
      if ('error' in verdict || text.file.endsWith('view.sql')) continue;
      const schema = { tables: world.tables.map(({ path, columns }) => peerTable(path, columns)) };
      subjects.push({ sql: text.sql, catalog: catalogFor(projectOf(text), truth.tables, routines), schema });
    }
  });
  return subjects;
}

function biform({ sql, catalog }: Subject, lineage: boolean): boolean {
  const { statements, faults } = parseStatements(sql);
  const b = freshBinder(catalog);
  bindStatements(b, statements);
  if (lineage) for (const statement of statements) if (statement.kind === 'query') lineageOf(b, statement.query);
  return faults.length === 0;
}

const peer = (await import('@polyglot-sql/sdk')) as unknown as Peer;
const subjects = values.etl === undefined ? ownSubjects() : await etlSubjects(values.etl);
const contestants: readonly (readonly [string, (subject: Subject) => boolean])[] = [
  ['biform: parse, names and types', (subject) => biform(subject, false)],
  ['biform: with column lineage', (subject) => biform(subject, true)],
  ['polyglot: analyzeQuery', ({ sql, schema }) => peer.analyzeQuery(sql, { dialect: 'bigquery', schema }).success],
];
const times = contestants.map((): number[] => []);
const fits = contestants.map(() => 0);
for (let run = 0; run <= Number(values.runs); run++) {
  for (const [i, [, analyse]] of contestants.entries()) {
    const started = performance.now();
    const done = subjects.filter(analyse).length;
    if (run > 0) times[i]?.push(performance.now() - started);
    fits[i] = done;
  }
}
const [own = 0, traced = 0, theirs = 0] = times.map(median);
const bytes = subjects.reduce((sum, { sql }) => sum + sql.length, 0);
const result = {
  queries: subjects.length,
  kilobytes: Math.round(bytes / 1000),
  runs: Number(values.runs),
  milliseconds: { biform: own, 'biform with lineage': traced, polyglot: theirs },
  analysed: Object.fromEntries(contestants.map(([name], i) => [name, fits[i]])),
  ratio: theirs / own,
  'ratio with lineage': theirs / traced,
};
if (values.json) console.log(JSON.stringify(result, null, 2));
else {
  console.log(`${result.queries} queries, ${result.kilobytes} kB, median of ${result.runs} runs after one to warm up`);
  for (const [i, [name]] of contestants.entries()) {
    const all = median(times[i] ?? []);
    console.log(
      `${all.toFixed(0).padStart(7)} ms  ${(all / subjects.length).toFixed(3)} ms a query  ${name} (${fits[i]} analysed)`,
    );
  }
  console.log(
    `${result.ratio.toFixed(1)} times as fast as polyglot, ${result['ratio with lineage'].toFixed(1)} times with lineage`,
  );
}
