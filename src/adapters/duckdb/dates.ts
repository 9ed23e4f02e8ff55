import { byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { bare } from '../../compiler/lower/translate/expression.ts';
import { coerced } from '../../compiler/lower/translate/literal-type.ts';
import { type DatePart, datePart, weekStart } from '../../compiler/lower/translate/parts.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { zone as zoneOf } from './expressions.ts';
import { dateFormat, segmentsOf } from './formats.ts';
import { parseFormats } from './parse-formats.ts';
import { string } from './quoting.ts';

const date = { returns: 'DATE' } as const;
const datetime = { returns: 'DATETIME' } as const;
const timestamp = { returns: 'TIMESTAMP' } as const;
const time = { returns: 'TIME' } as const;
const int = { returns: 'INT64' } as const;

/** Parts of a calendar that date_trunc and date_diff know. */
const calendar: Readonly<Record<string, string>> = {
  YEAR: 'year',
  QUARTER: 'quarter',
  MONTH: 'month',
  DAY: 'day',
};

const clock: Readonly<Record<string, string>> = {
  HOUR: 'hour',
  MINUTE: 'minute',
  SECOND: 'second',
  MILLISECOND: 'millisecond',
  MICROSECOND: 'microsecond',
};

/** Microseconds in the parts of fixed length. */
const lengths: Readonly<Record<string, number>> = {
  MICROSECOND: 1,
  MILLISECOND: 1_000,
  SECOND: 1_000_000,
  MINUTE: 60_000_000,
  HOUR: 3_600_000_000,
  DAY: 86_400_000_000,
};

/** The date part at argument `i`, or undefined after a refusal. */
function partAt(call: Call, i: number, p: Printer): DatePart | undefined {
  const e = call.args[i];
  const part = datePart(e);
  if (!part) p.refuse(e ?? call, 'this date part');
  return part;
}

const noPart = (call: Call, i: number, part: DatePart, p: Printer): Frag =>
  p.refuse(call.args[i] ?? call, `the part \`${part.name}\` in \`${call.name}\``);

/** `x + INTERVAL`, of the type of x. */
function adding(sign: '+' | '-', kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [x, step] = call.args;
    if (step?.kind !== 'interval') return p.refuse(step ?? call, `\`${call.name}\` without INTERVAL`);
    const unit = step.part.name.toUpperCase();
    if (kind === 'TIMESTAMP' && !lengths[unit]) return p.refuse(step.part, `the part \`${unit}\` in \`${call.name}\``);
    const days = kind === 'TIMESTAMP' && unit === 'DAY';
    const by = days ? q`to_hours(${timesOf(step.of, p)})` : p.expr(step);
    if (!x) return '';
    if (p.kind(x) === 'DATE' && kind === 'DATE') return q`CAST(${p.expr(x)} ${sign} ${by} AS DATE)`;
    if (kind !== 'DATE') return q`(${p.operand(x)} ${sign} ${by})`;
    return q`biform.${sign === '+' ? 'bf_add' : 'bf_sub'}(${p.expr(x)}, ${by})`;
  };
  return custom(2, 2, print, { literals: [kind], returns: kind === 'DATE' ? 'first' : kind });
}

/** A day of a TIMESTAMP is 24 hours, whatever the session's zone. */
const timesOf = (e: Expr, p: Printer): Frag =>
  e.kind === 'int' ? String(Number(e.text) * 24) : q`${p.operand(e)} * 24`;

/** Boundaries between two dates or civil times. */
function difference(kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const part = partAt(call, 2, p);
    if (!part) return '';
    const start = weekStart(part);
    if (start !== undefined) return fill(`biform.bf_diff_week($1, $2, ${start})`, call, p);
    if (part.name === 'ISOYEAR') return fill('biform.bf_diff_isoyear($1, $2)', call, p);
    const name = calendar[part.name] ?? (kind === 'DATE' ? undefined : clock[part.name]);
    if (!name) return noPart(call, 2, part, p);
    const known = call.args.slice(0, 2).every((e) => ['DATE', 'DATETIME'].includes(p.kind(e) ?? ''));
    return fill(known ? `date_diff('${name}', $2, $1)` : `biform.bf_diff($1, $2, '${name}')`, call, p);
  };
  return custom(3, 3, print, { ...int, literals: [kind, kind] });
}

