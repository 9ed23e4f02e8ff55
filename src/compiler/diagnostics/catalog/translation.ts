import { define } from '../define.ts';

/** BF4: translation from one dialect to another. */
export const translation = {
  BF4001: define<{ what: string; target: string; why?: string }>(
    'error',
    (a) => `${a.what} has no translation to ${a.target} yet.${a.why ? ` ${a.why}` : ''}`,
  ),
  BF4002: define<{ what: string; target: string }>(
    'error',
    (a) =>
      `The translation to ${a.target} would use ${a.what}, which is not in its catalogue. This is a fault of biform.`,
  ),
  BF4004: define<{ what: string; target: string; why?: string }>(
    'warning',
    (a) => `${a.what} has no counterpart on ${a.target}: it is left out.${a.why ? ` ${a.why}` : ''}`,
  ),
  BF4003: define<{ what: string; target: string; difference: string }>(
    'error',
    (a) => `${a.what} is not translated to ${a.target} exactly. ${a.difference}`,
  ),
} as const;
