import type { At, Expr, From, Grouping, Query, QueryBody, SelectItem } from '../../../../compiler/sql/ast.ts';
import { at, emptySelect, ident, int, queryOf as makeQuery, path } from '../make.ts';
import { given, refuse } from '../parse/cursor.ts';
import type { Raw, RawBody, RawQuery, RawSelect } from '../tree.ts';
import { common } from '../types/common.ts';
import { UNKNOWN } from '../types/spark.ts';
import { orderOf, windowOf } from './call.ts';
import { unified } from './coerce.ts';
import { meaningOf } from './expression.ts';
import { fromOf, generated, isGenerator } from './from.ts';
import { type Item, itemsOf, shownNames } from './items.ts';
import { attempt, type Output, openScope, type Resolver, representable, type Scope, within } from './resolver.ts';

/** A query in GoogleSQL and what it gives. */
export interface Resolved {
  readonly query: Query;
  readonly output: Output;
}

const NOTHING: Output = { columns: [], complete: false };

/** A query expression; `names` are the columns' names from outside. */
export function queryOf(raw: RawQuery, r: Resolver): Resolved {
  const place = at(raw);
  return within(r, openScope(r.scope), () => {
    const ctes: Query['ctes'][number][] = [];
    for (const { name, columns, query } of raw.ctes) {
      if (raw.recursive) r.scope.tables.set(name.name.toLowerCase(), NOTHING);
      const made = named(
        queryOf(query, r),
        columns.map((c) => c.name),
      );
      r.scope.tables.set(name.name.toLowerCase(), made.output);
      ctes.push({ name: ident(name.name, name), query: made.query });
    }
    const { body, output, scope } = bodyOf(raw.body, r);
    const order = scope ?? orderScope(r, output);
    const orderBy = within(r, { ...order, aliasesFirst: true }, () =>
      raw.orderBy.flatMap((one) => attempt(r, () => [...orderOf([one], r)], [])),
    );
    const limit = raw.limit && meaningOf(raw.limit, r).e;
    const offset = raw.offset && meaningOf(raw.offset, r).e;
    const bounded = offset && !limit ? int(9223372036854775807n, place) : limit;
    const query = makeQuery(body, place, {
      recursive: raw.recursive,
      ctes,
      orderBy,
      ...(bounded && { limit: bounded }),
      ...(offset && { offset }),
    });
    return { query, output };
  });
}

/** Behind a set operation ORDER BY sees the columns of the result alone. */
const orderScope = (r: Resolver, output: Output): Scope => ({
  ...openScope(r.scope),
  aliases: new Map(
    output.columns.map(({ name, t }) => [name.toLowerCase(), { e: path({ start: 0, end: 0 }, name), t }]),
  ),
});

interface Body {
  readonly body: QueryBody;
  readonly output: Output;
  /** What ORDER BY sees besides the select list. */
  readonly scope?: Scope;
}

function bodyOf(raw: RawBody, r: Resolver): Body {
  switch (raw.kind) {
    case 'select':
      return selectOf(raw, r);
    case 'values':
      return valuesOf(raw.rows, [], raw, r);
    case 'nested': {
      const { query, output } = queryOf(raw.query, r);
      return { body: { ...at(raw), kind: 'nested', query }, output };
    }
    case 'set':
      return setOf(raw, r);
  }
}

type RawSet = Extract<RawBody, { kind: 'set' }>;

function setOf(raw: RawSet, r: Resolver): Body {
  const [left, right] = [bodyOf(raw.left, r), bodyOf(raw.right, r)];
  const word = raw.op;
  if (raw.all && word !== 'UNION') return refuse(raw, `${word} ALL`);
  const op = `${word} ${raw.all ? 'ALL' : 'DISTINCT'}`;
  const inner = (one: Body, side: 'left' | 'right'): QueryBody =>
    one.body.kind === 'set' && (side === 'right' || one.body.op !== op)
      ? { ...at(one.body), kind: 'nested', query: makeQuery(one.body, at(one.body)) }
      : one.body;
  const columns = left.output.columns.map(({ name, t }, i) => {
    const other = right.output.columns[i]?.t ?? UNKNOWN;
    const both = raw.byName ? UNKNOWN : common(t, other);
    return {
      name,
      t:
        both ??
        (r.lenient ? UNKNOWN : undefined) ??
        refuse(raw, `${word} of ${t.kind} and ${other.kind}`, 'Databricks casts one of them. Write the cast.'),
    };
  });
  const body: QueryBody = {
    ...at(raw),
    kind: 'set',
    op,
    ...(raw.byName && { byName: { how: 'BY NAME', strict: false } as const }),
    left: inner(left, 'left'),
    right: inner(right, 'right'),
  };
  return { body, output: { columns, complete: left.output.complete && !raw.byName } };
}

/** Rows that are written out, as a UNION ALL of one SELECT each. */
export function valuesOf(
  rows: readonly (readonly Raw[])[],
  names: readonly string[],
  place: RawSelect | Raw | { start: number; end: number },
  r: Resolver,
): Body {
  const spot = at(place);
  const values = rows.map((row) => row.map((one) => representable(meaningOf(one, r), one)));
  const width = values[0]?.length ?? 0;
  if (values.some((row) => row.length !== width)) return refuse(spot, 'VALUES with rows of different lengths');
  const columns = Array.from({ length: width }, (_, i) => {
    const column = values.map((row) => row[i] ?? { e: int(0, spot), t: UNKNOWN });
    return { name: names[i] ?? `col${i + 1}`, ...unified(column, spot, 'VALUES') };
  });
  const selects = values.map(
    (_, row): QueryBody => ({
      ...emptySelect(spot),
      items: columns.map(({ name, values: list }) => ({
        ...spot,
        kind: 'expr' as const,
        value: list[row]?.e ?? int(0, spot),
        ...(row === 0 && { alias: ident(name, spot) }),
      })),
    }),
  );
  const [first, ...rest] = selects;
  if (!first) return refuse(spot, 'VALUES without rows');
  const body = rest.reduce((left, right): QueryBody => ({ ...spot, kind: 'set', op: 'UNION ALL', left, right }), first);
  return { body, output: { columns: columns.map(({ name, t }) => ({ name, t })), complete: true } };
}

