/** A half-open range of the statement's text, in UTF-16 code units. */
export interface At {
  readonly start: number;
  readonly end: number;
}

export interface Ident extends At {
  readonly name: string;
  readonly quoted: boolean;
}

/** A type as written: `ARRAY<STRUCT<a INT64>>`, `NUMERIC(10, 2)`, `RANGE<DATE>`, `ANY TYPE`. */
export interface TypeName extends At {
  /** Upper case. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** The element of an ARRAY or RANGE; the fields of a STRUCT. */
  readonly fields: readonly { readonly name?: Ident; readonly type: TypeName; readonly required?: true }[];
  /** `COLLATE 'und:ci'` behind the type. */
  readonly collation?: string;
}

export interface OrderItem {
  readonly of: Expr;
  readonly collate?: Expr;
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
  /** The name's parts as written, without a leading SAFE. */
  readonly path: readonly Ident[];
  readonly safe: boolean;
  readonly args: readonly Expr[];
  readonly distinct: boolean;
  readonly nulls?: 'IGNORE' | 'RESPECT';
  /** `ANY_VALUE(x HAVING MAX y)`. */
  readonly having?: At & { readonly pick: 'MAX' | 'MIN'; readonly of: Expr };
  /** Rows that an aggregate takes: `COUNT(x WHERE y)`. */
  readonly where?: Expr;
  /** Groups inside an aggregate: `SUM(AVG(x) GROUP BY y)`. */
  readonly groupBy?: readonly Expr[];
  /** `CLAMPED BETWEEN low AND high`. */
  readonly clamped?: { readonly low: Expr; readonly high: Expr };
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr;
  readonly over?: WindowSpec | Ident;
  /** Written as `(x).f(y)`: the first argument stands before the name. */
  readonly chained?: true;
}

export type IndexKind = 'OFFSET' | 'SAFE_OFFSET' | 'ORDINAL' | 'SAFE_ORDINAL' | 'KEY';
export type Literal = 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME' | 'NUMERIC' | 'BIGNUMERIC' | 'JSON';

/** A step of a path below a value: `.name`. */
export interface Assigned {
  readonly name: Ident;
  readonly value: Expr;
}

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
  | (At & {
      readonly kind: 'is';
      readonly not: boolean;
      readonly of: Expr;
      readonly what: 'NULL' | 'TRUE' | 'FALSE' | 'UNKNOWN';
    })
  | (At & { readonly kind: 'distinctFrom'; readonly not: boolean; readonly left: Expr; readonly right: Expr })
  | (At & { readonly kind: 'like'; readonly not: boolean; readonly left: Expr; readonly right: Expr })
  /** `x LIKE ANY (a, b)`, `x = SOME UNNEST(array)`, `x LIKE ALL (SELECT ...)`. */
  | (At & {
      readonly kind: 'quantified';
      readonly not: boolean;
      readonly op: string;
      readonly quantifier: 'ANY' | 'SOME' | 'ALL';
      readonly left: Expr;
      readonly right:
        | { readonly kind: 'list'; readonly items: readonly Expr[] }
        | { readonly kind: 'array'; readonly of: Expr }
        | { readonly kind: 'query'; readonly query: Query };
    })
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
      readonly zone?: Expr;
    })
  | (At & { readonly kind: 'extract'; readonly part: Expr; readonly of: Expr; readonly zone?: Expr })
  | (At & { readonly kind: 'array'; readonly type?: TypeName; readonly items: readonly Expr[] })
  | (At & {
      readonly kind: 'struct';
      readonly type?: TypeName;
      readonly fields: readonly { readonly name?: Ident; readonly value: Expr }[];
      /** Written as `(a, b)`, without STRUCT. */
      readonly tuple?: true;
    })
  | (At & { readonly kind: 'scalar'; readonly query: Query })
  | (At & { readonly kind: 'arrayQuery'; readonly query: Query })
  | (At & { readonly kind: 'exists'; readonly query: Query })
  | (At & { readonly kind: 'interval'; readonly of: Expr; readonly part: Ident; readonly to?: Ident })
  /** `RANGE<DATE> '[2024-01-01, 2025-01-01)'`. */
  | (At & { readonly kind: 'range'; readonly type: TypeName; readonly value: string })
  /** An argument by name: `name => value`. */
  | (At & { readonly kind: 'named'; readonly name: Ident; readonly value: Expr })
  /** `x -> x + 1`, `(a, i) -> a + i`. */
  | (At & { readonly kind: 'lambda'; readonly parameters: readonly Ident[]; readonly body: Expr })
  /** `TABLE dataset.t` or `MODEL dataset.m` as an argument of a function. */
  | (At & { readonly kind: 'relation'; readonly what: 'TABLE' | 'MODEL'; readonly parts: readonly Ident[] })
  /** `WITH(a AS 1, b AS a + 1, a + b)`. */
  | (At & { readonly kind: 'with'; readonly variables: readonly Assigned[]; readonly result: Expr })
  /** `REPLACE_FIELDS(s, 1 AS a.b)`. */
  | (At & {
      readonly kind: 'replaceFields';
      readonly of: Expr;
      readonly fields: readonly { readonly value: Expr; readonly path: readonly Ident[] }[];
    })
  /** DEFAULT as a value of INSERT, UPDATE and MERGE. */
  | (At & { readonly kind: 'default' })
  /** Syntax that the parser passes over: nothing is known of it and nothing is wrong with it. */
  | (At & { readonly kind: 'opaque'; readonly what: string });

