import { person, to } from './rule.ts';

export const median = person(
  'BigQuery has no exact percentile as an aggregate.',
  'PERCENTILE_CONT(x, 0.5) OVER (PARTITION BY ...), or APPROX_QUANTILES.',
);
export const addMonths = person(
  'ADD_MONTHS keeps the last day of a month: from 29 February to 31 March.',
  'DATE_ADD(d, INTERVAL n MONTH) gives 29 March.',
);
export const monthsBetween = person(
  'MONTHS_BETWEEN gives fractions of 31 days.',
  'DATE_DIFF(a, b, MONTH) counts boundaries of months.',
);
/** No counterpart on Databricks: a person. */
export const NONE = '';
export const year = to(1, 'EXTRACT(YEAR FROM $1)');
export const month = to(1, 'EXTRACT(MONTH FROM $1)');
export const day = to(1, 'EXTRACT(DAY FROM $1)');
export const largest = (name: 'GREATEST' | 'LEAST') => [
  to(1, '$1'),
  {
    args: [2, 99] as const,
    to: { databricks: `${name.toLowerCase()}($*)` },
    person: `${name} skips NULL there; BigQuery gives NULL.`,
    way: `(SELECT ${name === 'GREATEST' ? 'MAX' : 'MIN'}(v) FROM UNNEST([a, b]) AS v).`,
  },
];
export const clock = to(0, 'CURRENT_TIMESTAMP()', 'current_timestamp()');
