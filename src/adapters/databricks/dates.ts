import { byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { bare } from '../../compiler/lower/translate/expression.ts';
import { coerced } from '../../compiler/lower/translate/literal-type.ts';
import { type DatePart, datePart, weekStart } from '../../compiler/lower/translate/parts.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call } from '../../compiler/sql/ast.ts';
import { bind, fail } from './bind.ts';
import { formats } from './formats.ts';

const date = { returns: 'DATE' } as const;
const datetime = { returns: 'DATETIME' } as const;
const timestamp = { returns: 'TIMESTAMP' } as const;
const int = { returns: 'INT64' } as const;

function partAt(call: Call, i: number, p: Printer): DatePart | undefined {
  const part = datePart(call.args[i]);
  if (!part) p.refuse(call.args[i] ?? call, 'this date part');
  return part;
}

const noPart = (call: Call, i: number, part: DatePart, p: Printer): Frag =>
  p.refuse(call.args[i] ?? call, `the part \`${part.name}\` in \`${call.name}\``);

const days: Readonly<Record<string, number>> = { DAY: 1, WEEK: 7 };
const months: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** DATE_ADD and DATE_SUB: days and months have functions of their own, which keep the type DATE. */
function addingDays(sign: 1 | -1): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [x, step] = call.args;
    if (!x || step?.kind !== 'interval') return p.refuse(step ?? call, `\`${call.name}\` without INTERVAL`);
    const unit = step.part.name.toUpperCase();
    const factor = (days[unit] ?? months[unit] ?? 0) * sign;
    if (factor === 0) return p.refuse(step.part, `the part \`${unit}\` in \`${call.name}\``);
    const n =
      step.of.kind === 'int'
        ? String(Number(step.of.text) * factor)
        : q`CAST(${p.operand(step.of)} * ${String(factor)} AS INT)`;
    return q`${days[unit] ? 'date_add' : 'add_months'}(${p.expr(x)}, ${n})`;
  };
  return custom(2, 2, print, { ...date, literals: ['DATE'] });
}

const instants = ['DAY', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND'];
const civil = [...instants, 'WEEK', 'MONTH', 'QUARTER', 'YEAR'];

function addingTime(sign: '' | '-', kind: 'TIMESTAMP' | 'DATETIME'): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [x, step] = call.args;
    if (!x || step?.kind !== 'interval') return p.refuse(step ?? call, `\`${call.name}\` without INTERVAL`);
    const unit = step.part.name.toUpperCase();
    if (!(kind === 'TIMESTAMP' ? instants : civil).includes(unit))
      return p.refuse(step.part, `the part \`${unit}\` in \`${call.name}\``);
    const n = step.of.kind === 'int' ? bare(step.of, p) : q`CAST(${p.expr(step.of)} AS INT)`;
    return q`timestampadd(${unit}, ${sign}${n}, ${p.expr(x)})`;
  };
  return custom(2, 2, print, { returns: kind, literals: [kind] });
}

/** Day on which the week of a date began; `start` as in `weekStart`. */
function weekOf(x: Frag, start: number): Frag {
  if (start === 0) return q`date_sub(${x}, dayofweek(${x}) - 1)`;
  return start === 1 ? q`trunc(${x}, 'WEEK')` : q`date_sub(${x}, pmod(dayofweek(${x}) - ${String(start + 1)}, 7))`;
}

/** Monday of the first week of a date's ISO year. */
const isoYearOf = (x: Frag): Frag => q`trunc(make_date(CAST(extract(YEAROFWEEK FROM ${x}) AS INT), 1, 4), 'WEEK')`;

/** Boundaries between two dates, of the parts that a calendar has; undefined for other parts. */
function boundaries(part: DatePart, a: Frag, b: Frag): Frag | undefined {
  const start = weekStart(part);
  if (start !== undefined) return q`CAST(datediff(${weekOf(a, start)}, ${weekOf(b, start)}) DIV 7 AS BIGINT)`;
  switch (part.name) {
    case 'DAY':
      return q`CAST(datediff(${a}, ${b}) AS BIGINT)`;
    case 'MONTH':
      return q`CAST((year(${a}) - year(${b})) * 12 + month(${a}) - month(${b}) AS BIGINT)`;
    case 'QUARTER':
      return q`CAST((year(${a}) - year(${b})) * 4 + quarter(${a}) - quarter(${b}) AS BIGINT)`;
    case 'YEAR':
      return q`CAST(year(${a}) - year(${b}) AS BIGINT)`;
    case 'ISOYEAR':
      return q`CAST(extract(YEAROFWEEK FROM ${a}) - extract(YEAROFWEEK FROM ${b}) AS BIGINT)`;
    default:
      return undefined;
  }
}

