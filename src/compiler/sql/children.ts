import type { Call, Expr, OrderItem, Query, WindowSpec } from './ast.ts';

/** What is done with the parts of an expression. */
export interface ExprVisitor {
  readonly expr: (expr: Expr) => void;
  readonly query: (query: Query) => void;
}

const each = (items: readonly Expr[], v: ExprVisitor): void => {
  for (let i = 0; i < items.length; i += 1) v.expr(items[i] as Expr);
};

const ordered = (items: readonly OrderItem[], v: ExprVisitor): void => {
  for (let i = 0; i < items.length; i += 1) v.expr((items[i] as OrderItem).of);
};

/** Calls the visitor for what a window says: partition, order, frame. */
export function windowChildren(spec: WindowSpec, v: ExprVisitor): void {
  each(spec.partitionBy, v);
  ordered(spec.orderBy, v);
  if (spec.frame?.from.of) v.expr(spec.frame.from.of);
  if (spec.frame?.to?.of) v.expr(spec.frame.to.of);
}

/** Calls the visitor for the arguments of a call and what stands beside them; a named window is left out. */
export function callChildren(call: Call, v: ExprVisitor): void {
  each(call.args, v);
  if (call.having) v.expr(call.having.of);
  ordered(call.orderBy, v);
  if (call.limit) v.expr(call.limit);
  if (call.over && 'partitionBy' in call.over) windowChildren(call.over, v);
}

/** Calls the visitor for each direct part of an expression, in the order of the text. */
export function exprChildren(expr: Expr, v: ExprVisitor): void {
  switch (expr.kind) {
    case 'field':
    case 'unary':
    case 'is':
      v.expr(expr.of);
      return;
    case 'index':
      v.expr(expr.of);
      v.expr(expr.index);
      return;
    case 'call':
      callChildren(expr, v);
      return;
    case 'binary':
    case 'distinctFrom':
    case 'like':
      v.expr(expr.left);
      v.expr(expr.right);
      return;
    case 'between':
      each([expr.of, expr.low, expr.high], v);
      return;
    case 'in':
      v.expr(expr.of);
      each(expr.list, v);
      return;
    case 'inQuery':
      v.expr(expr.of);
      v.query(expr.query);
      return;
    case 'inArray':
      v.expr(expr.of);
      v.expr(expr.array);
      return;
    case 'scalar':
    case 'arrayQuery':
    case 'exists':
      v.query(expr.query);
      return;
    case 'array':
      each(expr.items, v);
      return;
    case 'interval':
      v.expr(expr.of);
      return;
    case 'named':
      v.expr(expr.value);
      return;
    case 'lambda':
      v.expr(expr.body);
      return;
    default:
      longChildren(expr, v);
      return;
  }
}

type Long = Extract<
  Expr,
  { readonly kind: 'case' | 'cast' | 'extract' | 'struct' | 'quantified' | 'with' | 'replaceFields' }
>;
type Leaf = Extract<
  Expr,
  {
    readonly kind:
      | 'null'
      | 'star'
      | 'bad'
      | 'verbatim'
      | 'bool'
      | 'int'
      | 'float'
      | 'param'
      | 'string'
      | 'bytes'
      | 'typed'
      | 'path'
      | 'range'
      | 'relation'
      | 'default'
      | 'opaque';
  }
>;

function longChildren(expr: Long | Leaf, v: ExprVisitor): void {
  switch (expr.kind) {
    case 'case':
      if (expr.of) v.expr(expr.of);
      for (const { when, result } of expr.whens) each([when, result], v);
      if (expr.otherwise) v.expr(expr.otherwise);
      return;
    case 'cast':
      v.expr(expr.of);
      if (expr.format) v.expr(expr.format);
      if (expr.zone) v.expr(expr.zone);
      return;
    case 'extract':
      v.expr(expr.of);
      if (expr.zone) v.expr(expr.zone);
      return;
    case 'struct':
      for (const { value } of expr.fields) v.expr(value);
      return;
    case 'quantified':
      v.expr(expr.left);
      if (expr.right.kind === 'list') each(expr.right.items, v);
      else if (expr.right.kind === 'array') v.expr(expr.right.of);
      else v.query(expr.right.query);
      return;
    case 'with':
      for (const { value } of expr.variables) v.expr(value);
      v.expr(expr.result);
      return;
    case 'replaceFields':
      v.expr(expr.of);
      for (const { value } of expr.fields) v.expr(value);
      return;
    default:
      noChildren(expr);
  }
}

/** Proves that what is left has no parts. */
const noChildren = (_: Leaf): void => undefined;

/** Whether this holds for an expression or for one of its parts; subqueries are passed over. */
export function holdsWithin(e: Expr, is: (part: Expr) => boolean): boolean {
  if (is(e)) return true;
  let found = false;
  exprChildren(e, {
    expr: (part) => {
      found ||= holdsWithin(part, is);
    },
    query: () => undefined,
  });
  return found;
}
