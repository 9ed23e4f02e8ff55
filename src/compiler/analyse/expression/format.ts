import { type Binder, report } from '../model/binder.ts';
import type { SqlType } from '../types/type.ts';
import type { Given } from './arguments.ts';
import { shortText } from './field.ts';
import { isOpen } from './known.ts';

const whole: ReadonlySet<string> = new Set(['INT64']);
const broken: ReadonlySet<string> = new Set(['FLOAT64', 'NUMERIC', 'BIGNUMERIC']);
const any: ReadonlySet<string> = new Set();

/** Which kinds of values each letter takes; an empty set is all. Source: GoogleSQL "FORMAT", supported format specifiers. */
const letters: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...[...'dioxX'].map((letter) => [letter, whole] as const),
  ...[...'fFeEgG'].map((letter) => [letter, broken] as const),
  ...[...'tT'].map((letter) => [letter, any] as const),
  ...[...'pP'].map((letter) => [letter, new Set(['JSON'])] as const),
  ['s', new Set(['STRING'])],
]);

/** A value that a format asks for: the letter, or `*` for a width. */
interface Wanted {
  readonly letter: string;
  readonly kinds: ReadonlySet<string>;
}

/** Checks the values of FORMAT against a format that is written out. */
export function checkFormat(b: Binder, args: readonly Given[]): void {
  const [format, ...values] = args;
  if (format?.expr.kind !== 'string') return;
  const wanted = valuesOf(format.expr.value);
  if (typeof wanted === 'string') {
    report(b, 'BF3038', { what: wanted }, format.expr);
    return;
  }
  if (wanted.length !== values.length) {
    const at = values[wanted.length] ?? format;
    report(b, 'BF3039', { wanted: wanted.length, given: values.length }, at.expr);
    return;
  }
  for (const [i, { letter, kinds }] of wanted.entries()) {
    const value = values[i];
    if (!value || kinds.size === 0 || isOpen(value.typed) || kinds.has(value.typed.type.kind)) continue;
    wrongValue(b, value, i, letter, kinds, value.typed.type);
  }
}

function wrongValue(
  b: Binder,
  value: Given,
  i: number,
  letter: string,
  kinds: ReadonlySet<string>,
  type: SqlType,
): void {
  report(b, 'BF3003', { name: 'FORMAT', position: i + 2, found: shortText(type) }, value.expr, {
    help: `%${letter} takes ${[...kinds].join(' or ')}; %t takes every value.`,
  });
}

const flags = "-+ #0'";
const digits = '0123456789';

/** The values that a format asks for in turn, or what is wrong with it. */
function valuesOf(format: string): readonly Wanted[] | string {
  const wanted: Wanted[] = [];
  const number = (from: number): number => {
    if (format[from] === '*') {
      wanted.push({ letter: '*', kinds: whole });
      return from + 1;
    }
    let at = from;
    while (digits.includes(format[at] ?? '?')) at += 1;
    return at;
  };
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
    at += 1;
    if (format[at] === '%') {
      at += 1;
      continue;
    }
    while (flags.includes(format[at] ?? '?')) at += 1;
    at = number(at);
    if (format[at] === '.') at = number(at + 1);
    const letter = format[at];
    if (letter === undefined) return 'it ends after %';
    const kinds = letters.get(letter);
    if (!kinds) return `there is no %${letter}`;
    wanted.push({ letter, kinds });
    at += 1;
  }
  return wanted;
}