export type SelectItem =
  | (At & { readonly kind: 'expr'; readonly value: Expr; readonly alias?: Ident })
  | (At & {
      readonly kind: 'star';
      /** What stands before `.*`; absent for a bare star. */
      readonly of?: Expr;
      readonly except: readonly Ident[];
      readonly replace: readonly { readonly value: Expr; readonly name: Ident }[];
      /** Of the pipe operator RENAME, once it is written as a SELECT. */
      readonly rename?: readonly { readonly from: Ident; readonly to: Ident }[];
    });

export type From =
  | (At & {
      readonly kind: 'table';
      /** A table's path, or the path of an array column of an item to the left. */
      readonly parts: readonly Ident[];
      readonly alias?: Ident;
      readonly offset?: Ident;
      /** `FOR SYSTEM_TIME AS OF`. */
      readonly asOf?: Expr;
    })
  | (At & { readonly kind: 'subquery'; readonly query: Query; readonly alias?: Ident })
  | (At & {
      readonly kind: 'unnest';
      readonly of: Expr;
      /** Further arrays of `UNNEST(a, b, mode => 'PAD')`. */
      readonly more: readonly Expr[];
      readonly alias?: Ident;
      readonly offset?: Ident;
    })
  /** A table function: `ML.PREDICT(MODEL m, TABLE t)`, `dataset.f(1)`, `EXTERNAL_QUERY(...)`, `GAP_FILL(...)`. */
  | (At & { readonly kind: 'tableFunction'; readonly call: Call; readonly alias?: Ident })
  | (At & {
      readonly kind: 'join';
      readonly type: 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL';
      readonly left: From;
      readonly right: From;
      readonly on?: Expr;
      readonly using?: readonly Ident[];
    })
  | (At & { readonly kind: 'pivot'; readonly of: From; readonly pivot: Pivot; readonly alias?: Ident })
  | (At & { readonly kind: 'unpivot'; readonly of: From; readonly unpivot: Unpivot; readonly alias?: Ident })
  | (At & { readonly kind: 'sample'; readonly of: From; readonly sample?: Sample; readonly alias?: Ident })
  | (At & { readonly kind: 'verbatim'; readonly text: string; readonly alias?: Ident })
  | (At & { readonly kind: 'paren'; readonly of: From })
  /** The rows that a pipe operator is given, as the left side of its JOIN. */
  | (At & { readonly kind: 'input' })
  | (At & { readonly kind: 'opaque'; readonly what: string; readonly alias?: Ident })
  | (At & { readonly kind: 'bad' });

/** `TABLESAMPLE method (size unit)`. */
export interface Sample extends At {
  readonly method: Ident;
  readonly size: Expr;
  readonly unit: 'PERCENT' | 'ROWS';
}

/** `PIVOT (aggregates FOR of IN (values))`. */
export interface Pivot extends At {
  readonly aggregates: readonly { readonly value: Expr; readonly alias?: Ident }[];
  readonly of: Expr;
  readonly values: readonly { readonly value: Expr; readonly alias?: Ident }[];
}

/** `UNPIVOT (values FOR name IN (columns AS label, ...))`. */
export interface Unpivot extends At {
  readonly nulls?: 'INCLUDE' | 'EXCLUDE';
  /** The new value columns; more than one where the columns of `from` are grouped. */
  readonly values: readonly Ident[];
  readonly name: Ident;
  readonly from: readonly { readonly columns: readonly Expr[]; readonly label?: Expr }[];
}

export type Grouping =
  | { readonly kind: 'none' | 'all' }
  | { readonly kind: 'items'; readonly items: readonly Expr[] }
  | { readonly kind: 'ROLLUP' | 'CUBE'; readonly items: readonly Expr[] }
  | { readonly kind: 'sets'; readonly sets: readonly GroupingSet[] };

export interface GroupingSet {
  readonly kind: 'set' | 'ROLLUP' | 'CUBE';
  readonly items: readonly Expr[];
}

