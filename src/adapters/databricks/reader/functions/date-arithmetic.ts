import { call, ident, int } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { numberAt } from '../parse/primary.ts';
import { castOf } from '../resolve/cast.ts';
import { meaningOf } from '../resolve/expression.ts';
import { moved } from '../resolve/interval.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill, type Named } from '../template.ts';
import type { Raw } from '../tree.ts';
import { between, wider } from '../types/common.ts';
import { arrayOf, BIGINT, DATE, DOUBLE, TIMESTAMP } from '../types/spark.ts';
import { type Called, coerced, custom } from './rule.ts';

export const wordOf = (raw: Raw | undefined): string =>
  raw?.kind === 'name' && raw.parts.length === 1
    ? (raw.parts[0]?.name.toUpperCase() ?? '')
    : raw?.kind === 'string'
      ? raw.value.toUpperCase()
      : '';

export const units: ReadonlySet<string> = new Set([
  'YEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAY',
  'HOUR',
  'MINUTE',
  'SECOND',
  'MILLISECOND',
  'MICROSECOND',
]);

const unitOf = (raw: Raw | undefined): string => (wordOf(raw) === 'DAYOFYEAR' ? 'DAY' : wordOf(raw));

/** dateadd(unit, n, x) and timestampadd: two arguments are date_add. */
export function added(c: Called): Value {
  const { raw, r, place } = c;
  if (raw.args.length === 2)
    return plusDays(
      c.r,
      1,
      raw.args.map((arg) => meaningOf(arg, r)),
      place,
      raw.name,
    );
  const [unit, n, x] = raw.args;
  const word = unitOf(unit);
  if (!n || !x || !units.has(word)) return refuse(unit ?? raw, 'this unit of time');
  const amount = coerced(c.r, meaningOf(n, r), 'i', n, raw.name);
  const value = meaningOf(x, r);
  const moment = value.t.kind === 'STRING' ? castOf(c.r, value, TIMESTAMP, x, false) : value;
  // What is added to a DATE by this function makes a TIMESTAMP.
  const start = moment.t.kind === 'DATE' ? castOf(c.r, moment, TIMESTAMP, x, false) : moment;
  return moved(start, [{ amount: amount.e, unit: word }], 1, place);
}

export function plusDays(r: Named, sign: 1 | -1, args: readonly Value[], place: Called['place'], name: string): Value {
  const [x, n] = args;
  if (!x || !n) return refuse(place, `this use of \`${name.toLowerCase()}\``);
  const day = coerced(r, x, 'd', place, name);
  const count = coerced(r, n, 'i', place, name);
  return { e: fill(r, `DATE_${sign === 1 ? 'ADD' : 'SUB'}(@a, INTERVAL @b DAY)`, [day.e, count.e], place), t: DATE };
}

const lengths: Readonly<Record<string, number>> = {
  MICROSECOND: 1,
  MILLISECOND: 1e3,
  SECOND: 1e6,
  MINUTE: 6e7,
  HOUR: 3.6e9,
  DAY: 8.64e10,
  WEEK: 6.048e11,
};

/** timestampdiff(unit, a, b), and datediff with a unit: whole units between two moments. */
export function difference(c: Called): Value {
  const { raw, r, place } = c;
  if (raw.args.length === 2) {
    const [b, a] = raw.args.map((arg) => coerced(c.r, meaningOf(arg, r), 'd', arg, raw.name));
    if (!a || !b) return refuse(raw, 'this use of `datediff`');
    return { e: fill(c.r, 'DATE_DIFF(@a, @b, DAY)', [b.e, a.e], place), t: between(-3652425, 3652425) };
  }
  const [unit, from, to] = raw.args;
  const word = unitOf(unit);
  if (!from || !to || !units.has(word)) return refuse(unit ?? raw, 'this unit of time');
  const instant = (one: Raw): Value => {
    const v = meaningOf(one, r);
    return v.t.kind === 'TIMESTAMP_NTZ' ? castOf(c.r, v, TIMESTAMP, one, false) : coerced(c.r, v, 't', one, raw.name);
  };
  const [a, b] = [instant(from), instant(to)];
  const length = lengths[word];
  if (length !== undefined)
    return { e: fill(c.r, `DIV(UNIX_MICROS(@b) - UNIX_MICROS(@a), ${length})`, [a.e, b.e], place), t: BIGINT };
  const months = monthsBetween;
  const per = { MONTH: 1, QUARTER: 3, YEAR: 12 }[word] ?? 1;
  return { e: fill(c.r, per === 1 ? months : `DIV(${months}, ${per})`, [a.e, b.e], place), t: BIGINT };
}

