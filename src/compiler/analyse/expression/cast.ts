import type { Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { castsValue, coerces, withoutParameters } from '../types/coerce.ts';
import { typeText } from '../types/text.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { shortText } from './field.ts';
import { isOpen, UNKNOWN_VALUE } from './known.ts';
import { namedType } from './named-type.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `CAST(x AS type [FORMAT f [AT TIME ZONE z]])` and SAFE_CAST. */
export function castOf(b: Binder, scope: Scope, expr: Of<'cast'>, place: Place): Typed {
  const from = typeOf(b, scope, expr.of, place);
  const to = namedType(b, expr.type);
  if (expr.format) textual(b, scope, expr.format, place, 'FORMAT');
  if (expr.zone) textual(b, scope, expr.zone, place, 'The time zone');
  if (!to) return UNKNOWN_VALUE;
  if (from.type.kind !== 'unknown' && from.form !== 'null' && !check(b, expr, from, to)) return UNKNOWN_VALUE;
  const type = withoutParameters(to);
  return from.nullable === false && !expr.safe ? { type, nullable: false } : { type };
}

/** Whether there is such a cast; reports what is wrong with it. */
function check(b: Binder, expr: Of<'cast'>, from: Typed, to: SqlType): boolean {
  const casts = castsValue(from, to) || coerces(from, to);
  const names = () => ({ from: shortText(from.type), to: typeText(to) });
  if (!casts) report(b, 'BF3010', names(), expr.of, { help: advice(from.type, to) });
  else if (expr.format && !takesFormat(from.type, to)) report(b, 'BF3027', names(), expr.format);
  else if (expr.zone && from.type.kind !== 'TIMESTAMP' && to.kind !== 'TIMESTAMP')
    report(b, 'BF3029', { name: 'CAST', what: 'AT TIME ZONE, which only a TIMESTAMP takes' }, expr.zone);
  return casts;
}

/** Reports a value that certainly is no STRING. */
export function textual(b: Binder, scope: Scope, expr: Expr, place: Place, what: string): void {
  const typed = typeOf(b, scope, expr, place);
  if (typed.type.kind === 'STRING' || isOpen(typed)) return;
  report(b, 'BF3028', { what, found: shortText(typed.type) }, expr);
}

const written = new Set(['BYTES', 'DATE', 'DATETIME', 'TIME', 'TIMESTAMP']);
const numbers = new Set(['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC']);

/** Source: GoogleSQL "Format clause for CAST". */
function takesFormat(from: SqlType, to: SqlType): boolean {
  if (from.kind === 'unknown' || to.kind === 'unknown') return true;
  if (from.kind === 'STRING') return written.has(to.kind);
  return to.kind === 'STRING' && (written.has(from.kind) || numbers.has(from.kind));
}

function advice(from: SqlType, to: SqlType): string | undefined {
  if (from.kind === 'JSON') return 'Read the value out of the JSON, as in STRING(x), INT64(x) or JSON_VALUE(x).';
  if (from.kind === 'STRING' && to.kind === 'JSON') return 'Write PARSE_JSON(x), or TO_JSON(x) to keep it a string.';
  if (from.kind === 'STRING' && to.kind === 'GEOGRAPHY') return 'Write ST_GEOGFROMTEXT(x).';
  if (from.kind === 'INT64' && to.kind === 'DATE') return 'Write DATE_FROM_UNIX_DATE(x), or PARSE_DATE for digits.';
  if (from.kind === 'INT64' && to.kind === 'TIMESTAMP')
    return 'Write TIMESTAMP_SECONDS(x), TIMESTAMP_MILLIS(x) or TIMESTAMP_MICROS(x).';
  if (from.kind === 'DATE' && to.kind === 'INT64') return 'Write UNIX_DATE(x), or FORMAT_DATE for digits.';
  if (from.kind === 'TIMESTAMP' && to.kind === 'INT64')
    return 'Write UNIX_SECONDS(x), UNIX_MILLIS(x) or UNIX_MICROS(x).';
  if (from.kind === 'ARRAY' && to.kind === 'STRING') return "Write ARRAY_TO_STRING(x, ', ') or TO_JSON_STRING(x).";
  if (from.kind === 'STRUCT' && to.kind === 'STRING') return 'Write TO_JSON_STRING(x).';
  if (from.kind === 'FLOAT64' && to.kind === 'BOOL') return 'Write x <> 0.';
  return undefined;
}
