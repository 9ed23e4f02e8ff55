import { closest } from '../../diagnostics/closest.ts';
import type { Expr, Ident } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import type { SqlType } from '../types/type.ts';

const clock = ['NANOSECOND', 'MICROSECOND', 'MILLISECOND', 'SECOND', 'MINUTE', 'HOUR'];
const calendar = ['ISOWEEK', 'MONTH', 'QUARTER', 'YEAR', 'ISOYEAR'];
const spans = ['WEEK', 'MONTH', 'QUARTER', 'YEAR'];
const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const numbered = ['DAY', 'DAYOFWEEK', 'DAYOFYEAR', 'WEEK', ...calendar];
const pieces = ['DATE', 'TIME', 'DATETIME'];

const all: ReadonlySet<string> = new Set([...clock, ...numbered, ...pieces]);

/** Whether a date part is of the time of day. */
export const isClockPart = (part: string): boolean => clock.includes(part);

/** Whether a word is the name of a date part. */
export const isDatePart = (word: string): boolean => all.has(word.toUpperCase());

/** What is done with a part, which says the parts that can be used. */
export type PartUse = 'add' | 'difference' | 'truncate' | 'last day' | 'extract' | 'interval';

type Timed = 'DATE' | 'DATETIME' | 'TIMESTAMP' | 'TIME' | 'INTERVAL';

const table: Readonly<Record<PartUse, Partial<Record<Timed, ReadonlySet<string>>>>> = {
  add: {
    DATE: new Set(['DAY', ...spans]),
    DATETIME: new Set([...clock, 'DAY', ...spans]),
    TIMESTAMP: new Set([...clock, 'DAY']),
    TIME: new Set(clock),
  },
  difference: {
    DATE: new Set(['DAY', 'WEEK', ...calendar]),
    DATETIME: new Set([...clock, 'DAY', 'WEEK', ...calendar]),
    TIMESTAMP: new Set([...clock, 'DAY']),
    TIME: new Set(clock),
  },
  truncate: {
    DATE: new Set(['DAY', 'WEEK', ...calendar]),
    DATETIME: new Set([...clock, 'DAY', 'WEEK', ...calendar]),
    TIMESTAMP: new Set([...clock, 'DAY', 'WEEK', ...calendar]),
    TIME: new Set(clock),
  },
  'last day': { DATE: new Set(['WEEK', ...calendar]), DATETIME: new Set(['WEEK', ...calendar]) },
  extract: {
    DATE: new Set(numbered),
    DATETIME: new Set([...clock, ...numbered, 'DATE', 'TIME']),
    TIMESTAMP: new Set([...clock, ...numbered, ...pieces]),
    TIME: new Set(clock),
  },
  interval: {},
};

/** Whether a part can be used so with a value of the type; true for the types of which that is not told. */
export const allowsPart = (use: PartUse, type: SqlType, part: string): boolean =>
  table[use][type.kind as Timed]?.has(part) ?? true;

/** A date part as written, upper case (`WEEK` for `WEEK(MONDAY)`), with the place of its name. */
export interface Part {
  readonly name: string;
  readonly at: Ident | Expr;
}

/** What stands for a date part in an argument or EXTRACT; reports what certainly is none. */
export function partOf(b: Binder, expr: Expr): Part | undefined {
  if (expr.kind === 'call') return weekOf(b, expr);
  if (expr.kind !== 'path') {
    if (expr.kind !== 'verbatim' && expr.kind !== 'param' && expr.kind !== 'opaque' && expr.kind !== 'bad')
      report(b, 'BF3014', { found: 'This' }, expr, { help: unquoted(expr) });
    return undefined;
  }
  const [only] = expr.parts;
  return only && expr.parts.length === 1 ? namedPart(b, only) : unknownPart(b, expr);
}

function unknownPart(b: Binder, expr: Expr & { readonly kind: 'path' }): undefined {
  report(b, 'BF3014', { found: expr.parts.map((part) => part.name).join('.') }, expr);
}

const unquoted = (expr: Expr): string | undefined => {
  if (expr.kind !== 'string') return undefined;
  const name = expr.value.toUpperCase();
  return all.has(name) ? `Write ${name} without quotes.` : undefined;
};

/** A date part that is one word, as in `INTERVAL 1 DAY`; reports one that there is not. */
export function namedPart(b: Binder, ident: Ident): Part | undefined {
  const name = ident.name.toUpperCase();
  if (all.has(name)) return { name, at: ident };
  const near = plural(name) ?? closest(name, all);
  report(b, 'BF3014', { found: ident.name, near }, ident, { replacement: near });
  return undefined;
}

const plural = (name: string): string | undefined =>
  name.endsWith('S') && all.has(name.slice(0, -1)) ? name.slice(0, -1) : undefined;

function weekOf(b: Binder, call: Extract<Expr, { kind: 'call' }>): Part | undefined {
  const [day] = call.args;
  if (call.name !== 'WEEK' || call.args.length !== 1 || day?.kind !== 'path' || day.parts.length > 1 || call.over) {
    const found = all.has(call.name) ? `${call.name}(...)` : call.name;
    report(b, 'BF3014', { found }, call.nameAt, { help: all.has(call.name) ? 'Only WEEK takes a day.' : undefined });
    return undefined;
  }
  const written = day.parts[0]?.name ?? '';
  if (!weekdays.includes(written.toUpperCase())) {
    const near = closest(written, weekdays);
    report(b, 'BF3014', { found: `WEEK(${written})`, near: near && `WEEK(${near})` }, day, { replacement: near });
  }
  return { name: 'WEEK', at: call };
}
