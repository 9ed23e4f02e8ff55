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
  if (path.endsWith('.sqlx')) return errorSpan(emitSqlx(text, path), { line, column }, message);
  if (!path.endsWith('.js')) return { file: path, start: 0, end: 0 };
  const start = v8OffsetAt(text, { line, column });
  const word = /^(?:[\p{ID_Start}$_][\p{ID_Continue}$]*|"[^"\n]*"|'[^'\n]*'|\S)/u.exec(
    text.slice(start, start + 200),
  )?.[0];
  return { file: path, start, end: start + (word?.length ?? 0) };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Where a file names an action: inside the quotes of its name, rather in `ref()`, `resolve()` or a list of
 * dependencies than elsewhere.
 */
export function referenceIn(file: string, text: string, reference: Partial<Target>): Span | undefined {
  const { database, schema, name } = reference;
  if (!name) return undefined;
  const written = [name, `${schema}.${name}`, `${database}.${schema}.${name}`];
  for (const before of ['\\b(?:ref|resolve)\\s*\\([^()]*?', '\\bdependenc[^\\]]*?', '']) {
    for (const word of written) {
      const match = new RegExp(`(${before}["'\`])${escaped(word)}["'\`]`).exec(text);
      if (!match) continue;
      const start = match.index + (match[1]?.length ?? 0);
      return { file, start, end: start + word.length };
    }
  }
  return undefined;
}

/** The key of a config that a message of Dataform complains of. */
export function keyIn(file: string, text: string, message: string): Span | undefined {
  const key = /^Unexpected (?:property|empty value for) "([^"\n]+)"/.exec(message)?.[1];
  if (key === undefined) return undefined;
  const match = new RegExp(`(^|[\\s{,"'])${escaped(key)}["']?\\s*:`).exec(text);
  if (!match) return undefined;
  const start = match.index + (match[1]?.length ?? 0);
  return { file, start, end: start + key.length };
}
