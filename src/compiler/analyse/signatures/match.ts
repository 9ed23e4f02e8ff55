import { coerces, elementOf, fieldOf, sameType, supertype } from '../types/coerce.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { filled, type Parameter, type Pattern, type Signature } from './signature.ts';

/** An argument of a call. */
export interface Argument {
  /** Of a lambda, word or relation: unknown. */
  readonly typed: Typed;
  /** The name by which it is passed: `name => value`. */
  readonly name?: string;
  readonly lambda?: Lambda;
  /** A bare word, upper case: a date part (`MONTH`, `WEEK(MONDAY)`) or a mode (`NFC`). */
  readonly part?: string;
  /** `INTERVAL 1 DAY` written out: the number and its date part, upper case. */
  readonly span?: { readonly amount: Typed; readonly part: string };
  readonly relation?: 'TABLE' | 'MODEL';
}

export interface Lambda {
  /** How many parameters it has. */
  readonly parameters: number;
  /** Types its body for parameters of these types. */
  readonly body: (parameters: readonly SqlType[]) => Typed;
}

/** A signature that takes the arguments. */
export interface Match {
  readonly signature: Signature;
  readonly returns: SqlType;
  /** What the parameter of each argument wants; undefined where that is no type. */
  readonly parameters: readonly (SqlType | undefined)[];
  /** Which parameter takes each argument. */
  readonly taken: readonly Parameter[];
  /** How far the arguments are from the parameters: values coerced, how far; literals coerced, how far. */
  readonly cost: readonly [number, number, number, number];
}

/** Why a call does not fit. */
export type Misfit = 'count' | 'name' | 'type';

const ANYTHING: Parameter = { of: { kind: 'any' }, count: 'required', onlyByName: false, demands: [] };

/** The parameter that takes each argument, or why there is none. */
export function assigned(signature: Signature, args: readonly Argument[]): readonly Parameter[] | Misfit {
  const { parameters } = signature;
  if (signature.open) return args.map(() => ANYTHING);
  const byPlace: number[] = [];
  const taken: Parameter[] = new Array(args.length);
  const named = new Set<Parameter>();
  for (let i = 0; i < args.length; i += 1) {
    const name = args[i]?.name?.toLowerCase();
    if (name === undefined) {
      byPlace.push(i);
      continue;
    }
    const parameter = parameters.find((p) => p.name?.toLowerCase() === name);
    if (!parameter || named.has(parameter)) return 'name';
    named.add(parameter);
    taken[i] = parameter;
  }
  const places = placesFor(parameters, named, byPlace.length);
  if (!places) return 'count';
  for (const [k, at] of byPlace.entries()) taken[at] = places[k] as Parameter;
  return taken;
}

/** The parameters that arguments passed by place go to, in order. Repeated ones go round together. */
function placesFor(
  parameters: readonly Parameter[],
  named: ReadonlySet<Parameter>,
  count: number,
): readonly Parameter[] | undefined {
  if (parameters.some((p) => p.onlyByName && p.count === 'required' && !named.has(p))) return undefined;
  const open = named.size === 0 ? parameters : parameters.filter((p) => !named.has(p));
  const placed = open.some((p) => p.onlyByName) ? open.filter((p) => !p.onlyByName) : open;
  const required = placed.reduce((n, p) => n + (p.count === 'required' ? 1 : 0), 0);
  const repeated = placed.filter((p) => p.count === 'repeated');
  const spare = count - required;
  if (spare < 0) return undefined;
  const rounds = repeated.length === 0 ? 0 : Math.floor(spare / repeated.length);
  let optional = spare - rounds * repeated.length;
  const places: Parameter[] = [];
  let done = false;
  for (const parameter of placed) {
    if (parameter.count === 'required') places.push(parameter);
    else if (parameter.count === 'optional') {
      if (optional > 0) places.push(parameter);
      optional -= 1;
    } else if (!done) {
      for (let round = 0; round < rounds; round += 1) places.push(...repeated);
      done = true;
    }
  }
  return places.length === count ? places : undefined;
}

/** Whether a signature takes the arguments, and how well. */
export function match(signature: Signature, args: readonly Argument[]): Match | Misfit {
  const taken = assigned(signature, args);
  if (typeof taken === 'string') return taken;
  const holes = holesOf(signature, taken, args);
  if (!holes) return 'type';
  const cost: [number, number, number, number] = [0, 0, 0, 0];
  const parameters: (SqlType | undefined)[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [argument, parameter] = [args[i], taken[i]];
    if (!argument || !parameter) return 'count';
    const type = filled(parameter.of, holes);
    if (!suits(argument, parameter.of, type, signature.strict, holes)) return 'type';
    if (type && parameter.demands.length > 0 && !isDemanded(argument.typed, type, parameter)) return 'type';
    if (type && argument.typed.type !== type) price(argument.typed, type, cost);
    parameters.push(type);
  }
  return { signature, returns: filled(signature.returns, holes) ?? UNKNOWN, parameters, taken, cost };
}

function isDemanded({ type, form }: Typed, wanted: SqlType, { demands }: Parameter): boolean {
  if (demands.includes('element') && wanted.kind === 'ARRAY') return false;
  if (form === 'null') return type.kind === 'ARRAY' || !demands.includes('typed');
  return sameType(type, wanted) || !demands.includes('exact');
}

