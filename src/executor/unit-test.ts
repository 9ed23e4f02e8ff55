import { type Adapter, AdapterError, type QueryResult } from '../adapters/adapter/adapter.ts';
import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
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

/** Runs unit tests one after another. `now` gives milliseconds. */
export async function runUnitTests(
  tests: readonly CompiledAction[],
  adapter: Adapter,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<readonly UnitTestResult[]> {
  const results: UnitTestResult[] = [];
  for (const test of tests) {
    if (test.disabled || signal.aborted) continue;
    const began = now();
    const found = await runOne(test, adapter, signal);
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

async function runOne(test: CompiledAction, adapter: Adapter, signal: AbortSignal): Promise<Found> {
  const name = targetName(test.target);
  const file = test.fileName === undefined ? {} : { span: { file: test.fileName, start: 0, end: 0 } };
  const extras = { action: name, ...file };
  const { query, expected } = test;
  if (!query || !expected) {
    const message = test.unsupported ?? 'it has no query.';
    return { outcome: 'error', differences: [], diagnostics: [diagnostic('BF8031', { test: name, message }, extras)] };
  }
  try {
    const compared = compareResults(await adapter.query(query, signal), await adapter.query(expected, signal));
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
export function compareResults(actual: QueryResult, expected: QueryResult): Comparison {
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
  const differences = actual.rows.flatMap((row, i) =>
    actual.columns.flatMap(({ name, type }, at): readonly Difference[] => {
      const place = places.get(name.toUpperCase()) ?? 0;
      const wanted = expected.rows[i]?.[place];
      const same = comparable(row[at], type) === comparable(wanted, expected.columns[place]?.type ?? '');
      return same ? [] : [{ row: i + 1, column: name, expected: wanted, actual: row[at] }];
    }),
  );
  if (differences.length === 0) return { differences };
  const rows = new Set(differences.map(({ row }) => row)).size;
  return { message: `${rows} of ${actual.rows.length} rows differ.`, differences };
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
