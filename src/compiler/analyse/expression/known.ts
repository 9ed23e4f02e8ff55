import type { ScalarName, SqlType, Typed } from '../types/type.ts';
import { UNKNOWN } from '../types/type.ts';

const of = (kind: ScalarName): Typed => ({ type: { kind } });
const literal = (kind: ScalarName): Typed => ({ type: { kind }, form: 'literal', nullable: false });

/** What nothing is known of. */
export const UNKNOWN_VALUE: Typed = { type: UNKNOWN };
/** NULL without a type; where nothing else gives it one, it is an INT64. */
export const NULL_VALUE: Typed = { type: { kind: 'INT64' }, form: 'null' };
export const BOOL_VALUE: Typed = of('BOOL');
/** A BOOL that is never NULL. */
export const CERTAIN_BOOL: Typed = { type: { kind: 'BOOL' }, nullable: false };
export const INTERVAL_VALUE: Typed = of('INTERVAL');
export const JSON_VALUE: Typed = of('JSON');
export const BOOL_LITERAL: Typed = literal('BOOL');
export const INT64_LITERAL: Typed = literal('INT64');
export const FLOAT64_LITERAL: Typed = literal('FLOAT64');
export const STRING_LITERAL: Typed = literal('STRING');
export const BYTES_LITERAL: Typed = literal('BYTES');

/** A value of a type of which no more is known. */
export const ofType = (type: SqlType): Typed => (type.kind === 'unknown' ? UNKNOWN_VALUE : { type });

/** Whether nothing can be said against the value, whatever it is used for. */
export const isOpen = (typed: Typed): boolean =>
  typed.type.kind === 'unknown' || typed.form === 'null' || typed.form === 'parameter';
