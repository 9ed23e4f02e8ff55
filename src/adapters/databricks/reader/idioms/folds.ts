import { fill } from '../template.ts';
import { BIGINT, BOOLEAN, DOUBLE, decimal, type Spark } from '../types/spark.ts';
import { type Idiom, idiom, made, valueIn } from './idiom.ts';

const fold = (type: string, step: string): string =>
  `aggregate(@a, CAST(NULL AS ${type}), (a, v) -> CASE WHEN v IS NULL THEN a ELSE ${step} END)`;
const over = (aggregate: string): string => `(SELECT ${aggregate}(bf_item) FROM UNNEST(@a) AS bf_item)`;

/** An aggregate over the elements of an array of one of these types. */
const ofElements = (shape: string, aggregate: string, elements: readonly Spark[], t: Spark): Idiom => ({
  shape,
  read: (found) => {
    const v = valueIn(found, 'a');
    const element = v?.t.kind === 'ARRAY' ? v.t.element : undefined;
    if (!v || !elements.some((one) => isLike(one, element))) return undefined;
    return made(fill(found.r, over(aggregate), [v.e], found.place), t, [v]);
  },
});

/** Whether a type is another one but for the range of its integers. */
function isLike(one: Spark, of: Spark | undefined): boolean {
  if (one.kind !== of?.kind) return false;
  if (one.kind !== 'DECIMAL' || of.kind !== 'DECIMAL') return true;
  return one.precision === of.precision && one.scale === of.scale;
}

const NUMERIC = decimal(38, 9);
const summed = 'CAST(coalesce(a, CAST(0 AS DECIMAL(38,9))) AS DECIMAL(37,9)) + CAST(v AS DECIMAL(37,9))';
const mean =
  "aggregate(filter(@a, v -> v IS NOT NULL), named_struct('s', 0D, 'n', 0L), " +
  "(a, v) -> named_struct('s', a.s + CAST(v AS DOUBLE), 'n', a.n + 1L), a -> CASE WHEN a.n > 0 THEN a.s / a.n END)";

/** Aggregates over the elements of an array. */
export const folds: readonly Idiom[] = [
  ofElements(fold('BIGINT', 'coalesce(a, 0L) + v'), 'SUM', [BIGINT], BIGINT),
  ofElements(fold('DOUBLE', 'coalesce(a, 0D) + v'), 'SUM', [DOUBLE], DOUBLE),
  ofElements(fold('DECIMAL(38,9)', summed), 'SUM', [NUMERIC], NUMERIC),
  ofElements(mean, 'AVG', [BIGINT, DOUBLE], DOUBLE),
  ofElements(fold('BIGINT', 'coalesce(a & v, v)'), 'BIT_AND', [BIGINT], BIGINT),
  ofElements(fold('BIGINT', 'coalesce(a | v, v)'), 'BIT_OR', [BIGINT], BIGINT),
  ofElements(fold('BIGINT', 'coalesce(a ^ v, v)'), 'BIT_XOR', [BIGINT], BIGINT),
  idiom(fold('BOOLEAN', 'coalesce(a OR v, v)'), ['ARRAY'], over('LOGICAL_OR'), BOOLEAN),
  idiom(fold('BOOLEAN', 'coalesce(a AND v, v)'), ['ARRAY'], over('LOGICAL_AND'), BOOLEAN),
  idiom(
    'if(coalesce(array_size(@a), 0) = 0, FALSE, array_contains(@a, @b))',
    ['ARRAY', 'ANY'],
    '@b IN UNNEST(@a)',
    BOOLEAN,
  ),
];
