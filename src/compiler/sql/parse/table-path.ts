import type { Ident } from '../ast.ts';
import type { TablePath } from '../ast-statement.ts';
import { type Cursor, endOf, endSince, here, peek, take, textOf, unexpected } from './cursor.ts';
import { ident } from './name.ts';

/** A table's name: `a.b.c`, with dashes in an unquoted project, or back-quoted as a whole or in parts. */
export function tablePath(c: Cursor): TablePath {
  const start = here(c);
  const parts: Ident[] = [];
  for (let more = true; more; ) {
    const quoted = peek(c)?.kind === 'quoted';
    const first = ident(c, parts.length > 0, 'the name of a table');
    if (quoted) {
      const names = first.name.split('.');
      parts.push(
        ...(names.includes('')
          ? [first]
          : names.map((name) => ({ start: first.start, end: first.end, name, quoted: true }))),
      );
      more = take(c, '.');
    } else {
      const dashed = parts.length === 0 ? withDashes(c, first) : { ident: first, dotted: false };
      parts.push(dashed.ident);
      more = dashed.dotted || take(c, '.');
    }
  }
  return { start, end: endSince(c, start), parts };
}

/** The rest of `my-project-1`; `dotted` where the dot behind it was read as the end of a number (`my-project-1.dataset`). */
function withDashes(c: Cursor, first: Ident): { ident: Ident; dotted: boolean } {
  let { name, end } = first;
  for (let next = peek(c); next && next.start === end; next = peek(c)) {
    const text = textOf(c, next);
    const part = name.endsWith('-') ? ['int', 'float', 'name'].includes(next.kind) : next.kind === 'name';
    const dash = text === '-' && peek(c, 1)?.start === next.end;
    if (!dash && !(part && name.includes('-'))) break;
    name += text;
    end = next.end;
    c.at += 1;
    if (next.kind === 'float') break;
  }
  if (name.endsWith('-')) return unexpected(c, 'a name');
  const dotted = name.endsWith('.');
  const made = {
    start: first.start,
    end: dotted ? end - 1 : endOf(c),
    name: dotted ? name.slice(0, -1) : name,
    quoted: false,
  };
  return { ident: made, dotted };
}
