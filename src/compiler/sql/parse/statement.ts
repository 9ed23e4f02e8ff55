import type { Expr, Ident } from '../ast.ts';
import type { Assignment, InsertSource, MergeWhen, Statement } from '../ast-statement.ts';
import { lex } from '../lexer.ts';
import {
  alias,
  type Cursor,
  cursorOf,
  expect,
  type Fault,
  here,
  ident,
  list,
  looks,
  ParseStop,
  parenthesised,
  peek,
  refuse,
  sealed,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { expression } from './expression.ts';
import { from, tablePath } from './from.ts';
import { isQuery, query } from './query.ts';
import { typeName } from './special.ts';

export interface Parsed {
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
}

/** Parses one or more GoogleSQL statements. Goes on behind a fault with the next statement, so that all are reported. */
export function parseStatements(text: string): Parsed {
  const c = cursorOf(text, lex(text));
  const statements: Statement[] = [];
  while (peek(c)) {
    if (take(c, ';')) continue;
    statements.push(oneStatement(c));
  }
  return { statements, faults: c.faults };
}

function oneStatement(c: Cursor): Statement {
  const start = here(c);
  try {
    const made = statement(c);
    if (peek(c) && !looks(c, ';')) unexpected(c, 'the end of the statement');
    return made;
  } catch (stop) {
    if (!(stop instanceof ParseStop)) throw stop;
    while (peek(c) && !looks(c, ';')) c.at += 1;
    return { ...since(c, start), kind: 'bad' };
  }
}

function statement(c: Cursor): Statement {
  const start = here(c);
  if (isQuery(c) || sealed(c) !== undefined) {
    const q = query(c);
    return { ...since(c, start), kind: 'query', query: q };
  }
  switch (word(c)) {
    case 'CREATE':
      return create(c);
    case 'INSERT':
      return insert(c);
    case 'UPDATE':
      return update(c);
    case 'DELETE':
      return remove(c);
    case 'MERGE':
      return merge(c);
    case 'DROP':
      return drop(c);
    case 'TRUNCATE': {
      expect(c, 'TRUNCATE', 'TABLE');
      const table = tablePath(c);
      return { ...since(c, start), kind: 'truncate', table };
    }
    default: {
      const token = peek(c);
      refuse(
        c,
        token ?? since(c, start),
        token ? `the statement \`${textOf(c, token).toUpperCase()}\`` : 'an empty statement',
      );
      throw new ParseStop();
    }
  }
}

function create(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'CREATE');
  const replace = take(c, 'OR', 'REPLACE');
  const temporary = takeOne(c, ['TEMP', 'TEMPORARY']) !== undefined;
  const object = takeOne(c, ['TABLE', 'VIEW', 'SCHEMA'] as const) ?? unexpected(c, 'TABLE, VIEW or SCHEMA');
  const ifNotExists = take(c, 'IF', 'NOT', 'EXISTS');
  const name = tablePath(c);
  if (object === 'SCHEMA') {
    options(c);
    return { ...since(c, start), kind: 'createSchema', replace, temporary, ifNotExists, name };
  }
  const columns = object === 'TABLE' && looks(c, '(') ? columnList(c) : undefined;
  layout(c);
  const q = take(c, 'AS') ? query(c) : undefined;
  if (!q && !columns) unexpected(c, 'AS');
  return {
    ...since(c, start),
    kind: 'create',
    object,
    temporary,
    replace,
    ifNotExists,
    name,
    partitionBy: [],
    clusterBy: [],
    options: [],
    ...(columns ? { columns } : {}),
    ...(q ? { query: q } : {}),
  };
}

type Column = { name: Ident; type: ReturnType<typeof typeName>; required: boolean; options: [] };

function columnList(c: Cursor): Column[] {
  return parenthesised<Column[]>(
    c,
    () =>
      list(c, () => {
        const name = ident(c);
        const type = typeName(c);
        const required = take(c, 'NOT', 'NULL');
        options(c);
        return { name, type, required, options: [] };
      }),
    () => [],
  );
}

/** Partitioning, clustering and options place and describe rows and do not change them: read and left out. */
function layout(c: Cursor): void {
  if (take(c, 'PARTITION', 'BY')) expression(c);
  if (take(c, 'CLUSTER', 'BY')) list(c, () => expression(c));
  options(c);
}

function options(c: Cursor): void {
  if (!looks(c, 'OPTIONS', '(')) return;
  c.at += 1;
  const settings = parenthesised<Ident[]>(
    c,
    () => (looks(c, ')') ? [] : list(c, () => setting(c))),
    () => [],
  );
  const known = [
    'description',
    'friendly_name',
    'labels',
    'expiration_timestamp',
    'partition_expiration_days',
    'require_partition_filter',
  ];
  for (const name of settings)
    if (!known.includes(name.name.toLowerCase())) refuse(c, name, `the option \`${name.name}\``);
}