function suits(
  argument: Argument,
  of: Pattern,
  type: SqlType | undefined,
  strict: boolean,
  holes: ReadonlyMap<number, SqlType>,
): boolean {
  const { typed } = argument;
  if (argument.part !== undefined) return of.kind === 'word' || of.kind === 'any';
  if (argument.relation !== undefined)
    return (of.kind === 'relation' && of.of === argument.relation) || of.kind === 'any';
  if (argument.lambda) {
    if (of.kind !== 'lambda') return of.kind === 'any';
    const body = filled(of.body, holes);
    const types = of.parameters.map((p) => filled(p, holes) ?? UNKNOWN);
    return of.body.kind !== 'type' || (body !== undefined && coerces(argument.lambda.body(types), body));
  }
  switch (of.kind) {
    case 'any':
      return true;
    case 'word':
    case 'lambda':
    case 'relation':
      return typed.type.kind === 'unknown';
    case 'span':
      if (argument.span) return coerces(argument.span.amount, { kind: 'INT64' });
      return typed.type.kind === 'unknown' && typed.form === undefined;
    case 'choice':
      return coerces(typed, { kind: 'STRING' }) && typed.form !== 'null';
    case 'text':
      return isText(typed);
    default:
      if (argument.typed.form === 'literal' && strict && typed.type.kind === 'STRING' && type?.kind !== 'STRING')
        return false;
      return type !== undefined && coerces(typed, type);
  }
}

const texts = new Set<SqlType['kind']>([
  'unknown',
  'STRING',
  'INT64',
  'FLOAT64',
  'NUMERIC',
  'BIGNUMERIC',
  'BOOL',
  'DATE',
  'DATETIME',
  'TIME',
  'TIMESTAMP',
  'INTERVAL',
]);
const isText = ({ type, form }: Typed): boolean => texts.has(type.kind) || (form === 'null' && type.kind !== 'ARRAY');

/** The types of `T1` and `T2`: what all their arguments have in common. Undefined where they have nothing. */
function holesOf(
  signature: Signature,
  taken: readonly Parameter[],
  args: readonly Argument[],
): Map<number, SqlType> | undefined {
  const holes = new Map<number, SqlType>();
  let found: Map<number, Typed[]> | undefined;
  for (let i = 0; i < args.length; i += 1) {
    const [argument, parameter] = [args[i], taken[i]];
    if (!argument || !parameter || !hasHole(parameter.of)) continue;
    found ??= new Map();
    if (!collect(parameter.of, argument.typed, found)) return undefined;
  }
  if (!found && !hasHole(signature.returns)) return holes;
  for (const [hole, of] of found ?? []) {
    const type = supertype(of);
    if (!type) return undefined;
    holes.set(hole, type);
  }
  return bodies(taken, args, holes) ? holes : undefined;
}

const hasHole = (of: Pattern): boolean =>
  of.kind === 'hole' || ((of.kind === 'array' || of.kind === 'range') && hasHole(of.of));

/** Notes what an argument says about the holes of its parameter; false where it cannot be one. */
function collect(of: Pattern, typed: Typed, found: Map<number, Typed[]>): boolean {
  switch (of.kind) {
    case 'hole': {
      const known = found.get(of.hole);
      if (known) known.push(typed);
      else found.set(of.hole, [typed]);
      return true;
    }
    case 'array':
    case 'range': {
      const { type } = typed;
      if (type.kind === 'unknown') return collect(of.of, { type: UNKNOWN }, found);
      if (typed.form === 'null') return collect(of.of, { type: { kind: 'INT64' }, form: 'null' }, found);
      if (type.kind === 'ARRAY' && of.kind === 'array') return collect(of.of, elementOf(typed), found);
      return type.kind === 'RANGE' && of.kind === 'range' && collect(of.of, { type: type.element }, found);
    }
    default:
      return true;
  }
}

/** Fills what only the bodies of lambdas say. */
function bodies(taken: readonly Parameter[], args: readonly Argument[], holes: Map<number, SqlType>): boolean {
  for (let i = 0; i < args.length; i += 1) {
    const [lambda, of] = [args[i]?.lambda, taken[i]?.of];
    if (!lambda || of?.kind !== 'lambda') continue;
    if (lambda.parameters !== of.parameters.length || args[i - 1]?.typed.form === 'null') return false;
    if (of.body.kind !== 'hole' || holes.has(of.body.hole)) continue;
    const { type } = lambda.body(of.parameters.map((p) => filled(p, holes) ?? UNKNOWN));
    holes.set(of.body.hole, type);
  }
  return true;
}

/** How far each type is from those that it is coerced to, nearest first. */
const distances: Readonly<Record<string, readonly string[]>> = {
  INT64: ['FLOAT64', 'NUMERIC', 'BIGNUMERIC'],
  NUMERIC: ['BIGNUMERIC', 'FLOAT64'],
  BIGNUMERIC: ['FLOAT64'],
  FLOAT64: ['NUMERIC', 'BIGNUMERIC'],
  DATE: ['DATETIME'],
  STRING: ['DATE', 'TIMESTAMP', 'TIME', 'DATETIME'],
};

function price(typed: Typed, to: SqlType, cost: [number, number, number, number]): void {
  if (typed.form === 'null' || sameType(typed.type, to)) return;
  if (typed.type.kind === 'STRUCT' && to.kind === 'STRUCT') {
    for (const [i, field] of to.fields.entries()) price(fieldOf(typed, i), field.type, cost);
    return;
  }
  const far = (distances[typed.type.kind]?.indexOf(to.kind) ?? 0) + 1;
  const at = typed.form === 'literal' || typed.form === 'parameter' ? 2 : 0;
  cost[at] += 1;
  cost[at + 1] = (cost[at + 1] ?? 0) + far;
}
