import type { At, Expr, From, Ident } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { fieldColumns, NOTHING, unknownRelation } from '../scope/from-scope.ts';
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
  if (from.more.length > 0 || form === 'parameter') return open(from.alias?.name, at, from.offset);
  return arrayScope(b, from.of, type, from.alias?.name, at, from.offset);
}

const open = (alias: string | undefined, at: At, offset: Ident | undefined): FromScope =>
  withOffset(unknownRelation(alias, at), offset);

/** What an array gives in FROM. Reports a value that is certainly no array. */
export function arrayScope(
  b: Binder,
  of: Expr,
  type: SqlType,
  alias: string | undefined,
  at: At,
  offset: Ident | undefined,
): FromScope {
  if (type.kind === 'unknown') return open(alias, at, offset);
  if (type.kind !== 'ARRAY') {
    report(
      b,
      'BF3024',
      { what: of.kind === 'path' ? 'What is unnested' : 'The value in UNNEST', found: shortText(type) },
      of,
    );
    return open(alias, at, offset);
  }
  return withOffset(elements(of, type.element, alias, at), offset);
}

function elements(of: Expr, element: SqlType, alias: string | undefined, at: At): Relation {
  if (element.kind === 'unknown') return unknownRelation(alias, at);
  const named = alias === undefined ? {} : { alias };
  if (element.kind === 'STRUCT')
    return { ...named, columns: fieldColumns(element, (path) => ({ kind: 'element', of, path })), complete: true, at };
  const column = makeColumn(alias, element, undefined, { kind: 'element', of, path: [] });
  return { ...named, columns: [column], complete: true, value: true, at };
}

function withOffset(relation: Relation, offset: Ident | undefined): FromScope {
  if (!offset) return { relations: [relation], columns: relation.columns, complete: relation.complete };
  const column: Column = { name: offset.name, type: { kind: 'INT64' }, nullable: false, source: { kind: 'none' } };
  return { relations: [relation], columns: [...relation.columns, column], complete: relation.complete };
}
