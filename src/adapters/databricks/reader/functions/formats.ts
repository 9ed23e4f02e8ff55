import type { At, Expr } from '../../../../compiler/sql/ast.ts';
import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill, type Named } from '../template.ts';

/** Any name of a month, `[MMMM][MMM]` as biform writes it; no pattern of Java's has this letter. */
const ANY_MONTH = 'XXXX';

/** Letters of Java's patterns in GoogleSQL's elements. Source: Databricks "Datetime patterns". */
const elements: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  MMM: '%b',
  MMMM: '%B',
  dd: '%d',
  HH: '%H',
  hh: '%I',
  mm: '%M',
  ss: '%S',
  E: '%a',
  EEE: '%a',
  EEEE: '%A',
  DDD: '%j',
  a: '%p',
};

/** One letter reads one digit or two. */
const single: Readonly<Record<string, string>> = { M: '%m', d: '%d', H: '%H', h: '%I', m: '%M', s: '%S' };

/** One letter prints a number without a zero before it, which GoogleSQL has no element for. */
const numbers: Readonly<Record<string, string>> = {
  M: 'CAST(EXTRACT(MONTH FROM @a) AS STRING)',
  d: 'CAST(EXTRACT(DAY FROM @a) AS STRING)',
  H: 'CAST(EXTRACT(HOUR FROM @a) AS STRING)',
  h: 'CAST(MOD(EXTRACT(HOUR FROM @a) + 11, 12) + 1 AS STRING)',
  m: 'CAST(EXTRACT(MINUTE FROM @a) AS STRING)',
  s: 'CAST(EXTRACT(SECOND FROM @a) AS STRING)',
};

const digits = (n: number): string =>
  n === 6
    ? `LPAD(CAST(EXTRACT(MICROSECOND FROM @a) AS STRING), 6, '0')`
    : `SUBSTR(LPAD(CAST(EXTRACT(MICROSECOND FROM @a) AS STRING), 6, '0'), 1, ${n})`;

const partsOf = (pattern: string): readonly string[] =>
  pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];

const quoted = (part: string): string => (part === "''" ? "'" : part.slice(1, -1).replaceAll("''", "'"));

const patternOf = (v: Value | undefined): { readonly at: At; readonly text: string } => {
  const e = v?.e;
  return e?.kind === 'string'
    ? { at: e, text: e.value }
    : refuse(e ?? { start: 0, end: 0 }, 'a date pattern that is no literal');
};

/** The text of a date or time by a pattern; `name` is the function of its type. */
export function printedBy(r: Named, v: Value | undefined, name: string, x: Expr, place: At): Expr {
  const { at, text } = patternOf(v);
  const made: Expr[] = [];
  let format = '';
  const flush = (): void => {
    if (format !== '') made.push(call(name, [str(format, place), x], place));
    format = '';
  };
  for (const part of partsOf(text)) {
    if (part.startsWith("'")) format += quoted(part).replaceAll('%', '%%');
    else if (!/^[A-Za-z]/.test(part)) format += part.replaceAll('%', '%%');
    else if (/^S{3}$|^S{6}$/.test(part) && format.endsWith('%S.')) format = `${format.slice(0, -3)}%E${part.length}S`;
    else if (part === 'yyyy') format += '%E4Y';
    else if (elements[part] !== undefined) format += elements[part];
    else {
      const number = /^S{1,6}$/.test(part) ? digits(part.length) : numbers[part];
      if (number === undefined) return refuse(at, `\`${part}\` in a date pattern`);
      flush();
      made.push(fill(r, number, [x], place));
    }
  }
  flush();
  const [only] = made;
  if (!only) return fill(r, "IF(@a IS NULL, NULL, '')", [x], place);
  return made.length === 1 ? only : call('CONCAT', made, place);
}

const months = 'january february march april may june july august september october november december'.split(' ');
const short = months.map((name) => name.slice(0, 3)).join('|');
const long = months.join('|');

/** What a text must look like for one letter of a pattern. Java reads names in any case. */
const shapes: Readonly<Record<string, string>> = {
  yyyy: '\\d{4}',
  MM: '\\d{2}',
  dd: '\\d{2}',
  HH: '\\d{2}',
  mm: '\\d{2}',
  ss: '\\d{2}',
  SSS: '\\d{3}',
  SSSSSS: '\\d{6}',
  MMM: `(?i:${short})`,
  MMMM: `(?i:${long})`,
  [ANY_MONTH]: `(?i:${long}|${short})`,
  a: '(?i:AM|PM)',
  h: '(?:0?[1-9]|1[0-2])',
  hh: '(?:0[1-9]|1[0-2])',
};

/** How a text is read by a pattern: the format of GoogleSQL, and what the text must look like before. */
export interface Reading {
  readonly format: string;
  readonly shape: string;
}

/** A pattern for reading: numbers have fixed lengths, or no other number beside them. */
export function readingOf(v: Value | undefined): Reading {
  const { at, text } = patternOf(v);
  const parts = partsOf(text.replaceAll('[MMMM][MMM]', ANY_MONTH));
  const clock = parts.some((part) => /^h{1,2}$/.test(part));
  if (clock !== parts.includes('a'))
    return refuse(at, 'an hour of twelve in a date pattern without `a`, or `a` without it');
  let [format, shape] = ['', ''];
  const isNumber = (one: string | undefined): boolean =>
    one !== undefined && /^(?:[A-Za-z]|\d)/.test(one) && one !== 'a';
  const isName = (one: string | undefined): boolean => one !== undefined && /^(?:MMM+|XXXX|a)$/.test(one);
  for (const [i, part] of parts.entries()) {
    const [before, after] = [parts[i - 1], parts[i + 1]];
    if (part.startsWith("'")) {
      if (part === "''") return refuse(at, 'this date pattern for reading');
      format += quoted(part).replaceAll('%', '%%');
      shape += quoted(part).replace(/[.*+?()[\]{}|^$\\]/g, '\\$&');
    } else if (!/^[A-Za-z]/.test(part)) {
      if (/[[\]{}#]/.test(part)) return refuse(at, 'this date pattern for reading');
      format += part.replaceAll('%', '%%');
      shape += part.replace(/[.*+?()[\]{}|^$\\]/g, '\\$&');
    } else if (/^S{3}$|^S{6}$/.test(part) && format.endsWith('%S.')) {
      format = `${format.slice(0, -3)}%E${part.length}S`;
      shape += shapes[part] ?? '';
    } else if (/^[MdHhms]$/.test(part)) {
      if ((isNumber(before) && !isName(before)) || (isNumber(after) && !isName(after)))
        return refuse(at, 'this date pattern for reading');
      format += single[part] ?? '';
      shape += shapes[part] ?? '\\d{1,2}';
    } else {
      const found = part === ANY_MONTH ? '%B' : elements[part];
      if (found === undefined || shapes[part] === undefined) return refuse(at, `\`${part}\` in a date pattern`);
      format += found;
      shape += shapes[part];
    }
  }
  return shape.includes("'") ? refuse(at, 'this date pattern for reading') : { format, shape: `^${shape}$` };
}
