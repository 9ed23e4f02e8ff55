import type { SqlType } from '../../analyse/types/type.ts';
import type { EngineName, NameMap } from '../../dialect/dialect.ts';
import type { At, Call, Expr, OrderItem, Query, TypeName } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import type { Target } from '../../target/target.ts';
import type { Difference, Reasons } from './catalogue.ts';
import type { Program } from './program.ts';
import type { Session } from './session.ts';
import type { SystemViews } from './system.ts';
import type { Frag } from './text.ts';

/** What is known of a value's type without a schema. Absent: unknown. */
export type Kind =
  | 'INT64'
  | 'FLOAT64'
  | 'NUMERIC'
  | 'STRING'
  | 'BYTES'
  | 'BOOL'
  | 'DATE'
  | 'DATETIME'
  | 'TIMESTAMP'
  | 'TIME'
  | 'JSON'
  | 'INTERVAL'
  | 'ARRAY'
  | 'STRUCT';

/** How exact a translated function is: the engine's own with the same meaning, written anew, or a shim of ours. */
export type How = 'exact' | 'rewrite' | 'shim';

/** One allowed function on one engine. What is not in the table is BF4001. */
export interface FunctionRule {
  readonly min: number;
  readonly max: number;
  readonly use: 'scalar' | 'aggregate' | 'window';
  readonly how: How;
  /** Type of the result, or `first` for that of the first argument. */
  readonly returns?: Kind | 'first';
  /** Types that string literals among the arguments stand for, by position. */
  readonly literals?: readonly (Kind | undefined)[];
  /** Modifiers that the translation honours. */
  readonly allows?: readonly ('distinct' | 'orderBy' | 'limit' | 'nulls' | 'over')[];
  /** The call in the engine's SQL; undefined after a refusal by `p.refuse`. */
  readonly print: (call: Call, p: Printer) => Frag;
}

/** How a range variable of FROM may be used. */
export interface Range {
  readonly name: string;
  /** Its name in the generated SQL: another one where the row as a whole is used, which hides a column of that name. */
  readonly as: string;
  /** One column of the same name holds the value. */
  readonly value: boolean;
  /** Rows may be missing: the optional side of an outer join. */
  readonly nullable: boolean;
  /** The author's path, where no alias was given. */
  readonly path?: readonly string[];
  readonly wildcard: boolean;
}

/** How names read one row of a query over arrays, which is worked out as a function of these arrays. */
export interface Element {
  /** The range variable, lower case. */
  readonly name?: string;
  /** What stands for the row; absent where only aggregates read it. */
  readonly text?: Frag;
  /** Its columns as they are written, by lower-case name, with what reads each. */
  readonly columns: ReadonlyMap<string, { readonly name: string; readonly text: Frag }>;
  /** Whether a star shows these columns and no others. */
  readonly complete: boolean;
}

/** Rows that aggregates read, held as an array. */
export interface Group {
  readonly rows: Frag;
  /** How names read the row that a text stands for. */
  readonly names: (row: Frag) => readonly Element[];
}

/** Names that mean something at one place of a query. */
export interface Scope {
  readonly outer?: Scope;
  readonly ctes: ReadonlySet<string>;
  readonly ranges: Map<string, Range>;
  /** Select-list aliases that stand for their expressions in GROUP BY, HAVING, QUALIFY and ORDER BY. */
  aliases?: ReadonlyMap<string, Expr>;
  /** The row is an element of an array, or made of elements of several. */
  readonly elements?: readonly Element[];
  readonly group?: Group;
}

