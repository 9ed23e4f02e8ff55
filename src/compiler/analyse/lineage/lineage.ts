import type { Query } from '../../sql/ast.ts';
import type { Binder } from '../model/binder.ts';
import { hasRows, type Leaves, type RowHow, rowsOf, type ValueHow, valuesOf } from './leaves.ts';
import { type LocalNames, localNames } from './names.ts';
import { rowsInto } from './rows.ts';
import { columnInto, type Walk } from './value.ts';

/** A stored column; nested fields are dotted: `items.price`. */
export interface StoredColumn {
  readonly table: string;
  readonly column: string;
}

/** Where a column of a query's result comes from. */
export interface ColumnLineage {
  /** Its name; absent for an anonymous column. */
  readonly column?: string;
  readonly sources: readonly (StoredColumn & { readonly how: ValueHow })[];
  /** Conditions (WHERE, HAVING, QUALIFY, LIMIT behind ORDER BY) on the way decide which rows count. */
  readonly filteredBy: readonly StoredColumn[];
  /** Join conditions and unnested arrays on the way. */
  readonly joinedBy: readonly StoredColumn[];
  /** Keys of GROUP BY, DISTINCT and set operations on the way. */
  readonly groupedBy: readonly StoredColumn[];
}

/**
 * The lineage of each column of a bound query, in order. What decides the rows of the whole query stands with every
 * column; what decides the rows of a subquery inside an expression stands with the columns that hold it. Costs one walk
 * of the query, and one of its own expressions for each column.
 */
export function lineageOf(b: Binder, query: Query): readonly ColumnLineage[] {
  const names = localNames(query);
  const whole = walk(b, names);
  rowsInto(whole, query, 'copied');
  const shared = rowsLineage(whole.leaves);
  const made: ColumnLineage[] = [];
  for (const column of b.rows.get(query)?.columns ?? []) {
    if (column.pseudo) continue;
    const own = walk(b, names);
    columnInto(own, column, NO_PATH, 'copied');
    const rows = hasRows(own.leaves) ? rowsLineage(joined(whole.leaves, own.leaves)) : shared;
    made.push(lineage(column.name, own.leaves, rows));
  }
  return made;
}

const NO_PATH: readonly string[] = [];

type RowsLineage = Pick<ColumnLineage, 'filteredBy' | 'joinedBy' | 'groupedBy'>;

const rowsLineage = (leaves: Leaves): RowsLineage => ({
  filteredBy: stored(leaves, 'filtered'),
  joinedBy: stored(leaves, 'joined'),
  groupedBy: stored(leaves, 'grouped'),
});

const joined = (whole: Leaves, own: Leaves): Leaves => ({ byKey: new Map([...whole.byKey, ...own.byKey]) });

const walk = (b: Binder, names: LocalNames): Walk => ({ b, names, leaves: { byKey: new Map() }, seen: new Map() });

function lineage(column: string | undefined, own: Leaves, rows: RowsLineage): ColumnLineage {
  const { filteredBy, joinedBy, groupedBy } = rows;
  const sources = valuesOf(own);
  return column === undefined
    ? { sources, filteredBy, joinedBy, groupedBy }
    : { column, sources, filteredBy, joinedBy, groupedBy };
}

const stored = (leaves: Leaves, how: RowHow): readonly StoredColumn[] =>
  rowsOf(leaves, how).map(({ table, column }) => ({ table, column }));
