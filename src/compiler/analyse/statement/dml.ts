import type { At, Expr, Ident, Query } from '../../sql/ast.ts';
import type { Assignment, Statement, TablePath } from '../../sql/ast-statement.ts';
import { assigned } from '../expression/construct.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { bindQuery } from '../query/bind-query.ts';
import { bindFrom, reportDuplicates } from '../query/from.ts';
import { condition, plain } from '../query/place.ts';
import { listOf, placeOf } from '../query/set-operation.ts';
import { storedTable } from '../query/table.ts';
import { columnsNamed, pseudoColumn } from '../scope/columns.ts';
import { joined, scopeOf } from '../scope/from-scope.ts';
import { reportNotInTable } from '../scope/report.ts';
import { coerces } from '../types/coerce.ts';
import { alone, around, withMade } from './made.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** The table that a statement writes to; reports one that certainly does not exist. */
export function target(b: Binder, path: TablePath, alias?: Ident): Relation {
  const name = alias?.name ?? path.parts.at(-1)?.name.split('.').at(-1);
  return storedTable(b, path.parts, name, alias ?? path, path);
}

/** The columns that an INSERT fills, in order; undefined where they are not known. An element is undefined where it is reported. */
export type Filled = readonly (Column | undefined)[] | undefined;

/** The columns of a column list, else all of the table. Reports names that the table does not have, and names given twice. */
export function filledColumns(b: Binder, table: Relation, names: readonly Ident[]): Filled {
  if (names.length === 0) return table.complete ? table.columns.filter(({ pseudo }) => !pseudo) : undefined;
  const seen = new Set<string>();
  return names.map((name) => {
    const lower = name.name.toLowerCase();
    if (seen.has(lower)) {
      report(b, 'BF2401', { name: name.name, where: 'The column list' }, name);
      return undefined;
    }
    seen.add(lower);
    const [found] = columnsNamed(table.columns, lower);
    if (found) return found;
    if (table.complete && !pseudoColumn(table, lower)) reportNotInTable(b, table, name);
    return undefined;
  });
}

/** Checks a row of values against the columns that it fills. */
export function checkRow(b: Binder, scope: Scope, row: readonly Expr[], columns: Filled, at: At, table?: string): void {
  const place = plain('INSERT VALUES');
  const typed = row.map((value) => ({ expr: value, typed: typeOf(b, scope, value, place) }));
  if (!columns) return;
  if (row.length !== columns.length) {
    report(b, 'BF2402', { given: row.length, wanted: columns.length, table }, row[columns.length] ?? at);
    return;
  }
  for (const [i, value] of typed.entries()) {
    const column = columns[i];
    if (column && value.expr.kind !== 'default') assigned(b, columnOf(column), value, column.type);
  }
}

const columnOf = ({ name }: Column): string => `The column ${name ?? '?'}`;

/** `INSERT INTO t (a, b) VALUES (...)` or a query. */
export function bindInsert(b: Binder, statement: Of<'insert'>): void {
  const { into, columns: names, source } = statement;
  const table = target(b, into);
  const columns = filledColumns(b, table, names);
  if (names.length > 0) checkRequired(b, table, names, into);
  const listed = names.length > 0 ? undefined : table.alias;
  if (source.kind === 'query') insertQuery(b, source.query, columns, listed);
  else {
    for (const row of source.rows) {
      const [first] = row;
      const last = row.at(-1);
      const at = first && last ? { start: first.start, end: last.end } : statement;
      checkRow(b, alone(b), row, columns, at, listed);
    }
  }
}

function checkRequired(b: Binder, table: Relation, names: readonly Ident[], at: TablePath): void {
  if (!table.complete) return;
  const given = new Set(names.map(({ name }) => name.toLowerCase()));
  const schema = withMade(b).catalog.table(at.parts.map(({ name }) => name));
  if (!schema || 'absent' in schema) return;
  const left = schema.columns.filter(
    ({ name, required, hasDefault }) => required && !hasDefault && !given.has(name.toLowerCase()),
  );
  if (left.length > 0)
    report(b, 'BF2403', { names: left.map(({ name }) => name), table: table.alias ?? schema.name }, at);
}

