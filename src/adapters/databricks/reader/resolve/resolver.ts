import type { Catalog } from '../../../../compiler/analyse/model/catalog.ts';
import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { refuse, Stop, type Unread } from '../parse/cursor.ts';
import type { Named } from '../template.ts';
import type { RawWindow } from '../tree.ts';
import { isRepresentable, type Spark, shown } from '../types/spark.ts';

/** A GoogleSQL expression and the type that Databricks gives it. */
export interface Value {
  readonly e: Expr;
  readonly t: Spark;
  /** The text of a number that is written out. */
  readonly literal?: string;
  /** It holds an aggregate or window function of this query. */
  readonly grouped?: boolean;
}

/** A column that a name can stand for. */
export interface Column {
  readonly name: string;
  readonly t: Spark;
  /** What names it in GoogleSQL. */
  readonly e: (place: At) => Expr;
  /** Hidden from a star: the second of two columns that USING has joined. */
  readonly hidden?: true;
}

/** A table, subquery or generator of FROM. */
export interface Range {
  /** As its columns are qualified; a table without an alias has its last name. */
  readonly name?: string;
  readonly columns: readonly Column[];
  /** Whether `columns` are all that there are; if not, further names are its columns of unknown types. */
  readonly complete: boolean;
  /** What `name.*` is in GoogleSQL; absent where its columns must be listed. */
  readonly star?: string;
  /** It has columns whose names Databricks makes up, which `columns` lacks. */
  readonly nameless?: true;
  /** Without a name; a star alone gives its columns. */
  readonly bare?: true;
}

/** What a query or table gives. */
export interface Output {
  readonly columns: readonly { readonly name: string; readonly t: Spark }[];
  readonly complete: boolean;
}

export interface Scope {
  readonly outer?: Scope;
  readonly ranges: Range[];
  readonly tables: Map<string, Output>;
  /** Parameters of lambdas and what stands for them. */
  readonly variables: ReadonlyMap<string, Value>;
  /** Select-list names, for names that are no columns. */
  aliases: Map<string, Value>;
  /** The select list is being read: a name may be a column of a table that is not known. */
  listing?: boolean;
  /** Whether aliases come before columns, as in ORDER BY. */
  aliasesFirst?: boolean;
  readonly windows: ReadonlyMap<string, RawWindow>;
}

/** How something was read, where that is more than a change of words. */
export interface Note extends At {
  readonly what: string;
  readonly how: 'exact' | 'rewritten';
  /** In what the result may differ. */
  readonly differs?: string;
}

export interface Resolver extends Named {
  readonly catalog: Catalog;
  scope: Scope;
  readonly unread: Unread[];
  readonly notes: Note[];
  /** Expressions that are not taken are values of unknown types. */
  readonly lenient?: boolean;
}

export const openScope = (outer?: Scope): Scope => ({
  ...(outer && { outer }),
  ranges: [],
  tables: new Map(),
  variables: new Map(),
  aliases: new Map(),
  windows: new Map(),
});

export const note = (r: Resolver, place: At, what: string, how: Note['how'], differs?: string): void =>
  void r.notes.push({ start: place.start, end: place.end, what, how, ...(differs !== undefined && { differs }) });

/** Runs a part; what it refuses is told, and the reading goes on with `instead`. */
export function attempt<T>(r: Resolver, run: () => T, instead: T): T {
  const { scope } = r;
  try {
    return run();
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown;
    r.scope = scope;
    r.unread.push(thrown.unread);
    return instead;
  }
}

/** Runs with another scope. */
export function within<T>(r: Resolver, scope: Scope, run: () => T): T {
  const before = r.scope;
  r.scope = scope;
  const made = run();
  r.scope = before;
  return made;
}

/** The value, refused where its type has values that GoogleSQL has not. */
export function representable(v: Value, place: At): Value {
  return isRepresentable(v.t)
    ? v
    : refuse(
        place,
        `a value of the type ${shown(v.t)}`,
        'NUMERIC has 29 digits before the point and 9 behind it. Cast it to DECIMAL(38,9) or less.',
      );
}
