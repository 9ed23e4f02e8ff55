import type { Engine } from './engine.ts';

/** A difference that the catalogue of an engine declares, and how it shows itself here. */
export interface Declared {
  readonly engine: Engine['name'];
  /** What the catalogue says of it: a text in the engine's differences.ts. */
  readonly text: string;
  /** Google's message where BigQuery fails and the engine does not. */
  readonly google?: RegExp;
  /** The engine's message where BigQuery gives a value and the engine fails. */
  readonly engineFails?: RegExp;
}

const far = 'A result beyond the year 9999 is no error.';
const overflow = 'A FLOAT64 that overflows is infinite, no error, and no NULL of a SAFE function.';
const hidden =
  'A literal NULL among the operands, or any NULL of GREATEST and LEAST, gives NULL before the others are worked out: their errors do not show.';
const decided = 'AND and OR stop at the operand that decides: errors of the others do not show.';
const untyped =
  'A literal NULL, or an expression of literals that is NULL, may be an error where the type of the result follows from it.';
const wide = 'NUMERIC operands of more digits than the engine’s DECIMAL can hold while it calculates are an error.';

export const declared: readonly Declared[] = [
  {
    engine: 'duckdb',
    text: far,
    google:
      /(?:date|datetime|timestamp|time).*(?:overflow|out of range|range)|overflow.*(?:date|time)|Year is out of range/i,
  },
  {
    engine: 'databricks',
    text: far,
    google:
      /(?:date|datetime|timestamp|time).*(?:overflow|out of range|range)|overflow.*(?:date|time)|Year is out of range/i,
  },
  { engine: 'duckdb', text: overflow, google: /(?:double|float|floating point).*overflow/i },
  { engine: 'databricks', text: overflow, google: /(?:double|float|floating point).*overflow/i },
  { engine: 'duckdb', text: wide, engineFails: /Overflow in (?:multiplication|cast)|DECIMAL\(38|INT128|HUGEINT/i },
  {
    engine: 'duckdb',
    text: 'The logarithm of negative infinity is an error, not NaN.',
    engineFails: /cannot take logarithm/,
  },
  {
    engine: 'duckdb',
    text: 'The angle of infinity is an error, not NaN.',
    engineFails: /input value -?inf is out of range/,
  },
  { engine: 'duckdb', text: untyped, engineFails: /cast_to_type cannot be used to cast to NULL/ },
  { engine: 'databricks', text: wide, engineFails: /^NUMERIC_VALUE_OUT_OF_RANGE|^DECIMAL_PRECISION/ },
];

/** What the catalogue says about a failure of Google's alone, or of the engine's alone; undefined where it is silent. */
export function declaration(
  engine: Engine['name'],
  message: { readonly google: string } | { readonly engine: string },
): string | undefined {
  const found = declared.find(
    (one) =>
      one.engine === engine &&
      ('google' in message ? one.google?.test(message.google) : one.engineFails?.test(message.engine)),
  );
  return found?.text;
}

const branch = 'A subquery in a branch that is not taken is worked out all the same: what fails in it fails.';

/** DuckDB works out subqueries before it looks at conditions. */
export const eager = (engine: Engine['name'], sql: string): string | undefined =>
  engine === 'duckdb' && /(?:IF|CASE|COALESCE|IFNULL|AND|OR|IN).*\((?:SELECT|WITH)/s.test(sql) ? branch : undefined;

/** Why an error of BigQuery may not show, where the engine gives `value`; undefined where it must. */
export function unshown(sql: string, value: unknown): string | undefined {
  if (value === null && /CAST\(NULL AS|, NULL\)|GREATEST|LEAST/.test(sql)) return hidden;
  return / (?:AND|OR) /.test(sql) ? decided : undefined;
}
