import { define } from '../define.ts';

/** BF1: the project's files, settings, names and references. */
export const project = {
  BF1001: define<{ message: string }>('error', (a) => a.message),
} as const;
