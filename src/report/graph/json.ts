import type { CompiledGraph } from '../../compiler/actions/graph.ts';
import { graphNodes } from './nodes.ts';

/** Nodes and edges for other programs. `version` grows when a field changes its meaning. */
export function graphJson(graph: CompiledGraph): string {
  const nodes = graphNodes(graph);
  const edges = nodes.flatMap(({ name, after }) => after.map((from) => ({ from, to: name })));
  return JSON.stringify({ version: 1, nodes: nodes.map(({ after: _, ...node }) => node), edges }, null, 2);
}
