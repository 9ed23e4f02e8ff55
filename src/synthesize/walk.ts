import { pathOf } from '../compiler/analyse/project/names.ts';
import type { SqlType } from '../compiler/analyse/types/type.ts';
import type { Expr, From, Ident, Pipe, Query, QueryBody, Select, SelectItem } from '../compiler/sql/ast.ts';
import { exprChildren } from '../compiler/sql/children.ts';
import { condition, exprEvidence } from './evidence.ts';
import { nodeOf, nodeOfColumn, type Round } from './flow.ts';
import { elementOf, fieldOf, type Node, see, unite } from './node.ts';
import { oneRow } from './one-row.ts';
import { CLOSED, columnIn, elementsOf, hasColumn, isOpen, type Opening } from './opening.ts';

/** Names that an expression may use and of which the analysis knows nothing. */
export interface Scope {
  readonly names: ReadonlyMap<string, Opening>;
  readonly outer?: Scope | undefined;
}

/** One walk over the texts of an action. */
export interface Walk {
  readonly round: Round;
  /** The columns behind a table's path: from outside, or of an action; closed for what nobody need know. */
  readonly table: (path: readonly string[]) => Opening;
  /** Where it cannot be told whose a column is, the likeliest is taken. */
  readonly guess: boolean;
  /** Set where a name was found that may be a column of several tables. */
  unclear: boolean;
  /** Lower-case names of variables that the texts declare: they are no columns. */
  readonly variables: ReadonlyMap<string, SqlType>;
  /** Common tables in scope, innermost last. */
  readonly commons: { readonly name: string; readonly opening: Opening }[];
}

/** Looks at a query and gives what its stars leave open. */
export function walkQuery(w: Walk, query: Query, outer: Scope | undefined): Opening {
  const depth = w.commons.length;
  for (const { name, query: inner } of query.ctes) {
    let opening: Opening = CLOSED;
    const common = { name: name.name.toLowerCase(), opening: { kind: 'each', of: () => [opening] } as Opening };
    if (query.recursive) w.commons.push(common);
    opening = walkQuery(w, inner, undefined);
    if (!query.recursive) w.commons.push(common);
  }
  const { opening, scope } = walkBody(w, query.body, outer);
  const inner = scope ?? { names: new Map(), outer };
  for (const { of } of query.orderBy) walkExpr(w, of, inner);
  let result = opening;
  for (const pipe of query.pipes) result = walkPipe(w, pipe, inner, result);
  w.commons.length = depth;
  return result;
}

interface Walked {
  readonly opening: Opening;
  readonly scope?: Scope;
}

function walkBody(w: Walk, body: QueryBody, outer: Scope | undefined): Walked {
  switch (body.kind) {
    case 'select':
      return walkSelect(w, body, outer);
    case 'set': {
      const [left, right] = [walkBody(w, body.left, outer), walkBody(w, body.right, outer)];
      const [a, b] = [w.round.rows.get(body.left), w.round.rows.get(body.right)];
      if (a?.complete && b?.complete && !body.byName)
        for (const [i, column] of a.columns.entries()) {
          const other = b.columns[i];
          const [x, y] = [nodeOfColumn(w.round, column), other && nodeOfColumn(w.round, other)];
          if (x && y) unite(x, y);
          else if (x && other) see(x, other.type, 3);
          else if (y) see(y, column.type, 3);
        }
      return { opening: { kind: 'each', of: () => [left.opening, right.opening] } };
    }
    case 'nested':
      return { opening: walkQuery(w, body.query, outer) };
    case 'from': {
      const scope = walkFrom(w, body.from, outer);
      return { opening: anyOf(scope.names, new Set()), scope };
    }
    default:
      return { opening: CLOSED };
  }
}

const anyOf = (names: ReadonlyMap<string, Opening>, except: ReadonlySet<string>): Opening => ({
  kind: 'any',
  of: () => [...names.values()],
  except,
});

function walkSelect(w: Walk, select: Select, outer: Scope | undefined): Walked {
  const scope = select.from ? walkFrom(w, select.from, outer) : { names: new Map(), outer };
  for (const item of select.items) if (item.kind === 'expr') walkExpr(w, item.value, scope);
  const opening = starOpening(w, select.items, scope);
  for (const clause of [select.where, select.having, select.qualify])
    if (clause) {
      walkExpr(w, clause, scope);
      condition(w.round, clause);
    }
  const { groupBy } = select;
  if ('items' in groupBy) for (const item of groupBy.items) walkExpr(w, item, scope);
  if (groupBy.kind === 'sets') for (const { items } of groupBy.sets) for (const item of items) walkExpr(w, item, scope);
  for (const { spec } of select.windows) {
    for (const one of spec.partitionBy) walkExpr(w, one, scope);
    for (const { of } of spec.orderBy) walkExpr(w, of, scope);
  }
  return { opening, scope };
}

