import type { Binder } from '../../analyse/model/binder.ts';
import type { Catalog } from '../../analyse/model/catalog.ts';
import { freshBinder } from '../../analyse/model/fresh.ts';
import type { Expr, TypeName } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import type { Kept } from './stored.ts';
import type { Frag } from './text.ts';

export type Procedure = Extract<Statement, { kind: 'createProcedure' }>;
export type SqlFunction = Extract<Statement, { kind: 'createFunction' }>;

/** What the texts of one action share: what is known from outside, and what the statements before have declared. */
export interface Session {
  /** Types and meanings of the expressions of all texts so far. */
  readonly binder: Binder;
  /** SQL functions by lower-case dotted name; they are written out where they are called. */
  readonly functions: Map<string, SqlFunction>;
  /** What stands for variables and parameters, by lower-case name. */
  readonly values: Map<string, Frag>;
  /** Types of variables that were declared with one, as written and in the engine's words. */
  readonly types: Map<string, { readonly name: TypeName; readonly text: Frag }>;
  /** Names of the engine's variables, by lower-case name, where they are other ones. */
  readonly slots: Map<string, string>;
  /** Literals of set operations, as the type of the column that they become. */
  readonly coerced: Map<Expr, Expr>;
  /** How many FOR loops were printed: their helpers have names of their own. */
  loops: number;
  /** Procedures of the project, where they are known, and those that are written out just now. */
  readonly procedure: (path: readonly string[]) => Procedure | undefined;
  readonly calling: Procedure[];
  /** SQL functions that the project creates in its datasets, by their path, and those that are written out just now. */
  readonly routine: (path: readonly string[]) => SqlFunction | undefined;
  readonly writing: SqlFunction[];
  /** The result of a text makes a table, whose columns take its types; otherwise it is put into one. */
  readonly makes: boolean;
  /** What the query that is printed now makes, or adds rows to. */
  makesOf: Kept | undefined;
}

const nothing: Catalog = { table: () => undefined, routine: () => undefined };

/** A dialect is handed a session without knowing what it is. */
export const isSession = (value: object | undefined): value is Session =>
  value !== undefined && 'binder' in value && 'functions' in value;

/** A session that has seen no text yet. */
export const openSession = (
  catalog: Catalog = nothing,
  makes = true,
  procedure: Session['procedure'] = () => undefined,
  routine: Session['routine'] = () => undefined,
): Session => ({
  makes,
  makesOf: undefined,
  slots: new Map(),
  coerced: new Map(),
  loops: 0,
  procedure,
  calling: [],
  routine,
  writing: [],
  binder: freshBinder(catalog),
  functions: new Map(),
  values: new Map(),
  types: new Map(),
});
