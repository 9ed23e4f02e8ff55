import { distance } from '../../diagnostics/closest.ts';
import type { Call } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { type FunctionTraits, functionTraits } from '../signatures/kind.ts';
import { type Outcome, resolveCall } from '../signatures/resolve.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { argumentsOf, type Given, passWord, specialsOf } from './arguments.ts';
import { checkArguments } from './check-arguments.ts';
import { bindClauses } from './clauses.ts';
import { shortText } from './field.ts';
import { wayOf } from './foreign.ts';
import { BOOL_VALUE, NULL_VALUE, ofType, UNKNOWN_VALUE } from './known.ts';
import { coercedLiterals, toBlame } from './operator.ts';
import { insideOf } from './placement.ts';
import { routineCall, routineOf, routineParts } from './routine.ts';
import { typeOf } from './type-of.ts';

/** The value of a function call. Reports functions that do not exist, and calls that no signature takes. */
export function callOf(b: Binder, scope: Scope, call: Call, place: Place): Typed {
  const routine = routineOf(b, call);
  if (routine) return routineCall(b, scope, call, routine, place);
  const star = call.args[0]?.kind === 'star';
  if (star && call.args[0]) b.types.set(call.args[0], UNKNOWN_VALUE);
  const name = star && call.name === 'COUNT' ? '$count_star' : call.name;
  const of = functionTraits(name);
  if (!of || of.kind === 'table') return unknownFunction(b, scope, call, place);
  const inside = insideOf(b, call, of, place);
  const special = specialsOf(name);
  const given = star ? [] : argumentsOf(b, scope, call, special, inside);
  bindClauses(b, scope, call, of, inside, place);
  if (star && (call.name !== 'COUNT' || call.args.length > 1)) {
    report(b, 'BF3033', {}, call.args[0] ?? call);
    return UNKNOWN_VALUE;
  }
  const args = given.filter((argument) => argument !== undefined);
  if (args.length < given.length) return afterFault(name, given);
  const [first] = args;
  const outcome = resolveCall(name, args);
  if (outcome.kind !== 'ok') return refused(b, call, name, args, outcome);
  if (!coercedLiterals(b, args, outcome.parameters)) return UNKNOWN_VALUE;
  checkArguments(b, call, args, special, outcome.parameters);
  if (outcome.type.kind === 'ARRAY' && outcome.type.element.kind === 'ARRAY') {
    report(b, 'BF3023', {}, first?.expr ?? call, { help: 'Put the inner array into a struct: STRUCT(x AS list).' });
    return UNKNOWN_VALUE;
  }
  return result(name, outcome.type, args);
}

/** What a call gives that has an argument which is already reported. */
function afterFault(name: string, given: readonly (Given | undefined)[]): Typed {
  const open = given.map((argument) => argument ?? { typed: UNKNOWN_VALUE });
  const outcome = resolveCall(name, open);
  return outcome.kind === 'ok' ? ofType(outcome.type) : UNKNOWN_VALUE;
}

/** Functions whose value is never NULL. */
const certain: ReadonlySet<string> = new Set([
  '$count_star',
  'APPROX_COUNT_DISTINCT',
  'COUNT',
  'COUNTIF',
  'CURRENT_DATE',
  'CURRENT_DATETIME',
  'CURRENT_TIME',
  'CURRENT_TIMESTAMP',
  'DENSE_RANK',
  'GENERATE_UUID',
  'NTILE',
  'RAND',
  'RANK',
  'ROW_NUMBER',
]);

function result(name: string, type: SqlType, args: readonly Given[]): Typed {
  if (name === 'ERROR') return NULL_VALUE;
  if (type.kind === 'unknown') return UNKNOWN_VALUE;
  if (certain.has(name)) return { type, nullable: false };
  if ((name === 'COALESCE' || name === 'IFNULL') && args.some(({ typed }) => typed.nullable === false))
    return { type, nullable: false };
  return type.kind === 'BOOL' ? BOOL_VALUE : { type };
}

function refused(
  b: Binder,
  call: Call,
  name: string,
  args: readonly Given[],
  outcome: Exclude<Outcome, { kind: 'ok' }>,
): Typed {
  switch (outcome.kind) {
    case 'argumentCount':
      wrongCount(b, call, shown(outcome.expected, args));
      break;
    case 'badName': {
      const { name: argument, near } = outcome;
      const at = call.args[outcome.argument];
      report(b, 'BF3022', { name: call.name, argument, near }, at?.kind === 'named' ? at.name : (at ?? call), {
        replacement: near,
      });
      break;
    }
    case 'noMatch':
      noMatch(b, call, name, args, outcome);
      break;
    case 'unfit': {
      const what = outcome.needs === 'order' ? 'have no order' : 'cannot be compared';
      const at = args[outcome.argument]?.expr ?? call.nameAt;
      report(b, 'BF3007', { type: shortText(outcome.type), what }, at);
      break;
    }
    case 'noFunction':
      break;
  }
  return UNKNOWN_VALUE;
}

