import { readers } from '../../adapters/readers.ts';
import type { AnalysisStore, UnitResult } from '../../compiler/analyse/project/model.ts';
import type { ParsedAhead } from '../../compiler/analyse/project/parsed.ts';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { type Analysed, analyseSettled } from '../../compiler/index/analysis/analysed.ts';
import type { Settled } from '../../compiler/index/compile.ts';
import { hash } from './analysis/hash.ts';
import { type HelperThread, startHelper } from './analysis/helper.ts';
import type { LocalState } from './local.ts';
import type { CompileOptions, OpenProject } from './open.ts';

export { parsedAhead } from '../../compiler/analyse/project/parsed.ts';

/** Results of analyses that are kept from one compilation to the next while a process watches a project. */
export interface AnalysisMemory {
  results: ReadonlyMap<string, UnitResult> | undefined;
}

export const newAnalysisMemory = (): AnalysisMemory => ({ results: undefined });

/** What the analysis found, and the state of the local files that it has looked at. */
export interface AnalysedProject extends Analysed {
  readonly local?: LocalState;
}

/** What makes an analysis faster and changes nothing of it. */
export interface Helpers {
  readonly thread?: HelperThread | undefined;
  readonly parsed?: ParsedAhead['take'] | undefined;
}

/** Analyses a settled project. What earlier compilations found is taken where nothing that it came from has changed. */
export async function analyse(
  project: OpenProject,
  settled: Settled,
  diagnostics: readonly Diagnostic[],
  options: CompileOptions,
  { thread, parsed }: Helpers = {},
): Promise<AnalysedProject> {
  const analysis = options.analysis || {};
  const memory = analysis.memory ?? newAnalysisMemory();
  const key = hash(JSON.stringify([project.sources.root, options.version, analysis.lineage === true]));
  const earlier = memory.results ?? readResults(options, key);
  const results = new Map<string, UnitResult>();
  let isNew = false;
  const store: AnalysisStore = {
    get: (unit) => earlier.get(unit),
    set: (unit, result) => {
      isNew ||= earlier.get(unit) !== result;
      results.set(unit, result);
    },
  };
  let local: LocalState | undefined;
  const analysed = await analyseSettled(settled, {
    texts: project.sources.texts,
    settings: project.biformSettings,
    diagnostics,
    known: async (declared) => {
      if (!bindsFiles(project)) return [];
      const { localColumns } = await import('./local.ts');
      const found = await localColumns(project, declared, settled.graph.projectConfig, options);
      local = found.state;
      return found.tables;
    },
    readers,
    lineage: analysis.lineage === true,
    hash,
    store,
    helper: earlier.size === 0 ? thread?.helper : undefined,
    parsed,
    run: analysis.run,
  });
  if (analysis.memory) analysis.memory.results = results;
  else if (isNew) options.cache?.write('analysis', key, null, JSON.stringify([...results]));
  return local ? { ...analysed, local } : analysed;
}

/** A thread that helps with a project of which nothing is kept. */
export const helperFor = ({ feeding, sources }: OpenProject): HelperThread | undefined =>
  feeding && startHelper(sources.texts.size);

/** Whether a target of biform.yaml binds files to declarations. */
const bindsFiles = ({ biformSettings }: OpenProject): boolean =>
  Object.values(biformSettings?.targets ?? {}).some(
    (target) => 'sources' in target && Object.keys(target.sources).length > 0,
  );

function readResults({ cache }: CompileOptions, key: string): ReadonlyMap<string, UnitResult> {
  const kept = cache?.read('analysis', key);
  return new Map(kept ? (JSON.parse(kept.body.toString('utf8')) as (readonly [string, UnitResult])[]) : []);
}
