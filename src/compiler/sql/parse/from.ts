import type { At, Expr, From, Ident, Query } from '../ast.ts';
import { call } from './call.ts';
import {
  bracketedList,
  type Cursor,
  deeper,
  endOf,
  endSince,
  expect,
  given,
  here,
  looks,
  parenthesised,
  peek,
  report,
  sealed,
  since,
  take,
  unexpected,
} from './cursor.ts';
import { expression } from './expression.ts';
import { alias, ident, isIdent, plainIdent, skipOne } from './name.ts';
import { pivotTail, sampleTail, unpivotTail } from './pivot.ts';
import { badQuery, isQuery, query } from './query.ts';
import { startsOperator } from './structure.ts';
import { tablePath } from './table-path.ts';

const badFrom = (at: At): From => ({ start: at.start, end: at.end, kind: 'bad' });

type Join = Extract<From, { kind: 'join' }>;
type Condition = Pick<Join, 'on' | 'using'>;

/** What follows FROM: tables and joins. A comma is a CROSS JOIN. */
export function from(c: Cursor): From {
  deeper(c, 1);
  const start = here(c);
  let left = item(c);
  /** Joins whose condition may still come: `a JOIN b JOIN c ON x ON y`. */
  const pending: { type: Join['type']; left: From }[] = [];
  let comma = false;
  for (;;) {
    comma ||= looks(c, ',');
    if (comma && (looks(c, 'RIGHT') || looks(c, 'FULL'))) afterComma(c);
    const type = joinType(c);
    if (!type) break;
    const right = item(c);
    const condition = conditionOf(c);
    if (!condition && (type === 'INNER' || type === 'LEFT' || type === 'RIGHT' || type === 'FULL')) {
      pending.push({ type, left });
      left = right;
      continue;
    }
    if (condition && pending.length > 0 && (looks(c, 'ON') || looks(c, 'USING'))) {
      left = { start: left.start, end: endSince(c, left.start), kind: 'join', type, left, right, ...condition };
      left = closePending(c, pending, left);
      continue;
    }
    left = foldPending(pending, left);
    left = { start, end: endSince(c, start), kind: 'join', type, left, right, ...condition };
  }
  left = foldPending(pending, left);
  c.depth -= 1;
  return left;
}

/** RIGHT and FULL JOIN behind a comma need brackets that say what they join. */
function afterComma(c: Cursor): void {
  const at = peek(c);
  const word = c.words[c.at] ?? '';
  if (at && !startsOperator(c.words, c.at))
    report(c, at, `\`${word}\``, undefined, `\`${word} JOIN\` behind a comma needs brackets around it.`);
}

/** Conditions one after another belong to the joins from the inside out. */
function closePending(c: Cursor, pending: { type: Join['type']; left: From }[], inner: From): From {
  let right = inner;
  for (let condition = conditionOf(c); condition; condition = conditionOf(c)) {
    const open = pending.pop();
    if (!open) return unexpected(c, 'one condition for each join');
    right = {
      start: open.left.start,
      end: endOf(c),
      kind: 'join',
      type: open.type,
      left: open.left,
      right,
      ...condition,
    };
  }
  return right;
}

/** Joins that never got a condition stand from left to right. */
function foldPending(pending: { type: Join['type']; left: From }[], last: From): From {
  const [first, ...others] = pending;
  if (!first) return last;
  const rights = [...others.map((join) => join.left), last];
  let left = first.left;
  for (const [i, { type }] of pending.entries()) {
    const right = rights[i] ?? last;
    left = { start: left.start, end: right.end, kind: 'join', type, left, right };
  }
  pending.length = 0;
  return left;
}

function conditionOf(c: Cursor): Condition | undefined {
  if (take(c, 'ON')) return { on: expression(c) };
  return take(c, 'USING') ? { using: bracketedList<Ident>(c, plainIdent) } : undefined;
}

/** Takes a comma or the words of a join. */
export function joinType(c: Cursor): Join['type'] | undefined {
  const word = c.words[c.at];
  if (word === ',') {
    c.at += 1;
    return 'CROSS';
  }
  if (word === 'JOIN') {
    c.at += 1;
    return 'INNER';
  }
  if (word === 'NATURAL') return unexpected(c, '`JOIN` with `ON` or `USING`');
  if (word !== 'CROSS' && word !== 'INNER' && word !== 'LEFT' && word !== 'RIGHT' && word !== 'FULL') return undefined;
  const outer = c.words[c.at + 1] === 'OUTER' && word !== 'CROSS' && word !== 'INNER';
  const next = c.words[c.at + (outer ? 2 : 1)];
  if (next === 'UNION' || next === 'INTERSECT' || next === 'EXCEPT') return undefined;
  c.at += outer ? 2 : 1;
  expect(c, 'JOIN');
  return word;
}

/** One item of FROM with all that may stand behind it. */
export function item(c: Cursor): From {
  const start = here(c);
  return postfixes(c, start, primaryItem(c, start));
}

function primaryItem(c: Cursor, start: number): From {
  if (looks(c, 'UNNEST')) return unnest(c, start);
  if (looks(c, '(')) return bracketedItem(c, start);
  const text = sealed(c);
  if (text !== undefined) {
    c.at += 1;
    return { start, kind: 'verbatim', text, ...given('alias', alias(c)), end: endOf(c) };
  }
  if (looks(c, 'LATERAL')) return lateral(c, start);
  if (looks(c, 'GRAPH_TABLE', '(')) return opaque(c, start, 'GRAPH_TABLE');
  const { parts } = tablePath(c);
  if (looks(c, '(')) {
    const made = call(c, parts);
    const name = tableAlias(c);
    return made.kind === 'call'
      ? { start, end: endSince(c, start), kind: 'tableFunction', call: made, ...given('alias', name) }
      : badFrom(since(c, start));
  }
  const name = tableAlias(c);
  return name
    ? { start, end: endOf(c), kind: 'table', parts, alias: name }
    : { start, end: endOf(c), kind: 'table', parts };
}

