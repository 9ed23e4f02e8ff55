import type { CompiledGraph, DependencyTarget } from '../../compiler/actions/graph.ts';
import { type Target, targetName } from '../../compiler/target/target.ts';

export type NodeKind =
  | 'table'
  | 'view'
  | 'incremental'
  | 'operation'
  | 'assertion'
  | 'declaration'
  | 'notebook'
  | 'dataPreparation';

/** One action of a graph as a picture or a program wants it. */
export interface GraphNode {
  /** `project.dataset.name`. */
  readonly name: string;
  readonly kind: NodeKind;
  readonly file?: string;
  readonly tags: readonly string[];
  readonly disabled: boolean;
  /** Names of what must be there before. */
  readonly after: readonly string[];
}

interface GraphAction {
  readonly target: Target;
  readonly fileName?: string;
  readonly tags?: readonly string[];
  readonly disabled?: boolean;
  readonly dependencyTargets?: readonly DependencyTarget[];
}

/** Every action but tests, in Dataform's order: tables, operations, assertions, declarations, the rest. */
export function graphNodes(graph: CompiledGraph): readonly GraphNode[] {
  const nodes = (kind: NodeKind, actions: readonly GraphAction[] | undefined): readonly GraphNode[] =>
    (actions ?? []).map((action) => nodeOf(kind, action));
  return [
    ...(graph.tables ?? []).map((table) => nodeOf(table.type, table)),
    ...nodes('operation', graph.operations),
    ...nodes('assertion', graph.assertions),
    ...nodes('declaration', graph.declarations),
    ...nodes('notebook', graph.notebooks),
    ...nodes('dataPreparation', graph.dataPreparations),
  ];
}

function nodeOf(kind: NodeKind, { target, fileName, tags, disabled, dependencyTargets }: GraphAction): GraphNode {
  return {
    name: targetName(target),
    kind,
    ...(fileName !== undefined && { file: fileName }),
    tags: tags ?? [],
    disabled: disabled ?? false,
    after: (dependencyTargets ?? []).map(targetName),
  };
}
