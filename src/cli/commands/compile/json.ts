import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { type ActionColumnsJson, columnsText } from '../../../report/columns.ts';
import { diagnosticJson, type SourceOf } from '../../../report/diagnostics.ts';
import { graphPieces, INDENT, nested, type PrintedActions } from '../../../report/graph/text.ts';

/** What is known beyond the graph's own fields. */
export interface Beyond {
  readonly diagnostics: readonly Diagnostic[];
  /** Where SQL was analysed. */
  readonly columns: ReadonlyMap<string, ActionColumnsJson> | undefined;
  readonly sourceOf: SourceOf;
  readonly version: string;
  /** Actions that were printed already. */
  readonly printed?: ReadonlyMap<object, PrintedActions> | undefined;
}

/** The graph as Dataform prints it, and what biform found under the key `biform`, last: UTF-8 in pieces. */
export function graphText(
  graph: CompiledGraph,
  { diagnostics, columns, sourceOf, version, printed }: Beyond,
): readonly Uint8Array[] {
  const found = diagnostics.map((one) => diagnosticJson(one, sourceOf));
  const inner = INDENT + INDENT;
  const fields = [`"version": ${JSON.stringify(version)}`, `"diagnostics": ${nested(found, 2)}`];
  if (columns) fields.push(`"columns": ${columnsText(columns, inner)}`);
  const biform = `{\n${inner}${fields.join(`,\n${inner}`)}\n${INDENT}}`;
  return inBytes([...graphPieces(graph, printed, { biform }), '\n']);
}

/** Texts in a row become one piece. */
function inBytes(pieces: readonly (string | Uint8Array)[]): readonly Uint8Array[] {
  const bytes: Uint8Array[] = [];
  let texts = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') texts += piece;
    else {
      bytes.push(Buffer.from(texts), piece);
      texts = '';
    }
  }
  bytes.push(Buffer.from(texts));
  return bytes;
}
