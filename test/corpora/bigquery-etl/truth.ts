import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import type { SqlType } from '../../../src/compiler/analyse/types/type.ts';
import { type Analyzer, startAnalyzer, type Verdict, type World } from '../../engines/googlesql/analyzer.ts';
import type { NamedFunction } from '../../engines/googlesql/catalog-message.ts';
import { readType } from '../../sql-corpus/schema.ts';
import { fullName, type Repository, type Text } from './source.ts';

/** A text whose sources all have schemas, with what Google's analyzer says of it. */
export interface Judged {
  readonly text: Text;
  readonly verdict: Verdict;
  /** Columns of its sources under the path that the text writes. */
  readonly world: World;
}

export interface Truth {
  readonly judged: readonly Judged[];
  /** Texts with sources of which no schema is known, and those that the analyzer cannot parse. */
  readonly further: readonly Text[];
  /** Tables with a schema.yaml, and those whose columns follow from their query. */
  readonly tables: ReadonlyMap<string, TableSchema>;
  /** Parameters whose types are known. */
  readonly parametersOf: (text: Text) => ReadonlyMap<string, SqlType>;
  /** The analyzer's word on another text that reads the same; undefined where the analyzer breaks down over it. */
  readonly judge: (sql: string, world: World) => Promise<Verdict | undefined>;
}

/** Types of the parameters that the repository's scheduler passes. */
const parameters: ReadonlyMap<string, SqlType> = new Map(
  ['submission_date', 'date', 'as_of_date', 'download_date', 'session_date', 'report_date', 'ltv_recorded_date'].map(
    (name) => [name, { kind: 'DATE' }],
  ),
);

/** Answers of the analyzer, kept in a file between runs. */
interface Memory {
  readonly recall: <T>(question: unknown, ask: () => Promise<T>) => Promise<T>;
  readonly save: () => void;
}

function memoryIn(file: string): Memory {
  const answers = new Map<string, unknown>(
    existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, unknown][]) : [],
  );
  return {
    recall: async <T>(question: unknown, ask: () => Promise<T>) => {
      const key = createHash('sha1').update(JSON.stringify(question)).digest('base64');
      const answer = answers.has(key) ? (answers.get(key) as T) : await ask();
      if (answer !== undefined) answers.set(key, answer);
      return answer;
    },
    save: () => writeFileSync(file, JSON.stringify([...answers])),
  };
}

/** What a broken connection says. */
const lost = /connection|ECONN|UNAVAILABLE|deadline/i;

interface OnDemand {
  readonly get: () => Promise<Analyzer>;
  readonly stop: () => Promise<void>;
}

/** Starts the analyzer when it is first asked, and again after it was stopped. */
function analyzerOnDemand(): OnDemand {
  let started: Promise<Analyzer> | undefined;
  return {
    get: () => {
      started ??= startAnalyzer();
      return started;
    },
    stop: async () => {
      (await started)?.stop();
      started = undefined;
    },
  };
}

/** Asks Google's analyzer about a repository; answers come from `file` where they are known. */
export async function withTruth(
  repository: Repository,
  file: string,
  use: (truth: Truth) => Promise<void>,
): Promise<void> {
  const analyzer = analyzerOnDemand();
  const memory = memoryIn(file);
  try {
    const judge: Truth['judge'] = (sql, world) =>
      memory.recall(['judge', sql, world.tables, world.functions, [...world.parameters]], async () => {
        const verdict = await (await analyzer.get()).judge(sql, world);
        if (!('error' in verdict) || !lost.test(verdict.error)) return verdict;
        await analyzer.stop();
        return undefined;
      });
    const functions = await readFunctions(repository.routines, memory, analyzer.get);
    const reads = new Map<Text, readonly (readonly string[])[] | undefined>();
    for (const text of repository.texts) {
      const paths = memory.recall(['tables', text.sql], async () =>
        (await analyzer.get()).tablesOf(text.sql).catch(() => null),
      );
      reads.set(text, (await paths) ?? undefined);
    }
    const made = await fixpoint(repository, reads, functions, judge);
    await use({ ...made, judge, parametersOf: ({ sql }) => knownParameters(sql) });
    memory.save();
  } finally {
    await analyzer.stop();
  }
}

