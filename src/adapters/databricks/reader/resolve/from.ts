import type { At, Expr, From, Ident, Query } from '../../../../compiler/sql/ast.ts';
import { at, binary, bool, call, emptySelect, ident, int, queryOf as makeQuery, not, path } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { fresh, type Named } from '../template.ts';
import type { Raw, RawCall, RawFrom, RawSample } from '../tree.ts';
import { common } from '../types/common.ts';
import { BIGINT, sparkOfColumn, UNKNOWN } from '../types/spark.ts';
import { meaningOf } from './expression.ts';
import { generated, isGenerator, selectedLateral } from './generator.ts';
import { plainColumn } from './name.ts';
import { pivotOf } from './pivot.ts';
import { named, queryOf, valuesOf } from './query.ts';
import {
  type Column,
  note,
  type Output,
  openScope,
  type Range,
  type Resolver,
  type Scope,
  type Value,
  within,
} from './resolver.ts';

export { generated, isGenerator };

/** A FROM clause in GoogleSQL; its tables go into the scope. */
export function fromOf(raw: RawFrom, r: Resolver): From {
  switch (raw.kind) {
    case 'table':
      return sampled(raw, table(raw, r), r);
    case 'subquery': {
      if (raw.lateral) return refuse(raw, 'a LATERAL subquery at the start of FROM');
      const made = named(
        queryOf(raw.query, r),
        raw.alias.columns.map((c) => c.name),
      );
      return sampled(raw, subquery(made, raw.alias.name, raw, r), r);
    }
    case 'values': {
      const { body, output } = valuesOf(
        raw.rows,
        raw.alias.columns.map((c) => c.name),
        raw,
        r,
      );
      return subquery({ query: makeQuery(body, raw), output }, raw.alias.name, raw, r);
    }
    case 'function':
      return tableFunction(raw, undefined, r);
    case 'view': {
      const left = fromOf(raw.of, r);
      const { name, columns } = raw.alias;
      return generated(raw.call, columns, left, r, { ...(name && { name: name.name }), outer: raw.outer }).from;
    }
    case 'join':
      return join(raw, r);
    case 'pivot':
      return pivotOf(raw, r);
    case 'paren':
      return { ...at(raw), kind: 'paren', of: fromOf(raw.of, r) };
  }
}

/** A part of the rows, chosen by chance. */
function sampled({ sample }: { readonly sample?: RawSample }, of: From, r: Resolver): From {
  if (!sample) return of;
  note(r, sample, 'TABLESAMPLE', 'rewritten', 'Which rows it takes is open, on both sides.');
  const { percent } = sample;
  const size: Expr = { ...at(percent), kind: percent.text.includes('.') ? 'float' : 'int', text: percent.text };
  const place = { start: of.start, end: sample.end };
  return {
    ...place,
    kind: 'sample',
    of,
    sample: { ...at(sample), method: ident('SYSTEM', sample), size, unit: 'PERCENT' },
  };
}

/** The names of a table; one pair of back-quotes may hold several, as `ref()` writes them. */
export const tableParts = (parts: readonly Ident[]): readonly Ident[] =>
  parts.flatMap((part) =>
    part.quoted && !part.name.split('.').includes('')
      ? part.name.split('.').map((name) => ({ ...part, name }))
      : [ident(part.name, part)],
  );

function table(raw: Extract<RawFrom, { kind: 'table' }>, r: Resolver): From {
  const parts = tableParts(raw.parts);
  if (raw.alias.columns.length > 0)
    return refuse(raw, 'names for the columns of a table', 'Use a subquery that renames them.');
  const last = parts.at(-1)?.name ?? '';
  const name = raw.alias.name?.name ?? last;
  const cte = parts.length === 1 ? tableIn(r.scope, last) : undefined;
  const { columns, complete } =
    cte ??
    known(
      parts.map((part) => part.name),
      r,
    );
  const shown = shownAs(r, name, columns);
  r.scope.ranges.push({ name, columns: columns.map((c) => plainColumn(shown, c.name, c.t)), complete, star: shown });
  const alias = raw.alias.name ?? (shown === name ? undefined : raw);
  return { ...at(raw), kind: 'table', parts, ...(alias && { alias: ident(shown, alias) }) };
}

