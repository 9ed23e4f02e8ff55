/** A half-open range of the statement's text, in UTF-16 code units. */
export interface At {
  readonly start: number;
  readonly end: number;
}

export interface Ident extends At {
  readonly name: string;
  readonly quoted: boolean;
}

/** A type as written: `ARRAY<STRUCT<a INT64>>`, `NUMERIC(10, 2)`. */
export interface TypeName extends At {
  /** Upper case. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** The element of an ARRAY; the fields of a STRUCT. */
  readonly fields: readonly { readonly name?: Ident; readonly type: TypeName }[];
}

export interface OrderItem {
  readonly of: Expr;
  readonly descending: boolean;
  readonly nulls?: 'FIRST' | 'LAST';
}

export interface FrameBound {
  readonly kind: 'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' | 'PRECEDING' | 'FOLLOWING';
  readonly of?: Expr;
}

export interface WindowSpec extends At {
  readonly base?: Ident;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: readonly OrderItem[];
  readonly frame?: { readonly unit: 'ROWS' | 'RANGE'; readonly from: FrameBound; readonly to?: FrameBound };
}

export interface Call extends At {
  readonly kind: 'call';
  /** The dotted name as written, upper case, without a leading SAFE. */
  readonly name: string;
  readonly nameAt: At;
  readonly safe: boolean;
  readonly args: readonly Expr[];
  readonly distinct: boolean;
  readonly nulls?: 'IGNORE' | 'RESPECT';
  readonly having?: At;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr;
  readonly over?: WindowSpec | Ident;
}

export type IndexKind = 'OFFSET' | 'SAFE_OFFSET' | 'ORDINAL' | 'SAFE_ORDINAL' | 'KEY';
export type Literal = 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME' | 'NUMERIC' | 'BIGNUMERIC' | 'JSON';

/** An expression. Every node knows where it stands. */
export type Expr =
  | (At & { readonly kind: 'null' })
  | (At & { readonly kind: 'star' })
  | (At & { readonly kind: 'bad' })
  /** Text in the target's own SQL; `grouped` where it stands alone in brackets. */
  | (At & { readonly kind: 'verbatim'; readonly text: string; readonly grouped?: boolean })
  | (At & { readonly kind: 'bool'; readonly value: boolean })
  | (At & { readonly kind: 'int'; readonly text: string })
  | (At & { readonly kind: 'float'; readonly text: string })
  | (At & { readonly kind: 'param'; readonly text: string })
  | (At & { readonly kind: 'string'; readonly value: string })
  | (At & { readonly kind: 'bytes'; readonly value: string })
  | (At & { readonly kind: 'typed'; readonly type: Literal; readonly value: string })
  | (At & { readonly kind: 'path'; readonly parts: readonly Ident[] })
  | (At & { readonly kind: 'field'; readonly of: Expr; readonly name: Ident })
  | (At & { readonly kind: 'index'; readonly of: Expr; readonly how: IndexKind; readonly index: Expr })
  | Call
  | (At & { readonly kind: 'unary'; readonly op: '-' | '+' | '~' | 'NOT'; readonly of: Expr })
  | (At & { readonly kind: 'binary'; readonly op: string; readonly left: Expr; readonly right: Expr })
  | (At & {
      readonly kind: 'between';
      readonly not: boolean;
      readonly of: Expr;
      readonly low: Expr;
      readonly high: Expr;
    })
  | (At & { readonly kind: 'in'; readonly not: boolean; readonly of: Expr; readonly list: readonly Expr[] })
  | (At & { readonly kind: 'inQuery'; readonly not: boolean; readonly of: Expr; readonly query: Query })
  | (At & { readonly kind: 'inArray'; readonly not: boolean; readonly of: Expr; readonly array: Expr })
  | (At & { readonly kind: 'is'; readonly not: boolean; readonly of: Expr; readonly what: 'NULL' | 'TRUE' | 'FALSE' })
  | (At & { readonly kind: 'distinctFrom'; readonly not: boolean; readonly left: Expr; readonly right: Expr })
  | (At & { readonly kind: 'like'; readonly not: boolean; readonly left: Expr; readonly right: Expr })
  | (At & {
      readonly kind: 'case';
      readonly of?: Expr;
      readonly whens: readonly { readonly when: Expr; readonly result: Expr }[];
      readonly otherwise?: Expr;
    })
  | (At & {
      readonly kind: 'cast';
      readonly safe: boolean;
      readonly of: Expr;
      readonly type: TypeName;
      readonly format?: Expr;
    })
  | (At & { readonly kind: 'extract'; readonly part: Expr; readonly of: Expr; readonly zone?: Expr })
  | (At & { readonly kind: 'array'; readonly type?: TypeName; readonly items: readonly Expr[] })
  | (At & {
      readonly kind: 'struct';
      readonly type?: TypeName;
      readonly fields: readonly { readonly name?: Ident; readonly value: Expr }[];
    })
  | (At & { readonly kind: 'scalar'; readonly query: Query })
  | (At & { readonly kind: 'arrayQuery'; readonly query: Query })
  | (At & { readonly kind: 'exists'; readonly query: Query })
  | (At & { readonly kind: 'interval'; readonly of: Expr; readonly part: Ident; readonly to?: Ident });

