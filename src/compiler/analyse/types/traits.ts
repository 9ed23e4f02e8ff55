import { supertype } from './coerce.ts';
import type { SqlType, Typed } from './type.ts';

/** Whether `=` is defined for values of the type. Source: GoogleSQL "Data types", data type properties. */
export function equatable(type: SqlType): boolean {
  switch (type.kind) {
    case 'JSON':
    case 'GEOGRAPHY':
      return false;
    case 'ARRAY':
      return equatable(type.element);
    case 'STRUCT':
      return type.fields.every((field) => equatable(field.type));
    default:
      return true;
  }
}

/** Whether GROUP BY, PARTITION BY, DISTINCT and set operations can tell values of the type apart. */
export const groupable = equatable;

/** Whether PARTITION BY of a window takes values of the type. Source: Google's analyzer. */
export function partitionable(type: SqlType): boolean {
  switch (type.kind) {
    case 'FLOAT64':
      return false;
    case 'ARRAY':
      return partitionable(type.element);
    case 'STRUCT':
      return type.fields.every((field) => partitionable(field.type));
    default:
      return equatable(type);
  }
}

/** Whether `<`, ORDER BY, MIN and MAX are defined for values of the type. */
export function orderable(type: SqlType): boolean {
  switch (type.kind) {
    case 'JSON':
    case 'GEOGRAPHY':
    case 'STRUCT':
      return false;
    case 'ARRAY':
      return orderable(type.element);
    default:
      return true;
  }
}

/** Whether two values can be compared with `=`, after coercion. */
export function comparable(a: Typed, b: Typed): boolean {
  const common = supertype([a, b]);
  return common !== undefined && equatable(common);
}
