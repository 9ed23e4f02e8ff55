import beautify from 'js-beautify';
import { javascriptEnd, type Literal } from '../../compiler/sqlx/javascript.ts';
import { Unformattable } from './units.ts';

const options = { indent_size: 2, preserve_newlines: true, max_preserve_newlines: 2 } as const;

/**
 * Lays out JavaScript; blank lines and the contents of literals stay. No line end at the end. Templates are hidden from
 * js-beautify, which does not understand nested ones. `at` is the text's place in its file. Throws `Unformattable`.
 */
export function formatScript(text: string, at = 0): string {
  const templates = literalsOf(text).filter(({ kind }) => kind === 'template');
  const mark = unusedMark(text);
  let hidden = '';
  let done = 0;
  for (const [index, { start, end }] of templates.entries()) {
    hidden += text.slice(done, start) + standIn(mark, index, end - start);
    done = end;
  }
  const laidOut = layOut(hidden + text.slice(done), at);
  return laidOut.replace(new RegExp(`${mark}(\\d+)_*z`, 'g'), (_name, index: string) => {
    const { start, end } = templates[Number(index)] as Literal;
    return text.slice(start, end);
  });
}

/** js-beautify fails in odd ways on some faulty JavaScript. */
function layOut(text: string, at: number): string {
  try {
    return beautify.js(text, options).trim();
  } catch {
    throw new Unformattable('its JavaScript makes no sense', at);
  }
}

/** The start of words that the text does not hold, for stand-ins. */
export function unusedMark(text: string): string {
  let mark = '_q';
  while (text.includes(mark)) mark += 'q';
  return mark;
}

/** A word about as long as what it hides from a formatter: the mark, an index, any number of `_`, and `z`. */
export const standIn = (mark: string, index: number, length: number): string =>
  `${`${mark}${index}`.padEnd(Math.min(length, 60) - 1, '_')}z`;

/** The inside of `${...}`, laid out; lines after the first start with `indent`, except within literals. */
export function formatPlaceholder(text: string, indent: string, at: number): string {
  const inner = formatScript(text.slice(2, -1), at + 2);
  const literals = literalsOf(inner);
  const last = literals.at(-1);
  const open = last?.kind === 'comment' && last.end === inner.length && inner.startsWith('//', last.start);
  return `\${${indentLines(inner, indent, literals)}${open ? `\n${indent}` : ''}}`;
}

/** Strings, templates, regular expressions and comments of a piece of JavaScript. */
export function literalsOf(text: string): readonly Literal[] {
  const literals: Literal[] = [];
  javascriptEnd(`${text}\n}`, 0, literals);
  return literals;
}

/** Indents all lines but the first and those that start within a literal. */
function indentLines(text: string, indent: string, literals: readonly Literal[]): string {
  return text.replace(/\n(?!\n|$)/g, (end, at: number) =>
    literals.some(({ start, end: stop }) => start < at && at < stop) ? end : end + indent,
  );
}
