import type { SqlType } from '../compiler/analyse/types/type.ts';
import { typeByName } from './name-hint.ts';
import { type Node, rootOf, typeOfNode } from './node.ts';

/** How the type of a column came to be known. */
export type Known = 'declared' | 'use' | 'name' | 'default';

const STRING: SqlType = { kind: 'STRING' };

/** The type of a column of synthesized data: what is still open is told by the name, else a STRING. */
export function settledType(node: Node, name: string): { readonly type: SqlType; readonly known: Known } {
  const root = rootOf(node);
  const found = typeOfNode(root);
  if (root.fixed) return { type: storable(found, name), known: 'declared' };
  if (found.kind !== 'unknown') return { type: storable(found, name), known: 'use' };
  const named = typeByName(name);
  return named ? { type: { kind: named }, known: 'name' } : { type: STRING, known: 'default' };
}

/** The same type with nothing unknown in it, and without types that files cannot hold. */
function storable(type: SqlType, name: string): SqlType {
  switch (type.kind) {
    case 'unknown': {
      const named = typeByName(name);
      return named ? { kind: named } : STRING;
    }
    case 'ARRAY': {
      const element = storable(type.element, '');
      return element.kind === 'ARRAY' ? element : { kind: 'ARRAY', element };
    }
    case 'STRUCT': {
      const fields = type.fields.map((field, i) => {
        const called = field.name ?? `f${i}`;
        return { name: called, type: storable(field.type, called) };
      });
      return fields.length > 0 ? { kind: 'STRUCT', fields } : STRING;
    }
    case 'BIGNUMERIC':
      return { kind: 'NUMERIC' };
    case 'INTERVAL':
    case 'GEOGRAPHY':
    case 'RANGE':
      return STRING;
    default:
      return { kind: type.kind };
  }
}
