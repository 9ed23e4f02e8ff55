import { define } from '../define.ts';

/** BF2250: where aggregate and window functions stand, and how windows are written. */
export const windows = {
  BF2250: define<{ name: string; clause: string }>(
    'error',
    (a) => `${a.name} is an aggregate function and cannot stand in ${a.clause}.`,
  ),
  BF2251: define<{ name: string }>(
    'error',
    (a) => `${a.name} is an aggregate function and cannot stand inside another one.`,
  ),
  BF2252: define<{ name: string; clause: string }>(
    'error',
    (a) => `${a.name} is a window function here and cannot stand in ${a.clause}.`,
  ),
  BF2253: define<{ name: string }>('error', (a) => `${a.name} is a window function and needs an OVER clause.`),
  BF2254: define<{ name: string }>('error', (a) => `${a.name} takes no OVER clause.`),
  BF2255: define<{ name: string; what: string }>('error', (a) => `${a.name} takes no ${a.what}.`),
  BF2256: define<{ name: string }>('error', (a) => `The window of ${a.name} needs an ORDER BY.`),
  BF2257: define<{ name: string; what: string }>('error', (a) => `The window of ${a.name} may have no ${a.what}.`),
  BF2258: define<{ name: string; near?: string | undefined }>(
    'error',
    (a) => `There is no window ${a.name} in this SELECT.${a.near === undefined ? '' : ` Did you mean ${a.near}?`}`,
  ),
  BF2259: define<{ what: string; base: string }>(
    'error',
    (a) => `This window builds on ${a.base}, so it may have no ${a.what} of its own.`,
  ),
  BF2260: define<{ what: string }>('error', (a) => `A window frame cannot ${a.what}.`),
  BF2261: define<{ what: string }>('error', (a) => `The bound of a window frame must be ${a.what}.`),
  BF2262: define<{ what: string }>('error', (a) => `A RANGE frame with a distance needs ${a.what}.`),
  BF2263: define<{ clause: string; type: string }>('error', (a) => `${a.clause} cannot take values of type ${a.type}.`),
  BF2264: define<{ name: string }>(
    'error',
    (a) => `With DISTINCT, the ORDER BY of ${a.name} can only name what it aggregates.`,
  ),
} as const;
