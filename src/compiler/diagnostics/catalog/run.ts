import { define } from '../define.ts';

/** BF8: running a plan on an engine. */
export const run = {
  BF8001: define<{ action: string; message: string }>('error', (a) => `${a.action} failed: ${a.message}`),
} as const;