function difference(call: Call, p: Printer): Frag {
  const part = partAt(call, 2, p);
  if (!part) return '';
  return boundaries(part, fill('$1', call, p), fill('$2', call, p)) ?? noPart(call, 2, part, p);
}

/** Boundaries between two civil times: the clock's parts are counted from the epoch. */
function civilDifference(call: Call, p: Printer): Frag {
  const part = partAt(call, 2, p);
  if (!part) return '';
  const [a, b] = [fill('$1', call, p), fill('$2', call, p)];
  const days = boundaries(part, a, b);
  if (days) return days;
  const length = lengths[part.name];
  if (!length) return noPart(call, 2, part, p);
  const count = (x: Frag): Frag => {
    const micros = q`unix_micros(CAST(${x} AS TIMESTAMP))`;
    return q`(${micros} - pmod(${micros}, ${String(length)})) DIV ${String(length)}`;
  };
  return q`(${count(a)} - ${count(b)})`;
}

const lengths: Readonly<Record<string, number>> = {
  MICROSECOND: 1,
  MILLISECOND: 1_000,
  SECOND: 1_000_000,
  MINUTE: 60_000_000,
  HOUR: 3_600_000_000,
  DAY: 86_400_000_000,
};

function elapsed(call: Call, p: Printer): Frag {
  const part = partAt(call, 2, p);
  if (!part) return '';
  const length = lengths[part.name];
  return length ? fill(`((unix_micros($1) - unix_micros($2)) DIV ${length})`, call, p) : noPart(call, 2, part, p);
}

/** The first day of the part that holds a date; undefined for other parts. */
function dayOf(part: DatePart, x: Frag): Frag | undefined {
  const start = weekStart(part);
  if (start !== undefined) return weekOf(x, start);
  if (part.name === 'ISOYEAR') return isoYearOf(x);
  if (part.name === 'DAY') return x;
  return ['MONTH', 'QUARTER', 'YEAR'].includes(part.name) ? q`trunc(${x}, '${part.name}')` : undefined;
}

const typeWords: Readonly<Record<string, string>> = { DATE: 'DATE', DATETIME: 'TIMESTAMP_NTZ', TIMESTAMP: 'TIMESTAMP' };
const clockParts = ['HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND'];

/** The start of the part that holds a value, of the value's own type; a time zone only for parts of a calendar. */
function truncating(kind: Kind): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [x, , zone] = call.args;
    const part = partAt(call, 1, p);
    if (!part || !x) return '';
    const own = p.kind(x) ?? kind;
    const value = p.expr(x);
    if (own === 'DATE') return dayOf(part, value) ?? noPart(call, 1, part, p);
    const type = typeWords[own];
    if (!type) return p.refuse(x, `\`${call.name}\` of this type`);
    if (clockParts.includes(part.name))
      return zone
        ? p.refuse(zone, `\`${call.name}\` to a part of a day in a time zone`)
        : own === 'DATETIME'
          ? q`CAST(date_trunc('${part.name}', ${value}) AS ${type})`
          : q`date_trunc('${part.name}', ${value})`;
    if (zone) {
      const day = dayOf(part, q`CAST(from_utc_timestamp(${value}, ${p.expr(zone)}) AS DATE)`);
      return day ? q`to_utc_timestamp(CAST(${day} AS TIMESTAMP), ${p.expr(zone)})` : noPart(call, 1, part, p);
    }
    if (part.name === 'DAY' && own === 'TIMESTAMP') return q`date_trunc('DAY', ${value})`;
    const day = dayOf(part, q`CAST(${value} AS DATE)`);
    return day ? q`CAST(${day} AS ${type})` : noPart(call, 1, part, p);
  };
  return custom(2, kind === 'TIMESTAMP' ? 3 : 2, print, { returns: 'first', literals: [kind, undefined, undefined] });
}

/** LAST_DAY of any part of a calendar. */
function lastDay(call: Call, p: Printer): Frag {
  const [x] = call.args;
  const part: DatePart | undefined = call.args[1] ? partAt(call, 1, p) : { name: 'MONTH' };
  if (!part || !x) return '';
  const value = p.kind(x) === 'DATETIME' ? q`CAST(${p.expr(x)} AS DATE)` : p.expr(x);
  const start = weekStart(part);
  if (start !== undefined) return q`date_add(${weekOf(value, start)}, 6)`;
  switch (part.name) {
    case 'MONTH':
      return q`last_day(${value})`;
    case 'QUARTER':
      return q`last_day(add_months(trunc(${value}, 'QUARTER'), 2))`;
    case 'YEAR':
      return q`make_date(year(${value}), 12, 31)`;
    case 'ISOYEAR':
      return q`date_sub(trunc(make_date(CAST(extract(YEAROFWEEK FROM ${value}) AS INT) + 1, 1, 4), 'WEEK'), 1)`;
    default:
      return noPart(call, 1, part, p);
  }
}

