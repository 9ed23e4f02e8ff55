import type { Expr, From, Query, QueryBody, Select } from '../../sql/ast.ts';
import { exprChildren } from '../../sql/children.ts';

type Table = Extract<From, { readonly kind: 'table' }>;

/** Where a table stands that a recursive query may not name there, as a finding says it. */
export type Barred = string | undefined;

/** What is done with each table; `barred` is where it stands, if a recursive query may not name it there. */
interface Walk {
  readonly visit: (table: Table, barred: Barred) => void;
  /** Says why a SELECT bars the tables of its FROM. */
  readonly bars: (select: Select) => Barred;
  /** Lower-case names of the common tables of inner queries, innermost last, where they hide others of their name. */
  readonly inner?: string[];
}

const visitTable = ({ visit, inner }: Walk, table: Table, barred: Barred): void => {
  const [only] = table.parts;
  if (table.parts.length > 1 || !only || !inner?.includes(only.name.toLowerCase())) visit(table, barred);
};

/** Calls back for every table of a FROM clause in a query, its subqueries and common tables included. */
function eachTable(w: Walk, query: Query, barred: Barred): void {
  const { inner: hidden = [] } = w;
  const { length } = hidden;
  if (query.recursive) for (const { name } of query.ctes) hidden.push(name.name.toLowerCase());
  for (const { name, query: inner } of query.ctes) {
    eachTable(w, inner, barred);
    if (!query.recursive) hidden.push(name.name.toLowerCase());
  }
  bodyTables(w, query.body, barred);
  for (const { of } of query.orderBy) exprTables(w, of);
  for (const pipe of query.pipes) {
    if (pipe.kind === 'select') selectTables(w, pipe.select, barred);
    if (pipe.kind === 'join') fromTables(w, pipe.join, barred);
    if (pipe.kind === 'where') exprTables(w, pipe.condition);
    if (pipe.kind === 'setOperation') for (const inner of pipe.queries) eachTable(w, inner, barred);
    if (pipe.kind === 'with') for (const { query: inner } of pipe.ctes) eachTable(w, inner, barred);
    if (pipe.kind === 'extend') for (const item of pipe.items) if (item.kind === 'expr') exprTables(w, item.value);
  }
  hidden.length = length;
}

function bodyTables(w: Walk, body: QueryBody, barred: Barred): void {
  let at = body;
  for (; at.kind === 'set'; at = at.left) bodyTables(w, at.right, barred);
  if (at.kind === 'select') selectTables(w, at, barred);
  if (at.kind === 'nested') eachTable(w, at.query, barred);
  if (at.kind === 'from') fromTables(w, at.from, barred);
}

function selectTables(w: Walk, select: Select, barred: Barred): void {
  if (select.from) fromTables(w, select.from, barred ?? w.bars(select));
  for (const item of select.items) {
    const value = item.kind === 'expr' ? item.value : item.of;
    if (value) exprTables(w, value);
  }
  for (const clause of [select.where, select.having, select.qualify]) if (clause) exprTables(w, clause);
}

function fromTables(w: Walk, from: From, barred: Barred): void {
  switch (from.kind) {
    case 'table':
      visitTable(w, from, barred);
      return;
    case 'subquery':
      eachTable(w, from.query, barred);
      return;
    case 'unnest':
      exprTables(w, from.of);
      return;
    case 'tableFunction':
      exprTables(w, from.call);
      return;
    case 'join':
      fromTables(
        w,
        from.left,
        barred ?? (from.type === 'RIGHT' || from.type === 'FULL' ? outerSide(from.type) : undefined),
      );
      fromTables(
        w,
        from.right,
        barred ?? (from.type === 'LEFT' || from.type === 'FULL' ? outerSide(from.type) : undefined),
      );
      if (from.on) exprTables(w, from.on);
      return;
    case 'pivot':
    case 'unpivot':
    case 'sample':
    case 'paren':
      fromTables(w, from.of, barred);
      return;
    default:
      return;
  }
}

const outerSide = (type: string): string => `on a side of a ${type} JOIN that may be NULL`;

const IN_EXPRESSION = 'in a subquery of an expression';

/** Deep chains of operators are walked in a loop. */
function exprTables(w: Walk, expr: Expr): void {
  const open: Expr[] = [expr];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.kind === 'relation' && at.what === 'TABLE') visitTable(w, { ...at, kind: 'table' }, IN_EXPRESSION);
    exprChildren(at, { expr: (part) => void open.push(part), query: (query) => eachTable(w, query, IN_EXPRESSION) });
  }
}

/** Lower-case names of one part that a query reads, those of common tables included; with `free` not those of its own. */
export function tableNames(query: Query, free = false): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = ({ parts }: Table): void => {
    const [only] = parts;
    if (only && parts.length === 1) names.add(only.name.toLowerCase());
  };
  eachTable({ visit, bars: () => undefined, ...(free && { inner: [] }) }, query, undefined);
  return names;
}

/** The places of a query body that name a table, in the order of the text. */
export function namesOf(
  body: QueryBody,
  name: string,
  bars: Walk['bars'],
): readonly { readonly table: Table; readonly barred: Barred }[] {
  const lower = name.toLowerCase();
  const found: { table: Table; barred: Barred }[] = [];
  const visit = (table: Table, barred: Barred): void => {
    if (table.parts.length === 1 && table.parts[0]?.name.toLowerCase() === lower) found.push({ table, barred });
  };
  bodyTables({ visit, bars, inner: [] }, body, undefined);
  return found.sort((a, b) => a.table.start - b.table.start);
}