/** Words that go on with the item where a bracket follows. */
const operators: ReadonlySet<string> = new Set(['PIVOT', 'UNPIVOT', 'MATCH_RECOGNIZE']);

/** An alias, where the next word does not begin an operator on the item. */
export function tableAlias(c: Cursor): Ident | undefined {
  const next = c.words[c.at + 1];
  if (operators.has(c.words[c.at] ?? '') && (next === '(' || next === 'INCLUDE' || next === 'EXCLUDE'))
    return undefined;
  return alias(c);
}

function opaque(c: Cursor, start: number, what: string): From {
  c.at += 1;
  skipOne(c);
  return { start, kind: 'opaque', what, ...given('alias', alias(c)), end: endOf(c) };
}

function lateral(c: Cursor, start: number): From {
  c.at += 1;
  item(c);
  return { start, end: endSince(c, start), kind: 'opaque', what: 'LATERAL' };
}

function unnest(c: Cursor, start: number): From {
  c.at += 1;
  const arrays = bracketedList(c, unnestArgument);
  const [of = { start, end: endOf(c), kind: 'bad' } as Expr, ...more] = arrays;
  const name = tableAlias(c);
  return { start, end: endOf(c), kind: 'unnest', of, more, ...given('alias', name) };
}

function unnestArgument(c: Cursor): Expr {
  const start = here(c);
  if (isIdent(c) && c.words[c.at + 1] === '=>') {
    const name = ident(c);
    c.at += 1;
    const value = expression(c);
    return { start, end: endOf(c), kind: 'named', name, value };
  }
  const of = expression(c);
  if (!alias(c)) return of;
  return { start, end: endSince(c, start), kind: 'opaque', what: 'an alias inside UNNEST' };
}

function bracketedItem(c: Cursor, start: number): From {
  if (c.queries[c.at] !== 1 && sealed(c, 1) === undefined) {
    const of = parenthesised(c, () => joined(c), badFrom);
    return { start, end: endSince(c, start), kind: 'paren', of };
  }
  const inner = parenthesised(
    c,
    () => query(c),
    () => undefined,
  );
  const name = tableAlias(c);
  if (!inner) return badFrom(since(c, start));
  return { start, end: endSince(c, start), kind: 'subquery', query: inner, ...given('alias', name) };
}

/** A bracket around one table alone is no item of FROM. */
function joined(c: Cursor): From {
  const made = from(c);
  if (made.kind !== 'join' && made.kind !== 'paren' && looks(c, ')')) return unexpected(c, 'a join');
  return made;
}

function postfixes(c: Cursor, start: number, first: From): From {
  let made = first;
  for (;;) {
    const next = postfix(c, start, made);
    if (!next) return made;
    made = next;
  }
}

function postfix(c: Cursor, start: number, of: From): From | undefined {
  const bracket = c.words[c.at + 1] === '(';
  switch (c.words[c.at]) {
    case 'PIVOT':
      return bracket ? pivotTail(c, start, of) : undefined;
    case 'UNPIVOT':
      return bracket || looks(c, 'UNPIVOT', 'INCLUDE') || looks(c, 'UNPIVOT', 'EXCLUDE')
        ? unpivotTail(c, start, of)
        : undefined;
    case 'TABLESAMPLE': {
      const sample = sampleTail(c);
      return { start, kind: 'sample', of, sample, ...given('alias', alias(c)), end: endOf(c) };
    }
    case 'MATCH_RECOGNIZE':
      return bracket ? opaque(c, start, 'MATCH_RECOGNIZE') : undefined;
    case 'FOR':
      return asOf(c, start, of);
    case 'WITH':
      return withOffset(c, start, of);
    default:
      return undefined;
  }
}

/** `FOR SYSTEM_TIME AS OF x`; an alias may stand behind it. */
function asOf(c: Cursor, start: number, of: From): From | undefined {
  const value = systemTime(c);
  if (!value) return undefined;
  if (of.kind !== 'table') return { start, end: endSince(c, start), kind: 'opaque', what: 'FOR SYSTEM_TIME AS OF' };
  const name = of.alias ?? tableAlias(c);
  return { ...of, ...since(c, start), asOf: value, ...given('alias', name) };
}

/** The moment of `FOR SYSTEM_TIME AS OF`, taken if it comes next. */
export function systemTime(c: Cursor): Expr | undefined {
  if (!take(c, 'FOR', 'SYSTEM_TIME') && !take(c, 'FOR', 'SYSTEM', 'TIME')) return undefined;
  expect(c, 'AS', 'OF');
  return expression(c);
}

/** `WITH OFFSET [AS name]`. */
function withOffset(c: Cursor, start: number, of: From): From | undefined {
  const at = here(c);
  if ((of.kind !== 'unnest' && of.kind !== 'table') || of.offset || !take(c, 'WITH', 'OFFSET')) return undefined;
  const words = since(c, at);
  const offset = alias(c) ?? { ...words, name: 'offset', quoted: false };
  return { ...of, ...since(c, start), offset };
}

/** Queries in brackets or not, commas between, as `|> UNION ALL` takes them. */
export const queryInBrackets = (c: Cursor): Query =>
  isQuery(c) ? parenthesised(c, () => query(c), badQuery) : unexpected(c, 'a query in brackets');
