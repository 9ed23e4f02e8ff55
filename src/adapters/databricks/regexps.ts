import { custom, fill } from '../../compiler/lower/translate/define.ts';
import { groupsOf, matchesNothing } from '../../compiler/lower/translate/regexp.ts';
import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { bind } from './bind.ts';
import { string } from './quoting.ts';

const text = { returns: 'STRING' } as const;

/** Java's mark for lines that end at a line feed alone. */
const UNIX = '(?d)';

/** Patterns that RE2 and Java read alike: no classes in classes, no possessive or named forms, no rare escapes. */
const alike = (pattern: string): boolean => {
  const escapes = pattern.replace(/\\[dDwWbnrtf.\\/\-+*?()[\]{}|^$:=&@#!,;"']/g, '');
  if (escapes.includes('\\') || /\(\?(?!:|i\))|[*+?}]\+|&&|\p{Cc}/u.test(escapes)) return false;
  return !/\[[^\]]*\[/.test(escapes.replace(/\[\^?\]?/g, '['));
};

/**
 * RE2 has one line terminator and none at the end: `.` stops at `\\n` alone and `$` is the end of the text. Java's `(?d)`
 * and `\\z` say so.
 */
function javaOf(pattern: string): string {
  let dots = false;
  const made = pattern.replace(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|[.$]/g, (part) => {
    if (part === '.') dots = true;
    return part === '$' ? '\\z' : part;
  });
  return dots ? UNIX + made : made;
}

/** What stands around a pattern that fits an empty text where its matches are replaced; see `replaced`. */
const around = [String.raw`(?!\p{Cs})(?>`, String.raw`)(?:\A|(?!\G))`] as const;

/**
 * Java replaces an empty match right behind another match, and one within a character of two code units; RE2 goes on to the
 * next character there. The group is atomic, so that no other way to match is tried.
 */
export const replaced = (pattern: string): string => {
  const unix = pattern.startsWith(UNIX) ? UNIX : '';
  return `${unix}${around[0]}${pattern.slice(unix.length)}${around[1]}`;
};

/** The pattern that `replaced` was made of; undefined for others. */
export function replacedIn(pattern: string): string | undefined {
  const unix = pattern.startsWith(UNIX) ? UNIX : '';
  const rest = pattern.slice(unix.length);
  return rest.startsWith(around[0]) && rest.endsWith(around[1])
    ? unix + rest.slice(around[0].length, -around[1].length)
    : undefined;
}

/** The pattern as a literal, or undefined after a refusal. `\s` of RE2 lacks the vertical tab. */
function pattern(e: Expr | undefined, p: Printer): string | undefined {
  if (e?.kind === 'string') {
    const spelt = e.value.replace(/\\(.)/gs, (all, c: string) => (c === 's' ? '[ \\t\\n\\r\\f]' : all));
    const inClass = /\[[^\]]*\\s/.test(e.value);
    if (!inClass && alike(spelt)) return javaOf(spelt);
  }
  p.refuse(
    e ?? { start: 0, end: 0 },
    'this regular expression',
    'Only literals that both engines read alike are translated.',
  );
  return undefined;
}

function extract(call: Call, p: Printer): Frag {
  const [x, r] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x || !r) return '';
  const { count, always } = groupsOf(found);
  if (count > 1 || !always) return p.refuse(r, 'a regular expression whose group may be left out of a match');
  return bind(
    p.expr(x),
    (v) => q`if(rlike(${v}, ${string(found)}), regexp_extract(${v}, ${string(found)}, ${String(count)}), NULL)`,
  );
}

function extractAll(call: Call, p: Printer): Frag {
  const [x, r] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x || r?.kind !== 'string') return '';
  const { count, always } = groupsOf(found);
  if (count > 1 || !always) return p.refuse(r, 'a regular expression whose group may be left out of a match');
  if (matchesNothing(r.value))
    return p.refuse(r, 'REGEXP_EXTRACT_ALL of a pattern that an empty text fits', 'Let it match a character.');
  return q`regexp_extract_all(${p.expr(x)}, ${string(found)}, ${String(count)})`;
}

function instr(call: Call, p: Printer): Frag {
  const [x, r] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x || !r) return '';
  if (groupsOf(found).count > 0) return p.refuse(r, 'REGEXP_INSTR with a group');
  return q`CAST(regexp_instr(${p.expr(x)}, ${string(found)}) AS BIGINT)`;
}

function replace(call: Call, p: Printer): Frag {
  const [x, r, replacement] = call.args;
  const found = pattern(r, p);
  if (found === undefined || !x || r?.kind !== 'string') return '';
  if (replacement?.kind !== 'string' || /\\[^0-9]/.test(replacement.value))
    return p.refuse(replacement ?? call, 'REGEXP_REPLACE with this replacement');
  const asked = Math.max(0, ...[...replacement.value.matchAll(/\\(\d)/g)].map(([, digit]) => Number(digit)));
  if (asked > groupsOf(found).count)
    return p.refuse(
      replacement,
      `the group \\${asked}, which the regular expression does not have`,
      'It is an error of BigQuery.',
    );
  const java = replacement.value.replaceAll('$', '\\$').replace(/\\(\d)/g, '$$$1');
  const exact = matchesNothing(r.value) ? replaced(found) : found;
  return q`regexp_replace(${p.expr(x)}, ${string(exact)}, ${string(java)})`;
}

function contains(call: Call, p: Printer): Frag {
  const found = pattern(call.args[1], p);
  return found === undefined ? '' : q`rlike(${fill('$1', call, p)}, ${string(found)})`;
}

/** Regular expressions: RE2 there, Java here. */
export const regexps: Readonly<Record<string, FunctionRule>> = {
  REGEXP_CONTAINS: custom(2, 2, contains, { returns: 'BOOL' }),
  REGEXP_EXTRACT: custom(2, 2, extract, text),
  REGEXP_EXTRACT_ALL: custom(2, 2, extractAll, { returns: 'ARRAY' }),
  REGEXP_INSTR: custom(2, 2, instr, { returns: 'INT64' }),
  REGEXP_REPLACE: custom(3, 3, replace, text),
  REGEXP_SUBSTR: custom(2, 2, extract, text),
};
