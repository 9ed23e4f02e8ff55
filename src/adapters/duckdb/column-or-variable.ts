import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Target } from '../../compiler/target/target.ts';
import { string } from './quoting.ts';

/**
 * A variable whose name may be that of a column: the columns of the tables are known when the statement runs. Where one of
 * them has such a column, or is no table of the catalogue, the statement fails.
 */
export function unlessColumn(name: string, tables: readonly Target[], value: Frag): Frag {
  const all = [...new Set(tables.map(({ schema = '', name: table }) => string(`${schema}.${table}`.toLowerCase())))];
  if (all.length === 0) return value;
  const message = string(`The name ${name} may be a column or a variable. Qualify the column`);
  const known = `SELECT count(DISTINCT lower(schema_name || '.' || table_name)) = ${all.length} AND count(*) FILTER (WHERE lower(column_name) = ${string(name.toLowerCase())}) = 0 FROM duckdb_columns() WHERE lower(schema_name || '.' || table_name) IN (${all.join(', ')})`;
  return q`CASE WHEN (${known}) THEN ${value} ELSE error(${message}) END`;
}
