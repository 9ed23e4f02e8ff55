import type { At, Expr, From, Ident } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import { type FromScope, type Relation, type Scope, sameName } from '../model/relation.ts';
import { fieldColumns, makeRelation, NOTHING, unknownRelation, valueRelation } from '../scope/from-scope.ts';
import { makeColumn } from '../scope/make-column.ts';
import type { SqlType } from '../types/type.ts';
import { plain, within } from './place.ts';

type Unnest = Extract<From, { readonly kind: 'unnest' }>;

/** Binds UNNEST: a row for each element. */
export function bindUnnest(b: Binder, outer: Scope | undefined, left: FromScope | undefined, from: Unnest): FromScope {
  const scope = within(outer, left ?? NOTHING);
  const { type, form } = typeOf(b, scope, from.of, plain('UNNEST'));
  for (const more of from.more) typeOf(b, scope, more, plain('UNNEST'));
  const at = from.alias ?? from.of;
  if (from.more.length > 0 || form === 'parameter') return open(b, from.alias?.name, at, from.offset);
  return arrayScope(b, from.of, type, from.alias?.name, at, from.offset);
}

const open = (b: Binder, alias: string | undefined, at: At, offset: Ident | undefined): FromScope =>
  withOffset(b, unknownRelation(alias, at), offset);

/** What an array gives in FROM. Reports a value that is certainly no array. */
export function arrayScope(
  b: Binder,
  of: Expr,
  type: SqlType,
  alias: string | undefined,
  at: At,
  offset: Ident | undefined,
): FromScope {
  if (type.kind === 'unknown') return open(b, alias, at, offset);
  if (type.kind !== 'ARRAY') {
    report(
      b,
      'BF3024',
      { what: of.kind === 'path' ? 'What is unnested' : 'The value in UNNEST', found: shortText(type) },
      of,
    );
    return open(b, alias, at, offset);
  }
  return withOffset(b, elements(of, type.element, alias, at), offset);
}

function elements(of: Expr, element: SqlType, alias: string | undefined, at: At): Relation {
  if (element.kind === 'unknown') return unknownRelation(alias, at);
  if (element.kind === 'STRUCT') {
    const columns = fieldColumns(element, (path) => ({ kind: 'element', of, path }));
    return makeRelation(alias, columns, true, at);
  }
  const column = makeColumn(alias, element, undefined, { kind: 'element', of, path: [] });
  return valueRelation(alias, column, at);
}

/** The offset goes by its name like a table of one value. */
function withOffset(b: Binder, relation: Relation, offset: Ident | undefined): FromScope {
  const { columns, complete } = relation;
  if (!offset) return { relations: [relation], columns, complete };
  const { name } = offset;
  if (relation.alias !== undefined && sameName(relation.alias, name)) report(b, 'BF2112', { name }, offset);
  const column = makeColumn(name, { kind: 'INT64' }, false, { kind: 'none' });
  const position: Relation = { alias: name, columns: [column], complete: true, value: true, at: offset };
  return { relations: [relation, position], columns: [...columns, column], complete };
}
