import type { CommonTable, Ident, Query, Select } from '../../sql/ast.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import { type Rows, sameName } from '../model/relation.ts';
import { NOTHING } from '../scope/from-scope.ts';
import { nearest } from '../scope/near.ts';
import { bindQuery, UNKNOWN_ROWS } from './bind-query.ts';
import { plain } from './place.ts';
import { bindSet, type SetBody } from './set-operation.ts';
import { surveyOf } from './survey.ts';
import { type Barred, namesOf, tableNames } from './walk.ts';

/** Binds the common tables of a WITH and makes them visible, until the caller cuts `b.tables` back. */
export function bindCommonTables(b: Binder, { recursive, ctes }: Pick<Query, 'recursive' | 'ctes'>): void {
  if (ctes.length === 0) return;
  reportDuplicates(b, ctes);
  if (recursive) bindRecursive(b, ctes);
  else for (const cte of ctes) b.tables.push({ name: cte.name.name, rows: bindQuery(b, undefined, cte.query) });
}

function reportDuplicates(b: Binder, ctes: readonly CommonTable[]): void {
  const seen = new Set<string>();
  for (const { name } of ctes) {
    const lower = name.name.toLowerCase();
    if (seen.has(lower)) report(b, 'BF2111', { name: name.name }, name);
    seen.add(lower);
  }
}

/** Common tables of WITH RECURSIVE see one another, in any order; each is bound after those that it reads. */
function bindRecursive(b: Binder, ctes: readonly CommonTable[]): void {
  const byName = new Map(ctes.map((cte) => [cte.name.name.toLowerCase(), cte]));
  const state = new Map<CommonTable, 'open' | 'done'>();
  const visit = (cte: CommonTable): void => {
    if (state.has(cte)) return;
    state.set(cte, 'open');
    const own = cte.name.name.toLowerCase();
    const reads = tableNames(cte.query, true);
    for (const name of reads) {
      const other = byName.get(name);
      if (!other || name === own) continue;
      if (state.get(other) === 'open') {
        report(b, 'BF2323', { name: cte.name.name, other: other.name.name }, cte.name);
        b.tables.push({ name: other.name.name, rows: UNKNOWN_ROWS });
      } else visit(other);
    }
    const rows = reads.has(own) ? recursiveRows(b, cte) : bindQuery(b, undefined, cte.query);
    b.tables.push({ name: cte.name.name, rows: withDepth(b, cte, rows) });
    state.set(cte, 'done');
  };
  for (const cte of ctes) visit(cte);
}

function withDepth(b: Binder, { depth }: CommonTable, rows: Rows): Rows {
  if (!depth) return rows;
  for (const bound of [depth.low, depth.high]) if (bound) typeOf(b, { from: NOTHING }, bound, plain('WITH DEPTH'));
  const column = {
    name: depth.alias?.name ?? 'depth',
    type: { kind: 'INT64' },
    nullable: false,
    source: { kind: 'none' },
  } as const;
  return { ...rows, columns: [...rows.columns, column] };
}

/** A table that reads itself: rows of a first query, then more rows from those before. */
function recursiveRows(b: Binder, { name, query }: CommonTable): Rows {
  const { body } = query;
  const unknown = (): Rows => {
    b.tables.push({ name: name.name, rows: UNKNOWN_ROWS });
    const rows = bindQuery(b, undefined, query);
    b.tables.pop();
    return { columns: rows.columns, complete: rows.complete };
  };
  if (query.ctes.length > 0 || query.pipes.length > 0) return unknown();
  if (body.kind !== 'set' || !body.op.startsWith('UNION')) {
    if (body.kind === 'select' || body.kind === 'set') report(b, 'BF2321', { name: name.name }, name);
    return unknown();
  }
  const order = query.orderBy[0];
  if (order) report(b, 'BF2322', { name: name.name }, order.of);
  checkReferences(b, body, name);
  b.tables.push({ name: name.name, rows: UNKNOWN_ROWS });
  const rows = bindSet(b, undefined, body, name);
  b.tables.pop();
  b.rows.set(body, rows);
  b.rows.set(query, rows);
  return rows;
}

/** Reports where a recursive query names itself and may not. Source: GoogleSQL "Recursive CTEs", rules. */
function checkReferences(b: Binder, { left, right }: SetBody, { name }: Ident): void {
  for (const { table } of namesOf(left, name, () => undefined))
    report(b, 'BF2324', { name, where: 'in the first query' }, table);
  const makesGroups = (select: Select): Barred => {
    if (select.distinct) return 'below SELECT DISTINCT';
    if (select.groupBy.kind !== 'none') return 'below GROUP BY';
    const aggregate = select.items.some((item) => item.kind === 'expr' && surveyOf(b, item.value).aggregate);
    return aggregate ? 'below an aggregate function' : undefined;
  };
  for (const [i, { table, barred }] of namesOf(right, name, makesGroups).entries()) {
    const where = barred ?? (i > 0 ? 'more than once' : undefined);
    if (where !== undefined) report(b, 'BF2324', { name, where }, table);
  }
}

/** Reports names of tables that nobody knows and that are almost those of common tables that nothing reads. */
export function reportStrays(b: Binder, query: Query, from: number): void {
  if (b.made.anyTable) return;
  const read = tableNames(query);
  const unread = query.ctes.flatMap(({ name }) => (read.has(name.name.toLowerCase()) ? [] : [name.name]));
  if (unread.length === 0) return;
  for (const stray of b.strays.slice(from)) {
    const near = nearest(stray.name, unread);
    if (near !== undefined) report(b, 'BF2106', { name: stray.name, near }, stray, { replacement: near });
  }
}

/** The common table of that name in scope, innermost first. */
export function commonTable(b: Binder, name: string): Rows | undefined {
  for (let i = b.tables.length - 1; i >= 0; i -= 1) {
    const table = b.tables[i];
    if (table && sameName(table.name, name)) return table.rows;
  }
  return undefined;
}
