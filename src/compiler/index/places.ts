import type { Span } from '../diagnostics/span.ts';
import type { ErrorOrigin } from '../load/port.ts';
import { emitSqlx } from '../sqlx/emit.ts';
import { errorSpan, v8OffsetAt } from '../sqlx/origins.ts';
import type { Target } from '../target/target.ts';

/** Place of an error of V8 in the author's file; undefined for files that are not JavaScript or SQLX. */
export function placeIn(
  { path, line, column }: NonNullable<ErrorOrigin['generated']>,
  message: string,
  texts: ReadonlyMap<string, string>,
): Span | undefined {
  const text = texts.get(path);
  if (text === undefined) return undefined;
  const position = { line, column };
  if (!path.endsWith('.sqlx') && !path.endsWith('.js')) return { file: path, start: 0, end: 0 };
  const span = path.endsWith('.sqlx') ? errorSpan(emitSqlx(text, path), position, message) : undefined;
  if (span && span.end > span.start + 1) return span;
  const start = span?.start ?? v8OffsetAt(text, position);
  return { file: path, start, end: wordEnd(text, start) };
}

const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*|"[^"\n]*"|'[^'\n]*'|\S/uy;

/** End of the name, string or sign at an offset. */
function wordEnd(text: string, start: number): number {
  word.lastIndex = start;
  return word.test(text) ? word.lastIndex : start;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Where a file names an action: inside the quotes of its name, rather in `ref()`, `resolve()` or a list of
 * dependencies than elsewhere, and rather after `near` than before it.
 */
export function referenceIn(file: string, text: string, reference: Partial<Target>, near = 0): Span | undefined {
  const { database, schema, name } = reference;
  if (!name) return undefined;
  const written = [name, `${schema}.${name}`, `${database}.${schema}.${name}`];
  for (const before of ['\\b(?:ref|resolve)\\s*\\([^()]*?', '\\bdependenc[^\\]]*?', '']) {
    for (const word of written) {
      const pattern = new RegExp(`(${before}["'\`])${escaped(word)}["'\`]`, 'g');
      const places = [...text.matchAll(pattern)].map((match) => match.index + (match[1]?.length ?? 0));
      const start = places.find((place) => place >= near) ?? places[0];
      if (start !== undefined) return { file, start, end: start + word.length };
    }
  }
  return undefined;
}

/** Messages of Dataform that are about a word of the file, and how that word is found. */
const words: readonly (readonly [message: RegExp, place: (found: RegExpExecArray) => RegExp])[] = [
  [
    /^Unexpected (?:property|empty value for) "([^"\n]+)"/,
    ([, key = '']) => new RegExp(`(?<=^|[\\s{,"'])${escaped(key)}(?=["']?\\s*:)`),
  ],
  [/^Actions may only specify '(\w+): true'/, ([, key = '']) => new RegExp(`(?<=[\\s{,"'])${key}(?=["']?\\s*:)`)],
  [
    /^Actions may only include (pre_operations|post_operations|incremental_where)/,
    ([, block = '']) => new RegExp(`${block}(?= \\{)`),
  ],
  [/^Actions may only include input blocks/, () => /input(?= "[^{]*\{)/],
  [/^Actions may only contain more than one SQL statement/, () => /^[^\S\n]*---(?=[^\S\n]*$)/m],
  [/^Semi-colons are not allowed at the end/, () => /;(?=\s*$)/],
  [/^Unrecognized action type: (\w+)/, ([, type = '']) => new RegExp(`(?<=type\\s*:\\s*["'\`])${type}(?=["'\`])`)],
];

/** Where a file has the word that a message of Dataform complains of. */
export function wordIn(file: string, text: string, message: string): Span | undefined {
  for (const [pattern, place] of words) {
    const found = pattern.exec(message);
    const match = found && place(found).exec(text);
    if (match) return { file, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}
