import { type Node, notice, type Rewriting, slot } from './model.ts';
import type { Step } from './special.ts';
import { match, skip, solid } from './tree.ts';
import { place, rewriteType } from './type-at.ts';

/** Targets that write these as the source does. */
const plain = { bigquery: false, databricks: true } as const;

const isName = (node: Node | undefined): boolean =>
  node?.kind === 'leaf' && (node.token.kind === 'word' || node.token.kind === 'quoted');

/** `t.x:a.b::string` of Snowflake. */
export function jsonPathAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  if (r.dialect.name !== 'snowflake' || !isName(nodes[i])) return undefined;
  if (nodes[i - 1]?.word === '.' || nodes[i - 1]?.word === ':') return undefined;
  let at = i + 1;
  while (nodes[at]?.word === '.' && isName(nodes[at + 1])) at += 2;
  const opened = stepAt(nodes, at);
  if (!opened) return undefined;
  const value = r.text.slice(place(nodes, i, at).start, place(nodes, i, at).end);
  let path = opened;
  let end = at + (nodes[at]?.word === ':' ? 2 : 1);
  for (let next = furtherAt(nodes, end); next; next = furtherAt(nodes, end)) {
    path += next.text;
    end = next.end;
  }
  return read(r, nodes, { i, end, value, path });
}

/** The first step of a path; a colon and a name are one or two tokens. */
function stepAt(nodes: readonly Node[], at: number): string | undefined {
  const node = nodes[at];
  if (node?.kind !== 'leaf') return undefined;
  if (node.token.kind === 'param' && node.text.startsWith(':')) return node.text.slice(1);
  const next = nodes[at + 1];
  return node.word === ':' && next?.kind === 'leaf' && isName(next) ? next.text : undefined;
}

/** `.name` or `[0]` behind the first step. */
function furtherAt(nodes: readonly Node[], at: number): Step | undefined {
  const [sign, of, close] = nodes.slice(at, at + 3);
  if (of?.kind !== 'leaf') return undefined;
  if (sign?.word === '.' && isName(of)) return { text: `.${of.text}`, end: at + 2 };
  const position = sign?.kind === 'leaf' && sign.text === '[' && close?.kind === 'leaf' && close.text === ']';
  return position && /^\d+$/.test(of.text) ? { text: `[${of.text}]`, end: at + 3 } : undefined;
}

interface Path {
  readonly i: number;
  readonly end: number;
  readonly value: string;
  readonly path: string;
}

function read(r: Rewriting, nodes: readonly Node[], { i, end, value, path }: Path): Step {
  const at = place(nodes, i, end);
  const cast = nodes[skip(nodes, end)]?.word === '::' ? rewriteType(r, nodes, skip(nodes, end) + 1, false) : undefined;
  const type = cast && r.slots.pop()?.template;
  if (!/^[A-Za-z_][\w.]*(?:\[\d+\][\w.]*)*$/.test(path))
    notice(r, 'person', at, 'Keys with special characters in a path.', 'JSON_VALUE(x, \'$."key"\').');
  notice(r, 'note', at, 'A missing path and JSON null are both NULL here; keys are told apart by case on both sides.');
  if (plain[r.target])
    return { text: slot(r, type ? `$1:${path}::${type}` : `$1:${path}`, [value]), end: cast?.end ?? end };
  const text = `JSON_VALUE($1, '$.${path}')`;
  if (type === undefined) return { text: slot(r, `JSON_QUERY($1, '$.${path}')`, [value]), end };
  return { text: slot(r, type === 'STRING' ? text : `CAST(${text} AS ${type})`, [value]), end: cast?.end ?? end };
}

const exploding = ['LATERAL', 'VIEW', '[OUTER]', 'EXPLODE', '()', '$', 'AS', '$'];
const unnesting = ['CROSS', 'JOIN', 'UNNEST', '()', 'AS', '$', '()'];

/** Rows of an array: `LATERAL VIEW EXPLODE(xs) e AS x`, `CROSS JOIN UNNEST(xs) AS t (x)`. */
export function rowsOfArrayAt(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  print: (nodes: readonly Node[]) => string,
): Step | undefined {
  if (plain[r.target]) return undefined;
  const view = match(nodes, i, exploding);
  if (view > 0) {
    const outer = match(nodes, i, ['LATERAL', 'VIEW', 'OUTER']) > 0;
    const found = solid(nodes.slice(i, view));
    return rows(r, nodes, {
      i,
      end: view,
      array: found.find(({ kind }) => kind === 'group'),
      table: found.at(-3),
      name: found.at(-1),
      outer,
      print,
    });
  }
  const unnest = match(nodes, i, unnesting);
  if (unnest < 0) return undefined;
  const found = solid(nodes.slice(i, unnest));
  const columns = found.at(-1);
  const names = columns?.kind === 'group' ? solid(columns.nodes) : [];
  if (names.length !== 1) return undefined;
  return rows(r, nodes, { i, end: unnest, array: found[3], table: found.at(-2), name: names[0], outer: false, print });
}

interface Rows {
  readonly i: number;
  readonly end: number;
  readonly array: Node | undefined;
  readonly table: Node | undefined;
  readonly name: Node | undefined;
  readonly outer: boolean;
  readonly print: (nodes: readonly Node[]) => string;
}

function rows(
  r: Rewriting,
  nodes: readonly Node[],
  { i, end, array, table, name, outer, print }: Rows,
): Step | undefined {
  if (array?.kind !== 'group' || name?.kind !== 'leaf' || table?.kind !== 'leaf') return undefined;
  const at = place(nodes, i, end);
  if (new RegExp(`(?<![\\w.])${table.text.replace(/\W/g, '\\$&')}\\s*\\.`, 'i').test(r.text))
    notice(
      r,
      'person',
      at,
      `The column ${name.text} is read as ${table.text}.${name.text}.`,
      `Write ${name.text} alone: a row of UNNEST is its value.`,
    );
  return {
    text: `${outer ? 'LEFT' : 'CROSS'} JOIN ${slot(r, 'UNNEST($1)', [print(array.nodes)])} AS ${name.text}`,
    end,
  };
}
