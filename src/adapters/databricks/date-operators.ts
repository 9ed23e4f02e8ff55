import { intText } from '../../compiler/lower/translate/literal-type.ts';
import type { Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { callOf } from '../../compiler/sql/nodes.ts';
import { dateFunctions } from './dates.ts';

type Binary = Extract<Expr, { kind: 'binary' }>;

const temporal: readonly (Kind | undefined)[] = ['DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'INTERVAL'];

/** `+` and `-` with a date, a time or an interval: days or an interval are added; undefined for other types. */
export function ofDates(e: Binary, p: Printer): Frag | undefined {
  const { op, left, right } = e;
  const kinds = [p.kind(left), p.kind(right)];
  if (!kinds.some((kind) => temporal.includes(kind))) return undefined;
  if (op === '+' && (left.kind === 'interval' || kinds[1] === 'DATE')) return sum(right, '+', left, e, p);
  return op === '+' || op === '-' ? sum(left, op, right, e, p) : other(e, p);
}

function sum(x: Expr, op: '+' | '-', step: Expr, e: Binary, p: Printer): Frag {
  const kind = p.kind(x);
  if (step.kind === 'interval') return withInterval(x, op, step, e, p);
  if (kind !== 'DATE' || p.kind(step) !== 'INT64') return other(e, p);
  const days = step.kind === 'int' ? intText(step.text) : q`CAST(${p.expr(step)} AS INT)`;
  return q`${op === '+' ? 'date_add' : 'date_sub'}(${p.expr(x)}, ${days})`;
}

/** The functions say the same: a DATE and an INTERVAL give a DATETIME, an instant knows no months. */
function withInterval(x: Expr, op: '+' | '-', step: Expr, e: Binary, p: Printer): Frag {
  const kind = p.kind(x);
  if (kind !== 'DATE' && kind !== 'DATETIME' && kind !== 'TIMESTAMP') return other(e, p);
  const name = `${kind === 'TIMESTAMP' ? 'TIMESTAMP' : 'DATETIME'}_${op === '+' ? 'ADD' : 'SUB'}`;
  const call = callOf(e, name, [kind === 'DATE' ? civil(x) : x, step]);
  return dateFunctions[name]?.print(call, p) ?? other(e, p);
}

/** A date as the civil time at which it begins. */
const civil = (x: Expr): Expr => {
  const { start, end } = x;
  const type = { start, end, name: 'DATETIME', parameters: [], fields: [] };
  return { start, end, kind: 'cast', of: x, type, safe: false };
};

const other = (e: Binary, p: Printer): Frag =>
  p.refuse(e, `the operator \`${e.op}\` on dates and times`, 'Use DATE_ADD, DATE_DIFF or TIMESTAMP_DIFF.');
