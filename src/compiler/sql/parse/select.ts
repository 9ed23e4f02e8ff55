import type { Assigned, Expr, From, Grouping, Ident, Select, SelectItem } from '../ast.ts';
import type { Making } from '../making.ts';
import { clause } from './clause.ts';
import {
  bracketedList,
  type Cursor,
  endOf,
  endSince,
  expect,
  given,
  here,
  list,
  looks,
  optionalList,
  peek,
  pipeList,
  report,
  take,
  unexpected,
} from './cursor.ts';
import { bad, expression } from './expression.ts';
import { from } from './from.ts';
import { grouping } from './group.ts';
import { alias, ident } from './name.ts';
import { windowSpec } from './window.ts';

/** SELECT with all its clauses but ORDER BY and LIMIT. */
export function select(c: Cursor): Select {
  const made = selectHead(c);
  clauses(c, made);
  made.end = endSince(c, made.start);
  return made;
}

/** SELECT with its list alone, as a pipe operator. */
export function selectList(c: Cursor): Select {
  const made = selectHead(c);
  if (looks(c, 'WINDOW')) made.windows = pipeWindows(c);
  made.end = endSince(c, made.start);
  return made;
}

/** `WINDOW name AS (..), ..` behind the list of a pipe operator; a comma may follow the last. */
export function pipeWindows(c: Cursor): Select['windows'] {
  expect(c, 'WINDOW');
  return pipeList(c, namedWindow);
}

const NO_GROUPS: Grouping = { kind: 'none' };

function selectHead(c: Cursor): Making<Select> {
  const start = here(c);
  expect(c, 'SELECT');
  const mode = looks(c, 'WITH') && c.words[c.at + 2] === 'OPTIONS' ? selectMode(c) : undefined;
  const distinct = take(c, 'DISTINCT');
  if (!distinct) take(c, 'ALL');
  const as = take(c, 'AS') ? shape(c) : undefined;
  const items = clause(c, selectItems, []);
  const made: Making<Select> = { start, end: 0, kind: 'select', distinct, items, groupBy: NO_GROUPS, windows: [] };
  if (as) made.as = as;
  if (mode) made.mode = mode;
  return made;
}

/** `WITH DIFFERENTIAL_PRIVACY OPTIONS (..)`. */
function selectMode(c: Cursor): NonNullable<Select['mode']> {
  expect(c, 'WITH');
  const name = ident(c);
  expect(c, 'OPTIONS');
  return { name, options: optionalList(c, assigned) };
}

/** `name = value`. */
export function assigned(c: Cursor): Assigned {
  const name = ident(c);
  expect(c, '=');
  return { name, value: expression(c) };
}

function shape(c: Cursor): 'STRUCT' | 'VALUE' {
  if (take(c, 'STRUCT')) return 'STRUCT';
  return take(c, 'VALUE') ? 'VALUE' : unexpected(c, '`STRUCT` or `VALUE`');
}

/** Words that can follow a trailing comma. */
const afterItems: ReadonlySet<string> = new Set(
  ') FROM WHERE GROUP HAVING QUALIFY WINDOW ORDER LIMIT UNION INTERSECT EXCEPT ; |>'.split(' '),
);

/** A select list; a comma may follow the last item. */
export function selectItems(c: Cursor): SelectItem[] {
  const items = [selectItem(c)];
  while (take(c, ',')) {
    if (c.at >= c.tokens.length || afterItems.has(c.words[c.at] ?? '')) break;
    items.push(selectItem(c));
  }
  return items;
}

function selectItem(c: Cursor): SelectItem {
  const start = here(c);
  if (c.words[c.at] === '*') return star(c, start, undefined);
  const value = expression(c);
  if (looks(c, '.', '*')) {
    c.at += 1;
    return star(c, start, value);
  }
  const name = alias(c);
  return name
    ? { start, end: endOf(c), kind: 'expr', value, alias: name }
    : { start, end: endOf(c), kind: 'expr', value };
}

function star(c: Cursor, start: number, of: Expr | undefined): SelectItem {
  expect(c, '*');
  const except = looks(c, 'EXCEPT', '(') && c.queries[c.at + 1] !== 1 ? exceptNames(c) : [];
  const replace = looks(c, 'REPLACE', '(') ? replacements(c) : [];
  return { start, end: endSince(c, start), kind: 'star', ...given('of', of), except, replace };
}

function exceptNames(c: Cursor): Ident[] {
  c.at += 1;
  return bracketedList(c, (inner) => ident(inner));
}

function replacements(c: Cursor): { value: Expr; name: Ident }[] {
  c.at += 1;
  return bracketedList(c, () => {
    const value = expression(c);
    expect(c, 'AS');
    return { value, name: ident(c) };
  });
}

const order = ['FROM', 'WHERE', 'GROUP', 'HAVING', 'QUALIFY', 'WINDOW'];

/** The clauses behind the select list, each at most once and in their order. */
function clauses(c: Cursor, made: Making<Select>): void {
  for (let last = -1; ; ) {
    const word = c.words[c.at] ?? '';
    const rank = order.indexOf(word);
    if (rank < 0) return;
    if (rank <= last) misplaced(c, word, order[last] ?? '');
    last = Math.max(last, rank);
    oneClause(c, word, made);
  }
}

function misplaced(c: Cursor, word: string, before: string): void {
  const at = peek(c);
  const message =
    word === before ? `\`${word}\` stands here a second time.` : `\`${word}\` must stand before \`${before}\`.`;
  if (at) report(c, at, `\`${word}\``, undefined, message);
}

function oneClause(c: Cursor, word: string, made: Making<Select>): void {
  const at = here(c);
  const condition = (): Expr => clause(c, (inner) => expression(inner), bad({ start: at, end: at }));
  c.at += 1;
  if (word === 'FROM') made.from = clause<From>(c, from, { start: at, end: at, kind: 'bad' });
  else if (word === 'WHERE') made.where = condition();
  else if (word === 'HAVING') made.having = condition();
  else if (word === 'QUALIFY') made.qualify = condition();
  else if (word === 'GROUP') made.groupBy = clause<Grouping>(c, groupByClause, NO_GROUPS);
  else made.windows = clause<Select['windows']>(c, (inner) => list(inner, namedWindow), []);
}

function groupByClause(c: Cursor): Grouping {
  expect(c, 'BY');
  return grouping(c);
}

function namedWindow(c: Cursor): Select['windows'][number] {
  const name = ident(c);
  expect(c, 'AS');
  const start = here(c);
  if (looks(c, '(')) return { name, spec: windowSpec(c) };
  const base = ident(c);
  return { name, spec: { start, end: endSince(c, start), base, partitionBy: [], orderBy: [] } };
}
