import type { At, Expr, From, Grouping, Ident, Query, QueryBody, Select, SelectItem } from '../ast.ts';
import { windowSpec } from './call.ts';
import {
  alias,
  type Cursor,
  deeper,
  endOf,
  expect,
  here,
  ident,
  list,
  looks,
  parenthesised,
  peek,
  refuse,
  sealed,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
} from './cursor.ts';
import { expression, orderItems } from './expression.ts';
import { from } from './from.ts';

/** What may follow a query in parentheses that is itself part of a query. */
const afterNested = [')', 'UNION', 'INTERSECT', 'EXCEPT', 'ORDER', 'LIMIT', ';', ''];

/** Whether a query starts at a token, by default the next. A parenthesised query that is an operand is an expression. */
export function isQuery(c: Cursor, ahead = 0): boolean {
  let last = c.at + ahead;
  const groups: number[] = [];
  while (textOf(c, c.tokens[last]) === '(') {
    groups.push(last);
    last += 1;
  }
  const token = c.tokens[last];
  const first = textOf(c, token).toUpperCase();
  if (token?.kind !== 'name') return false;
  if (first !== 'SELECT' && !(first === 'WITH' && textOf(c, c.tokens[last + 1]) !== '(')) return false;
  return groups.every((group) => {
    const close = c.closers.get(group);
    return close !== undefined && afterNested.includes(textOf(c, c.tokens[close + 1]).toUpperCase());
  });
}

/** A query expression: WITH, set operations, ORDER BY, LIMIT. */
export const query = (c: Cursor): Query => deeper(c, () => queryExpression(c));

function queryExpression(c: Cursor): Query {
  const start = here(c);
  const withClause = take(c, 'WITH');
  const recursive = withClause && take(c, 'RECURSIVE');
  const ctes = withClause ? cteList(c) : [];
  const body = setOperation(c);
  const orderBy = take(c, 'ORDER', 'BY') ? orderItems(c) : [];
  const limit = take(c, 'LIMIT') ? expression(c) : undefined;
  const offset = limit && take(c, 'OFFSET') ? expression(c) : undefined;
  if (looks(c, '|>')) {
    refuse(c, at(c), 'pipe syntax');
    skipToClose(c);
  }
  return {
    ...since(c, start),
    recursive,
    ctes,
    body,
    orderBy,
    pipes: [],
    ...(limit ? { limit } : {}),
    ...(offset ? { offset } : {}),
  };
}

const at = (c: Cursor): At => peek(c) ?? { start: 0, end: 0 };

function skipToClose(c: Cursor): void {
  for (let depth = 0; peek(c); c.at += 1) {
    if (looks(c, '(')) depth += 1;
    if (looks(c, ')') && depth === 0) return;
    if (looks(c, ')')) depth -= 1;
  }
}

function cteList(c: Cursor): { name: Ident; query: Query }[] {
  const ctes: { name: Ident; query: Query }[] = [];
  do {
    if (ctes.length > 0 && looks(c, 'SELECT')) break;
    const name = ident(c);
    if (looks(c, '(')) unexpected(c, 'AS');
    expect(c, 'AS');
    ctes.push({ name, query: parenthesised(c, () => query(c), badQuery) });
  } while (take(c, ','));
  return ctes;
}

export const badQuery = (where: At): Query => ({
  ...where,
  recursive: false,
  ctes: [],
  body: { ...where, kind: 'bad' },
  orderBy: [],
  pipes: [],
});

const setOperators = [
  'UNION ALL BY NAME',
  'UNION DISTINCT BY NAME',
  'UNION ALL',
  'UNION DISTINCT',
  'INTERSECT DISTINCT',
  'EXCEPT DISTINCT',
] as const;

function setOperation(c: Cursor): QueryBody {
  const start = here(c);
  let left = queryPrimary(c);
  for (let op = takeOne(c, setOperators); op; op = takeOne(c, setOperators)) {
    if (looks(c, 'BY', 'NAME') || looks(c, 'CORRESPONDING')) unexpected(c);
    const right = queryPrimary(c);
    left = { ...since(c, start), kind: 'set', op, left, right };
  }
  return left;
}

