import { type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import { string } from './quoting.ts';

/** Text that may stand twice: a name, a number, a plain string. */
const simple = /^(?:[\w.`]+|-?\d+L?|'[^'\\]*')$/;

/** A value that is worked out once and used more than once: a name stands for itself, anything else for a lambda's variable. */
export const bind = (value: Frag, body: (v: Frag) => Frag): Frag =>
  simple.test(plain(value)) ? body(value) : q`transform(array(${value}), bf_v -> ${body('bf_v')})[0]`;

/** An error while the statement runs, of a type that fits every value. */
export const fail = (message: string): Frag => `raise_error(${string(message)})`;
