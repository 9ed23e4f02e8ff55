import { notice, slot } from './model.ts';
import type { Site } from './special.ts';
import { commaParts, skip, textValue } from './tree.ts';

/** Parts of dates by the names that vendors give them. */
const partNames: Readonly<Record<string, string>> = {
  YEAR: 'YEAR', YEARS: 'YEAR', YY: 'YEAR', YYYY: 'YEAR', Y: 'YEAR',
  QUARTER: 'QUARTER', QUARTERS: 'QUARTER', QTR: 'QUARTER', QQ: 'QUARTER', Q: 'QUARTER',
  MONTH: 'MONTH', MONTHS: 'MONTH', MON: 'MONTH', MM: 'MONTH', M: 'MONTH',
  WEEK: 'WEEK', WEEKS: 'WEEK', WK: 'WEEK', WW: 'WEEK',
  DAY: 'DAY', DAYS: 'DAY', DD: 'DAY', D: 'DAY',
  HOUR: 'HOUR', HOURS: 'HOUR', HH: 'HOUR', HR: 'HOUR',
  MINUTE: 'MINUTE', MINUTES: 'MINUTE', MI: 'MINUTE', MIN: 'MINUTE', N: 'MINUTE',
  SECOND: 'SECOND', SECONDS: 'SECOND', SS: 'SECOND', S: 'SECOND', SEC: 'SECOND',
}; // biome-ignore format: a table

const partOf = (written: string): string | undefined => {
  const bare = textValue(written.trim()).toUpperCase();
  return Object.hasOwn(partNames, bare) ? partNames[bare] : undefined;
};

const large = new Set(['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY']);

/** Calls that name a part of a date. */
export function dateCall(site: Site): string | undefined {
  const { name, r, parts } = site;
  const dialect = r.dialect.name;
  if (name === 'EXTRACT') return extract(site);
  if (/^(?:DATE_PART|DATEPART)$/.test(name) && parts.length === 2)
    return part(site, partOf(text(site, 0)), text(site, 1));
  if (name === 'DATE_TRUNC' || name === 'DATETRUNC') return trunc(site);
  const three = parts.length === 3;
  if (/^(?:DATEADD|TIMESTAMPADD|TIMEADD)$/.test(name) && three && dialect !== 'mysql') return add(site);
  if (/^(?:DATEDIFF|TIMESTAMPDIFF)$/.test(name) && three && /^(?:snowflake|redshift|tsql)$/.test(dialect))
    return diff(site);
  if (name === 'DATE_ADD' && three) return add(site);
  if (name === 'DATE_DIFF' && three) return undecided(site, 'DATE_DIFF counts whole units that have passed.');
  if (/^(?:DATE_ADD|DATE_SUB|ADDDATE|SUBDATE)$/.test(name) && parts.length === 2 && dialect === 'mysql')
    return addInterval(site);
  return undefined;
}

const text = ({ parts, print }: Site, n: number): string => print(parts[n] ?? []).trim();

function undecided(site: Site, why: string, way?: string): string {
  notice(site.r, 'person', site.at, why, way);
  return `${site.name}(${site.print(site.inner)})`;
}

function extract(site: Site): string | undefined {
  const from = site.inner.findIndex(({ word }) => word === 'FROM');
  if (from < 0) return undefined;
  return part(site, partOf(site.print(site.inner.slice(0, from))), site.print(site.inner.slice(from + 1)).trim());
}

const fractional = new Set(['teradata', 'oracle', 'postgres', 'redshift']);

function part(site: Site, name: string | undefined, operand: string): string {
  const { r, at } = site;
  if (name === undefined || name === 'WEEK')
    return undecided(
      site,
      'This part of a date is counted another way here.',
      'EXTRACT(DAYOFWEEK FROM d) is 1 on Sunday; EXTRACT(ISOWEEK FROM d); UNIX_SECONDS(ts).',
    );
  if (name === 'SECOND' && fractional.has(r.dialect.name))
    notice(r, 'note', at, 'SECOND has a fraction there and is a whole number here.');
  return slot(r, `EXTRACT(${name} FROM $1)`, [operand]);
}

/** Weeks that begin on Monday. */
const monday = new Set(['postgres', 'redshift', 'presto', 'spark', 'hive', 'snowflake']);

