import type { At, Expr } from '../ast.ts';
import type { Statement } from '../ast-statement.ts';
import { create } from './create.ts';
import {
  type Cursor,
  cursorOf,
  deeper,
  endOf,
  endSince,
  type Fault,
  here,
  isStop,
  looks,
  peek,
  report,
  sealed,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { alter, assertion, drop, exportData, truncate } from './ddl.ts';
import { insert, merge, remove, update } from './dml.ts';
import { bad, expression } from './expression.ts';
import { reserved, skipStatement } from './name.ts';
import { isQuery, query } from './query.ts';
import {
  block,
  call,
  caseStatement,
  control,
  declare,
  executeImmediate,
  forLoop,
  ifStatement,
  labelled,
  loop,
  raise,
  repeat,
  setVariable,
  whileLoop,
} from './script.ts';
import { oneApart } from './spelling.ts';
import { startsQuery } from './structure.ts';

export type { Fault } from './cursor.ts';

export interface Parsed {
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
  readonly comments: readonly At[];
}

/**
 * Parses one or more GoogleSQL statements. Goes on behind a fault with the next clause or statement, so that all are
 * reported. What it does not know becomes `opaque`. Linear in the length of the text.
 */
export function parseStatements(text: string): Parsed {
  const c = cursorOf(text);
  const statements = statementList(c, noStops);
  return { statements, faults: c.faults, comments: c.comments };
}

/** Parses one expression, such as a condition of a configuration. */
export function parseExpression(text: string): Omit<Parsed, 'statements'> & { readonly expr: Expr } {
  const c = cursorOf(text);
  let expr: Expr = bad({ start: 0, end: text.length });
  try {
    const made = expression(c);
    if (peek(c)) unexpected(c, 'the end of the expression');
    expr = made;
  } catch (thrown) {
    if (!isStop(thrown)) throw thrown;
  }
  return { expr, faults: c.faults, comments: c.comments };
}

const noStops: ReadonlySet<string> = new Set();

/** Statements up to a word that ends their block. */
export function statementList(c: Cursor, stops: ReadonlySet<string>): Statement[] {
  const statements: Statement[] = [];
  deeper(c, 4);
  while (c.at < c.tokens.length && !stops.has(word(c))) {
    if (looks(c, ';')) {
      c.at += 1;
      continue;
    }
    const made = oneStatement(c, stops);
    if (made) statements.push(made);
  }
  c.depth -= 4;
  return statements;
}

function oneStatement(c: Cursor, stops: ReadonlySet<string>): Statement | undefined {
  const start = here(c);
  const { depth } = c;
  try {
    const made = statement(c);
    if (peek(c) && !looks(c, ';')) ended(c, stops);
    return made;
  } catch (thrown) {
    if (!isStop(thrown)) throw thrown;
    c.depth = depth;
    toStatementEnd(c, stops);
    return { start, end: Math.max(start, endOf(c)), kind: 'bad' };
  }
}

/** Skips to a semicolon, or to a word that ends the block around. */
function toStatementEnd(c: Cursor, stops: ReadonlySet<string>): void {
  for (let cases = 0; c.at < c.tokens.length && !looks(c, ';'); c.at += 1) {
    if (looks(c, 'CASE')) cases += 1;
    else if (cases > 0 && looks(c, 'END')) cases -= 1;
    else if (cases === 0 && stops.has(word(c))) return;
  }
}

/** What stands behind a statement that is complete. */
function ended(c: Cursor, stops: ReadonlySet<string>): never {
  const at = peek(c);
  if (at && looks(c, ')')) report(c, at, '`)`', undefined, 'This bracket was never opened.');
  return unexpected(c, stops.has(word(c)) ? '`;`' : 'the end of the statement');
}

const begins: Readonly<Record<string, (c: Cursor) => Statement>> = {
  CREATE: create,
  INSERT: insert,
  UPDATE: update,
  DELETE: remove,
  MERGE: merge,
  DROP: drop,
  TRUNCATE: truncate,
  ALTER: alter,
  EXPORT: exportData,
  ASSERT: assertion,
  DECLARE: declare,
  SET: setVariable,
  IF: ifStatement,
  CASE: caseStatement,
  LOOP: loop,
  WHILE: whileLoop,
  REPEAT: repeat,
  FOR: forLoop,
  BEGIN: block,
  CALL: call,
  EXECUTE: executeImmediate,
  RAISE: raise,
  BREAK: control,
  LEAVE: control,
  CONTINUE: control,
  ITERATE: control,
  RETURN: control,
  COMMIT: control,
  ROLLBACK: control,
};

function statement(c: Cursor): Statement {
  const start = here(c);
  if (isQuery(c) || sealed(c) !== undefined) {
    const made = query(c);
    return { start, end: endSince(c, start), kind: 'query', query: made };
  }
  if (c.words[c.at + 1] === ':') return labelled(c);
  const parse = Object.hasOwn(begins, word(c)) ? begins[word(c)] : undefined;
  if (parse) return parse(c);
  return peek(c)?.kind === 'name' ? unknown(c) : unexpected(c, 'a statement');
}

/** Words that end or divide blocks: none begins a statement. */
const dividers: ReadonlySet<string> = new Set(['END', 'ELSE', 'WHEN', 'THEN']);

/** Words that a query's first word can follow: `EXPLAIN SELECT ..`, `GRANT SELECT ON ..`. */
const wrappers: ReadonlySet<string> = new Set(['EXPLAIN', 'DESCRIBE', 'GRANT', 'REVOKE']);

/** Whether the next words can be a statement that is not known: a word that is no operand, and another. */
function mayBeStatement(c: Cursor): boolean {
  const next = peek(c, 1);
  if (wrappers.has(word(c))) return true;
  if (reserved.has(word(c)) || startsQuery(c.words, c.at + 1)) return false;
  return (
    next === undefined || next.kind === 'name' || next.kind === 'quoted' || next.kind === 'string' || word(c, 1) === ';'
  );
}

function unknown(c: Cursor): Statement {
  if (dividers.has(word(c))) return c.faults.length > 0 ? strayEnd(c) : unexpected(c, 'a statement');
  const meant = oneApart(word(c), spellable);
  const token = peek(c);
  if (!meant && !mayBeStatement(c)) return unexpected(c, 'a statement');
  if (meant && token)
    report(c, token, textOf(c, token), undefined, `There is no statement \`${word(c)}\`: is \`${meant}\` meant?`);
  return opaqueStatement(c, `the statement \`${word(c)}\``);
}

/** The end of a block whose beginning was not understood. */
function strayEnd(c: Cursor): Statement {
  const start = here(c);
  skipStatement(c);
  return { start, end: endSince(c, start), kind: 'bad' };
}

/** Passes over the rest of a statement. */
export function opaqueStatement(c: Cursor, what: string, start = here(c)): Statement {
  skipStatement(c);
  return { start, end: endSince(c, start), kind: 'opaque', what };
}

const spellable = [...Object.keys(begins), 'SELECT', 'WITH', 'FROM', 'GRANT', 'REVOKE'].filter(
  ({ length }) => length > 4,
);