const inMonth = (x: string): string => `(UNIX_MICROS(${x}) - UNIX_MICROS(TIMESTAMP_TRUNC(${x}, MONTH)))`;
const monthsOf = 'DATE_DIFF(DATE(@b), DATE(@a), MONTH)';
/** Whole months between two instants: the last one counts where its day and time have been reached. */
const monthsBetween = `CASE WHEN @b >= @a THEN ${monthsOf} - IF(${inMonth('@b')} < ${inMonth('@a')}, 1, 0) ELSE ${monthsOf} + IF(${inMonth('@b')} > ${inMonth('@a')}, 1, 0) END`;

/** add_months: the day is cut to the length of the month. */
export const months = custom('d i', ({ args, place, r }) => ({
  e: fill(
    r,
    'DATE_ADD(@a, INTERVAL @b MONTH)',
    args.map((v) => v.e),
    place,
  ),
  t: DATE,
}));

export function monthsBetweenDates({ args, place, raw, r }: Called): Value {
  const [b, a] = args;
  if (!a || !b || args.length > 2) return refuse(raw, 'this use of `months_between`');
  const last = (x: string): string => `EXTRACT(DAY FROM ${x}) = EXTRACT(DAY FROM LAST_DAY(${x}))`;
  const text = `IF(EXTRACT(DAY FROM @a) = EXTRACT(DAY FROM @b) OR (${last('@a')} AND ${last('@b')}), CAST(DATE_DIFF(@b, @a, MONTH) AS FLOAT64), ROUND(DATE_DIFF(@b, @a, MONTH) + (EXTRACT(DAY FROM @b) - EXTRACT(DAY FROM @a)) / 31, 8))`;
  if (a.t.kind !== 'DATE' || b.t.kind !== 'DATE') return refuse(raw, '`months_between` of other types than DATE');
  return { e: fill(r, text, [a.e, b.e], place), t: DOUBLE };
}

const DAYS_OF_EVERY_MONTH = 28;
const calendar: ReadonlySet<string> = new Set(['MONTH', 'YEAR']);

/** sequence(start, stop[, step]). */
export function sequence({ raw, r, place }: Called): Value {
  const [a, b, s] = raw.args;
  if (!a || !b) return refuse(raw, 'this use of `sequence`');
  const [from, to] = [meaningOf(a, r), meaningOf(b, r)];
  if (from.t.kind === 'INT' && to.t.kind === 'INT') {
    const step = s && meaningOf(s, r);
    if (step && (step.literal === undefined || Number(step.literal) === 0))
      return refuse(s ?? raw, '`sequence` with a step that is no literal');
    const t = arrayOf({ kind: 'INT', bits: wider(from.t, to.t) });
    if (!step)
      return {
        e: fill(r, 'IF(@a <= @b, GENERATE_ARRAY(@a, @b), GENERATE_ARRAY(@a, @b, -1))', [from.e, to.e], place),
        t,
      };
    const wrong = Number(step.literal) > 0 ? '@a > @b' : '@a < @b';
    return {
      e: fill(
        r,
        `IF(${wrong}, ERROR('a step of sequence away from its end'), GENERATE_ARRAY(@a, @b, @c))`,
        [from.e, to.e, step.e],
        place,
      ),
      t,
    };
  }
  const [one] = s?.kind === 'interval' ? s.parts : [];
  const days =
    !s ||
    (one &&
      s.kind === 'interval' &&
      s.parts.length === 1 &&
      one.to === undefined &&
      ['DAY', 'WEEK', 'MONTH', 'YEAR'].includes(one.unit));
  if (from.t.kind !== 'DATE' || to.t.kind !== 'DATE' || !days) return refuse(raw, '`sequence` of these values');
  const amount = one ? meaningOf(one.of.kind === 'string' ? numberAt(one.of.value, one.of) : one.of, r) : undefined;
  const size = Number(amount?.literal ?? 0);
  if (amount && !(size !== 0)) return refuse(raw, '`sequence` with a step that is no literal');
  const unit = one?.unit ?? 'DAY';
  const step = { ...place, kind: 'interval' as const, of: amount?.e ?? int(1, place), part: ident(unit, place) };
  const steps = call('GENERATE_DATE_ARRAY', [from.e, to.e, step], place);
  // Databricks counts months from the first date, GoogleSQL from each date to the next one.
  const early = from.e.kind === 'typed' && Number(from.e.value.slice(-2)) <= DAYS_OF_EVERY_MONTH;
  const forward =
    calendar.has(unit) && !early
      ? fill(
          r,
          `IF(EXTRACT(DAY FROM @a) > ${DAYS_OF_EVERY_MONTH}, ERROR('a sequence by months from a day after the 28th'), @b)`,
          [from.e, steps],
          place,
        )
      : steps;
  return {
    e: fill(
      r,
      s
        ? `IF(@a ${size < 0 ? '<' : '>'} @b, ERROR('a step of sequence away from its end'), @c)`
        : 'IF(@a > @b, GENERATE_DATE_ARRAY(@a, @b, INTERVAL -1 DAY), @c)',
      [from.e, to.e, forward],
      place,
    ),
    t: arrayOf(DATE),
  };
}
