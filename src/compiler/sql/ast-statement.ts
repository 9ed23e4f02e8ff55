import type { At, CommonTable, Expr, From, Ident, Query, SelectItem, TypeName } from './ast.ts';

export interface TablePath extends At {
  readonly parts: readonly Ident[];
}

export interface Assignment {
  readonly column: Expr;
  readonly value: Expr;
}

export type InsertSource =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'values'; readonly rows: readonly (readonly Expr[])[] };

export interface MergeWhen extends At {
  readonly match: 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE';
  readonly and?: Expr;
  readonly action:
    | { readonly kind: 'delete' }
    | { readonly kind: 'update'; readonly set: readonly Assignment[] }
    /** All columns of the source, in their order, into the columns of the list, else into all. */
    | { readonly kind: 'insertRow'; readonly columns: readonly Ident[] }
    | { readonly kind: 'insert'; readonly columns: readonly Ident[]; readonly values: readonly Expr[] };
}

export interface ColumnDefinition {
  readonly name: Ident;
  /** Absent in `CREATE EXTERNAL TABLE` and views, which may name columns alone. */
  readonly type?: TypeName;
  readonly required: boolean;
  readonly default?: Expr;
  readonly options: readonly Option[];
  /** Constraints behind the type, as written: `PRIMARY KEY NOT ENFORCED`. */
  readonly constraints?: string;
}

/** `name = value` of an OPTIONS list. */
export interface Option {
  readonly name: Ident;
  readonly value: Expr;
}

/** A parameter of a function or procedure. */
export interface Parameter {
  readonly name: Ident;
  readonly mode?: 'IN' | 'OUT' | 'INOUT';
  /** Absent for a table parameter. `ANY TYPE` is a type of that name. */
  readonly type?: TypeName;
  /** Columns of a `TABLE<...>` parameter. */
  readonly table?: readonly { readonly name: Ident; readonly type: TypeName }[];
  /** `ANY TABLE`. */
  readonly anyTable?: true;
  readonly default?: Expr;
  /** `NOT AGGREGATE`. */
  readonly notAggregate?: true;
}

export type CreatedTable = 'TABLE' | 'VIEW' | 'MATERIALIZED VIEW' | 'EXTERNAL TABLE' | 'SNAPSHOT TABLE';

/** What every statement that creates something says. */
interface Creation extends At {
  readonly replace: boolean;
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly name: TablePath;
  /** `DEFAULT COLLATE`. */
  readonly collation?: string;
  /** `WITH CONNECTION`. */
  readonly connection?: TablePath;
  /** Clauses that the parser passes over. */
  readonly unknown?: readonly At[];
}

/** `ADD COLUMN [IF NOT EXISTS] ..`, `DROP COLUMN [IF EXISTS] ..`, `RENAME COLUMN [IF EXISTS] .. TO ..`. */
export type ColumnChange =
  | { readonly kind: 'add'; readonly ifNotExists: boolean; readonly column: ColumnDefinition }
  | { readonly kind: 'drop'; readonly ifExists: boolean; readonly name: Ident }
  | { readonly kind: 'rename'; readonly ifExists: boolean; readonly from: Ident; readonly to: Ident };

