import { byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { bare, coerced } from '../../compiler/lower/translate/expression.ts';
import { type DatePart, datePart, weekStart } from '../../compiler/lower/translate/parts.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call } from '../../compiler/sql/ast.ts';
import { string } from './quoting.ts';

const date = { returns: 'DATE' } as const;
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

function addingTime(sign: '' | '-'): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [x, step] = call.args;
    if (!x || step?.kind !== 'interval') return p.refuse(step ?? call, `\`${call.name}\` without INTERVAL`);
    const unit = step.part.name.toUpperCase();
    if (!instants.includes(unit)) return p.refuse(step.part, `the part \`${unit}\` in \`${call.name}\``);
    const n = step.of.kind === 'int' ? bare(step.of, p) : p.operand(step.of);
    return q`timestampadd(${unit}, ${sign}${n}, ${p.expr(x)})`;
  };
  return custom(2, 2, print, { ...timestamp, literals: ['TIMESTAMP'] });
}

/** Boundaries between two dates. */
function difference(call: Call, p: Printer): Frag {
  const part = partAt(call, 2, p);
  if (!part) return '';
  const templates: Readonly<Record<string, string>> = {
    DAY: 'CAST(datediff($1, $2) AS BIGINT)',
    MONTH: 'CAST((year($1) - year($2)) * 12 + month($1) - month($2) AS BIGINT)',
    QUARTER: 'CAST((year($1) - year($2)) * 4 + quarter($1) - quarter($2) AS BIGINT)',
    YEAR: 'CAST(year($1) - year($2) AS BIGINT)',
  };
  if (weekStart(part) === 0)
    return fill(
      'CAST(datediff(date_sub($1, dayofweek($1) - 1), date_sub($2, dayofweek($2) - 1)) DIV 7 AS BIGINT)',
      call,
      p,
    );
  if (weekStart(part) === 1)
    return fill("CAST(datediff(trunc($1, 'WEEK'), trunc($2, 'WEEK')) DIV 7 AS BIGINT)", call, p);
  const template = templates[part.name];
  return template ? fill(template, call, p) : noPart(call, 2, part, p);
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

function dateTrunc(call: Call, p: Printer): Frag {
  const part = partAt(call, 1, p);
  if (!part) return '';
  if (weekStart(part) === 0) return fill('date_sub($1, dayofweek($1) - 1)', call, p);
  if (weekStart(part) === 1) return fill("trunc($1, 'WEEK')", call, p);
  if (!['MONTH', 'QUARTER', 'YEAR'].includes(part.name)) return noPart(call, 1, part, p);
  return fill(`trunc($1, '${part.name}')`, call, p);
}

function timestampTrunc(call: Call, p: Printer): Frag {
  const part = partAt(call, 1, p);
  if (!part) return '';
  const name = weekStart(part) === 1 ? 'WEEK' : part.name;
  const known =
    ['DAY', 'HOUR', 'MINUTE', 'SECOND', 'MONTH', 'QUARTER', 'YEAR'].includes(part.name) || weekStart(part) === 1;
  return known ? fill(`date_trunc('${name}', $1)`, call, p) : noPart(call, 1, part, p);
}

/** Elements of a date format in the letters of Databricks' patterns. */
const letters: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  R: 'HH:mm',
  b: 'MMM',
  B: 'MMMM',
  a: 'EEE',
  A: 'EEEE',
  y: 'yy',
  j: 'DDD',
  I: 'hh',
  p: 'a',
};