const isYear = (text: string): boolean => BigInt(text) >= 1n && BigInt(text) <= 9999n;

/** Databricks has dates before the year 1 and after 9999. */
const withinYears = (date: Frag): Frag =>
  bind(date, (v) => {
    const beyond = q`${v} < DATE '0001-01-01' OR ${v} > DATE '9999-12-31'`;
    return q`if(${beyond}, CAST(${fail('a date beyond the years 1 to 9999')} AS DATE), ${v})`;
  });

/** Seconds since the epoch at which the years 1 and 10000 begin. */
const YEARS = [-62_135_596_800, 253_402_300_800] as const;

/** An instant from the time since the epoch, in parts of a second; an error beyond the years 1 to 9999. */
function fromEpoch(name: string, parts: number): FunctionRule {
  const [first, end] = YEARS.map((seconds) => `${BigInt(seconds) * BigInt(parts)}L`);
  const print = (call: Call, p: Printer): Frag =>
    bind(fill('$1', call, p), (v) => {
      const beyond = q`${v} < ${first ?? ''} OR ${v} >= ${end ?? ''}`;
      return q`if(${beyond}, CAST(${fail('an instant beyond the years 1 to 9999')} AS TIMESTAMP), ${name}(${v}))`;
    });
  return custom(1, 1, print, timestamp);
}

/** Days of 0001-01-01 and 9999-12-31, counted from 1970. */
const DAYS = ['-719162L', '2932896L'] as const;

const fromUnixDate = (call: Call, p: Printer): Frag =>
  bind(
    fill('$1', call, p),
    (v) =>
      q`if(${v} < ${DAYS[0]} OR ${v} > ${DAYS[1]}, CAST(${fail('a date beyond the years 1 to 9999')} AS DATE), date_from_unix_date(CAST(${v} AS INT)))`,
  );

function makeDate(call: Call, p: Printer): Frag {
  const [x, zone, day] = call.args;
  if (!x) return '';
  if (day)
    return x.kind === 'int' && isYear(x.text)
      ? fill('make_date($*)', call, p)
      : withinYears(fill('make_date($*)', call, p));
  if (zone) return q`CAST(from_utc_timestamp(${p.expr(coerced(x, 'TIMESTAMP'))}, ${p.expr(zone)}) AS DATE)`;
  return x.kind === 'string' ? p.expr(coerced(x, 'DATE')) : fill('CAST($1 AS DATE)', call, p);
}

const DAYS_OF_EVERY_MONTH = 28;

/** GENERATE_DATE_ARRAY: BigQuery steps from each date to the next, so months from the 29th on are not those of a sequence. */
function dates(call: Call, p: Printer): Frag {
  const [from, to, step] = call.args;
  if (!from || !to) return '';
  const of = step?.kind === 'interval' ? step.of : undefined;
  const size =
    of?.kind === 'int' ? Number(of.text) : of?.kind === 'unary' && of.of.kind === 'int' ? -Number(of.of.text) : 1;
  if (step && (step.kind !== 'interval' || !of || Number.isNaN(size) || size === 0 || !/^(int|unary)$/.test(of.kind)))
    return p.refuse(step, 'a step that is no literal INTERVAL');
  const unit = step?.kind === 'interval' ? step.part.name.toUpperCase() : 'DAY';
  if (!days[unit] && !months[unit]) return p.refuse(step ?? call, `a step of ${unit}`);
  const interval = `INTERVAL '${size * (days[unit] ?? months[unit] ?? 1)}' ${days[unit] ? 'DAY' : 'MONTH'}`;
  const [a, b] = [p.expr(from), p.expr(to)];
  const made = q`if(${a} ${size > 0 ? '>' : '<'} ${b}, CAST(array() AS ARRAY<DATE>), sequence(${a}, ${b}, ${interval}))`;
  const early = from.kind === 'typed' && Number(from.value.slice(-2)) <= DAYS_OF_EVERY_MONTH;
  if (days[unit] || early) return made;
  return q`if(day(${a}) > ${String(DAYS_OF_EVERY_MONTH)}, ${fail('GENERATE_DATE_ARRAY by months from a day after the 28th')}, ${made})`;
}

