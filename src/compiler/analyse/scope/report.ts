import type { At, Ident } from '../../sql/ast.ts';
import { impliedName } from '../../sql/implied-name.ts';
import { writtenName } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { columnsNamed } from './columns.ts';
import { columnNames, nearest } from './near.ts';
import type { Path } from './resolve.ts';

/** How many tables a message names. */
const FEW = 3;

/** The tables of a FROM clause for a message: "orders", "orders and customers"; undefined where they are many or nameless. */
function tablesOf(from: FromScope): string | undefined {
  const tables = from.relations.filter(({ value }) => !value);
  const names = tables.flatMap(({ alias }) => alias ?? []);
  if (names.length === 0 || names.length < tables.length || names.length > FEW) return undefined;
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** All that a bare name could have meant, the innermost SELECT first. */
function candidates(b: Binder, scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (at.aliases) names.push(...columnNames(at.aliases.of.values()));
    names.push(...columnNames(at.from.columns));
    for (const { alias } of at.from.relations) if (alias !== undefined) names.push(alias);
  }
  names.push(...b.variables.keys());
  return names;
}

/** The innermost scope around a place in FROM or in a query without one that has tables. */
function withTables(scope: Scope): Scope {
  let at: Scope | undefined = scope;
  while (at && at.from.relations.length === 0 && at.from.columns.length === 0) at = at.outer;
  return at ?? scope;
}

/** Names of columns that BigQuery adds, for a name that begins like theirs. */
const pseudoNames = (name: string, { columns }: FromScope): readonly string[] =>
  name.startsWith('_')
    ? columns.flatMap((column) => (column.pseudo && column.name !== undefined ? [column.name] : []))
    : [];

/** Reports a name that is no column, table or variable in sight. */
export function reportMissing(b: Binder, scope: Scope, path: Path, of: 'value' | 'star'): void {
  const first = path.parts[0];
  if (!first) return;
  if (path.parts.length > 1 || of === 'star') {
    reportNoTable(b, scope, path, first, of);
    return;
  }
  const near = nearest(first.name, [...candidates(b, scope), ...pseudoNames(first.name, scope.from)]);
  const inside = structOf(scope, first.name);
  const { from } = withTables(scope);
  if (isToldBefore(b, first.name, near, from.columns)) return;
  const empty = from.relations.length === 0 && from.columns.length === 0 && b.variables.size === 0;
  report(b, 'BF2101', { name: first.name, tables: tablesOf(from), empty, near }, first, {
    replacement: near === undefined ? undefined : writtenName(near),
    help:
      near === undefined && inside !== undefined
        ? `${first.name} is a field of ${inside}: write ${writtenName(inside)}.${writtenName(first.name)}.`
        : undefined,
  });
}

/** Whether a column bears another name only because it was misspelt where the column comes from, which is told there. */
function isToldBefore(b: Binder, name: string, near: string | undefined, columns: readonly Column[]): boolean {
  if (b.findings.length === 0) return false;
  if (columns.some((column) => (near === undefined || column.name === near) && isFaulty(b, column))) return true;
  if (near === undefined) return false;
  const lower = name.toLowerCase();
  return (
    columns.some((column) => column.name === near && column.type.kind === 'unknown') &&
    b.findings.some(({ replacement, at }) => replacement?.toLowerCase() === lower && at.end - at.start === near.length)
  );
}

/** The only column with a field of that name. */
function structOf(scope: Scope, name: string): string | undefined {
  const lower = name.toLowerCase();
  const found = scope.from.columns.filter(
    ({ type }) => type.kind === 'STRUCT' && type.fields.some((field) => field.name?.toLowerCase() === lower),
  );
  return found.length === 1 ? found[0]?.name : undefined;
}

/** Whether a column goes by a name that is itself reported: nobody knows what it was to be called. */
function isFaulty(b: Binder, column: Column): boolean {
  let at = column;
  while (at.source.kind === 'column' && at.source.path.length === 0) at = at.source.of;
  if (column.type.kind !== 'unknown' || at.source.kind !== 'expression') return false;
  const { of } = at.source;
  const implied = impliedName(of);
  return (
    implied !== undefined &&
    implied.name === at.name &&
    b.findings.some((told) => told.at.start >= of.start && told.at.end <= of.end)
  );
}

