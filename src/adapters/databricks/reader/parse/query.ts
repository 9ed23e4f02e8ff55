import type { Ident } from '../../../../compiler/sql/ast.ts';
import type { RawBody, RawGrouping, RawItem, RawQuery, RawSelect } from '../tree.ts';
import { windowSpec } from './call.ts';
import {
  alias,
  type Cursor,
  deeper,
  expect,
  given,
  here,
  ident,
  isIdent,
  list,
  looks,
  optionalList,
  parenthesised,
  peek,
  refuse,
  since,
  take,
  takeOne,
  unexpected,
  word,
} from './cursor.ts';
import { expression, orderItems } from './expression.ts';
import { from, valueRows } from './from.ts';

/** Whether a query starts here; brackets around it do not count. */
export function startsQuery(c: Cursor): boolean {
  let at = c.at;
  while (c.words[at] === '(') at += 1;
  const first = c.words[at];
  if (first === 'SELECT') return true;
  if (first === 'WITH') return c.tokens[at + 1]?.kind === 'name' || c.tokens[at + 1]?.kind === 'quoted';
  return (first === 'VALUES' && c.words[at + 1] !== '.') || (first === 'FROM' && at === c.at);
}

export const query = (c: Cursor): RawQuery => deeper(c, () => oneQuery(c));

function oneQuery(c: Cursor): RawQuery {
  const start = here(c);
  const withAt = peek(c);
  const recursive = looks(c, 'WITH', 'RECURSIVE');
  const ctes = take(c, 'WITH') ? commonTables(c, recursive) : [];
  const body = setOperation(c);
  const orderBy = take(c, 'ORDER', 'BY') ? orderItems(c) : [];
  for (const words of ['SORT', 'CLUSTER', 'DISTRIBUTE'])
    if (looks(c, words, 'BY'))
      refuse(peek(c) ?? withAt ?? { start, end: start }, `${words} BY`, 'It orders rows within a partition alone.');
  const limit = take(c, 'LIMIT') ? (take(c, 'ALL') ? undefined : expression(c)) : undefined;
  const offset = take(c, 'OFFSET') ? expression(c) : undefined;
  return { recursive, ctes, body, orderBy, ...given('limit', limit), ...given('offset', offset), ...since(c, start) };
}

function commonTables(c: Cursor, recursive: boolean): RawQuery['ctes'] {
  if (recursive) take(c, 'RECURSIVE');
  return list(c, () => {
    const name = ident(c);
    const columns = looks(c, '(') ? optionalList(c, (inner): Ident => ident(inner)) : [];
    take(c, 'AS');
    return { name, columns, query: parenthesised(c, () => query(c)) };
  });
}

/** UNION and EXCEPT from left to right; INTERSECT binds tighter. */
function setOperation(c: Cursor, tight = false): RawBody {
  const start = here(c);
  let left = tight ? term(c) : setOperation(c, true);
  for (;;) {
    const op = tight ? takeOne(c, ['INTERSECT'] as const) : takeOne(c, ['UNION', 'EXCEPT', 'MINUS'] as const);
    if (!op) return left;
    const all = take(c, 'ALL');
    if (!all) take(c, 'DISTINCT');
    const byName = take(c, 'BY', 'NAME');
    const right = tight ? term(c) : setOperation(c, true);
    left = { kind: 'set', op: op === 'MINUS' ? 'EXCEPT' : op, all, byName, left, right, ...since(c, start) };
  }
}

function term(c: Cursor): RawBody {
  const start = here(c);
  if (looks(c, 'SELECT')) return select(c);
  if (take(c, 'VALUES')) return { kind: 'values', rows: valueRows(c), ...since(c, start) };
  if (looks(c, 'FROM')) return refuse(peek(c) ?? { start, end: start }, 'a query that begins with FROM');
  if (looks(c, 'TABLE')) return refuse(peek(c) ?? { start, end: start }, 'TABLE as a query', 'Write SELECT * FROM.');
  if (!looks(c, '(')) return unexpected(c, '`SELECT`');
  const inner = parenthesised(c, () => query(c));
  return { kind: 'nested', query: inner, ...since(c, start) };
}