function setting(c: Cursor): Ident {
  const name = ident(c);
  expect(c, '=');
  expression(c);
  return name;
}

function insert(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'INSERT');
  take(c, 'INTO');
  const into = tablePath(c);
  const columns =
    looks(c, '(') && !isQuery(c)
      ? parenthesised<Ident[]>(
          c,
          () => list(c, () => ident(c)),
          () => [],
        )
      : [];
  const source: InsertSource = take(c, 'VALUES')
    ? { kind: 'values', rows: list(c, () => row(c)) }
    : { kind: 'query', query: query(c) };
  return { ...since(c, start), kind: 'insert', into, columns, source };
}

const row = (c: Cursor): Expr[] =>
  parenthesised<Expr[]>(
    c,
    () => list(c, () => value(c)),
    () => [],
  );

function value(c: Cursor): Expr {
  if (looks(c, 'DEFAULT')) unexpected(c, 'a value');
  return expression(c);
}

function assignments(c: Cursor): Assignment[] {
  return list(c, () => {
    const start = here(c);
    const parts = [ident(c)];
    while (take(c, '.')) parts.push(ident(c, true));
    const column: Expr = { ...since(c, start), kind: 'path', parts };
    expect(c, '=');
    return { column, value: value(c) };
  });
}

function update(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'UPDATE');
  const table = tablePath(c);
  const name = alias(c, ['SET']);
  expect(c, 'SET');
  const set = assignments(c);
  const source = take(c, 'FROM') ? from(c) : undefined;
  expect(c, 'WHERE');
  const where = expression(c);
  return {
    ...since(c, start),
    kind: 'update',
    table,
    set,
    where,
    ...(name ? { alias: name } : {}),
    ...(source ? { from: source } : {}),
  };
}

function remove(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'DELETE');
  take(c, 'FROM');
  const table = tablePath(c);
  const name = alias(c);
  expect(c, 'WHERE');
  const where = expression(c);
  return { ...since(c, start), kind: 'delete', from: table, where, ...(name ? { alias: name } : {}) };
}

function merge(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'MERGE');
  take(c, 'INTO');
  const into = tablePath(c);
  const name = alias(c);
  expect(c, 'USING');
  const using = from(c);
  expect(c, 'ON');
  const on = expression(c);
  const whens: MergeWhen[] = [];
  while (looks(c, 'WHEN')) whens.push(mergeWhen(c));
  return { ...since(c, start), kind: 'merge', into, using, on, whens, ...(name ? { alias: name } : {}) };
}

function mergeWhen(c: Cursor): MergeWhen {
  const start = here(c);
  expect(c, 'WHEN');
  const negated = take(c, 'NOT');
  expect(c, 'MATCHED');
  const by = take(c, 'BY') ? (takeOne(c, ['SOURCE', 'TARGET']) ?? unexpected(c, 'SOURCE or TARGET')) : 'TARGET';
  const match = !negated ? 'MATCHED' : by === 'SOURCE' ? 'NOT MATCHED BY SOURCE' : 'NOT MATCHED';
  const and = take(c, 'AND') ? expression(c) : undefined;
  expect(c, 'THEN');
  const action = mergeAction(c);
  return { ...since(c, start), match, action, ...(and ? { and } : {}) };
}

function mergeAction(c: Cursor): MergeWhen['action'] {
  if (take(c, 'DELETE')) return { kind: 'delete' };
  if (take(c, 'UPDATE')) {
    expect(c, 'SET');
    return { kind: 'update', set: assignments(c) };
  }
  expect(c, 'INSERT');
  if (take(c, 'ROW')) return { kind: 'insertRow' };
  const columns = looks(c, '(')
    ? parenthesised<Ident[]>(
        c,
        () => list(c, () => ident(c)),
        () => [],
      )
    : [];
  if (take(c, 'ROW')) return { kind: 'insertRow' };
  expect(c, 'VALUES');
  return { kind: 'insert', columns, values: row(c) };
}

function drop(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'DROP');
  const object = takeOne(c, ['TABLE', 'VIEW', 'SCHEMA'] as const) ?? unexpected(c, 'TABLE, VIEW or SCHEMA');
  const ifExists = take(c, 'IF', 'EXISTS');
  const name = tablePath(c);
  takeOne(c, ['RESTRICT']);
  return { ...since(c, start), kind: 'drop', object, ifExists, name };
}
