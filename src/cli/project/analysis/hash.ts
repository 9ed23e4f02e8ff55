import crypto from 'node:crypto';

/** In one call where this Node.js has it (20.12), which takes a fifth of the time. */
const digest = (text: string): string =>
  crypto.hash ? crypto.hash('sha256', text, 'base64url') : crypto.createHash('sha256').update(text).digest('base64url');

/** Of texts that an analysis comes from. */
export const hash = (text: string): string => digest(text).slice(0, 22);
