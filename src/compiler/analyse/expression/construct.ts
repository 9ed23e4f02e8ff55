import type { Expr, Ident } from '../../sql/ast.ts';
import { impliedName } from '../../sql/implied-name.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Column, Scope } from '../model/relation.ts';
import { coerces } from '../types/coerce.ts';
import { type SqlType, type StructField, type Typed, UNKNOWN } from '../types/type.ts';
import { fieldOf, shortText } from './field.ts';
import { isOpen, NULL_VALUE, ofType, UNKNOWN_VALUE } from './known.ts';
import { checkCoerced } from './literal.ts';
import { namedType } from './named-type.ts';
import { common, type Operand } from './operator.ts';
import { typeOf } from './type-of.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** `[a, b]`, `ARRAY<T>[a, b]`. */
export function arrayOf(b: Binder, scope: Scope, expr: Of<'array'>, place: Place): Typed {
  const wanted = expr.type && namedType(b, expr.type);
  const items = expr.items.map((item): Operand => ({ expr: item, typed: typeOf(b, scope, item, place) }));
  if (wanted) return explicitArray(b, wanted, items);
  const nested = items.find(({ typed }) => typed.type.kind === 'ARRAY');
  if (nested) {
    report(b, 'BF3023', {}, nested.expr, { help: 'Put the inner array into a struct: [STRUCT([1, 2] AS list)].' });
    return UNKNOWN_VALUE;
  }
  const literal = items.every(({ typed }) => typed.form === 'literal' || typed.form === 'null');
  const form = items.length === 0 ? ({ form: 'null' } as const) : literal ? ({ form: 'literal' } as const) : {};
  const known = items.every(({ typed }) => typed.form === 'null');
  const element = known ? NULL_VALUE.type : common(b, 'The elements of this array', items);
  return { type: { kind: 'ARRAY', element: element ?? UNKNOWN }, nullable: false, ...form };
}

function explicitArray(b: Binder, type: SqlType, items: readonly Operand[]): Typed {
  if (type.kind !== 'ARRAY') return UNKNOWN_VALUE;
  for (const item of items) assigned(b, 'The type of the elements', item, type.element);
  return { type, nullable: false };
}

/** Reports a value that cannot stand where a type is wanted; `what` names the place: "The column id". */
export function assigned(b: Binder, what: string, value: Operand, wanted: SqlType): void {
  if (isOpen(value.typed) || wanted.kind === 'unknown') return;
  if (coerces(value.typed, wanted)) checkCoerced(b, value.expr, wanted);
  else
    report(b, 'BF3019', { what, found: shortText(value.typed.type), wanted: shortText(wanted) }, value.expr, {
      help: `Convert it, as in CAST(x AS ${shortText(wanted)}), if that is meant.`,
    });
}

/** `STRUCT(a, b AS c)`, `STRUCT<T>(a)`, `(a, b)`. */
export function structOf(b: Binder, scope: Scope, expr: Of<'struct'>, place: Place): Typed {
  const wanted = expr.type && namedType(b, expr.type);
  const values = expr.fields.map(({ value }): Operand => ({ expr: value, typed: typeOf(b, scope, value, place) }));
  if (wanted) return explicitStruct(b, expr, wanted, values);
  const fields = values.map(({ typed }, i): StructField => {
    const given = expr.fields[i];
    const name = (given?.name ?? (given && !expr.tuple ? impliedName(given.value) : undefined))?.name;
    return name === undefined ? { type: typed.type } : { name, type: typed.type };
  });
  const literal = values.every(({ typed }) => typed.form === 'literal' || typed.form === 'null');
  const form = literal ? ({ form: 'literal' } as const) : {};
  return { type: { kind: 'STRUCT', fields }, nullable: false, ...form, fields: values.map(({ typed }) => typed) };
}

function explicitStruct(b: Binder, expr: Of<'struct'>, type: SqlType, values: readonly Operand[]): Typed {
  if (type.kind !== 'STRUCT') return UNKNOWN_VALUE;
  const { fields } = type;
  if (fields.length !== values.length) {
    const at = values[fields.length]?.expr ?? expr;
    report(b, 'BF3020', { fields: fields.length, given: values.length }, at);
    return { type, nullable: false };
  }
  const renamed = expr.fields.find((field) => field.name)?.name;
  if (renamed) report(b, 'BF3037', {}, renamed);
  for (const [i, field] of fields.entries()) {
    const value = values[i];
    if (value) assigned(b, field.name === undefined ? `Field ${i + 1}` : `The field ${field.name}`, value, field.type);
  }
  return { type, nullable: false };
}

/** A scope in which further names stand before all others. */
export function withNames(scope: Scope, names: readonly { readonly name: Ident; readonly column: Column }[]): Scope {
  const of = new Map(scope.aliases?.first ? scope.aliases.of : undefined);
  for (const { name, column } of names) of.set(name.name.toLowerCase(), column);
  if (!scope.aliases || scope.aliases.first) return { ...scope, aliases: { ...scope.aliases, of, first: true } };
  return { outer: scope, from: { relations: [], columns: [], complete: true }, aliases: { of, first: true } };
}

/** `WITH(a AS 1, b AS a + 1, a + b)`. */
export function withOf(b: Binder, scope: Scope, expr: Of<'with'>, place: Place): Typed {
  let inner = scope;
  for (const { name, value } of expr.variables) {
    const typed = typeOf(b, inner, value, place);
    const column: Column = { name: name.name, type: typed.type, source: { kind: 'expression', of: value } };
    inner = withNames(inner, [{ name, column }]);
  }
  return typeOf(b, inner, expr.result, place);
}

/** `REPLACE_FIELDS(s, 1 AS a.b)`. */
export function replaceFields(b: Binder, scope: Scope, expr: Of<'replaceFields'>, place: Place): Typed {
  const typed = typeOf(b, scope, expr.of, place);
  for (const { value, path } of expr.fields) {
    let type = typed.type;
    for (const name of path) type = fieldOf(b, type, name);
    const last = path.at(-1)?.name ?? '';
    assigned(b, `The field ${last}`, { expr: value, typed: typeOf(b, scope, value, place) }, type);
  }
  return ofType(typed.type);
}
