import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Ident, Pipe, Query } from '../../sql/ast.ts';
import { writtenName } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Rows, Scope } from '../model/relation.ts';
import { columnsNamed } from '../scope/columns.ts';
import { NOTHING, relationOf, scopeOf } from '../scope/from-scope.ts';
import { columnNames, nearest } from '../scope/near.ts';
import { bindLimit, bindQuery, starRows, UNKNOWN_ROWS } from './bind-query.ts';
import { byNameRows } from './by-name.ts';
import { bindCommonTables } from './common-tables.ts';
import { bindFrom } from './from.ts';
import { checkOrderable } from './order.ts';
import { bindAggregate } from './pipe-aggregate.ts';
import { bindPivot } from './pivot.ts';
import { condition, plain, within } from './place.ts';
import { bindSelectOver } from './select.ts';
import { bindSelectList, outputColumn } from './select-list.ts';
import { type Branch, byPosition } from './set-operation.ts';
import { tableCall } from './table-function.ts';
import { bindUnpivot } from './unpivot.ts';
import { bindWindows } from './windows.ts';

/** Binds the pipe operators of a query over the rows of what stands before them. Source: GoogleSQL "Pipe query syntax". */
export function bindPipes(b: Binder, outer: Scope | undefined, query: Query, rows: Rows): Rows {
  const { body } = query;
  let from = (body.kind === 'from' ? b.froms.get(body.from) : undefined) ?? ofRows(rows, body);
  for (const pipe of query.pipes) {
    from = bindPipe(b, outer, from, pipe);
    b.rows.set(pipe, starRows(from));
  }
  return starRows(from);
}

const ofRows = (rows: Rows, at: Pipe | Query['body']): FromScope =>
  rows.value
    ? scopeOf(relationOf(rows, undefined, at))
    : { relations: [], columns: rows.columns, complete: rows.complete };

function bindPipe(b: Binder, outer: Scope | undefined, from: FromScope, pipe: Pipe): FromScope {
  const scope = within(outer, from);
  switch (pipe.kind) {
    case 'select':
      return ofRows(bindSelectOver(b, outer, from, pipe.select, [], true), pipe);
    case 'extend':
    case 'window':
      return extended(b, scope, pipe);
    case 'set':
      return assigned(b, scope, pipe);
    case 'drop':
      return dropped(b, from, pipe.names);
    case 'rename':
      return renamed(b, from, pipe);
    case 'as':
      return {
        ...from,
        relations: [{ alias: pipe.alias.name, columns: from.columns, complete: from.complete, at: pipe.alias }],
      };
    case 'where':
      condition(b, scope, pipe.condition, { clause: 'WHERE', aggregates: false, windows: true });
      return from;
    case 'limit':
      bindLimit(b, pipe.limit, 'LIMIT');
      bindLimit(b, pipe.offset, 'OFFSET');
      return from;
    case 'aggregate':
      return ofRows(bindAggregate(b, scope, pipe), pipe);
    case 'orderBy':
      for (const { of } of pipe.orderBy) checkOrderable(b, of, typeOf(b, scope, of, ORDER_BY).type, 'ORDER BY');
      return from;
    case 'assert':
      condition(b, scope, pipe.condition, plain('ASSERT'));
      for (const value of pipe.payload) typeOf(b, scope, value, plain('ASSERT'));
      return from;
    default:
      return tablePipe(b, outer, from, pipe);
  }
}

const ORDER_BY = { clause: 'ORDER BY', aggregates: false, windows: true };

type TablePipe = Exclude<
  Pipe,
  {
    readonly kind:
      | 'select'
      | 'extend'
      | 'window'
      | 'set'
      | 'drop'
      | 'rename'
      | 'as'
      | 'where'
      | 'limit'
      | 'aggregate'
      | 'orderBy'
      | 'assert';
  }
>;

