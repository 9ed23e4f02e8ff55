import { intText } from '../../compiler/lower/translate/literal-type.ts';
import type { Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, from, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';

const numberKinds: readonly (Kind | undefined)[] = ['INT64', 'FLOAT64', 'NUMERIC'];

export const plainNumber = (e: Expr, p: Printer): Frag => (e.kind === 'int' ? from(e, intText(e.text)) : p.operand(e));

/** A number as a decimal with nine digits behind the point and so many in all; a greater one fails. */
const narrowed = (x: Expr, digits: number, p: Printer): Frag =>
  q`CAST(${x.kind === 'float' ? `'${x.text}'` : plainNumber(x, p)} AS DECIMAL(${String(digits)},9))`;

/**
 * Arithmetic on NUMERIC. The operands are narrowed so far that Databricks keeps every digit of the result, which then is
 * rounded as BigQuery rounds it: an operand that is too great fails, none loses digits.
 */
export function numeric(e: Extract<Expr, { kind: 'binary' }>, p: Printer): Frag {
  const { op, left, right } = e;
  const wrong = [left, right].find((x) => !numberKinds.includes(p.kind(x)));
  if (wrong) return p.refuse(e, `the operator \`${op}\` on NUMERIC`, 'Cast both sides to NUMERIC.');
  if (op === '+' || op === '-') return q`(${narrowed(left, 37, p)} ${op} ${narrowed(right, 37, p)})`;
  if (op === '/') return quotient(left, right, p, (a, b) => q`${a} / ${b}`);
  return q`CAST(round(${narrowed(left, 19, p)} ${op} ${narrowed(right, 18, p)}, 9) AS DECIMAL(38,9))`;
}

/** NUMERIC with the other sign: Spark's own minus, and its abs, keep 34 digits alone. */
export const negated = (x: Expr, p: Printer): Frag => q`(CAST(0 AS DECIMAL(1,0)) - ${narrowed(x, 37, p)})`;

/** SAFE_DIVIDE of NUMERIC: NULL where the divisor is 0. */
export function safeQuotient(left: Expr, right: Expr, p: Printer): Frag {
  const wrong = [left, right].find((x) => !numberKinds.includes(p.kind(x)));
  if (wrong) return p.refuse(wrong, 'SAFE_DIVIDE of NUMERIC and a value of an unknown type', 'Cast it to NUMERIC.');
  return quotient(left, right, p, (a, b) => q`try_divide(${a}, ${b})`);
}

function quotient(left: Expr, right: Expr, p: Printer, divide: (a: Frag, b: Frag) => Frag): Frag {
  if (right.kind === 'int' && right.text.length < 10)
    return q`CAST(${divide(narrowed(left, 28, p), `CAST(${right.text} AS DECIMAL(10,0))`)} AS DECIMAL(38,9))`;
  return q`CAST(round(${divide(narrowed(left, 19, p), narrowed(right, 18, p))}, 9) AS DECIMAL(38,9))`;
}
