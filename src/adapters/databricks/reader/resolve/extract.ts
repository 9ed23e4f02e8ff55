import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { refuse } from '../parse/cursor.ts';
import { fill, type Named } from '../template.ts';
import { between } from '../types/common.ts';
import { decimal, type Spark, shown } from '../types/spark.ts';
import type { Value } from './resolver.ts';

/** Parts of a date and time by all their names, in GoogleSQL. Source: Databricks "extract function". */
const parts: Readonly<Record<string, readonly [template: string, type: Spark]>> = {
  YEAR: ['EXTRACT(YEAR FROM @a)', between(0, 9999)],
  YEAROFWEEK: ['EXTRACT(ISOYEAR FROM @a)', between(0, 9999)],
  QUARTER: ['EXTRACT(QUARTER FROM @a)', between(1, 4)],
  MONTH: ['EXTRACT(MONTH FROM @a)', between(1, 12)],
  WEEK: ['EXTRACT(ISOWEEK FROM @a)', between(1, 53)],
  DAY: ['EXTRACT(DAY FROM @a)', between(1, 31)],
  DAYOFWEEK: ['EXTRACT(DAYOFWEEK FROM @a)', between(1, 7)],
  DOW: ['EXTRACT(DAYOFWEEK FROM @a)', between(1, 7)],
  DAYOFWEEK_ISO: ['MOD(EXTRACT(DAYOFWEEK FROM @a) + 5, 7) + 1', between(1, 7)],
  DOW_ISO: ['MOD(EXTRACT(DAYOFWEEK FROM @a) + 5, 7) + 1', between(1, 7)],
  DOY: ['EXTRACT(DAYOFYEAR FROM @a)', between(1, 366)],
  HOUR: ['EXTRACT(HOUR FROM @a)', between(0, 23)],
  MINUTE: ['EXTRACT(MINUTE FROM @a)', between(0, 59)],
  SECOND: [
    'CAST(EXTRACT(SECOND FROM @a) AS NUMERIC) + CAST(EXTRACT(MICROSECOND FROM @a) AS NUMERIC) / 1000000',
    decimal(8, 6),
  ],
};

const names: Readonly<Record<string, string>> = {
  Y: 'YEAR',
  YEARS: 'YEAR',
  YR: 'YEAR',
  YRS: 'YEAR',
  QTR: 'QUARTER',
  MON: 'MONTH',
  MONS: 'MONTH',
  MONTHS: 'MONTH',
  W: 'WEEK',
  WEEKS: 'WEEK',
  D: 'DAY',
  DAYS: 'DAY',
  H: 'HOUR',
  HOURS: 'HOUR',
  HR: 'HOUR',
  HRS: 'HOUR',
  M: 'MINUTE',
  MIN: 'MINUTE',
  MINS: 'MINUTE',
  MINUTES: 'MINUTE',
  S: 'SECOND',
  SEC: 'SECOND',
  SECONDS: 'SECOND',
  SECS: 'SECOND',
};

const clockParts = ['HOUR', 'MINUTE', 'SECOND'];

/** EXTRACT and date_part. */
export function extractOf(r: Named, part: string, v: Value, place: At): Value {
  const name = names[part] ?? part;
  const found = parts[name];
  if (!found) return refuse(place, `the part \`${part}\``);
  const kinds = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'];
  if (!kinds.includes(v.t.kind)) return refuse(place, `EXTRACT from ${shown(v.t)}`, 'Cast it to a date or time.');
  const e: Expr = v.t.kind === 'DATE' && clockParts.includes(name) ? fill(r, 'DATETIME(@a)', [v.e], place) : v.e;
  return { e: fill(r, found[0], [e], place), t: found[1], ...(v.grouped && { grouped: true }) };
}