/** Judges every text as soon as the schemas of its sources are known, and takes the schema of what it makes from it. */
async function fixpoint(
  repository: Repository,
  reads: ReadonlyMap<Text, readonly (readonly string[])[] | undefined>,
  functions: readonly NamedFunction[],
  judge: Truth['judge'],
): Promise<Omit<Truth, 'judge' | 'parametersOf'>> {
  const tables = new Map(repository.schemas);
  const judged = new Map<Text, Judged>();
  for (let before = -1; before !== judged.size; ) {
    before = judged.size;
    for (const text of repository.texts) {
      const paths = reads.get(text);
      if (!paths || judged.has(text)) continue;
      const sources = paths.map((path) => ({ path, columns: tables.get(sourceOf(path, text) ?? '')?.columns }));
      if (sources.some(({ columns }) => columns === undefined)) continue;
      const world: World = {
        tables: sources.map(({ path, columns }) => ({ path, columns: columns ?? [] })),
        functions: usedFunctions(text.sql, functions),
        parameters: knownParameters(text.sql),
      };
      const verdict = await judge(text.sql, world);
      if (!verdict) continue;
      judged.set(text, { text, verdict, world });
      if ('error' in verdict || !verdict.columns || tables.has(text.makes)) continue;
      const columns = verdict.columns.map(({ name = '', type }) => ({ name, type: readType(type) }));
      tables.set(text.makes, { name: text.makes, columns, complete: true });
    }
  }
  return {
    judged: [...judged.values()],
    further: repository.texts.filter((text) => !judged.has(text)),
    tables,
  };
}

export const projectOf = (text: Text): string => text.makes.slice(0, text.makes.indexOf('.'));

const sourceOf = (path: readonly string[], text: Text): string | undefined => fullName(path, projectOf(text));

/** The parameters, if the text has no others. */
const knownParameters = (sql: string): ReadonlyMap<string, SqlType> => {
  const used = [...sql.matchAll(/(?<![\w@])@(\w+)/g)].map(([, name]) => name ?? '');
  return used.every((name) => parameters.has(name))
    ? new Map([...parameters].filter(([name]) => used.includes(name)))
    : new Map();
};

/** Functions whose name stands in the text, and those that they use. */
function usedFunctions(sql: string, all: readonly NamedFunction[]): readonly NamedFunction[] {
  const used = new Set<NamedFunction>();
  const take = (text: string): void => {
    for (const one of all) {
      if (used.has(one) || !text.includes(one.path.at(-1) ?? '')) continue;
      used.add(one);
      const { input } = (one.proto['parse_resume_location'] ?? {}) as { input?: string };
      if (input) take(input);
    }
  };
  take(sql);
  return [...used];
}

/** The repository's functions by all spellings of their paths. Those that need others come in a later round. */
async function readFunctions(
  routines: readonly Text[],
  memory: Memory,
  analyzer: () => Promise<Analyzer>,
): Promise<readonly NamedFunction[]> {
  const known: NamedFunction[] = [];
  let open = [...routines];
  for (let round = 0; round < 3 && open.length > 0; round++) {
    const left: Text[] = [];
    for (const routine of open) {
      const world: World = { tables: [], functions: usedFunctions(routine.sql, known), parameters: new Map() };
      const made = await memory.recall(['functions', routine.sql, world.functions], async () =>
        (await analyzer()).functionsOf(routine.sql, world).catch(() => null),
      );
      if (!made) left.push(routine);
      const last = made?.at(-1);
      if (!last) continue;
      const full = routine.makes.split('.');
      for (const path of [full, full.slice(1), [full.join('.')], [full.slice(1).join('.')]])
        known.push({ ...last, path });
    }
    open = left;
  }
  return known;
}
