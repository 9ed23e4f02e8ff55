import { differences as databricksDifferences } from '../../../src/adapters/databricks/differences.ts';
import { differences as duckdbDifferences } from '../../../src/adapters/duckdb/differences.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Engine } from './engine.ts';
import { branches, type Leniency, lenient } from './lenient.ts';

/** A difference that the catalogue of an engine declares, and how it shows itself here. */
export interface Declared {
  readonly engine: Engine['name'];
  /** What the catalogue says of it: a text in the engine's differences.ts. */
  readonly text: string;
  /** Google's message where BigQuery fails and the engine does not. */
  readonly google?: RegExp;
  /** What the text must look like. */
  readonly sql?: RegExp;
  /** The engine's message where BigQuery gives a value and the engine fails. */
  readonly engineFails?: RegExp;
}

const far = 'A result beyond the year 9999 is no error.';
const overflow = 'A FLOAT64 that overflows is infinite, no error, and no NULL of a SAFE function.';
const hidden =
  'A literal NULL, or an expression of literals that is NULL, among the operands, or any NULL of GREATEST and LEAST, gives NULL before the others are worked out: their errors do not show.';
const decided =
  'AND, OR, BETWEEN, IN of no rows, IS NULL of an ARRAY or STRUCT that is written out, and the comparison of STRUCTs stop at what decides: errors of the other operands do not show.';
const unreached = 'Rows and columns that do not reach the result are not worked out: errors in them do not show.';
const branch =
  'A subquery, an expression of literals, or a value that stands more than once, in a branch that is not taken or in rows that are left out may be worked out all the same: what fails in it fails.';
const untyped =
  'A literal NULL, or an expression of literals that is NULL, may be an error where the type of the result follows from it, or make FLOAT64 of NUMERIC beside a column whose type is not known.';
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
  {
    engine: 'duckdb',
    text: 'A number that is added to a column before it is compared with a number may be taken to the other side, where nothing overflows.',
    google: /int64 overflow/,
    sql: /\(\w+ [+-] -?\d+\)\)? (?:[<>=]|BETWEEN|IN)|(?:[<>=]+|BETWEEN|AND) \(\w+ [+-] -?\d+\)|\(-?\d+ [+-] \w+\)/,
  },
  { engine: 'duckdb', text: overflow, google: /(?:double|float|floating point).*overflow/i },
  { engine: 'databricks', text: overflow, google: /(?:double|float|floating point).*overflow/i },
  {
    engine: 'duckdb',
    text: 'Values whose sum is beyond NUMERIC are an error.',
    engineFails: /Casting value "\d{30,}" to type DECIMAL\(38,9\) failed|Overflow in HUGEINT/,
  },
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
  {
    engine: 'databricks',
    text: 'Digits without a mark between them that are too few for their places are an error.',
    engineFails: /^CANNOT_PARSE_TIMESTAMP/,
  },
  {
    engine: 'databricks',
    text: 'A pattern in which a backslash stands before another character than `%`, `_` and itself is an error.',
    engineFails: /^INVALID_FORMAT.ESC/,
  },
  {
    engine: 'databricks',
    text: 'Steps of months from a day that not every month has are an error.',
    engineFails: /GENERATE_DATE_ARRAY by months/,
  },
  { engine: 'databricks', text: wide, engineFails: /^NUMERIC_VALUE_OUT_OF_RANGE|^DECIMAL_PRECISION/ },
];

/** Functions and operators of which the catalogue says it; undefined where it holds for every expression. */
function subjects({ engine, text }: Declared): readonly string[] | undefined {
  const differences = engine === 'duckdb' ? duckdbDifferences : databricksDifferences;
  return differences.find((one) => one.text === text)?.of;
}

