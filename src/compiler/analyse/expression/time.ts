import type { Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { coerces } from '../types/coerce.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { textual } from './cast.ts';
import { allowsPart, namedPart, type Part, partOf } from './date-part.ts';
import { shortText } from './field.ts';
import { INTERVAL_VALUE, isOpen, ofType, UNKNOWN_VALUE } from './known.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

const INT64: SqlType = { kind: 'INT64' };
const timed = new Set(['DATE', 'DATETIME', 'TIMESTAMP', 'TIME', 'INTERVAL']);

/** `EXTRACT(part FROM x [AT TIME ZONE z])`. */
export function extractOf(b: Binder, scope: Scope, expr: Of<'extract'>, place: Place): Typed {
  const part = partOf(b, expr.part);
  const typed = typeOf(b, scope, expr.of, place);
  if (expr.zone) textual(b, scope, expr.zone, place, 'The time zone');
  if (!isOpen(typed)) {
    if (!timed.has(typed.type.kind)) {
      report(b, 'BF3003', { name: 'EXTRACT', position: 1, found: shortText(typed.type) }, expr.of, {
        help: 'It reads from DATE, DATETIME, TIMESTAMP, TIME and INTERVAL.',
      });
      return UNKNOWN_VALUE;
    }
    if (part && !allowsPart('extract', typed.type, part.name))
      report(b, 'BF3015', { part: part.name, name: 'EXTRACT', type: typed.type.kind }, part.at);
    else if (expr.zone && typed.type.kind !== 'TIMESTAMP')
      report(b, 'BF3029', { name: 'EXTRACT', what: `AT TIME ZONE on a ${typed.type.kind}` }, expr.zone);
  }
  return part ? extracted(part, typed) : UNKNOWN_VALUE;
}

function extracted(part: Part, typed: Typed): Typed {
  const pieces = part.name === 'DATE' || part.name === 'TIME' || part.name === 'DATETIME';
  const type: SqlType = pieces ? { kind: part.name as 'DATE' | 'TIME' | 'DATETIME' } : INT64;
  return typed.nullable === false ? { type, nullable: false } : ofType(type);
}

/** `INTERVAL x part [TO part]`. `counted` where a function takes it apart, so that its value must be a number. */
export function intervalOf(b: Binder, scope: Scope, expr: Of<'interval'>, place: Place, counted = false): Typed {
  const part = namedPart(b, expr.part);
  const to = expr.to && namedPart(b, expr.to);
  if (part && to) checkRange(b, expr, part, to);
  const typed = typeOf(b, scope, expr.of, place);
  if (expr.of.kind === 'string') {
    if (part && !expr.to && !isCount(expr.of.value, part.name))
      report(b, 'BF3012', { text: expr.of.value, type: 'number for an INTERVAL' }, expr.of);
  } else if (!isOpen(typed) && !coerces(typed, INT64)) {
    report(b, 'BF3026', { found: shortText(typed.type) }, expr.of, {
      help: counted || typed.type.kind !== 'STRING' ? undefined : 'Write CAST(x AS INT64).',
    });
  }
  return typed.nullable === false ? { ...INTERVAL_VALUE, nullable: false } : INTERVAL_VALUE;
}

const fields = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** `INTERVAL '1-2' YEAR TO MONTH`: from a greater part to a smaller one, and of a string. */
function checkRange(b: Binder, expr: Of<'interval'>, from: Part, to: Part): void {
  const [first, last] = [fields.indexOf(from.name), fields.indexOf(to.name)];
  if (first < 0 || last <= first) report(b, 'BF3036', { from: from.name, to: to.name }, to.at);
  else if (expr.of.kind === 'int')
    report(b, 'BF3026', { found: 'INT64, and from one part to another it must be a STRING' }, expr.of);
  else if (expr.of.kind === 'string' && !rangeText(from.name, to.name).test(expr.of.value))
    report(b, 'BF3012', { text: expr.of.value, type: `INTERVAL from ${from.name} to ${to.name}` }, expr.of);
}

/** Whether a text can be the count of an interval: digits, of seconds with a fraction. */
const isCount = (text: string, part: string): boolean => (part === 'SECOND' ? seconds : count).test(text);

const count = /^[+-]?\d+$/;
const seconds = /^[+-]?\d+(?:\.\d*)?$/;
const ranges = new Map<string, RegExp>();

/** How an interval from one part to another is written: `Y-M D H:M:S`, of which it has a stretch. */
function rangeText(from: string, to: string): RegExp {
  const key = `${from} ${to}`;
  let made = ranges.get(key);
  if (!made) {
    const has = (part: string): boolean =>
      fields.indexOf(part) >= fields.indexOf(from) && fields.indexOf(part) <= fields.indexOf(to);
    const group = (parts: readonly string[], join: string): string =>
      parts
        .filter(has)
        .map((part) => (part === 'SECOND' ? '\\d+(?:\\.\\d*)?' : '\\d+'))
        .join(join);
    const groups = [group(['YEAR', 'MONTH'], '-'), group(['DAY'], ''), group(['HOUR', 'MINUTE', 'SECOND'], ':')];
    made = new RegExp(
      `^${groups
        .filter((text) => text !== '')
        .map((text) => `[+-]?${text}`)
        .join(' ')}$`,
    );
    ranges.set(key, made);
  }
  return made;
}
