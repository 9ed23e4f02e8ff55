import type { Ident } from '../../../../compiler/sql/ast.ts';
import type { Raw, RawBound, RawCall, RawWindow } from '../tree.ts';
import {
  type Cursor,
  expect,
  given,
  here,
  ident,
  list,
  looks,
  parenthesised,
  peek,
  refuse,
  since,
  take,
  takeOne,
  textOf,
  unexpected,
  word,
} from './cursor.ts';
import { expression, orderItems, value } from './expression.ts';

/** A function with all that may stand inside and behind its brackets. */
export function call(c: Cursor, parts: readonly Ident[]): Raw {
  const [first] = parts;
  const nameAt = { start: first?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
  const name = parts.map((part) => part.name.toUpperCase()).join('.');
  expect(c, '(');
  const distinct = take(c, 'DISTINCT');
  if (!distinct) take(c, 'ALL');
  const args = looks(c, ')') ? [] : list(c, argument);
  const inside = nullsOf(c);
  if (looks(c, 'ORDER') || looks(c, 'LIMIT')) refuse(peek(c) ?? nameAt, `ORDER BY inside \`${name}\``);
  expect(c, ')');
  return { kind: 'call', name, nameAt, args, distinct, ...modifiers(c, inside), start: nameAt.start, end: endAfter(c) };
}

const endAfter = (c: Cursor): number => c.tokens[c.at - 1]?.end ?? 0;

function modifiers(c: Cursor, inside: RawCall['nulls']): Pick<RawCall, 'filter' | 'within' | 'nulls' | 'over'> {
  const within = take(c, 'WITHIN', 'GROUP')
    ? parenthesised(c, () => {
        expect(c, 'ORDER', 'BY');
        return orderItems(c);
      })
    : undefined;
  const filter = take(c, 'FILTER')
    ? parenthesised(c, () => {
        expect(c, 'WHERE');
        return expression(c);
      })
    : undefined;
  const nulls = inside ?? nullsOf(c);
  const over = take(c, 'OVER') ? (looks(c, '(') ? windowSpec(c) : ident(c)) : undefined;
  return { ...given('within', within), ...given('filter', filter), ...given('nulls', nulls), ...given('over', over) };
}

function nullsOf(c: Cursor): RawCall['nulls'] {
  if (take(c, 'IGNORE', 'NULLS')) return 'IGNORE';
  return take(c, 'RESPECT', 'NULLS') ? 'RESPECT' : undefined;
}

/** A value, `name => value`, or `value AS name` as struct() has it. */
function argument(c: Cursor): Raw {
  const start = here(c);
  if (word(c, 1) === '=>') {
    const name = ident(c);
    expect(c, '=>');
    return { kind: 'named', name, value: expression(c), ...since(c, start) };
  }
  const of = expression(c);
  if (of.kind === 'name' && take(c, '.', '*')) return { kind: 'star', of: of.parts, ...since(c, start) };
  if (!take(c, 'AS')) return of;
  const name = ident(c, true);
  return { kind: 'named', name, value: of, ...since(c, start) };
}

/** `(base PARTITION BY .. ORDER BY .. frame)`. */
export function windowSpec(c: Cursor): RawWindow {
  const start = here(c);
  return parenthesised(c, () => {
    const words = ['PARTITION', 'ORDER', 'ROWS', 'RANGE', 'DISTRIBUTE', 'SORT', 'CLUSTER', ')'];
    const base = words.includes(word(c)) ? undefined : ident(c);
    const partitionBy = take(c, 'PARTITION', 'BY') || take(c, 'DISTRIBUTE', 'BY') ? list(c, expression) : [];
    const orderBy = take(c, 'ORDER', 'BY') || take(c, 'SORT', 'BY') ? orderItems(c) : [];
    const unit = takeOne(c, ['ROWS', 'RANGE'] as const);
    const frame = unit && frameOf(c, unit);
    return { ...given('base', base), partitionBy, orderBy, ...given('frame', frame), start, end: here(c) + 1 };
  });
}

function frameOf(c: Cursor, unit: 'ROWS' | 'RANGE'): NonNullable<RawWindow['frame']> {
  if (!take(c, 'BETWEEN')) return { unit, from: bound(c) };
  const from = bound(c);
  expect(c, 'AND');
  return { unit, from, to: bound(c) };
}

function bound(c: Cursor): RawBound {
  if (take(c, 'CURRENT', 'ROW')) return { kind: 'CURRENT ROW' };
  if (take(c, 'UNBOUNDED', 'PRECEDING')) return { kind: 'UNBOUNDED PRECEDING' };
  if (take(c, 'UNBOUNDED', 'FOLLOWING')) return { kind: 'UNBOUNDED FOLLOWING' };
  const of = value(c, 1);
  const kind = takeOne(c, ['PRECEDING', 'FOLLOWING'] as const) ?? unexpected(c, '`PRECEDING` or `FOLLOWING`');
  return { kind, of };
}

/** Functions whose arguments stand between words: EXTRACT, TRIM, SUBSTRING, POSITION, OVERLAY. */
export function special(c: Cursor, start: number): Raw | undefined {
  if (word(c, 1) !== '(') return undefined;
  const name = word(c);
  const nameAt = peek(c) ?? { start, end: start };
  const from = c.at;
  c.at += 2;
  const made = specialOf(c, name);
  if (!made) {
    c.at = from;
    return undefined;
  }
  expect(c, ')');
  if ('part' in made) return { kind: 'extract', part: made.part, of: made.of, ...since(c, start) };
  return { kind: 'call', name: made.name, nameAt, args: made.args, distinct: false, ...since(c, start) };
}

type Special = { readonly part: string; readonly of: Raw } | { readonly name: string; readonly args: readonly Raw[] };

function specialOf(c: Cursor, name: string): Special | undefined {
  switch (name) {
    case 'EXTRACT': {
      const part = textOf(c, peek(c)).toUpperCase().replace(/^'|'$/g, '');
      c.at += 1;
      expect(c, 'FROM');
      return { part, of: expression(c) };
    }
    case 'TRIM': {
      const side = takeOne(c, ['BOTH', 'LEADING', 'TRAILING'] as const);
      const first = side && take(c, 'FROM') ? undefined : expression(c);
      if (!side && !looks(c, 'FROM')) return undefined;
      const called = side === 'LEADING' ? 'LTRIM' : side === 'TRAILING' ? 'RTRIM' : 'BTRIM';
      if (!first) return { name: called, args: [expression(c)] };
      if (!take(c, 'FROM')) return { name: called, args: [first] };
      const of = expression(c);
      // LTRIM and RTRIM have the characters first.
      return { name: called, args: called === 'BTRIM' ? [of, first] : [first, of] };
    }
    case 'SUBSTRING':
    case 'SUBSTR': {
      const of = expression(c);
      if (!take(c, 'FROM')) return undefined;
      const at = expression(c);
      return { name: 'SUBSTRING', args: take(c, 'FOR') ? [of, at, expression(c)] : [of, at] };
    }
    case 'POSITION': {
      const what = value(c, 0);
      return take(c, 'IN') ? { name, args: [what, expression(c)] } : undefined;
    }
    case 'OVERLAY': {
      const of = expression(c);
      if (!take(c, 'PLACING')) return undefined;
      const by = expression(c);
      expect(c, 'FROM');
      const at = expression(c);
      return { name, args: take(c, 'FOR') ? [of, by, at, expression(c)] : [of, by, at] };
    }
    default:
      return undefined;
  }
}