/** A date format as a pattern; letters that are no elements are quoted. Undefined where an element has no counterpart. */
function datePattern(format: string): string | undefined {
  let fault = false;
  const made = format.replace(/%([\s\S])|[A-Za-z]+|['#[\]{}]/g, (all: string, element?: string) => {
    if (element === '%') return '%';
    const found = element === undefined ? `'${all.replaceAll("'", "''")}'` : letters[element];
    if (found === undefined || (element === undefined && /[#[\]{}]/.test(all))) fault = true;
    return found ?? '';
  });
  return fault ? undefined : made;
}

function withPattern(name: string, kind: Kind, formatFirst: boolean): FunctionRule {
  const print = (call: Call, p: Printer): Frag => {
    const [format, x] = call.args;
    const made = format?.kind === 'string' ? datePattern(format.value) : undefined;
    if (made === undefined || !x) return p.refuse(format ?? call, `this format in \`${call.name}\``);
    return q`${name}(${p.expr(formatFirst ? coerced(x, kind) : x)}, ${string(made)})`;
  };
  return custom(2, 2, print, { returns: formatFirst ? 'STRING' : kind });
}

function makeDate(call: Call, p: Printer): Frag {
  const [x, zone, day] = call.args;
  if (!x) return '';
  if (day) return fill('make_date($*)', call, p);
  if (zone) return q`CAST(from_utc_timestamp(${p.expr(coerced(x, 'TIMESTAMP'))}, ${p.expr(zone)}) AS DATE)`;
  return x.kind === 'string' ? p.expr(coerced(x, 'DATE')) : fill('CAST($1 AS DATE)', call, p);
}

function dates(call: Call, p: Printer): Frag {
  const [, , step] = call.args;
  if (step && (step.kind !== 'interval' || step.of.kind !== 'int'))
    return p.refuse(step, 'a step that is no literal INTERVAL');
  const by =
    step?.kind === 'interval' && step.of.kind === 'int' ? `${step.of.text} ${step.part.name.toUpperCase()}` : '1 DAY';
  return q`sequence(${fill('$1, $2', call, p)}, INTERVAL ${by})`;
}

/** Dates and times; the session is in UTC. */
export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  CURRENT_DATE: scalar(0, 'current_date()', date),
  CURRENT_TIMESTAMP: scalar(0, 'current_timestamp()', timestamp),
  DATE: custom(1, 3, makeDate, date),
  DATETIME: scalar(1, 'CAST($1 AS TIMESTAMP_NTZ)', { returns: 'DATETIME' }),
  DATE_ADD: addingDays(1),
  DATE_DIFF: custom(3, 3, difference, { ...int, literals: ['DATE', 'DATE', undefined] }),
  DATE_FROM_UNIX_DATE: scalar(1, 'date_from_unix_date(CAST($1 AS INT))', date),
  DATE_SUB: addingDays(-1),
  DATE_TRUNC: custom(2, 2, dateTrunc, { ...date, literals: ['DATE', undefined] }),
  FORMAT_DATE: withPattern('date_format', 'DATE', true),
  FORMAT_TIMESTAMP: withPattern('date_format', 'TIMESTAMP', true),
  GENERATE_DATE_ARRAY: custom(2, 3, dates, { returns: 'ARRAY', literals: ['DATE', 'DATE', undefined] }),
  LAST_DAY: scalar(1, 'last_day($1)', { ...date, literals: ['DATE'] }),
  PARSE_DATE: withPattern('to_date', 'DATE', false),
  PARSE_TIMESTAMP: withPattern('to_timestamp', 'TIMESTAMP', false),
  TIMESTAMP: byArity({ 1: 'CAST($1 AS TIMESTAMP)' }, { ...timestamp, literals: ['TIMESTAMP'] }),
  TIMESTAMP_ADD: addingTime(''),
  TIMESTAMP_DIFF: custom(3, 3, elapsed, { ...int, literals: ['TIMESTAMP', 'TIMESTAMP', undefined] }),
  TIMESTAMP_MICROS: scalar(1, 'timestamp_micros($1)', timestamp),
  TIMESTAMP_MILLIS: scalar(1, 'timestamp_millis($1)', timestamp),
  TIMESTAMP_SECONDS: scalar(1, 'timestamp_seconds($1)', timestamp),
  TIMESTAMP_SUB: addingTime('-'),
  TIMESTAMP_TRUNC: custom(2, 2, timestampTrunc, { ...timestamp, literals: ['TIMESTAMP', undefined] }),
  UNIX_DATE: scalar(1, 'CAST(unix_date($1) AS BIGINT)', { ...int, literals: ['DATE'] }),
  UNIX_MICROS: scalar(1, 'unix_micros($1)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_MILLIS: scalar(1, 'unix_millis($1)', { ...int, literals: ['TIMESTAMP'] }),
  UNIX_SECONDS: scalar(1, 'unix_seconds($1)', { ...int, literals: ['TIMESTAMP'] }),
};