const wrongCount = (b: Binder, call: Call, expected: readonly string[]): void =>
  report(b, 'BF3002', { name: call.name, given: call.args.length, expected }, call.nameAt);

/** How many signatures a message lists. */
const FEW = 5;

/** The signatures for a message: a few, and those that go by name only where the call does. */
function shown(signatures: readonly string[], args: readonly Given[]): readonly string[] {
  const named = args.some(({ name }) => name !== undefined);
  const plain = named ? signatures : signatures.filter((text) => !text.includes('=>'));
  const listed = plain.length > 0 ? plain : signatures;
  return listed.length > FEW ? [...listed.slice(0, FEW), '...'] : listed;
}

function noMatch(
  b: Binder,
  call: Call,
  name: string,
  args: readonly Given[],
  { argument, signatures }: Extract<Outcome, { kind: 'noMatch' }>,
): void {
  const help = `It is written ${shown(signatures, args).join(' or ')}.`;
  const blamed = argument === undefined ? undefined : args[argument];
  if (blamed && argument !== undefined) {
    const found = foundIn(blamed);
    if (specialsOf(name)[argument] === 'span')
      report(b, 'BF3025', { name: call.name, found: kindOf(found) }, blamed.expr);
    else report(b, 'BF3003', { name: call.name, position: argument + 1, found }, blamed.expr, { help });
    return;
  }
  const at = args[toBlame(name, args)]?.expr ?? call.nameAt;
  const found = args.filter(({ part }) => part === undefined).map(foundIn);
  report(b, 'BF3004', { name: call.name, found }, at, { help });
}

const kindOf = (found: string): string => (found === 'INTERVAL' ? 'an INTERVAL that is computed' : found);

function foundIn({ typed, lambda, relation, part }: Given): string {
  if (lambda) return 'a lambda';
  if (relation) return `a ${relation}`;
  return part ?? (typed.form === 'null' ? 'NULL' : shortText(typed.type));
}

/** Namespaces of builtin functions, all of which are known. */
const namespaces: ReadonlySet<string> = new Set(['NET', 'HLL_COUNT', 'KEYS', 'AEAD']);

/** The builtin function that is meant where its namespace is misspelt by one letter. */
function misspeltNamespace(parts: readonly string[]): string | undefined {
  const [family = '', name = ''] = parts.map((part) => part.toUpperCase());
  if (parts.length !== 2) return undefined;
  for (const known of namespaces)
    if (distance(family, known) === 1 && functionTraits(`${known}.${name}`)) return `${known}.${name}`;
  return undefined;
}

function unknownFunction(b: Binder, scope: Scope, call: Call, place: Place): Typed {
  const parts = routineParts(call);
  const meant = misspeltNamespace(parts);
  const certainly =
    meant !== undefined || parts.length === 1 || (parts.length === 2 && namespaces.has(parts[0]?.toUpperCase() ?? ''));
  if (certainly && !b.made.anyRoutine && functionTraits(call.name)?.kind !== 'table') {
    const way = wayOf(call.name);
    const outcome = way === undefined && meant === undefined ? resolveCall(call.name, []) : undefined;
    const near = meant ?? (outcome?.kind === 'noFunction' ? outcome.near : undefined);
    const [from, to] = [call.path[0] ?? call.nameAt, call.path.at(-1) ?? call.nameAt];
    const at = { start: from.start, end: to.end };
    report(b, 'BF3001', { name: call.path.map((part) => part.name).join('.'), near }, at, {
      replacement: near,
      help: way === undefined ? undefined : `In GoogleSQL: ${way}.`,
    });
  }
  typeLoosely(b, scope, call, place);
  bindClauses(b, scope, call, anything, { ...place, aggregates: true, windows: true }, place);
  return UNKNOWN_VALUE;
}

/** What a function of which nothing is known may take: all. */
const anything: FunctionTraits = {
  kind: 'aggregate',
  over: true,
  windowOrder: 'optional',
  frame: true,
  orderBy: true,
  limit: true,
  nulls: true,
  having: true,
  distinct: true,
};

/** Gives types to arguments of which it is not known what they are for: words may be date parts and no columns. */
export function typeLoosely(b: Binder, scope: Scope, call: Call, place: Place): void {
  const inside: Place = { ...place, aggregates: true, windows: true };
  for (const arg of call.args) {
    const value = arg.kind === 'named' ? arg.value : arg;
    if (passWord(b, value)) b.types.set(arg, UNKNOWN_VALUE);
    else typeOf(b, scope, arg, inside);
  }
}
