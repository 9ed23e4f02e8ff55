import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { type ActionColumnsJson, columnsText } from '../../../report/columns.ts';
import { diagnosticJson, type SourceOf } from '../../../report/diagnostics.ts';

const INDENT = '    ';

/** The graph as Dataform prints it, and what biform found under the key `biform`, last. `columns`: where SQL was analysed. */
export function graphText(
  graph: CompiledGraph,
  diagnostics: readonly Diagnostic[],
  columns: ReadonlyMap<string, ActionColumnsJson> | undefined,
  sourceOf: SourceOf,
  version: string,
): string {
  const biform = { version, diagnostics: diagnostics.map((found) => diagnosticJson(found, sourceOf)) };
  const text = JSON.stringify({ ...graph, biform }, null, INDENT);
  if (!columns) return `${text}\n`;
  const end = `\n${INDENT}}\n}`;
  return `${text.slice(0, -end.length)},\n${INDENT}${INDENT}"columns": ${columnsText(columns, INDENT + INDENT)}${end}\n`;
}
