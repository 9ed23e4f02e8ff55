import type { At, ByName, CommonTable, Ident, Pipe, Query, QueryBody } from '../ast.ts';
import type { Making } from '../making.ts';
import { clause } from './clause.ts';
import {
  bracketedList,
  type Cursor,
  deeper,
  endOf,
  endSince,
  endsPipe,
  expect,
  given,
  here,
  looks,
  parenthesised,
  peek,
  report,
  sealed,
  take,
  unexpected,
} from './cursor.ts';
import { expression, orderItems } from './expression.ts';
import { from } from './from.ts';
import { alias, ident } from './name.ts';
import { pipe } from './pipe.ts';
import { select } from './select.ts';
import { startsOperator, startsQuery } from './structure.ts';

/** Whether a query starts at the next token. A parenthesised query that is an operand is an expression. */
export const isQuery = (c: Cursor): boolean => startsQuery(c.words, c.at) || c.queries[c.at] === 1;

/** A query expression: WITH, set operations, ORDER BY, LIMIT, pipe operators. */
export function query(c: Cursor): Query {
  const start = here(c);
  deeper(c, 3);
  const { recursive, ctes } = looks(c, 'WITH') ? withClause(c) : { recursive: false, ctes: [] };
  const body = setOperation(c);
  const orderBy = take(c, 'ORDER', 'BY') ? clause(c, orderItems, []) : [];
  const limit = take(c, 'LIMIT') ? clause(c, (inner) => expression(inner), undefined) : undefined;
  const offset = limit && take(c, 'OFFSET') ? clause(c, (inner) => expression(inner), undefined) : undefined;
  const pipes: Pipe[] = [];
  while (looks(c, '|>')) pipes.push(pipe(c));
  c.depth -= 3;
  const made: Making<Query> = { start, end: endSince(c, start), recursive, ctes, body, orderBy, pipes };
  if (limit) made.limit = limit;
  if (offset) made.offset = offset;
  return made;
}

/** `WITH [RECURSIVE] a AS (..), ..`. As a pipe operator it may end with a comma. */
export function withClause(c: Cursor): { recursive: boolean; ctes: CommonTable[] } {
  expect(c, 'WITH');
  const recursive = take(c, 'RECURSIVE');
  const ctes: CommonTable[] = [];
  do {
    if (ctes.length > 0 && isQuery(c)) {
      afterComma(c);
      break;
    }
    if (ctes.length > 0 && endsPipe(c)) break;
    ctes.push(commonTable(c));
  } while (take(c, ','));
  return { recursive, ctes };
}

/** Unlike in a select list, no comma may follow the last one. */
function afterComma(c: Cursor): void {
  const comma = c.tokens[c.at - 1];
  if (comma) report(c, comma, '`,`', undefined, 'No comma can follow the last query of WITH.');
}

function commonTable(c: Cursor): CommonTable {
  const name = ident(c);
  expect(c, 'AS');
  const inner = parenthesised(c, () => query(c), badQuery);
  return looks(c, 'WITH', 'DEPTH') ? { name, query: inner, depth: depthClause(c) } : { name, query: inner };
}

function depthClause(c: Cursor): NonNullable<CommonTable['depth']> {
  expect(c, 'WITH', 'DEPTH');
  const name = alias(c);
  const bounded = take(c, 'BETWEEN');
  const low = bounded ? bound(c) : undefined;
  if (bounded) expect(c, 'AND');
  const high = bounded || take(c, 'MAX') ? bound(c) : undefined;
  return { ...given('alias', name), ...given('low', low), ...given('high', high) };
}

const bound = (c: Cursor) => (take(c, 'UNBOUNDED') ? undefined : expression(c, 5));

export const badQuery = (at: At): Query => ({
  start: at.start,
  end: at.end,
  recursive: false,
  ctes: [],
  body: { start: at.start, end: at.end, kind: 'bad' },
  orderBy: [],
  pipes: [],
});

function setOperation(c: Cursor): QueryBody {
  const start = here(c);
  let left = queryPrimary(c);
  let first: string | undefined;
  while (startsOperator(c.words, c.at)) {
    const at = peek(c) ?? { start, end: start };
    const { op, byName } = setOperator(c);
    if (first !== undefined && op !== first)
      report(c, at, `\`${op}\``, undefined, `\`${op}\` beside \`${first}\` needs brackets that say which goes first.`);
    first ??= op;
    const right = queryPrimary(c);
    left = { start, end: endSince(c, start), kind: 'set', op, ...given('byName', byName), left, right };
  }
  return left;
}

/** `[FULL|LEFT|INNER] UNION ALL|DISTINCT [BY NAME [ON (..)] | [STRICT] CORRESPONDING [BY (..)]]`. */
export function setOperator(c: Cursor): { op: string; byName?: ByName } {
  const keep = looks(c, 'FULL') || looks(c, 'LEFT') || looks(c, 'INNER') ? (c.words[c.at++] as 'FULL') : undefined;
  if (keep) take(c, 'OUTER');
  const operator = c.words[c.at] ?? '';
  c.at += 1;
  if (!looks(c, 'ALL') && !looks(c, 'DISTINCT')) return unexpected(c, '`ALL` or `DISTINCT`');
  const op = `${operator} ${c.words[c.at] ?? ''}`;
  c.at += 1;
  const strict = take(c, 'STRICT');
  if (take(c, 'BY', 'NAME')) {
    const on = take(c, 'ON') ? names(c) : undefined;
    return { op, byName: { how: 'BY NAME', strict, ...given('keep', keep), ...given('on', on) } };
  }
  if (take(c, 'CORRESPONDING')) {
    const on = take(c, 'BY') ? names(c) : undefined;
    return { op, byName: { how: 'CORRESPONDING', strict, ...given('keep', keep), ...given('on', on) } };
  }
  return strict || keep ? unexpected(c, '`BY NAME` or `CORRESPONDING`') : { op };
}

const names = (c: Cursor): Ident[] => bracketedList(c, (inner) => ident(inner));

function queryPrimary(c: Cursor): QueryBody {
  const start = here(c);
  if (looks(c, 'SELECT')) return select(c);
  if (looks(c, 'FROM')) {
    c.at += 1;
    return { start, kind: 'from', from: from(c), end: endOf(c) };
  }
  const text = sealed(c);
  if (text !== undefined) {
    c.at += 1;
    return { start, end: endSince(c, start), kind: 'verbatim', text };
  }
  if (!looks(c, '(')) return unexpected(c, '`SELECT`');
  const inner = parenthesised<Query | undefined>(
    c,
    () => query(c),
    () => undefined,
  );
  if (!inner) return { start, end: endSince(c, start), kind: 'bad' };
  if (!looks(c, 'AS') || c.words[c.at + 2] !== '|>')
    return { start, end: endSince(c, start), kind: 'nested', query: inner };
  const name = alias(c);
  const end = endSince(c, start);
  return { start, end, kind: 'from', from: { start, end, kind: 'subquery', query: inner, ...given('alias', name) } };
}