/** What the rules of an engine may ask for while printing. */
export interface Printer {
  readonly rules: Rules;
  readonly names: NameMap;
  /** What the texts of the action have declared so far. */
  readonly session: Session;
  /** The steps of the text so far. */
  readonly program: Program;
  /** What stands in the source for statements of another text: all that is found in them is found there. */
  inside?: At | undefined;
  scope: Scope;
  /** An expression; brackets are added where `operand` is asked for. */
  readonly expr: (e: Expr) => Frag;
  readonly operand: (e: Expr) => Frag;
  readonly query: (e: Query) => Frag;
  readonly kind: (e: Expr) => Kind | undefined;
  /** The whole type that an analysis found; undefined without one. */
  readonly type: (e: Expr) => SqlType | undefined;
  /** Reports BF4001 at a place of the source; returns text that is never used. */
  readonly refuse: (at: At, what: string, why?: string, instead?: string) => Frag;
  /** Reports BF4004: it says nothing about rows, and is left out. */
  readonly leave: (at: At, what: string, why?: string) => void;
  /** The statement that is printed. */
  statement?: Statement;
  /** How many functions of arrays stand around, in which the engine takes no query; absent: none. */
  depth?: number;
}

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Expression kinds that every engine writes in its own way. */
export type EngineKinds =
  | 'int'
  | 'float'
  | 'bytes'
  | 'typed'
  | 'index'
  | 'field'
  | 'unary'
  | 'binary'
  | 'like'
  | 'inArray'
  | 'cast'
  | 'extract'
  | 'array'
  | 'struct'
  | 'arrayQuery'
  | 'interval';

/** An array opened to rows: how its element is named and used. */
export interface Unnest {
  readonly at: At;
  readonly array: Frag;
  readonly alias?: string;
  readonly offset?: string;
  /** `fields`: the element's fields are columns; `value`: the element is one column, named as the alias. */
  readonly mode: 'fields' | 'value';
  /** How it hangs on what stands left of it; absent where it comes first. */
  readonly join?: 'CROSS' | 'INNER' | 'LEFT';
  /** The first item of a subquery, and its array is made of columns that may be those of an outer query. */
  readonly correlated?: true;
  /** Prints the join's condition; to be called once the rows are named. */
  readonly on?: () => Frag;
  /** Columns of USING, instead of a condition. */
  readonly using?: readonly string[];
}

export interface CreatedFunction {
  readonly name: string;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  readonly parameters: readonly Frag[];
  readonly returns?: Frag;
  readonly body: Frag;
}

export interface CreatedTableFunction extends Omit<CreatedFunction, 'returns' | 'body'> {
  /** Names and types of the columns, where they are declared. */
  readonly columns?: readonly Frag[];
  readonly query: Frag;
}

/** An option and its value, where it is a literal: text, or pairs of texts. */
export interface Described {
  readonly name: string;
  readonly value: string | null | readonly (readonly [string, string])[] | undefined;
}

export interface Description {
  readonly statements: readonly string[];
  /** Names of options without a counterpart. */
  readonly left: readonly string[];
}

/** A change of a table's columns, with names and types in the target's own words. */
export type PrintedChange =
  | { readonly kind: 'add'; readonly ifNotExists: boolean; readonly name: string; readonly type: Frag }
  | { readonly kind: 'drop'; readonly ifExists: boolean; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string };

