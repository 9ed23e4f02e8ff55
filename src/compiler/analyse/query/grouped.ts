import type { At, Call, Expr, Query } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Binding, Column, FromScope, Relation } from '../model/relation.ts';
import type { Keys } from './grouping.ts';
import { pathsOf } from './paths.ts';
import { sameExpr } from './same.ts';
import { callKind, surveyOf } from './survey.ts';

/** The column that stands for one of USING. */
export const canonical = (from: FromScope, column: Column): Column => from.merged?.get(column) ?? column;

/** What is checked and how it is told. */
interface Check {
  readonly b: Binder;
  readonly from: FromScope;
  readonly keys: Keys;
  readonly clause: string;
  /** After SELECT DISTINCT, not after GROUP BY. */
  readonly distinct?: true;
}

/**
 * Reports the columns of an expression that are neither grouped nor aggregated. Source: Google's analyzer: a path is
 * grouped where it or a struct that it reads is a key; `whole` (an item of the select list) also where the whole
 * expression is a key; not where a part of it is.
 */
export function checkGrouped(b: Binder, from: FromScope, keys: Keys, expr: Expr, clause: string, whole = false): void {
  if (keys.uncertain) return;
  if (whole && expr.kind !== 'path' && isKey({ b, from, keys }, expr)) return;
  walk({ b, from, keys, clause }, expr);
}

/** Whether a whole expression is one of the keys. */
const isKey = ({ b, from, keys }: Pick<Check, 'b' | 'from' | 'keys'>, expr: Expr): boolean =>
  keys.others.some((key) => sameExpr(b, from, key, expr));

/** Reports the columns of an ORDER BY that SELECT DISTINCT has removed. */
export function checkDistinctOrder(b: Binder, from: FromScope, keys: Keys, expr: Expr): void {
  if (keys.uncertain) return;
  const told = b.findings.length;
  walk({ b, from, keys, clause: 'ORDER BY', distinct: true }, expr);
  if (b.findings.length > told) return;
  const calls = surveyOf(b, expr);
  if (!calls.aggregate && !calls.analytic) return;
  report(b, 'BF2210', { name: calls.analytic ? 'a function with OVER' : 'an aggregate function' }, expr, {
    help: 'Take it into the SELECT list, and order by its name.',
  });
}

function walk(check: Check, expr: Expr): void {
  const open: Expr[] = [expr];
  const children: Expr[] = [];
  const visitor = {
    expr: (part: Expr) => void children.push(part),
    query: (query: Query) => inQuery(check, query),
  };
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'path') {
      inPath(check, at, false);
      continue;
    }
    if (at.kind === 'call' && skips(check, at)) continue;
    exprChildren(at, visitor);
    for (let part = children.pop(); part; part = children.pop()) open.push(part);
  }
}

/** Aggregate functions are computed before groups; what is not known may be one. */
function skips(check: Check, call: Call): boolean {
  if (check.distinct) return false;
  const [key] = call.args;
  if (call.name === 'GROUPING') return key !== undefined && key.kind !== 'path' && isKey(check, key);
  const kind = callKind(check.b, call);
  if (kind === 'aggregate') inAggregate(check, call);
  return kind === 'aggregate' || kind === 'unknown';
}

/** A name of the select list goes before a column, so `SUM(x)` may be an aggregate of an aggregate unawares. */
function inAggregate({ b, keys }: Check, call: Expr): void {
  if (keys.computed.size === 0) return;
  for (const path of pathsOf(call)) {
    const binding = b.bindings.get(path);
    if (path.kind !== 'path' || binding?.kind !== 'column' || !keys.computed.has(binding.column)) continue;
    const name = path.parts[0]?.name ?? '';
    report(b, 'BF2212', { name }, path, {
      help: `A name of the SELECT list goes before a column of that name. Write the column with its table, or give the result another name.`,
    });
  }
}

function inQuery(check: Check, query: Query): void {
  for (const path of check.b.outerPaths.get(check.from) ?? [])
    if (path.start >= query.start && path.end <= query.end) inPath(check, path, true);
}

function inPath(check: Check, path: Expr, correlated: boolean): void {
  const binding = check.b.bindings.get(path);
  if (!binding) return;
  if (binding.kind === 'column') {
    if (!isOurs(check.from, binding.column, correlated)) return;
    if (!isGrouped(check, canonical(check.from, binding.column), binding.path)) tell(check, binding.column, path);
  } else if (binding.kind === 'row') {
    if (!check.from.relations.includes(binding.relation) || binding.path.length > 0) return;
    if (!check.keys.relations.has(binding.relation) && binding.relation.complete) tell(check, binding.relation, path);
  }
}

/** Whether a column is one of a FROM clause, and no column of the select list or of another query. */
export const isOurs = (from: FromScope, column: Column, correlated: boolean): boolean =>
  from.columns.includes(column) ||
  from.relations.some(({ columns }) => columns !== from.columns && columns.includes(column)) ||
  (!correlated && column.pseudo === true);

function isGrouped({ keys }: Check, column: Column, path: Extract<Binding, { kind: 'column' }>['path']): boolean {
  if (ofGroupedElement(keys, column)) return true;
  const grouped = keys.columns.get(column);
  return (
    grouped?.some((key) => key.length <= path.length && key.every((name, i) => name === path[i]?.toLowerCase())) ??
    false
  );
}

/** Whether it is a field of rows that are values themselves, and the whole value is a key. */
function ofGroupedElement({ relations }: Keys, column: Column): boolean {
  const { source } = column;
  if (relations.size === 0 || (source.kind !== 'element' && !(source.kind === 'column' && source.path.length > 0)))
    return false;
  for (const relation of relations) if (relation.columns.includes(column)) return true;
  return false;
}

function tell(check: Check, what: Column | Relation, at: At): void {
  const { b, keys } = check;
  if (keys.told.has(what)) return;
  keys.told.add(what);
  const name = nameOf(what, at as Expr);
  if (check.distinct) report(b, 'BF2210', { name }, at);
  else
    report(b, 'BF2201', { name, clause: check.clause }, at, {
      help: `Add ${name} to GROUP BY, or take it in an aggregate function such as ANY_VALUE(${name}).`,
    });
}

function nameOf(what: Column | Relation, at: Expr): string {
  if (at.kind === 'path') return at.parts.map(({ name }) => name).join('.');
  return ('alias' in what ? what.alias : (what as Column).name) ?? '';
}

/** Reports a column of a star that is neither grouped nor aggregated. */
export function checkStar(b: Binder, from: FromScope, keys: Keys, output: Column, at: At): void {
  if (keys.uncertain || output.source.kind !== 'column') return;
  const column = output.source.of;
  const check: Check = { b, from, keys, clause: 'the SELECT list' };
  const inner = column.source;
  const grouped =
    isGrouped(check, canonical(from, column), []) ||
    (inner.kind === 'column' && inner.path.length > 0 && isGrouped(check, canonical(from, inner.of), inner.path));
  const ours = isOurs(from, column, false) || (inner.kind === 'column' && isOurs(from, inner.of, false));
  if (grouped || !ours) return;
  if (keys.told.has(column)) return;
  for (const other of from.columns) keys.told.add(other);
  report(b, 'BF2211', { name: column.name ?? 'a column without a name' }, at, {
    help: 'Write the columns that are grouped, and aggregate the others.',
  });
}
