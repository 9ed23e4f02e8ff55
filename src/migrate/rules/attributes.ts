import { dateFormat, namesDay, teradataFormat } from './formats.ts';
import { type Node, notice, type Rewriting, slot } from './model.ts';
import type { Step } from './special.ts';
import { match, skip, solid, textValue } from './tree.ts';
import { rewriteType, typeAt } from './type-at.ts';

const words = new Set(
  `FORMAT NAMED TITLE CASESPECIFIC NOT UPPERCASE UC CS INTEGER INT SMALLINT BYTEINT BIGINT DECIMAL DEC NUMERIC NUMBER FLOAT REAL
  CHAR CHARACTER VARCHAR DATE TIMESTAMP TIME DOUBLE`.split(/\s+/),
);

/** Whether the brackets hold attributes of the value before them: `(FORMAT 'YYYY')`, `(INTEGER)`, `(DATE, FORMAT 'YYYY')`. */
function isAttribute(node: Node | undefined): boolean {
  if (node?.kind !== 'group') return false;
  const [first, second] = solid(node.nodes);
  if (first?.kind !== 'leaf' || !words.has(first.word)) return false;
  if (first.word === 'NOT') return second?.word === 'CASESPECIFIC' || second?.word === 'CS';
  if (/^(?:FORMAT|NAMED|TITLE)$/.test(first.word)) return true;
  if (second?.word === ',') return /^(?:FORMAT|NAMED|TITLE)$/.test(solid(node.nodes)[2]?.word ?? '');
  return (
    second === undefined || second.kind === 'group' || /^(?:CASESPECIFIC|PRECISION|CHARACTER|FORMAT)$/.test(second.word)
  );
}

/** A value of Teradata with attributes behind it. */
export function attributesAt(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  print: (nodes: readonly Node[]) => string,
): Step | undefined {
  if (r.dialect.name !== 'teradata') return undefined;
  const end = operandEnd(nodes, i);
  if (end < 0 || !isAttribute(nodes[skip(nodes, end)])) return undefined;
  let text = print(nodes.slice(i, end)).trim();
  let at = end;
  for (let next = skip(nodes, at); isAttribute(nodes[next]); next = skip(nodes, at)) {
    const group = nodes[next];
    if (group?.kind !== 'group') break;
    text = attribute(r, text, group);
    at = next + 1;
  }
  return { text, end: at };
}

/** Where the operand that begins at `i` ends: a path, a literal, brackets or a call; -1 where none begins. */
function operandEnd(nodes: readonly Node[], i: number): number {
  const node = nodes[i];
  if (node?.kind !== 'leaf' || nodes[i - 1]?.word === '.') return -1;
  if (/^(?:string|number)$/.test(node.token.kind)) return i + 1;
  if (
    !/^(?:word|quoted)$/.test(node.token.kind) ||
    /^(?:IN|AS|CAST|VALUES|SELECT|SEL|AND|OR|WHERE|ON|BY|FROM|JOIN|EXISTS|OVER|TABLE|INTO)$/.test(node.word)
  )
    return -1;
  let at = i + 1;
  while (nodes[at]?.word === '.' && nodes[at + 1]?.kind === 'leaf') at += 2;
  const group = skip(nodes, at);
  return nodes[group]?.kind === 'group' && !isAttribute(nodes[group]) ? group + 1 : at;
}

function attribute(r: Rewriting, text: string, group: Extract<Node, { kind: 'group' }>): string {
  const inner = group.nodes;
  const [first, second] = solid(inner);
  const at = { start: group.start, end: group.end };
  if (first?.word === 'NAMED' && second?.kind === 'leaf') return `${text} AS ${second.text}`;
  if (first?.word === 'TITLE' || first?.word === 'CASESPECIFIC' || first?.word === 'CS') return text;
  if (first?.word === 'FORMAT') {
    notice(
      r,
      'note',
      at,
      'FORMAT changes how BTEQ shows a value, not the value; it is left out.',
      'CAST(x AS STRING FORMAT ...) makes text.',
    );
    return text;
  }
  if (first?.word === 'NOT' || first?.word === 'UPPERCASE' || first?.word === 'UC') {
    notice(r, 'person', at, 'Text is compared without regard to case here.', 'UPPER(x).');
    return text;
  }
  return casted(r, text, inner, at);
}

function casted(
  r: Rewriting,
  text: string,
  inner: readonly Node[],
  at: { readonly start: number; readonly end: number },
): string {
  const end = typeAt(inner, 0)?.end ?? 0;
  const type = rewriteType(r, inner, 0, false);
  const name = type && r.slots.pop()?.template;
  const format = inner.find((node, k) => k > end && node.kind === 'leaf' && node.token.kind === 'string');
  const has = match(inner, end, [',', 'FORMAT', "'"]) > 0 || match(inner, end, ['FORMAT', "'"]) > 0;
  if (!has || format?.kind !== 'leaf') return name === undefined ? text : slot(r, `CAST($1 AS ${name})`, [text]);
  const common = teradataFormat(textValue(format.text));
  const made = common === undefined ? undefined : dateFormat(common, r.target);
  if (
    made === undefined ||
    name === undefined ||
    (name !== 'STRING' && !namesDay(made)) ||
    !/^(?:DATE|DATETIME|STRING)$/.test(name)
  ) {
    notice(r, 'person', at, 'The format of this cast is not one that is read alike here.');
    return text;
  }
  const databricks = name === 'DATE' ? `to_date($1, '${made}')` : `date_format($1, '${made}')`;
  return slot(r, { bigquery: `CAST($1 AS ${name} FORMAT '${made}')`, databricks }[r.target], [text]);
}