/** A table's name in GoogleSQL, where a column of the same name would hide it. */
const shownAs = (r: Named, name: string, columns: Output['columns']): string =>
  columns.some((c) => c.name.toLowerCase() === name.toLowerCase()) ? fresh(r, 't') : name;

function tableIn(scope: Scope | undefined, name: string): Output | undefined {
  for (let one = scope; one; one = one.outer) {
    const found = one.tables.get(name.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

/** What the project knows of a table. */
export function known(names: readonly string[], r: Resolver): Output {
  const found = r.catalog.table(names);
  if (!found || 'absent' in found) return { columns: [], complete: false };
  const columns = found.columns
    .filter(({ pseudo }) => !pseudo)
    .map(({ name, type }) => ({ name, t: sparkOfColumn(type) }));
  return { columns, complete: found.complete };
}

export function subquery(
  { query, output }: { query: Query; output: Output },
  alias: Ident | undefined,
  raw: At,
  r: Resolver,
): From {
  const name = alias?.name;
  const shown = name === undefined ? undefined : shownAs(r, name, output.columns);
  const columns = output.columns.filter((c) => c.name !== '').map((c) => plainColumn(shown, c.name, c.t));
  r.scope.ranges.push({
    ...(name !== undefined && shown !== undefined && { name, star: shown }),
    columns,
    complete: output.complete,
    ...(columns.length < output.columns.length && { nameless: true as const }),
    ...(name === undefined && { bare: true as const }),
  });
  return { ...at(raw), kind: 'subquery', query, ...(alias && { alias: ident(shown ?? alias.name, alias) }) };
}

type TableFunction = Extract<RawFrom, { kind: 'function' }>;

/** `explode(..)` and its like, `range(..)`; `on` and `type` are those of the join that it stands in. */
function tableFunction(raw: TableFunction, left: From | undefined, r: Resolver, on?: () => Expr, outer = false): From {
  if (isGenerator(raw.call)) {
    const { name } = raw.alias;
    return generated(raw.call, raw.alias.columns, left, r, {
      ...(name && { name: name.name }),
      outer,
      ...(on && { on }),
    }).from;
  }
  if (raw.call.name !== 'RANGE')
    return refuse(raw.call.nameAt, `the table function \`${raw.call.name.toLowerCase()}\``);
  const made = numbersOf(raw.call, r);
  const [column] = raw.alias.columns;
  const name = column?.name ?? 'id';
  const range: Range = {
    ...(raw.alias.name && { name: raw.alias.name.name }),
    columns: [{ name, t: BIGINT, e: (place) => path(place, name) }],
    complete: true,
  };
  r.scope.ranges.push(range);
  const right: From = { ...at(raw), kind: 'unnest', of: made, more: [], alias: ident(name, raw) };
  return left ? { ...at(raw), kind: 'join', type: 'CROSS', left, right } : right;
}

/** `range(end)`, `range(start, end[, step])`: the end is left out. */
function numbersOf(call_: RawCall, r: Resolver): Expr {
  const place = at(call_);
  const values = call_.args.map((arg) => meaningOf(arg, r));
  const [first, second, step] = values;
  if (
    !first ||
    values.length > 3 ||
    values.some((v) => v.t.kind !== 'INT') ||
    (step && !/^[1-9]\d*$/.test(step.literal ?? ''))
  )
    return refuse(call_, 'this use of `range`');
  const [from, to] = second ? [first.e, second.e] : [int(0, place), first.e];
  const last = binary('-', to, int(1, place), place);
  return call('GENERATE_ARRAY', [from, last, ...(step ? [step.e] : [])], place);
}

type Join = Extract<RawFrom, { kind: 'join' }>;

function join(raw: Join, r: Resolver): From {
  const before = r.scope.ranges.length;
  const left = fromOf(raw.left, r);
  const middle = r.scope.ranges.length;
  if (raw.type === 'SEMI' || raw.type === 'ANTI') return halfJoin(raw, left, before, r);
  const on = raw.on;
  const outer = raw.type === 'LEFT';
  const right = raw.right;
  if (outer && right.kind === 'function')
    return refuse(right, 'LEFT JOIN of a generator', 'Write explode_outer, posexplode_outer or inline_outer.');
  if (right.kind === 'function' && (isGenerator(right.call) || right.lateral))
    return tableFunction(right, left, r, on && !isTrue(on) ? () => meaningOf(on, r).e : undefined, outer);
  if (right.kind === 'subquery' && right.lateral)
    return selectedLateral(right, left, r, { outer, ...(on && !isTrue(on) && { on: () => meaningOf(on, r).e }) });
  const made = fromOf(right, r);
  const base = { ...at(raw), kind: 'join' as const, left, right: made };
  if (raw.using) {
    useColumns(raw.using, before, middle, r);
    return { ...base, type: raw.type, using: raw.using.map((name) => ident(name.name, name)) };
  }
  if (on) return { ...base, type: raw.type === 'CROSS' ? 'INNER' : raw.type, on: meaningOf(on, r).e };
  if (raw.type === 'CROSS' || raw.type === 'INNER') return { ...base, type: 'CROSS' };
  return refuse(raw, `${raw.type} JOIN without a condition`);
}

const isTrue = (raw: Raw): boolean => raw.kind === 'bool' && raw.value;

/** USING makes one column of two. */
function useColumns(names: readonly Ident[], before: number, middle: number, r: Resolver): void {
  const { ranges } = r.scope;
  for (const { name } of names) {
    const found = (from: number, to: number): Column | undefined =>
      ranges
        .slice(from, to)
        .flatMap((range) => range.columns)
        .find((c) => c.name.toLowerCase() === name.toLowerCase() && !c.hidden);
    const [a, b] = [found(before, middle), found(middle, ranges.length)];
    const t = (a && b && common(a.t, b.t)) ?? a?.t ?? b?.t ?? UNKNOWN;
    const put = (range: Range, i: number): Range => ({
      ...range,
      columns: range.columns.map((c) =>
        c === a
          ? { ...c, t, e: (place: At) => path(place, name) }
          : c === b && i >= middle
            ? { ...c, hidden: true as const }
            : c,
      ),
    });
    for (let i = before; i < ranges.length; i += 1) ranges[i] = put(ranges[i] as Range, i);
  }
}

/** LEFT SEMI and LEFT ANTI JOIN: the rows on the left that have a partner, or none. */
function halfJoin(raw: Join, left: From, before: number, r: Resolver): From {
  const [range, other] = r.scope.ranges.slice(before);
  const place = at(raw);
  if (!range || other || range.name === undefined || range.star === undefined)
    return refuse(
      raw,
      `LEFT ${raw.type} JOIN behind more than one named table`,
      'Put what stands before it into a subquery with a name.',
    );
  const inner: Scope = { ...openScope(r.scope), ranges: [] };
  const exists = within(r, inner, (): Expr => {
    const right = fromOf(raw.right, r);
    if (!raw.using) r.scope.ranges.push(range);
    const conditions = raw.using
      ? raw.using.map((name): Expr => binary('=', path(name, range.star ?? '', name.name), sideOf(r, name), place))
      : raw.on
        ? [meaningOf(raw.on, r).e]
        : [bool(true, place)];
    const [first, ...rest] = conditions;
    const where = rest.reduce((a, b) => binary('AND', a, b, place), first ?? bool(true, place));
    const items = [{ ...place, kind: 'expr' as const, value: int(1, place) }];
    return { ...place, kind: 'exists', query: makeQuery({ ...emptySelect(place), items, from: right, where }, place) };
  });
  const select = {
    ...emptySelect(place),
    items: [{ ...place, kind: 'star' as const, of: path(place, range.star), except: [], replace: [] }],
    from: left,
    where: raw.type === 'SEMI' ? exists : not(exists, place),
  };
  return { ...place, kind: 'subquery', query: makeQuery(select, place), alias: ident(range.star, place) };
}

function sideOf(r: Resolver, name: Ident): Expr {
  const [right] = r.scope.ranges;
  if (right?.star === undefined) return refuse(name, 'USING beside a subquery without a name');
  return path(name, right.star, name.name);
}

export type { Value };
