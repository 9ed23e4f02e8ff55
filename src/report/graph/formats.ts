import type { CompiledGraph } from '../../compiler/actions/graph.ts';
import { dot } from './dot.ts';
import { graphJson } from './json.ts';
import { mermaid } from './mermaid.ts';

/** What `biform graph --format` takes; each gives text without a line break at its end. */
export const graphFormats: Readonly<Record<string, (graph: CompiledGraph) => string>> = {
  dot,
  mermaid,
  json: graphJson,
};
