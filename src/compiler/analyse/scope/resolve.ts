import type { Expr, Ident } from '../../sql/ast.ts';
import { fieldOf } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Binding, Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { columnsNamed, pseudoColumn, relationsNamed } from './columns.ts';
import { rowType } from './from-scope.ts';
import { reportAmbiguous, reportAmbiguousAlias, reportMissing, reportNotInTable } from './report.ts';

export type Path = Extract<Expr, { readonly kind: 'path' }>;

/** What a name stands for in one SELECT. */
type Found =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'relation'; readonly relation: Relation }
  | { readonly kind: 'ambiguous'; readonly columns: readonly Column[] }
  | { readonly kind: 'ambiguousAlias' }
  /** It is reported elsewhere. */
  | { readonly kind: 'faulty' };

const NO_FIELDS: readonly string[] = [];
const unknownType: Typed = { type: UNKNOWN };
const unknownBinding: Binding = { kind: 'unknown' };

/**
 * Finds what a path names, records it, and gives its type. The first part is a table's alias or a column, the innermost
 * SELECT first (aliases of tables go before columns), then a variable; the rest are fields. Reports names that
 * certainly do not exist and those that are ambiguous, at the part that is wrong. With `star` it stands before `.*`.
 */
export function bindPath(b: Binder, scope: Scope, path: Path, of: 'value' | 'star' = 'value'): Typed {
  const first = path.parts[0];
  if (!first) return unknown(b, path);
  const lower = first.name.toLowerCase();
  let open = false;
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = inSelect(at, first.name, lower);
    if (found) {
      const correlated = at !== scope;
      if (correlated) remember(b, at.from, path);
      if (open && !(found.kind === 'relation' && path.parts.length > 1)) return unknown(b, path);
      return bound(b, scope, path, found, correlated);
    }
    if (!at.from.complete) open = true;
  }
  const variable = b.variables.get(lower);
  if (variable && !open) return boundVariable(b, path, variable);
  if (!open) reportMissing(b, scope, path, of);
  return unknown(b, path);
}

/** What a name stands for in a SELECT or those around it, without a word about what is missing. */
export function nameInScope(scope: Scope | undefined, name: string): Found | undefined {
  const lower = name.toLowerCase();
  for (let at = scope; at; at = at.outer) {
    const found = inSelect(at, name, lower);
    if (found) return found;
  }
  return undefined;
}

function unknown(b: Binder, path: Path): Typed {
  b.bindings.set(path, unknownBinding);
  return unknownType;
}

function remember(b: Binder, from: FromScope, path: Path): void {
  const known = b.outerPaths.get(from);
  if (known) known.push(path);
  else b.outerPaths.set(from, [path]);
}

function inSelect(scope: Scope, name: string, lower: string): Found | undefined {
  const { aliases, from } = scope;
  return (
    (aliases?.first ? inAliases(aliases, lower) : undefined) ??
    inFrom(from, name, lower) ??
    (aliases && !aliases.first ? inAliases(aliases, lower) : undefined)
  );
}

function inAliases(aliases: NonNullable<Scope['aliases']>, lower: string): Found | undefined {
  if (aliases.ambiguous?.has(lower)) return { kind: 'ambiguousAlias' };
  const column = aliases.of.get(lower);
  return column && { kind: 'column', column };
}

function inFrom(from: FromScope, name: string, lower: string): Found | undefined {
  const relations = relationsNamed(from, name);
  const relation = relations[0];
  if (relations.length > 1) return { kind: 'faulty' };
  if (relation) {
    const value = relation.value && relation.columns[0];
    return value ? { kind: 'column', column: value } : { kind: 'relation', relation };
  }
  const columns = columnsNamed(from.columns, lower);
  const column = columns[0];
  if (columns.length > 1)
    return columns.every(({ pseudo }) => pseudo) ? { kind: 'faulty' } : { kind: 'ambiguous', columns };
  if (column) return { kind: 'column', column };
  if (!lower.startsWith('_')) return undefined;
  for (const stored of from.relations) {
    const pseudo = pseudoColumn(stored, lower);
    if (pseudo) return { kind: 'column', column: pseudo };
  }
  return undefined;
}

function bound(b: Binder, scope: Scope, path: Path, found: Found, correlated: boolean): Typed {
  switch (found.kind) {
    case 'column':
      return boundColumn(b, path, found.column, 1, correlated);
    case 'relation':
      return boundRelation(b, path, found.relation, correlated);
    case 'ambiguous':
      reportAmbiguous(b, scope, path, found.columns);
      return unknown(b, path);
    case 'ambiguousAlias':
      reportAmbiguousAlias(b, path);
      return unknown(b, path);
    case 'faulty':
      return unknown(b, path);
  }
}

/** Binds the parts of a path from `from` on as fields of a column. */
function boundColumn(b: Binder, path: Path, column: Column, from: number, correlated: boolean): Typed {
  if (path.parts.length === from) {
    b.bindings.set(path, { kind: 'column', column, path: NO_FIELDS, correlated });
    return column.nullable === undefined ? { type: column.type } : { type: column.type, nullable: column.nullable };
  }
  const fields = path.parts.slice(from);
  b.bindings.set(path, { kind: 'column', column, path: fields.map(({ name }) => name), correlated });
  return { type: below(b, column.type, fields) };
}

function below(b: Binder, type: SqlType, fields: readonly Ident[]): SqlType {
  let at = type;
  for (const field of fields) at = fieldOf(b, at, field);
  return at;
}

function boundRelation(b: Binder, path: Path, relation: Relation, correlated: boolean): Typed {
  const name = path.parts[1];
  if (!name) {
    b.bindings.set(path, { kind: 'row', relation, path: [], correlated });
    return { type: rowType(relation) };
  }
  const lower = name.name.toLowerCase();
  const columns = columnsNamed(relation.columns, lower);
  const column = columns[0] ?? pseudoColumn(relation, lower);
  if (columns.length > 1) {
    report(b, 'BF2103', { name: name.name, table: relation.alias ?? '' }, name);
    return unknown(b, path);
  }
  if (column) return boundColumn(b, path, column, 2, correlated);
  if (!relation.complete) {
    b.bindings.set(path, { kind: 'row', relation, path: path.parts.slice(1).map((part) => part.name), correlated });
    return unknownType;
  }
  reportNotInTable(b, relation, name);
  return unknown(b, path);
}

function boundVariable(b: Binder, path: Path, type: SqlType): Typed {
  const fields = path.parts.slice(1);
  b.bindings.set(path, {
    kind: 'variable',
    name: path.parts[0]?.name ?? '',
    path: fields.map(({ name }) => name),
  });
  return { type: below(b, type, fields) };
}
