import { define } from '../define.ts';

/** BF2: SQL and SQLX text. */
export const sql = {
  BF2001: define<{ message: string }>('error', (a) => a.message),
} as const;
