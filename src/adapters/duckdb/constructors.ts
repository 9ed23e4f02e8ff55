import { alikeValues } from '../../compiler/lower/translate/expression.ts';
import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, plain, q } from '../../compiler/lower/translate/text.ts';
import type { Expr, TypeName } from '../../compiler/sql/ast.ts';
import { typedField } from './nulls.ts';
import { byPlace } from './struct-place.ts';
import { typeOf } from './types.ts';
import { columnName } from './words.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

export function array(e: Of<'array'>, p: Printer): Frag {
  const element = e.type?.fields[0]?.type;
  const items = commas(
    element
      ? e.items.map((item) => ofType(item, element, p))
      : alikeValues(e.items, p).map((made, i) => typedItem(e.items[i], made, p)),
  );
  if (element && e.type) return q`CAST([${items}] AS ${typeOf(e.type, p)})`;
  return e.items.length === 0 ? q`CAST([] AS BIGINT[])` : q`[${items}]`;
}

const typedItem = (e: Expr | undefined, made: Frag, p: Printer): Frag => (e ? typedField(e, made, p) : made);

/** A struct without a type of its own takes that of the array that it stands in, value by value. */
const ofType = (e: Expr, type: TypeName, p: Printer): Frag =>
  e.kind === 'struct' && !e.type && type.name === 'STRUCT'
    ? p.expr({ ...e, type })
    : e.kind === 'null'
      ? p.expr(e)
      : byPlace(p.expr(e), type, p.type(e));

/** A STRUCT: fields are named by AS, by the column they are made of, or by their place as BigQuery stores them. */
export function struct(e: Of<'struct'>, p: Printer): Frag {
  if (e.type) return typedStruct(e, e.type, p);
  const fields = e.fields.map(({ name, value }) => ({
    name: name?.name ?? (value.kind === 'path' ? value.parts.at(-1)?.name : undefined),
    value: typedField(value, p.expr(value), p),
  }));
  const named = fields.filter((f) => f.name !== undefined);
  if (named.length === 0)
    return fields.length === 0 ? p.refuse(e, 'an empty STRUCT') : q`row(${commas(fields.map((f) => f.value))})`;
  const all = fields.map((f, i) => ({ name: f.name ?? `_field_${i + 1}`, value: f.value }));
  const names = all.map((f) => f.name.toLowerCase());
  if (new Set(names).size < names.length) return p.refuse(e, 'a STRUCT with two fields of one name');
  return rowOf(all);
}

export function typedStruct(e: Of<'struct'>, type: TypeName, p: Printer): Frag {
  if (type.fields.length !== e.fields.length) return p.refuse(e, 'a STRUCT whose values do not fit its type');
  const values = e.fields.map(({ value }, i) => {
    const of = type.fields[i]?.type;
    return of ? ofType(value, of, p) : p.expr(value);
  });
  return q`CAST(row(${commas(values)}) AS ${typeOf(type, p)})`;
}

/**
 * A field's value that keeps the field's name: DuckDB 1.5.6 takes the name from inside a macro where the macro is the
 * whole value and reads a column of an outer query.
 */
export const underName = (value: Frag): Frag =>
  /^(?:biform\.|(?:array_to_string|list_reverse|nullif)\()/.test(plain(value))
    ? q`CASE WHEN TRUE THEN ${value} END`
    : value;

/** A struct from named fields. */
export const rowOf = (fields: readonly { name: string; value: Frag }[]): Frag =>
  q`struct_pack(${commas(fields.map(({ name, value }) => q`${columnName(name)} := ${underName(value)}`))})`;
