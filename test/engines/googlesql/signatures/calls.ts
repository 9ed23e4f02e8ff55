import { type FunctionEntry, functionNamed } from '../../../../src/compiler/analyse/signatures/functions.ts';
import { googlesql } from '../../../../src/compiler/analyse/signatures/googlesql.generated.ts';
import type { Argument } from '../../../../src/compiler/analyse/signatures/match.ts';
import type { Parameter, Pattern } from '../../../../src/compiler/analyse/signatures/signature.ts';
import { sameType } from '../../../../src/compiler/analyse/types/coerce.ts';
import { type SqlType, UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';
import { columns, pool } from './pool.ts';

/** A call as the analyzer reads it and as we resolve it. */
export interface Call {
  readonly name: string;
  readonly sql: string;
  readonly args: readonly Argument[];
}

interface Written {
  readonly sql: string;
  readonly argument: Argument;
}

const NOTHING = { type: UNKNOWN };
const samples: readonly Written[] = pool.map(({ sql, typed }) => ({ sql, argument: { typed } }));
const word = (sql: string): Written => ({ sql, argument: { typed: NOTHING, part: sql } });
const span: Written = {
  sql: 'INTERVAL c0 DAY',
  argument: { typed: { type: { kind: 'INTERVAL' } }, span: { amount: { type: { kind: 'INT64' } }, part: 'DAY' } },
};
const truth: Written = {
  sql: 'e -> TRUE',
  argument: { typed: NOTHING, lambda: { parameters: 1, body: () => ({ type: { kind: 'BOOL' }, form: 'literal' }) } },
};
const itself: Written = {
  sql: 'e -> e',
  argument: { typed: NOTHING, lambda: { parameters: 1, body: ([type]) => ({ type: type ?? UNKNOWN }) } },
};
const place: Written = {
  sql: '(e, i) -> i',
  argument: { typed: NOTHING, lambda: { parameters: 2, body: ([, type]) => ({ type: type ?? UNKNOWN }) } },
};
const choices: Readonly<Record<string, string>> = { ROUND: 'ROUND_HALF_EVEN' };

const columnOf = (type: SqlType): Written | undefined => {
  const found = columns.find(({ typed }) => sameType(typed.type, type));
  return found && { sql: found.sql, argument: { typed: found.typed } };
};

/** An argument that the parameter takes, with `hole` for `T1` and `T2`. */
function fitting(name: string, of: Pattern, hole: SqlType): Written | undefined {
  switch (of.kind) {
    case 'type':
      return columnOf(of.type);
    case 'hole':
      return columnOf(hole);
    case 'array':
      return columnOf({ kind: 'ARRAY', element: hole });
    case 'range':
      return columnOf({ kind: 'RANGE', element: hole });
    case 'any':
    case 'text':
      return columnOf({ kind: 'STRING' });
    case 'word':
      return word(of.of === 'PART' ? (name.startsWith('TIME') ? 'HOUR' : 'DAY') : 'NFC');
    case 'span':
      return span;
    case 'choice':
      return {
        sql: `'${choices[name] ?? 'FIRST'}'`,
        argument: { typed: { type: { kind: 'STRING' }, form: 'literal' } },
      };
    case 'lambda':
      return of.body.kind === 'type' ? truth : of.parameters.length === 2 ? place : itself;
    default:
      return undefined;
  }
}

const holes: readonly SqlType[] = [{ kind: 'INT64' }, { kind: 'STRING' }, { kind: 'DATE' }];

/** Values for a parameter whose argument must be a literal. */
const constants: readonly Written[] = samples.filter(({ argument: { typed } }) => typed.form === 'literal');

function render(entry: FunctionEntry, written: readonly Written[], named: readonly (string | undefined)[]): Call {
  const texts = written.map(({ sql }, i) => (named[i] === undefined ? sql : `${named[i]} => ${sql}`));
  const { kind, windowOrder } = entry.traits;
  const over = kind === 'analytic' ? ` OVER (${windowOrder === 'required' ? 'ORDER BY c0' : ''})` : '';
  return {
    name: entry.name,
    sql: `${entry.name}(${texts.join(', ')})${over}`,
    args: written.map(({ argument }, i) => (named[i] === undefined ? argument : { ...argument, name: named[i] ?? '' })),
  };
}

/** The analyzer's server dies of it. */
const fatal = ({ sql }: Call): boolean => sql.startsWith('RANGE_') && sql.includes('[]');

/** Calls of a function: each signature with arguments that fit, with each sample in each place, too few and too many. */
export function callsOf(name: string): readonly Call[] {
  const entry = functionNamed(name);
  if (!entry) return [];
  const made = new Map<string, Call>();
  const add = (written: readonly Written[], named: readonly (string | undefined)[]): void => {
    const call = render(entry, written, named);
    if (!fatal(call)) made.set(call.sql, call);
  };
  const fromList = (googlesql[name] ?? []).filter((text) => text.startsWith('(') || text.startsWith('~')).length;
  for (const signature of entry.signatures.slice(0, fromList)) {
    for (const hole of holes) {
      for (const most of ['required', 'optional', 'repeated'] as const) {
        const parameters = signature.parameters.filter(({ count }) => ranks[count] <= ranks[most]);
        const base = parameters.flatMap((p) => argumentFor(name, p, hole) ?? []);
        if (base.length < parameters.length) continue;
        const named = parameters.map((p) => (p.onlyByName ? p.name : undefined));
        add(base, named);
        add(base.slice(0, -1), named);
        add([...base, { sql: 'c0', argument: { typed: { type: { kind: 'INT64' } } } }], [...named, undefined]);
        for (const [at, parameter] of parameters.entries())
          if (parameter.count === most) for (const sample of samplesFor(parameter)) add(base.with(at, sample), named);
      }
    }
    if (signature.parameters.length === 2 && signature.parameters.every(isPlain))
      for (const one of few) for (const other of few) add([one, other], []);
  }
  return [...made.values()];
}

const ranks = { required: 0, optional: 1, repeated: 2 } as const;

/** Samples whose types are coerced to one another. */
const few = samples.filter(({ sql }) => /^(c[0-8]|c10|1|1\.5|'2020-01-01'|NULL|DATE.*|NUMERIC.*)$/.test(sql));

const isPlain = (parameter: Parameter): boolean =>
  (parameter.of.kind === 'type' || parameter.of.kind === 'hole') && !parameter.onlyByName && !isConstant(parameter);

const isConstant = ({ demands }: Parameter): boolean => demands.includes('literal') || demands.includes('constant');

function argumentFor(name: string, parameter: Parameter, hole: SqlType): Written | undefined {
  const fits = fitting(name, parameter.of, hole);
  if (!fits || !isConstant(parameter)) return fits;
  return constants.find(({ argument }) => sameType(argument.typed.type, fits.argument.typed.type)) ?? fits;
}

const unvaried: readonly Pattern['kind'][] = ['word', 'span', 'lambda', 'choice'];

function samplesFor(parameter: Parameter): readonly Written[] {
  if (unvaried.includes(parameter.of.kind)) return [];
  return isConstant(parameter) ? constants : samples;
}

/** Operators by the analyzer's name, with how they are written for two samples. */
const operators: Readonly<Record<string, (a: string, b: string) => string>> = {
  $add: (a, b) => `${a} + ${b}`,
  $subtract: (a, b) => `${a} - ${b}`,
  $multiply: (a, b) => `${a} * ${b}`,
  $divide: (a, b) => `${a} / ${b}`,
  $concat_op: (a, b) => `${a} || ${b}`,
  $bitwise_and: (a, b) => `${a} & ${b}`,
  $bitwise_left_shift: (a, b) => `${a} << ${b}`,
  $like: (a, b) => `${a} LIKE ${b}`,
  $equal: (a, b) => `${a} = ${b}`,
  $less: (a, b) => `${a} < ${b}`,
  $in: (a, b) => `${a} IN (${b})`,
  $in_array: (a, b) => `${a} IN UNNEST(${b})`,
  $is_distinct_from: (a, b) => `${a} IS DISTINCT FROM ${b}`,
  $make_array: (a, b) => `[${a}, ${b}]`,
};

/** Each operator between each two samples. */
export function operations(): readonly Call[] {
  const operands = samples.filter(({ sql }) => sql !== 'NULL' && sql !== '[]' && sql !== '(NULL, NULL)');
  return Object.entries(operators).flatMap(([name, write]) =>
    operands.flatMap((a) => operands.map((b) => ({ name, sql: write(a.sql, b.sql), args: [a.argument, b.argument] }))),
  );
}
