import type { Expr } from '../../../../compiler/sql/ast.ts';
import { call, cast, isNull, str, typeName } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { rangeOf } from '../resolve/coerce.ts';
import { textOf } from '../resolve/operators.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { STRING, shown } from '../types/spark.ts';
import { literalText } from './literals.ts';
import type { Called } from './rule.ts';

/** Types whose values `%s` spells as a cast does. */
const plain: ReadonlySet<string> = new Set(['STRING', 'INT', 'BOOLEAN', 'VOID']);

const element = /%(?:(%)|([-+0 ]*)(\d*)([A-Za-z])|([\s\S]?))/g;

/** format_string and printf: `%s` of texts and what is cast to them, `%d`, `%x`, `%X`, `%o` of integers. NULL is the text `null`. */
export function formatString(c: Called): Value {
  const { args, place, raw } = c;
  const [first, ...values] = args;
  const pattern = literalText(first);
  if (!first || pattern === undefined)
    return refuse(raw, `\`${raw.name.toLowerCase()}\` with a pattern that is no literal`);
  const parts: Expr[] = [];
  let [at, next] = [0, 0];
  for (const found of pattern.matchAll(element)) {
    if (found.index > at) parts.push(str(pattern.slice(at, found.index), place));
    at = found.index + found[0].length;
    const [all, percent, flags = '', width = '', letter = ''] = found;
    if (percent) parts.push(str('%', place));
    else {
      const v = values[next];
      if (!v) return refuse(first.e, `\`${all}\` in a format without a value`);
      parts.push(spelt(all, flags, width, letter, v, c));
      next += 1;
    }
  }
  if (at < pattern.length) parts.push(str(pattern.slice(at), place));
  const [only] = parts;
  if (!only) return { e: str('', place), t: STRING };
  return { e: parts.length === 1 ? only : call('CONCAT', parts, place), t: STRING };
}

function spelt(all: string, flags: string, width: string, letter: string, v: Value, c: Called): Expr {
  const { place, raw } = c;
  const nothing = padded('null', flags, width);
  const orNull = (made: Expr): Expr =>
    isNever(v) ? made : call('IF', [isNull(v.e, place), str(nothing, place), made], place);
  if (letter === 's' && /^-?$/.test(flags) && plain.has(v.t.kind)) {
    const text =
      v.t.kind === 'VOID' ? { e: cast(v.e, typeName('STRING', place), place), t: STRING } : textOf(c.r, v, place);
    if (width === '') return isNever(v) ? text.e : fill(c.r, "COALESCE(@a, 'null')", [text.e], place);
    return call(
      'FORMAT',
      [str(all, place), isNever(v) ? text.e : fill(c.r, "COALESCE(@a, 'null')", [text.e], place)],
      place,
    );
  }
  const legal = /^[-+0 ]*$/.test(flags) && !(flags.includes('-') && flags.includes('0'));
  if (v.t.kind !== 'INT' || !/[dxXo]/.test(letter) || !legal)
    return refuse(raw, `\`${all}\` in a format of ${shown(v.t)}`, 'Cast it to STRING.');
  const made = call('FORMAT', [str(all, place), v.e], place);
  if (letter === 'd') return orNull(made);
  if (/[+ ]/.test(flags)) return refuse(raw, `\`${all}\` in a format`);
  // Java writes the bits of a negative number.
  const signed = rangeOf(v.t).lo < 0n;
  return orNull(
    signed
      ? fill(c.r, "IF(@a < 0, ERROR('a negative number in other digits than decimal ones'), @b)", [v.e, made], place)
      : made,
  );
}

const padded = (text: string, flags: string, width: string): string =>
  flags.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width));

const isNever = (v: Value): boolean =>
  v.literal !== undefined || v.e.kind === 'string' || v.e.kind === 'bool' || v.e.kind === 'typed';
