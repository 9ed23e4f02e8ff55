import { type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import { string } from './quoting.ts';

/** Text that may stand twice: a name, a number, a plain string. */
const simple = /^(?:[\w.`]+|-?\d+L?|'[^'\\]*')$/;

/** Spark allows no subquery in what a lambda works on. */
const subquery = /\bSELECT\b/;

/** Whether a value holds a subquery, so that no lambda can work on it. */
export const holdsSelect = (value: Frag): boolean => subquery.test(plain(value));

/**
 * A value that is used more than once: a name stands for itself, a subquery is written out each time, anything else is
 * worked out once as a lambda's variable.
 */
export function bind(value: Frag, body: (v: Frag) => Frag): Frag {
  const text = plain(value);
  if (simple.test(text)) return body(value);
  return holdsSelect(value) ? body(q`(${value})`) : q`transform(array(${value}), bf_v -> ${body('bf_v')})[0]`;
}

/** An error while the statement runs, of a type that fits every value. */
export const fail = (message: string): Frag => `raise_error(${string(message)})`;
