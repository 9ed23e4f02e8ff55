import type { Severity } from './diagnostic.ts';

/** An entry of the catalogue: how severe it is by default and how its message reads. */
export interface Entry<A> {
  readonly severity: Severity;
  readonly message: (args: A) => string;
}

export const define = <A = Record<never, never>>(severity: Severity, message: (args: A) => string): Entry<A> => ({
  severity,
  message,
});
