import { closest } from '../../diagnostics/closest.ts';
import { isPlainName } from '../../dialect/names.ts';
import type { Ident } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import { sameName } from '../model/relation.ts';
import { typeText } from '../types/text.ts';
import { type SqlType, type StructField, UNKNOWN } from '../types/type.ts';

/** A name as an author writes it: in back-quotes where it needs them. */
export const writtenName = (name: string): string => (isPlainName(name) ? name : `\`${name}\``);

/**
 * The type of `value.name`, where `type` is the value's. Reports a field that certainly does not exist, one that is
 * ambiguous, and values without fields, at the name; what is wrong or unknown gives an unknown type.
 */
export function fieldOf(b: Binder, type: SqlType, name: Ident): SqlType {
  switch (type.kind) {
    case 'unknown':
      return UNKNOWN;
    case 'JSON':
      return type;
    case 'STRUCT':
      return structField(b, type.fields, type, name);
    default:
      report(b, 'BF3031', { field: name.name, type: typeText(type) }, name, { help: insteadOf(type) });
      return UNKNOWN;
  }
}

function structField(b: Binder, fields: readonly StructField[], type: SqlType, name: Ident): SqlType {
  let found: StructField | undefined;
  for (const field of fields) {
    if (field.name === undefined || !sameName(field.name, name.name)) continue;
    if (found) {
      report(b, 'BF3032', { field: name.name, type: shortText(type) }, name);
      return UNKNOWN;
    }
    found = field;
  }
  if (found) return found.type;
  const near = closest(
    name.name,
    fields.flatMap((field) => field.name ?? []),
  );
  const replacement = near === undefined ? undefined : writtenName(near);
  report(b, 'BF3030', { field: name.name, type: shortText(type), near }, name, { replacement });
  return UNKNOWN;
}

/** The longest type that a message shows whole, in characters. */
const LONGEST = 120;

/** A type for a message: one that is long is cut. */
export function shortText(type: SqlType): string {
  const text = typeText(type);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

const insteadOf = (type: SqlType): string | undefined =>
  type.kind === 'ARRAY'
    ? 'Take one element with [OFFSET(0)], or join the array with UNNEST to read the fields of each element.'
    : undefined;
