import type { At, Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { supertype } from '../types/coerce.ts';
import { equatable, orderable } from '../types/traits.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { shortText } from './field.ts';
import { BOOL_VALUE, CERTAIN_BOOL, isOpen } from './known.ts';
import { checkCoerced } from './literal.ts';
import { type Operand, operation, truth } from './operator.ts';
import { singleColumn } from './subquery.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** What a comparison asks of the values: that they can be equal, or that they have an order. */
type Asks = 'equality' | 'order';

const asks = (operator: string): Asks => (operator === '=' || operator === '<>' ? 'equality' : 'order');

/** `left = right` and its like. */
export function comparison(b: Binder, operator: string, left: Operand, right: Operand): Typed {
  if (left.typed.form === 'null' || right.typed.form === 'null') {
    noNull(b, operator, left, right);
    return BOOL_VALUE;
  }
  const fine = pair(b, left, right) && suits(b, left.typed.type, asks(operator), left.expr);
  return fine && left.typed.nullable === false && right.typed.nullable === false ? CERTAIN_BOOL : BOOL_VALUE;
}

/** Reports an operand that is NULL, written out; operators other than AND, OR and shifts take none. Gives whether there is one. */
export function noNull(b: Binder, operator: string, ...operands: readonly Operand[]): boolean {
  const wrong = operands.findLast(({ expr }) => expr.kind === 'null');
  if (!wrong) return false;
  const help = operator === '=' ? 'Write IS NULL.' : operator === '<>' ? 'Write IS NOT NULL.' : undefined;
  report(b, 'BF3021', { operator }, wrong.expr, { help });
  return true;
}

/** Kinds whose values of one kind always compare with each other. */
const simple = new Set(['INT64', 'STRING', 'DATE', 'TIMESTAMP', 'FLOAT64', 'NUMERIC', 'BOOL', 'DATETIME']);

/** Whether two values can be compared. Reports it where they certainly cannot, at the literal among them or the second. */
function pair(b: Binder, left: Operand, right: Operand): boolean {
  const [l, r] = [left.typed.type, right.typed.type];
  if (l.kind === r.kind && simple.has(l.kind)) return true;
  if (supertype([left.typed, right.typed])) {
    checkCoerced(b, left.expr, r);
    checkCoerced(b, right.expr, l);
    return true;
  }
  const blamed = left.typed.form === 'literal' && right.typed.form !== 'literal' ? left : right;
  report(b, 'BF3006', { left: shortText(l), right: shortText(r) }, blamed.expr, { help: advice(left, right) });
  return false;
}

const times: readonly string[] = ['DATE', 'DATETIME', 'TIMESTAMP'];

function advice(left: Operand, right: Operand): string | undefined {
  const [l, r] = [left.typed.type.kind, right.typed.type.kind];
  if (times.includes(l) && times.includes(r)) return `Convert one of them, as in ${l}(x).`;
  for (const [one, other] of [
    [left, r],
    [right, l],
  ] as const) {
    if (one.expr.kind === 'string' && isNumber(other) && isDigits(one.expr.value))
      return 'Write the number without quotes.';
    if (one.typed.form === 'literal' && isNumber(one.typed.type.kind) && other === 'STRING')
      return 'Write the value in quotes.';
  }
  const kinds = [l, r];
  return kinds.includes('STRING') && kinds.some(isNumber) ? 'Convert one of them with CAST or SAFE_CAST.' : undefined;
}

const isNumber = (kind: string): boolean =>
  kind === 'INT64' || kind === 'FLOAT64' || kind === 'NUMERIC' || kind === 'BIGNUMERIC';
const isDigits = (text: string): boolean => text !== '' && !Number.isNaN(Number(text));

function suits(b: Binder, type: SqlType, asked: Asks, at: At): boolean {
  if (asked === 'equality' ? equatable(type) : orderable(type)) return true;
  const what = asked === 'equality' ? 'cannot be compared' : 'have no order';
  report(b, 'BF3007', { type: shortText(type), what }, at, {
    help: type.kind === 'JSON' ? 'Take a value out of it first, as in JSON_VALUE(x) or STRING(x).' : undefined,
  });
  return false;
}

/** `x BETWEEN low AND high`. */
export function between(b: Binder, scope: Scope, expr: Of<'between'>, place: Place): Typed {
  const of = { expr: expr.of, typed: typeOf(b, scope, expr.of, place) };
  const low = { expr: expr.low, typed: typeOf(b, scope, expr.low, place) };
  const high = { expr: expr.high, typed: typeOf(b, scope, expr.high, place) };
  const fine = pair(b, of, low) && pair(b, of, high);
  if (fine && !isOpen(of.typed)) suits(b, of.typed.type, 'order', expr.of);
  return BOOL_VALUE;
}

/** `x IN (a, b)`. */
export function inList(b: Binder, scope: Scope, expr: Of<'in'>, place: Place): Typed {
  const of = { expr: expr.of, typed: typeOf(b, scope, expr.of, place) };
  let fine = true;
  for (const item of expr.list) {
    const typed = typeOf(b, scope, item, place);
    fine = fine && pair(b, of, { expr: item, typed });
  }
  if (fine && !isOpen(of.typed)) suits(b, of.typed.type, 'equality', expr.of);
  return BOOL_VALUE;
}

/** `x IN (SELECT ...)`. */
export function inQuery(b: Binder, scope: Scope, expr: Of<'inQuery'>, place: Place): Typed {
  const of = { expr: expr.of, typed: typeOf(b, scope, expr.of, place) };
  const typed = singleColumn(b, scope, expr.query, 'The subquery of IN');
  if (pair(b, of, { expr: expr.of, typed }) && !isOpen(of.typed)) suits(b, of.typed.type, 'equality', expr.of);
  return BOOL_VALUE;
}

/** `x IN UNNEST(array)`. */
export function inArray(b: Binder, scope: Scope, expr: Of<'inArray'>, place: Place): Typed {
  const of = { expr: expr.of, typed: typeOf(b, scope, expr.of, place) };
  const array = { expr: expr.array, typed: typeOf(b, scope, expr.array, place) };
  if (isArray(b, array, 'What UNNEST takes') && array.typed.type.kind === 'ARRAY')
    operation(b, '$in_array', 'IN UNNEST', [of, array]);
  return BOOL_VALUE;
}

/** Whether a value may be an array; reports one that certainly is none. */
export function isArray(b: Binder, { expr, typed }: Operand, what: string): boolean {
  if (typed.type.kind === 'ARRAY' || isOpen(typed)) return true;
  report(b, 'BF3024', { found: shortText(typed.type), what }, expr);
  return false;
}

/** `x LIKE pattern`. */
export function like(b: Binder, scope: Scope, expr: Of<'like'>, place: Place): Typed {
  const left = { expr: expr.left, typed: typeOf(b, scope, expr.left, place) };
  const right = { expr: expr.right, typed: typeOf(b, scope, expr.right, place) };
  if ((left.typed.type.kind !== 'STRING' || right.typed.type.kind !== 'STRING') && !noNull(b, 'LIKE', left, right))
    operation(b, '$like', 'LIKE', [left, right]);
  return BOOL_VALUE;
}

/** `x IS [NOT] DISTINCT FROM y`. */
export function distinctFrom(b: Binder, scope: Scope, expr: Of<'distinctFrom'>, place: Place): Typed {
  const left = { expr: expr.left, typed: typeOf(b, scope, expr.left, place) };
  const right = { expr: expr.right, typed: typeOf(b, scope, expr.right, place) };
  const fine = pair(b, left, right);
  if (fine && !isOpen(left.typed)) suits(b, left.typed.type, 'equality', expr.left);
  return CERTAIN_BOOL;
}

/** `x IS NULL`, `x IS NOT TRUE` ... */
export function is(b: Binder, scope: Scope, expr: Of<'is'>, place: Place): Typed {
  const typed = typeOf(b, scope, expr.of, place);
  if (expr.what !== 'NULL') truth(b, expr.of, typed, `What stands before IS ${expr.what}`);
  return CERTAIN_BOOL;
}

/** `x LIKE ANY (a, b)`, `x = ALL UNNEST(array)` and their like. */
export function quantified(b: Binder, scope: Scope, expr: Of<'quantified'>, place: Place): Typed {
  const left = { expr: expr.left, typed: typeOf(b, scope, expr.left, place) };
  const check = (right: Operand): void => {
    if (expr.op.toUpperCase() === 'LIKE') operation(b, '$like', 'LIKE', [left, right]);
    else if (pair(b, left, right) && !isOpen(left.typed)) suits(b, left.typed.type, asks(expr.op), expr.left);
  };
  const { right } = expr;
  switch (right.kind) {
    case 'list':
      for (const item of right.items) check({ expr: item, typed: typeOf(b, scope, item, place) });
      break;
    case 'array': {
      const array = { expr: right.of, typed: typeOf(b, scope, right.of, place) };
      if (isArray(b, array, 'What UNNEST takes') && array.typed.type.kind === 'ARRAY')
        check({ expr: right.of, typed: { type: array.typed.type.element } });
      break;
    }
    case 'query':
      check({ expr: expr.left, typed: singleColumn(b, scope, right.query, `The subquery of ${expr.quantifier}`) });
      break;
  }
  return BOOL_VALUE;
}
