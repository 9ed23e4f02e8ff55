import type { SqlType } from '../../analyse/types/type.ts';
import type { At, Expr, TypeName } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';

/** `[]` beside other arrays takes the type of their elements; alone it is ARRAY<INT64>. */
export function withElements(items: readonly Expr[], p: Printer): readonly Expr[] {
  if (!items.some(isEmpty)) return items;
  const other = items
    .filter((item) => !isEmpty(item))
    .map((item) => p.type(item))
    .find((type) => type?.kind === 'ARRAY');
  return items.map((item) => {
    if (!other || !isEmpty(item)) return item;
    const type = written(other, item);
    return type ? { ...item, type } : item;
  });
}

type EmptyArray = Extract<Expr, { kind: 'array' }>;

const isEmpty = (e: Expr): e is EmptyArray => e.kind === 'array' && e.items.length === 0 && !e.type;

/** A type as it would be written at a place; undefined where it is not known to the end. */
export function written(type: SqlType, { start, end }: At): TypeName | undefined {
  const plain = { start, end, name: type.kind, parameters: [], fields: [] };
  switch (type.kind) {
    case 'unknown':
      return undefined;
    case 'ARRAY':
    case 'RANGE': {
      const element = written(type.element, { start, end });
      return element && { ...plain, fields: [{ type: element }] };
    }
    case 'STRUCT': {
      const fields = type.fields.map(({ name, type: of }) => {
        const inner = written(of, { start, end });
        return inner && name !== undefined ? { name: { start, end, name, quoted: true }, type: inner } : undefined;
      });
      const known = fields.filter((field) => field !== undefined);
      return known.length === fields.length ? { ...plain, fields: known } : undefined;
    }
    default:
      return plain;
  }
}
