import type { Call, Expr } from '../../sql/ast.ts';
import { type Binder, type Finding, type Place, report } from '../model/binder.ts';
import type { Column, Scope } from '../model/relation.ts';
import { functionNamed } from '../signatures/functions.ts';
import type { Argument, Lambda } from '../signatures/resolve.ts';
import { coerces } from '../types/coerce.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { withNames } from './construct.ts';
import { isDatePart, type Part, partOf } from './date-part.ts';
import { INT64_LITERAL, INTERVAL_VALUE, isOpen, UNKNOWN_VALUE } from './known.ts';
import { typeOf } from './type-of.ts';

/** An argument with the expression that it is written as, without its name. */
export interface Given extends Argument {
  readonly expr: Expr;
  /** Its date part, where it has one. */
  readonly datePart?: Part;
}

/** What a function takes at a place besides values. */
export type Special = 'PART' | 'MODE' | 'span' | 'choice' | 'literal';

const specials = new Map<string, readonly (Special | undefined)[]>();
const none: readonly (Special | undefined)[] = [];

/** Functions whose second argument is a JSONPath, which must be written out. Source: BigQuery "JSON functions", JSONPath. */
const jsonPaths: ReadonlySet<string> = new Set([
  'JSON_EXTRACT',
  'JSON_EXTRACT_ARRAY',
  'JSON_EXTRACT_SCALAR',
  'JSON_EXTRACT_STRING_ARRAY',
  'JSON_QUERY',
  'JSON_QUERY_ARRAY',
  'JSON_VALUE',
  'JSON_VALUE_ARRAY',
]);

/** By place, what a builtin function takes that is no mere value. */
export function specialsOf(name: string): readonly (Special | undefined)[] {
  const known = specials.get(name);
  if (known) return known;
  const made: (Special | undefined)[] = [];
  for (const { parameters } of functionNamed(name)?.signatures ?? [])
    for (const [i, { of, demands }] of parameters.entries()) {
      if (of.kind === 'word') made[i] = of.of;
      else if (of.kind === 'span' || of.kind === 'choice') made[i] = of.kind;
      else if (demands.includes('literal')) made[i] = 'literal';
    }
  if (jsonPaths.has(name) || name === 'COLLATE') made[1] = 'literal';
  const result = made.length > 0 ? made : none;
  specials.set(name, result);
  return result;
}

const modes: ReadonlySet<string> = new Set(['NFC', 'NFKC', 'NFD', 'NFKD']);

/** Gives types to the arguments of a call of a builtin function. `undefined` in the result: it is wrong and reported. */
export function argumentsOf(
  b: Binder,
  scope: Scope,
  call: Call,
  special: readonly (Special | undefined)[],
  place: Place,
): readonly (Given | undefined)[] {
  const made: (Given | undefined)[] = [];
  let byName = false;
  for (let i = 0; i < call.args.length; i += 1) {
    const arg = call.args[i];
    if (!arg) break;
    if (byName && arg.kind !== 'named')
      report(b, 'BF3029', { name: call.name, what: 'an argument by its place behind one by name' }, arg);
    byName = arg.kind === 'named';
    made.push(arg.kind === 'named' ? named(b, scope, arg, place) : argument(b, scope, arg, special[i], place));
  }
  return made;
}

function named(b: Binder, scope: Scope, arg: Extract<Expr, { kind: 'named' }>, place: Place): Given | undefined {
  b.types.set(arg, UNKNOWN_VALUE);
  const made = argument(b, scope, arg.value, undefined, place);
  if (made) b.types.set(arg, made.typed);
  return made && { ...made, name: arg.name.name };
}

function argument(b: Binder, scope: Scope, expr: Expr, special: Special | undefined, place: Place): Given | undefined {
  if (special === 'PART') return datePart(b, expr);
  if (special === 'MODE') return mode(b, expr);
  switch (expr.kind) {
    case 'interval':
      if (expr.to && special === 'span') reportSpan(b, expr);
      return span(b, scope, expr, place);
    case 'lambda':
      b.types.set(expr, UNKNOWN_VALUE);
      return { expr, typed: UNKNOWN_VALUE, lambda: lambdaOf(b, scope, expr, place) };
    case 'relation':
      b.types.set(expr, UNKNOWN_VALUE);
      return { expr, typed: UNKNOWN_VALUE, relation: expr.what };
    default:
      return { expr, typed: typeOf(b, scope, expr, place) };
  }
}

