import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { diagnosticJson, type SourceOf } from '../../../report/diagnostics.ts';

/** The graph as Dataform prints it, and biform's findings under the key `biform`, last. */
export function graphText(
  graph: CompiledGraph,
  diagnostics: readonly Diagnostic[],
  sourceOf: SourceOf,
  version: string,
): string {
  const biform = { version, diagnostics: diagnostics.map((found) => diagnosticJson(found, sourceOf)) };
  return `${JSON.stringify({ ...graph, biform }, null, 4)}\n`;
}
