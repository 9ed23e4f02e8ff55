import type { CompiledGraph, DependencyTarget } from '../../../compiler/actions/graph.ts';
import type { ActionColumns } from '../../../compiler/analyse/project/model.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { type Target, targetName } from '../../../compiler/target/target.ts';
import { type Selection, select } from '../../../planner/select.ts';
import { type OptionValues, UsageError } from '../../command.ts';

const listOf = (value: OptionValues[string]): readonly string[] =>
  typeof value === 'object' ? value.filter((word) => word !== '') : [];

/** What `--output-actions` and its like ask for; undefined where all is to be shown. */
export function outputSelection(values: OptionValues): Selection | undefined {
  const actions = listOf(values['output-actions']);
  const tags = listOf(values['output-tags']);
  const none = actions.length === 0 && tags.length === 0;
  for (const name of ['output-include-deps', 'output-include-dependents'])
    if (values[name] && none)
      throw new UsageError(`The --${name} flag should only be supplied along with --output-actions or --output-tags.`);
  if (none) return undefined;
  return {
    actions,
    tags,
    includeDependencies: values['output-include-deps'] === true,
    includeDependents: values['output-include-dependents'] === true,
  };
}

interface Selectable {
  readonly target: Target;
  readonly tags?: readonly string[];
  readonly dependencyTargets?: readonly DependencyTarget[];
}

/** What is known of the columns of the actions that are left of a graph, and of its declarations. */
export function columnsOf(graph: CompiledGraph, columns: readonly ActionColumns[]): readonly ActionColumns[] {
  const left: readonly Selectable[] = [
    ...(graph.tables ?? []),
    ...(graph.operations ?? []),
    ...(graph.declarations ?? []),
    ...(graph.assertions ?? []),
  ];
  const names = new Set(left.map(({ target }) => targetName(target)));
  return columns.filter(({ name }) => names.has(name));
}

/** A graph's selected tables, operations and assertions; all else of it stays, as in Dataform. */
export function selectedGraph(
  graph: CompiledGraph,
  selection: Selection,
): { readonly graph: CompiledGraph; readonly diagnostics: readonly Diagnostic[] } {
  const actions: readonly Selectable[] = [
    ...(graph.tables ?? []),
    ...(graph.operations ?? []),
    ...(graph.assertions ?? []),
  ];
  const { names, diagnostics } = select(
    actions.map(({ target, tags = [], dependencyTargets = [] }) => ({
      name: targetName(target),
      tags,
      dependsOn: dependencyTargets.map(targetName),
    })),
    selection,
  );
  const out: Record<string, unknown> = { ...graph };
  for (const key of ['tables', 'operations', 'assertions'] as const) {
    const list: readonly Selectable[] = graph[key] ?? [];
    const kept = list.filter(({ target }) => names.has(targetName(target)));
    if (kept.length > 0) out[key] = kept;
    else delete out[key];
  }
  const targets = graph.targets?.filter((target) => names.has(targetName(target)));
  return { graph: { ...out, ...(targets ? { targets } : {}) } as unknown as CompiledGraph, diagnostics };
}
