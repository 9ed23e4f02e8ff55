import type { At, Ident, IndexKind } from '../../../compiler/sql/ast.ts';

/** A type as Databricks writes it. */
export interface RawType extends At {
  /** Upper case. */
  readonly name: string;
  readonly parameters: readonly number[];
  /** The element of an ARRAY, key and value of a MAP, the fields of a STRUCT. */
  readonly fields: readonly { readonly name?: Ident; readonly type: RawType }[];
}

export interface RawOrder {
  readonly of: Raw;
  readonly descending: boolean;
  readonly nulls?: 'FIRST' | 'LAST';
}

export interface RawBound {
  readonly kind: 'UNBOUNDED PRECEDING' | 'UNBOUNDED FOLLOWING' | 'CURRENT ROW' | 'PRECEDING' | 'FOLLOWING';
  readonly of?: Raw;
}

export interface RawWindow extends At {
  readonly base?: Ident;
  readonly partitionBy: readonly Raw[];
  readonly orderBy: readonly RawOrder[];
  readonly frame?: { readonly unit: 'ROWS' | 'RANGE'; readonly from: RawBound; readonly to?: RawBound };
}

export interface RawCall extends At {
  readonly kind: 'call';
  /** Upper case. */
  readonly name: string;
  readonly nameAt: At;
  readonly args: readonly Raw[];
  readonly distinct: boolean;
  readonly filter?: Raw;
  /** `WITHIN GROUP (ORDER BY ..)`. */
  readonly within?: readonly RawOrder[];
  readonly nulls?: 'IGNORE' | 'RESPECT';
  readonly over?: RawWindow | Ident;
}

/** `a.b[0]['c']` behind a colon. */
export type JsonStep = string | number;

/** An expression of Databricks SQL as it is written. */
export type Raw =
  | (At & { readonly kind: 'null' })
  | (At & { readonly kind: 'default' })
  /** Text in the target's own SQL. */
  | (At & { readonly kind: 'sealed'; readonly text: string })
  /** `*`, or `t.*` as an argument. */
  | (At & { readonly kind: 'star'; readonly of?: readonly Ident[] })
  | (At & { readonly kind: 'bool'; readonly value: boolean })
  | (At & { readonly kind: 'number'; readonly text: string })
  | (At & { readonly kind: 'string'; readonly value: string })
  | (At & { readonly kind: 'bytes'; readonly value: string })
  | (At & { readonly kind: 'typed'; readonly type: string; readonly value: string })
  | (At & {
      readonly kind: 'interval';
      readonly parts: readonly { readonly of: Raw; readonly unit: string; readonly to?: string }[];
    })
  | (At & { readonly kind: 'name'; readonly parts: readonly Ident[] })
  | RawCall
  | (At & { readonly kind: 'named'; readonly name: Ident; readonly value: Raw })
  | (At & { readonly kind: 'lambda'; readonly parameters: readonly Ident[]; readonly body: Raw })
  | (At & { readonly kind: 'unary'; readonly op: '-' | '+' | '~' | 'NOT'; readonly of: Raw })
  | (At & { readonly kind: 'binary'; readonly op: string; readonly left: Raw; readonly right: Raw })
  | (At & { readonly kind: 'between'; readonly not: boolean; readonly of: Raw; readonly low: Raw; readonly high: Raw })
  | (At & { readonly kind: 'in'; readonly not: boolean; readonly of: Raw; readonly list: readonly Raw[] })
  | (At & { readonly kind: 'inQuery'; readonly not: boolean; readonly of: Raw; readonly query: RawQuery })
  | (At & { readonly kind: 'is'; readonly not: boolean; readonly of: Raw; readonly what: 'NULL' | 'TRUE' | 'FALSE' })
  | (At & { readonly kind: 'distinctFrom'; readonly not: boolean; readonly left: Raw; readonly right: Raw })
  | (At & {
      readonly kind: 'like';
      readonly not: boolean;
      readonly op: 'LIKE' | 'ILIKE' | 'RLIKE';
      readonly quantifier?: 'ANY' | 'ALL';
      readonly left: Raw;
      readonly right: readonly Raw[];
      readonly escape?: string;
    })
  | (At & {
      readonly kind: 'case';
      readonly of?: Raw;
      readonly whens: readonly { readonly when: Raw; readonly result: Raw }[];
      readonly otherwise?: Raw;
    })
  | (At & { readonly kind: 'cast'; readonly safe: boolean; readonly of: Raw; readonly type: RawType })
  | (At & { readonly kind: 'extract'; readonly part: string; readonly of: Raw })
  | (At & { readonly kind: 'index'; readonly of: Raw; readonly index: Raw; readonly how?: IndexKind })
  | (At & { readonly kind: 'field'; readonly of: Raw; readonly name: Ident })
  | (At & { readonly kind: 'json'; readonly of: Raw; readonly path: readonly JsonStep[] })
  | (At & { readonly kind: 'tuple'; readonly items: readonly Raw[] })
  | (At & { readonly kind: 'scalar'; readonly query: RawQuery })
  | (At & { readonly kind: 'exists'; readonly query: RawQuery });

export type RawItem =
  | (At & { readonly kind: 'expr'; readonly value: Raw; readonly aliases: readonly Ident[] })
  | (At & { readonly kind: 'star'; readonly of?: readonly Ident[]; readonly except: readonly Ident[] });

