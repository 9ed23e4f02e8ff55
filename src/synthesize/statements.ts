import { pathOf } from '../compiler/analyse/project/names.ts';
import { innerStatements } from '../compiler/analyse/project/statements.ts';
import type { Expr, Query, QueryBody } from '../compiler/sql/ast.ts';
import type { Assignment, Statement, TablePath } from '../compiler/sql/ast-statement.ts';
import { holdsWithin } from '../compiler/sql/children.ts';
import { compared, condition, constantText, valueNode } from './evidence.ts';
import { nodeOf } from './flow.ts';
import { isKeyName } from './name-hint.ts';
import { type Node, rootOf } from './node.ts';
import type { Opening } from './opening.ts';
import { columnIn } from './opening.ts';
import { type Scope, type Walk, walkExpr, walkQuery } from './walk.ts';

/** Looks at a statement of a script and those within it. */
export function walkStatement(w: Walk, statement: Statement): Opening | undefined {
  switch (statement.kind) {
    case 'query':
      return walkQuery(w, statement.query, undefined);
    case 'create':
    case 'createModel':
    case 'exportData':
    case 'for':
      if (statement.query) walkQuery(w, statement.query, undefined);
      break;
    case 'insert':
      insert(w, statement);
      break;
    case 'update': {
      const scope = targetScope(w, statement.table, statement.alias?.name);
      assignments(w, statement.set, scope);
      where(w, statement.where, scope);
      break;
    }
    case 'delete':
      where(w, statement.where, targetScope(w, statement.from, statement.alias?.name));
      break;
    case 'merge':
      merge(w, statement);
      break;
    case 'set':
    case 'declare':
    case 'assert': {
      const value = statement.kind === 'assert' ? statement.condition : statement.value;
      if (value) walkExpr(w, value, NO_NAMES);
      break;
    }
    case 'if':
      for (const { when } of statement.branches) walkExpr(w, when, NO_NAMES);
      break;
    default:
      break;
  }
  for (const inner of innerStatements(statement)) walkStatement(w, inner);
  return undefined;
}

const NO_NAMES: Scope = { names: new Map() };

function targetScope(w: Walk, path: TablePath, alias: string | undefined): Scope {
  const names = pathOf(path.parts);
  return { names: new Map([[(alias ?? names.at(-1) ?? '').toLowerCase(), w.table(names)]]) };
}

function where(w: Walk, e: Expr, scope: Scope): void {
  walkExpr(w, e, scope);
  condition(w.round, e);
}

function assignments(w: Walk, set: readonly Assignment[], scope: Scope): void {
  for (const { column, value } of set) {
    walkExpr(w, column, scope);
    walkExpr(w, value, scope);
    compared(w.round, [column, value], 'bounds');
  }
}

function insert(w: Walk, { source, into, columns }: Extract<Statement, { kind: 'insert' }>): void {
  const target = w.table(pathOf(into.parts));
  for (const { name } of columns) columnIn([target], name, true);
  if (source.kind === 'query') walkQuery(w, source.query, undefined);
  else for (const row of source.rows) for (const value of row) walkExpr(w, value, NO_NAMES);
}

function merge(w: Walk, { into, alias, using, on, whens }: Extract<Statement, { kind: 'merge' }>): void {
  const target = targetScope(w, into, alias?.name);
  const names = new Map(target.names);
  if (using.kind === 'subquery')
    names.set(using.alias?.name.toLowerCase() ?? '\n', walkQuery(w, using.query, undefined));
  else if (using.kind === 'table')
    names.set((using.alias?.name ?? using.parts.at(-1)?.name ?? '').toLowerCase(), w.table(pathOf(using.parts)));
  const scope: Scope = { names };
  where(w, on, scope);
  for (const { and, action } of whens) {
    if (and) where(w, and, scope);
    if (action.kind === 'update') assignments(w, action.set, scope);
    if (action.kind === 'insert') for (const value of action.values) walkExpr(w, value, scope);
  }
}

/** What an assertion asks of the places that it looks at: to be unique, not to be NULL, to be one of some values. */
export function assertionDemands(w: Walk, query: Query): void {
  const visit = (body: QueryBody): void => {
    if (body.kind === 'set') {
      visit(body.left);
      visit(body.right);
    } else if (body.kind === 'nested') visit(body.query.body);
    else if (body.kind === 'select') {
      if (body.where?.kind === 'unary' && body.where.op === 'NOT') demand(w, body.where.of);
      for (const clause of [body.where, body.having]) if (clause) refusal(w, clause);
      if (body.from?.kind === 'subquery') {
        const inner = body.from.query.body;
        const counted = body.where?.kind === 'binary' && body.where.op === '>';
        if (counted && inner.kind === 'select' && inner.groupBy.kind === 'items')
          uniqueKey(inner.groupBy.items.flatMap((item) => nodeOf(w.round, item) ?? []));
        visit(inner);
      }
    }
  };
  for (const { query: common } of query.ctes) visit(common.body);
  visit(query.body);
}

/** What a condition of an assertion says that must not be: old data, NULL, values below zero. */
function refusal(w: Walk, e: Expr): void {
  if (e.kind === 'binary' && (e.op === 'AND' || e.op === 'OR')) {
    refusal(w, e.left);
    refusal(w, e.right);
    return;
  }
  if (e.kind === 'is' && !e.not && e.what === 'NULL') {
    const node = nodeOf(w.round, e.of);
    if (node) node.required = true;
  }
  if (e.kind !== 'binary') return;
  const [low, high] = /^<=?$/.test(e.op) ? [e.left, e.right] : /^>=?$/.test(e.op) ? [e.right, e.left] : [];
  if (!low || !high) return;
  const since = high.kind === 'call' && /^\w+_DIFF$/.test(high.name) ? high.args[1] : undefined;
  const old = asksTheTime(high) ? valueNode(w.round, since ?? low) : undefined;
  if (old) old.fresh = true;
}

const CURRENT = /^CURRENT_(DATE|TIMESTAMP|DATETIME)$/;

/** Whether an expression depends on the time of the run. */
const asksTheTime = (e: Expr): boolean => holdsWithin(e, (part) => part.kind === 'call' && CURRENT.test(part.name));

function uniqueKey(nodes: readonly Node[]): void {
  const key = nodes.find((node) => isKeyName(node.places[0] ?? '')) ?? nodes[0];
  if (key) key.unique = true;
  for (const node of nodes) node.required = true;
}

function demand(w: Walk, e: Expr): void {
  if (e.kind === 'binary' && e.op === 'AND') {
    demand(w, e.left);
    demand(w, e.right);
    return;
  }
  const of = 'of' in e && e.of !== undefined ? nodeOf(w.round, e.of as Expr) : undefined;
  if (!of) return;
  if (e.kind === 'is' && e.not && e.what === 'NULL') of.required = true;
  if (e.kind === 'in' && !e.not)
    for (const item of e.list) {
      const text = constantText(item);
      if (text !== undefined) rootOf(of).hints.only.add(text);
    }
}