function insertQuery(b: Binder, query: Query, columns: Filled, table: string | undefined): void {
  const rows = bindQuery(b, around(b), query);
  if (!columns || !rows.complete || rows.value) return;
  const given = rows.columns.filter(({ pseudo }) => !pseudo);
  if (given.length !== columns.length) {
    report(b, 'BF2402', { given: given.length, wanted: columns.length, table }, listOf(query.body));
    return;
  }
  for (const [i, column] of given.entries()) {
    const into = columns[i];
    if (into) checkColumn(b, query, column, columnOf(into), into);
  }
}

/** Reports a column of a query that does not become what is wanted. */
export function checkColumn(b: Binder, query: Query, column: Column, what: string, into: Pick<Column, 'type'>): void {
  const value = column.source.kind === 'expression' ? b.types.get(column.source.of) : undefined;
  if (value?.form === 'null' || coerces({ type: column.type }, into.type)) return;
  const [found, wanted] = [shortText(column.type), shortText(into.type)];
  const at = query.pipes.length > 0 ? query : placeOf({ column, body: query.body });
  report(b, 'BF3019', { what, found, wanted }, at, { help: `Convert it, as in CAST(x AS ${wanted}).` });
}

/** `UPDATE t SET ... FROM ... WHERE ...`. */
export function bindUpdate(b: Binder, statement: Of<'update'>): void {
  const table = scopeOf(target(b, statement.table, statement.alias));
  let whole: FromScope = table;
  if (statement.from) {
    const from = bindFrom(b, around(b), undefined, statement.from);
    reportDuplicates(b, table, from);
    whole = joined(table, from);
  }
  const scope = inside(b, whole);
  bindAssignments(b, inside(b, table), scope, statement.set, 'UPDATE SET');
  condition(b, scope, statement.where, plain('WHERE'));
}

/** A scope of a FROM clause at the top of a statement. */
export function inside(b: Binder, from: FromScope): Scope {
  const outer = around(b);
  return outer ? { outer, from } : { from };
}

/** `SET a = x, b.c = y`. `into` is the scope of the columns, `scope` that of the values. */
export function bindAssignments(
  b: Binder,
  into: Scope,
  scope: Scope,
  set: readonly Assignment[],
  clause: string,
): void {
  const place = plain(clause);
  const seen: string[] = [];
  for (const { column, value } of set) {
    const { type } = typeOf(b, into, column, place);
    const typed = typeOf(b, scope, value, place);
    const name = targetName(b, column);
    if (name !== undefined) {
      const lower = name.toLowerCase();
      const clash = seen.find(
        (other) => other === lower || lower.startsWith(`${other}.`) || other.startsWith(`${lower}.`),
      );
      if (clash === lower) report(b, 'BF2404', { name }, column);
      else if (clash !== undefined)
        report(
          b,
          'BF2404',
          clash.length < lower.length ? { name: clash, other: name } : { name, other: clash },
          column,
        );
      seen.push(lower);
    }
    if (value.kind !== 'default') assigned(b, `The column ${name ?? 'here'}`, { expr: value, typed }, type);
  }
}

/** The column, and fields below it, that SET assigns, without the table's name. */
function targetName(b: Binder, column: Expr): string | undefined {
  const binding = b.bindings.get(column);
  if (binding?.kind !== 'column' || binding.column.name === undefined) return undefined;
  return [binding.column.name, ...binding.path].join('.');
}

/** `DELETE FROM t WHERE ...`. */
export function bindDelete(b: Binder, { from, alias, where }: Of<'delete'>): void {
  condition(b, inside(b, scopeOf(target(b, from, alias))), where, plain('WHERE'));
}
