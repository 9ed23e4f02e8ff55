import type { Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { resolveCall } from '../signatures/resolve.ts';
import { supertype } from '../types/coerce.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { comparison, noNull } from './compare.ts';
import { shortText } from './field.ts';
import { BOOL_VALUE, CERTAIN_BOOL, INT64_LITERAL, isOpen, ofType, UNKNOWN_VALUE } from './known.ts';
import { checkCoerced, integer } from './literal.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** The analyzer's names of the operators. */
const functions: Readonly<Record<string, string>> = {
  '+': '$add',
  '-': '$subtract',
  '*': '$multiply',
  '/': '$divide',
  '||': '$concat_op',
  '&': '$bitwise_and',
  '|': '$bitwise_or',
  '^': '$bitwise_xor',
  '<<': '$bitwise_left_shift',
  '>>': '$bitwise_right_shift',
};

/** An operand of an operator. */
export interface Operand {
  readonly expr: Expr;
  readonly typed: Typed;
}

/** A chain of binary operators. Its left side may be thousands deep, so it is walked and not descended. */
export function binary(b: Binder, scope: Scope, expr: Of<'binary'>, place: Place): Typed {
  const spine: Of<'binary'>[] = [];
  let first: Expr = expr;
  while (first.kind === 'binary') {
    spine.push(first);
    first = first.left;
  }
  let typed = typeOf(b, scope, first, place);
  for (let i = spine.length - 1; i >= 0; i -= 1) {
    const node = spine[i];
    if (!node) break;
    typed = applied(b, node, typed, typeOf(b, scope, node.right, place));
    b.types.set(node, typed);
  }
  return typed;
}

function applied(b: Binder, node: Of<'binary'>, left: Typed, right: Typed): Typed {
  switch (node.op) {
    case 'AND':
    case 'OR':
      if (node.left.kind !== 'binary' || node.left.op !== node.op) truth(b, node.left, left, operandOf(node.op));
      truth(b, node.right, right, operandOf(node.op));
      return left.nullable === false && right.nullable === false ? CERTAIN_BOOL : BOOL_VALUE;
    case '=':
    case '<>':
    case '<':
    case '>':
    case '<=':
    case '>=':
      return comparison(b, node.op, { expr: node.left, typed: left }, { expr: node.right, typed: right });
    default: {
      const name = functions[node.op];
      if (name === undefined) return UNKNOWN_VALUE;
      const same = sameNumber(node.op, left, right);
      if (same) return same;
      const operands = [
        { expr: node.left, typed: left },
        { expr: node.right, typed: right },
      ];
      if (node.op !== '<<' && node.op !== '>>' && noNull(b, node.op, ...operands)) return UNKNOWN_VALUE;
      return operation(b, name, node.op, operands);
    }
  }
}

const operandOf = (op: string): string => `An operand of ${op}`;

/** The value of `+`, `-` and `*` between two numbers of one type, which needs no look at the signatures. */
function sameNumber(op: string, left: Typed, right: Typed): Typed | undefined {
  if (op !== '+' && op !== '-' && op !== '*') return undefined;
  const kind = left.type.kind;
  if (kind !== right.type.kind || left.form === 'null' || right.form === 'null') return undefined;
  if (kind !== 'INT64' && kind !== 'FLOAT64' && kind !== 'NUMERIC') return undefined;
  return left.nullable === false && right.nullable === false ? certain[kind] : plain[kind];
}

const plain = {
  INT64: ofType({ kind: 'INT64' }),
  FLOAT64: ofType({ kind: 'FLOAT64' }),
  NUMERIC: ofType({ kind: 'NUMERIC' }),
} as const;
const certain = {
  INT64: { ...plain.INT64, nullable: false },
  FLOAT64: { ...plain.FLOAT64, nullable: false },
  NUMERIC: { ...plain.NUMERIC, nullable: false },
} as const;

/** Reports a value that is no condition. `what` opens the sentence: "The WHERE clause", "An operand of AND" ... */
export function truth(b: Binder, expr: Expr, typed: Typed, what: string): void {
  if (typed.type.kind === 'BOOL' || isOpen(typed)) return;
  report(b, 'BF3008', { clause: what, found: shortText(typed.type) }, expr);
}

/** The value of an operator by the signature table; reports operands that it does not go with at the one to blame. */
export function operation(b: Binder, name: string, written: string, operands: readonly Operand[]): Typed {
  const outcome = resolveCall(name, operands);
  if (outcome.kind === 'ok') {
    if (!coercedLiterals(b, operands, outcome.parameters)) return UNKNOWN_VALUE;
    return nullness(ofType(outcome.type), operands);
  }
  if (outcome.kind === 'noFunction') return UNKNOWN_VALUE;
  const blamed = operands[toBlame(name, operands)];
  const found = operands.map(({ typed }) => (typed.form === 'null' ? 'NULL' : shortText(typed.type)));
  if (blamed) report(b, 'BF3005', { operator: written, found }, blamed.expr, { help: adviceFor(written, operands) });
  return UNKNOWN_VALUE;
}

function nullness(typed: Typed, operands: readonly Operand[]): Typed {
  for (const { typed: operand } of operands) if (operand.nullable !== false) return typed;
  return { type: typed.type, nullable: false };
}

/** Checks string literals against the types of the signature that takes them. Gives whether all of them can be read. */
export function coercedLiterals(
  b: Binder,
  operands: readonly Operand[],
  parameters: readonly (SqlType | undefined)[] | undefined,
): boolean {
  if (parameters === undefined) return true;
  const told = b.findings.length;
  for (let i = 0; i < operands.length; i += 1) {
    const [operand, type] = [operands[i], parameters[i]];
    if (operand?.expr.kind === 'string' && type) checkCoerced(b, operand.expr, type);
  }
  return b.findings.length === told;
}

/**
 * Which of the operands is most likely wrong: the one without which the call resolves; of several a literal, else the
 * last. Only asked where a call has failed.
 */
export function toBlame(name: string, operands: readonly Operand[]): number {
  const guilty: number[] = [];
  for (let i = 0; i < operands.length; i += 1) {
    if (isOpen(operands[i]?.typed ?? UNKNOWN_VALUE)) continue;
    const without = operands.map((operand, j) => (j === i ? { ...operand, typed: UNKNOWN_VALUE } : operand));
    if (resolveCall(name, without).kind === 'ok') guilty.push(i);
  }
  const literals = guilty.filter((i) => operands[i]?.typed.form === 'literal');
  const others = guilty.filter((i) => !name.startsWith(`${operands[i]?.typed.type.kind}_`));
  return literals.at(-1) ?? others.at(-1) ?? guilty.at(-1) ?? operands.length - 1;
}

function adviceFor(op: string, operands: readonly Operand[]): string | undefined {
  const kinds = operands.map(({ typed }) => typed.type.kind);
  if (op === '+' && kinds.includes('STRING')) return 'Strings are joined with || or CONCAT.';
  if ((op === '+' || op === '-') && kinds.includes('TIMESTAMP') && kinds.includes('INT64'))
    return 'Add an interval instead, as in ts + INTERVAL 1 DAY.';
  return undefined;
}

/** `-x`, `+x`, `~x`, `NOT x`. */
export function unary(b: Binder, scope: Scope, expr: Of<'unary'>, place: Place): Typed {
  const { of } = expr;
  if (expr.op === '-' && of.kind === 'int') {
    b.types.set(of, INT64_LITERAL);
    return integer(b, of, true, expr);
  }
  const typed = typeOf(b, scope, of, place);
  if (noNull(b, expr.op, { expr: of, typed })) return expr.op === 'NOT' ? BOOL_VALUE : UNKNOWN_VALUE;
  switch (expr.op) {
    case 'NOT':
      truth(b, of, typed, operandOf('NOT'));
      return typed.nullable === false ? CERTAIN_BOOL : BOOL_VALUE;
    case '+':
      return sign(b, of, typed, '+');
    case '-':
      return sign(b, of, typed, '-');
    case '~':
      return operation(b, '$bitwise_not', '~', [{ expr: of, typed }]);
  }
}

function sign(b: Binder, of: Expr, typed: Typed, op: string): Typed {
  const { kind } = typed.type;
  if (kind === 'INT64' || kind === 'FLOAT64' || kind === 'NUMERIC' || kind === 'BIGNUMERIC') return typed;
  return operation(b, '$unary_minus', op, [{ expr: of, typed }]);
}

/** The common type of several values; reports, at the first value that does not go with those before it, that there is none. */
export function common(b: Binder, what: string, operands: readonly Operand[]): SqlType | undefined {
  const typed = operands.map((operand) => operand.typed);
  const type = supertype(typed);
  if (type) {
    for (const { expr } of operands) checkCoerced(b, expr, type);
    return type;
  }
  let last = 1;
  while (last < typed.length && supertype(typed.slice(0, last + 1))) last += 1;
  const found = [...new Set(typed.filter((t) => t.form !== 'null').map((t) => shortText(t.type)))];
  const at = operands[Math.min(last, operands.length - 1)];
  if (at) report(b, 'BF3009', { what, found }, at.expr);
  return undefined;
}
