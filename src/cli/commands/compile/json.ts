import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { type ActionColumnsJson, columnsText } from '../../../report/columns.ts';
import { diagnosticJson, type SourceOf } from '../../../report/diagnostics.ts';
import { graphPieces, INDENT, type PrintedActions } from '../../../report/graph/text.ts';

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
  const biform = { version, diagnostics: diagnostics.map((found) => diagnosticJson(found, sourceOf)) };
  const pieces = graphPieces({ ...graph, biform }, printed);
  if (columns) {
    // The end of what is under `biform`, and of the graph.
    const end = `\n${INDENT}}`;
    pieces.pop();
    const last = pieces.pop() as string;
    pieces.push(`${last.slice(0, -end.length)},\n${INDENT}${INDENT}"columns": `, columnsText(columns, INDENT + INDENT));
    pieces.push(`${end}\n}`);
  }
  pieces.push('\n');
  return inBytes(pieces);
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