/** Whole units that passed between two instants, or between two times of a day. */
function elapsed(macro: string, kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const part = partAt(call, 2, p);
    if (!part) return '';
    const length = lengths[part.name];
    if (!length || (kind === 'TIME' && part.name === 'DAY')) return noPart(call, 2, part, p);
    return fill(`biform.${macro}($1, $2, ${length})`, call, p);
  };
  return custom(3, 3, print, { ...int, literals: [kind, kind] });
}

/** The start of the part that holds a date or civil time, of the same type. */
function truncating(kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const part = partAt(call, 1, p);
    if (!part) return '';
    const start = weekStart(part);
    if (start !== undefined) return fill(`biform.bf_trunc_week($1, ${start})`, call, p);
    if (part.name === 'ISOYEAR') return fill('biform.bf_trunc_isoyear($1)', call, p);
    const name = calendar[part.name] ?? (kind === 'DATE' ? undefined : clock[part.name]);
    if (!name) return noPart(call, 1, part, p);
    const [x] = call.args;
    if (x && p.kind(x) === 'DATE') return fill(`CAST(date_trunc('${name}', $1) AS DATE)`, call, p);
    return fill(`biform.bf_trunc_part($1, '${name}')`, call, p);
  };
  return custom(2, 2, print, { returns: 'first', literals: [kind] });
}

/** The start of the part that holds an instant, in a time zone. */
function timestampTrunc(call: Call, p: Printer): Frag {
  const part = partAt(call, 1, p);
  if (!part) return '';
  const zone = call.args[2] ? zoneOf(call.args[2], p) : "'UTC'";
  const start = weekStart(part);
  const x = fill('$1', call, p);
  if (start !== undefined) return q`biform.bf_zone_trunc_week(${x}, ${String(start)}, ${zone})`;
  if (part.name === 'ISOYEAR') return q`biform.bf_zone_trunc_isoyear(${x}, ${zone})`;
  const time = clock[part.name];
  if (time) return q`biform.bf_zone_trunc_clock(${x}, '${time}', ${zone})`;
  const name = calendar[part.name];
  return name ? q`biform.bf_zone_trunc(${x}, '${name}', ${zone})` : noPart(call, 1, part, p);
}

function lastDay(call: Call, p: Printer): Frag {
  const part: DatePart | undefined = call.args[1] ? partAt(call, 1, p) : { name: 'MONTH' };
  if (!part) return '';
  const start = weekStart(part);
  if (start !== undefined) return fill(`biform.bf_last_day_week($1, ${start})`, call, p);
  if (part.name === 'ISOYEAR') return fill('biform.bf_last_day_isoyear($1)', call, p);
  const name = ['YEAR', 'QUARTER', 'MONTH'].includes(part.name) ? calendar[part.name] : undefined;
  return name ? fill(`biform.bf_last_day($1, '${name}')`, call, p) : noPart(call, 1, part, p);
}

/** FORMAT_*: a literal format, then the value as a civil time. */
function printing(value: (call: Call, p: Printer) => Frag, max: number, kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [format] = call.args;
    if (format?.kind !== 'string') return p.refuse(format ?? call, `\`${call.name}\` with a format that is no literal`);
    const segments = segmentsOf(format.value);
    const alone = segments.every((segment) => segment.computed === undefined);
    const moment = value(call, p);
    if (segments.length === 0) return q`CASE WHEN ${moment} IS NOT NULL THEN '' END`;
    const parts = segments.map((segment): Frag => {
      if (segment.computed !== undefined) return segment.computed;
      const made = dateFormat(segment.format ?? '');
      if ('fault' in made) return p.refuse(format, `the format element \`${made.fault}\``);
      return q`strftime(${alone ? moment : 'moment'}, ${string(made.format)})`;
    });
    if (alone) return joined(parts, ' || ');
    return q`list_transform([${moment}], lambda moment: ${joined(parts, ' || ')})[1]`;
  };
  return custom(2, max, print, { returns: 'STRING', literals: [undefined, kind, undefined] });
}

const civil = (call: Call, p: Printer): Frag => {
  const x = call.args[1];
  if (!x) return '';
  const kind = p.kind(x);
  return kind === 'DATE' || kind === 'DATETIME' ? p.expr(x) : q`biform.bf_naive(${p.expr(x)})`;
};

const zoned = (call: Call, p: Printer): Frag => {
  const [, , zone] = call.args;
  return zone ? q`timezone(${zoneOf(zone, p)}, ${fill('$2', call, p)})` : civil(call, p);
};

