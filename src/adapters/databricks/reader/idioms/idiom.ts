import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { at } from '../make.ts';
import { meaningOf } from '../resolve/expression.ts';
import type { Resolver, Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import type { Raw } from '../tree.ts';
import type { Kind, Spark } from '../types/spark.ts';
import type { Holes } from './shape.ts';

/** A shape that was found. */
export interface Found {
  readonly holes: Holes;
  readonly raw: Raw;
  readonly r: Resolver;
  readonly place: At;
}

/** SQL of one shape that biform's own translation writes for a function of GoogleSQL, and what it stands for. */
export interface Idiom {
  /** Databricks SQL with `@a`, `@b` .. for any values. */
  readonly shape: string;
  /** Undefined where the values are of other types: it is read word by word then. */
  readonly read: (found: Found) => Value | undefined;
}

/** The value in a hole. */
export const valueIn = ({ holes, r }: Found, letter: string): Value | undefined => {
  const raw = holes.get(letter);
  return raw && meaningOf(raw, r);
};

/** The text of a literal in a hole. */
export const textIn = ({ holes }: Found, letter: string): string | undefined => {
  const raw = holes.get(letter);
  return raw?.kind === 'string' ? raw.value : undefined;
};

/** The number of a literal in a hole. */
export function numberIn({ holes }: Found, letter: string): number | undefined {
  const raw = holes.get(letter);
  const of = raw?.kind === 'unary' && raw.op === '-' ? raw.of : raw;
  return of?.kind === 'number' ? Number(of.text.replace(/[LD]$/i, '')) * (of === raw ? 1 : -1) : undefined;
}

/** A shape that stands for a template of GoogleSQL over the values in `@a`, `@b` .. of these kinds. */
export function idiom(
  shape: string,
  kinds: readonly (Kind | 'ANY')[],
  template: string,
  t: Spark | ((values: readonly Value[]) => Spark),
): Idiom {
  return {
    shape,
    read: (found) => {
      const values: Value[] = [];
      for (const [i, kind] of kinds.entries()) {
        const v = valueIn(found, letter(i));
        if (!v || (kind !== 'ANY' && v.t.kind !== kind)) return undefined;
        values.push(v);
      }
      return made(
        fill(
          found.r,
          template,
          values.map((v) => v.e),
          found.place,
        ),
        typeof t === 'function' ? t(values) : t,
        values,
      );
    },
  };
}

export const letter = (i: number): string => String.fromCharCode(97 + i);

/** A value made of others. */
export const made = (e: Expr, t: Spark, from: readonly Value[]): Value => ({
  e,
  t,
  ...(from.some((v) => v.grouped) && { grouped: true }),
});

export const foundAt = (holes: Holes, raw: Raw, r: Resolver): Found => ({ holes, raw, r, place: at(raw) });
