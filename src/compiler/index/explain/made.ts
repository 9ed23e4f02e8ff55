import type { CompiledGraph } from '../../actions/graph.ts';
import type { Target } from '../../target/target.ts';

/** Where an action was made, and the name that authors use for it: without prefix and suffixes. */
export interface Made {
  readonly file: string | undefined;
  readonly written: Target;
}

/** Finds actions of the graph by their final names. */
export function filesByTarget(graph: CompiledGraph): (target: Target) => Made | undefined {
  const known = new Map<string, Made>();
  const { tables, operations, assertions, declarations, tests, notebooks, dataPreparations } = graph;
  for (const list of [tables, operations, assertions, declarations, tests, notebooks, dataPreparations]) {
    for (const { target, canonicalTarget, fileName } of list ?? [])
      if (target) known.set(keyOf(target), { file: fileName, written: canonicalTarget ?? target });
  }
  return (target) => known.get(keyOf(target));
}

const keyOf = ({ database = '', schema = '', name }: Target): string => `${database}\0${schema}\0${name}`;
