import type { Expr, From, Query, QueryBody, Select } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';

type Table = Extract<From, { readonly kind: 'table' }>;

/** Calls back for every table of a FROM clause in a query, its subqueries and common tables included. */
function eachTable(query: Query, visit: (table: Table) => void): void {
  for (const { query: inner } of query.ctes) eachTable(inner, visit);
  bodyTables(query.body, visit);
  for (const { of } of query.orderBy) exprTables(of, visit);
  for (const pipe of query.pipes) {
    if (pipe.kind === 'select') selectTables(pipe.select, visit);
    if (pipe.kind === 'join') fromTables(pipe.join, visit);
    if (pipe.kind === 'where') exprTables(pipe.condition, visit);
    if (pipe.kind === 'setOperation') for (const inner of pipe.queries) eachTable(inner, visit);
    if (pipe.kind === 'with') for (const { query: inner } of pipe.ctes) eachTable(inner, visit);
    if (pipe.kind === 'extend') for (const item of pipe.items) if (item.kind === 'expr') exprTables(item.value, visit);
  }
}

function bodyTables(body: QueryBody, visit: (table: Table) => void): void {
  let at = body;
  for (; at.kind === 'set'; at = at.left) bodyTables(at.right, visit);
  if (at.kind === 'select') selectTables(at, visit);
  if (at.kind === 'nested') eachTable(at.query, visit);
  if (at.kind === 'from') fromTables(at.from, visit);
}

function selectTables(select: Select, visit: (table: Table) => void): void {
  if (select.from) fromTables(select.from, visit);
  for (const item of select.items) {
    const value = item.kind === 'expr' ? item.value : item.of;
    if (value) exprTables(value, visit);
  }
  for (const clause of [select.where, select.having, select.qualify]) if (clause) exprTables(clause, visit);
}

function fromTables(from: From, visit: (table: Table) => void): void {
  switch (from.kind) {
    case 'table':
      visit(from);
      return;
    case 'subquery':
      eachTable(from.query, visit);
      return;
    case 'unnest':
      exprTables(from.of, visit);
      return;
    case 'tableFunction':
      exprTables(from.call, visit);
      return;
    case 'join':
      fromTables(from.left, visit);
      fromTables(from.right, visit);
      if (from.on) exprTables(from.on, visit);
      return;
    case 'pivot':
    case 'unpivot':
    case 'sample':
    case 'paren':
      fromTables(from.of, visit);
      return;
    default:
      return;
  }
}

/** Deep chains of operators are walked in a loop. */
function exprTables(expr: Expr, visit: (table: Table) => void): void {
  const open: Expr[] = [expr];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'relation' && at.what === 'TABLE') visit({ ...at, kind: 'table' });
    exprChildren(at, { expr: (part) => void open.push(part), query: (query) => eachTable(query, visit) });
  }
}

/** Lower-case names of one part that a query reads, those of common tables included. */
export function tableNames(query: Query): ReadonlySet<string> {
  const names = new Set<string>();
  eachTable(query, ({ parts }) => {
    const [only] = parts;
    if (only && parts.length === 1) names.add(only.name.toLowerCase());
  });
  return names;
}
