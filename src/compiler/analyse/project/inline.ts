import { rowConditionsSql, uniqueKeySql } from '../../actions/assertion-sql.ts';
import type { AssertionAction } from '../../actions/graph.ts';
import { columnNameOf } from '../../dialect/names.ts';
import { groupable } from '../types/traits.ts';
import type { StoredRows } from './rows.ts';

/** The columns that an inline assertion names, where it is one of a unique key or of values that must be there. */
interface InlineColumns {
  readonly columns: readonly string[];
  readonly grouped: boolean;
}

/**
 * Whether an inline assertion over these rows is certainly right, so that its SQL, which biform itself has written, need
 * not be read: it names plain columns, and they are there.
 */
export function isSound({ query }: AssertionAction, { columns, complete }: StoredRows): boolean {
  const inline = query === undefined || !complete ? undefined : (uniqueKeyOf(query) ?? nonNullOf(query));
  if (!inline) return false;
  return inline.columns.every((written) => {
    const name = columnNameOf(written)?.toLowerCase();
    const column = name === undefined ? undefined : columns.find((one) => one.name.toLowerCase() === name);
    return column !== undefined && (!inline.grouped || (column.type.kind !== 'unknown' && groupable(column.type)));
  });
}

const between = (text: string, start: string, end: string): string | undefined => {
  const from = text.indexOf(start);
  const to = from < 0 ? -1 : text.indexOf(end, from + start.length);
  return to < 0 ? undefined : text.slice(from + start.length, to);
};

function uniqueKeyOf(query: string): InlineColumns | undefined {
  const list = between(query, 'SELECT\n    ', ',\n    COUNT(1)')?.split(', ');
  const dataset = between(query, ' AS index_row_count\n  FROM ', '\n  GROUP BY');
  if (!list || dataset === undefined || uniqueKeySql(dataset, list) !== query) return undefined;
  const isTaken = list.some((name) => name.toLowerCase() === 'index_row_count');
  return isTaken ? undefined : { columns: list, grouped: true };
}

const NOT_NULL = ' IS NOT NULL';

function nonNullOf(query: string): InlineColumns | undefined {
  const conditions = query.split('WHERE NOT (').slice(1);
  const columns = conditions.map((text) => text.slice(0, Math.max(0, text.indexOf(`${NOT_NULL})`))));
  const dataset = between(query, '  *\nFROM ', '\nWHERE NOT');
  const whole = columns.map((name) => `${name}${NOT_NULL}`);
  return dataset !== undefined && columns.length > 0 && rowConditionsSql(dataset, whole) === query
    ? { columns, grouped: false }
    : undefined;
}