/** What the stars of a select list leave open. */
function starOpening(w: Walk, items: readonly SelectItem[], scope: Scope): Opening {
  const openings: Opening[] = [];
  for (const item of items) {
    if (item.kind !== 'star') continue;
    for (const { value } of item.replace) walkExpr(w, value, scope);
    if (item.of) walkExpr(w, item.of, scope);
    const of = item.of ? starOf(w, item.of, scope) : [...scope.names.values()];
    for (const name of item.except) columnIn(of, name.name, w.guess);
    const hidden = new Set(
      [...item.except, ...item.replace.map(({ name }) => name)].map(({ name }) => name.toLowerCase()),
    );
    openings.push({ kind: 'any', of: () => of, except: hidden });
  }
  return { kind: 'any', of: () => openings, except: new Set() };
}

function starOf(w: Walk, of: Expr, scope: Scope): readonly Opening[] {
  const [first, ...more] = of.kind === 'path' ? of.parts : [];
  const named = first && more.length === 0 ? openingNamed(scope, first.name) : undefined;
  return [named ?? { kind: 'value', of: () => nodeOf(w.round, of) }];
}

function openingNamed(scope: Scope | undefined, name: string): Opening | undefined {
  for (let at = scope; at; at = at.outer) {
    const found = at.names.get(name.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

function walkFrom(w: Walk, from: From, outer: Scope | undefined): Scope {
  const names = new Map<string, Opening>();
  const scope: Scope = { names, outer };
  fromItem(w, from, names, scope);
  return scope;
}

function add(names: Map<string, Opening>, alias: string | undefined, opening: Opening): void {
  names.set(alias?.toLowerCase() ?? `\n${names.size}`, opening);
}

function fromItem(w: Walk, from: From, names: Map<string, Opening>, scope: Scope): void {
  switch (from.kind) {
    case 'table':
      tableItem(w, from, names, scope);
      return;
    case 'subquery':
      add(names, from.alias?.name, walkQuery(w, from.query, scope.outer));
      return;
    case 'unnest': {
      for (const one of [from.of, ...from.more]) walkExpr(w, one, scope);
      const node = nodeOf(w.round, from.of);
      if (node) elementOf(node);
      add(
        names,
        from.alias?.name,
        elementsOf(() => nodeOf(w.round, from.of)),
      );
      return;
    }
    case 'join':
      fromItem(w, from.left, names, scope);
      fromItem(w, from.right, names, scope);
      if (from.on) {
        walkExpr(w, from.on, scope);
        condition(w.round, from.on);
      }
      for (const name of from.using ?? []) using(w, from, name, names);
      return;
    case 'pivot':
    case 'unpivot':
    case 'sample':
    case 'paren':
      fromItem(w, from.of, names, scope);
      if (from.kind === 'pivot') {
        for (const { value } of from.pivot.aggregates) walkExpr(w, value, scope);
        walkExpr(w, from.pivot.of, scope);
        const node = nodeOf(w.round, from.pivot.of);
        for (const { value } of from.pivot.values)
          if (node && value.kind === 'string') see(node, { kind: 'STRING' }, 6);
      }
      if (from.kind === 'unpivot')
        for (const { columns } of from.unpivot.from) for (const column of columns) walkExpr(w, column, scope);
      return;
    case 'tableFunction':
      for (const arg of from.call.args) walkExpr(w, arg, scope);
      return;
    default:
      return;
  }
}

function tableItem(w: Walk, from: Extract<From, { kind: 'table' }>, names: Map<string, Opening>, scope: Scope): void {
  const { parts } = from;
  const [first] = parts;
  const alias = from.alias?.name ?? parts.at(-1)?.name;
  const common =
    first && parts.length === 1 ? w.commons.findLast(({ name }) => name === first.name.toLowerCase()) : undefined;
  if (common) {
    add(names, alias, common.opening);
    return;
  }
  const array = first && parts.length > 1 ? arrayNode(w, from, scope) : undefined;
  if (array) {
    elementOf(array);
    add(
      names,
      alias,
      elementsOf(() => array),
    );
    return;
  }
  const known = w.round.froms.get(from)?.relations[0];
  add(names, alias, known && !known.stored ? CLOSED : w.table(pathOf(parts)));
}

/** `FROM t, t.items`: the place of the array; undefined where the path names a table. */
function arrayNode(w: Walk, from: Extract<From, { kind: 'table' }>, scope: Scope): Node | undefined {
  const [first, ...rest] = from.parts;
  const opening = first && openingNamed(scope, first.name);
  if (!opening || w.round.froms.get(from)?.relations[0]?.stored) return undefined;
  return fieldsBelow(columnIn([opening], rest[0]?.name ?? '', true), rest.slice(1));
}

function fieldsBelow(node: Node | undefined, parts: readonly Ident[]): Node | undefined {
  let at = node;
  for (const { name } of parts) at = at && fieldOf(at, name);
  return at;
}

/** A column of USING is one place on both sides. */
function using(w: Walk, from: Extract<From, { kind: 'join' }>, name: Ident, names: ReadonlyMap<string, Opening>): void {
  const lower = name.name.toLowerCase();
  const side = (of: From): Node | undefined => {
    const scope = w.round.froms.get(of);
    const column = scope?.columns.find((one) => one.name?.toLowerCase() === lower);
    const node = column && nodeOfColumn(w.round, column);
    if (node || column) return node;
    const openings = (scope?.relations ?? []).flatMap(({ alias }) => names.get(alias?.toLowerCase() ?? '') ?? []);
    return columnIn(openings, name.name, w.guess);
  };
  const [left, right] = [side(from.left), side(from.right)];
  if (left && right) unite(left, right);
}

/** Functions that take a part of a date, which looks like a column. */
const takesPart = /(?:_DIFF|_TRUNC|^LAST_DAY)$/;

const datePart = /^(?:YEAR|ISOYEAR|QUARTER|MONTH|WEEK|ISOWEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)$/i;

const isDatePart = ({ parts }: Extract<Expr, { kind: 'path' }>): boolean =>
  parts.length === 1 && datePart.test(parts[0]?.name ?? '');

/** Looks at an expression, its parts first. Deep chains of operators are walked in a loop. */
export function walkExpr(w: Walk, expr: Expr, scope: Scope): void {
  const open: Expr[] = [expr];
  const order: Expr[] = [];
  for (let at = open.pop(); at; at = open.pop()) {
    order.push(at);
    exprChildren(at, { expr: (part) => void open.push(part), query: (query) => void walkQuery(w, query, scope) });
    if (at.kind === 'call' && at.where) open.push(at.where);
  }
  const parts = new Set(order.flatMap((one) => (one.kind === 'call' && takesPart.test(one.name) ? one.args : [])));
  for (const one of order) if (one.kind === 'path' && !(parts.has(one) && isDatePart(one))) resolvePath(w, one, scope);
  for (const one of order.reverse()) {
    exprEvidence(w.round, one);
    if (one.kind === 'scalar') oneRow(w, one.query);
  }
}

/** Finds out what a name stands for that the analysis could not know. */
function resolvePath(w: Walk, path: Extract<Expr, { kind: 'path' }>, scope: Scope): void {
  const binding = w.round.bindings.get(path);
  // A field that is read is there, though nothing else may be said of it.
  if (nodeOf(w.round, path)) return;
  if (binding && binding.kind !== 'unknown' && binding.kind !== 'row') return;
  const [first, ...rest] = path.parts;
  if (!first || /^_(partition|table_suffix|file_name)/i.test(first.name)) return;
  const named = openingNamed(scope, first.name);
  const variable = named ? undefined : w.variables.get(first.name.toLowerCase());
  if (variable) {
    if (rest.length === 0) w.round.types.set(path, { type: variable });
    return;
  }
  const node = named ? belowAlias(w, named, rest) : fieldsBelow(bareColumn(w, first.name, scope), rest);
  if (node) w.round.resolved.set(path, node);
}

function belowAlias(w: Walk, opening: Opening, [name, ...rest]: readonly Ident[]): Node | undefined {
  if (!name) return opening.kind === 'value' ? opening.of() : undefined;
  if (/^_(partition|table_suffix|file_name)/i.test(name.name)) return undefined;
  return fieldsBelow(columnIn([opening], name.name, w.guess), rest);
}

function bareColumn(w: Walk, name: string, scope: Scope): Node | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const known = [...at.names.values()].filter((one) => hasColumn(one, name));
    if (known.length > 0) return columnIn(known, name, w.guess);
  }
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const openings = [...at.names.values()];
    const found = columnIn(openings, name, w.guess);
    if (found) return found;
    if (!w.guess && openings.some((one) => isOpen(one))) {
      w.unclear = true;
      return undefined;
    }
  }
  return undefined;
}

function walkPipe(w: Walk, pipe: Pipe, scope: Scope, before: Opening): Opening {
  switch (pipe.kind) {
    case 'select':
      for (const item of pipe.select.items) if (item.kind === 'expr') walkExpr(w, item.value, scope);
      return starOpening(w, pipe.select.items, scope);
    case 'where':
      walkExpr(w, pipe.condition, scope);
      condition(w.round, pipe.condition);
      return before;
    case 'aggregate':
      for (const { value } of [...pipe.items, ...pipe.groupBy]) walkExpr(w, value, scope);
      return CLOSED;
    case 'extend':
    case 'window':
      for (const item of pipe.items) if (item.kind === 'expr') walkExpr(w, item.value, scope);
      return before;
    case 'join':
      fromItem(w, pipe.join, scope.names as Map<string, Opening>, scope);
      return anyOf(scope.names, new Set());
    case 'orderBy':
      for (const { of } of pipe.orderBy) walkExpr(w, of, scope);
      return before;
    default:
      return before;
  }
}
