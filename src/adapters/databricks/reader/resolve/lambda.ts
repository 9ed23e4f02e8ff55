import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { refuse } from '../parse/cursor.ts';
import { bound, type Named } from '../template.ts';
import type { Raw } from '../tree.ts';
import { meaningOf } from './expression.ts';
import { openScope, type Resolver, type Value, within } from './resolver.ts';

/** Runs with a name for a value. */
export function scopedVariable<T>(r: Resolver, name: string, v: Value, run: () => T): T {
  const scope = { ...openScope(r.scope), variables: new Map([[name.toLowerCase(), v]]) };
  return within(r, scope, run);
}

/** A value under a name of its own, and what is made of it. */
export const bindTo = (r: Named, v: Value, place: At, body: (v: Value) => Expr): Expr =>
  bound(r, v.e, place, (e) => {
    const { literal: _, ...rest } = v;
    return body(e === v.e ? v : { ...rest, e });
  });

/** A lambda of so many parameters as a function of their values. */
export function lambdaOf(
  raw: Raw | undefined,
  least: number,
  most: number,
  place: At,
  r: Resolver,
): (...values: Value[]) => Value {
  if (raw?.kind !== 'lambda') return refuse(raw ?? place, 'this argument', 'Expected a lambda: x -> ...');
  const { parameters, body } = raw;
  if (parameters.length < least || parameters.length > most)
    return refuse(raw, `a lambda with ${parameters.length} parameters`);
  return (...values) => {
    const variables = new Map<string, Value>();
    for (const [i, { name }] of parameters.entries()) {
      const value = values[i];
      if (value) variables.set(name.toLowerCase(), value);
    }
    return within(r, { ...openScope(r.scope), variables }, () => meaningOf(body, r));
  };
}

/** How many parameters a lambda has. */
export const arity = (raw: Raw | undefined): number => (raw?.kind === 'lambda' ? raw.parameters.length : 0);
