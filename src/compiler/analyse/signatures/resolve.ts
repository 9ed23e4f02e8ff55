import { closest } from '../../diagnostics/closest.ts';
import { sameType } from '../types/coerce.ts';
import { typeText } from '../types/text.ts';
import { equatable, groupable, orderable } from '../types/traits.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { type FunctionEntry, functionNamed, functionNames } from './functions.ts';
import { type Argument, assigned, type Match, match } from './match.ts';
import type { Demand, Parameter, Pattern, Signature } from './signature.ts';

export type { Argument, Lambda } from './match.ts';

/** What becomes of a call of a builtin function or operator. */
export type Outcome =
  | {
      readonly kind: 'ok';
      readonly type: SqlType;
      /** The type wanted of each argument; absent where several signatures are possible. */
      readonly parameters?: readonly (SqlType | undefined)[];
    }
  /** There is no builtin function of that name. */
  | { readonly kind: 'noFunction'; readonly near?: string }
  /** Signatures of other lengths: `SUBSTR(STRING, INT64, [INT64])`. */
  | { readonly kind: 'argumentCount'; readonly expected: readonly string[] }
  /** No argument has that name. */
  | { readonly kind: 'badName'; readonly argument: number; readonly name: string; readonly near?: string }
  /** No signature takes the types; `argument` is the only one that can be blamed. */
  | { readonly kind: 'noMatch'; readonly signatures: readonly string[]; readonly argument?: number }
  /** The type of an argument has no order or no equality. */
  | { readonly kind: 'unfit'; readonly argument: number; readonly type: SqlType; readonly needs: Need };

export type Need = 'order' | 'equality' | 'grouping';

/**
 * Finds the signature of a call as GoogleSQL does: literals are coerced, the nearest signature wins, earlier ones first.
 * Arguments of unknown type fit all; the result then is what the signatures that are left have in common.
 * `name` is in upper case, or an operator as the analyzer calls it (`$add`, `$in`, `$case_no_value` ...).
 */
export function resolveCall(name: string, args: readonly Argument[]): Outcome {
  const key = keyOf(args);
  if (key === undefined) return resolve(name, args);
  const known = outcomes.get(name);
  const before = known?.get(key);
  if (before) return before;
  const outcome = resolve(name, args);
  if (outcome.kind !== 'ok') return outcome;
  if (known) known.set(key, outcome);
  else outcomes.set(name, new Map([[key, outcome]]));
  return outcome;
}

/** What calls with simple arguments come to, by name and `keyOf`: projects make the same few calls again and again. */
const outcomes = new Map<string, Map<string, Outcome>>();

/** So many arguments are few: longer calls, each unlike all others, would only fill the memory. */
const FEW = 4;

/** A text that says all of the arguments that counts, where they are few plain values of types without parameters. */
function keyOf(args: readonly Argument[]): string | undefined {
  if (args.length > FEW) return undefined;
  let key = '';
  for (const { typed, name, lambda, part, span, relation } of args) {
    const { type, form } = typed;
    if (name !== undefined || lambda || span || relation || !isPlain(type)) return undefined;
    key += `${type.kind} ${form ?? ''} ${part ?? ''},`;
  }
  return key;
}

const isPlain = (type: SqlType): boolean =>
  type.kind !== 'ARRAY' && type.kind !== 'STRUCT' && type.kind !== 'RANGE' && !('parameters' in type);

function resolve(name: string, args: readonly Argument[]): Outcome {
  const entry = functionNamed(name);
  if (!entry) return noFunction(name);
  const open = args.some(isOpen);
  let best: Match | undefined;
  let common: SqlType | undefined;
  let several = false;
  for (const signature of entry.signatures) {
    const found = match(signature, args);
    if (typeof found === 'string') continue;
    if (best === undefined) common = found.returns;
    else {
      several = true;
      if (common && !identical(common, found.returns)) common = undefined;
    }
    if (best === undefined || nearer(found.cost, best.cost)) best = found;
  }
  if (best === undefined) return fault(entry, args);
  const unfit = unfitArgument(best, args);
  if (unfit) return unfit;
  if (open && several) return { kind: 'ok', type: common ?? UNKNOWN };
  return { kind: 'ok', type: best.returns, parameters: best.parameters };
}

function noFunction(name: string): Outcome {
  const near = closest(name, functionNames());
  return { kind: 'noFunction', ...(near !== undefined && { near }) };
}