/** DATETIME: of its parts, of a date, or of an instant in a time zone. */
function makeDatetime(call: Call, p: Printer): Frag {
  const [x, second] = call.args;
  if (!x) return '';
  if (call.args.length === 6) return fill('make_timestamp_ntz($*)', call, p);
  if (call.args.length > 2) return p.refuse(call, `DATETIME with ${call.args.length} arguments`);
  if (second && p.kind(second) !== 'STRING') return p.refuse(second, 'DATETIME of a date and a TIME');
  if (second)
    return q`CAST(from_utc_timestamp(${p.expr(coerced(x, 'TIMESTAMP'))}, ${p.expr(second)}) AS TIMESTAMP_NTZ)`;
  return x.kind === 'string' ? p.expr(coerced(x, 'DATETIME')) : fill('CAST($1 AS TIMESTAMP_NTZ)', call, p);
}

/** TIMESTAMP: of a date or civil time, in a time zone. */
function makeTimestamp(call: Call, p: Printer): Frag {
  const [x, zone] = call.args;
  if (!x) return '';
  if (!zone) return x.kind === 'string' ? p.expr(coerced(x, 'TIMESTAMP')) : fill('CAST($1 AS TIMESTAMP)', call, p);
  const kind = p.kind(x);
  if (kind === 'STRING' && /(?:[+-]\d{1,2}(?::\d{2})?|[Zz]|UTC)$/.test(x.kind === 'string' ? x.value.slice(10) : 'Z'))
    return p.refuse(x, 'TIMESTAMP of a text that may have a zone of its own');
  return q`to_utc_timestamp(CAST(${p.expr(x)} AS TIMESTAMP), ${p.expr(zone)})`;
}

const inZone = (type: string): FunctionRule =>
  byArity({
    0: `CAST(current_timestamp() AS ${type})`,
    1: `CAST(from_utc_timestamp(current_timestamp(), $1) AS ${type})`,
  });

/** Dates and times; the session is in UTC. */
export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  CURRENT_DATE: byArity({ 0: 'current_date()', 1: 'CAST(from_utc_timestamp(current_timestamp(), $1) AS DATE)' }, date),
  CURRENT_DATETIME: { ...inZone('TIMESTAMP_NTZ'), ...datetime },
  CURRENT_TIMESTAMP: scalar(0, 'current_timestamp()', timestamp),
  DATE: custom(1, 3, makeDate, date),
  DATETIME: custom(1, 6, makeDatetime, datetime),
  DATETIME_ADD: addingTime('', 'DATETIME'),
  DATETIME_DIFF: custom(3, 3, civilDifference, { ...int, literals: ['DATETIME', 'DATETIME', undefined] }),
  DATETIME_SUB: addingTime('-', 'DATETIME'),
  DATETIME_TRUNC: truncating('DATETIME'),
  DATE_ADD: addingDays(1),
  DATE_DIFF: custom(3, 3, difference, { ...int, literals: ['DATE', 'DATE', undefined] }),
  DATE_FROM_UNIX_DATE: custom(1, 1, fromUnixDate, date),
  DATE_SUB: addingDays(-1),
  DATE_TRUNC: truncating('DATE'),
  ...formats,
  GENERATE_DATE_ARRAY: custom(2, 3, dates, { returns: 'ARRAY', literals: ['DATE', 'DATE', undefined] }),
  LAST_DAY: custom(1, 2, lastDay, { ...date, literals: ['DATE', undefined] }),
  TIMESTAMP: custom(1, 2, makeTimestamp, timestamp),
  TIMESTAMP_ADD: addingTime('', 'TIMESTAMP'),
  TIMESTAMP_DIFF: custom(3, 3, elapsed, { ...int, literals: ['TIMESTAMP', 'TIMESTAMP', undefined] }),
  TIMESTAMP_MICROS: fromEpoch('timestamp_micros', 1_000_000),
  TIMESTAMP_MILLIS: fromEpoch('timestamp_millis', 1_000),
  TIMESTAMP_SECONDS: fromEpoch('timestamp_seconds', 1),
  TIMESTAMP_SUB: addingTime('-', 'TIMESTAMP'),
  TIMESTAMP_TRUNC: truncating('TIMESTAMP'),
  UNIX_DATE: scalar(1, 'CAST(unix_date($1) AS BIGINT)', { ...int, literals: ['DATE'] }),
  UNIX_MICROS: scalar(1, 'unix_micros($1)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_MILLIS: scalar(1, 'unix_millis($1)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_SECONDS: scalar(1, 'unix_seconds($1)', { ...int, literals: ['TIMESTAMP'] }),
};
