import type { Query } from '../../sql/ast.ts';
import type { Binder } from '../model/binder.ts';
import type { Column } from '../model/relation.ts';
import { type Leaves, type RowHow, rowsOf, type ValueHow, valuesOf } from './leaves.ts';
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
  return (b.rows.get(query)?.columns ?? [])
    .filter((column) => !column.pseudo)
    .map((column) => {
      const own = walk(b, names);
      columnInto(own, column, [], 'copied');
      return lineage(column, own.leaves, whole.leaves);
    });
}

const walk = (b: Binder, names: LocalNames): Walk => ({ b, names, leaves: { byKey: new Map() }, seen: new Map() });

function lineage(column: Column, own: Leaves, whole: Leaves): ColumnLineage {
  const all: Leaves = { byKey: new Map([...whole.byKey, ...own.byKey]) };
  return {
    ...(column.name === undefined ? {} : { column: column.name }),
    sources: valuesOf(own).map(({ table, column, how }) => ({ table, column, how })),
    filteredBy: stored(all, 'filtered'),
    joinedBy: stored(all, 'joined'),
    groupedBy: stored(all, 'grouped'),
  };
}

const stored = (leaves: Leaves, how: RowHow): readonly StoredColumn[] =>
  rowsOf(leaves, how).map(({ table, column }) => ({ table, column }));
