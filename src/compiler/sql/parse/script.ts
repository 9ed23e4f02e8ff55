import type { Expr, Ident } from '../ast.ts';
import type { Statement } from '../ast-statement.ts';
import {
  type Cursor,
  endOf,
  endSince,
  expect,
  given,
  here,
  list,
  looks,
  optionalList,
  parenthesised,
  peek,
  since,
  take,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { expression } from './expression.ts';
import { alias, ident, isIdent, plainIdent } from './name.ts';
import { badQuery, query } from './query.ts';
import { statementList } from './statement.ts';
import { tablePath } from './table-path.ts';
import { typeName } from './type.ts';

const words = (...all: readonly string[]): ReadonlySet<string> => new Set(all);
const [branchEnd, bodyEnd, blockEnd, repeatEnd] = [
  words('ELSEIF', 'ELSE', 'WHEN', 'END'),
  words('END'),
  words('EXCEPTION', 'END'),
  words('UNTIL', 'END'),
];

/** `label: BEGIN ..`, `label: LOOP ..`. */
export function labelled(c: Cursor): Statement {
  const start = here(c);
  const label = ident(c);
  c.at += 1;
  const loops: Readonly<Record<string, (c: Cursor) => Statement>> = {
    BEGIN: block,
    LOOP: loop,
    WHILE: whileLoop,
    REPEAT: repeat,
    FOR: forLoop,
  };
  const parse = loops[word(c)] ?? unexpected(c, '`BEGIN` or a loop');
  const made = parse(c);
  if (isIdent(c)) ident(c);
  return { ...made, label, ...since(c, start) } as Statement;
}

/** `DECLARE a, b [type] [DEFAULT value]`. */
export function declare(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'DECLARE');
  const names = list<Ident>(c, plainIdent);
  const type = looks(c, 'DEFAULT') ? undefined : typeName(c);
  const value = take(c, 'DEFAULT') ? expression(c) : undefined;
  return { start, end: endSince(c, start), kind: 'declare', names, ...given('type', type), ...given('value', value) };
}

/** `SET a = 1`, `SET (a, b) = (1, 2)`, `SET @@x = 1`. */
export function setVariable(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'SET');
  const names = looks(c, '(') ? optionalList<Ident>(c, variable) : [variable(c)];
  expect(c, '=');
  const value = expression(c);
  return { start, end: endSince(c, start), kind: 'set', names, value };
}

function variable(c: Cursor): Ident {
  const token = peek(c);
  if (token?.kind !== 'param') return ident(c, false, 'the name of a variable');
  c.at += 1;
  return { start: token.start, end: token.end, name: textOf(c, token), quoted: false };
}

interface Branch {
  readonly when: Expr;
  readonly body: readonly Statement[];
}

function branch(c: Cursor): Branch {
  const when = expression(c);
  expect(c, 'THEN');
  return { when, body: statementList(c, branchEnd) };
}

/** `IF x THEN .. ELSEIF y THEN .. ELSE .. END IF`. */
export function ifStatement(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'IF');
  const branches = [branch(c)];
  while (take(c, 'ELSEIF')) branches.push(branch(c));
  const otherwise = take(c, 'ELSE') ? statementList(c, bodyEnd) : [];
  expect(c, 'END', 'IF');
  return { start, end: endSince(c, start), kind: 'if', branches, otherwise };
}

/** `CASE [x] WHEN .. THEN .. ELSE .. END CASE`. */
export function caseStatement(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'CASE');
  const of = looks(c, 'WHEN') ? undefined : expression(c);
  const branches: Branch[] = [];
  while (take(c, 'WHEN')) branches.push(branch(c));
  if (branches.length === 0) unexpected(c, '`WHEN`');
  const otherwise = take(c, 'ELSE') ? statementList(c, bodyEnd) : [];
  expect(c, 'END', 'CASE');
  return { start, end: endSince(c, start), kind: 'case', ...given('of', of), branches, otherwise };
}

export function loop(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'LOOP');
  const body = statementList(c, bodyEnd);
  expect(c, 'END', 'LOOP');
  return { start, end: endSince(c, start), kind: 'loop', body };
}

export function whileLoop(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'WHILE');
  const condition = expression(c);
  expect(c, 'DO');
  const body = statementList(c, bodyEnd);
  expect(c, 'END', 'WHILE');
  return { start, end: endSince(c, start), kind: 'while', condition, body };
}

export function repeat(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'REPEAT');
  const body = statementList(c, repeatEnd);
  expect(c, 'UNTIL');
  const until = expression(c);
  expect(c, 'END', 'REPEAT');
  return { start, end: endSince(c, start), kind: 'repeat', body, until };
}

/** `FOR name IN (query) DO .. END FOR`. */
export function forLoop(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'FOR');
  const name = ident(c);
  expect(c, 'IN');
  const source = parenthesised(c, () => query(c), badQuery);
  expect(c, 'DO');
  const body = statementList(c, bodyEnd);
  expect(c, 'END', 'FOR');
  return { start, end: endSince(c, start), kind: 'for', name, query: source, body };
}

/** `BEGIN .. [EXCEPTION WHEN ERROR THEN ..] END`, or the start of a transaction. */
export function block(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'BEGIN');
  if (take(c, 'TRANSACTION') || looks(c, ';') || !peek(c))
    return { start, end: endSince(c, start), kind: 'control', word: 'BEGIN TRANSACTION' };
  const body = statementList(c, blockEnd);
  const caught = take(c, 'EXCEPTION');
  if (caught) expect(c, 'WHEN', 'ERROR', 'THEN');
  const exception = caught ? statementList(c, bodyEnd) : [];
  expect(c, 'END');
  return { start, end: endSince(c, start), kind: 'block', body, exception };
}

/** `CALL procedure(args)`. */
export function call(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'CALL');
  const name = tablePath(c);
  if (!looks(c, '(')) return unexpected(c, '`(`');
  const args = optionalList(c, (inner) => expression(inner));
  return { start, end: endSince(c, start), kind: 'call', name, args };
}

/** `EXECUTE IMMEDIATE sql [INTO a, b] [USING x AS y, ..]`. */
export function executeImmediate(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'EXECUTE', 'IMMEDIATE');
  const sql = expression(c);
  const into = take(c, 'INTO') ? list<Ident>(c, variable) : [];
  const using = take(c, 'USING') ? list(c, usedValue) : [];
  return { start, end: endSince(c, start), kind: 'executeImmediate', sql, into, using };
}

function usedValue(c: Cursor): { value: Expr; alias?: Ident } {
  const value = expression(c);
  return { value, ...given('alias', alias(c)) };
}

/** `RAISE [USING MESSAGE = x]`. */
export function raise(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'RAISE');
  if (!take(c, 'USING')) return { start, end: endSince(c, start), kind: 'raise' };
  expect(c, 'MESSAGE', '=');
  const message = expression(c);
  return { start, end: endSince(c, start), kind: 'raise', message };
}

/** BREAK, LEAVE, CONTINUE, ITERATE, RETURN, COMMIT, ROLLBACK. */
export function control(c: Cursor): Statement {
  const start = here(c);
  const first = word(c);
  c.at += 1;
  if (first === 'COMMIT' || first === 'ROLLBACK') {
    take(c, 'TRANSACTION');
    return { start, end: endSince(c, start), kind: 'control', word: `${first} TRANSACTION` };
  }
  const label = first !== 'RETURN' && isIdent(c) ? ident(c) : undefined;
  return { start, end: endOf(c), kind: 'control', word: first, ...given('label', label) };
}
