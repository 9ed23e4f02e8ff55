import type { At, Expr, Ident, WindowSpec } from '../../sql/ast.ts';
import type { SqlType } from '../types/type.ts';

/** Where the values of a column come from, one step back. Columns are compared by identity. */
export type Source =
  /** A column of a stored table, by the table's full name as the SQL gives it. */
  | { readonly kind: 'table'; readonly table: string; readonly column: string }
  /** The value of an expression. */
  | { readonly kind: 'expression'; readonly of: Expr }
  /** Another column, or a field below it, unchanged. */
  | { readonly kind: 'column'; readonly of: Column; readonly path: readonly string[] }
  /** One of several columns: a set operation, or a column of USING. */
  | { readonly kind: 'either'; readonly of: readonly Column[] }
  /** An element, or a field of an element, of the array that the expression gives. */
  | { readonly kind: 'element'; readonly of: Expr; readonly path: readonly string[] }
  /** The whole row of a relation: a table's alias used as a value. */
  | { readonly kind: 'row'; readonly of: Relation }
  /** Computed from columns, and an expression over further ones, in a way that SQL does not spell out: PIVOT, a table function. */
  | { readonly kind: 'computed'; readonly from: readonly Column[]; readonly of?: Expr }
  /** Nothing that is stored: an offset, a literal, a parameter. */
  | { readonly kind: 'none' };

/** A column that a query can name. */
export interface Column {
  /** As written; absent for an anonymous column. */
  readonly name?: string;
  readonly type: SqlType;
  /** False where it certainly holds no NULL; absent where that is not known. */
  readonly nullable?: boolean;
  readonly source: Source;
  /** `_PARTITIONTIME`, `_TABLE_SUFFIX` ...: found by name, left out of `*`. */
  readonly pseudo?: true;
}

/** A table, subquery or array in a FROM clause. */
export interface Relation {
  /** The name that it goes by: its alias, else the last part of its path. */
  readonly alias?: string;
  readonly columns: readonly Column[];
  /** Whether `columns` are all that there are. If not, every other name may be one of them, with an unknown type. */
  readonly complete: boolean;
  /** Its rows are values and no structs: an unnested array of scalars, `SELECT AS VALUE`. `columns` then is that one value. */
  readonly value?: true;
  /** A path in one pair of back-quotes, without an alias: the whole of it is a name of the table, too. */
  readonly quotedPath?: string;
  /** A stored table: it may have pseudo columns that no schema lists (`_PARTITIONTIME`, `_FILE_NAME`). */
  readonly stored?: true;
  readonly at: At;
}

/** What a FROM clause offers to the clauses of its SELECT. */
export interface FromScope {
  /** By alias, in order. */
  readonly relations: readonly Relation[];
  /** What `*` gives and what a bare name finds, in order; columns of USING stand once and first. Holds pseudo columns too. */
  readonly columns: readonly Column[];
  /** Whether `columns` are all that there are. */
  readonly complete: boolean;
  /** Columns that USING merged, with the column of `columns` that stands for them. */
  readonly merged?: ReadonlyMap<Column, Column>;
}

/** Names that an expression may use, from the innermost SELECT outwards. */
export interface Scope {
  readonly outer?: Scope;
  readonly from: FromScope;
  /** Names of the select list, where they may be used (GROUP BY, HAVING, QUALIFY, ORDER BY); a column of `from` goes first or last as the clause says. */
  readonly aliases?: {
    /** By lower-case name. */
    readonly of: ReadonlyMap<string, Column>;
    readonly first: boolean;
    /** Lower-case names that several columns of the select list bear. */
    readonly ambiguous?: ReadonlySet<string>;
  };
  /** What `OVER name` may name: the WINDOW clause of the SELECT. */
  readonly windows?: readonly { readonly name: Ident; readonly spec: WindowSpec }[];
}

/** What a path in an expression stands for. */
export type Binding =
  | {
      readonly kind: 'column';
      readonly column: Column;
      /** Fields below the column. */
      readonly path: readonly string[];
      /** It belongs to an outer query. */
      readonly correlated: boolean;
    }
  | {
      readonly kind: 'row';
      readonly relation: Relation;
      readonly path: readonly string[];
      readonly correlated: boolean;
    }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] }
  /** Not found, or in a relation whose columns are not known. */
  | { readonly kind: 'unknown' };

/** The rows of a query. */
export interface Rows {
  readonly columns: readonly Column[];
  /** Whether `columns` are all that there are (a `*` over an unknown table makes it false). */
  readonly complete: boolean;
  /** `SELECT AS VALUE` and `SELECT AS STRUCT`: each row is one value, the only column. */
  readonly value?: true;
}

/** Names compare without case. */
export const sameName = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();
