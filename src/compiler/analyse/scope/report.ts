import { closest } from '../../diagnostics/closest.ts';
import type { At, Ident } from '../../sql/ast.ts';
import { writtenName } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { columnsNamed } from './columns.ts';
import type { Path } from './resolve.ts';

/** How many tables a message names. */
const FEW = 3;

/** The tables of a FROM clause for a message: "orders", "orders and customers"; undefined where they are many or nameless. */
function tablesOf(from: FromScope): string | undefined {
  const names = from.relations.flatMap(({ alias }) => alias ?? []);
  if (names.length === 0 || names.length < from.relations.length || names.length > FEW) return undefined;
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

const columnNames = (columns: readonly Column[]): readonly string[] =>
  columns.flatMap(({ name, pseudo }) => (name === undefined || pseudo ? [] : [name]));

/** All that a bare name could have meant, the innermost SELECT first. */
function candidates(b: Binder, scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (at.aliases) names.push(...columnNames([...at.aliases.of.values()]));
    names.push(...columnNames(at.from.columns));
    for (const { alias } of at.from.relations) if (alias !== undefined) names.push(alias);
  }
  names.push(...b.variables.keys());
  return names;
}

/** Reports a name that is no column, table or variable in sight. */
export function reportMissing(b: Binder, scope: Scope, path: Path): void {
  const first = path.parts[0];
  if (!first) return;
  if (path.parts.length > 1) {
    reportNoTable(b, scope, path, first);
    return;
  }
  const near = closest(first.name, candidates(b, scope));
  const inside = structOf(scope, first.name);
  report(
    b,
    'BF2101',
    { name: first.name, tables: tablesOf(scope.from), empty: scope.from.relations.length === 0, near },
    first,
    {
      replacement: near === undefined ? undefined : writtenName(near),
      help: near === undefined && inside ? `${inside}.${first.name} is a field: write it with its column.` : undefined,
    },
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

function reportNoTable(b: Binder, scope: Scope, path: Path, first: Ident): void {
  const near = closest(first.name, candidates(b, scope));
  const written = path.parts.map((part) => part.name).join('.');
  const alias = wholePath(scope, path);
  report(
    b,
    'BF2102',
    { name: first.name, written, near: alias ?? near },
    alias === undefined ? first : spanOf(path, alias),
    {
      replacement: alias ?? (near === undefined ? undefined : writtenName(near)),
      help:
        alias === undefined ? undefined : 'In expressions a table goes by its alias, or by the last part of its name.',
    },
  );
}

/** The last part of a table's name where the path begins with the whole name: `dataset.orders.id`. */
function wholePath(scope: Scope, path: Path): string | undefined {
  for (let i = 1; i < path.parts.length; i += 1) {
    const name = path.parts[i]?.name;
    const found = scope.from.relations.find((r) => r.stored && r.alias?.toLowerCase() === name?.toLowerCase());
    const source = found?.columns.find((c) => c.source.kind === 'table')?.source;
    if (!found?.alias || source?.kind !== 'table') continue;
    const before = path.parts
      .slice(0, i + 1)
      .map((part) => part.name)
      .join('.');
    if (source.table.toLowerCase().endsWith(before.toLowerCase())) return found.alias;
  }
  return undefined;
}

function spanOf(path: Path, alias: string): At {
  const part = path.parts.find(({ name }) => name.toLowerCase() === alias.toLowerCase());
  return { start: path.start, end: part?.end ?? path.end };
}

/** Reports a column that a table certainly does not have. */
export function reportNotInTable(b: Binder, relation: Relation, name: Ident): void {
  const near = closest(name.name, columnNames(relation.columns));
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
