import type { CompiledGraph } from '../../compiler/actions/graph.ts';
import { graphNodes, type NodeKind } from './nodes.ts';

/** Brackets that give each kind its shape. */
const shapes: { readonly [K in NodeKind]: readonly [string, string] } = {
  table: ['[', ']'],
  view: ['(', ')'],
  incremental: ['[[', ']]'],
  operation: ['>', ']'],
  assertion: ['{{', '}}'],
  declaration: ['[(', ')]'],
  notebook: ['[/', '/]'],
  dataPreparation: ['[\\', '\\]'],
};

/** A flowchart for Mermaid. Names stand in labels only, with every sign that Mermaid could read as its own spelt by number. */
export function mermaid(graph: CompiledGraph): string {
  const nodes = graphNodes(graph);
  const ids = new Map<string, string>();
  for (const { name } of nodes) if (!ids.has(name)) ids.set(name, `n${ids.size}`);
  const lines = nodes.map(({ name, kind }) => {
    const [open, close] = shapes[kind];
    return `  ${ids.get(name)}${open}"${label(name)}<br/>${kind}"${close}`;
  });
  const edges = nodes.flatMap(({ name, after }) =>
    after.flatMap((dependency) => (ids.has(dependency) ? [`  ${ids.get(dependency)} --> ${ids.get(name)}`] : [])),
  );
  return ['flowchart LR', ...lines, ...edges].join('\n');
}

const label = (text: string): string => text.replace(/[^\p{L}\p{N} ._-]/gu, (sign) => `#${sign.codePointAt(0)};`);
