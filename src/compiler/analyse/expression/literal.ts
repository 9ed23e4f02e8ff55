import type { Expr, Literal } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import { typeFromName, typeText } from '../types/text.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { INT64_LITERAL, ofType, UNKNOWN_VALUE } from './known.ts';
import { readsAs } from './literal-text.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** The longest text of decimal digits that is an INT64 whatever they are. */
const SURE = 18;
const MOST = 9223372036854775807n;

/** An integer as written; `negative` where a minus stands before it. Reports one outside INT64 at `at`. */
export function integer(b: Binder, expr: Of<'int'>, negative: boolean, at: Expr): Typed {
  if (expr.text.length <= SURE) return INT64_LITERAL;
  const hex = expr.text[1] === 'x' || expr.text[1] === 'X';
  const value = BigInt(expr.text);
  if (hex ? value < 1n << 64n : value <= (negative ? MOST + 1n : MOST)) return INT64_LITERAL;
  report(b, 'BF3013', { text: `${negative ? '-' : ''}${expr.text}` }, at);
  return INT64_LITERAL;
}

/** How a literal of a type looks, for the help beside one that does not. */
const patterns: Readonly<Partial<Record<Literal, string>>> = {
  DATE: '2024-01-31',
  DATETIME: '2024-01-31 10:00:00',
  TIMESTAMP: '2024-01-31 10:00:00+00',
  TIME: '10:00:00',
};

const typedLiterals = new Map<Literal, Typed>();

/** `DATE '2024-01-31'` and its like. Reports a text that is no such value. */
export function typedLiteral(b: Binder, expr: Of<'typed'>): Typed {
  let typed = typedLiterals.get(expr.type);
  if (!typed) {
    typed = { type: { kind: expr.type }, nullable: false };
    typedLiterals.set(expr.type, typed);
  }
  checkText(b, expr, expr.value, typed.type);
  return typed;
}

/** `RANGE<DATE> '[2024-01-01, UNBOUNDED)'`. */
export function rangeLiteral(expr: Of<'range'>): Typed {
  const type = typeFromName(expr.type);
  return type ? ofType(type) : UNKNOWN_VALUE;
}

/**
 * Reports a string literal that cannot be read as the type to which it is coerced. Every other expression, and every
 * other type, is left alone.
 */
export function checkCoerced(b: Binder, expr: Expr, to: SqlType): void {
  if (expr.kind !== 'string') return;
  if (to.kind !== 'DATE' && to.kind !== 'DATETIME' && to.kind !== 'TIMESTAMP' && to.kind !== 'TIME') return;
  checkText(b, expr, expr.value, to);
}

function checkText(b: Binder, at: Expr, text: string, type: SqlType): void {
  if (readsAs(type, text)) return;
  const like = patterns[type.kind as Literal];
  report(b, 'BF3012', { text, type: typeText(type) }, at, {
    help: like === undefined ? undefined : `A ${typeText(type)} is written like '${like}'.`,
  });
}