/** What the catalogue says about a failure of Google's alone, or of the engine's alone; undefined where it is silent. */
export function declaration(
  engine: Engine['name'],
  sql: string,
  message: { readonly google: string } | { readonly engine: string },
): string | undefined {
  const found = declared.find(
    (one) =>
      one.engine === engine &&
      ('google' in message ? one.google?.test(message.google) : one.engineFails?.test(message.engine)) &&
      (one.sql?.test(sql) ?? true) &&
      (subjects(one)?.some((name) => sql.includes(name)) ?? true),
  );
  return found?.text;
}

const unknownNumeric =
  'NUMERIC of which it is not known that it is one may lose its ninth digit behind the point, and is FLOAT64 beside a literal with a point.';
const unknownBytes = 'BYTES of which it is not known that they are BYTES are taken for text.';

/** Numbers that are the same but for what comes behind the eighth digit. */
function nearly(a: Canonical, b: Canonical): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => nearly(x, b[i] ?? null));
  const [m, n] = [a, b].map((x) =>
    x === null || x === '' ? Number.NaN : Number(String(x).replace(/^decimal\(\d+,\d+\):/, '')),
  );
  return a === b || (m !== undefined && n !== undefined && Math.abs(m - n) <= 1e-8 * Math.max(1, Math.abs(m)));
}

const lastDigits = 'The last digits of FLOAT64 may differ.';

/** Texts of numbers that are the same but for their last digits. */
function alike(a: Canonical, b: Canonical): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => alike(x, b[i] ?? null));
  if (a === b) return true;
  const [m, n] = [Number(a ?? Number.NaN), Number(b ?? Number.NaN)];
  return Math.abs(m - n) <= 1e-13 * Math.abs(m);
}

/** Why the text of a FLOAT64 differs: the function that it comes from differs in its last digits. */
export function inLastDigits(
  engine: Engine['name'],
  sql: string,
  want: readonly Canonical[],
  got: readonly Canonical[],
): string | undefined {
  const all = engine === 'duckdb' ? duckdbDifferences : databricksDifferences;
  const of = all.filter(({ text }) => text === lastDigits).flatMap((one) => one.of);
  return of.some((name) => sql.includes(`${name}(`)) && alike(want, got) ? lastDigits : undefined;
}

/** Why values differ where the translation knows no types: `typed` is what it makes of the text when it does. */
export function unknowing(
  engine: Engine['name'],
  sql: string,
  typed: { readonly text: string } | { readonly refused: string },
  want: readonly Canonical[],
  got: readonly Canonical[],
): string | undefined {
  if (engine === 'duckdb') return sql.includes('CAST(NULL AS NUMERIC)') && nearly(want, got) ? untyped : undefined;
  if ('refused' in typed) return /BYTES/.test(typed.refused) ? unknownBytes : undefined;
  return nearly(want, got) ? unknownNumeric : undefined;
}

/**
 * Why the engine fails where BigQuery does not: something fails in a branch that is not taken. `fails` says whether a
 * part of the text fails by itself.
 */
export async function eager(
  engine: Engine['name'],
  sql: string,
  fails: (part: string) => Promise<boolean>,
): Promise<string | undefined> {
  if (engine !== 'duckdb') return undefined;
  for (const part of branches(sql)) if (await fails(part)) return branch;
  return undefined;
}

const tolerances: readonly (readonly [text: string, what: readonly Leniency[]])[] = [
  [decided, ['decided']],
  [hidden, ['hidden']],
  [hidden, ['decided', 'hidden']],
];

/** Why an error of BigQuery may not show: `same` says whether Google's evaluator gives the engine's value for a text. */
export async function unshown(
  sql: string,
  isQuery: boolean,
  same: (lenient: string) => Promise<boolean>,
): Promise<string | undefined> {
  const all: typeof tolerances = isQuery
    ? [...tolerances, [unreached, ['unreached']], [unreached, ['decided', 'hidden', 'unreached']]]
    : tolerances;
  for (const [text, what] of all) {
    const other = lenient(isQuery ? sql : `SELECT ${sql}`, new Set(what));
    const given = isQuery ? other : other.slice('SELECT '.length);
    if (given !== sql && (await same(given))) return text;
  }
  return undefined;
}
