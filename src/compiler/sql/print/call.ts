import type { Call, FrameBound, WindowSpec } from '../ast.ts';
import { baseText, exprList, exprText, orderText } from './expression.ts';
import { dotted, ident, type Printing } from './name.ts';

/** A function call with all its modifiers. */
export function callText(e: Call, p: Printing): string {
  const [first, ...others] = e.args;
  const chained = e.chained && first;
  const head = chained ? `${baseText(first, p)}.${dotted(e.path)}` : `${e.safe ? 'SAFE.' : ''}${dotted(e.path)}`;
  const args = exprList(chained ? others : e.args, p);
  const over = e.over ? ` OVER ${'name' in e.over ? ident(e.over) : windowText(e.over, p)}` : '';
  return `${head}(${e.distinct ? 'DISTINCT ' : ''}${args}${modifiers(e, p)})${over}`;
}

function modifiers(e: Call, p: Printing): string {
  let out = '';
  if (e.where) out += ` WHERE ${exprText(e.where, p)}`;
  if (e.nulls) out += ` ${e.nulls} NULLS`;
  if (e.groupBy) out += ` GROUP BY ${exprList(e.groupBy, p)}`;
  if (e.having) out += ` HAVING ${e.having.pick} ${exprText(e.having.of, p)}`;
  if (e.clamped) out += ` CLAMPED BETWEEN ${exprText(e.clamped.low, p, 5)} AND ${exprText(e.clamped.high, p, 5)}`;
  if (e.orderBy.length > 0) out += ` ORDER BY ${orderText(e.orderBy, p)}`;
  return e.limit ? `${out} LIMIT ${exprText(e.limit, p)}` : out;
}

/** `(base PARTITION BY .. ORDER BY .. frame)`. */
export function windowText(w: WindowSpec, p: Printing): string {
  const parts: string[] = [];
  if (w.base) parts.push(ident(w.base));
  if (w.partitionBy.length > 0) parts.push(`PARTITION BY ${exprList(w.partitionBy, p)}`);
  if (w.orderBy.length > 0) parts.push(`ORDER BY ${orderText(w.orderBy, p)}`);
  if (w.frame) {
    const { unit, from, to } = w.frame;
    parts.push(to ? `${unit} BETWEEN ${bound(from, p)} AND ${bound(to, p)}` : `${unit} ${bound(from, p)}`);
  }
  return `(${parts.join(' ')})`;
}

const bound = ({ kind, of }: FrameBound, p: Printing): string => (of ? `${exprText(of, p)} ${kind}` : kind);
