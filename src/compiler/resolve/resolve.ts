import type { CompilationError, CompiledGraph } from '../actions/graph.ts';
import type { ActionOrigin, Evaluation, EvaluationFault, OriginKind, Unwritable } from '../load/port.ts';
import type { SettledAhead } from './ahead.ts';
import { reportCycles } from './cycles.ts';
import { qualifyDependencies } from './dependencies.ts';
import { removeDuplicates, reportRepeatedTests } from './duplicates.ts';
import { renameActions, renames } from './rename.ts';
import { dependentKinds, type Finding, type Settled, settledAction, unsettled } from './settle.ts';
import { type Suggest, suggestions } from './suggest.ts';

/** A compiled graph with what biform knows beyond it. */
export interface ResolvedGraph {
  /** What `dataform compile --json` prints. */
  readonly graph: CompiledGraph;
  /** For each error of `graph.graphErrors.compilationErrors`, in order: its code, place, and help. */
  readonly findings: readonly Finding[];
  /** Where each action of the graph came from; the lists are as long as those of the graph. */
  readonly origins: Readonly<Record<OriginKind, readonly (ActionOrigin | null)[]>>;
  /** Dataform prints no graph for this project but ends with this error. */
  readonly fatal?: EvaluationFault;
}

/**
 * Settles names and dependencies of an evaluated project as Dataform's `Session.compile` does: dependencies get full
 * names, prefix and suffixes are applied, actions that share a name are removed, cycles are reported.
 * Pure; close to linear in the number of actions and dependencies. What was settled `ahead` is taken.
 */
export function resolveGraph(evaluation: Evaluation, ahead?: SettledAhead): ResolvedGraph {
  const { graph } = evaluation;
  const config = graph.projectConfig;
  const suggest = suggestions(evaluation);
  const findings: Finding[] = (graph.graphErrors.compilationErrors ?? []).map((error, index) =>
    withSuggestion(error, evaluation, index, suggest),
  );
  const report = (finding: Finding): void => void findings.push(finding);
  const all = unsettled(graph, evaluation.origins);
  const dependent = dependentKinds.flatMap((kind) => all[kind]);
  qualifyDependencies(dependent, evaluation, suggest, report, ahead);
  const homeless = Object.values(all)
    .flat()
    .find(({ target }) => target === undefined);
  if (renames(config)) renameActions(dependent, all.declarations, config);
  const kept = removeDuplicates(all, renames(config), report);
  reportRepeatedTests(kept.tests, report);
  reportCycles(
    dependentKinds.flatMap((kind) => kept[kind]),
    report,
  );
  const isLeft = ({ kind, index }: Unwritable): boolean =>
    kept[kind].some(({ source }) => source === (graph[kind]?.[index] as unknown));
  const unwritable = evaluation.unwritable?.find(isLeft)?.fault;
  const fatal = evaluation.fatal ?? (homeless ? homelessFault(homeless) : unwritable);
  return {
    graph: assembled(graph, kept, findings, ahead),
    findings,
    origins: mapKinds(kept, (list) => list.map(({ origin }) => origin)),
    ...(fatal ? { fatal } : {}),
  };
}

/** Dataform trips over an action without a name when it compares names: a test of nothing, `declare()`. */
function homelessFault({ origin, source }: Settled): EvaluationFault {
  return {
    code: 'BF1080',
    name: 'TypeError',
    message: 'Cannot convert undefined or null to object',
    ...(source.fileName ? { fileName: source.fileName } : {}),
    ...(origin?.from === 'js' ? { generated: origin } : {}),
  };
}

/** An error of the evaluation, with the action that was perhaps meant. */
export function withSuggestion(
  error: CompilationError,
  evaluation: Evaluation,
  index: number,
  suggest: Suggest,
): Finding {
  const origin = evaluation.errors[index] ?? { code: 'BF1011' };
  const frames = [...(origin.generated ? [origin.generated] : []), ...(origin.callers ?? [])];
  const fileName = frames.findLast(({ path }) => path.startsWith('definitions/'))?.path ?? error.fileName;
  const suggestion = origin.reference ? suggest(origin.reference, { fileName }) : undefined;
  return { ...origin, error, ...(suggestion ? { suggestion } : {}) };
}

type Kept = ReturnType<typeof removeDuplicates>;

function mapKinds<T>(kept: Kept, map: (list: Kept[OriginKind]) => T): Record<OriginKind, T> {
  return {
    tables: map(kept.tables),
    operations: map(kept.operations),
    assertions: map(kept.assertions),
    declarations: map(kept.declarations),
    tests: map(kept.tests),
    notebooks: map(kept.notebooks),
    dataPreparations: map(kept.dataPreparations),
  };
}

/** Order of the graph's keys: that of the field numbers of Dataform's message. */
const order = [
  'tables',
  'operations',
  'assertions',
  'projectConfig',
  'graphErrors',
  'tests',
  'declarations',
  'dataformCoreVersion',
  'targets',
  'notebooks',
  'dataPreparations',
  'jitData',
] as const satisfies readonly (keyof CompiledGraph)[];

function assembled(
  graph: CompiledGraph,
  kept: Kept,
  findings: readonly Finding[],
  ahead: SettledAhead | undefined,
): CompiledGraph {
  const shown = (action: Settled): object => {
    const known = ahead?.get(action.source);
    // An action that has got another name has got another list of dependencies, too.
    return known && known.dependencies === action.dependencies ? known.shown : settledAction(action);
  };
  const settled = mapKinds(kept, (list) => list.map(shown));
  const out: Record<string, unknown> = {};
  for (const key of order) {
    if (key === 'graphErrors') {
      out[key] = findings.length > 0 ? { compilationErrors: findings.map(({ error }) => error) } : {};
    } else if (key in settled) {
      const list = settled[key as OriginKind];
      if (list.length > 0) out[key] = list;
    } else if (graph[key] !== undefined) out[key] = graph[key];
  }
  return out as unknown as CompiledGraph;
}
