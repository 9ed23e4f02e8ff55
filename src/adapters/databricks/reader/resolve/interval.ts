import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { binary, call, ident, int } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Raw } from '../tree.ts';
import { DATE, shown, TIMESTAMP } from '../types/spark.ts';
import type { Value } from './resolver.ts';

/** A length of time as written, in whole units. */
export interface Span {
  readonly amount: Expr;
  readonly unit: string;
}

type Interval = Extract<Raw, { kind: 'interval' }>;

const whole = (text: string): number | undefined => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined);

/** What stands in an INTERVAL literal; `evaluate` gives amounts that are no literals. */
export function spansOf(raw: Interval, evaluate: (raw: Raw) => Value): readonly Span[] {
  return raw.parts.flatMap(({ of, unit, to }) => {
    if (of.kind === 'string') return fromText(of.value, unit, to, of);
    if (to !== undefined) return refuse(of, `an INTERVAL ${unit} TO ${to} that is no text`);
    const value = evaluate(of);
    if (value.t.kind !== 'INT')
      return refuse(of, `an INTERVAL of ${shown(value.t)}`, 'Only whole numbers of a unit are read.');
    return [{ amount: value.e, unit }];
  });
}

function fromText(text: string, unit: string, to: string | undefined, place: At): readonly Span[] {
  const trimmed = text.trim();
  const single = whole(trimmed);
  if (to === undefined && single !== undefined) return [{ amount: int(single, place), unit }];
  const sign = trimmed.startsWith('-') ? -1 : 1;
  const rest = trimmed.replace(/^[+-]\s*/, '');
  const span = (n: string | undefined, name: string): Span => ({
    amount: int(sign * Number(n ?? 0), place),
    unit: name,
  });
  if (unit === 'YEAR' && to === 'MONTH') {
    const found = /^(\d{1,4})-(\d{1,2})$/.exec(rest);
    if (found) return [span(found[1], 'YEAR'), span(found[2], 'MONTH')];
  }
  if (unit === 'DAY' && to === 'SECOND') {
    const found = /^(\d{1,7}) (\d{1,2}):(\d{1,2}):(\d{1,2})$/.exec(rest);
    if (found)
      return [span(found[1], 'DAY'), span(found[2], 'HOUR'), span(found[3], 'MINUTE'), span(found[4], 'SECOND')];
  }
  return refuse(place, 'this INTERVAL');
}

const calendar = ['YEAR', 'QUARTER', 'MONTH'];
const days = ['WEEK', 'DAY'];

const interval = (amount: Expr, unit: string, place: At): Expr => ({
  start: place.start,
  end: place.end,
  kind: 'interval',
  of: amount,
  part: ident(unit, place),
});

/** A moment and a length of time. Months that end earlier cut the day, on both sides. */
export function moved(v: Value, spans: readonly Span[], sign: 1 | -1, place: At): Value {
  const verb = sign === 1 ? 'ADD' : 'SUB';
  const clock = spans.some(({ unit }) => !calendar.includes(unit) && !days.includes(unit));
  let value = v;
  if (v.t.kind === 'DATE' && clock) value = { ...v, e: call('TIMESTAMP', [v.e], place), t: TIMESTAMP };
  for (const { amount, unit } of spans) value = one(value, verb, amount, unit, place);
  return value;
}

function one(v: Value, verb: 'ADD' | 'SUB', amount: Expr, unit: string, place: At): Value {
  switch (v.t.kind) {
    case 'DATE':
      return { ...v, e: call(`DATE_${verb}`, [v.e, interval(amount, unit, place)], place), t: DATE };
    case 'TIMESTAMP_NTZ':
      return { ...v, e: call(`DATETIME_${verb}`, [v.e, interval(amount, unit, place)], place) };
    case 'TIMESTAMP': {
      if (calendar.includes(unit)) {
        const civil = call('DATETIME', [v.e], place);
        const added = call(`DATETIME_${verb}`, [civil, interval(amount, unit, place)], place);
        return { ...v, e: call('TIMESTAMP', [added], place) };
      }
      const [n, name] = unit === 'WEEK' ? [binary('*', amount, int(7, place), place), 'DAY'] : [amount, unit];
      return { ...v, e: call(`TIMESTAMP_${verb}`, [v.e, interval(n, name, place)], place) };
    }
    default:
      return refuse(
        place,
        `an INTERVAL beside ${v.t.kind === 'UNKNOWN' ? 'a value whose type is not known' : shown(v.t)}`,
      );
  }
}