/** All that differs between the engines a GoogleSQL query may be written for. */
export interface Rules {
  readonly engine: EngineName;
  readonly title: string;
  readonly identifier: (name: string) => string;
  readonly string: (value: string) => string;
  readonly relation: (target: Target) => string;
  readonly functions: Readonly<Record<string, FunctionRule>>;
  /** Why other functions have no form. */
  readonly reasons?: Reasons;
  /** Where a translated function or construct may give another result. */
  readonly differences?: readonly Difference[];
  readonly expr: { readonly [K in EngineKinds]: (e: Of<K>, p: Printer) => Frag };
  /** `SAFE.` before a scalar function. */
  readonly safeCall: (call: Call, p: Printer, print: (call: Call) => Frag) => Frag;
  readonly type: (type: TypeName, p: Printer) => Frag;
  readonly orderItem: (item: OrderItem, of: Frag) => Frag;
  /** The whole FROM item, with the join keyword where there is one. */
  readonly unnest: (u: Unnest, p: Printer) => Frag;
  readonly star: (s: {
    of: Frag | undefined;
    row: boolean;
    /** Columns of USING, which GoogleSQL puts first under a bare star. */
    using: readonly string[];
    except: readonly string[];
    replace: readonly { readonly name: string; readonly value: Frag }[];
    /** New names of columns that keep their places, where the engine has that. */
    rename?: readonly { from: string; to: string }[];
  }) => Frag | undefined;
  /** Shapes that not every engine has. */
  readonly has: {
    readonly temporaryTables: boolean;
    readonly updateFrom: boolean;
    readonly namedWindows: boolean;
    /** `OVER (w ROWS ..)`: a window built on a named one; absent: it has. */
    readonly windowsOnWindows?: false;
    readonly recursion: boolean;
    /** WITH RECURSIVE by UNION DISTINCT; absent: it has. */
    readonly distinctRecursion?: false;
    readonly unionByName: boolean;
    /** USING between the fields of an array's elements and what stands left of it; absent: refused. */
    readonly usingOfElements?: true;
    /** TABLESAMPLE stands between a table and its alias, not behind both. */
    readonly sampleBeforeAlias?: true;
    /** `* RENAME (a AS b)`. */
    readonly starRename?: true;
    /** `value.*` for any value; absent: only for names of columns and of their fields. */
    readonly starOfValues?: true;
    /** Fields of structs are matched by name where values become one; absent: by place, as in GoogleSQL. */
    readonly structsByName?: true;
    /** UPDATE and MERGE put fields of structs into columns by name, INSERT by place; absent: all by place. */
    readonly assignsStructsByName?: true;
    /**
     * MERGE takes no subquery in ON beside NOT MATCHED, and beside NOT MATCHED BY SOURCE none that reads its rows; absent:
     * it takes all.
     */
    readonly queriesInMerge?: false;
    /** A row that MERGE would delete twice is no fault, unless the deletion has a condition; absent: it is one. */
    readonly deletesTwice?: true;
    /** QUALIFY behind GROUP BY sees groups and aggregates; absent: it does. */
    readonly qualifyOfGroups?: false;
    /** Rows of VALUES may hold subqueries; absent: they may. */
    readonly queriesInValues?: false;
    /** A materialized view is a view, with the same rows; absent: it is refused. */
    readonly materializedAsViews?: true;
    /** A text is one statement: each of several is sent by itself. */
    readonly oneByOne?: true;
  };
  /** A field of each element of an array; absent where a path says it. */
  readonly elementFields?: (array: Frag, fields: readonly string[]) => Frag;
  /** A range variable alone, as the struct of its row. */
  readonly wholeRow: (range: string) => Frag;
  /** A scalar subquery in another form; undefined where it is written as it stands. */
  readonly subquery?: (e: Of<'scalar'>, p: Printer) => Frag | undefined;
  /** EXISTS in another form; undefined where it is written as it stands. */
  readonly exists?: (e: Of<'exists'>, p: Printer) => Frag | undefined;
  /** `IN (SELECT ..)` in another form; undefined where it is written as it stands. */
  readonly among?: (e: Of<'inQuery'>, p: Printer) => Frag | undefined;
  /** What in a key of a query's ORDER BY the engine cannot order by; absent where it orders by everything. */
  readonly unordered?: (key: Expr, p: Printer) => Expr | undefined;
  /** Queries over arrays are functions of these arrays: a function's body of such queries takes its arguments in their places. */
  readonly inArrays?: {
    /** Whether a body holds queries, and none but such. */
    readonly holds: (body: Expr, p: Printer) => boolean;
    /** A name for a value that is read more than once. */
    readonly named: (name: string, value: Frag, result: Frag) => Frag;
  };
  /** A name for a value within an expression; `queries`: subqueries read it. Absent where there are no such names. */
  readonly name?: (name: string, value: Frag, result: () => Frag, queries: boolean) => Frag;
  /** Variables of a script; absent where there are none. */
  readonly variables?: {
    /** Makes a variable, which holds NULL; absent where the first value makes it. */
    readonly declare?: (name: string, type: Frag) => Frag;
    readonly set: (name: string, value: Frag) => Frag;
    readonly get: (name: string) => Frag;
    /** A name alone is a column where there is one, else the variable, as in GoogleSQL. */
    readonly afterColumns?: true;
    /** The variable's value, an error where one of the tables has a column of its name; absent where that is refused. */
    readonly unlessColumn?: (name: string, tables: readonly Target[], value: Frag) => Frag;
  };
  /** Scripts with control flow are sent step by step; absent where they are refused. */
  readonly steps?: {
    /** An expression that reads the time, with that of the step instead of that of the transaction. */
    readonly timed: (value: Frag) => Frag;
    /** Puts the rows of a query in order under a name of the session's own: columns `n`, counted from 1, and `r`, the row. */
    readonly rows: (name: string, query: Frag) => Frag;
    readonly row: (name: string, n: Frag) => Frag;
    readonly hasRow: (name: string, n: Frag) => Frag;
    readonly drop: (name: string) => Frag;
  };
  /** An empty array whose type another query of a set operation gives; absent: as elsewhere. */
  readonly emptyArray?: Frag;
  /** A value as a type with structs, whose fields are matched by place; absent where `structsByName` is. */
  readonly byPlace?: (value: Frag, type: TypeName, of: SqlType | undefined, p: Printer) => Frag;
  /** Control flow is written in the engine's own words, as one compound statement; absent where it is refused or sent step by step. */
  readonly compound?: {
    readonly set: (name: string, value: Frag) => Frag;
  };
  /** SQL functions are written out where they are called. */
  readonly writesOut?: true;
  /** The rows that UNPIVOT makes of one row, as a lateral FROM item named `unpivoted`. */
  readonly unpivoted: (names: readonly string[], rows: readonly (readonly Frag[])[]) => Frag;
  /** Makes a schema that may be there already; absent where that is left to the run. */
  readonly schema?: (place: Target) => Frag;
  /** Statements that add, drop or rename one column of a table; absent where that is refused. */
  readonly columnChange?: (table: string, change: PrintedChange, at: At, p: Printer) => readonly Frag[];
  /** Chooses rows at random, about so many of a hundred; absent where that is not translated. */
  readonly sample?: (percent: string) => Frag;
  /** A pseudo column of tables partitioned by arrival, from its name and its text; absent where there are none. */
  readonly ingestion?: (name: string, column: Frag) => Frag;
  /** An array, or an empty one in place of NULL, as tables of BigQuery keep it; absent where tables do so by themselves. */
  readonly storedArray?: (value: Frag) => Frag;
  /** A value that has no type of its own, as a column that is stored; absent where engines agree. */
  readonly untyped?: (value: Frag) => Frag;
  /** Views of INFORMATION_SCHEMA that the engine's own catalogue answers; absent where there are none. */
  readonly system?: SystemViews;
  /** `UPDATE .. FROM` as a MERGE; absent where it is written as it stands. */
  readonly updatesByMerge?: true;
  /**
   * A query that fails where several rows of a source change one row of a table, for an engine that would take any of
   * them; `name` is what the table is called in `table` and in `where`. Absent where UPDATE and MERGE fail by themselves.
   */
  readonly changedOnce?: (pairs: {
    readonly name: string;
    readonly table: Frag;
    readonly source: Frag;
    readonly where: Frag;
  }) => Frag;
  /** A SQL function of a schema; absent where none is made, since it is written out where it is called. */
  readonly createFunction?: (made: CreatedFunction) => Frag;
  /** A function of a schema that gives rows; absent where none is made and none is called. */
  readonly tableFunction?: (made: CreatedTableFunction) => Frag;
  /** Where rows of a new table lie together, by columns in order of weight; absent where that is left out. */
  readonly clustered?: (columns: readonly string[]) => { readonly clause: string; readonly left: readonly string[] };
  /** Hears of what describes a table or view and is left out without a warning; absent: nobody asks. */
  readonly leaves?: (at: At, what: string) => void;
  /** Sets what describes a table or view; gives back the options that have no counterpart. Absent where all are left out. */
  readonly describe?: (object: string, name: string, options: readonly Described[]) => Description;
  /** `INSERT ROW` of MERGE, by the order of the columns, where those of the source are not known; absent: refused. */
  readonly insertRow?: string;
  /** The row of a SELECT AS STRUCT from its fields. */
  readonly row: (fields: readonly { name: string; value: Frag }[]) => Frag;
}
