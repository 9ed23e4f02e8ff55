import type { Expr } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { type Frag, joined, q } from './text.ts';

/**
 * Two STRUCTs that are written out are compared field by field: a NULL field makes the whole NULL in GoogleSQL, and
 * equal to another NULL on other engines.
 */
export function comparedStructs(e: Extract<Expr, { kind: 'binary' }>, p: Printer): Frag {
  const { op, left, right } = e;
  const count = left.kind === 'struct' && right.kind === 'struct' ? left.fields.length : 0;
  if (
    count === 0 ||
    left.kind !== 'struct' ||
    right.kind !== 'struct' ||
    right.fields.length !== count ||
    !/^(?:=|<>)$/.test(op)
  )
    return p.refuse(e, 'comparing STRUCTs', 'Compare their fields.');
  const fields = left.fields.map(({ value }, i): Frag => {
    const other = right.fields[i]?.value ?? value;
    return q`(${p.expr({ start: e.start, end: e.end, kind: 'binary', op: '=', left: value, right: other })})`;
  });
  return op === '=' ? joined(fields, ' AND ') : q`NOT (${joined(fields, ' AND ')})`;
}
