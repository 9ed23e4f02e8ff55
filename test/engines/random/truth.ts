import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Evaluator } from '../googlesql/evaluator.ts';
import { rows } from './table.ts';

/** What Google's evaluator gives for an expression in each row of the table, by `id` - 1. */
export interface Truth {
  readonly type: string;
  readonly cells: readonly ({ readonly value: Canonical } | 'error')[];
}

/** An expression and what Google's evaluator gives for it. */
export interface Asked {
  readonly expression: string;
  readonly truth: Truth;
}

/** What became of one expression on one engine. */
export type Verdict =
  | { readonly kind: 'equal' }
  /** Not translated, so nobody is misled. `guarded`: refused while the statement runs. */
  | { readonly kind: 'refused' | 'guarded'; readonly why: string }
  /** Different, as the engine's catalogue says it may be. */
  | { readonly kind: 'declared'; readonly why: string }
  | { readonly kind: 'different'; readonly text: string; readonly want: unknown; readonly got: unknown };

const overTable = (list: string): string => `WITH t AS (${rows})\nSELECT ${list} FROM t ORDER BY id`;

/** The truth of many expressions; undefined for what is no GoogleSQL to the evaluator. */
export async function truths(
  google: Evaluator,
  expressions: readonly string[],
): Promise<readonly (Truth | undefined)[]> {
  if (expressions.length === 0) return [];
  const list = expressions.map((e, i) => `IFERROR(STRUCT(${e} AS v), NULL) AS c${i}`).join(', ');
  const answer = await google.evaluate(overTable(list));
  if (!('error' in answer))
    return expressions.map((_, i) => ({
      type: (answer.types[i] ?? '').replace(/^STRUCT<v (.*)>$/, '$1'),
      cells: answer.rows.map((row) => {
        const cell = row[i];
        return Array.isArray(cell) ? { value: cell[0] ?? null } : 'error';
      }),
    }));
  if (expressions.length === 1) return [undefined];
  const half = expressions.length >> 1;
  return [...(await truths(google, expressions.slice(0, half))), ...(await truths(google, expressions.slice(half)))];
}

/** The rows, by `id`, in which BigQuery fails. */
export const errorsOf = ({ cells }: Truth): readonly number[] =>
  cells.flatMap((cell, i) => (cell === 'error' ? [i + 1] : []));

/** What stands before an expression in a query. */
export const HEAD = 'SELECT '.length;

/** A query of expressions over the table. */
export const query = (expressions: readonly string[], where: string): string =>
  `SELECT id, ${expressions.map((e, i) => `${e} AS c${i}`).join(', ')} FROM d.t${where} ORDER BY id`;
