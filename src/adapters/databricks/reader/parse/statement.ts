import type { At, Ident } from '../../../../compiler/sql/ast.ts';
import type { Raw, RawAssignment, RawPath, RawStatement, RawWhen } from '../tree.ts';
import {
  alias,
  type Cursor,
  cursorOf,
  expect,
  given,
  here,
  ident,
  list,
  looks,
  optionalList,
  parenthesised,
  peek,
  refuse,
  Stop,
  since,
  take,
  takeOne,
  textOf,
  type Unread,
  unexpected,
  word,
} from './cursor.ts';
import { expression } from './expression.ts';
import { joined } from './from.ts';
import { query, startsQuery } from './query.ts';

export interface Parsed {
  readonly statements: readonly (RawStatement | (At & { readonly kind: 'unread' }))[];
  readonly unread: readonly Unread[];
}

/** Reads statements of Databricks SQL. One that is not understood is left out and told. */
export function parse(text: string): Parsed {
  const c = cursorOf(text);
  const statements: (RawStatement | (At & { readonly kind: 'unread' }))[] = [];
  const unread: Unread[] = [];
  while (c.at < c.tokens.length) {
    if (take(c, ';')) continue;
    const start = here(c);
    try {
      const made = statement(c);
      if (peek(c) && !looks(c, ';')) unexpected(c, 'the end of the statement');
      statements.push(made);
    } catch (thrown) {
      if (!(thrown instanceof Stop)) throw thrown;
      unread.push(thrown.unread);
      c.depth = 0;
      while (c.at < c.tokens.length && !looks(c, ';')) c.at += 1;
      statements.push({ kind: 'unread', ...since(c, start) });
    }
  }
  return { statements, unread };
}

function statement(c: Cursor): RawStatement {
  const start = here(c);
  if (startsQuery(c)) {
    const made = query(c);
    return { kind: 'query', query: made, ...since(c, start) };
  }
  switch (word(c)) {
    case 'INSERT':
      return insert(c, start);
    case 'UPDATE':
      return update(c, start);
    case 'DELETE':
      return remove(c, start);
    case 'MERGE':
      return merge(c, start);
    case 'CREATE':
      return create(c, start);
    case 'DROP':
      return drop(c, start);
    case 'TRUNCATE': {
      expect(c, 'TRUNCATE', 'TABLE');
      return { kind: 'truncate', table: path(c), ...since(c, start) };
    }
    default: {
      const token = peek(c) ?? { start, end: start };
      return refuse(token, `the statement \`${textOf(c, peek(c)).toUpperCase()}\``);
    }
  }
}

function path(c: Cursor): RawPath {
  const start = here(c);
  const parts: Ident[] = [ident(c)];
  while (take(c, '.')) parts.push(ident(c, true));
  return { parts, ...since(c, start) };
}

const names = (c: Cursor): Ident[] => optionalList(c, (inner) => ident(inner));

function insert(c: Cursor, start: number): RawStatement {
  expect(c, 'INSERT');
  if (looks(c, 'OVERWRITE')) return refuse(peek(c) ?? { start, end: start }, 'INSERT OVERWRITE');
  expect(c, 'INTO');
  take(c, 'TABLE');
  const into = path(c);
  if (looks(c, 'PARTITION') || looks(c, 'BY') || looks(c, 'REPLACE'))
    return refuse(peek(c) ?? into, `\`${word(c)}\` in INSERT`);
  const columns = looks(c, '(') && !startsQuery(c) ? names(c) : [];
  return { kind: 'insert', into, columns, query: query(c), ...since(c, start) };
}

const assignments = (c: Cursor): RawAssignment[] =>
  list(c, () => {
    const { parts } = path(c);
    expect(c, '=');
    return { column: parts, value: expression(c) };
  });

function update(c: Cursor, start: number): RawStatement {
  expect(c, 'UPDATE');
  const table = path(c);
  const name = alias(c);
  expect(c, 'SET');
  const set = assignments(c);
  const where = take(c, 'WHERE') ? expression(c) : undefined;
  return { kind: 'update', table, ...given('alias', name), set, ...given('where', where), ...since(c, start) };
}

function remove(c: Cursor, start: number): RawStatement {
  expect(c, 'DELETE', 'FROM');
  const table = path(c);
  const name = alias(c);
  const where = take(c, 'WHERE') ? expression(c) : undefined;
  return { kind: 'delete', table, ...given('alias', name), ...given('where', where), ...since(c, start) };
}

function merge(c: Cursor, start: number): RawStatement {
  expect(c, 'MERGE');
  if (looks(c, 'WITH')) return refuse(peek(c) ?? { start, end: start }, 'MERGE WITH SCHEMA EVOLUTION');
  expect(c, 'INTO');
  const into = path(c);
  const name = alias(c);
  expect(c, 'USING');
  const using = joined(c);
  expect(c, 'ON');
  const on = expression(c);
  const whens: RawWhen[] = [];
  while (looks(c, 'WHEN')) whens.push(when(c));
  return { kind: 'merge', into, ...given('alias', name), using, on, whens, ...since(c, start) };
}

function when(c: Cursor): RawWhen {
  const start = here(c);
  expect(c, 'WHEN');
  const not = take(c, 'NOT');
  expect(c, 'MATCHED');
  const by = not && take(c, 'BY') ? takeOne(c, ['SOURCE', 'TARGET'] as const) : undefined;
  const and = take(c, 'AND') ? expression(c) : undefined;
  expect(c, 'THEN');
  const match = !not ? 'MATCHED' : by === 'SOURCE' ? 'NOT MATCHED BY SOURCE' : 'NOT MATCHED';
  return { match, ...given('and', and), action: action(c), ...since(c, start) };
}

function action(c: Cursor): RawWhen['action'] {
  if (take(c, 'DELETE')) return { kind: 'delete' };
  if (take(c, 'UPDATE', 'SET')) return take(c, '*') ? { kind: 'updateAll' } : { kind: 'update', set: assignments(c) };
  expect(c, 'INSERT');
  if (take(c, '*')) return { kind: 'insertAll' };
  const columns = names(c);
  expect(c, 'VALUES');
  const values = parenthesised(c, (): Raw[] => list(c, expression));
  return { kind: 'insert', columns, values };
}

function create(c: Cursor, start: number): RawStatement {
  expect(c, 'CREATE');
  const replace = take(c, 'OR', 'REPLACE');
  const object = takeOne(c, ['TABLE', 'VIEW'] as const);
  if (!object) return refuse(peek(c) ?? { start, end: start }, `the statement \`CREATE ${word(c)}\``);
  const ifNotExists = take(c, 'IF', 'NOT', 'EXISTS');
  const name = path(c);
  if (!take(c, 'AS'))
    return refuse(peek(c) ?? name, `what stands behind the name in CREATE ${object}`, 'Only `AS SELECT` is read.');
  return { kind: 'create', object, replace, ifNotExists, name, query: query(c), ...since(c, start) };
}

function drop(c: Cursor, start: number): RawStatement {
  expect(c, 'DROP');
  const object = takeOne(c, ['TABLE', 'VIEW'] as const) ?? unexpected(c, '`TABLE` or `VIEW`');
  const ifExists = take(c, 'IF', 'EXISTS');
  return { kind: 'drop', object, ifExists, name: path(c), ...since(c, start) };
}
