import { call, int, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { castOf } from '../resolve/cast.ts';
import { extractOf } from '../resolve/extract.ts';
import type { Value } from '../resolve/resolver.ts';
import { bound, fill } from '../template.ts';
import { between } from '../types/common.ts';
import { BIGINT, DATE, NTZ, type Spark, STRING, shown, TIMESTAMP } from '../types/spark.ts';
import { added, difference, months, monthsBetweenDates, plusDays, sequence, units } from './date-arithmetic.ts';
import { printedBy, readingOf } from './formats.ts';
import { type Called, coerced, custom, type Rules, scalar } from './rule.ts';

const part = (name: string) =>
  custom('*', ({ args, place, raw, r }) => {
    const [x] = args;
    if (!x) return refuse(raw, 'this use');
    const moment =
      x.t.kind === 'STRING'
        ? castOf(r, x, ['HOUR', 'MINUTE', 'SECOND'].includes(name) ? TIMESTAMP : DATE, place, false)
        : x;
    const made = extractOf(r, name, moment, place);
    return name === 'SECOND'
      ? {
          e: fill(
            r,
            'EXTRACT(SECOND FROM @a)',
            [moment.t.kind === 'DATE' ? call('DATETIME', [moment.e], place) : moment.e],
            place,
          ),
          t: between(0, 59),
        }
      : made;
  });

/** date_trunc(unit, x): a DATE becomes a TIMESTAMP. */
function truncated({ args, place, raw, r }: Called): Value {
  const [unit, x] = args;
  const word = unit?.e.kind === 'string' ? unit.e.value.toUpperCase() : '';
  const name = { YYYY: 'YEAR', YY: 'YEAR', MON: 'MONTH', MM: 'MONTH', DD: 'DAY' }[word] ?? word;
  if (!x || !units.has(name)) return refuse(raw, '`date_trunc` to this unit', 'It must be a literal.');
  const to = name === 'WEEK' ? 'WEEK(MONDAY)' : name;
  const zoneless = x.t.kind === 'TIMESTAMP_NTZ';
  const v = zoneless ? x : coerced(r, x, 't', place, raw.name);
  return {
    e: fill(r, zoneless ? `TIMESTAMP(DATETIME_TRUNC(@a, ${to}))` : `TIMESTAMP_TRUNC(@a, ${to})`, [v.e], place),
    t: TIMESTAMP,
  };
}

/** trunc(date, unit). */
function truncatedDate({ args, place, raw, r }: Called): Value {
  const [x, unit] = args;
  const word = unit?.e.kind === 'string' ? unit.e.value.toUpperCase() : '';
  const names: Readonly<Record<string, string>> = {
    YEAR: 'YEAR',
    YYYY: 'YEAR',
    YY: 'YEAR',
    QUARTER: 'QUARTER',
    MONTH: 'MONTH',
    MON: 'MONTH',
    MM: 'MONTH',
    WEEK: 'WEEK(MONDAY)',
  };
  const to = names[word];
  if (!x || to === undefined) return refuse(raw, '`trunc` to this unit');
  const v = coerced(r, x, 'd', place, raw.name);
  return { e: fill(r, `DATE_TRUNC(@a, ${to})`, [v.e], place), t: DATE };
}

const kinds: Readonly<Partial<Record<Spark['kind'], string>>> = {
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'DATETIME',
};

function formatted({ args, place, raw, r }: Called): Value {
  const [x, pattern] = args;
  if (!x) return refuse(raw, 'this use of `date_format`');
  const v = x.t.kind === 'STRING' ? castOf(r, x, TIMESTAMP, place, false) : x;
  const timed = pattern?.e.kind === 'string' && /[HhmsSa]/.test(pattern.e.value.replace(/'[^']*'/g, ''));
  const own = v.t.kind === 'DATE' && timed ? castOf(r, v, NTZ, place, false) : v;
  const kind = kinds[own.t.kind];
  if (!kind) return refuse(raw, `\`date_format\` of ${shown(x.t)}`);
  const made = bound(r, own.e, place, (e) => printedBy(r, pattern, `FORMAT_${kind}`, e, place));
  return { e: made, t: STRING };
}

/** to_date and to_timestamp: without a pattern they are casts. */
const parsing = (kind: 'DATE' | 'TIMESTAMP', safe: boolean) =>
  custom('* s?', ({ args, place, raw, r }) => {
    const [x, pattern] = args;
    const t = kind === 'DATE' ? DATE : TIMESTAMP;
    if (!x) return refuse(raw, 'this use');
    if (!pattern) return x.t.kind === t.kind ? x : castOf(r, x, t, place, safe);
    if (x.t.kind !== 'STRING') return refuse(raw, `\`${raw.name.toLowerCase()}\` of ${shown(x.t)} by a pattern`);
    const { format, shape } = readingOf(pattern);
    const name = `PARSE_${kind}`;
    const read =
      kind === 'DATE' && /%[HIMS]/.test(format) ? `DATE(PARSE_DATETIME('${format}', @a))` : `${name}('${format}', @a)`;
    const made = safe ? `SAFE.${read}` : read;
    const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text does not fit the pattern')`;
    if (safe && read.startsWith('DATE(')) return refuse(raw, `\`${raw.name.toLowerCase()}\` by a pattern with a time`);
    return { e: fill(r, `CASE WHEN REGEXP_CONTAINS(@a, r'${shape}') THEN ${made}${end} END`, [x.e], place), t };
  });

function madeDate({ args, place }: Called): Value {
  return {
    e: call(
      'DATE',
      args.map((v) => v.e),
      place,
    ),
    t: DATE,
  };
}

/** next_day(date, 'MON'). */
function nextDay({ args, place, raw, r }: Called): Value {
  const [x, day] = args;
  const word = day?.e.kind === 'string' ? day.e.value.toUpperCase() : '';
  const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
  const at = days.findIndex(
    (name) => word !== '' && (name === word || name.slice(0, 3) === word || name.slice(0, 2) === word),
  );
  if (!x || at < 0) return refuse(raw, '`next_day` of this name of a day', 'It must be a literal.');
  return {
    e: fill(r, `DATE_ADD(@a, INTERVAL 7 - MOD(EXTRACT(DAYOFWEEK FROM @a) + ${6 - at}, 7) DAY)`, [x.e], place),
    t: DATE,
  };
}

const epoch = (unit: string) => scalar('t', 'l', `UNIX_${unit}(@a)`);
const instant = (template: string) => scalar('i', 't', template);

function zoned(name: 'from' | 'to') {
  return custom('t s', ({ args, place, r }) => {
    const template = name === 'from' ? "TIMESTAMP(DATETIME(@a, @b), 'UTC')" : "TIMESTAMP(DATETIME(@a, 'UTC'), @b)";
    return {
      e: fill(
        r,
        template,
        args.map((v) => v.e),
        place,
      ),
      t: TIMESTAMP,
    };
  });
}

const partOf = custom('* *', ({ args, place, raw, r }) => {
  const [word, x] = args;
  if (word?.e.kind !== 'string' || !x) return refuse(raw, '`date_part` of a part that is no literal');
  return extractOf(r, word.e.value.toUpperCase(), x, place);
});

/** Functions of dates and times; the session's time zone is UTC. Source: Databricks "Built-in functions", by name. */
export const dates: Rules = {
  ADD_MONTHS: months,
  CURDATE: scalar('', 'd', 'CURRENT_DATE()'),
  CURRENT_DATE: scalar('', 'd', 'CURRENT_DATE()'),
  CURRENT_TIMESTAMP: scalar('', 't', 'CURRENT_TIMESTAMP()'),
  DATEADD: { ...custom('* * *?', added, { lazy: true }) },
  DATEDIFF: { ...custom('* * *?', difference, { lazy: true }) },
  DATEPART: partOf,
  DATE_ADD: { ...custom('* * *?', added, { lazy: true }) },
  DATE_DIFF: { ...custom('* * *?', difference, { lazy: true }) },
  DATE_FORMAT: custom('* s', formatted),
  DATE_FROM_UNIX_DATE: scalar('i', 'd', "DATE_ADD(DATE '1970-01-01', INTERVAL @a DAY)"),
  DATE_PART: partOf,
  DATE_SUB: custom('d i', ({ args, place, raw, r }) => plusDays(r, -1, args, place, raw.name)),
  DATE_TRUNC: custom('s *', truncated),
  DAY: part('DAY'),
  DAYNAME: custom('d', ({ args, place, r }) => ({
    e: fill(
      r,
      "FORMAT_DATE('%a', @a)",
      args.map((v) => v.e),
      place,
    ),
    t: STRING,
  })),
  DAYOFMONTH: part('DAY'),
  DAYOFWEEK: part('DAYOFWEEK'),
  DAYOFYEAR: part('DOY'),
  FROM_UNIXTIME: custom('i s?', ({ args, place, r }) => {
    const [x, pattern] = args;
    const instant = call('TIMESTAMP_SECONDS', [x?.e ?? int(0, place)], place);
    const plain = { e: str('yyyy-MM-dd HH:mm:ss', place), t: STRING };
    const made = bound(r, instant, place, (e) => printedBy(r, pattern ?? plain, 'FORMAT_TIMESTAMP', e, place));
    return { e: made, t: STRING };
  }),
  FROM_UTC_TIMESTAMP: zoned('from'),
  HOUR: part('HOUR'),
  LAST_DAY: scalar('d', 'd', 'LAST_DAY(@a, MONTH)'),
  MAKE_DATE: custom('i i i', madeDate),
  MAKE_TIMESTAMP_NTZ: custom('i i i i i i', ({ args, place }) => ({
    e: call(
      'DATETIME',
      args.map((v) => v.e),
      place,
    ),
    t: NTZ,
  })),
  MINUTE: part('MINUTE'),
  MONTH: part('MONTH'),
  MONTHNAME: custom('d', ({ args, place, r }) => ({
    e: fill(
      r,
      "FORMAT_DATE('%b', @a)",
      args.map((v) => v.e),
      place,
    ),
    t: STRING,
  })),
  MONTHS_BETWEEN: custom('* *', monthsBetweenDates),
  NEXT_DAY: custom('d s', nextDay),
  NOW: scalar('', 't', 'CURRENT_TIMESTAMP()'),
  QUARTER: part('QUARTER'),
  SECOND: part('SECOND'),
  SEQUENCE: { ...custom('* * *?', sequence, { lazy: true }) },
  TIMESTAMPADD: { ...custom('* * *', added, { lazy: true }) },
  TIMESTAMPDIFF: { ...custom('* * *', difference, { lazy: true }) },
  TIMESTAMP_MICROS: instant('TIMESTAMP_MICROS(@a)'),
  TIMESTAMP_MILLIS: instant('TIMESTAMP_MILLIS(@a)'),
  TIMESTAMP_SECONDS: instant('TIMESTAMP_SECONDS(@a)'),
  TO_DATE: parsing('DATE', false),
  TO_TIMESTAMP: parsing('TIMESTAMP', false),
  TO_UNIX_TIMESTAMP: custom('*', ({ args, place, raw, r }) => ({
    e: fill(
      r,
      'DIV(UNIX_MICROS(@a), 1000000)',
      [coerced(r, args[0] ?? refuse(raw, 'this use'), 't', place, raw.name).e],
      place,
    ),
    t: BIGINT,
  })),
  TO_UTC_TIMESTAMP: zoned('to'),
  TRUNC: custom('* s', truncatedDate),
  TRY_TO_DATE: parsing('DATE', true),
  TRY_TO_TIMESTAMP: parsing('TIMESTAMP', true),
  UNIX_DATE: scalar('d', between(-719162, 2932896), "DATE_DIFF(@a, DATE '1970-01-01', DAY)"),
  UNIX_MICROS: epoch('MICROS'),
  UNIX_MILLIS: epoch('MILLIS'),
  UNIX_SECONDS: epoch('SECONDS'),
  UNIX_TIMESTAMP: custom('*?', ({ args, place, raw, r }) => ({
    e: args[0]
      ? fill(r, 'DIV(UNIX_MICROS(@a), 1000000)', [coerced(r, args[0], 't', place, raw.name).e], place)
      : fill(r, 'UNIX_SECONDS(CURRENT_TIMESTAMP())', [], place),
    t: BIGINT,
  })),
  WEEKDAY: scalar('d', between(0, 6), 'MOD(EXTRACT(DAYOFWEEK FROM @a) + 5, 7)'),
  WEEKOFYEAR: part('WEEK'),
  YEAR: part('YEAR'),
};