/** A name that the author meant, with the part of the path that it should stand for. */
interface Meant {
  readonly name: string;
  readonly at: At;
  readonly help?: string;
}

function reportNoTable(b: Binder, scope: Scope, path: Path, first: Ident, of: 'value' | 'star'): void {
  const written = `${path.parts.map((part) => part.name).join('.')}${of === 'star' ? '.*' : ''}`;
  const meant = hiddenTable(scope, path) ?? misspelt(scope, first) ?? elsewhere(scope, path);
  report(b, 'BF2102', { name: first.name, written, near: meant?.name }, meant ? meant.at : first, {
    replacement: meant?.name,
    help: meant?.help,
  });
}

/** A table by its whole name, or one that has an alias by its own: `dataset.orders.id`, `orders.id` of `orders AS o`. */
function hiddenTable(scope: Scope, path: Path): Meant | undefined {
  for (let last = Math.max(0, path.parts.length - 2); last >= 0; last -= 1) {
    const parts = path.parts.slice(0, last + 1);
    const before = parts.map((part) => part.name.toLowerCase()).join('.');
    for (const { alias, columns } of scope.from.relations) {
      const source = columns.find((column) => column.source.kind === 'table')?.source;
      if (alias === undefined || source?.kind !== 'table') continue;
      const table = source.table.toLowerCase();
      if (table !== before && !table.endsWith(`.${before}`)) continue;
      return {
        name: writtenName(alias),
        at: { start: path.start, end: parts.at(-1)?.end ?? path.end },
        help: 'In expressions a table goes by its alias, or else by the last part of its name.',
      };
    }
  }
  return undefined;
}

/** A table or struct with a name like that. */
function misspelt(scope: Scope, first: Ident): Meant | undefined {
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    for (const { alias } of at.from.relations) if (alias !== undefined) names.push(alias);
    names.push(...columnNames(at.from.columns.filter(({ type }) => type.kind === 'STRUCT')));
  }
  const near = nearest(first.name, names);
  return near === undefined ? undefined : { name: writtenName(near), at: first };
}

/** The only table in FROM with a column that is called like the second part. */
function elsewhere(scope: Scope, path: Path): Meant | undefined {
  const second = path.parts[1];
  if (!second) return undefined;
  const found = scope.from.relations.filter(
    ({ alias, columns }) => alias !== undefined && columnsNamed(columns, second.name.toLowerCase()).length === 1,
  );
  const alias = found.length === 1 ? found[0]?.alias : undefined;
  const first = path.parts[0];
  return alias === undefined || !first ? undefined : { name: writtenName(alias), at: first };
}

/** Reports a column that a table certainly does not have. */
export function reportNotInTable(b: Binder, relation: Relation, name: Ident): void {
  const near = nearest(name.name, columnNames(relation.columns));
  if (isToldBefore(b, name.name, near, relation.columns)) return;
  report(b, 'BF2101', { name: name.name, tables: relation.alias, empty: false, near }, name, {
    replacement: near === undefined ? undefined : writtenName(near),
  });
}

/** Reports a bare name that several tables have. */
export function reportAmbiguous(b: Binder, scope: Scope, path: Path, columns: readonly Column[]): void {
  const first = path.parts[0];
  if (!first) return;
  const lower = first.name.toLowerCase();
  const ways: string[] = [];
  for (let at: Scope | undefined = scope; at && ways.length === 0; at = at.outer) {
    for (const { alias, columns: of } of at.from.relations)
      if (alias !== undefined && columnsNamed(of, lower).length > 0)
        ways.push(`${writtenName(alias)}.${writtenName(first.name)}`);
  }
  report(b, 'BF2104', { name: first.name, columns: columns.length }, first, {
    help: ways.length > 1 && ways.length <= 6 ? `Write ${ways.join(' or ')}.` : undefined,
  });
}

/** Reports a name that several columns of the select list bear. */
export function reportAmbiguousAlias(b: Binder, path: Path): void {
  const first = path.parts[0];
  if (first) report(b, 'BF2105', { name: first.name }, first);
}
