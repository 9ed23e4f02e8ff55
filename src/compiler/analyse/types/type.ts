/** GoogleSQL's types that hold one value. Source: BigQuery "Data types". */
export type ScalarName =
  | 'BOOL'
  | 'INT64'
  | 'FLOAT64'
  | 'NUMERIC'
  | 'BIGNUMERIC'
  | 'STRING'
  | 'BYTES'
  | 'DATE'
  | 'DATETIME'
  | 'TIME'
  | 'TIMESTAMP'
  | 'INTERVAL'
  | 'JSON'
  | 'GEOGRAPHY';

export interface StructField {
  /** Absent for an unnamed field. */
  readonly name?: string;
  readonly type: SqlType;
}

/** A type of a value. `unknown` spreads to whatever is made of it and is never a fault. */
export type SqlType =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: ScalarName;
      /** `NUMERIC(10, 2)`, `STRING(20)`: as written. A value that is computed has none. */
      readonly parameters?: readonly string[];
    }
  | { readonly kind: 'ARRAY'; readonly element: SqlType }
  | { readonly kind: 'STRUCT'; readonly fields: readonly StructField[] }
  | { readonly kind: 'RANGE'; readonly element: SqlType };

export const UNKNOWN: SqlType = { kind: 'unknown' };

/**
 * What is known of an expression. Literals and parameters are coerced more freely than other values
 * (source: GoogleSQL "Conversion rules", literal and parameter coercion).
 */
export interface Typed {
  readonly type: SqlType;
  /**
   * `null`: NULL without a type, also ERROR(...); with an ARRAY type it is `[]`. `literal`: a constant written out, also
   * an array or struct of nothing but such, but no typed literal (`DATE '...'`). `parameter`: a query parameter.
   */
  readonly form?: 'null' | 'literal' | 'parameter';
  /** False where the value is certainly not NULL; absent where that is not known. */
  readonly nullable?: boolean;
  /** Of a STRUCT that is written out: what is known of the value of each field. */
  readonly fields?: readonly Typed[];
}
