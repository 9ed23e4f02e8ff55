/** Spaces by which the graph is indented, as Dataform prints it. */
export const INDENT = '    ';

/** Actions that stand behind each other in a list of the graph, as the graph prints them. */
export interface PrintedActions {
  readonly actions: readonly object[];
  /** UTF-8, without what stands between them and the next ones. */
  readonly text: Uint8Array;
}

const BETWEEN = `,\n${INDENT}${INDENT}`;
const [START, END] = ['[\n', '\n]'].map((text) => text.length) as [number, number];

/** Text of a value that stands `depth` levels deep in JSON. */
export function nested(value: unknown, depth: number): string {
  let inner = value;
  for (let i = 0; i < depth; i += 1) inner = [inner];
  const text = JSON.stringify(inner, null, INDENT);
  let [start, end] = [0, text.length];
  for (let i = 0; i < depth; i += 1) {
    start += START + INDENT.length * (i + 1);
    end -= END + INDENT.length * i;
  }
  return text.slice(start, end);
}

/** Prints actions of one list before the rest of the graph is known. */
export const printActions = (actions: readonly object[]): PrintedActions => ({
  actions,
  text: Buffer.from(actions.map((action) => nested(action, 2)).join(BETWEEN)),
});

/**
 * The text of `JSON.stringify(graph, null, INDENT)` in pieces. Actions that were printed already, found by the first of
 * them, are taken as they are. `last` are the texts of further fields.
 */
export function graphPieces(
  graph: object,
  printed: ReadonlyMap<object, PrintedActions> | undefined,
  last: Readonly<Record<string, string>> = {},
): readonly (string | Uint8Array)[] {
  const pieces: (string | Uint8Array)[] = [];
  let before = '{\n';
  for (const [key, value] of Object.entries(graph)) {
    if (value === undefined) continue;
    const start = `${before}${INDENT}${JSON.stringify(key)}: `;
    const list = printed && Array.isArray(value) ? listPieces(value, printed) : undefined;
    if (list) pieces.push(start, ...list);
    else pieces.push(start + nested(value, 1));
    before = ',\n';
  }
  for (const [key, text] of Object.entries(last)) {
    pieces.push(`${before}${INDENT}${JSON.stringify(key)}: ${text}`);
    before = ',\n';
  }
  pieces.push('\n}');
  return pieces;
}

/** Undefined where nothing of a list is printed. */
function listPieces(
  list: readonly object[],
  printed: ReadonlyMap<object, PrintedActions>,
): readonly (string | Uint8Array)[] | undefined {
  if (!list.some((one) => printed.has(one))) return undefined;
  const pieces: (string | Uint8Array)[] = [];
  let before = `[\n${INDENT}${INDENT}`;
  for (let at = 0; at < list.length; ) {
    const one = list[at] as object;
    const known = printed.get(one);
    const isWhole = known?.actions.every((action, i) => list[at + i] === action);
    if (known && isWhole) pieces.push(before, known.text);
    else pieces.push(before + nested(one, 2));
    at += known && isWhole ? known.actions.length : 1;
    before = BETWEEN;
  }
  pieces.push(`\n${INDENT}]`);
  return pieces;
}
