import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, OrderItem, QueryBody } from '../../sql/ast.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type BindQuery, report } from '../model/binder.ts';
import type { FromScope, Rows, Scope } from '../model/relation.ts';
import { coerces } from '../types/coerce.ts';
import { typeText } from '../types/text.ts';
import { bindCommonTables, reportStrays } from './common-tables.ts';
import { bindFrom } from './from.ts';
import { bindOrderOfRows } from './order.ts';
import { bindPipes } from './pipe.ts';
import { plain } from './place.ts';
import { bindSelect } from './select.ts';
import { bindSet } from './set-operation.ts';

/** Rows of which nothing is known. */
export const UNKNOWN_ROWS: Rows = { columns: [], complete: false };

/** Binds a query: common tables, body, order, limit and pipe operators. See `BindQuery`. */
export const bindQuery: BindQuery = (b, outer, query) => {
  const before = b.tables.length;
  const strays = b.strays.length;
  bindCommonTables(b, query);
  let rows = bindBody(b, outer, query.body, query.orderBy);
  bindLimit(b, query.limit, 'LIMIT');
  bindLimit(b, query.offset, 'OFFSET');
  if (query.pipes.length > 0) rows = bindPipes(b, outer, query, rows);
  b.tables.length = before;
  if (query.ctes.length > 0 && b.strays.length > strays) reportStrays(b, query, strays);
  b.rows.set(query, rows);
  return rows;
};

/** Binds what stands between WITH and LIMIT, with the ORDER BY that follows it. */
export function bindBody(b: Binder, outer: Scope | undefined, body: QueryBody, orderBy: readonly OrderItem[]): Rows {
  if (body.kind === 'select') return bindSelect(b, outer, body, orderBy);
  const rows = otherBody(b, outer, body);
  b.rows.set(body, rows);
  if (orderBy.length > 0) bindOrderOfRows(b, outer, rows, orderBy);
  return rows;
}

function otherBody(b: Binder, outer: Scope | undefined, body: Exclude<QueryBody, { kind: 'select' }>): Rows {
  switch (body.kind) {
    case 'set':
      return bindSet(b, outer, body);
    case 'nested':
      return bindQuery(b, outer, body.query);
    case 'from':
      return starRows(bindFrom(b, outer, undefined, body.from));
    case 'verbatim':
    case 'opaque':
    case 'bad':
      return UNKNOWN_ROWS;
    default:
      return unreachable(body);
  }
}

/** The rows that `SELECT *` gives. */
export function starRows(from: FromScope): Rows {
  const [only] = from.relations;
  if (only?.value && from.relations.length === 1 && from.columns.length === 1)
    return { columns: from.columns, complete: from.complete, value: true };
  const columns = from.columns.some(({ pseudo }) => pseudo)
    ? from.columns.filter(({ pseudo }) => !pseudo)
    : from.columns;
  return { columns, complete: from.complete };
}

/** Types a row count and reports one that is certainly no INT64. */
export function bindLimit(b: Binder, expr: Expr | undefined, clause: 'LIMIT' | 'OFFSET'): void {
  if (!expr) return;
  const typed = typeOf(b, { from: { relations: [], columns: [], complete: true } }, expr, plain(clause));
  if (expr.kind === 'unary' && expr.op === '-') {
    report(b, 'BF2301', { clause, found: 'a number below zero' }, expr);
    return;
  }
  if (typed.type.kind === 'unknown' || typed.form === 'parameter') return;
  if (typed.form !== 'null' && typed.type.kind !== 'STRING' && coerces(typed, { kind: 'INT64' })) return;
  const found = typed.form === 'null' ? 'NULL' : typeText(typed.type);
  report(b, 'BF2301', { clause, found }, expr);
}
