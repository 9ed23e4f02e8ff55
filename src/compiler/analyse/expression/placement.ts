import type { Call } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { FunctionTraits } from '../signatures/kind.ts';

const inAggregate: Place = {
  clause: 'the arguments of an aggregate function',
  aggregates: false,
  windows: false,
  inAggregate: true,
};
const inGrouped: Place = { clause: 'the arguments of an aggregate function', aggregates: true, windows: false };
const inWindow: Place = { clause: 'the arguments of a window function', aggregates: true, windows: false };
const inWindowAlone: Place = { ...inWindow, aggregates: false };

/** Where the arguments of a call stand. Reports a call that stands where its function may not. */
export function insideOf(b: Binder, call: Call, of: FunctionTraits, place: Place): Place {
  if (call.over) return insideWindow(b, call, of, place);
  if (of.kind === 'analytic') {
    report(b, 'BF2253', { name: call.name }, call.nameAt, { help: `Write ${call.name}(...) OVER (...).` });
    return inWindowAlone;
  }
  return of.kind === 'aggregate' ? insideAggregate(b, call, place) : place;
}

function insideAggregate(b: Binder, call: Call, place: Place): Place {
  if (place.inAggregate)
    report(b, 'BF2251', { name: call.name }, call.nameAt, { help: 'Aggregate in a subquery first.' });
  else if (!place.aggregates) {
    const help = place.clause === 'WHERE' ? 'Conditions on groups stand in HAVING.' : undefined;
    report(b, 'BF2250', { name: call.name, clause: place.clause }, call.nameAt, { help });
  }
  return call.groupBy ? inGrouped : inAggregate;
}

function insideWindow(b: Binder, call: Call, of: FunctionTraits, place: Place): Place {
  if (!of.over) {
    report(b, 'BF2254', { name: call.name }, call.nameAt);
    return of.kind === 'aggregate' ? inAggregate : place;
  }
  if (!place.windows) {
    const filters = place.clause === 'WHERE' || place.clause === 'HAVING';
    report(b, 'BF2252', { name: call.name, clause: place.clause }, call.nameAt, {
      help: filters ? 'Conditions on window functions stand in QUALIFY.' : undefined,
    });
  }
  return place.aggregates && !place.inAggregate ? inWindow : inWindowAlone;
}
