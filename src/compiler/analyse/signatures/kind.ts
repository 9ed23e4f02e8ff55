import { functionNamed } from './functions.ts';

/** What the clauses of a call may be, by what the function is. */
export interface FunctionTraits {
  /** A table function stands in FROM only. */
  readonly kind: 'scalar' | 'aggregate' | 'analytic' | 'table';
  /** `OVER (...)` may follow; an analytic function needs it. */
  readonly over: boolean;
  /** ORDER BY in the window: needed, allowed, or neither. */
  readonly windowOrder: 'required' | 'optional' | 'unsupported';
  /** ROWS or RANGE in the window. */
  readonly frame: boolean;
  /** ORDER BY and LIMIT behind the arguments. */
  readonly orderBy: boolean;
  readonly limit: boolean;
  /** IGNORE NULLS, RESPECT NULLS. */
  readonly nulls: boolean;
  /** HAVING MAX, HAVING MIN. */
  readonly having: boolean;
  readonly distinct: boolean;
}

/** What clauses calls of a builtin function may have; undefined for a name that is none. Names are in upper case. */
export const functionTraits = (name: string): FunctionTraits | undefined => functionNamed(name)?.traits;

/** What sort of function a name in upper case is; undefined for one that is no builtin function. */
export const functionKind = (name: string): FunctionTraits['kind'] | undefined => functionNamed(name)?.traits.kind;
