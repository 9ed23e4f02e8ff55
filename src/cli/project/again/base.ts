import { analyseAgain, analyseRemembering, type Remembered } from '../../../compiler/analyse/project/again.ts';
import type { AnalysisRequest, ProjectAnalysis } from '../../../compiler/analyse/project/model.ts';
import type { Analyse } from '../../../compiler/index/analysis/analysed.ts';
import type { Settled } from '../../../compiler/index/compile.ts';
import { textsOf } from '../../../compiler/index/texts.ts';
import { sourceWarnings } from '../../../compiler/index/warnings.ts';
import type { Evaluation } from '../../../compiler/load/port.ts';
import { isWhole, type Spliced, spliced } from '../../../compiler/load/splice.ts';
import { resolveAgain } from '../../../compiler/resolve/again.ts';
import { analyse } from '../analyse.ts';
import { type CompiledProject, compileSettled } from '../compile.ts';
import type { CompileOptions, OpenProject, Refusal } from '../open.ts';

/** A compiled project without errors of its own, with all that it takes to compile it again after a small change. */
export interface Base {
  readonly project: OpenProject;
  readonly compiled: CompiledProject;
  readonly evaluation: Evaluation;
  readonly settled: Settled;
  /** Absent where nothing was analysed. */
  readonly remembered: Remembered | undefined;
}

/** What came of a compilation. `base` is absent where the result cannot be built upon. */
export interface Outcome {
  readonly result: CompiledProject | Refusal;
  readonly base: Base | undefined;
}

/** Follows a compilation and gives what can be built upon. */
export function baseMaker() {
  let evaluation: Evaluation | undefined;
  let settled: Settled | undefined;
  let remembered: Remembered | undefined;
  return {
    analyse: (request: AnalysisRequest): ProjectAnalysis => {
      remembered = analyseRemembering(request);
      return remembered.analysis;
    },
    note: (given: Evaluation, made: Settled): void => {
      evaluation = given;
      settled = made;
    },
    outcome: (project: OpenProject, result: CompiledProject | Refusal): Outcome => {
      const isSound = evaluation && isWhole(evaluation) && settled && !settled.fatal && settled.findings.length === 0;
      if ('refused' in result || !isSound || !evaluation || !settled) return { result, base: undefined };
      const isPlain = project.sources.faults.size === 0 && project.settings.extension === undefined;
      return { result, base: isPlain ? { project, compiled: result, evaluation, settled, remembered } : undefined };
    },
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Compiles a project again of which only these SQLX definitions have changed; `part` is what evaluating them alone gave.
 * Undefined where the change reaches further than their own actions and what reads these.
 */
export async function compileAgain(
  base: Base,
  part: Evaluation,
  given: ReadonlyMap<string, string>,
  options: CompileOptions,
): Promise<Outcome | undefined> {
  const made = spliced(base.evaluation, part, new Set(given.keys()));
  const resolved = made && resolveAgain(base.settled, made);
  if (!made || !resolved) return undefined;
  const texts = new Map(base.project.sources.texts);
  for (const [path, text] of given) texts.set(path, text);
  const project: OpenProject = { ...base.project, sources: { ...base.project.sources, texts } };
  const settled: Settled = { ...resolved, textOf: textsOf(resolved.graph, resolved.origins, texts) };
  const warnings = await sourceWarnings(texts, turn, options.warnings);
  const analysis = analysisAgain(base, made, options);
  const used = { ...options, ...analysis.options };
  const analyser: Parameters<typeof compileSettled>[5] =
    options.analysis === false
      ? undefined
      : {
          analyse: (given, diagnostics, asked) => analyse(project, given, diagnostics, asked),
        };
  const result = await compileSettled(project, made.evaluation, settled, warnings, used, analyser);
  const remembered = analysis.end();
  if ('refused' in result || settled.findings.length > 0) return { result, base: undefined };
  return { result, base: { project, compiled: result, evaluation: made.evaluation, settled, remembered } };
}

interface AnalysisRun {
  readonly options: Pick<CompileOptions, 'analysis'>;
  /** Ends it: what was found is kept for the next one. */
  readonly end: () => Remembered | undefined;
}

/** How to analyse a project of which some actions have changed. */
function analysisAgain({ remembered }: Base, { changed }: Spliced, { analysis }: CompileOptions): AnalysisRun {
  if (!remembered || !analysis) return { options: {}, end: () => undefined };
  let made: Remembered | undefined;
  let isPart = true;
  const run: Analyse = (request) => {
    const again = analyseAgain(remembered, request, changed);
    isPart = again !== undefined;
    made = again ?? analyseRemembering(request);
    return made.analysis;
  };
  const kept = analysis.memory;
  const memory = kept && { results: kept.results };
  return {
    options: { analysis: { ...analysis, run, ...(memory && { memory }) } },
    end: () => {
      // A part asks for little of what is kept.
      if (kept)
        kept.results = isPart ? new Map([...(kept.results ?? []), ...(memory?.results ?? [])]) : memory?.results;
      return made;
    },
  };
}
