import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Call, Expr, From, Ident, Query, QueryBody, Select, WindowSpec } from '../../sql/ast.ts';
import { type ExprVisitor, exprChildren, windowChildren } from '../../sql/children.ts';

/** What names of a query text stand for that the types of its columns do not show. */
export interface LocalNames {
  /** The common table expression that an item of FROM reads. */
  readonly tables: ReadonlyMap<From, Query>;
  /** The window that a call names. */
  readonly windows: ReadonlyMap<Call, WindowSpec>;
}

interface Names extends LocalNames {
  readonly tables: Map<From, Query>;
  readonly windows: Map<Call, WindowSpec>;
}

/** Common tables and windows in sight, innermost first. */
interface Sight {
  readonly outer: Sight | undefined;
  readonly name: string;
  readonly query: Query;
}

/** Finds them. Linear in the size of the query. */
export function localNames(query: Query): LocalNames {
  const names: Names = { tables: new Map(), windows: new Map() };
  queryNames(query, undefined, names);
  return names;
}

function queryNames(query: Query, outer: Sight | undefined, names: Names): void {
  let sight = withCommonTables(query.ctes, query.recursive, outer, names);
  bodyNames(query.body, sight, names);
  const visit = visitor(sight, names, []);
  for (const item of query.orderBy) visit.expr(item.of);
  for (const pipe of query.pipes) sight = pipeNames(pipe, sight, names);
}

function withCommonTables(ctes: Query['ctes'], recursive: boolean, outer: Sight | undefined, names: Names) {
  let sight = outer;
  if (recursive) for (const { name, query } of ctes) sight = { outer: sight, name: name.name.toLowerCase(), query };
  for (const { name, query } of ctes) {
    queryNames(query, sight, names);
    if (!recursive) sight = { outer: sight, name: name.name.toLowerCase(), query };
  }
  return sight;
}

function bodyNames(body: QueryBody, sight: Sight | undefined, names: Names): void {
  switch (body.kind) {
    case 'select':
      selectNames(body, sight, names);
      return;
    case 'set':
      bodyNames(body.left, sight, names);
      bodyNames(body.right, sight, names);
      return;
    case 'nested':
      queryNames(body.query, sight, names);
      return;
    case 'from':
      fromNames(body.from, sight, names);
      return;
    case 'verbatim':
    case 'opaque':
    case 'bad':
      return;
    default:
      unreachable(body);
  }
}

function selectNames(select: Select, sight: Sight | undefined, names: Names): void {
  if (select.from) fromNames(select.from, sight, names);
  const visit = visitor(sight, names, select.windows);
  for (const item of select.items) {
    if (item.kind === 'expr') visit.expr(item.value);
    else {
      if (item.of) visit.expr(item.of);
      for (const { value } of item.replace) visit.expr(value);
    }
  }
  for (const clause of [select.where, select.having, select.qualify]) if (clause) visit.expr(clause);
  if ('items' in select.groupBy) for (const item of select.groupBy.items) visit.expr(item);
  for (const { spec } of select.windows) windowChildren(spec, visit);
}

function fromNames(from: From, sight: Sight | undefined, names: Names): void {
  const visit = visitor(sight, names, []);
  switch (from.kind) {
    case 'table':
      tableName(from, sight, names);
      return;
    case 'subquery':
      queryNames(from.query, sight, names);
      return;
    case 'unnest':
      visit.expr(from.of);
      for (const array of from.more) visit.expr(array);
      return;
    case 'tableFunction':
      exprChildren(from.call, visit);
      return;
    case 'join':
      fromNames(from.left, sight, names);
      fromNames(from.right, sight, names);
      if (from.on) visit.expr(from.on);
      return;
    case 'pivot':
    case 'unpivot':
    case 'sample':
    case 'paren':
      fromNames(from.of, sight, names);
      return;
    case 'verbatim':
    case 'input':
    case 'opaque':
    case 'bad':
      return;
    default:
      unreachable(from);
  }
}

function tableName(from: Extract<From, { kind: 'table' }>, sight: Sight | undefined, names: Names): void {
  if (from.parts.length !== 1) return;
  const name = from.parts[0]?.name.toLowerCase();
  for (let at = sight; at; at = at.outer) {
    if (at.name !== name) continue;
    names.tables.set(from, at.query);
    return;
  }
}

function pipeNames(pipe: Query['pipes'][number], sight: Sight | undefined, names: Names): Sight | undefined {
  const visit = visitor(sight, names, []);
  switch (pipe.kind) {
    case 'select':
      selectNames(pipe.select, sight, names);
      return sight;
    case 'extend':
    case 'window': {
      const inItem = 'windows' in pipe && pipe.windows ? visitor(sight, names, pipe.windows) : visit;
      for (const item of pipe.items) if (item.kind === 'expr') inItem.expr(item.value);
      return sight;
    }
    case 'set':
      for (const { value } of pipe.items) visit.expr(value);
      return sight;
    case 'where':
    case 'assert':
      visit.expr(pipe.condition);
      return sight;
    case 'aggregate':
      for (const { value } of [...pipe.items, ...pipe.groupBy]) visit.expr(value);
      return sight;
    case 'join':
      fromNames(pipe.join, sight, names);
      return sight;
    case 'setOperation':
      for (const query of pipe.queries) queryNames(query, sight, names);
      return sight;
    case 'with':
      return withCommonTables(pipe.ctes, pipe.recursive, sight, names);
    case 'call':
      exprChildren(pipe.call, visit);
      return sight;
    default:
      return sight;
  }
}

function visitor(sight: Sight | undefined, names: Names, windows: Select['windows']): ExprVisitor {
  const visit: ExprVisitor = {
    expr: (expr) => {
      let at: Expr = expr;
      for (; at.kind === 'binary'; at = at.left) visit.expr(at.right);
      if (at.kind === 'call' && at.over) nameWindow(at, windows, names);
      exprChildren(at, visit);
    },
    query: (query) => queryNames(query, sight, names),
  };
  return visit;
}

function nameWindow(call: Call, windows: Select['windows'], names: Names): void {
  const { over } = call;
  if (!over) return;
  const spec = named('partitionBy' in over ? over.base : over, windows);
  if (spec) names.windows.set(call, 'partitionBy' in over ? merged(spec, over) : spec);
}

/** A window of the SELECT with what it takes over from the one that it builds on. */
function named(name: Ident | undefined, windows: Select['windows'], depth = 0): WindowSpec | undefined {
  const lower = name?.name.toLowerCase();
  const spec = windows.find((window) => window.name.name.toLowerCase() === lower)?.spec;
  const base = spec && depth < windows.length ? named(spec.base, windows, depth + 1) : undefined;
  return spec && base ? merged(base, spec) : spec;
}

const merged = (base: WindowSpec, spec: WindowSpec): WindowSpec => ({
  ...spec,
  partitionBy: [...base.partitionBy, ...spec.partitionBy],
  orderBy: [...base.orderBy, ...spec.orderBy],
});
