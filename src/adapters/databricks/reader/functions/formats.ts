import { refuse } from '../parse/cursor.ts';
import type { Value } from '../resolve/resolver.ts';

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

/** One letter reads one digit or two; it prints a number without a zero before it, which GoogleSQL has no element for. */
const single: Readonly<Record<string, string>> = { M: '%m', d: '%d', H: '%H', m: '%M', s: '%S' };

/** A pattern that is written out, in GoogleSQL; refused where a part has no equal. */
export function formatOf(v: Value | undefined, use: 'print' | 'read'): string {
  const e = v?.e;
  const at = e ?? { start: 0, end: 0 };
  if (e?.kind !== 'string') return refuse(at, 'a date pattern that is no literal');
  let out = '';
  const parts = e.value.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  for (const part of parts) {
    if (part.startsWith("'"))
      out += (part === "''" ? "'" : part.slice(1, -1).replaceAll("''", "'")).replaceAll('%', '%%');
    else if (!/^[A-Za-z]/.test(part)) out += part.replaceAll('%', '%%');
    else if (/^S{3}$|^S{6}$/.test(part) && out.endsWith('%S.')) out = `${out.slice(0, -3)}%E${part.length}S`;
    else {
      const found = elements[part] ?? (use === 'read' ? single[part] : undefined);
      const readable = !/^(?:E|D|yy$|a$|h|M{3,})/.test(part);
      if (found === undefined || (use === 'read' && !readable)) return refuse(at, `\`${part}\` in a date pattern`);
      out += found;
    }
  }
  return out;
}
