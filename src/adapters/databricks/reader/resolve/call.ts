import type { Call, Expr, OrderItem, WindowSpec } from '../../../../compiler/sql/ast.ts';
import { ruleOf } from '../functions/lookup.ts';
import { coerced, type Rule } from '../functions/rule.ts';
import { at, call, ident, nothing } from '../make.ts';
import { given, refuse } from '../parse/cursor.ts';
import type { Raw, RawCall, RawOrder, RawWindow } from '../tree.ts';
import { meaningOf } from './expression.ts';
import { note, type Resolver, type Value } from './resolver.ts';

/** A call of a function. */
export function callOf(raw: RawCall, r: Resolver): Value {
  const rule = ruleOf(raw.name);
  const name = raw.name.toLowerCase();
  if (!rule)
    return refuse(
      raw.nameAt,
      `the function \`${name}\` of Databricks`,
      'It is not on the list of those that are read.',
    );
  const args = inOrder(raw, rule);
  if (args.length < rule.min || args.length > rule.max)
    return refuse(raw.nameAt, `\`${name}\` with ${args.length} argument${args.length === 1 ? '' : 's'}`);
  if (raw.distinct && !rule.distinct) return refuse(raw.nameAt, `\`${name}(DISTINCT ..)\``);
  if (raw.nulls === 'IGNORE' && !rule.nulls) return refuse(raw.nameAt, `\`${name}\` with IGNORE NULLS`);
  if (raw.filter && rule.use !== 'aggregate') return refuse(raw.filter, `FILTER behind \`${name}\``);
  if (raw.within && !rule.nulls && !['LISTAGG', 'STRING_AGG', 'PERCENTILE_CONT', 'PERCENTILE_DISC'].includes(raw.name))
    return refuse(raw.nameAt, `WITHIN GROUP behind \`${name}\``);
  if (raw.over && rule.use === 'scalar') return refuse(raw.nameAt, `\`${name}\` with OVER`);
  if (!raw.over && rule.use === 'window') return refuse(raw.nameAt, `\`${name}\` without OVER`);
  const place = at(raw);
  const plain: RawCall = { ...raw, args };
  const values = rule.lazy
    ? []
    : args.map((arg, i) =>
        coerced(r, meaningOf(arg, r), rule.types[Math.min(i, rule.types.length - 1)] ?? '*', arg, raw.name),
      );
  note(r, raw.nameAt, name, 'rewritten', rule.differs);
  const made = rule.read({ raw: plain, r, place, args: filteredArgs(plain, values, r) });
  return raw.over || raw.nulls || raw.distinct ? modified(made, raw, r) : made;
}

/** Arguments by their places, those given by name put where they belong. */
function inOrder(raw: RawCall, { names }: Rule): readonly Raw[] {
  if (raw.args.every((arg) => arg.kind !== 'named') || raw.name === 'STRUCT') return raw.args;
  const made: (Raw | undefined)[] = [];
  for (const [i, arg] of raw.args.entries()) {
    const place = arg.kind === 'named' ? (names?.indexOf(arg.name.name.toLowerCase()) ?? -1) : i;
    if (place < 0 || made[place])
      return refuse(
        arg,
        `the argument \`${arg.kind === 'named' ? arg.name.name : ''}\` of \`${raw.name.toLowerCase()}\``,
      );
    made[place] = arg.kind === 'named' ? arg.value : arg;
  }
  if (made.includes(undefined) || made.some((one) => one === undefined))
    return refuse(raw, `\`${raw.name.toLowerCase()}\` without one of its arguments`);
  return made as readonly Raw[];
}

/** FILTER: rows that it leaves out give the aggregate a NULL, which it passes over. */
function filteredArgs(raw: RawCall, values: readonly Value[], r: Resolver): readonly Value[] {
  if (!raw.filter) return values;
  const [first, ...rest] = values;
  const condition = meaningOf(raw.filter, r).e;
  if (!first) return values;
  const place = at(raw.filter);
  return [{ ...first, e: call('IF', [condition, first.e, nothing(place)], place) }, ...rest];
}

/** OVER, DISTINCT and IGNORE NULLS reach the aggregate that a rule has made: the outermost call that is one. */
function modified(v: Value, raw: RawCall, r: Resolver): Value {
  const over = raw.over && overOf(raw.over, r);
  const change = (one: Call): Call => ({
    ...one,
    ...(raw.distinct && { distinct: true }),
    ...(raw.nulls === 'IGNORE' && { nulls: 'IGNORE' as const }),
    ...given('over', over),
  });
  let found = 0;
  const visit = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    if ('kind' in node && node.kind === 'call' && isAggregate(node as Call)) {
      found += 1;
      return change(node as Call);
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
  };
  const e = visit(v.e) as Expr;
  return found === 0
    ? refuse(raw.nameAt, `\`${raw.name.toLowerCase()}\` with these modifiers`)
    : { ...v, e, grouped: true };
}

const aggregates: ReadonlySet<string> = new Set(
  `ANY_VALUE ARRAY_AGG ARRAY_CONCAT_AGG AVG BIT_AND BIT_OR BIT_XOR CORR COUNT COUNTIF COVAR_POP COVAR_SAMP LOGICAL_AND
  LOGICAL_OR MAX MAX_BY MIN MIN_BY STDDEV_POP STDDEV_SAMP STRING_AGG SUM VAR_POP VAR_SAMP ROW_NUMBER RANK DENSE_RANK
  PERCENT_RANK CUME_DIST NTILE LAG LEAD FIRST_VALUE LAST_VALUE NTH_VALUE APPROX_COUNT_DISTINCT PERCENTILE_CONT`.split(
    /\s+/,
  ),
);

const isAggregate = ({ name }: Call): boolean => aggregates.has(name);

/** What stands behind OVER. */
export const overOf = (over: NonNullable<RawCall['over']>, r: Resolver): NonNullable<Call['over']> =>
  'name' in over ? ident(over.name, over) : windowOf(over, r);

/** A window in GoogleSQL; frames and the order of NULLs mean the same. */
export function windowOf(raw: RawWindow, r: Resolver): WindowSpec {
  const place = at(raw);
  const bound = ({ kind, of }: NonNullable<RawWindow['frame']>['from']) => ({
    kind,
    ...(of && { of: meaningOf(of, r).e }),
  });
  return {
    ...place,
    ...(raw.base && { base: ident(raw.base.name, raw.base) }),
    partitionBy: raw.partitionBy.map((one) => meaningOf(one, r).e),
    orderBy: orderOf(raw.orderBy, r),
    ...(raw.frame && {
      frame: { unit: raw.frame.unit, from: bound(raw.frame.from), ...(raw.frame.to && { to: bound(raw.frame.to) }) },
    }),
  };
}

/** NULLs come first in rising order and last in falling order on both sides. */
export const orderOf = (items: readonly RawOrder[], r: Resolver): readonly OrderItem[] =>
  items.map(({ of, descending, nulls }) => ({ of: meaningOf(of, r).e, descending, ...given('nulls', nulls) }));
