import type { Call, Expr } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import type { SqlType } from '../types/type.ts';
import type { Given, Special } from './arguments.ts';
import { allowsPart, isClockPart, type PartUse } from './date-part.ts';
import { shortText } from './field.ts';
import { checkFormat } from './format.ts';
import { isOpen } from './known.ts';

/**
 * Reports what is wrong with arguments whose types are right: date parts that do not go with the value, arguments that
 * must be written out, words that are none of those there are, formats.
 */
export function checkArguments(
  b: Binder,
  call: Call,
  args: readonly Given[],
  special: readonly (Special | undefined)[],
  parameters: readonly (SqlType | undefined)[] | undefined,
): void {
  checkParts(b, call, args, parameters);
  if (call.name === 'FORMAT') checkFormat(b, args);
  for (let i = 0; i < special.length; i += 1) {
    if (special[i] === 'literal') checkLiteral(b, call, args[i], i);
    else if (special[i] === 'choice') checkChoice(b, call, args[i], i);
  }
}

const uses: readonly (readonly [string, PartUse])[] = [
  ['_ADD', 'add'],
  ['_SUB', 'add'],
  ['_DIFF', 'difference'],
  ['_TRUNC', 'truncate'],
  ['_ARRAY', 'add'],
];

function useOf(name: string): PartUse | undefined {
  if (name === 'LAST_DAY') return 'last day';
  for (const [ending, use] of uses) if (name.endsWith(ending)) return use;
  return undefined;
}

const DATE: SqlType = { kind: 'DATE' };

/** Whether a function of DATETIME or TIMESTAMP is given a DATE, which it then goes by. Source: Google's analyzer. */
const ofDates = (name: string, { typed }: Given, use: PartUse | undefined): boolean =>
  typed.type.kind === 'DATE' &&
  typed.form === undefined &&
  (use === 'truncate' || (use === 'add' && !name.endsWith('_ARRAY')));

/** Reports date parts that a function does not take with the type of its value. */
function checkParts(
  b: Binder,
  call: Call,
  args: readonly Given[],
  parameters: readonly (SqlType | undefined)[] | undefined,
): void {
  for (const { datePart, part, span } of args) {
    if (!datePart || (part === undefined && span === undefined)) continue;
    const use = useOf(call.name);
    const type = args[0] && ofDates(call.name, args[0], use) ? DATE : parameters?.[0];
    if (!use || !type || allowsPart(use, type, datePart.name)) return;
    report(b, 'BF3015', { part: datePart.name, name: call.name, type: shortText(type) }, datePart.at, {
      help: betterPart(call.name, type, datePart.name),
    });
  }
}

function betterPart(name: string, type: SqlType, part: string): string | undefined {
  const big = part === 'WEEK' || part === 'MONTH' || part === 'QUARTER' || part === 'YEAR';
  if (type.kind === 'TIMESTAMP' && big) {
    if (name.endsWith('_DIFF')) return `Count between dates: DATE_DIFF(DATE(a), DATE(b), ${part}).`;
    return 'Go by dates or by DATETIME, or count in days.';
  }
  if (type.kind !== 'DATE' || !isClockPart(part)) return undefined;
  return 'A DATE has no time of day: use a TIMESTAMP or DATETIME.';
}

/** Functions whose constant counts from 1. */
const least: ReadonlySet<string> = new Set([
  'NTILE',
  'NTH_VALUE',
  'APPROX_QUANTILES',
  'APPROX_TOP_COUNT',
  'APPROX_TOP_SUM',
]);

/** Reports an argument that must be written out and is not. */
function checkLiteral(b: Binder, call: Call, argument: Given | undefined, position: number): void {
  if (!argument) return;
  const { expr, typed } = argument;
  const range = outOfRange(call.name, expr);
  if (range !== undefined) report(b, 'BF3035', { name: call.name, position: position + 1, what: range }, expr);
  else if (!mayBeConstant(b, expr) && !(isOpen(typed) && typed.form !== undefined))
    report(b, 'BF3034', { name: call.name, position: position + 1 }, expr);
}

/** What a constant must be, where it is something else. */
function outOfRange(name: string, expr: Expr): string | undefined {
  if (expr.kind === 'null') return name.startsWith('JSON_') ? undefined : 'no NULL';
  const value = numberOf(expr);
  if (value === undefined) return undefined;
  if (least.has(name)) return value < 1 ? 'at least 1' : undefined;
  return name.startsWith('PERCENTILE_') && (value < 0 || value > 1) ? 'between 0 and 1' : undefined;
}

function numberOf(expr: Expr): number | undefined {
  if (expr.kind === 'int' || expr.kind === 'float') return Number(expr.text);
  const value = expr.kind === 'unary' && expr.op === '-' ? numberOf(expr.of) : undefined;
  return value === undefined ? undefined : -value;
}

const roundings = ['ROUND_HALF_AWAY_FROM_ZERO', 'ROUND_HALF_EVEN'];

/** Reports a string that is none of those that an argument may be. */
function checkChoice(b: Binder, call: Call, argument: Given | undefined, position: number): void {
  if (call.name !== 'ROUND' || argument?.expr.kind !== 'string' || roundings.includes(argument.expr.value)) return;
  report(b, 'BF3003', { name: call.name, position: position + 1, found: `'${argument.expr.value}'` }, argument.expr, {
    help: `Write ${roundings.map((name) => `'${name}'`).join(' or ')}.`,
  });
}

function mayBeConstant(b: Binder, expr: Expr): boolean {
  switch (expr.kind) {
    case 'path':
      return b.bindings.get(expr)?.kind !== 'column';
    case 'call':
    case 'binary':
    case 'case':
    case 'field':
    case 'index':
    case 'scalar':
      return false;
    case 'cast':
      return mayBeConstant(b, expr.of);
    default:
      return true;
  }
}
