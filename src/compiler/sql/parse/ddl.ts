import type { Statement } from '../ast-statement.ts';
import { columnChanges } from './column-changes.ts';
import { type Cursor, endSince, expect, given, here, looks, take, takeOne, unexpected, word } from './cursor.ts';
import { expression } from './expression.ts';
import { skipStatement, spelt } from './name.ts';
import { options } from './options.ts';
import { query } from './query.ts';
import { opaqueStatement } from './statement.ts';
import { tablePath } from './table-path.ts';

/** Objects whose name follows at once, by the words of the statement. */
const objects = [
  ['MATERIALIZED', 'VIEW'],
  ['EXTERNAL', 'TABLE'],
  ['SNAPSHOT', 'TABLE'],
  ['TABLE', 'FUNCTION'],
  ['AGGREGATE', 'FUNCTION'],
  ['TABLE'],
  ['VIEW'],
  ['SCHEMA'],
  ['FUNCTION'],
  ['PROCEDURE'],
  ['MODEL'],
] as const;

function object(c: Cursor): string | undefined {
  for (const [first, second] of objects)
    if (take(c, first, second)) return second === undefined ? first : `${first} ${second}`;
  return undefined;
}

/** `DROP object [IF EXISTS] name [CASCADE|RESTRICT]`. */
export function drop(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'DROP');
  const found = object(c);
  if (!found) return opaqueStatement(c, `the statement \`DROP ${word(c)}\``, start);
  const ifExists = take(c, 'IF', 'EXISTS');
  const name = tablePath(c);
  const behaviour = takeOne(c, ['CASCADE', 'RESTRICT'] as const);
  return {
    start,
    end: endSince(c, start),
    kind: 'drop',
    object: found,
    ifExists,
    name,
    ...given('behaviour', behaviour),
  };
}

/** Words that begin what is done to an object; those of other GoogleSQL systems among them. */
const actionWords: ReadonlySet<string> = new Set(
  'SET ADD DROP RENAME ALTER UNSET REPLACE ENABLE DISABLE REBUILD CLUSTER PARTITION MODIFY OWNER RESET SPLIT'.split(
    ' ',
  ),
);

/** `ALTER object [IF EXISTS] name ..`. */
export function alter(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'ALTER');
  const found = object(c);
  if (!found) return opaqueStatement(c, `the statement \`ALTER ${word(c)}\``, start);
  const ifExists = take(c, 'IF', 'EXISTS');
  const name = tablePath(c);
  if (!actionWords.has(word(c))) return unexpected(c, '`SET`, `ADD`, `DROP`, `RENAME` or `ALTER`');
  const first = c.at;
  const set = looks(c, 'SET', 'OPTIONS', '(') && take(c, 'SET') ? options(c) : undefined;
  const alone = set && (c.at >= c.tokens.length || word(c) === ';') ? set : undefined;
  c.at = first;
  const changes = found === 'TABLE' ? columnChanges(c) : undefined;
  c.at = first;
  const from = skipStatement(c);
  const actions = c.at > from ? spelt(c, from) : undefined;
  return {
    start,
    end: endSince(c, start),
    kind: 'alter',
    object: found,
    ifExists,
    name,
    ...given('actions', actions),
    ...given('options', alone),
    ...given('changes', changes),
  };
}

export function truncate(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'TRUNCATE', 'TABLE');
  const table = tablePath(c);
  return { start, end: endSince(c, start), kind: 'truncate', table };
}

/** `EXPORT DATA [WITH CONNECTION c] OPTIONS (..) AS query`. */
export function exportData(c: Cursor): Statement {
  const start = here(c);
  if (!looks(c, 'EXPORT', 'DATA')) return opaqueStatement(c, `the statement \`EXPORT ${word(c, 1)}\``);
  c.at += 2;
  const connection = take(c, 'WITH', 'CONNECTION') ? tablePath(c) : undefined;
  const made = options(c);
  expect(c, 'AS');
  const source = query(c);
  return {
    start,
    end: endSince(c, start),
    kind: 'exportData',
    ...given('connection', connection),
    options: made,
    query: source,
  };
}

/** `ASSERT condition [AS 'message']`. */
export function assertion(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'ASSERT');
  const condition = expression(c);
  const message = take(c, 'AS') ? expression(c) : undefined;
  return { start, end: endSince(c, start), kind: 'assert', condition, ...given('message', message) };
}
