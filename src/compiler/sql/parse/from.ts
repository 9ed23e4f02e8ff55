import type { Expr, From, Ident, Pivot } from '../ast.ts';
import type { TablePath } from '../ast-statement.ts';
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
import { bad, expression } from './expression.ts';
import { isQuery, query } from './query.ts';

const badFrom = (at: { start: number; end: number }): From => ({ ...at, kind: 'bad' });

/** What follows FROM: tables and joins. A comma is a CROSS JOIN; both bind to the left. */
export const from = (c: Cursor): From => deeper(c, () => joins(c));

function joins(c: Cursor): From {
  const start = here(c);
  let left = item(c);
  for (;;) {
    if (take(c, ',')) {
      left = { start, kind: 'join', type: 'CROSS', left, right: item(c), end: endOf(c) };
      continue;
    }
    if (looks(c, 'NATURAL')) unexpected(c, 'JOIN with ON or USING');
    const type = joinType(c);
    if (!type) return left;
    const right = item(c);
    const on = take(c, 'ON') ? expression(c) : undefined;
    const using =
      !on && take(c, 'USING')
        ? parenthesised<Ident[]>(
            c,
            () => list(c, () => ident(c)),
            () => [],
          )
        : undefined;
    left = { ...since(c, start), kind: 'join', type, left, right, ...(on ? { on } : {}), ...(using ? { using } : {}) };
  }
}

function joinType(c: Cursor): 'CROSS' | 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | undefined {
  if (take(c, 'JOIN')) return 'INNER';
  const type = takeOne(c, ['CROSS', 'INNER', 'LEFT', 'RIGHT', 'FULL'] as const);
  if (!type) return undefined;
  if (type !== 'CROSS' && type !== 'INNER') take(c, 'OUTER');
  expect(c, 'JOIN');
  return type;
}

/** Words that follow a table and are no alias of it. */
const notAlias = ['PIVOT', 'UNPIVOT', 'OFFSET'];

function item(c: Cursor): From {
  const start = here(c);
  if (take(c, 'UNNEST')) {
    const of = parenthesised(c, () => expression(c), bad);
    const name = alias(c);
    const offset = withOffset(c);
    return {
      ...since(c, start),
      kind: 'unnest',
      of,
      more: [],
      ...(name ? { alias: name } : {}),
      ...(offset ? { offset } : {}),
    };
  }
  if (looks(c, '(')) return parenthesisedItem(c, start);
  const text = sealed(c);
  if (text !== undefined) {
    c.at += 1;
    const name = alias(c, notAlias);
    return { ...since(c, start), kind: 'verbatim', text, ...(name ? { alias: name } : {}) };
  }
  const { parts } = tablePath(c);
  if (looks(c, '(')) {
    refuse(c, since(c, start), 'a table function');
    parenthesised<Expr[]>(
      c,
      () => (looks(c, ')') ? [] : list(c, () => expression(c))),
      () => [],
    );
    alias(c);
    return badFrom(since(c, start));
  }
  const name = tableAlias(c);
  const offset = withOffset(c);
  const table: From = {
    ...since(c, start),
    kind: 'table',
    parts,
    ...(name ? { alias: name } : {}),
    ...(offset ? { offset } : {}),
  };
  return pivoted(c, start, table);
}

function parenthesisedItem(c: Cursor, start: number): From {
  if (!isQuery(c, 1) && sealed(c, 1) === undefined) {
    const of = parenthesised(c, () => from(c), badFrom);
    return { ...since(c, start), kind: 'paren', of };
  }
  const inner = parenthesised(
    c,
    () => query(c),
    () => undefined,
  );
  const name = tableAlias(c);
  if (!inner) return badFrom(since(c, start));
  return pivoted(c, start, { ...since(c, start), kind: 'subquery', query: inner, ...(name ? { alias: name } : {}) });
}

function tableAlias(c: Cursor): Ident | undefined {
  if (looks(c, 'FOR', 'SYSTEM_TIME')) unexpected(c);
  const name = alias(c, notAlias);
  if (looks(c, 'FOR', 'SYSTEM_TIME') || looks(c, 'TABLESAMPLE') || looks(c, 'UNPIVOT')) unexpected(c);
  return name;
}

function pivoted(c: Cursor, start: number, of: From): From {
  const at = here(c);
  if (!take(c, 'PIVOT')) return of;
  const pivot = pivotClause(c, at);
  const name = alias(c);
  return pivot
    ? { ...since(c, start), kind: 'pivot', of, pivot, ...(name ? { alias: name } : {}) }
    : badFrom(since(c, start));
}

function pivotClause(c: Cursor, start: number): Pivot | undefined {
  return parenthesised<Pivot | undefined>(
    c,
    () => {
      const aggregates = list(c, () => aliased(c));
      expect(c, 'FOR');
      const of = pivotColumn(c);
      expect(c, 'IN');
      const values = parenthesised(
        c,
        () => list(c, () => aliased(c)),
        () => [],
      );
      return { start, end: endOf(c) + 1, aggregates, of, values };
    },
    () => undefined,
  );
}

function pivotColumn(c: Cursor): Expr {
  const start = here(c);
  const parts = [ident(c)];
  while (take(c, '.')) parts.push(ident(c, true));
  return { ...since(c, start), kind: 'path', parts };
}

function aliased(c: Cursor): { value: Expr; alias?: Ident } {
  const value = expression(c);
  const name = alias(c);
  return name ? { value, alias: name } : { value };
}

function withOffset(c: Cursor): Ident | undefined {
  const start = here(c);
  if (!take(c, 'WITH', 'OFFSET')) return undefined;
  return alias(c) ?? { ...since(c, start), name: 'offset', quoted: false };
}

/** A table's name: `a.b.c`, with dashes in an unquoted project, or back-quoted as a whole or in parts. */
export function tablePath(c: Cursor): TablePath {
  const start = here(c);
  const parts: Ident[] = [];
  for (let more = true; more; ) {
    const part = pathPart(c, parts.length > 0);
    parts.push(...part.idents);
    more = part.dotted || take(c, '.');
  }
  return { ...since(c, start), parts };
}

/** One part; `dotted` where the dot behind it was read as the end of a number (`project-1.dataset`). */
function pathPart(c: Cursor, afterDot: boolean): { idents: Ident[]; dotted: boolean } {
  const first = ident(c, afterDot);
  if (first.quoted) return { idents: first.name.split('.').map((name) => ({ ...first, name })), dotted: false };
  let { name, end } = first;
  for (let next = peek(c); next && next.start === end; next = peek(c)) {
    const text = textOf(c, next);
    const inside = name.endsWith('-') && ['int', 'float', 'name'].includes(next.kind);
    if (text !== '-' && text !== '*' && !inside) break;
    name += text;
    end = next.end;
    c.at += 1;
    if (next.kind === 'float') break;
  }
  const dotted = name.endsWith('.');
  if (name.endsWith('-')) unexpected(c, 'a name');
  return { idents: [{ start: first.start, end, name: dotted ? name.slice(0, -1) : name, quoted: false }], dotted };
}
