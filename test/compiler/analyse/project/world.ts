import { createHash } from 'node:crypto';
import type { CompiledGraph, TableAction } from '../../../../src/compiler/actions/graph.ts';
import { analyseProject } from '../../../../src/compiler/analyse/project/analyse.ts';
import type {
  ActionFinding,
  AnalysisRequest,
  ProjectAnalysis,
  UnitResult,
} from '../../../../src/compiler/analyse/project/model.ts';
import { typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { readSourcesFile } from '../../../../src/compiler/project/sources/read.ts';

/** A table of dataset `d` in project `p`. */
export function table(name: string, query: string, rest: Partial<TableAction> = {}): TableAction {
  return { type: 'table', enumType: 'TABLE', target: { database: 'p', schema: 'd', name }, query, ...rest };
}

/** An incremental table with another query for incremental runs. */
export const incremental = (name: string, query: string, rest: Partial<TableAction> = {}): TableAction =>
  table(name, query, { type: 'incremental', enumType: 'INCREMENTAL', incrementalQuery: query, ...rest });

export const graphOf = (tables: readonly TableAction[], rest: Partial<CompiledGraph> = {}): CompiledGraph => ({
  tables,
  projectConfig: { warehouse: 'bigquery', defaultDatabase: 'p', defaultSchema: 'd' },
  graphErrors: {},
  dataformCoreVersion: '3.0.62',
  ...rest,
});

export interface Settings {
  readonly sources?: string;
  readonly declared?: AnalysisRequest['declared'];
  readonly kept?: Map<string, UnitResult>;
  readonly lineage?: boolean;
  readonly faulty?: readonly string[];
}

/** Analyses a graph. `asked` counts the texts that were analysed anew. */
export function analyse(graph: CompiledGraph, given: Settings = {}): ProjectAnalysis & { readonly anew: number } {
  const { sources, declared = new Map(), kept = new Map<string, UnitResult>(), lineage = false, faulty = [] } = given;
  const before = new Set(kept.values());
  let anew = 0;
  const file = sources === undefined ? undefined : readSourcesFile(sources, 'sources/raw.yaml').file;
  const analysis = analyseProject({
    graph,
    sources: file ? [file] : [],
    known: [],
    declared,
    isGoogleSql: () => true,
    faulty: new Set(faulty),
    lineage,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    store: {
      get: (key) => kept.get(key),
      set: (key, result) => {
        if (!before.has(result)) anew += 1;
        kept.set(key, result);
      },
    },
  });
  for (const { failed } of kept.values()) if (failed !== undefined) throw new Error(failed);
  return { ...analysis, anew };
}

/** Code, message and the text at the place of each finding. */
export function told(graph: CompiledGraph, settings: Settings = {}): readonly (readonly string[])[] {
  return analyse(graph, settings).findings.map((found) => [
    found.diagnostic.code,
    found.diagnostic.message,
    textAt(graph, found),
  ]);
}

function textAt(graph: CompiledGraph, { kind, index, place, at }: ActionFinding): string {
  if (place.in === 'declared') return place.column;
  if (place.in === 'setting') return at ? place.value.slice(at.start, at.end) : place.keys.join('.');
  const value = (graph[kind]?.[index] as Readonly<Record<string, unknown>> | undefined)?.[place.field];
  const text = String(Array.isArray(value) ? value[place.index] : value);
  return at ? text.slice(at.start, at.end) : text;
}

/** The columns of an action as text; `...` at the end where there may be more. */
export function columnsOf(name: string, graph: CompiledGraph, settings: Settings = {}): string {
  const found = analyse(graph, settings).actions.find((action) => action.name === name);
  const columns = found?.columns.map((one) => `${one.name} ${one.type.kind === 'unknown' ? '?' : typeText(one.type)}`);
  return `${columns?.join(', ') ?? ''}${found?.complete ? '' : '...'}`;
}