/** An alias with the names of its columns. */
export interface RawAlias {
  readonly name?: Ident;
  readonly columns: readonly Ident[];
}

/** `TABLESAMPLE (percent PERCENT)`, which stands before an alias. */
export interface RawSample extends At {
  readonly percent: Extract<Raw, { kind: 'number' }>;
}

export type RawFrom =
  | (At & {
      readonly kind: 'table';
      readonly parts: readonly Ident[];
      readonly sample?: RawSample;
      readonly alias: RawAlias;
    })
  | (At & {
      readonly kind: 'subquery';
      readonly lateral: boolean;
      readonly query: RawQuery;
      readonly sample?: RawSample;
      readonly alias: RawAlias;
    })
  | (At & { readonly kind: 'values'; readonly rows: readonly (readonly Raw[])[]; readonly alias: RawAlias })
  | (At & { readonly kind: 'function'; readonly lateral: boolean; readonly call: RawCall; readonly alias: RawAlias })
  | (At & {
      readonly kind: 'view';
      readonly of: RawFrom;
      readonly outer: boolean;
      readonly call: RawCall;
      readonly alias: RawAlias;
    })
  | (At & {
      readonly kind: 'join';
      readonly type: 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'SEMI' | 'ANTI';
      readonly left: RawFrom;
      readonly right: RawFrom;
      readonly on?: Raw;
      readonly using?: readonly Ident[];
    })
  | (At & { readonly kind: 'pivot'; readonly of: RawFrom; readonly pivot: RawPivot; readonly alias: RawAlias })
  | (At & { readonly kind: 'paren'; readonly of: RawFrom });

export interface RawPivot extends At {
  readonly aggregates: readonly { readonly value: Raw; readonly alias?: Ident }[];
  readonly of: readonly Ident[];
  readonly values: readonly { readonly value: Raw; readonly alias?: Ident }[];
}

export type RawGrouping =
  | { readonly kind: 'none' | 'all' }
  | { readonly kind: 'items' | 'ROLLUP' | 'CUBE'; readonly items: readonly Raw[] }
  | { readonly kind: 'sets'; readonly sets: readonly (readonly Raw[])[] };

export interface RawSelect extends At {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly RawItem[];
  readonly from?: RawFrom;
  readonly where?: Raw;
  readonly groupBy: RawGrouping;
  readonly having?: Raw;
  readonly qualify?: Raw;
  readonly windows: readonly { readonly name: Ident; readonly spec: RawWindow }[];
}

export type RawBody =
  | RawSelect
  | (At & { readonly kind: 'values'; readonly rows: readonly (readonly Raw[])[] })
  | (At & { readonly kind: 'nested'; readonly query: RawQuery })
  | (At & {
      readonly kind: 'set';
      readonly op: 'UNION' | 'INTERSECT' | 'EXCEPT';
      readonly all: boolean;
      readonly byName: boolean;
      readonly left: RawBody;
      readonly right: RawBody;
    });

export interface RawQuery extends At {
  readonly recursive: boolean;
  readonly ctes: readonly { readonly name: Ident; readonly columns: readonly Ident[]; readonly query: RawQuery }[];
  readonly body: RawBody;
  readonly orderBy: readonly RawOrder[];
  readonly limit?: Raw;
  readonly offset?: Raw;
}

export interface RawAssignment {
  readonly column: readonly Ident[];
  readonly value: Raw;
}

export interface RawWhen extends At {
  readonly match: 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE';
  readonly and?: Raw;
  readonly action:
    | { readonly kind: 'delete' | 'updateAll' | 'insertAll' }
    | { readonly kind: 'update'; readonly set: readonly RawAssignment[] }
    | { readonly kind: 'insert'; readonly columns: readonly Ident[]; readonly values: readonly Raw[] };
}

export interface RawPath extends At {
  readonly parts: readonly Ident[];
}

export type RawStatement =
  | (At & { readonly kind: 'query'; readonly query: RawQuery })
  | (At & {
      readonly kind: 'insert';
      readonly into: RawPath;
      readonly columns: readonly Ident[];
      readonly query: RawQuery;
    })
  | (At & {
      readonly kind: 'update';
      readonly table: RawPath;
      readonly alias?: Ident;
      readonly set: readonly RawAssignment[];
      readonly where?: Raw;
    })
  | (At & { readonly kind: 'delete'; readonly table: RawPath; readonly alias?: Ident; readonly where?: Raw })
  | (At & {
      readonly kind: 'merge';
      readonly into: RawPath;
      readonly alias?: Ident;
      readonly using: RawFrom;
      readonly on: Raw;
      readonly whens: readonly RawWhen[];
    })
  | (At & {
      readonly kind: 'create';
      readonly object: 'TABLE' | 'VIEW';
      readonly replace: boolean;
      readonly ifNotExists: boolean;
      readonly name: RawPath;
      readonly query: RawQuery;
    })
  | (At & {
      readonly kind: 'drop';
      readonly object: 'TABLE' | 'VIEW';
      readonly ifExists: boolean;
      readonly name: RawPath;
    })
  | (At & { readonly kind: 'truncate'; readonly table: RawPath });
