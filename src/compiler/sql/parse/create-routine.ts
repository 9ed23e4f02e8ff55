import type { Expr, Ident, TypeName } from '../ast.ts';
import type { Option, Parameter, Statement, TablePath } from '../ast-statement.ts';
import { creation, type Head } from './create.ts';
import { connectionName } from './creation-clauses.ts';
import {
  type Cursor,
  endSince,
  expect,
  given,
  list,
  looks,
  optionalList,
  peek,
  report,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { expression } from './expression.ts';
import { ident, isIdent } from './name.ts';
import { options } from './options.ts';
import { query } from './query.ts';
import { block } from './script.ts';
import { typeName } from './type.ts';

/** What stands between the parameters and the body of a routine. */
interface Clauses {
  readonly language?: string;
  readonly determinism?: string;
  readonly remote?: true;
  readonly connection?: TablePath;
  readonly options: readonly Option[];
}

function clauses(c: Cursor): Clauses {
  let made: Clauses = { options: [] };
  for (;;) {
    if (take(c, 'LANGUAGE')) made = { ...made, language: ident(c).name.toUpperCase() };
    else if (take(c, 'REMOTE')) made = { ...made, remote: true };
    else if (take(c, 'WITH', 'CONNECTION')) made = { ...made, connection: connectionName(c) };
    else if (looks(c, 'OPTIONS', '(')) made = { ...made, options: options(c) };
    else if (looks(c, 'NOT', 'DETERMINISTIC') || looks(c, 'DETERMINISTIC') || looks(c, 'IMMUTABLE'))
      made = { ...made, determinism: determinism(c) };
    else return made;
  }
}

const determinism = (c: Cursor): string =>
  take(c, 'NOT', 'DETERMINISTIC') ? 'NOT DETERMINISTIC' : (takeOne(c, ['DETERMINISTIC', 'IMMUTABLE']) ?? '');

/** `CREATE FUNCTION f(x INT64) [RETURNS t] [LANGUAGE l] [OPTIONS ..] AS (x) | 'code'`. */
export function createFunction(c: Cursor, head: Head, aggregate: boolean): Statement {
  const made = creation(c, head);
  const parameters = optionalList(c, parameter);
  const returns = take(c, 'RETURNS') ? typeName(c) : undefined;
  const before = clauses(c);
  const body = take(c, 'AS') ? functionBody(c) : {};
  const after = clauses(c);
  if (!('body' in body) && !('code' in body) && !before.remote && !after.remote) return unexpected(c, '`AS`');
  return {
    start: head.start,
    end: endSince(c, head.start),
    kind: 'createFunction',
    ...made,
    aggregate,
    parameters,
    ...given('returns', returns),
    ...before,
    ...after,
    options: [...before.options, ...after.options],
    ...body,
  };
}

function functionBody(c: Cursor): { body: Expr } | { code: Expr } {
  if (peek(c)?.kind === 'string') return { code: expression(c) };
  if (!looks(c, '(')) return unexpected(c, '`(`');
  const at = peek(c, 1);
  if (c.queries[c.at] === 1 && c.words[c.at + 1] !== '(' && at)
    report(c, at, '', undefined, 'The body of a function is an expression: a query needs a second pair of brackets.');
  return { body: expression(c) };
}

/** `x INT64`, `OUT x INT64`, `t TABLE<a INT64>`, `x ANY TYPE`. */
function parameter(c: Cursor): Parameter {
  const mode = parameterMode(c);
  const name = ident(c);
  const tail = (): Pick<Parameter, 'default' | 'notAggregate'> => {
    const value = take(c, 'DEFAULT') ? expression(c) : undefined;
    return { ...given('default', value), ...(take(c, 'NOT', 'AGGREGATE') ? { notAggregate: true } : {}) };
  };
  if (looks(c, 'TABLE', '<')) return { name, ...given('mode', mode), table: tableColumns(c), ...tail() };
  if (take(c, 'ANY', 'TABLE')) return { name, ...given('mode', mode), anyTable: true, ...tail() };
  const type: TypeName = typeName(c);
  return { name, ...given('mode', mode), type, ...tail() };
}

function parameterMode(c: Cursor): Parameter['mode'] {
  if (take(c, 'IN')) return 'IN';
  const next = peek(c, 2);
  const named = isIdent(c, 1) && (next?.kind === 'name' || next?.kind === 'quoted');
  return named ? takeOne(c, ['OUT', 'INOUT'] as const) : undefined;
}

type Columns = NonNullable<Parameter['table']>;

/** `TABLE<a INT64, b STRING>`. */
function tableColumns(c: Cursor): Columns {
  expect(c, 'TABLE', '<');
  const columns = list(c, (): { name: Ident; type: TypeName } => {
    const name = ident(c);
    return { name, type: typeName(c) };
  });
  expect(c, '>');
  return columns;
}

/** `CREATE TABLE FUNCTION f(x INT64) [RETURNS TABLE<..>] AS query`. */
export function createTableFunction(c: Cursor, head: Head): Statement {
  const made = creation(c, head);
  const parameters = optionalList(c, parameter);
  const returns = take(c, 'RETURNS') ? tableColumns(c) : undefined;
  const { options: settings } = clauses(c);
  expect(c, 'AS');
  const body = query(c);
  return {
    start: head.start,
    end: endSince(c, head.start),
    kind: 'createTableFunction',
    ...made,
    parameters,
    ...given('returns', returns),
    options: settings,
    query: body,
  };
}

/** `CREATE PROCEDURE p(..) [OPTIONS ..] BEGIN .. END`, or code in another language. */
export function createProcedure(c: Cursor, head: Head): Statement {
  const made = creation(c, head);
  const parameters = optionalList(c, parameter);
  const { remote: _, determinism: __, ...said } = clauses(c);
  if (said.language !== undefined) {
    const code = take(c, 'AS') ? expression(c) : undefined;
    return {
      start: head.start,
      end: endSince(c, head.start),
      kind: 'createProcedure',
      ...made,
      parameters,
      ...said,
      ...given('code', code),
    };
  }
  if (!looks(c, 'BEGIN')) return unexpected(c, '`BEGIN`');
  const inner = block(c);
  const body = inner.kind === 'block' && inner.exception.length === 0 ? inner.body : [inner];
  return {
    start: head.start,
    end: endSince(c, head.start),
    kind: 'createProcedure',
    ...made,
    parameters,
    ...said,
    body,
  };
}