function trunc(site: Site): string | undefined {
  const { r, at, parts } = site;
  if (parts.length !== 2) return undefined;
  const swapped = partOf(text(site, 0)) === undefined;
  const name = partOf(text(site, swapped ? 1 : 0));
  const operand = text(site, swapped ? 0 : 1);
  if (name === undefined) return undecided(site, 'This part of a date is not decided.');
  if (name === 'WEEK' && !monday.has(r.dialect.name))
    return undecided(site, 'The first day of a week is a setting there.', 'DATE_TRUNC(d, WEEK(SUNDAY)).');
  if (name === 'WEEK' && r.dialect.name === 'snowflake')
    notice(r, 'note', at, 'WEEK_START is taken to be Monday, as it is unless it was set.');
  if (/^(?:postgres|redshift)$/.test(r.dialect.name))
    notice(r, 'note', at, 'DATE_TRUNC of a DATE gives a timestamp there and a DATE here.');
  const week = name === 'WEEK' ? 'ISOWEEK' : name;
  return slot(r, { bigquery: `DATE_TRUNC($1, ${week})`, databricks: `date_trunc('${name}', $1)` }[r.target], [operand]);
}

function add(site: Site): string {
  const { r, at } = site;
  const name = partOf(text(site, 0));
  if (name === undefined) return undecided(site, 'This part of a date is not decided.');
  if (!large.has(name)) notice(r, 'note', at, 'A DATE with hours added is a timestamp there and an error here.');
  return slot(r, { bigquery: `DATE_ADD($2, INTERVAL %1 ${name})`, databricks: `dateadd(${name}, $1, $2)` }[r.target], [
    text(site, 1),
    text(site, 2),
  ]);
}

/** Boundaries between two times; Databricks counts whole units, so they are counted by hand there. */
const boundaries: Readonly<Record<string, string>> = {
  YEAR: '(year($2) - year($1))',
  QUARTER: '(year($2) * 4 + quarter($2) - year($1) * 4 - quarter($1))',
  MONTH: '(year($2) * 12 + month($2) - year($1) * 12 - month($1))',
  DAY: 'datediff(CAST($2 AS DATE), CAST($1 AS DATE))',
  HOUR: "timestampdiff(HOUR, date_trunc('HOUR', $1), date_trunc('HOUR', $2))",
  MINUTE: "timestampdiff(MINUTE, date_trunc('MINUTE', $1), date_trunc('MINUTE', $2))",
  SECOND: "timestampdiff(SECOND, date_trunc('SECOND', $1), date_trunc('SECOND', $2))",
};

function diff(site: Site): string {
  const { r, at } = site;
  const name = partOf(text(site, 0));
  const databricks = name === undefined ? undefined : boundaries[name];
  const isWeek = name === 'WEEK';
  if (
    name === undefined ||
    (isWeek && r.dialect.name === 'redshift') ||
    { bigquery: '', databricks }[r.target] === undefined
  )
    return undecided(site, 'This part of a date is counted another way here.');
  const unit = isWeek && r.dialect.name === 'snowflake' ? 'ISOWEEK' : name;
  if (unit === 'ISOWEEK') notice(r, 'note', at, 'WEEK_START is taken to be Monday, as it is unless it was set.');
  const bigquery = `DATETIME_DIFF(CAST($2 AS DATETIME), CAST($1 AS DATETIME), ${unit})`;
  return slot(r, { bigquery, databricks: databricks ?? '' }[r.target], [text(site, 1), text(site, 2)]);
}

function addInterval(site: Site): string {
  const { r, parts, print } = site;
  const [, second = []] = parts;
  const start = skip(second, 0);
  const words = second.filter((node) => node.kind === 'group' || node.token.kind !== 'space');
  const name = second[start]?.word === 'INTERVAL' ? partOf(words.at(-1)?.word ?? '') : undefined;
  if (name === undefined) return undecided(site, 'This interval is not decided.');
  const minus = /SUB/.test(site.name);
  const amount = print(second.slice(start + 1, second.lastIndexOf(words.at(-1) ?? (words[0] as never)))).trim();
  const count = /^'-?\d+'$/.test(amount) ? amount.slice(1, -1) : amount;
  return slot(
    r,
    {
      bigquery: `DATE_${minus ? 'SUB' : 'ADD'}($1, INTERVAL %2 ${name})`,
      databricks: `dateadd(${name}, ${minus ? '-%2' : '$2'}, $1)`,
    }[r.target],
    [print(commaParts(site.inner)[0] ?? []).trim(), count],
  );
}
