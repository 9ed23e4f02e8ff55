import type { Position, Span } from '../diagnostics/span.ts';
import { type MappedText, originOf, type Piece } from '../sql/mapped.ts';
import { ch, isLineEnd, isWordUnit } from './characters.ts';
import type { EmittedSqlx, StatementMap } from './emit.ts';

/**
 * Maps an evaluated statement back to its file. `values` are the lengths in UTF-16 units of its `${...}` values, in
 * order. Where they do not fit the text, the whole statement answers for all of it.
 */
export function textOrigins(map: StatementMap, values: readonly number[], text: string): MappedText {
  const pieces: Piece[] = [];
  let at = 0;
  let value = 0;
  for (const segment of map.segments ?? []) {
    const length = segment.kind === 'static' ? segment.length : (values[value++] ?? Number.NaN);
    if (length === 0) continue;
    pieces.push({ at, span: segment.span, verbatim: segment.kind === 'static' && segment.verbatim });
    at += length;
  }
  const fits = map.segments !== undefined && at === text.length && value === values.length;
  return { text, pieces: fits ? pieces : [{ at: 0, span: map.span, verbatim: false }] };
}

/** The offset of a line and column as V8 counts them: CR, U+2028 and U+2029 end lines too. Past the end gives the end. */
export function v8OffsetAt(text: string, { line, column }: Position): number {
  let at = 0;
  for (let n = 1; n < line && at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) && !(code === ch.cr && text.charCodeAt(at + 1) === ch.lf)) n += 1;
  }
  return Math.min(at + Math.max(0, column - 1), text.length);
}

/** The place in the author's file of a line and column that V8 names in generated JavaScript (an error, a stack frame). */
export function sourceOf(emitted: MappedText, position: Position): Span | undefined {
  return originOf(emitted, v8OffsetAt(emitted.text, position));
}

/**
 * The place in the author's file that an error of V8 is about. For `x is not defined` V8 often names the statement
 * around the call of `x`; the name itself is looked for from there to the end of the statement.
 */
export function errorSpan(emitted: EmittedSqlx, position: Position, message: string): Span | undefined {
  const place = sourceOf(emitted, position);
  const name = /^(?:ReferenceError: )?([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u.exec(message)?.[1];
  if (place === undefined || name === undefined) return place;
  const { source, items } = emitted.file;
  const around = [...items, ...emitted.statements.map(({ span }) => span)];
  const ends = around.filter(({ start, end }) => start <= place.start && place.start < end).map(({ end }) => end);
  const end = Math.max(place.end, ...ends);
  for (let at = source.indexOf(name, place.start); at !== -1 && at < end; at = source.indexOf(name, at + 1)) {
    const apart = !isWordUnit(source.charCodeAt(at - 1)) && !isWordUnit(source.charCodeAt(at + name.length));
    if (apart && !`.'"`.includes(source.charAt(at - 1) || ' '))
      return { file: place.file, start: at, end: at + name.length };
  }
  return place;
}