/** PARSE_*: a literal format; the whole text must fit it. */
function parsing(result: (parsed: Frag, call: Call, p: Printer) => Frag, max: number, kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [format, x] = call.args;
    if (format?.kind !== 'string') return p.refuse(format ?? call, `\`${call.name}\` with a format that is no literal`);
    const made = parseFormats(format.value);
    if ('fault' in made) return p.refuse(format, `the format element \`${made.fault}\` in \`${call.name}\``);
    if (made.zoned && kind !== 'TIMESTAMP') return p.refuse(format, `an offset from UTC in \`${call.name}\``);
    const [only, more] = made.formats;
    const formats = more === undefined ? string(only ?? '') : `[${made.formats.map(string).join(', ')}]`;
    const short = made.fraction ? q`biform.bf_to_micros(${x ? p.expr(x) : ''})` : x ? p.expr(x) : '';
    const read = q`strptime(${made.zoned ? q`biform.bf_with_offset(${short})` : short}, ${formats})`;
    const parsed = /%Y/.test(formats) ? q`biform.bf_from_year_one(${read})` : read;
    return made.zoned ? parsed : result(parsed, call, p);
  };
  return custom(2, max, print, { returns: kind });
}

const inZone = (parsed: Frag, call: Call, p: Printer): Frag => {
  const [, , zone] = call.args;
  return zone ? q`biform.bf_instant(${parsed}, ${zoneOf(zone, p)})` : q`timezone('UTC', ${parsed})`;
};

/** Numbers of a calendar as arguments. */
const whole = (call: Call, from: number, to: number, p: Printer): Frag[] =>
  call.args.slice(from, to).map((e) => bare(e, p));

function makeDate(call: Call, p: Printer): Frag {
  const [x, zone, day] = call.args;
  if (!x) return '';
  if (day && zone) return fill('biform.bf_date_of($1, $2, $3)', call, p);
  if (zone) return q`CAST(timezone(${zoneOf(zone, p)}, ${p.expr(coerced(x, 'TIMESTAMP'))}) AS DATE)`;
  if (x.kind === 'string') return p.expr(coerced(x, 'DATE'));
  return p.kind(x) === 'DATE' || p.kind(x) === 'DATETIME'
    ? fill('CAST($1 AS DATE)', call, p)
    : fill('biform.bf_date($1)', call, p);
}

function makeDatetime(call: Call, p: Printer): Frag {
  const [x, second] = call.args;
  if (!x) return '';
  if (call.args.length === 6)
    return q`biform.bf_make_datetime(${joinedArgs(whole(call, 0, 5, p))}, ${fill('$6', call, p)})`;
  if (call.args.length > 2) return p.refuse(call, `DATETIME with ${call.args.length} arguments`);
  if (second && p.kind(second) === 'TIME') return fill('(CAST($1 AS DATE) + $2)', call, p);
  if (second?.kind === 'string') return q`timezone(${zoneOf(second, p)}, ${p.expr(coerced(x, 'TIMESTAMP'))})`;
  if (second) return p.refuse(second, 'DATETIME with a second argument that is no literal time zone');
  if (x.kind === 'string') return p.expr(coerced(x, 'DATETIME'));
  return fill('biform.bf_naive($1)', call, p);
}

const joinedArgs = (args: readonly Frag[]): Frag => args.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg]));

function makeTimestamp(call: Call, p: Printer): Frag {
  const [x, zone] = call.args;
  if (!x) return '';
  if (zone) return q`biform.bf_timestamp_in(${fill('$1', call, p)}, ${zoneOf(zone, p)})`;
  return x.kind === 'string' ? p.expr(coerced(x, 'TIMESTAMP')) : fill('biform.bf_timestamp($1)', call, p);
}

/** GENERATE_DATE_ARRAY. */
function dates(call: Call, p: Printer): Frag {
  const step = call.args[2];
  if (step && step.kind !== 'interval') return p.refuse(step, 'a step that is no INTERVAL');
  return q`biform.bf_dates(${fill('$1, $2', call, p)}, ${step ? p.expr(step) : 'INTERVAL 1 DAY'})`;
}

function timestamps(call: Call, p: Printer): Frag {
  const step = call.args[2];
  if (step?.kind !== 'interval') return p.refuse(step ?? call, 'a step that is no INTERVAL');
  return q`generate_series(${fill('$1, $2', call, p)}, ${p.expr(step)})`;
}

const zones: readonly (Kind | undefined)[] = [undefined];
const now = (type: string): FunctionRule =>
  byArity(
    { 0: `CAST(timezone('UTC', now()) AS ${type})`, 1: `CAST(timezone($1, now()) AS ${type})` },
    { literals: zones },
  );

