import { differences as databricksDifferences } from '../../../src/adapters/databricks/differences.ts';
import { differences as duckdbDifferences } from '../../../src/adapters/duckdb/differences.ts';
import { parseType, typeText } from '../../../src/compiler/analyse/types/text.ts';
import { type SqlType, UNKNOWN } from '../../../src/compiler/analyse/types/type.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { branches, foldsAnywhere, type Part, withoutParts } from './branches.ts';
import { close, same } from './compare.ts';
import type { Engine } from './engine.ts';
import { widened } from './moved.ts';
import { namesIn } from './names.ts';
import { type Answer, isUnneeded } from './unneeded.ts';

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
export const overflow = 'A FLOAT64 that overflows is infinite, no error, and no NULL of a SAFE function.';
const unneeded =
  'A value that fails but that the result does not depend on may not be worked out, so that its error does not show: beside a NULL, or beside what decides AND, OR, BETWEEN, IN or a comparison of STRUCTs; in rows and columns that are left out; in an ARRAY or STRUCT of which only the NULL or the length counts.';
const branch =
  'A subquery, an expression of literals, or a value that stands more than once, in a branch that is not taken or in rows that are left out may be worked out all the same: what fails in it fails.';
export const untyped =
  'An expression of literals that is NULL may be an error where the type of the result follows from it, have the type INTEGER, or make FLOAT64 of NUMERIC beside a column whose type is not known.';
const moved =
  'A number that is added to a column before it is compared with a number may be taken to the other side, where nothing overflows.';
/** Of integers whose sum a double cannot hold. */
export const mean =
  'AVG of INT64 is the exact mean, where Google’s evaluator rounds as it adds: they differ where the sum is beyond 2^53 on the way.';
export const greatest = '2 to the power of 63 becomes the greatest INT64, no error.';
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
    text: 'Of infinity it is an error, not NaN.',
    engineFails: /input value -?inf is out of range/,
  },
  {
    engine: 'duckdb',
    text: untyped,
    engineFails: /cast_to_type cannot be used to cast to NULL|Invalid vector type: SQLNULL/,
  },
  {
    engine: 'databricks',
    text: greatest,
    google: /int64 out of range: 9\.22337e\+18$/,
  },
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
  {
    engine: 'databricks',
    text: 'Values of which some add up to more than NUMERIC holds are an error.',
    engineFails: /^ARITHMETIC_OVERFLOW.*sum of decimals/s,
  },
  {
    engine: 'databricks',
    text: 'Values of which one side is always the same are an error, not NaN.',
    engineFails: /^DIVIDE_BY_ZERO.*corr\(/s,
  },
  {
    engine: 'databricks',
    text: 'A mean of 10 to the power of 25 and more is an error.',
    engineFails: /^NUMERIC_VALUE_OUT_OF_RANGE.*Decimal\(38, 13\)/s,
  },
  { engine: 'databricks', text: wide, engineFails: /^NUMERIC_VALUE_OUT_OF_RANGE|^DECIMAL_PRECISION/ },
];

/** Functions and operators of which the catalogue says it; undefined where it holds for every expression. */
function subjects({ engine, text }: Declared): readonly string[] | undefined {
  const differences = engine === 'duckdb' ? duckdbDifferences : databricksDifferences;
  const own = differences.filter((one) => one.text === text).flatMap(({ of }) => of);
  return own.length > 0 ? own : undefined;
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
      (subjects(one)?.some((name) => namesIn(sql).has(name)) ?? true),
  );
  return found?.text;
}

const unknownNumeric =
  'NUMERIC of which it is not known that it is one keeps only six digits behind the point for certain, and is FLOAT64 beside a literal with a point.';
const unknownMean =
  'The mean of NUMERIC of which it is not known that it is one has more than nine digits behind the point.';
const unknownBytes = 'BYTES of which it is not known that they are BYTES are taken for text.';

/** Numbers that are the same but for what comes behind the sixth digit behind the point. */
function nearly(a: Canonical, b: Canonical): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => nearly(x, b[i] ?? null));
  // Zeros of different signs are not.
  if (a === b && !Object.is(a, b)) return false;
  const [m, n] = [a, b].map((x) =>
    x === null || x === '' ? Number.NaN : Number(String(x).replace(/^decimal\(\d+,\d+\):/, '')),
  );
  return (
    Object.is(a, b) || (m !== undefined && n !== undefined && Math.abs(m - n) <= Math.max(1e-6, 1e-13 * Math.abs(m)))
  );
}

const added = 'The last digits of SUM and AVG of FLOAT64 follow the order in which rows are added, as on BigQuery.';

export const lastDigits = 'The last digits of FLOAT64 may differ.';
export const fewestDigits =
  'Text of FLOAT64 has the fewest digits that give the same number, where BigQuery writes 17 as soon as 15 do not suffice.';

/**
 * Why the engine gives values for a query in which the translation knows no types: with them it fails as BigQuery does, for
 * NUMERIC that is taken for FLOAT64.
 */
export async function unknowingly(engine: Engine, query: string): Promise<string | undefined> {
  if (engine.name !== 'databricks' || !['+', '-', '*', '/'].some((op) => namesIn(query).has(op))) return undefined;
  const made = await engine.translate(query, true);
  const reply = 'text' in made ? await engine.ask(made.text) : undefined;
  return reply && 'error' in reply && /^NUMERIC_VALUE_OUT_OF_RANGE/.test(reply.error) ? unknownNumeric : undefined;
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
  const names = namesIn(sql.startsWith('SELECT') || sql.startsWith('WITH ') ? sql : `SELECT ${sql}`);
  if (!close(want, got)) return undefined;
  if (of.some((name) => names.has(name))) return lastDigits;
  return names.has('SUM') || names.has('AVG') ? added : undefined;
}