export type SelectItem =
  | (At & { readonly kind: 'expr'; readonly value: Expr; readonly alias?: Ident })
  | (At & {
      readonly kind: 'star';
      /** What stands before `.*`; absent for a bare star. */
      readonly of?: Expr;
      readonly except: readonly Ident[];
      readonly replace: readonly { readonly value: Expr; readonly name: Ident }[];
    });

export type From =
  | (At & {
      readonly kind: 'table';
      readonly parts: readonly Ident[];
      readonly alias?: Ident;
      readonly offset?: Ident;
      readonly pivot?: Pivot;
    })
  | (At & { readonly kind: 'subquery'; readonly query: Query; readonly alias?: Ident; readonly pivot?: Pivot })
  | (At & { readonly kind: 'unnest'; readonly of: Expr; readonly alias?: Ident; readonly offset?: Ident })
  | (At & {
      readonly kind: 'join';
      readonly type: 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
      readonly left: From;
      readonly right: From;
      readonly on?: Expr;
      readonly using?: readonly Ident[];
    })
  | (At & { readonly kind: 'verbatim'; readonly text: string; readonly alias?: Ident })
  | (At & { readonly kind: 'paren'; readonly of: From })
  | (At & { readonly kind: 'bad' });

/** `PIVOT (aggregates FOR of IN (values))`. */
export interface Pivot extends At {
  readonly aggregates: readonly { readonly value: Expr; readonly alias?: Ident }[];
  readonly of: Expr;
  readonly values: readonly { readonly value: Expr; readonly alias?: Ident }[];
  readonly alias?: Ident;
}

export type Grouping =
  | { readonly kind: 'none' | 'all' }
  | { readonly kind: 'items'; readonly items: readonly Expr[] }
  | { readonly kind: 'ROLLUP' | 'CUBE'; readonly items: readonly Expr[] }
  | { readonly kind: 'sets'; readonly sets: readonly (readonly Expr[])[] };

export interface Select extends At {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly as?: 'STRUCT' | 'VALUE';
  readonly items: readonly SelectItem[];
  readonly from?: From;
  readonly where?: Expr;
  readonly groupBy: Grouping;
  readonly having?: Expr;
  readonly qualify?: Expr;
  readonly windows: readonly { readonly name: Ident; readonly spec: WindowSpec }[];
}

export type QueryBody =
  | Select
  | (At & { readonly kind: 'set'; readonly op: string; readonly left: QueryBody; readonly right: QueryBody })
  | (At & { readonly kind: 'nested'; readonly query: Query })
  | (At & { readonly kind: 'verbatim'; readonly text: string })
  | (At & { readonly kind: 'bad' });

export interface Query extends At {
  readonly recursive: boolean;
  readonly ctes: readonly { readonly name: Ident; readonly query: Query }[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr;
  readonly offset?: Expr;
}

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
    | { readonly kind: 'insertRow' }
    | { readonly kind: 'insert'; readonly columns: readonly Ident[]; readonly values: readonly Expr[] };
}

export type Statement =
  | (At & { readonly kind: 'query'; readonly query: Query })
  | (At & {
      readonly kind: 'create';
      readonly object: 'TABLE' | 'VIEW';
      readonly temporary: boolean;
      readonly replace: boolean;
      readonly ifNotExists: boolean;
      readonly name: TablePath;
      readonly columns?: readonly { readonly name: Ident; readonly type: TypeName; readonly required: boolean }[];
      readonly query?: Query;
    })
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
      readonly object: 'TABLE' | 'VIEW' | 'SCHEMA';
      readonly ifExists: boolean;
      readonly name: TablePath;
    })
  | (At & { readonly kind: 'createSchema'; readonly ifNotExists: boolean; readonly name: TablePath })
  | (At & { readonly kind: 'truncate'; readonly table: TablePath })
  | (At & { readonly kind: 'bad' });