/** Dates and times. Parts and formats are checked element by element; weeks start on Sunday unless they say otherwise. */
export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  CURRENT_DATE: { ...now('DATE'), ...date },
  CURRENT_DATETIME: { ...now('TIMESTAMP'), ...datetime },
  CURRENT_TIME: { ...now('TIME'), ...time },
  CURRENT_TIMESTAMP: scalar(0, 'now()', timestamp),
  DATE: custom(1, 3, makeDate, date),
  DATETIME: custom(1, 6, makeDatetime, datetime),
  DATETIME_ADD: adding('+', 'DATETIME'),
  DATETIME_DIFF: difference('DATETIME'),
  DATETIME_SUB: adding('-', 'DATETIME'),
  DATETIME_TRUNC: truncating('DATETIME'),
  DATE_ADD: adding('+', 'DATE'),
  DATE_DIFF: difference('DATE'),
  DATE_FROM_UNIX_DATE: scalar(1, "CAST(timezone('UTC', biform.bf_since_epoch(%1 * 86400000000)) AS DATE)", date),
  DATE_SUB: adding('-', 'DATE'),
  DATE_TRUNC: truncating('DATE'),
  FORMAT_DATE: printing(civil, 2, 'DATE'),
  FORMAT_DATETIME: printing(civil, 2, 'DATETIME'),
  FORMAT_TIME: printing((call, p) => q`(DATE '1970-01-01' + ${fill('%2', call, p)})`, 2, 'TIME'),
  FORMAT_TIMESTAMP: printing(zoned, 3, 'TIMESTAMP'),
  GENERATE_DATE_ARRAY: custom(2, 3, dates, { returns: 'ARRAY', literals: ['DATE', 'DATE', undefined] }),
  GENERATE_TIMESTAMP_ARRAY: custom(3, 3, timestamps, {
    returns: 'ARRAY',
    literals: ['TIMESTAMP', 'TIMESTAMP', undefined],
  }),
  LAST_DAY: custom(1, 2, lastDay, { ...date, literals: ['DATE', undefined] }),
  PARSE_DATE: parsing((parsed) => q`CAST(${parsed} AS DATE)`, 2, 'DATE'),
  PARSE_DATETIME: parsing((parsed) => parsed, 2, 'DATETIME'),
  PARSE_TIME: parsing((parsed) => q`CAST(${parsed} AS TIME)`, 2, 'TIME'),
  PARSE_TIMESTAMP: parsing(inZone, 3, 'TIMESTAMP'),
  TIME: custom(
    1,
    3,
    (call, p) => {
      if (call.args.length === 3) return fill('biform.bf_time_of($1, $2, $3)', call, p);
      const [x, zone] = call.args;
      // A literal may name its time zone.
      const text = x?.kind === 'string' ? p.expr(coerced(x, 'TIMESTAMP')) : fill('$1', call, p);
      return zone ? q`CAST(timezone(${zoneOf(zone, p)}, ${text}) AS TIME)` : q`CAST(biform.bf_naive(${text}) AS TIME)`;
    },
    time,
  ),
  TIMESTAMP: custom(1, 2, makeTimestamp, timestamp),
  TIMESTAMP_ADD: adding('+', 'TIMESTAMP'),
  TIMESTAMP_DIFF: elapsed('bf_elapsed', 'TIMESTAMP'),
  TIMESTAMP_MICROS: scalar(1, 'biform.bf_since_epoch(CAST($1 AS BIGINT))', timestamp),
  TIMESTAMP_MILLIS: scalar(1, 'biform.bf_since_epoch(CAST($1 AS BIGINT) * 1000)', timestamp),
  TIMESTAMP_SECONDS: scalar(1, 'biform.bf_since_epoch(CAST($1 AS BIGINT) * 1000000)', timestamp),
  TIMESTAMP_SUB: adding('-', 'TIMESTAMP'),
  TIMESTAMP_TRUNC: custom(2, 3, timestampTrunc, { ...timestamp, literals: ['TIMESTAMP', undefined, undefined] }),
  TIME_DIFF: elapsed('bf_time_diff', 'TIME'),
  UNIX_DATE: scalar(1, "date_diff('day', DATE '1970-01-01', $1)", { ...int, literals: ['DATE'] }),
  UNIX_MICROS: scalar(1, 'epoch_us($1)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_MILLIS: scalar(1, 'biform.bf_unix($1, 1000)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_SECONDS: scalar(1, 'biform.bf_unix($1, 1000000)', { ...int, literals: ['TIMESTAMP'] }),
};
