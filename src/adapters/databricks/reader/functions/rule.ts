import type { At, Call, Expr } from '../../../../compiler/sql/ast.ts';
import { call } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { castOf } from '../resolve/cast.ts';
import { asFloat, implicit } from '../resolve/coerce.ts';
import { textOf } from '../resolve/operators.ts';
import { type Resolver, representable, type Value } from '../resolve/resolver.ts';
import { fill, type Named } from '../template.ts';
import type { RawCall } from '../tree.ts';
import {
  BIGINT,
  BINARY,
  BOOLEAN,
  DATE,
  DOUBLE,
  INT,
  NTZ,
  type Spark,
  STRING,
  shown,
  TIMESTAMP,
  UNKNOWN,
} from '../types/spark.ts';

/** A call that is being read. */
export interface Called {
  readonly raw: RawCall;
  readonly r: Resolver;
  readonly place: At;
  /** Arguments that are no lambdas, cast as the function wants them. */
  readonly args: readonly Value[];
}

/** One function that is taken. */
export interface Rule {
  readonly min: number;
  readonly max: number;
  readonly use: 'scalar' | 'aggregate' | 'window';
  /** Codes of `coerced` for the arguments; the last one is that of all further ones. */
  readonly types: readonly string[];
  /** Names of the arguments, where they may be given by name. */
  readonly names?: readonly string[];
  /** Arguments are read by the rule itself. */
  readonly lazy?: true;
  readonly distinct?: true;
  readonly nulls?: true;
  /** In what the result may differ from Databricks'. */
  readonly differs?: string;
  readonly read: (c: Called) => Value;
}

export type Rules = Readonly<Record<string, Rule>>;

/** An argument as a function wants it. Source: Databricks "SQL data type rules", implicit cross-casts. */
export function coerced(r: Named, v: Value, code: string, place: At, name: string): Value {
  const { kind } = v.t;
  if (kind === 'UNKNOWN' && code !== 'f') return v;
  const wrong = (): never =>
    refuse(place, `\`${name.toLowerCase()}\` of ${shown(v.t)}`, 'Databricks casts it. Write the cast.');
  const to = (t: Spark): Value =>
    implicit(v, t, place) ??
    (kind === 'STRING' || kind === 'TIMESTAMP' || kind === 'TIMESTAMP_NTZ' ? castOf(r, v, t, place, false) : wrong());
  switch (code) {
    case 's':
      return textOf(r, v, place);
    case 'i':
      return kind === 'INT' || kind === 'VOID' ? v : kind === 'STRING' ? to(BIGINT) : wrong();
    case 'f':
      return kind === 'DOUBLE'
        ? v
        : kind === 'STRING'
          ? to(DOUBLE)
          : kind === 'UNKNOWN'
            ? refuse(
                place,
                `\`${name.toLowerCase()}\` of a value whose type is not known`,
                'Describe the columns of the table, or cast it to DOUBLE.',
              )
            : kind === 'VOID'
              ? castOf(r, v, DOUBLE, place, false)
              : kind === 'INT' || kind === 'DECIMAL'
                ? { ...v, e: asFloat(v, place), t: DOUBLE }
                : wrong();
    case 'n':
      return kind === 'INT' || kind === 'DECIMAL' || kind === 'DOUBLE'
        ? representable(v, place)
        : kind === 'VOID' || kind === 'STRING'
          ? castOf(r, v, DOUBLE, place, false)
          : wrong();
    case 'r':
      return kind === 'STRING' ? castOf(r, v, DOUBLE, place, false) : v;
    case 'd':
      return kind === 'DATE' ? v : kind === 'VOID' ? castOf(r, v, DATE, place, false) : to(DATE);
    case 't':
      return kind === 'TIMESTAMP' ? v : kind === 'VOID' ? castOf(r, v, TIMESTAMP, place, false) : to(TIMESTAMP);
    case 'm':
      return ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'].includes(kind)
        ? v
        : kind === 'VOID'
          ? castOf(r, v, DATE, place, false)
          : wrong();
    case 'b':
      return kind === 'BOOLEAN' || kind === 'VOID' ? v : wrong();
    case 'x':
      return kind === 'BINARY'
        ? v
        : kind === 'STRING' || kind === 'VOID'
          ? castOf(r, v, BINARY, place, false)
          : wrong();
    case 'k':
      return kind === 'BINARY' || kind === 'STRING' ? v : textOf(r, v, place);
    case 'a':
      return kind === 'ARRAY' ? v : wrong();
    default:
      return kind === 'DECIMAL' ? representable(v, place) : v;
  }
}

const results: Readonly<Record<string, Spark>> = {
  s: STRING,
  i: INT,
  l: BIGINT,
  f: DOUBLE,
  b: BOOLEAN,
  x: BINARY,
  d: DATE,
  t: TIMESTAMP,
  z: NTZ,
};

/** A type by its code; `1` is that of the first argument. */
export const resultOf = (code: string | Spark, args: readonly Value[]): Spark =>
  typeof code !== 'string' ? code : code === '1' ? (args[0]?.t ?? UNKNOWN) : (results[code] ?? UNKNOWN);

const groupedOf = (args: readonly Value[]): { grouped?: true } =>
  args.some((v) => v.grouped) ? { grouped: true } : {};

type More = Partial<Pick<Rule, 'names' | 'differs'>>;

const arityOf = (spec: string): { min: number; max: number; types: readonly string[] } => {
  const words = spec.split(' ').filter((w) => w !== '');
  const many = words.at(-1)?.endsWith('+') ?? false;
  return {
    min: words.filter((w) => !w.includes('?')).length,
    max: many ? 99 : words.length,
    types: words.map((w) => w[0] ?? '*'),
  };
};

/** A scalar function as a template of GoogleSQL, or one for each number of arguments. */
export function scalar(
  spec: string,
  returns: string | Spark,
  template: string | Readonly<Record<number, string>>,
  more: More = {},
): Rule {
  return custom(
    spec,
    ({ args, place, raw, r }) => {
      const text = typeof template === 'string' ? template : template[args.length];
      if (text === undefined) return refuse(raw.nameAt, `\`${raw.name.toLowerCase()}\` with ${args.length} arguments`);
      return {
        e: fill(
          r,
          text,
          args.map((v) => v.e),
          place,
        ),
        t: resultOf(returns, args),
      };
    },
    more,
  );
}

/** A scalar function with a reader of its own. */
export function custom(spec: string, read: (c: Called) => Value, more: More & { readonly lazy?: true } = {}): Rule {
  return {
    ...arityOf(spec),
    use: 'scalar',
    ...more,
    read: (c) => {
      const made = read(c);
      return { ...made, ...(made.grouped ? {} : groupedOf(c.args)) };
    },
  };
}

/** An aggregate of one GoogleSQL function. */
export function aggregate(
  spec: string,
  returns: string | ((args: readonly Value[]) => Spark),
  name: string,
  more: Partial<Pick<Rule, 'distinct' | 'nulls' | 'differs'>> & { readonly with?: Partial<Call> } = {},
): Rule {
  const { with: extra = {}, ...rest } = more;
  return {
    ...arityOf(spec),
    use: 'aggregate',
    ...rest,
    read: ({ args, place }) => ({
      e: call(
        name,
        args.map((v) => v.e),
        place,
        extra,
      ),
      t: typeof returns === 'string' ? resultOf(returns, args) : returns(args),
      grouped: true,
    }),
  };
}

/** An expression around an aggregate call, which modifiers must reach. */
export type Around = (made: Expr) => Expr;
