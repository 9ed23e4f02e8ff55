import { plain } from '../../../../compiler/lower/translate/text.ts';
import { sorted } from '../../aggregates.ts';
import type { Raw, RawCall } from '../tree.ts';
import { equal, hole, matched, shapeOf } from './shape.ts';

/** Rows that are gathered to an array, as biform writes it: each value in a struct with the keys of the order. */
export interface Collected {
  readonly value: Raw;
  readonly keys: readonly { readonly of: Raw; readonly descending: boolean }[];
  readonly distinct: boolean;
  /** NULLs are left out. */
  readonly ignores: boolean;
  readonly over?: RawCall['over'];
  readonly limit?: Raw;
  /** The values are in their own order, as Databricks compares them. */
  readonly bare?: true;
}

const taken = shapeOf('transform(@r, e -> e.v)');
const each = shapeOf('array_distinct(transform(@r, e -> e.v))');
const cut = shapeOf('slice(@r, 1, @n)');
const unsorted = { keys: [], distinct: false } as const;

/** The array that an expression gathers, in whichever of the shapes. */
export function collectedIn(raw: Raw): Collected | undefined {
  const limited = matched(cut, raw);
  if (limited) {
    const [rows, limit] = [limited.get('r'), limited.get('n')];
    const inner = rows && limit?.kind === 'number' ? collectedIn(rows) : undefined;
    return inner && limit && !inner.limit ? { ...inner, limit } : undefined;
  }
  return sets(raw) ?? lists(raw);
}

/** `collect_set(x)`, or each value once, NULL among them; in order where `sort_array` stands around it. */
function sets(raw: Raw): Collected | undefined {
  if (raw.kind !== 'call') return undefined;
  const [first, direction] = raw.args;
  if (raw.name === 'SORT_ARRAY' && first && direction?.kind === 'bool') {
    const inner = sets(first);
    return inner && inner.keys.length === 0
      ? { ...inner, keys: [{ of: inner.value, descending: !direction.value }] }
      : undefined;
  }
  if (raw.name === 'COLLECT_SET' && first && isPlain(raw))
    return { value: first, ...unsorted, distinct: true, ignores: true };
  const rows = matched(each, raw)?.get('r');
  const found = rows && structsIn(rows);
  if (!found || found.fields.length > 0 || found.filter || found.over) return undefined;
  return { value: found.value, ...unsorted, distinct: true, ignores: false };
}

function lists(raw: Raw): Collected | undefined {
  if (raw.kind === 'call' && raw.name === 'COLLECT_LIST') {
    const [value] = raw.args;
    if (!value || raw.filter || raw.distinct || raw.within || raw.nulls) return undefined;
    return { value, ...unsorted, ignores: true, ...(raw.over && { over: raw.over }) };
  }
  const rows = matched(taken, raw)?.get('r');
  if (!rows) return undefined;
  const order = orderIn(rows);
  const found = structsIn(order?.rows ?? rows);
  if (!found || found.fields.length !== (order?.descending.length ?? found.fields.length)) return undefined;
  if (!order && found.fields.length > 0) return undefined;
  if (found.filter && !isNotNull(found.filter, found.value)) return undefined;
  return {
    value: found.value,
    keys: found.fields.map((of, i) => ({ of, descending: order?.descending[i] ?? false })),
    distinct: false,
    ignores: found.filter !== undefined,
    ...(found.over && { over: found.over }),
  };
}

const isPlain = (raw: RawCall): boolean => !raw.filter && !raw.distinct && !raw.within && !raw.nulls && !raw.over;

const isNotNull = (filter: Raw, value: Raw): boolean =>
  filter.kind === 'is' && filter.not && filter.what === 'NULL' && equal(filter.of, value);

