import { type Adapter, AdapterError, type QueryResult } from '../adapters/adapter/adapter.ts';
import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { type LexicalRules, scan } from '../compiler/dialect/scan.ts';
import type { CompiledAction } from '../compiler/manifest/manifest.ts';
import { originOf } from '../compiler/sql/mapped.ts';
import { targetName } from '../compiler/target/target.ts';

/** One value that came out otherwise; rows count from 1. */
export interface Difference {
  readonly row: number;
  readonly column: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface UnitTestResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'error';
  readonly ms: number;
  readonly fileName?: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly differences: readonly Difference[];
}

export interface UnitTestOptions {
  /** Milliseconds. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /**
   * Rows compare in the order in which they come, as Dataform compares them, even where the model promises no order.
   * Otherwise they do so only if one of the queries ends in ORDER BY.
   */
  readonly alwaysInOrder: boolean;
}

/** Runs unit tests one after another. */
export async function runUnitTests(
  tests: readonly CompiledAction[],
  adapter: Adapter,
  options: UnitTestOptions,
): Promise<readonly UnitTestResult[]> {
  const { now, signal } = options;
  const results: UnitTestResult[] = [];
  for (const test of tests) {
    if (test.disabled || signal.aborted) continue;
    const began = now();
    const found = await runOne(test, adapter, options);
    const { fileName } = test;
    results.push({
      name: targetName(test.target),
      ms: now() - began,
      ...(fileName !== undefined && { fileName }),
      ...found,
    });
  }
  return results;
}

type Found = Pick<UnitTestResult, 'outcome' | 'diagnostics' | 'differences'>;

async function runOne(test: CompiledAction, adapter: Adapter, options: UnitTestOptions): Promise<Found> {
  const { signal, alwaysInOrder } = options;
  const name = targetName(test.target);
  const file = test.fileName === undefined ? {} : { span: { file: test.fileName, start: 0, end: 0 } };
  const extras = { action: name, ...file };
  const { query, expected } = test;
  if (!query || !expected) {
    const message = test.unsupported ?? 'it has no query.';
    return { outcome: 'error', differences: [], diagnostics: [diagnostic('BF8031', { test: name, message }, extras)] };
  }
  try {
    const { lexical } = adapter.dialect;
    const ordered = alwaysInOrder || isOrdered(query.text, lexical) || isOrdered(expected.text, lexical);
    const results = [await adapter.query(query, signal), await adapter.query(expected, signal)] as const;
    const compared = compareResults(...results, ordered ? 'by position' : 'in any order');
    if (compared.message === undefined) return { outcome: 'passed', differences: [], diagnostics: [] };
    const { message, differences } = compared;
    return { outcome: 'failed', differences, diagnostics: [diagnostic('BF8030', { test: name, message }, extras)] };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    const { message, sql, offset } = error.failure;
    const span = sql && offset !== undefined ? originOf(sql, offset, offset + 1) : undefined;
    const found = diagnostic('BF8031', { test: name, message }, { ...extras, ...(span && { span }) });
    return { outcome: 'error', differences: [], diagnostics: [found] };
  }
}

export interface Comparison {
  /** What is wrong, in one sentence; absent when the results agree. */
  readonly message?: string;
  readonly differences: readonly Difference[];
}

/**
 * Dataform's comparison: the number of rows; then, unless there are none, the names of columns without case and order;
 * then the values row by row. Numbers compare by value, whatever their types.
 */
export function compareResults(
  actual: QueryResult,
  expected: QueryResult,
  rowsCompare: 'by position' | 'in any order' = 'by position',
): Comparison {
  if (actual.rows.length !== expected.rows.length) {
    const message = `Expected ${expected.rows.length} rows, but saw ${actual.rows.length} rows.`;
    return { message, differences: [] };
  }
  if (actual.rows.length === 0) return { differences: [] };
  const places = new Map(expected.columns.map(({ name }, i) => [name.toUpperCase(), i]));
  const names = (result: QueryResult): string => result.columns.map(({ name }) => name).join(',');
  const known = actual.columns.every(({ name }) => places.has(name.toUpperCase()));
  if (!known || actual.columns.length !== expected.columns.length) {
    return { message: `Expected columns "${names(expected)}", but saw "${names(actual)}".`, differences: [] };
  }
  const order = actual.columns.map(({ name }) => places.get(name.toUpperCase()) ?? 0);
  const got = actual.rows.map((row) => row.map((value, at) => comparable(value, actual.columns[at]?.type ?? '')));
  const wanted = expected.rows.map((row) => order.map((at) => comparable(row[at], expected.columns[at]?.type ?? '')));
  if (rowsCompare === 'in any order' && sameRows(got, wanted)) return { differences: [] };
  const differences = got.flatMap((row, i) =>
    row.flatMap((value, at): readonly Difference[] => {
      if (value === wanted[i]?.[at]) return [];
      const column = actual.columns[at]?.name ?? '';
      const given = { value: actual.rows[i]?.[at], type: actual.columns[at]?.type ?? '' };
      const place = order[at] ?? 0;
      const asked = { value: expected.rows[i]?.[place], type: expected.columns[place]?.type ?? '' };
      return [{ row: i + 1, column, expected: readable(asked), actual: readable(given) }];
    }),
  );
  if (differences.length === 0) return { differences };
  const rows = new Set(differences.map(({ row }) => row)).size;
  const only = sameRows(got, wanted) ? ' They are the same rows in another order.' : '';
  return { message: `${rows} of ${actual.rows.length} rows differ.${only}`, differences };
}

function sameRows(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  const sorted = (rows: readonly (readonly string[])[]): string =>
    JSON.stringify(rows.map((row) => JSON.stringify(row)).sort());
  return sorted(a) === sorted(b);
}

/** Whether a query's outermost level has an ORDER BY. */
export function isOrdered(sql: string, rules: LexicalRules): boolean {
  let depth = 0;
  for (const { kind, start, end } of scan(sql, rules)) {
    const text = sql.slice(start, end);
    if (text === '(') depth += 1;
    else if (text === ')') depth -= 1;
    else if (depth === 0 && kind === 'word' && /^order$/i.test(text)) return true;
  }
  return false;
}

/** A number as a number where JSON can hold it exactly. */
function readable({ value, type }: { readonly value: unknown; readonly type: string }): unknown {
  if (typeof value !== 'string' || !/^(DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT)/i.test(type) || type.endsWith(']'))
    return value;
  const digits = decimal(value);
  return String(Number(digits)) === digits ? Number(digits) : value;
}

/** A text that is equal for equal values. Digits inside a type without text are numbers, and lose trailing zeros. */
function comparable(value: unknown, type: string): string {
  const text = /CHAR|JSON|BLOB/i.test(type);
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'number') return text ? one : decimal(String(one));
    if (typeof one === 'string' && !text && /^-?\d+(\.\d+)?$/.test(one)) return decimal(one);
    return one;
  });
}

const decimal = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