export type Statement =
  | (At & { readonly kind: 'query'; readonly query: Query })
  | (Creation & {
      readonly kind: 'create';
      readonly object: CreatedTable;
      readonly columns?: readonly ColumnDefinition[];
      readonly partitionBy: readonly Expr[];
      readonly clusterBy: readonly Expr[];
      readonly options: readonly Option[];
      /** `LIKE`, `COPY` or `CLONE` of another table. */
      readonly source?: { readonly how: 'LIKE' | 'COPY' | 'CLONE'; readonly table: TablePath; readonly asOf?: Expr };
      readonly query?: Query;
      /** Table constraints as written. */
      readonly constraints?: readonly string[];
      /** `WITH PARTITION COLUMNS` of an external table; empty where they are to be found out. */
      readonly partitionColumns?: readonly ColumnDefinition[];
    })
  | (Creation & {
      readonly kind: 'createFunction';
      readonly aggregate: boolean;
      readonly parameters: readonly Parameter[];
      readonly returns?: TypeName;
      /** Upper case; absent for SQL. */
      readonly language?: string;
      /** The SQL expression; absent for code in another language. */
      readonly body?: Expr;
      /** The text in another language. */
      readonly code?: Expr;
      readonly determinism?: string;
      readonly remote?: true;
      readonly options: readonly Option[];
    })
  | (Creation & {
      readonly kind: 'createTableFunction';
      readonly parameters: readonly Parameter[];
      readonly returns?: readonly { readonly name: Ident; readonly type: TypeName }[];
      readonly options?: readonly Option[];
      readonly query?: Query;
    })
  | (Creation & {
      readonly kind: 'createProcedure';
      readonly parameters: readonly Parameter[];
      readonly options?: readonly Option[];
      readonly language?: string;
      readonly code?: Expr;
      /** Absent for code in another language. */
      readonly body?: readonly Statement[];
    })
  | (Creation & {
      readonly kind: 'createModel';
      readonly options: readonly Option[];
      /** TRANSFORM list. */
      readonly transform: readonly SelectItem[];
      readonly query?: Query;
      /** `AS (training_data AS (...), custom_holiday AS (...))`. */
      readonly inputs?: readonly CommonTable[];
      readonly remote?: true;
      /** `INPUT(...)` and `OUTPUT(...)`. */
      readonly input?: readonly ColumnDefinition[];
      readonly output?: readonly ColumnDefinition[];
    })
  | (Creation & { readonly kind: 'createSchema'; readonly options?: readonly Option[] })
  | (At & {
      readonly kind: 'insert';
      readonly into: TablePath;
      readonly columns: readonly Ident[];
      readonly source: InsertSource;
    })
  | (At & {
      readonly kind: 'update';
      readonly table: TablePath;
      readonly alias?: Ident;
      readonly set: readonly Assignment[];
      readonly from?: From;
      readonly where: Expr;
    })
  | (At & { readonly kind: 'delete'; readonly from: TablePath; readonly alias?: Ident; readonly where: Expr })
  | (At & {
      readonly kind: 'merge';
      readonly into: TablePath;
      readonly alias?: Ident;
      readonly using: From;
      readonly on: Expr;
      readonly whens: readonly MergeWhen[];
    })
  | (At & {
      readonly kind: 'drop';
      /** Upper case: TABLE, VIEW, SCHEMA, FUNCTION, MATERIALIZED VIEW ... */
      readonly object: string;
      readonly ifExists: boolean;
      readonly name: TablePath;
      readonly behaviour?: 'CASCADE' | 'RESTRICT';
    })
  | (At & { readonly kind: 'truncate'; readonly table: TablePath })
  | (At & {
      readonly kind: 'alter';
      readonly object: string;
      readonly ifExists: boolean;
      readonly name: TablePath;
      /** What is altered, as written, one space or none between tokens. */
      readonly actions?: string;
      /** Of `SET OPTIONS (..)` alone. */
      readonly options?: readonly Option[];
      /** Of a table whose columns alone are added, dropped and renamed. */
      readonly changes?: readonly ColumnChange[];
    })
  | (At & {
      readonly kind: 'exportData';
      readonly connection?: TablePath;
      readonly options: readonly Option[];
      readonly query: Query;
    })
  | (At & { readonly kind: 'assert'; readonly condition: Expr; readonly message?: Expr })
  | (At & {
      readonly kind: 'declare';
      readonly names: readonly Ident[];
      readonly type?: TypeName;
      readonly value?: Expr;
    })
  | (At & { readonly kind: 'set'; readonly names: readonly Ident[]; readonly value: Expr })
  | (At & {
      readonly kind: 'if';
      readonly branches: readonly { readonly when: Expr; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    })
  | (At & {
      readonly kind: 'case';
      readonly of?: Expr;
      readonly branches: readonly { readonly when: Expr; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    })
  | (At & { readonly kind: 'loop'; readonly label?: Ident; readonly body: readonly Statement[] })
  | (At & {
      readonly kind: 'while';
      readonly label?: Ident;
      readonly condition: Expr;
      readonly body: readonly Statement[];
    })
  | (At & {
      readonly kind: 'repeat';
      readonly label?: Ident;
      readonly body: readonly Statement[];
      readonly until: Expr;
    })
  | (At & {
      readonly kind: 'for';
      readonly label?: Ident;
      readonly name: Ident;
      readonly query: Query;
      readonly body: readonly Statement[];
    })
  | (At & {
      readonly kind: 'block';
      readonly label?: Ident;
      readonly body: readonly Statement[];
      /** Empty where there is no EXCEPTION clause, or an empty one. */
      readonly exception: readonly Statement[];
    })
  | (At & { readonly kind: 'call'; readonly name: TablePath; readonly args: readonly Expr[] })
  | (At & {
      readonly kind: 'executeImmediate';
      readonly sql: Expr;
      readonly into: readonly Ident[];
      readonly using: readonly { readonly value: Expr; readonly alias?: Ident }[];
    })
  | (At & { readonly kind: 'raise'; readonly message?: Expr })
  /** BREAK, CONTINUE, LEAVE, ITERATE, RETURN, BEGIN/COMMIT/ROLLBACK TRANSACTION. */
  | (At & { readonly kind: 'control'; readonly word: string; readonly label?: Ident })
  /** A statement that the parser passes over: nothing is known of it and nothing is wrong with it. */
  | (At & { readonly kind: 'opaque'; readonly what: string })
  | (At & { readonly kind: 'bad' });
