import { type Cursor, recovering } from './cursor.ts';
import { skipOne } from './name.ts';

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

/** Runs the parse of a clause; after a fault in it, goes on with the next clause and gives `instead`. */
export const clause = <T>(c: Cursor, parse: (c: Cursor) => T, instead: T): T =>
  recovering(
    c,
    () => parse(c),
    () => toNextClause(c),
    () => instead,
  );

function toNextClause(c: Cursor): boolean {
  while (c.at < c.tokens.length && !starts.has(c.words[c.at] ?? '')) {
    const next = c.words[c.at + 1];
    if (c.words[c.at] === 'EXCEPT' && (next === 'DISTINCT' || next === 'ALL')) break;
    skipOne(c);
  }
  return true;
}