const isOpen = ({ typed, lambda, part, relation, span }: Argument): boolean =>
  lambda === undefined &&
  part === undefined &&
  relation === undefined &&
  span === undefined &&
  holdsUnknown(typed.type);

function holdsUnknown(type: SqlType): boolean {
  switch (type.kind) {
    case 'unknown':
      return true;
    case 'ARRAY':
    case 'RANGE':
      return holdsUnknown(type.element);
    case 'STRUCT':
      return type.fields.some((field) => holdsUnknown(field.type));
    default:
      return false;
  }
}

const identical = (a: SqlType, b: SqlType): boolean => sameType(a, b) && !holdsUnknown(a) && !holdsUnknown(b);

function nearer(a: Match['cost'], b: Match['cost']): boolean {
  for (let i = 0; i < 4; i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (x !== y) return x < y;
  }
  return false;
}

const meets: Readonly<Record<Need, (type: SqlType) => boolean>> = {
  order: orderable,
  equality: equatable,
  grouping: groupable,
};

const isNeed = (demand: Demand): demand is Need => Object.hasOwn(meets, demand);

/** The argument whose type lacks what its parameter asks for. */
function unfitArgument({ taken, parameters }: Match, args: readonly Argument[]): Outcome | undefined {
  for (let i = 0; i < args.length; i += 1) {
    for (const demand of taken[i]?.demands ?? []) {
      if (!isNeed(demand)) continue;
      const type = parameters[i] ?? args[i]?.typed.type;
      const of = type?.kind === 'ARRAY' && taken[i]?.of.kind === 'array' ? type.element : type;
      if (!of || meets[demand](of)) continue;
      return { kind: 'unfit', argument: i, type: of, needs: demand };
    }
  }
  return undefined;
}

/** Says why no signature takes the arguments. */
function fault(entry: FunctionEntry, args: readonly Argument[]): Outcome {
  const shown = args.length > 0 && args.every(({ name }) => name === undefined);
  const fitting = entry.signatures.filter((signature) => typeof assigned(signature, args) !== 'string');
  if (fitting.length === 0) {
    if (!shown) {
      const bad = badName(entry.signatures, args);
      if (bad) return bad;
    }
    return { kind: 'argumentCount', expected: textsOf(entry.name, entry.signatures) };
  }
  const blamed: number[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const without = args.map((argument, k) => (k === i ? open(argument) : argument));
    if (fitting.some((signature) => typeof match(signature, without) !== 'string')) blamed.push(i);
  }
  const [argument, other] = blamed;
  const signatures = textsOf(entry.name, fitting);
  return { kind: 'noMatch', signatures, ...(argument !== undefined && other === undefined && { argument }) };
}

const open = ({ name }: Argument): Argument => ({ typed: unknownTyped, ...(name !== undefined && { name }) });
const unknownTyped: Typed = { type: UNKNOWN };

function badName(signatures: readonly Signature[], args: readonly Argument[]): Outcome | undefined {
  const names = signatures.flatMap(({ parameters }) => parameters.flatMap((p) => p.name ?? []));
  for (const [argument, { name }] of args.entries()) {
    if (name === undefined || names.some((known) => known.toLowerCase() === name.toLowerCase())) continue;
    const near = closest(name, names);
    return { kind: 'badName', argument, name, ...(near !== undefined && { near }) };
  }
  return undefined;
}

const textsOf = (name: string, signatures: readonly Signature[]): readonly string[] => [
  ...new Set(signatures.map(({ parameters }) => `${name}(${parameters.map(parameterText).join(', ')})`)),
];

function parameterText({ of, count, name, onlyByName }: Parameter): string {
  const text = `${name === undefined || !onlyByName ? '' : `${name} => `}${patternText(of)}`;
  return count === 'optional' ? `[${text}]` : count === 'repeated' ? `${text}, ...` : text;
}

/** A parameter's type as messages write it. */
function patternText(of: Pattern): string {
  switch (of.kind) {
    case 'type':
      return of.type.kind === 'unknown' ? 'ANY' : typeText(of.type);
    case 'hole':
    case 'any':
      return 'ANY';
    case 'array':
    case 'range':
      return `${of.kind.toUpperCase()}<${patternText(of.of)}>`;
    case 'struct':
      return 'STRUCT';
    case 'text':
    case 'choice':
      return 'STRING';
    case 'word':
      return of.of === 'PART' ? 'date part' : 'mode';
    case 'span':
      return 'INTERVAL n part';
    case 'lambda':
      return 'lambda';
    case 'relation':
      return of.of;
  }
}