/** Operators that bring in other rows, or keep those there are. */
function tablePipe(b: Binder, outer: Scope | undefined, from: FromScope, pipe: TablePipe): FromScope {
  switch (pipe.kind) {
    case 'sample':
      if (pipe.sample) typeOf(b, { from: NOTHING }, pipe.sample.size, plain('TABLESAMPLE'));
      return from;
    case 'distinct':
      return from;
    case 'join':
      return bindFrom(b, outer, from, pipe.join);
    case 'call':
      return tableCall(b, within(outer, from), pipe.call, pipe.alias?.name, from.columns);
    case 'setOperation': {
      const first: Branch = { body: { kind: 'bad', start: pipe.start, end: pipe.end }, rows: starRows(from) };
      const branches = [
        first,
        ...pipe.queries.map((query): Branch => ({ body: query.body, rows: bindQuery(b, outer, query) })),
      ];
      return ofRows(
        pipe.byName ? byNameRows(b, pipe.op, pipe.byName, branches) : byPosition(b, pipe.op, branches),
        pipe,
      );
    }
    case 'pivot':
      return bindPivot(b, outer, from, pipe.pivot, pipe.alias);
    case 'unpivot':
      return bindUnpivot(b, outer, from, pipe.unpivot, pipe.alias);
    case 'with':
      bindCommonTables(b, pipe);
      return from;
    case 'opaque':
      return ofRows(UNKNOWN_ROWS, pipe);
    default:
      return unreachable(pipe);
  }
}

const ROW_BY_ROW = { clause: 'EXTEND', aggregates: false, windows: true };

function extended(b: Binder, outer: Scope, pipe: Pipe & { readonly kind: 'extend' | 'window' }): FromScope {
  const windows = 'windows' in pipe ? pipe.windows : undefined;
  const scope = windows ? { ...outer, windows } : outer;
  const list = bindSelectList(b, scope, pipe.items, ROW_BY_ROW, true);
  if (windows) bindWindows(b, scope, windows);
  const { from } = scope;
  return {
    ...from,
    columns: [...from.columns, ...list.outputs.map(({ column }) => column)],
    complete: from.complete && list.complete,
  };
}

function assigned(b: Binder, scope: Scope, pipe: Pipe & { readonly kind: 'set' }): FromScope {
  const { from } = scope;
  const changed = new Map<Column, Column>();
  for (const { name, value } of pipe.items) {
    const column = outputColumn(b, scope, value, name, ROW_BY_ROW);
    const old = namedColumn(b, from, name);
    if (old) changed.set(old, { ...column, name: old.name ?? name.name });
  }
  return { ...from, columns: from.columns.map((column) => changed.get(column) ?? column) };
}

function dropped(b: Binder, from: FromScope, names: readonly Ident[]): FromScope {
  const gone = new Set(names.map((name) => namedColumn(b, from, name)));
  return { ...from, columns: from.columns.filter((column) => !gone.has(column)) };
}

function renamed(b: Binder, from: FromScope, pipe: Pipe & { readonly kind: 'rename' }): FromScope {
  const changed = new Map<Column, Column>();
  for (const item of pipe.items) {
    const old = namedColumn(b, from, item.from);
    if (old) changed.set(old, { ...old, name: item.to.name, source: { kind: 'column', of: old, path: [] } });
  }
  return { ...from, columns: from.columns.map((column) => changed.get(column) ?? column) };
}

/** The column that an operator changes. Reports that there is none, or several. */
function namedColumn(b: Binder, from: FromScope, name: Ident): Column | undefined {
  const found = columnsNamed(from.columns, name.name.toLowerCase());
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    report(b, 'BF2104', { name: name.name, columns: found.length }, name);
    return undefined;
  }
  if (!from.complete) return undefined;
  const near = nearest(name.name, columnNames(from.columns));
  report(b, 'BF2101', { name: name.name, tables: undefined, empty: false, near }, name, {
    replacement: near === undefined ? undefined : writtenName(near),
  });
  return undefined;
}
