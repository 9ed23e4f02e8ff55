// npm run test:bigquery-etl -- DIR [--only PART-OF-PATH] [--mutants N] [--seed N] [--show N] [--out FILE] [--json]
// Compares our analysis with Google's analyzer on the queries and views of a checkout of mozilla/bigquery-etl in DIR.
// The analyzer's answers are kept in a file of the system's temporary folder. All differences go to FILE.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { type Analysed, analyse, differences, type Found } from '../../sql-corpus/analysis.ts';
import { hits, mutants } from '../../sql-corpus/mutate.ts';
import { catalogFor, routinesOf } from './ours.ts';
import { readRepository, type Text } from './source.ts';
import { projectOf, type Truth, withTruth } from './truth.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    mutants: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '20' },
    out: { type: 'string', default: join(tmpdir(), 'bigquery-etl-differences.txt') },
    json: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run test:bigquery-etl -- DIR [--only PART-OF-PATH] [--mutants N] [--show N] [--out FILE]');
  process.exit(2);
}

/** Routines outside the text may exist or not: nothing can be said of a call of one that is not listed. */
const openRoutine = /^Function not found: `?[\w-]+`?\./;
const repository = readRepository(folder);
const routines = routinesOf(repository.routines);
const lines: string[] = [];
const figures: Record<string, number> = {};
const count = (name: string, more = 1): void => {
  figures[name] = (figures[name] ?? 0) + more;
};
const wanted = ({ file }: Text): boolean => file.includes(values.only);
const place = (sql: string, { start, end }: Found): string => {
  const line = sql.slice(0, start).split('\n').length;
  return `line ${line} "${sql.slice(start, Math.min(end, start + 60)).replaceAll('\n', ' ')}"`;
};
const note = (kind: string, where: string, what: string): void => {
  lines.push(`${kind}\t${where}\t${what}`);
};

await withTruth(repository, join(tmpdir(), 'biform-bigquery-etl.json'), async (truth) => {
  for (const text of repository.texts.filter(wanted)) parsed(text);
  for (const { text, verdict } of truth.judged.filter((one) => wanted(one.text))) {
    const got = ours(text, text.sql, truth);
    if (!got) continue;
    if ('error' in verdict) {
      count('refused by the analyzer');
      for (const one of got.found)
        note('REFUSED TOO', text.file, `${one.code} ${one.message} @ ${place(text.sql, one)} / ${verdict.error}`);
      continue;
    }
    compareColumns(text, verdict.columns ?? [], got);
    falseFindings('valid', text, text.sql, got.found);
  }
  for (const text of truth.further.filter(wanted)) {
    count('further texts');
    const got = ours(text, text.sql, truth);
    if (got) falseFindings('further', text, text.sql, got.found);
  }
  await mutated(truth);
});
report();

function parsed({ file, sql }: Text): void {
  count('plain texts');
  const faults = parseStatements(sql).faults;
  if (faults.length === 0) count('plain texts parsed');
  for (const { message, start } of faults)
    note('PARSE', file, `${message} at ${start}: ${sql.slice(start, start + 60)}`);
}

/** Our analysis of a text; a crash is noted. */
function ours(text: Text, sql: string, truth: Truth, closed = false): Analysed | undefined {
  const catalog = catalogFor(projectOf(text), truth.tables, routines, closed);
  const parameters = truth.parametersOf(text);
  try {
    return analyse(sql, catalog, parameters);
  } catch (error) {
    count('crashes');
    note('CRASH', text.file, error instanceof Error ? (error.stack?.split('\n').slice(0, 3).join(' | ') ?? '') : '');
    return undefined;
  }
}

function compareColumns(text: Text, columns: readonly { name?: string; type: string }[], got: Analysed): void {
  count('valid texts');
  count('columns', columns.length);
  const wrong = differences(columns, got);
  if (wrong.length === 0) count('valid texts with all columns right');
  for (const { kind, text: what } of wrong) {
    count(`columns: ${kind}`);
    note(kind.toUpperCase(), text.file, what);
  }
}

function falseFindings(which: string, text: Text, sql: string, found: readonly Found[]): void {
  if (found.length > 0) count(`${which} texts with a finding`);
  for (const one of found) note(`FALSE (${which})`, text.file, `${one.code} ${one.message} @ ${place(sql, one)}`);
}

async function mutated(truth: Truth): Promise<void> {
  for (const [n, { text, verdict, world }] of truth.judged.entries()) {
    if ('error' in verdict || !wanted(text)) continue;
    for (const mutant of mutants(text.sql, Number(values.mutants), Number(values.seed) * 100_003 + n)) {
      const said = await truth.judge(mutant.sql, world);
      const got = ours(text, mutant.sql, truth, true);
      if (!got || !said) continue;
      if (!('error' in said)) {
        count('mutants accepted');
        falseFindings('mutated', text, mutant.sql, got.found);
        continue;
      }
      if (said.error.startsWith('Syntax error') || openRoutine.test(said.error)) continue;
      count('mutants refused');
      const hit = hits(got.found, mutant, said.at);
      const here = `${mutant.kind}: ${mutant.sql
        .slice(Math.max(mutant.start - 30, (said.at ?? 0) - 60, 0))
        .slice(0, 140)
        .replaceAll(/\s+/g, ' ')}`;
      if (got.found.length === 0) note('MISSED', text.file, `${here} / ${said.error}`);
      else if (!hit)
        note(
          'ELSEWHERE',
          text.file,
          `${here} / ${said.error} / ours: ${got.found.map((one) => `${one.message} @ ${place(mutant.sql, one)}`).join(' ; ')}`,
        );
      if (got.found.length > 0) count('mutants found');
      if (hit) count('mutants found at the place');
    }
  }
}

function report(): void {
  writeFileSync(values.out, `${lines.join('\n')}\n`);
  if (values.json) {
    console.log(JSON.stringify(figures, null, 2));
    return;
  }
  for (const [name, value] of Object.entries(figures)) console.log(`${String(value).padStart(6)}  ${name}`);
  const shown = Number(values.show);
  for (const kind of new Set(lines.map((line) => line.slice(0, line.indexOf('\t'))))) {
    const same = lines.filter((line) => line.startsWith(`${kind}\t`));
    console.log(`\n${kind}: ${same.length}`);
    for (const line of same.slice(0, shown)) console.log(`  ${line.slice(kind.length + 1, 400)}`);
  }
  console.log(`\nAll differences: ${values.out}`);
}
