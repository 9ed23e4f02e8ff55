import type { Expr, Grouping, GroupingSet } from '../ast.ts';
import { bracketedList, type Cursor, endOf, here, list, looks, optionalList, take, takeOne } from './cursor.ts';
import { expression } from './expression.ts';

const item = (c: Cursor): Expr => expression(c);

/** What follows GROUP BY. */
export function grouping(c: Cursor): Grouping {
  if (take(c, 'ALL')) return { kind: 'all' };
  if (looks(c, '(', ')')) {
    c.at += 2;
    return { kind: 'sets', sets: [{ kind: 'set', items: [] }] };
  }
  const special = startsSpecial(c);
  if (!special) return { kind: 'items', items: list(c, groupItem) };
  const from = c.at;
  const made = specialGrouping(c);
  if (!looks(c, ',')) return made;
  c.at = from;
  return { kind: 'items', items: list(c, groupItem) };
}

/** Whether ROLLUP, CUBE or GROUPING SETS stands here. */
export const startsSpecial = (c: Cursor): boolean =>
  looks(c, 'ROLLUP', '(') || looks(c, 'CUBE', '(') || looks(c, 'GROUPING', 'SETS', '(');

/** ROLLUP and its like among other items: passed over. */
function groupItem(c: Cursor): Expr {
  if (!startsSpecial(c)) return expression(c);
  const start = here(c);
  const { kind } = specialGrouping(c);
  const what = `${kind === 'sets' ? 'GROUPING SETS' : kind} among other items of GROUP BY`;
  return { start, end: endOf(c), kind: 'opaque', what };
}

function specialGrouping(c: Cursor): Exclude<Grouping, { kind: 'none' | 'all' }> {
  const kind = takeOne(c, ['ROLLUP', 'CUBE'] as const);
  if (kind) return { kind, items: bracketedList(c, item) };
  c.at += 2;
  return { kind: 'sets', sets: groupingSets(c) };
}

/** The sets of GROUPING SETS, with their bracket. */
export const groupingSets = (c: Cursor): GroupingSet[] => bracketedList(c, groupingSet);

function groupingSet(c: Cursor): GroupingSet {
  const kind = looks(c, 'ROLLUP', '(') || looks(c, 'CUBE', '(') ? takeOne(c, ['ROLLUP', 'CUBE'] as const) : undefined;
  if (kind) return { kind, items: bracketedList(c, item) };
  const close = looks(c, '(') ? c.words[(c.closers[c.at] ?? 0) + 1] : undefined;
  if (c.queries[c.at] !== 1 && (close === ',' || close === ')')) return { kind: 'set', items: optionalList(c, item) };
  return { kind: 'set', items: [expression(c)] };
}
