import type { At, Expr, From, GroupingSet, Ident, Pipe, PipeItem } from '../ast.ts';
import { call } from './call.ts';
import { clause } from './clause.ts';
import {
  type Cursor,
  endSince,
  endsPipe,
  expect,
  given,
  here,
  list,
  looks,
  pipeList,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { expression, nullsOrder, orderItem } from './expression.ts';
import { item, joinType, queryInBrackets } from './from.ts';
import { groupingSets, startsSpecial } from './group.ts';
import { alias, dotted, ident, plainIdent, skipOne } from './name.ts';
import { pivot, sampleTail, unpivot } from './pivot.ts';
import { setOperator, withClause } from './query.ts';
import { assigned, pipeWindows, selectItems, selectList } from './select.ts';
import { startsOperator } from './structure.ts';

/** What an operator says, without its place. */
type Body = Pipe extends infer P ? (P extends Pipe ? Omit<P, keyof At> : never) : never;

/** `|>` and the operator behind it. Source: GoogleSQL "Pipe query syntax". */
export function pipe(c: Cursor): Pipe {
  const start = here(c);
  expect(c, '|>');
  const body = clause<Body>(c, operator, { kind: 'opaque', what: 'a pipe operator' });
  return { start, end: endSince(c, start), ...body } as Pipe;
}

function operator(c: Cursor): Body {
  const word = c.words[c.at] ?? '';
  if (word === 'SELECT') return { kind: 'select', select: selectList(c) };
  if (word === 'PIVOT') return pivoted(c);
  if (word === 'UNPIVOT') return unpivoted(c);
  if (word === 'TABLESAMPLE') return { kind: 'sample', sample: sampleTail(c) };
  if (word === 'WITH') return { kind: 'with', ...withClause(c) };
  if (startsOperator(c.words, c.at))
    return { kind: 'setOperation', ...setOperator(c), queries: pipeList(c, queryInBrackets) };
  if (joins.has(word)) return joined(c);
  const parse = simple[word];
  if (!parse) return unknown(c, word);
  c.at += 1;
  return parse(c);
}

const joins: ReadonlySet<string> = new Set(['JOIN', 'CROSS', 'INNER', 'LEFT', 'RIGHT', 'FULL', 'NATURAL']);
const simple: Readonly<Record<string, (c: Cursor) => Body>> = {
  EXTEND: (c) => {
    const items = selectItems(c);
    return { kind: 'extend', items, ...given('windows', looks(c, 'WINDOW') ? pipeWindows(c) : undefined) };
  },
  WINDOW: (c) => ({ kind: 'window', items: selectItems(c) }),
  SET: (c) => ({ kind: 'set', items: pipeList(c, assigned) }),
  DROP: (c) => ({ kind: 'drop', names: pipeList(c, plainIdent) }),
  RENAME: (c) => ({ kind: 'rename', items: pipeList(c, renamed) }),
  AS: (c) => ({ kind: 'as', alias: ident(c) }),
  WHERE: (c) => ({ kind: 'where', condition: expression(c) }),
  DISTINCT: () => ({ kind: 'distinct' }),
  LIMIT: limited,
  AGGREGATE: aggregate,
  ORDER: (c) => {
    expect(c, 'BY');
    return { kind: 'orderBy', orderBy: pipeList(c, orderItem) };
  },
  CALL: called,
  ASSERT: (c) => {
    const condition = expression(c);
    const payload = take(c, ',') && !endsPipe(c) ? pipeList(c, (inner) => expression(inner)) : [];
    return { kind: 'assert', condition, payload };
  },
};

/** Words that begin no operator: what stands behind `|>` is wrong. */
const noOperator: ReadonlySet<string> = new Set([
  '',
  ')',
  ';',
  '|>',
  'FROM',
  'HAVING',
  'QUALIFY',
  'GROUP',
  'ON',
  'USING',
  ',',
]);

function unknown(c: Cursor, word: string): Body {
  if (noOperator.has(word)) return unexpected(c, 'a pipe operator');
  return passedOver(c, word);
}

function passedOver(c: Cursor, word: string): Body {
  while (!endsPipe(c)) skipOne(c);
  return { kind: 'opaque', what: `the pipe operator \`${word}\`` };
}

function renamed(c: Cursor): { from: Ident; to: Ident } {
  const old = ident(c);
  take(c, 'AS');
  return { from: old, to: ident(c) };
}

function limited(c: Cursor): Body {
  const limit = expression(c);
  return { kind: 'limit', limit, ...given('offset', take(c, 'OFFSET') ? expression(c) : undefined) };
}

function called(c: Cursor): Body {
  const made = call(c, dotted(c));
  if (made.kind !== 'call') return unexpected(c);
  return { kind: 'call', call: made, ...given('alias', alias(c)) };
}

function pivoted(c: Cursor): Body {
  const made = pivot(c);
  const name = alias(c);
  return made ? { kind: 'pivot', pivot: made, ...given('alias', name) } : { kind: 'opaque', what: 'PIVOT' };
}

function unpivoted(c: Cursor): Body {
  const made = unpivot(c);
  const name = alias(c);
  return made ? { kind: 'unpivot', unpivot: made, ...given('alias', name) } : { kind: 'opaque', what: 'UNPIVOT' };
}

function joined(c: Cursor): Body {
  const start = here(c);
  const left: From = { start, end: start, kind: 'input' };
  const type = joinType(c) ?? unexpected(c, '`JOIN`');
  const right = item(c);
  const on = take(c, 'ON') ? expression(c) : undefined;
  const using = !on && take(c, 'USING') ? usingColumns(c) : undefined;
  return {
    kind: 'join',
    join: {
      start,
      end: endSince(c, start),
      kind: 'join',
      type,
      left,
      right,
      ...given('on', on),
      ...given('using', using),
    },
  };
}

function usingColumns(c: Cursor): Ident[] {
  expect(c, '(');
  const names = list(c, plainIdent);
  expect(c, ')');
  return names;
}

/** What is rarely written in AGGREGATE (`.*`, WITH, ROLLUP among other items) is passed over. */
function aggregate(c: Cursor): Body {
  const from = c.at;
  const made = looks(c, 'WITH') ? undefined : plainAggregate(c);
  if (made) return made;
  c.at = from;
  return passedOver(c, 'AGGREGATE');
}

function plainAggregate(c: Cursor): Body | undefined {
  const items = looks(c, 'GROUP') || endsPipe(c) ? [] : itemsOf(c);
  if (!items) return undefined;
  if (!take(c, 'GROUP')) return { kind: 'aggregate', items, groupBy: [], grouping: 'none' };
  const ordered = take(c, 'AND');
  if (ordered) expect(c, 'ORDER');
  expect(c, 'BY');
  if (take(c, 'ALL')) return { kind: 'aggregate', items, groupBy: [], grouping: 'all' };
  if (looks(c, '(', ')')) return undefined;
  if (startsSpecial(c)) {
    const made = grouped(c, items);
    return looks(c, ',') ? undefined : made;
  }
  const groupBy = itemsOf(c)?.map((made) => (ordered && !made.order ? { ...made, order: 'ASC' as const } : made));
  return groupBy && { kind: 'aggregate', items, groupBy, grouping: 'items' };
}

function grouped(c: Cursor, items: readonly PipeItem[]): Body {
  const itemOf = (value: Expr): PipeItem => ({ start: value.start, end: value.end, value });
  const kind = takeOne(c, ['ROLLUP', 'CUBE'] as const);
  if (kind) {
    expect(c, '(');
    const groupBy = list(c, (inner) => itemOf(expression(inner)));
    expect(c, ')');
    return { kind: 'aggregate', items, groupBy, grouping: kind };
  }
  expect(c, 'GROUPING', 'SETS');
  const sets: readonly GroupingSet[] = groupingSets(c);
  return { kind: 'aggregate', items, groupBy: sets.flatMap((set) => set.items.map(itemOf)), grouping: 'sets', sets };
}

/** Items with names and order; a comma may follow the last. Undefined where one of them is no plain expression. */
function itemsOf(c: Cursor): PipeItem[] | undefined {
  const items: PipeItem[] = [];
  do {
    if (items.length > 0 && (endsPipe(c) || looks(c, 'GROUP'))) break;
    if (startsSpecial(c)) return undefined;
    items.push(pipeItem(c));
    if (looks(c, '.', '*')) return undefined;
  } while (take(c, ','));
  return items;
}

function pipeItem(c: Cursor): PipeItem {
  const start = here(c);
  const value = expression(c);
  const before = alias(c);
  const order = takeOne(c, ['ASC', 'DESC'] as const);
  const nulls = nullsOrder(c);
  const name = before ?? alias(c);
  return {
    start,
    end: endSince(c, start),
    value,
    ...given('alias', name),
    ...given('order', order),
    ...given('nulls', nulls),
  };
}