/** Whether texts differ in nothing but how the same FLOAT64 is written, as the catalogue says of a function of the query. */
export function inFewestDigits(
  engine: Engine['name'],
  sql: string,
  want: readonly Canonical[],
  got: readonly Canonical[],
): string | undefined {
  const names = namesIn(sql);
  const of = databricksDifferences.filter(({ text }) => text === fewestDigits).flatMap((one) => one.of);
  const isSame = (a: Canonical, b: Canonical): boolean =>
    Array.isArray(a) && Array.isArray(b)
      ? a.length === b.length && a.every((x, i) => isSame(x, b[i] ?? null))
      : Object.is(a, b) || (close([a], [b]) && typeof a === 'string' && Number(a) === Number(b));
  return engine === 'databricks' && of.some((name) => names.has(name)) && isSame(want, got) ? fewestDigits : undefined;
}

/**
 * Why values differ where the translation knows no types: with them, the engine gives what BigQuery gives, but for last
 * digits of which the catalogue tells. `of` takes from its rows what is compared.
 */
export async function unknowing(
  engine: Engine,
  query: string,
  want: readonly Canonical[],
  got: readonly Canonical[],
  of: (rows: readonly (readonly Canonical[])[]) => readonly Canonical[],
): Promise<string | undefined> {
  const typed = await engine.translate(query, true);
  if ('refused' in typed) {
    if (engine.name !== 'databricks') return undefined;
    if (/NUMERIC/.test(typed.refused) && nearly(want, got)) return unknownNumeric;
    return /BYTES/.test(typed.refused) ? unknownBytes : undefined;
  }
  if (!nearly(want, got) || (engine.name === 'duckdb' && !foldsAnywhere(query))) return undefined;
  const reply = await engine.ask(typed.text);
  const isRight =
    'rows' in reply
      ? same(want, of(reply.rows)) || inLastDigits(engine.name, query, want, of(reply.rows)) === lastDigits
      : declaration(engine.name, query, { engine: reply.error }) === wide;
  if (!isRight) return undefined;
  return engine.name === 'duckdb' ? untyped : namesIn(query).has('AVG') ? unknownMean : unknownNumeric;
}

/**
 * Whether a column of another type than BigQuery's holds nothing but NULL that comes of literals where the types differ:
 * `own` is what DuckDB makes of a NULL without a type.
 */
export function untypedNull(
  engine: Engine['name'],
  sql: string,
  [type, want]: readonly [type: string, values: readonly Canonical[]],
  [own, got]: readonly [type: string, values: readonly Canonical[]],
): boolean {
  const [a, b] = [parseType(type), parseType(own.replaceAll('INTEGER', 'GEOGRAPHY'))];
  return engine === 'duckdb' && a !== undefined && b !== undefined && foldsAnywhere(sql) && areNull(a, b, want, got);
}

/** Whether nothing but NULL stands where types differ; INTEGER is written as GEOGRAPHY, which no value here has. */
function areNull(a: SqlType, b: SqlType, want: readonly Canonical[], got: readonly Canonical[]): boolean {
  if (b.kind === 'GEOGRAPHY') return [...want, ...got].every((value) => value === null);
  const items = (values: readonly Canonical[]): readonly Canonical[] => values.filter(Array.isArray).flat(1);
  if (a.kind === 'ARRAY' && b.kind === 'ARRAY') return areNull(a.element, b.element, items(want), items(got));
  if (a.kind !== 'STRUCT' || b.kind !== 'STRUCT') return typeText(a) === typeText(b);
  const fields = (values: readonly Canonical[], at: number): readonly Canonical[] =>
    values.filter(Array.isArray).map((row) => row[at] ?? null);
  return (
    a.fields.length === b.fields.length &&
    a.fields.every((field, at) => {
      const other = b.fields[at];
      return (
        other?.name === field.name && areNull(field.type, other?.type ?? UNKNOWN, fields(want, at), fields(got, at))
      );
    })
  );
}

/**
 * Why the engine fails where BigQuery does not: something fails in a branch that is not taken. `failsIn` says in which
 * rows a part of the text fails by itself; `gives`, whether the engine gives BigQuery's values for the text without those
 * parts, or for that text in those rows and for the whole in the others.
 */
export async function eager(
  engine: Engine['name'],
  sql: string,
  failsIn: (part: string) => Promise<readonly number[]>,
  gives: (without: string, rows: readonly number[]) => Promise<boolean>,
): Promise<string | undefined> {
  if (engine !== 'duckdb') return undefined;
  const wrong: Part[] = [];
  const rows = new Set<number>();
  for (const part of branches(sql)) {
    const own = await failsIn(part.text);
    if (own.length > 0) wrong.push(part);
    for (const id of own) rows.add(id);
  }
  return wrong.length > 0 && (await gives(withoutParts(sql, wrong), [...rows])) ? branch : undefined;
}

/**
 * Why an error of BigQuery may not show. `ask` says what Google's evaluator makes of another text, beside what the engine
 * made of this one; `engineFails`, whether the engine fails for a part alone, where that can be asked.
 */
export async function unshown(
  engine: Engine['name'],
  sql: string,
  ask: (sql: string) => Promise<Answer>,
  engineFails: (part: string) => Promise<boolean | undefined>,
): Promise<string | undefined> {
  if (await isUnneeded(sql, ask, engineFails)) return unneeded;
  const other = widened(sql);
  return engine === 'duckdb' && other !== sql && (await ask(other)) === 'same' ? moved : undefined;
}
