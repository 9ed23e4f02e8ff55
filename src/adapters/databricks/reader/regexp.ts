import type { At, Expr } from '../../../compiler/sql/ast.ts';
import { refuse } from './parse/cursor.ts';
import { note, type Resolver, type Value } from './resolve/resolver.ts';

const LITERAL = 'Only literals that Java and RE2 read alike are taken.';
const END = 'On Databricks a `$` also matches before a line break at the end of the text.';

const lineEnds = String.raw`\n\r\x{85}\x{2028}\x{2029}`;

/** Escapes that both read alike, outside and inside of classes. */
const alike = 'dDwWbBntrf.\\/-+*?()[]{}|^$:=&@#!,;"\'~<> %_';

/** A Java pattern as RE2 must have it to match the same; undefined for what RE2 has not, or reads otherwise. */
export function toRe2(pattern: string): string | undefined {
  let out = '';
  let inClass = false;
  // Java's (?d): a line ends at a line feed alone, as in RE2.
  const unix = pattern.startsWith('(?d)');
  for (let i = unix ? 4 : 0; i < pattern.length; i += 1) {
    const c = pattern[i] ?? '';
    const next = pattern[i + 1] ?? '';
    if (c === '\\') {
      i += 1;
      if (next === 's') out += inClass ? String.raw`\s\x0b` : String.raw`[\s\x0b]`;
      else if (next === 'z' && !inClass) out += '$';
      else if (next === 'S' && !inClass) out += String.raw`[^\s\x0b]`;
      else if (next !== '' && alike.includes(next) && !(inClass && (next === 'b' || next === 'B')))
        out += /[~<> %_"'@#!,;:=&/]/.test(next) ? next : `\\${next}`;
      else return undefined;
    } else if (inClass) {
      if (c === '[' || (c === '&' && next === '&')) return undefined;
      if (c === ']') inClass = false;
      out += c;
    } else if (c === '[') {
      inClass = true;
      const negated = next === '^';
      if (pattern[i + (negated ? 2 : 1)] === ']') return undefined;
      out += negated ? '[^' : '[';
      if (negated) i += 1;
    } else if (c === '.') out += unix ? '.' : `[^${lineEnds}]`;
    else if (c === '(' && next === '?') {
      if (!/^\(\?(?::|i\))/.test(pattern.slice(i))) return undefined;
      out += c;
    } else if ('*+?}'.includes(c) && next === '+') return undefined;
    else if (c.codePointAt(0) === undefined || c < ' ') return undefined;
    else out += c;
  }
  // A class without an end is an error of both.
  return out;
}

/** The number of groups of a pattern. */
export const groupCount = (pattern: string): number => {
  const bare = pattern.replace(/\\./gs, '').replace(/\[[^\]]*\]/g, '');
  return (bare.match(/\((?!\?)/g) ?? []).length;
};

/** A pattern for RE2. Databricks takes backslashes from strings before the pattern is read, as this value has it. */
export function patternOf(v: Value, place: At, r: Resolver): Expr {
  if (v.e.kind !== 'string') return refuse(v.e, 'a regular expression that is no literal', LITERAL);
  const made = toRe2(v.e.value);
  if (made === undefined) return refuse(v.e, 'this regular expression', LITERAL);
  const ends = /(?<!\\)\$/.test(v.e.value.replace(/\[[^\]]*\]/g, ''));
  if (ends) note(r, place, 'a `$` in a regular expression', 'exact', END);
  return { ...v.e, value: made };
}
