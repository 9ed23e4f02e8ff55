import type { Rules } from '../../compiler/lower/translate/rules.ts';
import { indent, NL, q } from '../../compiler/lower/translate/text.ts';
import { string } from './quoting.ts';

/**
 * BigQuery's own words for a fault that DuckDB passes over: it takes any of the rows.
 * Source: https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax#merge_statement
 */
export const TWICE = 'UPDATE/MERGE must match at most one source row for each target row';

/** Fails where UPDATE or MERGE would change a row by several rows of the source. */
export const changedOnce: NonNullable<Rules['changedOnce']> = ({ name, table, source, where }) => {
  const from = q`FROM${indent(q`${NL}${table},${NL}${source}`)}`;
  const pairs = q`SELECT 1${NL}${from}${NL}WHERE ${where}${NL}GROUP BY ${name}.rowid${NL}HAVING count(*) > 1`;
  const failure = q`CASE WHEN count(*) > 0 THEN error(${string(TWICE)}) END AS changed_once`;
  return q`SELECT ${failure}${NL}FROM (${indent(q`${NL}${pairs}`)}${NL}) AS changed_twice`;
};
