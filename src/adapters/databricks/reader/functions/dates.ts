import { call, ident, int, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { castOf } from '../resolve/cast.ts';
import { meaningOf } from '../resolve/expression.ts';
import { extractOf } from '../resolve/extract.ts';
import { moved } from '../resolve/interval.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import type { Raw } from '../tree.ts';
import { between, wider } from '../types/common.ts';
import { arrayOf, BIGINT, DATE, DOUBLE, NTZ, type Spark, STRING, shown, TIMESTAMP } from '../types/spark.ts';
import { formatOf } from './formats.ts';
import { type Called, coerced, custom, type Rules, scalar } from './rule.ts';

const part = (name: string) =>
  custom('*', ({ args, place, raw }) => {
    const [x] = args;
    if (!x) return refuse(raw, 'this use');
    const moment =
      x.t.kind === 'STRING'
        ? castOf(x, ['HOUR', 'MINUTE', 'SECOND'].includes(name) ? TIMESTAMP : DATE, place, false)
        : x;
    const made = extractOf(name, moment, place);
    return name === 'SECOND'
      ? {
          e: fill(
            'EXTRACT(SECOND FROM @a)',
            [moment.t.kind === 'DATE' ? call('DATETIME', [moment.e], place) : moment.e],
            place,
          ),
          t: between(0, 59),
        }
      : made;
  });

const wordOf = (raw: Raw | undefined): string =>
  raw?.kind === 'name' && raw.parts.length === 1
    ? (raw.parts[0]?.name.toUpperCase() ?? '')
    : raw?.kind === 'string'
      ? raw.value.toUpperCase()
      : '';

const units: ReadonlySet<string> = new Set([
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
function added(c: Called): Value {
  const { raw, r, place } = c;
  if (raw.args.length === 2)
    return plusDays(
      1,
      raw.args.map((arg) => meaningOf(arg, r)),
      place,
      raw.name,
    );
  const [unit, n, x] = raw.args;
  const word = unitOf(unit);
  if (!n || !x || !units.has(word)) return refuse(unit ?? raw, 'this unit of time');
  const amount = coerced(meaningOf(n, r), 'i', n, raw.name);
  const value = meaningOf(x, r);
  const moment = value.t.kind === 'STRING' ? castOf(value, TIMESTAMP, x, false) : value;
  // What is added to a DATE by this function makes a TIMESTAMP.
  const start = moment.t.kind === 'DATE' ? castOf(moment, TIMESTAMP, x, false) : moment;
  return moved(start, [{ amount: amount.e, unit: word }], 1, place);
}

function plusDays(sign: 1 | -1, args: readonly Value[], place: Called['place'], name: string): Value {
  const [x, n] = args;
  if (!x || !n) return refuse(place, `this use of \`${name.toLowerCase()}\``);
  const day = coerced(x, 'd', place, name);
  const count = coerced(n, 'i', place, name);
  return { e: fill(`DATE_${sign === 1 ? 'ADD' : 'SUB'}(@a, INTERVAL @b DAY)`, [day.e, count.e], place), t: DATE };
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
function difference(c: Called): Value {
  const { raw, r, place } = c;
  if (raw.args.length === 2) {
    const [b, a] = raw.args.map((arg) => coerced(meaningOf(arg, r), 'd', arg, raw.name));
    if (!a || !b) return refuse(raw, 'this use of `datediff`');
    return { e: fill('DATE_DIFF(@a, @b, DAY)', [b.e, a.e], place), t: between(-3652425, 3652425) };
  }
  const [unit, from, to] = raw.args;
  const word = unitOf(unit);
  if (!from || !to || !units.has(word)) return refuse(unit ?? raw, 'this unit of time');
  const instant = (one: Raw): Value => {
    const v = meaningOf(one, r);
    return v.t.kind === 'TIMESTAMP_NTZ' ? castOf(v, TIMESTAMP, one, false) : coerced(v, 't', one, raw.name);
  };
  const [a, b] = [instant(from), instant(to)];
  const length = lengths[word];
  if (length !== undefined)
    return { e: fill(`DIV(UNIX_MICROS(@b) - UNIX_MICROS(@a), ${length})`, [a.e, b.e], place), t: BIGINT };
  const months = monthsBetween;
  const per = { MONTH: 1, QUARTER: 3, YEAR: 12 }[word] ?? 1;
  return { e: fill(per === 1 ? months : `DIV(${months}, ${per})`, [a.e, b.e], place), t: BIGINT };
}

const inMonth = (x: string): string => `(UNIX_MICROS(${x}) - UNIX_MICROS(TIMESTAMP_TRUNC(${x}, MONTH)))`;
const monthsOf = 'DATE_DIFF(DATE(@b), DATE(@a), MONTH)';
/** Whole months between two instants: the last one counts where its day and time have been reached. */
const monthsBetween = `CASE WHEN @b >= @a THEN ${monthsOf} - IF(${inMonth('@b')} < ${inMonth('@a')}, 1, 0) ELSE ${monthsOf} + IF(${inMonth('@b')} > ${inMonth('@a')}, 1, 0) END`;

/** date_trunc(unit, x): a DATE becomes a TIMESTAMP. */
function truncated({ args, place, raw }: Called): Value {
  const [unit, x] = args;
  const word = unit?.e.kind === 'string' ? unit.e.value.toUpperCase() : '';
  const name = { YYYY: 'YEAR', YY: 'YEAR', MON: 'MONTH', MM: 'MONTH', DD: 'DAY' }[word] ?? word;
  if (!x || !units.has(name)) return refuse(raw, '`date_trunc` to this unit', 'It must be a literal.');
  const to = name === 'WEEK' ? 'WEEK(MONDAY)' : name;
  const zoneless = x.t.kind === 'TIMESTAMP_NTZ';
  const v = zoneless ? x : coerced(x, 't', place, raw.name);
  return {
    e: fill(zoneless ? `TIMESTAMP(DATETIME_TRUNC(@a, ${to}))` : `TIMESTAMP_TRUNC(@a, ${to})`, [v.e], place),
    t: TIMESTAMP,
  };
}

/** trunc(date, unit). */
function truncatedDate({ args, place, raw }: Called): Value {
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
  const v = coerced(x, 'd', place, raw.name);
  return { e: fill(`DATE_TRUNC(@a, ${to})`, [v.e], place), t: DATE };
}

const kinds: Readonly<Partial<Record<Spark['kind'], string>>> = {
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  TIMESTAMP_NTZ: 'DATETIME',
};

function formatted({ args, place, raw }: Called): Value {
  const [x, pattern] = args;
  if (!x) return refuse(raw, 'this use of `date_format`');
  const v = x.t.kind === 'STRING' ? castOf(x, TIMESTAMP, place, false) : x;
  const format = formatOf(pattern, 'print');
  const own = v.t.kind === 'DATE' && /%[HIMSEp]/.test(format) ? castOf(v, NTZ, place, false) : v;
  const kind = kinds[own.t.kind];
  if (!kind) return refuse(raw, `\`date_format\` of ${shown(x.t)}`);
  return { e: call(`FORMAT_${kind}`, [str(format, place), own.e], place), t: STRING };
}

/** to_date and to_timestamp: without a pattern they are casts. */
const parsing = (kind: 'DATE' | 'TIMESTAMP', safe: boolean) =>
  custom('* s?', ({ args, place, raw }) => {
    const [x, pattern] = args;
    const t = kind === 'DATE' ? DATE : TIMESTAMP;
    if (!x) return refuse(raw, 'this use');
    if (!pattern) return x.t.kind === t.kind ? x : castOf(x, t, place, safe);
    if (x.t.kind !== 'STRING') return refuse(raw, `\`${raw.name.toLowerCase()}\` of ${shown(x.t)} by a pattern`);
    const format = formatOf(pattern, 'read');
    const shape = shapeOf(pattern.e.kind === 'string' ? pattern.e.value : '');
    if (shape === undefined) return refuse(pattern.e, 'this date pattern for reading');
    const name = `PARSE_${kind}`;
    const read =
      kind === 'DATE' && /%[HMS]/.test(format) ? `DATE(PARSE_DATETIME('${format}', @a))` : `${name}('${format}', @a)`;
    const made = safe ? `SAFE.${read}` : read;
    const end = safe ? '' : ` WHEN @a IS NOT NULL THEN ERROR('this text does not fit the pattern')`;
    if (safe && read.startsWith('DATE(')) return refuse(raw, `\`${raw.name.toLowerCase()}\` by a pattern with a time`);
    return { e: fill(`CASE WHEN REGEXP_CONTAINS(@a, r'${shape}') THEN ${made}${end} END`, [x.e], place), t };
  });

/** What a text must look like for a pattern whose numbers have fixed lengths, or no other number beside them. */
function shapeOf(pattern: string): string | undefined {
  const parts = pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  const isLetters = (one: string | undefined): boolean => one !== undefined && /^[A-Za-z\d]/.test(one);
  const made = parts.map((one, i) => {
    if (/^[MdHms]$/.test(one)) return isLetters(parts[i - 1]) || isLetters(parts[i + 1]) ? undefined : '\\d{1,2}';
    if (one.startsWith("'")) return one === "''" ? undefined : one.slice(1, -1);
    if (!/^[A-Za-z]/.test(one)) return one.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&');
    return /^(?:yyyy|MM|dd|HH|mm|ss|SSS|SSSSSS)$/.test(one) ? `\\d{${one.length}}` : undefined;
  });
  return made.includes(undefined) || /'/.test(made.join('')) ? undefined : `^${made.join('')}$`;
}

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

/** add_months: the day is cut to the length of the month. */
const months = custom('d i', ({ args, place }) => ({
  e: fill(
    'DATE_ADD(@a, INTERVAL @b MONTH)',
    args.map((v) => v.e),
    place,
  ),
  t: DATE,
}));

/** next_day(date, 'MON'). */
function nextDay({ args, place, raw }: Called): Value {
  const [x, day] = args;
  const word = day?.e.kind === 'string' ? day.e.value.toUpperCase() : '';
  const days = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
  const at = days.findIndex(
    (name) => word !== '' && (name === word || name.slice(0, 3) === word || name.slice(0, 2) === word),
  );
  if (!x || at < 0) return refuse(raw, '`next_day` of this name of a day', 'It must be a literal.');
  return {
    e: fill(`DATE_ADD(@a, INTERVAL 7 - MOD(EXTRACT(DAYOFWEEK FROM @a) + ${6 - at}, 7) DAY)`, [x.e], place),
    t: DATE,
  };
}

function monthsBetweenDates({ args, place, raw }: Called): Value {
  const [b, a] = args;
  if (!a || !b || args.length > 2) return refuse(raw, 'this use of `months_between`');
  const last = (x: string): string => `EXTRACT(DAY FROM ${x}) = EXTRACT(DAY FROM LAST_DAY(${x}))`;
  const text = `IF(EXTRACT(DAY FROM @a) = EXTRACT(DAY FROM @b) OR (${last('@a')} AND ${last('@b')}), CAST(DATE_DIFF(@b, @a, MONTH) AS FLOAT64), ROUND(DATE_DIFF(@b, @a, MONTH) + (EXTRACT(DAY FROM @b) - EXTRACT(DAY FROM @a)) / 31, 8))`;
  if (a.t.kind !== 'DATE' || b.t.kind !== 'DATE') return refuse(raw, '`months_between` of other types than DATE');
  return { e: fill(text, [a.e, b.e], place), t: DOUBLE };
}

/** sequence(start, stop[, step]). */
function sequence({ args, raw, r, place }: Called): Value {
  void args;
  const [a, b, s] = raw.args;
  if (!a || !b) return refuse(raw, 'this use of `sequence`');
  const [from, to] = [meaningOf(a, r), meaningOf(b, r)];
  if (from.t.kind === 'INT' && to.t.kind === 'INT') {
    const step = s && meaningOf(s, r);
    if (step && (step.literal === undefined || Number(step.literal) === 0))
      return refuse(s ?? raw, '`sequence` with a step that is no literal');
    const t = arrayOf({ kind: 'INT', bits: wider(from.t, to.t) });
    if (!step)
      return { e: fill('IF(@a <= @b, GENERATE_ARRAY(@a, @b), GENERATE_ARRAY(@a, @b, -1))', [from.e, to.e], place), t };
    const wrong = Number(step.literal) > 0 ? '@a > @b' : '@a < @b';
    return {
      e: fill(
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
      ['DAY', 'WEEK'].includes(one.unit));
  if (from.t.kind !== 'DATE' || to.t.kind !== 'DATE' || !days) return refuse(raw, '`sequence` of these values');
  const amount = one
    ? meaningOf(one.of.kind === 'string' ? { ...one.of, kind: 'number', text: one.of.value } : one.of, r)
    : undefined;
  if (amount && !(Number(amount.literal ?? 0) > 0))
    return refuse(raw, '`sequence` with a step that is no literal above zero');
  const unit = one?.unit ?? 'DAY';
  const step = { ...place, kind: 'interval' as const, of: amount?.e ?? int(1, place), part: ident(unit, place) };
  const forward = call('GENERATE_DATE_ARRAY', [from.e, to.e, step], place);
  return {
    e: fill(
      s
        ? "IF(@a > @b, ERROR('a step of sequence away from its end'), @c)"
        : 'IF(@a > @b, GENERATE_DATE_ARRAY(@a, @b, INTERVAL -1 DAY), @c)',
      [from.e, to.e, forward],
      place,
    ),
    t: arrayOf(DATE),
  };
}

const epoch = (unit: string) => scalar('t', 'l', `UNIX_${unit}(@a)`);
const instant = (template: string) => scalar('i', 't', template);

function zoned(name: 'from' | 'to') {
  return custom('t s', ({ args, place }) => {
    const template = name === 'from' ? "TIMESTAMP(DATETIME(@a, @b), 'UTC')" : "TIMESTAMP(DATETIME(@a, 'UTC'), @b)";
    return {
      e: fill(
        template,
        args.map((v) => v.e),
        place,
      ),
      t: TIMESTAMP,
    };
  });
}

const partOf = custom('* *', ({ args, place, raw }) => {
  const [word, x] = args;
  if (word?.e.kind !== 'string' || !x) return refuse(raw, '`date_part` of a part that is no literal');
  return extractOf(word.e.value.toUpperCase(), x, place);
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
  DATE_SUB: custom('d i', ({ args, place, raw }) => plusDays(-1, args, place, raw.name)),
  DATE_TRUNC: custom('s *', truncated),
  DAY: part('DAY'),
  DAYNAME: custom('d', ({ args, place }) => ({
    e: fill(
      "FORMAT_DATE('%a', @a)",
      args.map((v) => v.e),
      place,
    ),
    t: STRING,
  })),
  DAYOFMONTH: part('DAY'),
  DAYOFWEEK: part('DAYOFWEEK'),
  DAYOFYEAR: part('DOY'),
  FROM_UNIXTIME: custom('i s?', ({ args, place }) => {
    const [x, pattern] = args;
    const format = pattern ? formatOf(pattern, 'print') : '%Y-%m-%d %H:%M:%S';
    return {
      e: fill('FORMAT_TIMESTAMP(@b, TIMESTAMP_SECONDS(@a))', [x?.e ?? int(0, place), str(format, place)], place),
      t: STRING,
    };
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
  MONTHNAME: custom('d', ({ args, place }) => ({
    e: fill(
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
  TO_UNIX_TIMESTAMP: custom('*', ({ args, place, raw }) => ({
    e: fill(
      'DIV(UNIX_MICROS(@a), 1000000)',
      [coerced(args[0] ?? refuse(raw, 'this use'), 't', place, raw.name).e],
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
  UNIX_TIMESTAMP: custom('*?', ({ args, place, raw }) => ({
    e: args[0]
      ? fill('DIV(UNIX_MICROS(@a), 1000000)', [coerced(args[0], 't', place, raw.name).e], place)
      : fill('UNIX_SECONDS(CURRENT_TIMESTAMP())', [], place),
    t: BIGINT,
  })),
  WEEKDAY: scalar('d', between(0, 6), 'MOD(EXTRACT(DAYOFWEEK FROM @a) + 5, 7)'),
  WEEKOFYEAR: part('WEEK'),
  YEAR: part('YEAR'),
};
