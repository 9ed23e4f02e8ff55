import { type Node, notice, type Rewriting, slot } from './model.ts';
import type { Step } from './special.ts';
import { match, skip, textValue } from './tree.ts';
import { place } from './type-at.ts';

const unit = (word: string): string | undefined =>
  /^(YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?$/.exec(word)?.[1];

/** `INTERVAL '5' DAY`, `INTERVAL '1 day'`, `INTERVAL '1-2' YEAR TO MONTH`, and dates that stand alone. */
export function intervalAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  if (node?.kind !== 'leaf' || node.token.kind !== 'word') return undefined;
  if (node.word === 'DATE' || node.word === 'TIME') return bareDate(r, nodes, i);
  if (node.word !== 'INTERVAL') return undefined;
  const text =
    match(nodes, i, ['INTERVAL', "'|#|-"]) > 0 ||
    match(nodes, i, ['INTERVAL', "'"]) > 0 ||
    match(nodes, i, ['INTERVAL', '#']) > 0;
  const value = nodes[skip(nodes, i + 1)];
  if (!text || value?.kind !== 'leaf') return undefined;
  return literal(r, nodes, i, value.text);
}

function literal(r: Rewriting, nodes: readonly Node[], i: number, written: string): Step | undefined {
  const inside = textValue(written).trim();
  const after = skip(nodes, skip(nodes, i + 1) + 1);
  const words = /^([+-]?\d+)\s*([A-Za-z]+)$/.exec(inside);
  const named = unit((words?.[2] ?? '').toUpperCase());
  const end = words ? skip(nodes, i + 1) + 1 : after + 1;
  const part = named ?? unit(nodes[after]?.word ?? '');
  const amount = words?.[1] ?? (/^[+-]?\d+$/.test(inside) ? inside : undefined);
  const range = match(nodes, after, ['?', 'TO', '?']);
  if (part !== undefined && amount !== undefined && (words || range < 0)) {
    const brackets = nodes[skip(nodes, end)];
    const past =
      !words && brackets?.kind === 'group' && /^[\d,\s]*$/.test(r.text.slice(brackets.start + 1, brackets.end - 1))
        ? skip(nodes, end) + 1
        : end;
    return { text: slot(r, `INTERVAL ${amount} ${part}`), end: past };
  }
  const at = place(nodes, i, range > 0 ? range : end);
  notice(r, 'person', at, 'This interval has no decided counterpart.', 'MAKE_INTERVAL, or one part after the other.');
  return undefined;
}

/** Teradata's DATE and TIME without a text are today and now. */
function bareDate(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  if (r.dialect.name !== 'teradata' || node?.kind !== 'leaf') return undefined;
  const next = nodes[skip(nodes, i + 1)];
  const before = nodes.slice(0, i).findLast((n) => n.kind === 'group' || n.token.kind !== 'space');
  if (next?.kind === 'group' || (next?.kind === 'leaf' && next.token.kind === 'string')) return undefined;
  if (before?.word === 'AS' || before?.word === '.' || next?.word === '.' || next?.word === 'FORMAT') return undefined;
  if (
    before?.kind === 'leaf' &&
    before.token.kind === 'word' &&
    !/^(?:SELECT|SEL|BETWEEN|AND|OR|WHERE|THEN|ELSE|WHEN|BY|ON|NOT|VALUES)$/.test(before.word)
  )
    return undefined;
  if (node.word === 'TIME') {
    notice(r, 'person', node.token, 'The time of day of the session.', "CURRENT_TIME('Europe/Berlin').");
    return undefined;
  }
  notice(r, 'note', node.token, 'The day is that of the session there and of UTC here.');
  return { text: slot(r, { bigquery: 'CURRENT_DATE()', databricks: 'current_date()' }[r.target]), end: i + 1 };
}
