import { matchesNothing } from '../../../../compiler/lower/translate/regexp.ts';
import { replacedIn } from '../../regexps.ts';
import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { groupCount, patternOf } from '../regexp.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { between } from '../types/common.ts';
import { arrayOf, STRING } from '../types/spark.ts';
import { literalInt, literalText } from './literals.ts';
import type { Called } from './rule.ts';

/** A group of the first match; '' where none matches. */
export function regexpExtract({ args, place, raw, r }: Called): Value {
  const [x, pattern, group] = args;
  const text = literalText(pattern);
  const n = group ? literalInt(group) : 1;
  if (!x || !pattern || text === undefined || n === undefined)
    return refuse(raw, '`regexp_extract` with what is no literal');
  const groups = groupCount(text);
  const re = regexpOfGroup(text, n, groups, { ...pattern, e: str(text, pattern.e) }, raw, r);
  return { e: fill(r, "IF(@a IS NULL, NULL, COALESCE(REGEXP_EXTRACT(@a, @b), ''))", [x.e, re], place), t: STRING };
}

export function regexpExtractAll({ args, place, raw, r }: Called): Value {
  const [x, pattern, group] = args;
  const text = literalText(pattern);
  const n = group ? literalInt(group) : 1;
  if (!x || !pattern || text === undefined || n === undefined)
    return refuse(raw, '`regexp_extract_all` with what is no literal');
  const re = regexpOfGroup(text, n, groupCount(text), pattern, raw, r);
  return { e: fill(r, 'IF(@a IS NULL, NULL, REGEXP_EXTRACT_ALL(@a, @b))', [x.e, re], place), t: arrayOf(STRING) };
}

/** The pattern with one group around what is wanted: GoogleSQL takes the only group, or the whole match. */
function regexpOfGroup(text: string, n: number, groups: number, pattern: Value, raw: Called['raw'], r: Called['r']) {
  if (n > groups) return refuse(pattern.e, `group ${n} of a pattern with ${groups}`);
  const optional = /\)[*?]|\)\{0|\|/.test(text);
  if (n === 0)
    return patternOf({ ...pattern, e: str(groups === 0 ? text : `(${withoutGroups(text)})`, pattern.e) }, raw, r);
  if (optional) return refuse(pattern.e, 'a regular expression whose group may be left out of a match');
  if (groups === 1) return patternOf(pattern, raw, r);
  return patternOf({ ...pattern, e: str(withoutGroups(text, n), pattern.e) }, raw, r);
}

/** Groups that only bracket, but for one. */
function withoutGroups(text: string, kept = 0): string {
  let n = 0;
  let inClass = false;
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (c === '\\') {
      out += c + (text[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (c === '[') inClass = true;
    if (c === ']') inClass = false;
    if (c === '(' && !inClass && text[i + 1] !== '?') {
      n += 1;
      out += n === kept ? '(' : '(?:';
    } else out += c;
  }
  return out;
}

export function regexpReplace({ args, place, raw, r }: Called): Value {
  const [x, pattern, by, position] = args;
  const text = literalText(by);
  if (!x || !pattern || text === undefined || position)
    return refuse(raw, '`regexp_replace` with this replacement', 'It must be a literal.');
  if (/\\(?![$\\])/.test(text) || /\$(?!\d)/.test(text.replace(/\\./g, ''))) return refuse(raw, 'this replacement');
  const own = replacedIn(literalText(pattern) ?? '');
  const re = patternOf(own === undefined ? pattern : { ...pattern, e: str(own, pattern.e) }, raw, r);
  if (own === undefined && re.kind === 'string' && matchesNothing(re.value))
    return refuse(
      pattern.e,
      '`regexp_replace` of a pattern that may match the empty text',
      'Java and RE2 count empty matches differently.',
    );
  const re2 = text.replace(/\\([$\\])|\$(\d)|\\/g, (_, c: string, d: string) =>
    c === '$' ? '$' : c === '\\' ? '\\\\' : d ? `\\${d}` : '\\\\',
  );
  return { e: call('REGEXP_REPLACE', [x.e, re, str(re2, place)], place), t: STRING };
}

/** Where the first match begins, counted from 1; 0 where there is none. Groups count for nothing. */
export function regexpInstr({ args, place, raw, r }: Called): Value {
  const [x, pattern] = args;
  const text = literalText(pattern);
  if (!x || !pattern || text === undefined) return refuse(raw, '`regexp_instr` with what is no literal');
  const re = patternOf({ ...pattern, e: str(withoutGroups(text), pattern.e) }, raw, r);
  return { e: call('REGEXP_INSTR', [x.e, re], place), t: between(0, 2147483647) };
}

export function rlike({ args, place, raw, r }: Called): Value {
  const [x, pattern] = args;
  if (!x || !pattern) return refuse(raw, 'this use of `rlike`');
  return { e: call('REGEXP_CONTAINS', [x.e, patternOf(pattern, raw, r)], place), t: { kind: 'BOOLEAN' } };
}
