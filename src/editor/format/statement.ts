import { bigquery, formatDialect } from 'sql-formatter';
import { formatPlaceholder, standIn, unusedMark } from './script.ts';
import { Unformattable, type Unit } from './units.ts';

/** Lays out one statement of a SQLX file. Each line starts with `indent`. Throws `Unformattable`. */
export function formatStatement(source: string, units: readonly Unit[], indent: string): string {
  const mark = unusedMark(source);
  const sql = units.map((unit, index) => hidden(source, unit, mark, index)).join('');
  const lines = layOut(sql, units[0]?.start ?? 0)
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : indent + line.trimEnd()));
  const restored = lines.map((line) => restoreLine(source, units, line, mark));
  return restored.join('\n').replace(/\s+$/, '');
}

/** What the SQL formatter sees of a unit: a word about as long as the unit, or a comment that holds one. */
function hidden(source: string, { kind, start, end }: Unit, mark: string, index: number): string {
  switch (kind) {
    case 'text':
      return source.slice(start, end);
    case 'comment':
      return source.startsWith('--', start) ? `--${standIn(mark, index, 0)}` : `/*${standIn(mark, index, 0)}*/`;
    default:
      return standIn(mark, index, end - start);
  }
}

function layOut(sql: string, start: number): string {
  if (sql.trim() === '') return '';
  try {
    return formatDialect(sql, { dialect: bigquery, tabWidth: 2, expressionWidth: 80, linesBetweenQueries: 1 }).trim();
  } catch (error) {
    throw new Unformattable(reason(error as Error), start);
  }
}

/** First line of the SQL formatter's complaint, without its positions, which are those of the text with stand-ins. */
const reason = (error: Error): string =>
  error instanceof RangeError
    ? 'its SQL is nested too deeply'
    : (error.message.split('\n')[0] ?? '').replace(/ at line \d+ column \d+.*$/, '');

/** Puts the units back in place of their names. */
function restoreLine(source: string, units: readonly Unit[], line: string, mark: string): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const names = new RegExp(`( ?)(?:--${mark}(\\d+)z|/\\*${mark}(\\d+)z\\*/|${mark}(\\d+)_*z)`, 'g');
  return line.replace(names, (_name, blank: string, ...found: (string | undefined)[]) => {
    const index = Number(found[0] ?? found[1] ?? found[2]);
    const { kind, start, end } = units[index] as Unit;
    const text = source.slice(start, end);
    if (kind !== 'placeholder') return blank + (found[0] === undefined ? text : text.trimEnd());
    const apart = blank !== '' && standsApart(source, start);
    return (apart ? `\n${indent}` : blank) + formatPlaceholder(text, indent, start);
  });
}

/**
 * Whether a placeholder starts a line of the source and what stands before it is complete, as in `FROM t` and a line
 * with `${when(...)}`. To the SQL formatter it looks like an alias; it keeps its line.
 */
function standsApart(source: string, start: number): boolean {
  const before = source.slice(Math.max(0, start - 200), start);
  if (!/\n[ \t]*$/.test(before)) return false;
  const last = /(?:[\p{L}\p{N}_]+|\S)\s*$/u.exec(before)?.[0].trim() ?? '';
  return /^[\p{L}\p{N}_)\]}`'"]/u.test(last) && !expectsMore.has(last.toUpperCase());
}

const expectsMore = new Set(
  'SELECT DISTINCT ALL FROM JOIN ON USING WHERE AND OR NOT BY HAVING QUALIFY WITH AS IN LIKE BETWEEN CASE WHEN THEN ELSE UNION EXCEPT INTO VALUES SET TABLE VIEW IF EXISTS LIMIT OFFSET OVER IS'.split(
    ' ',
  ),
);