/** Takes a date part or a mode that stands where it is not known what is wanted: `MONTH`, `WEEK(MONDAY)`, `NFKC`. */
export function passWord(b: Binder, expr: Expr): boolean {
  if (!isWord(expr)) return false;
  setUnknown(b, expr);
  return true;
}

function isWord(expr: Expr): boolean {
  if (expr.kind === 'call') return expr.name === 'WEEK' && expr.args.length === 1;
  const word = expr.kind === 'path' && expr.parts.length === 1 ? expr.parts[0]?.name : undefined;
  return word !== undefined && (isDatePart(word) || modes.has(word.toUpperCase()));
}

/** Words are no columns: nothing is looked up for them. */
function setUnknown(b: Binder, expr: Expr): void {
  b.types.set(expr, UNKNOWN_VALUE);
  if (expr.kind === 'path') b.bindings.set(expr, { kind: 'unknown' });
  else if (expr.kind === 'call') for (const arg of expr.args) setUnknown(b, arg);
}

function datePart(b: Binder, expr: Expr): Given | undefined {
  setUnknown(b, expr);
  if (isOpenText(expr)) return { expr, typed: UNKNOWN_VALUE };
  const found = partOf(b, expr);
  return found && { expr, typed: UNKNOWN_VALUE, part: found.name, datePart: found };
}

const isOpenText = ({ kind }: Expr): boolean =>
  kind === 'verbatim' || kind === 'opaque' || kind === 'bad' || kind === 'param';

function mode(b: Binder, expr: Expr): Given | undefined {
  setUnknown(b, expr);
  if (isOpenText(expr)) return { expr, typed: UNKNOWN_VALUE };
  const word = expr.kind === 'path' && expr.parts.length === 1 ? expr.parts[0]?.name.toUpperCase() : undefined;
  if (word !== undefined && modes.has(word)) return { expr, typed: UNKNOWN_VALUE, part: word };
  report(b, 'BF3029', { name: 'NORMALIZE', what: 'this mode' }, expr, { help: 'Write NFC, NFKC, NFD or NFKD.' });
  return undefined;
}

function reportSpan(b: Binder, { part, to }: Extract<Expr, { kind: 'interval' }>): void {
  if (to) report(b, 'BF3036', { from: part.name, to: to.name }, to, { help: 'Here an INTERVAL has one part.' });
}

function span(b: Binder, scope: Scope, expr: Extract<Expr, { kind: 'interval' }>, place: Place): Given | undefined {
  typeOf(b, scope, expr, place);
  const value = b.types.get(expr.of) ?? UNKNOWN_VALUE;
  const name = expr.part.name.toUpperCase();
  const wrong = !isOpen(value) && !coerces(value, INT64);
  const amount = expr.of.kind === 'string' || wrong ? INT64_LITERAL : value;
  const found: Part | undefined = isDatePart(name) ? { name, at: expr.part } : undefined;
  return { expr, typed: INTERVAL_VALUE, span: { amount, part: name }, ...(found && { datePart: found }) };
}

const INT64: SqlType = { kind: 'INT64' };

/** A lambda, whose body is typed as often as its parameters get types; only the findings of the last time stay. */
function lambdaOf(b: Binder, scope: Scope, expr: Extract<Expr, { kind: 'lambda' }>, place: Place): Lambda {
  let told: readonly Finding[] = [];
  return {
    parameters: expr.parameters.length,
    body: (types): Typed => {
      for (const finding of told) b.findings.splice(b.findings.indexOf(finding), 1);
      const before = b.findings.length;
      const names = expr.parameters.map((name, i) => {
        const column: Column = { name: name.name, type: types[i] ?? UNKNOWN, source: { kind: 'none' } };
        return { name, column };
      });
      const typed = typeOf(b, withNames(scope, names), expr.body, place);
      told = b.findings.slice(before);
      return typed;
    },
  };
}