function queryPrimary(c: Cursor): QueryBody {
  const start = here(c);
  if (looks(c, 'SELECT')) return select(c);
  const text = sealed(c);
  if (text !== undefined) {
    c.at += 1;
    return { ...since(c, start), kind: 'verbatim', text };
  }
  if (!looks(c, '(')) return unexpected(c, 'SELECT');
  return parenthesised<QueryBody>(
    c,
    () => ({ start, kind: 'nested', query: query(c), end: endOf(c) + 1 }),
    (where) => ({ ...where, kind: 'bad' }),
  );
}

const clauseEnds = [
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'WINDOW',
  'ORDER',
  'LIMIT',
  'UNION',
  'EXCEPT',
  'INTERSECT',
];

function select(c: Cursor): Select {
  const start = here(c);
  expect(c, 'SELECT');
  const distinct = takeOne(c, ['DISTINCT', 'ALL']) === 'DISTINCT';
  const as = take(c, 'AS') ? (takeOne(c, ['STRUCT', 'VALUE'] as const) ?? unexpected(c, 'STRUCT or VALUE')) : undefined;
  const items = [selectItem(c)];
  while (take(c, ',')) {
    if (!peek(c) || looks(c, ')') || clauseEnds.some((word) => looks(c, word))) break;
    items.push(selectItem(c));
  }
  const source: From | undefined = take(c, 'FROM') ? from(c) : undefined;
  const where = take(c, 'WHERE') ? expression(c) : undefined;
  const groupBy = take(c, 'GROUP', 'BY') ? grouping(c) : ({ kind: 'none' } as const);
  const having = take(c, 'HAVING') ? expression(c) : undefined;
  const qualify = take(c, 'QUALIFY') ? expression(c) : undefined;
  const windows = take(c, 'WINDOW') ? list(c, () => namedWindow(c)) : [];
  return {
    ...since(c, start),
    kind: 'select',
    distinct,
    items,
    groupBy,
    windows,
    ...(as ? { as } : {}),
    ...(source ? { from: source } : {}),
    ...(where ? { where } : {}),
    ...(having ? { having } : {}),
    ...(qualify ? { qualify } : {}),
  };
}

function namedWindow(c: Cursor): Select['windows'][number] {
  const name = ident(c);
  expect(c, 'AS');
  const start = here(c);
  if (looks(c, '(')) return { name, spec: windowSpec(c) };
  const base = ident(c);
  return { name, spec: { ...since(c, start), base, partitionBy: [], orderBy: [] } };
}

function grouping(c: Cursor): Grouping {
  if (take(c, 'ALL')) return { kind: 'all' };
  const kind = takeOne(c, ['ROLLUP', 'CUBE'] as const);
  if (kind)
    return parenthesised<Grouping>(
      c,
      () => ({ kind, items: list(c, () => expression(c)) }),
      () => ({ kind: 'none' }),
    );
  if (take(c, 'GROUPING', 'SETS')) {
    return parenthesised<Grouping>(
      c,
      () => ({ kind: 'sets', sets: list(c, () => ({ kind: 'set' as const, items: groupingSet(c) })) }),
      () => ({ kind: 'none' }),
    );
  }
  return { kind: 'items', items: list(c, () => expression(c)) };
}

function groupingSet(c: Cursor): readonly Expr[] {
  if (looks(c, '(')) {
    return parenthesised<readonly Expr[]>(
      c,
      () => (looks(c, ')') ? [] : list(c, () => expression(c))),
      () => [],
    );
  }
  return [expression(c)];
}

function selectItem(c: Cursor): SelectItem {
  const start = here(c);
  if (looks(c, '*')) return star(c, start, undefined);
  const value = expression(c);
  if (looks(c, '.', '*')) {
    c.at += 1;
    return star(c, start, value);
  }
  const name = alias(c);
  return { ...since(c, start), kind: 'expr', value, ...(name ? { alias: name } : {}) };
}

function star(c: Cursor, start: number, of: Expr | undefined): SelectItem {
  expect(c, '*');
  const except = take(c, 'EXCEPT')
    ? parenthesised(
        c,
        () => list(c, () => ident(c)),
        () => [],
      )
    : [];
  const replace = take(c, 'REPLACE')
    ? parenthesised(
        c,
        () => list(c, () => replacement(c)),
        () => [],
      )
    : [];
  return { ...since(c, start), kind: 'star', except, replace, ...(of ? { of } : {}) };
}

function replacement(c: Cursor): { value: Expr; name: Ident } {
  const value = expression(c);
  expect(c, 'AS');
  return { value, name: ident(c) };
}
