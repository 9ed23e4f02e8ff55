import { sameName } from '../../compiler/analyse/model/relation.ts';
import type { SqlType } from '../../compiler/analyse/types/type.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { TypeName } from '../../compiler/sql/ast.ts';

/**
 * A value for a CAST to a type with structs: GoogleSQL casts field by field in their order, DuckDB by name. Structs lose
 * their names here, so that place alone counts; what has the names of the type already stays as it is.
 */
export function byPlace(value: Frag, type: TypeName, of: SqlType | undefined, depth = 1): Frag {
  if (!holdsStruct(type) || hasNames(type, of)) return value;
  if (of && of.kind !== 'unknown' && of.kind !== type.name) return value;
  const name = `place_${depth}`;
  const [element] = type.fields;
  if (type.name === 'ARRAY' && element)
    return q`list_transform(${value}, lambda ${name}: ${byPlace(name, element.type, of?.kind === 'ARRAY' ? of.element : undefined, depth + 1)})`;
  if (!type.fields.some((field) => holdsStruct(field.type))) return q`struct_values(${value})`;
  const fields = type.fields.map((field, i) => {
    const known = of?.kind === 'STRUCT' ? of.fields[i]?.type : undefined;
    return byPlace(`struct_extract_at(${name}, ${i + 1})`, field.type, known, depth + 1);
  });
  return q`list_transform([${value}], lambda ${name}: CASE WHEN ${name} IS NOT NULL THEN row(${commas(fields)}) END)[1]`;
}

const holdsStruct = (type: TypeName): boolean =>
  type.name === 'STRUCT' || (type.name === 'ARRAY' && type.fields.some((field) => holdsStruct(field.type)));

function hasNames(type: TypeName, of: SqlType | undefined): boolean {
  if (type.name === 'ARRAY' && of?.kind === 'ARRAY')
    return type.fields.every((field) => !holdsStruct(field.type) || hasNames(field.type, of.element));
  if (type.name !== 'STRUCT' || of?.kind !== 'STRUCT' || of.fields.length !== type.fields.length) return false;
  return type.fields.every(({ name, type: inner }, i) => {
    const field = of.fields[i];
    if (!field?.name || !name || !sameName(field.name, name.name)) return false;
    return !holdsStruct(inner) || hasNames(inner, field.type);
  });
}
