import type { Code } from '../../diagnostics/catalog/index.ts';
import { type Diagnostic, diagnostic, type Severity } from '../../diagnostics/diagnostic.ts';
import type { At, Expr, From, Ident, Pipe, Query, QueryBody } from '../../sql/ast.ts';
import type { SqlType, Typed } from '../types/type.ts';
import type { Catalog, Routine, TableSchema } from './catalog.ts';
import type { Binding, FromScope, Rows, Scope } from './relation.ts';

/** Something that is wrong in a statement, with its place in the statement's text. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly at: At;
  /** Mends it: the text that should stand at `at`. */
  readonly replacement?: string;
}

/** A common table expression that can be named. */
export interface VisibleTable {
  readonly name: string;
  readonly rows: Rows;
}

/** What the statements of a text have made so far. */
export interface Made {
  /** Tables by path, dots between the parts. */
  readonly tables: Map<string, TableSchema>;
  /** Something was run that may have made tables that nobody knows of; so with routines, and with variables. */
  anyTable: boolean;
  anyRoutine: boolean;
  anyVariable: boolean;
}

/**
 * The state of the analysis of one text: what is known from outside, and what was found out. The maps are keyed by
 * nodes of the tree, so that later phases (lineage, translation) read what each name and expression is.
 */
export interface Binder {
  readonly catalog: Catalog;
  readonly findings: Finding[];
  /** What each expression is; every expression of the text has an entry once its query is bound. */
  readonly types: Map<Expr, Typed>;
  /** What each path stands for. */
  readonly bindings: Map<Expr, Binding>;
  /** What each query, part of a query and pipe operator gives. */
  readonly rows: Map<Query | QueryBody | Pipe, Rows>;
  /** Paths in subqueries that name something of an outer query, by the FROM clause that they name. */
  readonly outerPaths: Map<FromScope, Expr[]>;
  /** What each FROM item offers (joins, tables, subqueries ...). */
  readonly froms: Map<From, FromScope>;
  /** The paths of arrays that stand in FROM without UNNEST. */
  readonly arrays: Map<From, Expr>;
  /** Script variables and parameters of routines by lower-case name, innermost last. */
  readonly variables: Map<string, SqlType>;
  /** Query parameters (`@name`) whose type is known. */
  readonly parameters: ReadonlyMap<string, SqlType>;
  /** Routines made earlier in the text, by lower-case dotted name. */
  readonly routines: Map<string, Routine>;
  /** What the statements before have done that no catalogue knows. */
  readonly made: Made;
  /** Common table expressions in scope, innermost last. */
  readonly tables: VisibleTable[];
  /** Bare names in FROM of which nothing is known. */
  readonly strays: Ident[];
}

type Arguments<C extends Code> = Parameters<typeof diagnostic<C>>[1];

/** Records a finding. */
export function report<C extends Code>(
  b: Binder,
  code: C,
  args: Arguments<C>,
  at: At,
  more: {
    readonly replacement?: string | undefined;
    readonly help?: string | undefined;
    readonly severity?: Severity;
  } = {},
): void {
  const made = diagnostic(code, args, more.help === undefined ? {} : { help: more.help });
  b.findings.push({
    diagnostic: more.severity ? { ...made, severity: more.severity } : made,
    at: { start: at.start, end: at.end },
    ...(more.replacement === undefined ? {} : { replacement: more.replacement }),
  });
}

/** Where an expression stands, which says what it may hold. */
export interface Place {
  /** How findings name the clause: "WHERE", "a join condition" ... */
  readonly clause: string;
  readonly aggregates: boolean;
  readonly windows: boolean;
  /** Inside the arguments of an aggregate function. */
  readonly inAggregate?: true;
}

/** Gives the type of an expression, records it and what it names, and reports what is wrong in it. */
export type TypeOf = (b: Binder, scope: Scope, expr: Expr, place: Place) => Typed;

/** Binds a query below `outer` (undefined at the top), records what its parts give, and reports what is wrong in it. */
export type BindQuery = (b: Binder, outer: Scope | undefined, query: Query) => Rows;
