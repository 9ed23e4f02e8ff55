import { type Cursor, isStop, unexpected } from './cursor.ts';
import { skipOne } from './name.ts';
import { startsOperator } from './structure.ts';

/** Words that begin a clause of a query and can stand nowhere else outside brackets. */
const starts: ReadonlySet<string> = new Set([
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'QUALIFY',
  'WINDOW',
  'ORDER',
  'LIMIT',
  'UNION',
  'INTERSECT',
  '|>',
  ')',
  ';',
]);

/** Words that end a statement in a block; what stands before them must end with a semicolon. */
const dividers: ReadonlySet<string> = new Set(['END', 'ELSE', 'ELSEIF', 'UNTIL', 'WHEN']);

/**
 * Runs the parse of a clause. After a fault in it, or behind it, goes on with the next clause; `instead` stands for a
 * clause that was not understood.
 */
export function clause<T>(c: Cursor, parse: (c: Cursor) => T, instead: T): T {
  const { depth } = c;
  let made = instead;
  try {
    made = parse(c);
    if (!isEnd(c)) unexpected(c, 'the next clause or the end of the query');
  } catch (thrown) {
    if (!isStop(thrown)) throw thrown;
    c.depth = depth;
    toNextClause(c);
  }
  return made;
}

function isEnd(c: Cursor): boolean {
  const next = c.words[c.at];
  if (next === undefined || starts.has(next) || dividers.has(next) || next === 'OFFSET') return true;
  return startsOperator(c.words, c.at);
}

function toNextClause(c: Cursor): void {
  for (let cases = 0; c.at < c.tokens.length; ) {
    const next = c.words[c.at] ?? '';
    if (next === 'CASE') cases += 1;
    else if (cases > 0 && next === 'END') cases -= 1;
    else if (cases === 0 && (starts.has(next) || next === 'END' || next === 'ELSE' || startsOperator(c.words, c.at)))
      break;
    skipOne(c);
  }
}