/** `sort_array(rows, TRUE)`, or `array_sort` with the lambda that biform writes for mixed directions. */
function orderIn(raw: Raw): { readonly rows: Raw; readonly descending: readonly boolean[] } | undefined {
  if (raw.kind !== 'call') return undefined;
  const [rows, how] = raw.args;
  if (!rows || !how) return undefined;
  const keys = structsIn(rows)?.fields.length ?? structsOf(rows);
  if (raw.name === 'SORT_ARRAY' && how.kind === 'bool')
    return { rows, descending: Array.from({ length: keys }, () => !how.value) };
  if (raw.name !== 'ARRAY_SORT' || keys < 2 || keys > MOST_KEYS) return undefined;
  for (let bits = 1; bits < 2 ** keys - 1; bits += 1) {
    const descending = Array.from({ length: keys }, (_, i) => (bits & (1 << i)) !== 0);
    if (matched(shapeOf(plain(sorted(hole('r'), descending))), raw)) return { rows, descending };
  }
  return undefined;
}

const MOST_KEYS = 6;

/** Keys of an array whose elements a lambda makes. */
function structsOf(rows: Raw): number {
  const lambda = rows.kind === 'call' && rows.name === 'TRANSFORM' ? rows.args[1] : undefined;
  return lambda?.kind === 'lambda' ? (keyed(lambda.body)?.fields.length ?? 0) : 0;
}

/** `collect_list(named_struct('k0', a, 'k1', b, 'v', x))`. */
function structsIn(raw: Raw) {
  if (raw.kind !== 'call' || raw.name !== 'COLLECT_LIST' || raw.distinct || raw.within || raw.nulls) return undefined;
  const [row] = raw.args;
  const found = row && keyed(row);
  return found && { ...found, filter: raw.filter, over: raw.over };
}

function keyed(row: Raw): { readonly value: Raw; readonly fields: readonly Raw[] } | undefined {
  if (row.kind !== 'call' || row.name !== 'NAMED_STRUCT') return undefined;
  const pairs = Array.from({ length: row.args.length / 2 }, (_, i) => [row.args[2 * i], row.args[2 * i + 1]] as const);
  const names = pairs.map(([name]) => (name?.kind === 'string' ? name.value : ''));
  const value = pairs.at(-1)?.[1];
  const named = names.every((name, i) => name === (i === pairs.length - 1 ? 'v' : `k${i}`));
  return named && value ? { value, fields: pairs.slice(0, -1).flatMap(([, of]) => (of ? [of] : [])) } : undefined;
}

/** `sort_array(collect_list(x))`, as people write it. */
export function sortedIn(raw: Raw): Collected | undefined {
  if (raw.kind !== 'call' || raw.name !== 'SORT_ARRAY') return undefined;
  const [rows, rising] = raw.args;
  if (rows?.kind !== 'call' || !['COLLECT_LIST', 'COLLECT_SET', 'ARRAY_AGG'].includes(rows.name)) return undefined;
  const [value] = rows.args;
  if (!value || !isPlain(rows) || (rising && rising.kind !== 'bool')) return undefined;
  const descending = rising?.kind === 'bool' && !rising.value;
  const distinct = rows.name === 'COLLECT_SET';
  return { value, keys: [{ of: value, descending }], distinct, ignores: true, bare: true };
}

/** `transform(sort_array(transform(array, x -> named_struct('k0', .., 'v', ..)), TRUE), e -> e.v)`: elements in order. */
export function elementsIn(raw: Raw):
  | {
      readonly array: Raw;
      readonly parameter: Extract<Raw, { kind: 'lambda' }>;
      readonly keys: Collected['keys'];
      readonly value: Raw;
    }
  | undefined {
  const rows = matched(taken, raw)?.get('r');
  const order = rows && orderIn(rows);
  const made = order?.rows;
  if (made?.kind !== 'call' || made.name !== 'TRANSFORM') return undefined;
  const [array, lambda] = made.args;
  if (!array || lambda?.kind !== 'lambda' || lambda.parameters.length !== 1) return undefined;
  const found = keyed(lambda.body);
  if (!found || found.fields.length !== order?.descending.length || found.fields.length === 0) return undefined;
  const keys = found.fields.map((of, i) => ({ of, descending: order.descending[i] ?? false }));
  return { array, parameter: lambda, keys, value: found.value };
}
