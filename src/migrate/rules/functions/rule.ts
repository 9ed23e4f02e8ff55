import type { MigrationTarget } from '../model.ts';

/** What becomes of a function of the source. */
export interface FunctionRule {
  /** Least and most arguments. */
  readonly args: readonly [number, number];
  /** Text of the target; `keep`: the same call, which the library prints. Absent: a person. */
  readonly to?: { readonly [K in MigrationTarget]?: string };
  readonly note?: string;
  /** Why a person is needed. */
  readonly person?: string;
  readonly way?: string;
  /** The second argument is a date format, by the words of this kind; the template names it `$f`. */
  readonly format?: 'oracle' | 'java' | 'percent';
}

export type FunctionTable = Readonly<Record<string, readonly FunctionRule[]>>;

const range = (n: number | readonly [number, number]): readonly [number, number] =>
  typeof n === 'number' ? [n, n] : n;

/** A function by its arguments, written for BigQuery and, where that differs, for Databricks. */
export const to = (
  n: number | readonly [number, number],
  bigquery: string,
  databricks: string | undefined = bigquery,
  more: Pick<FunctionRule, 'note' | 'format'> = {},
): FunctionRule => ({ args: range(n), to: { bigquery, databricks }, ...more });

/** The same call on the target. */
export const keep = (n: number | readonly [number, number] = [0, 99], note?: string): FunctionRule => ({
  args: range(n),
  to: { bigquery: 'keep', databricks: 'keep' },
  ...(note !== undefined && { note }),
});

/** Nothing that means the same without a decision. */
export const person = (why: string, way?: string): FunctionRule => ({
  args: [0, 99],
  person: why,
  ...(way !== undefined && { way }),
});
