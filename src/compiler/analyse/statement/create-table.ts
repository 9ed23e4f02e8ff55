import type { At, Ident } from '../../sql/ast.ts';
import type { ColumnDefinition, Statement } from '../../sql/ast-statement.ts';
import { assigned } from '../expression/construct.ts';
import { namedType } from '../expression/named-type.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { TableColumn } from '../model/catalog.ts';
import type { Column, Rows, Scope } from '../model/relation.ts';
import { bindQuery } from '../query/bind-query.ts';
import { duplicateColumns, unnamedColumns } from '../query/duplicates.ts';
import { plain } from '../query/place.ts';
import { bindSelectList } from '../query/select-list.ts';
import { listOf, placeOf } from '../query/set-operation.ts';
import { relationOf, scopeOf } from '../scope/from-scope.ts';
import { UNKNOWN } from '../types/type.ts';
import { checkColumn, inside, target } from './dml.ts';
import { alone, around, noteTable, pathText, storedColumns } from './made.ts';

type Create = Extract<Statement, { kind: 'create' }>;

/** `CREATE TABLE`, `CREATE VIEW` and their like; the table is known to what follows. */
export function bindCreate(b: Binder, statement: Create): void {
  const name = pathText(statement.name.parts);
  const defined = statement.columns && definedColumns(b, statement.columns);
  const known = statement.ifNotExists ? b.catalog.table(statement.name.parts.map((part) => part.name)) : undefined;
  const made = createdTable(b, statement, defined);
  if (!known || 'absent' in known) noteTable(b, name, made?.columns ?? [], made?.complete ?? false);
}

/** What is known of a table that is made. */
interface Stored {
  readonly columns: readonly TableColumn[];
  readonly complete: boolean;
}

function createdTable(b: Binder, statement: Create, defined: readonly Defined[] | undefined): Stored | undefined {
  if (statement.source) {
    const { columns, complete } = target(b, statement.source.table);
    return { columns: columns.flatMap(tableColumn), complete };
  }
  if (statement.query) {
    const rows = bindQuery(b, around(b), statement.query);
    const columns = createdColumns(b, statement, rows, defined);
    bindLayout(b, statement, rows.complete ? columns : undefined);
    return columns && { columns, complete: rows.complete };
  }
  const columns = defined?.map(({ column }) => column) ?? [];
  const complete = statement.object !== 'EXTERNAL TABLE' && (defined?.every(({ typed }) => typed) ?? false);
  bindLayout(b, statement, complete ? columns : undefined);
  return { columns, complete };
}

const tableColumn = ({ name, type, nullable, pseudo }: Column): readonly TableColumn[] =>
  name === undefined || pseudo ? [] : [{ name, type, ...(nullable === false && { nullable }) }];

interface Defined {
  readonly at: Ident;
  readonly column: TableColumn;
  readonly typed: boolean;
}

/** The columns of a column list; reports types that there are not, names given twice and defaults that do not fit. */
function definedColumns(b: Binder, columns: readonly ColumnDefinition[]): readonly Defined[] {
  const seen = new Set<string>();
  return columns.map(({ name, type: written, required, default: value }) => {
    const lower = name.name.toLowerCase();
    if (seen.has(lower)) report(b, 'BF2401', { name: name.name, where: 'The column list' }, name);
    seen.add(lower);
    const type = written ? (namedType(b, written) ?? UNKNOWN) : UNKNOWN;
    if (value) {
      const typed = typeOf(b, alone(b), value, plain('DEFAULT'));
      assigned(b, `The column ${name.name}`, { expr: value, typed }, type);
    }
    const column: TableColumn = {
      name: name.name,
      type,
      ...(required && { nullable: false, required }),
      ...(value && { hasDefault: true as const }),
    };
    return { at: name, column, typed: written !== undefined };
  });
}

function createdColumns(
  b: Binder,
  statement: Create,
  rows: Rows,
  defined: readonly Defined[] | undefined,
): readonly TableColumn[] | undefined {
  const { query } = statement;
  if (!query) return undefined;
  const given = storedColumns(rows);
  if (!defined) {
    if (!rows.value) checkNames(b, statement, rows);
    return given;
  }
  if (!given || !rows.complete)
    return defined.every(({ typed }) => typed) ? defined.map(({ column }) => column) : undefined;
  if (given.length !== defined.length) {
    const [first] = defined;
    const at: At = first ? { start: first.at.start, end: defined.at(-1)?.at.end ?? first.at.end } : statement;
    report(b, 'BF2406', { names: defined.length, columns: given.length }, at);
    return undefined;
  }
  return defined.map(({ column, typed }, i) => {
    const from = rows.value ? undefined : rows.columns.filter(({ pseudo }) => !pseudo)[i];
    if (typed && from) checkColumn(b, query, from, `The column ${column.name}`, column);
    return typed ? column : { ...column, type: given[i]?.type ?? UNKNOWN };
  });
}

/** Each column of a table or view needs a name, and no two the same. */
function checkNames(b: Binder, { query, object }: Create, rows: Rows): void {
  if (!query) return;
  const what = object === 'TABLE' ? 'A table' : 'A view';
  const at = (column: Column): At => (query.pipes.length > 0 ? query : placeOf({ column, body: query.body }));
  const [unnamed] = unnamedColumns(rows);
  if (unnamed)
    report(b, 'BF2407', { what, position: rows.columns.indexOf(unnamed) + 1 }, at(unnamed), {
      help: 'Name it with AS.',
    });
  for (const column of duplicateColumns(rows)) {
    const place = column.source.kind === 'expression' ? at(column) : listOf(query.body);
    report(b, 'BF2408', { what, name: column.name ?? '' }, place);
  }
}

/** PARTITION BY and CLUSTER BY read the columns that are made. */
function bindLayout(b: Binder, statement: Create, columns: readonly TableColumn[] | undefined): void {
  if (statement.partitionBy.length + statement.clusterBy.length === 0) return;
  const scope = layoutScope(b, statement, columns);
  for (const expr of statement.partitionBy) typeOf(b, scope, expr, plain('PARTITION BY'));
  for (const expr of statement.clusterBy) typeOf(b, scope, expr, plain('CLUSTER BY'));
}

function layoutScope(b: Binder, at: Create, columns: readonly TableColumn[] | undefined): Scope {
  const made = (columns ?? []).map(
    ({ name, type }): Column => ({
      name,
      type,
      source: { kind: 'table', table: pathText(at.name.parts), column: name },
    }),
  );
  return inside(b, scopeOf({ columns: made, complete: columns !== undefined, stored: true, at: at.name }));
}

/** `CREATE MODEL ... [TRANSFORM (...)] AS query`. */
export function bindCreateModel(b: Binder, statement: Extract<Statement, { kind: 'createModel' }>): void {
  for (const { query } of statement.inputs ?? []) bindQuery(b, around(b), query);
  for (const { type } of [...(statement.input ?? []), ...(statement.output ?? [])]) if (type) namedType(b, type);
  if (!statement.query) return;
  const rows = bindQuery(b, around(b), statement.query);
  if (statement.transform.length === 0) return;
  const scope = inside(b, scopeOf(relationOf(rows, undefined, statement.query)));
  const place = { clause: 'TRANSFORM', aggregates: false, windows: true };
  const { outputs } = bindSelectList(b, scope, statement.transform, place, true);
  for (const { column, at } of outputs) if (column.name === undefined) report(b, 'BF2415', {}, at);
}
