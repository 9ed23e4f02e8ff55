import type { ColumnChange } from '../ast-statement.ts';
import { column } from './columns.ts';
import { type Cursor, expect, isStop, looks, take, word } from './cursor.ts';
import { ident } from './name.ts';

/**
 * The changes of an ALTER TABLE that only adds, drops and renames columns; undefined for any other, with the cursor where it
 * was: what else may be altered is not looked at.
 */
export function columnChanges(c: Cursor): readonly ColumnChange[] | undefined {
  const [first, faults] = [c.at, c.faults.length];
  const made: ColumnChange[] = [];
  const isEnd = (): boolean => c.at >= c.tokens.length || word(c) === ';';
  try {
    for (let next = change(c, isEnd); next; next = take(c, ',') ? change(c, isEnd) : undefined) made.push(next);
    if (made.length > 0 && isEnd()) return made;
  } catch (thrown) {
    if (!isStop(thrown)) throw thrown;
  }
  c.at = first;
  c.faults.length = faults;
  return undefined;
}

function change(c: Cursor, isEnd: () => boolean): ColumnChange | undefined {
  if (take(c, 'ADD', 'COLUMN')) {
    const ifNotExists = take(c, 'IF', 'NOT', 'EXISTS');
    return { kind: 'add', ifNotExists, column: column(c, isEnd) };
  }
  if (take(c, 'DROP', 'COLUMN')) return { kind: 'drop', ifExists: take(c, 'IF', 'EXISTS'), name: ident(c) };
  if (!looks(c, 'RENAME', 'COLUMN')) return undefined;
  c.at += 2;
  const ifExists = take(c, 'IF', 'EXISTS');
  const from = ident(c);
  expect(c, 'TO');
  return { kind: 'rename', ifExists, from, to: ident(c) };
}
