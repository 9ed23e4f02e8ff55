import type { CompiledGraph } from '../actions/graph.ts';

/** A compiled graph as `dataform compile --json` writes it, without the newline at the end. */
export function printGraph(graph: CompiledGraph): string {
  return JSON.stringify(graph, null, 4);
}
