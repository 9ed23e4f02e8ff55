import type { Expr } from '../../../../compiler/sql/ast.ts';
import { at, binary, call, not } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { patternOf } from '../regexp.ts';
import type { Raw } from '../tree.ts';
import { BOOLEAN } from '../types/spark.ts';
import { textOf } from './operators.ts';
import { note, type Resolver, type Value } from './resolver.ts';

type Like = Extract<Raw, { kind: 'like' }>;

/** LIKE, ILIKE, RLIKE, with ANY and ALL. */
export function matched(raw: Like, left: Value, right: readonly Value[], r: Resolver): Value {
  const place = at(raw);
  const of = textOf(r, left, place);
  const tests = right.map((one) => test(raw, of, textOf(r, one, place), r));
  const [first, ...rest] = tests;
  if (!first) return refuse(raw, 'LIKE without a pattern');
  const all = rest.reduce((a, b) => binary(raw.quantifier === 'ALL' ? 'AND' : 'OR', a, b, place), first);
  const grouped = [left, ...right].some((v) => v.grouped);
  const inner = rest.length > 0 || raw.op === 'RLIKE';
  return { e: raw.not && inner ? not(all, place) : all, t: BOOLEAN, ...(grouped && { grouped: true }) };
}

function test(raw: Like, of: Value, pattern: Value, r: Resolver): Expr {
  const place = at(raw);
  if (raw.op === 'RLIKE') {
    note(r, raw, 'RLIKE', 'rewritten');
    return call('REGEXP_CONTAINS', [of.e, patternOf(pattern, raw, r)], place);
  }
  const negated = raw.not && raw.right.length === 1;
  const right = escaped(raw, pattern);
  if (raw.op === 'LIKE') return { ...place, kind: 'like', not: negated, left: of.e, right };
  return {
    ...place,
    kind: 'like',
    not: negated,
    left: call('LOWER', [of.e], place),
    right: call('LOWER', [right], place),
  };
}

/** The pattern with a backslash as its escape. */
function escaped({ escape: written }: Like, { e }: Value): Expr {
  if (e.kind !== 'string')
    return written === undefined || written === '\\' ? e : refuse(e, 'ESCAPE with a pattern that is no literal');
  const sign = written ?? '\\';
  let value = '';
  for (let i = 0; i < e.value.length; i += 1) {
    const c = e.value[i] ?? '';
    const next = e.value[i + 1] ?? '';
    if (c === sign) {
      if (next !== '%' && next !== '_' && next !== sign)
        return refuse(e, 'this pattern', 'Only %, _ and the escape itself may be escaped.');
      value += next === '\\' ? '\\\\' : next === '%' || next === '_' ? `\\${next}` : next;
      i += 1;
    } else value += c === '\\' ? '\\\\' : c;
  }
  return { ...e, value };
}
