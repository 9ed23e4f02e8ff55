import type { At, Expr, From, Ident } from '../../sql/ast.ts';
import type { Making } from '../../sql/making.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { TableSchema } from '../model/catalog.ts';
import type { Column, FromScope, Relation, Scope, Source } from '../model/relation.ts';
import { columnsNamed } from '../scope/columns.ts';
import { makeRelation, NOTHING, relationOf, scopeOf } from '../scope/from-scope.ts';
import { makeColumn } from '../scope/make-column.ts';
import { nearest } from '../scope/near.ts';
import { nameInScope, type Path } from '../scope/resolve.ts';
import { coerces } from '../types/coerce.ts';
import { commonTable } from './common-tables.ts';
import { plain, within } from './place.ts';
import { arrayScope } from './unnest.ts';

type TableFrom = Extract<From, { readonly kind: 'table' }>;

const spanOf = (parts: readonly Ident[], or: At): At => {
  const [first] = parts;
  const last = parts.at(-1);
  return first && last ? { start: first.start, end: last.end } : or;
};

/** Binds a name in FROM: a common table, an array of something to the left or around, else a stored table. */
export function bindTable(
  b: Binder,
  outer: Scope | undefined,
  left: FromScope | undefined,
  from: TableFrom,
): FromScope {
  if (from.asOf) bindAsOf(b, from.asOf);
  const { parts } = from;
  const [first] = parts;
  const alias = from.alias?.name ?? parts.at(-1)?.name;
  const at = from.alias ?? spanOf(parts, from);
  const rows = first && parts.length === 1 ? commonTable(b, first.name) : undefined;
  if (rows) return scopeOf(relationOf(rows, alias, at));
  const scope = within(outer, left ?? NOTHING);
  const written = parts.map(({ name }) => name);
  if (first && parts.length > 1 && isArray(b, scope, parts, written)) {
    const path: Path = { kind: 'path', parts, ...spanOf(parts, from) };
    const { type } = typeOf(b, scope, path, plain('FROM'));
    b.arrays.set(from, path);
    return arrayScope(b, path, type, alias, at, from.offset);
  }
  const stored = storedTable(b, parts, alias, at, from);
  if (!from.alias && first && parts.length > 1 && parts.every(({ start }) => start === first.start))
    stored.quotedPath = written.join('.');
  return scopeOf(stored);
}

/** Types the time of FOR SYSTEM_TIME and reports one that is certainly no TIMESTAMP. */
export function bindAsOf(b: Binder, time: Expr): void {
  const typed = typeOf(b, { from: NOTHING }, time, plain('FOR SYSTEM_TIME AS OF'));
  if (typed.type.kind === 'unknown' || coerces(typed, { kind: 'TIMESTAMP' })) return;
  report(b, 'BF2307', { found: shortText(typed.type) }, time);
}

/** Whether a path in FROM begins with a table, or a column of one, that stands to the left or around. */
function isArray(b: Binder, scope: Scope, parts: readonly Ident[], written: readonly string[]): boolean {
  const found = nameInScope(scope, parts[0]?.name ?? '');
  if (!found) return false;
  if (found.kind === 'relation' && found.relation.complete) {
    if (columnsNamed(found.relation.columns, parts[1]?.name.toLowerCase() ?? '').length > 0) return true;
  } else if (found.kind === 'relation') return true;
  const stored = b.catalog.table(written);
  return stored === undefined || 'absent' in stored;
}

/** A stored table as an item of FROM, or of a statement that writes it. Reports one that certainly does not exist. */
export function storedTable(
  b: Binder,
  parts: readonly Ident[],
  alias: string | undefined,
  at: At,
  whole: At,
): Making<Relation> {
  if (parts.some(({ name }) => name.toUpperCase() === 'INFORMATION_SCHEMA')) return makeRelation(alias, [], false, at);
  const written = parts.map(({ name }) => name);
  const known = b.catalog.table(written);
  if (known && 'absent' in known) {
    reportAbsent(b, parts, known.near, whole);
    return makeRelation(alias, [], false, at);
  }
  const [first] = parts;
  if (!known && first && parts.length === 1) b.strays.push(first);
  const made = known ? makeRelation(alias, columnsOf(known), known.complete, at) : makeRelation(alias, [], false, at);
  made.stored = true;
  return made;
}

const sources = new WeakMap<TableSchema, readonly Source[]>();

/** Where the columns of a table come from: the same for all that read it. */
function sourcesOf(table: TableSchema): readonly Source[] {
  let made = sources.get(table);
  if (!made) {
    made = table.columns.map(({ name }): Source => ({ kind: 'table', table: table.name, column: name }));
    sources.set(table, made);
  }
  return made;
}

/** The columns of a table: others each time that it is read. */
function columnsOf(table: TableSchema): readonly Column[] {
  const from = sourcesOf(table);
  return table.columns.map(({ name, type, nullable, pseudo }, i) => {
    const made: Making<Column> = makeColumn(name, type, nullable, from[i] ?? NO_SOURCE);
    if (pseudo) made.pseudo = true;
    return made;
  });
}

const NO_SOURCE: Source = { kind: 'none' };

function reportAbsent(b: Binder, parts: readonly Ident[], near: readonly string[], whole: At): void {
  const name = parts.map((part) => part.name).join('.');
  const commons = parts.length === 1 ? b.tables.map((table) => table.name) : [];
  const best = nearest(name, commons) ?? nearest(name, near) ?? sameLastPart(name, near);
  report(b, 'BF2106', { name, near: best }, spanOf(parts, whole), {
    replacement: best !== undefined && commons.includes(best) ? best : undefined,
  });
}

/** A table that is called so, or almost so, whatever its dataset. */
function sameLastPart(name: string, near: readonly string[]): string | undefined {
  const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const wanted = last(name);
  const lasts = near.map(last);
  const best = lasts.includes(wanted) ? wanted : nearest(wanted, lasts);
  return best === undefined ? undefined : near[lasts.indexOf(best)];
}
