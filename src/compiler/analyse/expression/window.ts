import { closest } from '../../diagnostics/closest.ts';
import type { At, Call, Ident, WindowSpec } from '../../sql/ast.ts';
import type { Making } from '../../sql/making.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import { type Scope, sameName } from '../model/relation.ts';
import { orderable, partitionable } from '../types/traits.ts';
import { shortText } from './field.ts';
import { bindFrame } from './frame.ts';
import { typeOf } from './type-of.ts';

/** What a function asks of its window. */
export interface WindowNeeds {
  readonly order: 'required' | 'optional' | 'unsupported';
  readonly frame: boolean;
  /** It can be called with DISTINCT. */
  readonly distinct: boolean;
}

/** What stands in a window and those that it builds on. */
interface Whole {
  readonly orderBy?: At;
  readonly frame?: At;
  readonly partitionBy?: At;
}

const inPartition: Place = { clause: 'PARTITION BY', aggregates: true, windows: false };
const inOrder: Place = { clause: "a window's ORDER BY", aggregates: true, windows: false };
const inPartitionAlone: Place = { ...inPartition, aggregates: false };
const inOrderAlone: Place = { ...inOrder, aggregates: false };

/** Gives types to the parts of a window and reports what is wrong in it. Once for each window: a named one by its SELECT. */
export function bindWindow(b: Binder, scope: Scope, spec: WindowSpec, place: Place): void {
  for (const expr of spec.partitionBy) {
    const { type } = typeOf(b, scope, expr, place.aggregates ? inPartition : inPartitionAlone);
    if (!partitionable(type)) report(b, 'BF2263', { clause: 'PARTITION BY', type: shortText(type) }, expr);
  }
  for (const { of } of spec.orderBy) {
    const { type } = typeOf(b, scope, of, place.aggregates ? inOrder : inOrderAlone);
    if (!orderable(type)) report(b, 'BF2263', { clause: 'ORDER BY', type: shortText(type) }, of);
  }
  if (spec.base) inherit(b, scope, spec, spec.base);
  if (spec.frame)
    bindFrame(b, scope, spec, spec.frame, wholeOf(scope, spec).orderBy !== undefined || spec.base !== undefined);
}

function inherit(b: Binder, scope: Scope, spec: WindowSpec, base: Ident): void {
  const from = named(b, scope, base);
  if (!from) return;
  const whole = wholeOf(scope, from);
  const [partition] = spec.partitionBy;
  const [order] = spec.orderBy;
  if (partition) report(b, 'BF2259', { what: 'PARTITION BY', base: base.name }, partition);
  else if (order && whole.orderBy) report(b, 'BF2259', { what: 'ORDER BY', base: base.name }, order.of);
  else if ((order || spec.frame) && whole.frame)
    report(b, 'BF2259', { what: 'ORDER BY or frame', base: base.name }, base, {
      help: `${base.name} already has a frame.`,
    });
}

/** The window of that name; reports that there is none. */
function named(b: Binder, scope: Scope, name: Ident): WindowSpec | undefined {
  if (!scope.windows) return undefined;
  const found = find(scope, name);
  if (found) return found;
  const near = closest(
    name.name,
    scope.windows.map((window) => window.name.name),
  );
  report(b, 'BF2258', { name: name.name, near }, name, { replacement: near });
  return undefined;
}

const find = (scope: Scope, name: Ident): WindowSpec | undefined =>
  scope.windows?.find((window) => sameName(window.name.name, name.name))?.spec;

/** The parts of a window together with those of the windows that it builds on. */
function wholeOf(scope: Scope, spec: WindowSpec): Whole {
  const whole: Making<Whole> = {};
  let at: WindowSpec | undefined = spec;
  for (let depth = 0; at && depth <= (scope.windows?.length ?? 0); depth += 1) {
    const [order] = at.orderBy;
    const [partition] = at.partitionBy;
    if (order) whole.orderBy ??= order.of;
    if (at.frame) whole.frame ??= at.frame.from.of ?? at;
    if (partition) whole.partitionBy ??= partition;
    at = at.base && find(scope, at.base);
  }
  return whole;
}

/** Binds the window of a call and checks it against what the function asks. */
export function bindOver(
  b: Binder,
  scope: Scope,
  call: Call,
  over: WindowSpec | Ident,
  needs: WindowNeeds,
  place: Place,
) {
  const inline = 'partitionBy' in over;
  if (inline) bindWindow(b, scope, over, place);
  const spec = inline ? over : named(b, scope, over);
  if (!spec || (spec.base && !(scope.windows && find(scope, spec.base)))) return;
  const whole = wholeOf(scope, spec);
  const where = (part: At | undefined): At => (inline && part ? part : over);
  const { name } = call;
  if (!whole.orderBy && needs.order === 'required') report(b, 'BF2256', { name }, over);
  if (whole.orderBy && needs.order === 'unsupported')
    report(b, 'BF2257', { name, what: 'ORDER BY' }, where(whole.orderBy));
  else if (whole.orderBy && call.distinct && needs.distinct)
    report(b, 'BF2257', { name: `${name} with DISTINCT`, what: 'ORDER BY' }, where(whole.orderBy));
  if (whole.frame && !needs.frame) report(b, 'BF2257', { name, what: 'frame' }, where(whole.frame));
  else if (whole.frame && call.distinct && needs.distinct)
    report(b, 'BF2257', { name: `${name} with DISTINCT`, what: 'frame' }, where(whole.frame));
}
