import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { bind } from './bind.ts';
import { string } from './quoting.ts';

/** Types of what an element prints. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  d: ['INT64'],
  i: ['INT64'],
  x: ['INT64'],
  X: ['INT64'],
  o: ['INT64'],
  s: ['STRING'],
  t: ['INT64', 'STRING', 'BOOL', 'DATE'],
};

/** An element of a format, with what it prints. */
interface Element {
  readonly all: string;
  readonly flags: string;
  readonly width: string;
  readonly letter: string;
}

/** What stands for an element, and the value that it prints. */
interface Printed {
  readonly element: string;
  readonly value: Frag;
}

const isConstant = (e: Expr): boolean =>
  ['int', 'string', 'bool', 'typed'].includes(e.kind) || (e.kind === 'unary' && isConstant(e.of));

/** FORMAT: integers, text and `%t` of what both spell alike. Java rounds the text of a double, so `%f` is refused. */
export function format(call: Call, p: Printer): Frag {
  const [pattern, ...args] = call.args;
  if (pattern?.kind !== 'string') return p.refuse(pattern ?? call, 'FORMAT with a pattern that is no literal');
  const values: Frag[] = [];
  const open: Expr[] = [];
  let at = 0;
  const made = pattern.value.replace(
    /%(%|([-+0 ]*)(\d*)([A-Za-z])|.?)/gs,
    (all, found: string, flags: string, width: string, letter: string) => {
      if (found === '%') return '%%';
      const arg = args[at];
      at += 1;
      const printed = arg && elementOf(arg, { all, flags, width, letter }, p);
      if (!arg || !printed) {
        p.refuse(arg ?? pattern, `\`${all}\` in FORMAT of this type`);
        return '';
      }
      values.push(printed.value);
      if (letter !== 't' && !isConstant(arg)) open.push(arg);
      return printed.element;
    },
  );
  if (at !== args.length) return p.refuse(pattern, `FORMAT with ${args.length} values for ${at} elements`);
  const result = q`format_string(${string(made)}${values.map((value) => q`, ${value}`)})`;
  if (open.length === 0) return result;
  return q`CASE WHEN ${joined(
    open.map((e) => q`${p.operand(e)} IS NOT NULL`),
    ' AND ',
  )} THEN ${result} END`;
}

/** An element as Java writes it; undefined where the two print otherwise. */
function elementOf(arg: Expr, { all, flags, width, letter }: Element, p: Printer): Printed | undefined {
  const kind = p.kind(arg);
  if (!kinds[letter]?.includes(String(kind))) return undefined;
  switch (letter) {
    case 'x':
    case 'X':
    case 'o':
      return ofDigits(arg, { all, flags, width, letter }, p);
    case 's':
      return /[+0 ]/.test(flags) ? undefined : { element: '%s', value: padded(p.expr(arg), flags, width) };
    case 't': {
      if (flags || width) return undefined;
      const value = kind === 'BOOL' || kind === 'DATE' ? q`CAST(${p.expr(arg)} AS STRING)` : p.expr(arg);
      return { element: '%s', value: isConstant(arg) ? value : q`coalesce(CAST(${value} AS STRING), 'NULL')` };
    }
    default:
      return { element: all.replace(/i$/, 'd'), value: p.expr(arg) };
  }
}

/** Digits to another base: Java writes a negative number as the bits that it has, GoogleSQL with a minus. */
function ofDigits(arg: Expr, { all, flags, width, letter }: Element, p: Printer): Printed | undefined {
  if (/[+ ]/.test(flags) || arg.kind === 'unary') return undefined;
  if (isConstant(arg)) return { element: all, value: p.expr(arg) };
  if (flags.includes('0')) return undefined;
  const digits = (n: Frag): Frag => q`format_string('%${letter}', ${n})`;
  const value = bind(
    p.expr(arg),
    (v) => q`if(${v} < 0, concat('-', ${digits(q`coalesce(try_subtract(0L, ${v}), ${v})`)}), ${digits(v)})`,
  );
  return { element: `%${flags}${width}s`, value };
}

/** Text of a width in characters, which Java counts in UTF-16. */
function padded(value: Frag, flags: string, width: string): Frag {
  if (width === '') return value;
  const side = flags.includes('-') ? 'rpad' : 'lpad';
  return bind(value, (v) => q`${side}(${v}, greatest(length(${v}), ${width}), ' ')`);
}
