import { javascriptEnd } from '../../compiler/sqlx/javascript.ts';
import type { Part, Range } from '../../compiler/sqlx/syntax.ts';

/** A stretch of a statement for the formatter: SQL that may be laid out anew, or something that is kept whole. */
export type Unit = Range & { readonly kind: 'text' | 'string' | 'comment' | 'placeholder' };

/** The formatter does not understand a file, which stays as it is: `message` says why, `at` is an offset in the text it was given. */
export class Unformattable extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * The units of a statement. They differ from Dataform's parts only where a double-quoted string holds `${...}`:
 * Dataform ends such a string at the first double quote within the JavaScript, which gives the same SQL; here it is one unit.
 */
export function unitsOf(source: string, parts: readonly Part[]): readonly Unit[] {
  const units: Unit[] = [];
  let done = 0;
  for (const part of parts) {
    if (part.end <= done || part.kind === 'separator') continue;
    if (part.start < done && part.kind !== 'text')
      throw new Unformattable('a placeholder in a string ends in odd places', done);
    const unit = unitOf(source, part, Math.max(part.start, done));
    done = unit.end;
    units.push(unit);
  }
  return units;
}

function unitOf(source: string, part: Exclude<Part, { kind: 'separator' }>, start: number): Unit {
  const { kind, end } = part;
  if (part.kind === 'string') {
    if (!part.closed) throw new Unformattable('a string is never closed', part.start);
    for (const placeholder of part.placeholders) assertEnd(source, 'placeholder', placeholder, placeholder.start + 2);
    if (part.quote === '"' && source.slice(start, end).includes('${')) {
      return { kind, start, end: stringEnd(source, start + 1) };
    }
  }
  if (part.kind === 'placeholder') assertEnd(source, 'placeholder', part, start + 2);
  return { kind, start, end };
}

/** Refuses JavaScript that is not closed, or whose end is another one for Dataform, which counts braces, than for JavaScript. */
export function assertEnd(
  source: string,
  what: string,
  { start, end, closed }: Range & { readonly closed: boolean },
  open: number,
): void {
  if (!closed) throw new Unformattable(`a ${what} is never closed`, start);
  if (javascriptEnd(source, open) === end) return;
  throw new Unformattable(`a ${what} ends at another brace for JavaScript than for Dataform`, start);
}

/** Offset after a double-quoted string, placeholders in it read as JavaScript reads them. */
function stringEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    if (source.startsWith('${', at)) {
      at = javascriptEnd(source, at + 2);
      if (at === -1) break;
    } else if (source[at] === '\\') at += 2;
    else if (source[at] === '"') return at + 1;
    else at += 1;
  }
  throw new Unformattable('a placeholder in a string is never closed', from);
}