export interface Select extends At {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly as?: 'STRUCT' | 'VALUE';
  /** `WITH DIFFERENTIAL_PRIVACY OPTIONS (...)`. */
  readonly mode?: { readonly name: Ident; readonly options: readonly Assigned[] };
  readonly items: readonly SelectItem[];
  readonly from?: From;
  readonly where?: Expr;
  readonly groupBy: Grouping;
  readonly having?: Expr;
  readonly qualify?: Expr;
  readonly windows: readonly { readonly name: Ident; readonly spec: WindowSpec }[];
}

/** How a set operation pairs columns, where not by position. */
export interface ByName {
  readonly how: 'BY NAME' | 'CORRESPONDING';
  readonly strict: boolean;
  readonly keep?: 'FULL' | 'LEFT' | 'INNER';
  readonly on?: readonly Ident[];
}

export type QueryBody =
  | Select
  | (At & {
      readonly kind: 'set';
      /** `UNION ALL`, `UNION DISTINCT`, `INTERSECT DISTINCT`, `EXCEPT DISTINCT` ... */
      readonly op: string;
      readonly byName?: ByName;
      readonly left: QueryBody;
      readonly right: QueryBody;
    })
  | (At & { readonly kind: 'nested'; readonly query: Query })
  /** A query that begins with FROM (pipe syntax). */
  | (At & { readonly kind: 'from'; readonly from: From })
  | (At & { readonly kind: 'verbatim'; readonly text: string })
  | (At & { readonly kind: 'opaque'; readonly what: string })
  | (At & { readonly kind: 'bad' });

export interface CommonTable {
  readonly name: Ident;
  readonly query: Query;
  /** `WITH DEPTH [AS alias] [BETWEEN low AND high]` of a recursive one. */
  readonly depth?: { readonly alias?: Ident; readonly low?: Expr; readonly high?: Expr };
}

export interface Query extends At {
  readonly recursive: boolean;
  readonly ctes: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly limit?: Expr;
  readonly offset?: Expr;
  /** Pipe operators, in order; they work on what stands before. */
  readonly pipes: readonly Pipe[];
}

/** An item of `|> AGGREGATE ... GROUP BY`: it may also say how the result is ordered. */
export interface PipeItem extends At {
  readonly value: Expr;
  readonly alias?: Ident;
  readonly order?: 'ASC' | 'DESC';
  readonly nulls?: 'FIRST' | 'LAST';
}

/** A pipe operator. Source: GoogleSQL "Pipe query syntax". */
export type Pipe = At &
  (
    | { readonly kind: 'select'; readonly select: Select }
    | { readonly kind: 'extend'; readonly items: readonly SelectItem[]; readonly windows?: Select['windows'] }
    | { readonly kind: 'set'; readonly items: readonly Assigned[] }
    | { readonly kind: 'drop'; readonly names: readonly Ident[] }
    | { readonly kind: 'rename'; readonly items: readonly { readonly from: Ident; readonly to: Ident }[] }
    | { readonly kind: 'as'; readonly alias: Ident }
    | { readonly kind: 'where'; readonly condition: Expr }
    | { readonly kind: 'limit'; readonly limit: Expr; readonly offset?: Expr }
    | {
        readonly kind: 'aggregate';
        readonly items: readonly PipeItem[];
        readonly groupBy: readonly PipeItem[];
        readonly grouping: 'none' | 'items' | 'all' | 'ROLLUP' | 'CUBE' | 'sets';
        /** For `sets`, whose items `groupBy` lists one after another. */
        readonly sets?: readonly GroupingSet[];
      }
    | { readonly kind: 'distinct' }
    | { readonly kind: 'orderBy'; readonly orderBy: readonly OrderItem[] }
    /** The left side of `join` is `input`. */
    | { readonly kind: 'join'; readonly join: From }
    | { readonly kind: 'call'; readonly call: Call; readonly alias?: Ident }
    | { readonly kind: 'window'; readonly items: readonly SelectItem[] }
    | {
        readonly kind: 'setOperation';
        readonly op: string;
        readonly byName?: ByName;
        readonly queries: readonly Query[];
      }
    | { readonly kind: 'pivot'; readonly pivot: Pivot; readonly alias?: Ident }
    | { readonly kind: 'unpivot'; readonly unpivot: Unpivot; readonly alias?: Ident }
    | { readonly kind: 'sample'; readonly sample?: Sample }
    | { readonly kind: 'with'; readonly recursive: boolean; readonly ctes: readonly CommonTable[] }
    | { readonly kind: 'assert'; readonly condition: Expr; readonly payload: readonly Expr[] }
    | { readonly kind: 'opaque'; readonly what: string }
  );
