import type { Analyzer } from '../engines/googlesql/analyzer.ts';
import { type Analysed, analyse, type Difference, differences, type Found, type OutputColumn } from './analysis.ts';
import { type Case, type Fault, faults, probes, queries } from './corpus.ts';
import { hits, mutants } from './mutate.ts';
import { catalogOf, tables } from './schema.ts';

/** A query of the corpus beside the analyzer's answer. */
export interface Compared {
  readonly query: Case;
  /** What the analyzer says against it. */
  readonly refused?: string;
  /** The true columns; absent where the statement gives none. */
  readonly columns?: readonly OutputColumn[];
  readonly ours: Analysed;
  readonly different: readonly Difference[];
}

/** A wrong text beside what both say of it. */
export interface Tried {
  readonly sql: string;
  /** `topic: title` of the fault or of the mutated query. */
  readonly name: string;
  /** What the analyzer says against it; absent where it accepts it. */
  readonly refused?: string;
  readonly found: readonly Found[];
  /** Whether a finding lies at the fault. */
  readonly hit: boolean;
}

const catalog = catalogOf(tables);
export const nameOf = ({ topic, title }: Case): string => `${topic}: ${title}`;

/** Columns of a newer query as its title gives them: `what it shows: a INT64, b STRING`. */
function columnsOfTitle({ title }: Case): readonly OutputColumn[] {
  const list = title.slice(title.indexOf(': ') + 2).split(', ');
  return list.map((column) => ({
    name: column.slice(0, column.indexOf(' ')),
    type: column.slice(column.indexOf(' ') + 1),
  }));
}

/** Every query of the corpus. Scripts are parsed by the analyzer, all else is resolved. */
export async function compareQueries(analyzer: Analyzer): Promise<readonly Compared[]> {
  const id = await analyzer.register(tables);
  const compared: Compared[] = [];
  for (const query of queries()) {
    const verdict = query.topic === 'scripts' ? await analyzer.parse(query.sql) : await analyzer.analyze(query.sql, id);
    const ours = analyse(query.sql, catalog);
    const columns = query.newer ? columnsOfTitle(query) : 'error' in verdict ? undefined : verdict.columns;
    compared.push({
      query,
      ours,
      ...('error' in verdict ? { refused: verdict.error } : {}),
      ...(columns ? { columns } : {}),
      different: columns ? differences(columns, ours) : [],
    });
  }
  return compared;
}

/** Every fault of the corpus; it is hit by a finding that lies inside the mark. */
export async function tryFaults(analyzer: Analyzer): Promise<readonly Tried[]> {
  const id = await analyzer.register(tables);
  const tried: Tried[] = [];
  for (const fault of faults()) {
    const verdict = await analyzer.analyze(fault.sql, id);
    const { found } = analyse(fault.sql, catalog);
    tried.push({
      sql: fault.sql,
      name: nameOf(fault),
      ...('error' in verdict ? { refused: verdict.error } : {}),
      found,
      hit: found.some((one) => inside(one, fault)),
    });
  }
  return tried;
}

const inside = ({ start, end }: Found, fault: Fault): boolean => start >= fault.start && end <= fault.end;

/** Mutants of every query, `count` of each. Texts that no longer parse are left out. */
export async function tryMutants(analyzer: Analyzer, count: number, seed: number): Promise<readonly Tried[]> {
  const id = await analyzer.register(tables);
  const tried: Tried[] = [];
  for (const [n, query] of queries().entries()) {
    if (query.newer || query.topic === 'scripts') continue;
    for (const mutant of mutants(query.sql, count, seed * 1_000_003 + n)) {
      const verdict = await analyzer.analyze(mutant.sql, id);
      if ('error' in verdict && verdict.error.startsWith('Syntax error')) continue;
      const { found } = analyse(mutant.sql, catalog);
      tried.push({
        sql: mutant.sql,
        name: nameOf(query),
        ...('error' in verdict ? { refused: verdict.error } : {}),
        found,
        hit: hits(found, mutant, 'error' in verdict ? verdict.at : undefined),
      });
    }
  }
  return tried;
}

/** A short statement on which ours and the analyzer's answer differ. */
export interface Disagreement {
  readonly sql: string;
  readonly analyzer: string;
  readonly ours: string;
}

/** Tries every probe: it must be refused by both or by neither, and have the same columns. */
export async function tryProbes(
  analyzer: Analyzer,
): Promise<{ readonly refused: number; readonly accepted: number; readonly different: readonly Disagreement[] }> {
  const id = await analyzer.register(tables);
  const different: Disagreement[] = [];
  let refused = 0;
  const all = probes();
  for (const sql of all) {
    const verdict = await analyzer.analyze(sql, id);
    const ours = analyse(sql, catalog);
    const said = ours.found.map(({ code, message }) => `${code} ${message}`).join(' ');
    if ('error' in verdict) {
      refused += 1;
      if (said === '') different.push({ sql, analyzer: verdict.error, ours: 'accepted' });
    } else if (said !== '') different.push({ sql, analyzer: 'accepted', ours: said });
    else {
      const wrong = differences(verdict.columns ?? [], ours).map(({ text }) => text);
      if (wrong.length > 0) different.push({ sql, analyzer: 'other columns', ours: wrong.join(', ') });
    }
  }
  return { refused, accepted: all.length - refused, different };
}
