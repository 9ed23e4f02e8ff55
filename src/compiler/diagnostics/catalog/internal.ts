import { define } from '../define.ts';

/** BF9: faults of biform itself. */
export const internal = {
  BF9001: define<{ message: string }>(
    'error',
    (a) => `biform met a fault of its own: ${a.message}. Please report it with the command that you typed.`,
  ),
  BF9002: define<{ message: string }>(
    'note',
    (a) => `This SQL is not checked, because biform itself failed over it: ${a.message}`,
  ),
} as const;