function select(c: Cursor): RawSelect {
  const start = here(c);
  expect(c, 'SELECT');
  const distinct = take(c, 'DISTINCT');
  if (!distinct) take(c, 'ALL');
  const items = list(c, item);
  const source = take(c, 'FROM') ? from(c) : undefined;
  const where = take(c, 'WHERE') ? expression(c) : undefined;
  const groupBy = take(c, 'GROUP', 'BY') ? grouping(c) : ({ kind: 'none' } as const);
  const having = take(c, 'HAVING') ? expression(c) : undefined;
  const early = looks(c, 'QUALIFY') ? undefined : windows(c);
  const qualify = take(c, 'QUALIFY') ? expression(c) : undefined;
  return {
    kind: 'select',
    distinct,
    items,
    ...given('from', source),
    ...given('where', where),
    groupBy,
    ...given('having', having),
    ...given('qualify', qualify),
    windows: early ?? windows(c) ?? [],
    ...since(c, start),
  };
}

function windows(c: Cursor): RawSelect['windows'] | undefined {
  if (!take(c, 'WINDOW')) return undefined;
  return list(c, () => {
    const name = ident(c);
    expect(c, 'AS');
    return { name, spec: windowSpec(c) };
  });
}

function item(c: Cursor): RawItem {
  const start = here(c);
  const of = starOf(c);
  if (of) {
    const except = looks(c, 'EXCEPT', '(') && word(c, 2) !== 'SELECT' ? exceptNames(c) : [];
    return { kind: 'star', ...(of.length > 0 && { of }), except, ...since(c, start) };
  }
  const value = expression(c);
  if (looks(c, 'AS', '(')) {
    c.at += 1;
    return {
      kind: 'expr',
      value,
      aliases: parenthesised(c, () => list(c, (inner) => ident(inner))),
      ...since(c, start),
    };
  }
  const name = alias(c);
  return { kind: 'expr', value, aliases: name ? [name] : [], ...since(c, start) };
}

/** What stands before `*`, none for a bare one; undefined where no star stands. */
function starOf(c: Cursor): readonly Ident[] | undefined {
  const from = c.at;
  if (take(c, '*')) return [];
  const parts: Ident[] = [];
  while (isIdent(c, 0, parts.length > 0) && word(c, 1) === '.') {
    parts.push(ident(c, true));
    c.at += 1;
    if (take(c, '*')) return parts;
  }
  c.at = from;
  return undefined;
}

function exceptNames(c: Cursor): Ident[] {
  c.at += 1;
  return parenthesised(c, () => list(c, (inner) => ident(inner)));
}

function grouping(c: Cursor): RawGrouping {
  if (looks(c, 'ALL') && !['(', '.'].includes(word(c, 1))) {
    c.at += 1;
    return { kind: 'all' };
  }
  const kind = takeOne(c, ['ROLLUP', 'CUBE'] as const);
  if (kind) return { kind, items: parenthesised(c, () => list(c, expression)) };
  if (take(c, 'GROUPING', 'SETS')) return { kind: 'sets', sets: parenthesised(c, () => list(c, groupingSet)) };
  const items = list(c, expression);
  if (looks(c, 'WITH', 'ROLLUP') || looks(c, 'WITH', 'CUBE')) {
    c.at += 1;
    return { kind: takeOne(c, ['ROLLUP', 'CUBE'] as const) ?? 'ROLLUP', items };
  }
  if (looks(c, 'GROUPING', 'SETS')) return refuse(peek(c) ?? { start: 0, end: 0 }, 'GROUPING SETS behind other keys');
  return { kind: 'items', items };
}

const groupingSet = (c: Cursor) => (looks(c, '(') ? optionalList(c, expression) : [expression(c)]);
