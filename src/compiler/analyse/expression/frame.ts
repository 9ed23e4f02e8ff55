import type { Expr, FrameBound, WindowSpec } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { coerces } from '../types/coerce.ts';
import type { Typed } from '../types/type.ts';
import { shortText } from './field.ts';
import { isOpen } from './known.ts';
import { typeOf } from './type-of.ts';

type Frame = NonNullable<WindowSpec['frame']>;

const inFrame: Place = { clause: 'a window frame', aggregates: false, windows: false };
const numbers = new Set(['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'unknown']);

/** Bounds from the first row to the last. */
const order = ['UNBOUNDED PRECEDING', 'PRECEDING', 'CURRENT ROW', 'FOLLOWING', 'UNBOUNDED FOLLOWING'];

/** Gives types to the bounds of a frame and reports what is wrong in it. Source: GoogleSQL "Window frame clause". */
export function bindFrame(b: Binder, scope: Scope, spec: WindowSpec, frame: Frame, ordered: boolean): void {
  const bounds = frame.to ? [frame.from, frame.to] : [frame.from];
  const distances = bounds.flatMap(({ of }) => of ?? []);
  const typed = distances.map((of) => typeOf(b, scope, of, inFrame));
  direction(b, spec, frame);
  for (const [i, of] of distances.entries()) {
    const distance = typed[i];
    if (!distance || !constant(b, of)) continue;
    if (frame.unit === 'ROWS') {
      if (!isOpen(distance) && distance.type.kind !== 'INT64')
        report(b, 'BF2261', { what: `INT64 in ROWS, but it is ${shortText(distance.type)}` }, of);
    } else if (ordered) rangeDistance(b, spec, of, distance);
    else {
      report(b, 'BF2262', { what: 'an ORDER BY' }, of);
      return;
    }
  }
}

function direction(b: Binder, spec: WindowSpec, frame: Frame): void {
  const at = (bound: FrameBound): Expr | WindowSpec => bound.of ?? spec;
  const { from, to } = frame;
  if (from.kind === 'UNBOUNDED FOLLOWING') report(b, 'BF2260', { what: 'begin with UNBOUNDED FOLLOWING' }, spec);
  else if (to?.kind === 'UNBOUNDED PRECEDING') report(b, 'BF2260', { what: 'end with UNBOUNDED PRECEDING' }, spec);
  else if (!to && from.kind === 'FOLLOWING')
    report(b, 'BF2260', { what: 'begin behind the current row, where it ends' }, at(from));
  else if (to && order.indexOf(to.kind) < order.indexOf(from.kind))
    report(b, 'BF2260', { what: `begin with ${from.kind} and end with ${to.kind}` }, at(to));
}

/** Whether a distance is a constant, as it must be; reports others. */
function constant(b: Binder, of: Expr): boolean {
  switch (of.kind) {
    case 'int':
    case 'float':
    case 'string':
    case 'param':
    case 'verbatim':
    case 'opaque':
    case 'interval':
    case 'typed':
      return true;
    case 'cast':
      return constant(b, of.of);
    case 'path':
      if (b.bindings.get(of)?.kind !== 'column') return true;
      report(b, 'BF2261', { what: 'a number that is written out, or a parameter' }, of);
      return false;
    case 'unary':
      if (of.op === '-') report(b, 'BF2261', { what: 'a number that is not negative' }, of);
      return false;
    case 'null':
      report(b, 'BF2261', { what: 'a number' }, of);
      return false;
    default:
      report(b, 'BF2261', { what: 'a number that is written out, or a parameter' }, of);
      return false;
  }
}

function rangeDistance(b: Binder, spec: WindowSpec, of: Expr, distance: Typed): void {
  const [key, second] = spec.orderBy;
  if (second) {
    report(b, 'BF2262', { what: 'an ORDER BY of one key' }, second.of);
    return;
  }
  const type = key && b.types.get(key.of)?.type;
  if (!type) return;
  if (!numbers.has(type.kind)) {
    report(b, 'BF2262', { what: `a number as ORDER BY, but this is ${shortText(type)}` }, key.of, {
      help:
        type.kind === 'DATE'
          ? 'Order by UNIX_DATE(x) to count in days.'
          : type.kind === 'TIMESTAMP'
            ? 'Order by UNIX_SECONDS(x) to count in seconds.'
            : undefined,
    });
  } else if (!isOpen(distance) && type.kind !== 'unknown' && !coerces(distance, type))
    report(b, 'BF2261', { what: `${shortText(type)}, but it is ${shortText(distance.type)}` }, of);
}