/** A query whose columns get other names. */
export function named({ query, output }: Resolved, names: readonly string[]): Resolved {
  if (names.length === 0) return { query, output };
  const columns = output.columns.map(({ t, name }, i) => ({ t, name: names[i] ?? name }));
  const { body } = query;
  const first = firstSelect(body);
  if (!first || first.items.some((item) => item.kind === 'star') || first.items.length !== names.length)
    return refuse(query, 'names for the columns of a query with a star', 'Name the columns in the query.');
  const items = first.items.map(
    (item, i): SelectItem => (item.kind === 'expr' ? { ...item, alias: ident(names[i] ?? '', item) } : item),
  );
  const replaced = (one: QueryBody): QueryBody => {
    if (one.kind === 'select') return { ...one, items };
    if (one.kind === 'set') return { ...one, left: replaced(one.left) };
    return one.kind === 'nested' ? { ...one, query: { ...one.query, body: replaced(one.query.body) } } : one;
  };
  if (query.orderBy.length > 0)
    return refuse(query, 'names for the columns of a query with ORDER BY', 'Name the columns in the query.');
  return { query: { ...query, body: replaced(body) }, output: { columns, complete: output.complete } };
}

function firstSelect(body: QueryBody): Extract<QueryBody, { kind: 'select' }> | undefined {
  if (body.kind === 'select') return body;
  if (body.kind === 'set') return firstSelect(body.left);
  return body.kind === 'nested' ? firstSelect(body.query.body) : undefined;
}

function selectOf(raw: RawSelect, r: Resolver): Body {
  const place = at(raw);
  const scope: Scope = {
    ...openScope(r.scope),
    windows: new Map(raw.windows.map(({ name, spec }) => [name.name.toLowerCase(), spec])),
  };
  return within(r, scope, () => {
    // GoogleSQL filters and groups no query without FROM.
    const alone = !raw.from && (raw.where || raw.having || raw.qualify || raw.groupBy.kind !== 'none');
    let from = raw.from ? fromOf(raw.from, r) : alone ? oneRow(place) : undefined;
    const rows = raw.items.map((item) => {
      const call =
        item.kind === 'expr' && item.value.kind === 'call' && isGenerator(item.value) ? item.value : undefined;
      if (!call || item.kind !== 'expr') return undefined;
      const made = generated(call, item.aliases, from, r);
      from = made.from;
      return made.columns;
    });
    const where = raw.where && attempt(r, () => meaningOf(raw.where as Raw, r).e, undefined);
    scope.listing = true;
    const items = raw.items.flatMap((item, i) =>
      attempt(r, () => itemsOf(item, rows[i], scope, raw.groupBy.kind === 'all', r), []),
    );
    scope.listing = false;
    const groupBy = attempt(r, () => groupingOf(raw, items, r), { kind: 'none' } as Grouping);
    const having = raw.having && attempt(r, () => meaningOf(raw.having as Raw, r).e, undefined);
    const qualify = raw.qualify && attempt(r, () => meaningOf(raw.qualify as Raw, r).e, undefined);
    const windows = raw.windows.map(({ name, spec }) => ({ name: ident(name.name, name), spec: windowOf(spec, r) }));
    const body: QueryBody = {
      ...place,
      kind: 'select',
      distinct: raw.distinct,
      items: items.map(({ item }) => item),
      ...(from && { from }),
      ...given('where', where),
      groupBy,
      ...given('having', having),
      ...given('qualify', qualify),
      windows,
    };
    const output = {
      columns: items.flatMap(({ columns }) => columns),
      complete: items.every(({ complete }) => complete),
    };
    return { body, output, scope: { ...scope, aliases: shownNames(items) } };
  });
}

/** `UNNEST([1])`. */
const oneRow = (place: At): From => ({
  ...place,
  kind: 'unnest',
  of: { ...place, kind: 'array', items: [int(1, place)] },
  more: [],
});

/** GROUP BY: a name is a column, else a name of the select list; a number is a place in it. */
function groupingOf(raw: RawSelect, items: readonly Item[], r: Resolver): Grouping {
  const g = raw.groupBy;
  const key = (one: Raw): Expr => {
    if (one.kind === 'number') return int(BigInt(one.text), at(one));
    const value = meaningOf(one, r);
    const position = items.findIndex((item) => item.value === value);
    const before = items.slice(0, position);
    if (position >= 0 && before.every((item) => item.item.kind === 'expr')) return int(position + 1, at(one));
    return value.e;
  };
  switch (g.kind) {
    case 'none':
      return { kind: 'none' };
    case 'all': {
      // Written out: engines read ALL in narrower ways.
      if (items.some(({ value }) => !value)) return { kind: 'all' };
      const keys = items.flatMap(({ value, item }, i) => (value?.grouped ? [] : [int(i + 1, at(item))]));
      return keys.length > 0 ? { kind: 'items', items: keys } : { kind: 'none' };
    }
    case 'items':
      return { kind: 'items', items: g.items.map(key) };
    case 'ROLLUP':
    case 'CUBE':
      return { kind: g.kind, items: g.items.map(key) };
    case 'sets':
      return { kind: 'sets', sets: g.sets.map((set) => ({ kind: 'set', items: set.map(key) })) };
  }
}
