import type { Expr } from '../../sql/ast.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Scope } from '../model/relation.ts';
import { coerces } from '../types/coerce.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { shortText } from './field.ts';
import { isOpen, JSON_VALUE, ofType, UNKNOWN_VALUE } from './known.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

const INT64: SqlType = { kind: 'INT64' };

/** `array[OFFSET(0)]`, `array[0]`, `json['key']`, `struct[0]`. */
export function subscript(b: Binder, scope: Scope, expr: Of<'index'>, place: Place): Typed {
  const of = typeOf(b, scope, expr.of, place);
  const index = typeOf(b, scope, expr.index, place);
  switch (of.type.kind) {
    case 'unknown':
      return UNKNOWN_VALUE;
    case 'ARRAY':
      position(b, expr, index);
      return ofType(of.type.element);
    case 'JSON':
      return jsonElement(b, expr, index);
    case 'STRUCT':
      return structElement(b, expr, of.type);
    default:
      if (isOpen(of)) return UNKNOWN_VALUE;
      report(b, 'BF3017', { type: shortText(of.type), how: written(expr) }, expr.index, {
        help: of.type.kind === 'STRING' ? 'Write SUBSTR(x, n, 1) for one character.' : undefined,
      });
      return UNKNOWN_VALUE;
  }
}

const written = (expr: Of<'index'>): string => (expr.how === 'KEY' ? '[...]' : `[${expr.how}(...)]`);

function position(b: Binder, expr: Of<'index'>, index: Typed): void {
  if (isOpen(index) || coerces(index, INT64)) return;
  report(b, 'BF3018', { found: shortText(index.type), wanted: 'INT64' }, expr.index);
}

function jsonElement(b: Binder, expr: Of<'index'>, index: Typed): Typed {
  if (expr.how !== 'KEY')
    report(b, 'BF3017', { type: 'JSON', how: written(expr) }, expr.index, {
      help: 'Write the position alone, as in x[0].',
    });
  else if (!isOpen(index) && index.type.kind !== 'STRING') {
    if (!coerces(index, INT64))
      report(b, 'BF3018', { found: shortText(index.type), wanted: 'INT64 or STRING' }, expr.index);
  }
  return JSON_VALUE;
}

function structElement(b: Binder, expr: Of<'index'>, type: SqlType & { kind: 'STRUCT' }): Typed {
  if (expr.index.kind !== 'int') {
    report(b, 'BF3018', { found: 'something else', wanted: 'a whole number that is written out' }, expr.index, {
      help: 'Fields are read by name: x.field.',
    });
    return UNKNOWN_VALUE;
  }
  const at = Number(expr.index.text) - (expr.how === 'ORDINAL' || expr.how === 'SAFE_ORDINAL' ? 1 : 0);
  const field = type.fields[at];
  if (field) return ofType(field.type);
  if (expr.how === 'OFFSET' || expr.how === 'ORDINAL' || expr.how === 'KEY')
    report(b, 'BF3017', { type: shortText(type), how: `number ${expr.index.text}` }, expr.index);
  return UNKNOWN_VALUE;
}
