import type { At, Expr, From, Ident } from '../../../../compiler/sql/ast.ts';
import { at, bool, emptySelect, ident, int, queryOf as makeQuery, path } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { fresh, type Named } from '../template.ts';
import type { RawCall, RawFrom } from '../tree.ts';
import { between } from '../types/common.ts';
import { arrayOf, entryOf, type Spark, shown, UNKNOWN } from '../types/spark.ts';
import { meaningOf } from './expression.ts';
import { fieldOf } from './name.ts';
import { type Column, openScope, type Range, type Resolver, type Value, within } from './resolver.ts';

const generators: ReadonlySet<string> = new Set([
  'EXPLODE',
  'EXPLODE_OUTER',
  'POSEXPLODE',
  'POSEXPLODE_OUTER',
  'INLINE',
  'INLINE_OUTER',
]);

/** Whether a call makes rows of an array or map. */
export const isGenerator = ({ name }: RawCall): boolean => generators.has(name);

interface More {
  readonly name?: string;
  readonly outer?: boolean;
  readonly on?: () => Expr;
}

/** What a generator makes: the join with what stands to the left, and its columns. */
export interface Generated {
  readonly from: From;
  readonly columns: readonly Value[];
}

/** `explode`, `posexplode`, `inline` and their outer forms as UNNEST behind what stands to the left. */
export function generated(
  raw: RawCall,
  names: readonly Ident[],
  left: From | undefined,
  r: Resolver,
  more: More = {},
): Generated {
  const place = at(raw);
  const [arg] = raw.args;
  if (!arg || raw.args.length !== 1)
    return refuse(raw.nameAt, `\`${raw.name.toLowerCase()}\` with ${raw.args.length} arguments`);
  const of = meaningOf(arg, r);
  const array = arrayOfRows(of, raw, r);
  const position = raw.name.startsWith('POS');
  const fields = raw.name.startsWith('INLINE') || opensEntries(raw, of, names);
  const shownNames = aliasesOf(raw, array.t, fields, names);
  const alias = position || fields ? fresh(r, 'x') : nameFor(shownNames[0] ?? '', r);
  const offset = position ? fresh(r, 'i') : undefined;
  const columns = columnsOf(array, fields, { alias, offset, names: shownNames, place });
  const range: Range = { ...(more.name !== undefined && { name: more.name }), columns, complete: true };
  r.scope.ranges.push(range);
  const right: From = {
    ...place,
    kind: 'unnest',
    of: array.e,
    more: [],
    alias: ident(alias, place),
    ...(offset !== undefined && { offset: ident(offset, place) }),
  };
  const outer = more.outer === true || raw.name.endsWith('_OUTER');
  const from = joinedTo(r, left, right, outer, more.on?.(), place);
  return { from, columns: columns.map((c) => ({ e: c.e(place), t: c.t })) };
}

function joinedTo(
  r: Named,
  left: From | undefined,
  right: From,
  outer: boolean,
  on: Expr | undefined,
  place: At,
): From {
  if (outer) {
    const single: From = {
      ...place,
      kind: 'subquery',
      query: makeQuery(
        {
          ...emptySelect(place),
          items: [{ ...place, kind: 'expr', value: int(1, place), alias: ident(fresh(r, 'row'), place) }],
        },
        place,
      ),
      alias: ident(fresh(r, 't'), place),
    };
    return { ...place, kind: 'join', type: 'LEFT', left: left ?? single, right, on: on ?? bool(true, place) };
  }
  if (!left) return right;
  return { ...place, kind: 'join', type: on ? 'INNER' : 'CROSS', left, right, ...(on && { on }) };
}

/** An array, or the entries of a map. */
function arrayOfRows(v: Value, raw: RawCall, { lenient }: Resolver): Value {
  const place = at(raw);
  if (v.grouped) return refuse(place, 'a generator over an aggregate', 'Make the array in a subquery first.');
  if (v.t.kind === 'MAP') return { ...v, t: arrayOf(entryOf(v.t)) };
  if (v.t.kind === 'ARRAY') return v;
  if (v.t.kind === 'UNKNOWN' && lenient && !raw.name.startsWith('INLINE')) return { ...v, t: arrayOf(UNKNOWN) };
  return v.t.kind === 'UNKNOWN'
    ? refuse(
        place,
        'rows of a value whose type is not known',
        'Describe the columns of the table, in sources/<dataset>.yaml or in the config of its action.',
      )
    : refuse(place, `rows of ${shown(v.t)}`);
}

/**
 * Whether `explode` gives keys and values: of a MAP, or of a column that is described as an array of such structs, since a
 * MAP is described so, too. How many names are given tells them apart.
 */
function opensEntries(raw: RawCall, v: Value, names: readonly Ident[]): boolean {
  if (v.t.kind === 'MAP') return true;
  const element = v.t.kind === 'ARRAY' ? v.t.element : UNKNOWN;
  const fields = element.kind === 'STRUCT' ? element.fields.map(({ name }) => name).join() : '';
  if (fields !== 'key,value' || !['path', 'field'].includes(v.e.kind)) return false;
  const given = names.length - (raw.name.startsWith('POS') && names.length > 0 ? 1 : 0);
  return given > 0
    ? given === 2
    : refuse(
        raw,
        'rows of what may be a MAP or an ARRAY of structs',
        'Name their columns: `AS key, value` of a MAP, `AS element` of an ARRAY.',
      );
}

/** The names of a generator's columns. */
function aliasesOf(raw: RawCall, t: Spark, fields: boolean, names: readonly Ident[]): readonly string[] {
  const element = t.kind === 'ARRAY' ? t.element : UNKNOWN;
  const own = fields && element.kind === 'STRUCT' ? element.fields.map((f) => f.name) : ['col'];
  const all = raw.name.startsWith('POS') ? ['pos', ...own] : own;
  if (names.length > 0 && names.length !== all.length && !(names.length === 1 && all.length === 1))
    return refuse(raw, `${names.length} names for ${all.length} columns`);
  return all.map((name, i) => names[i]?.name ?? name);
}

interface Shown {
  readonly alias: string;
  readonly offset: string | undefined;
  readonly names: readonly string[];
  readonly place: At;
}

function columnsOf(v: Value, fields: boolean, { alias, offset, names, place }: Shown): readonly Column[] {
  const element = v.t.kind === 'ARRAY' ? v.t.element : UNKNOWN;
  const made: Column[] = [];
  if (offset !== undefined)
    made.push({ name: names[0] ?? 'pos', t: between(0, 2147483647), e: (at_) => path(at_, offset) });
  const rest = names.slice(made.length);
  if (!fields) return [...made, { name: rest[0] ?? 'col', t: element, e: (at_) => path(at_, alias) }];
  if (element.kind !== 'STRUCT') return refuse(place, 'inline of an array of other values than structs');
  return [
    ...made,
    ...element.fields.map((field, i) => ({
      name: rest[i] ?? field.name,
      t: field.type,
      e: (at_: At) => path(at_, alias, field.name),
    })),
  ];
}

/** The author's name for a column where no other column can have it. */
function nameFor(name: string, r: Resolver): string {
  const taken = r.scope.ranges.some(
    (range) =>
      !range.complete ||
      range.name?.toLowerCase() === name.toLowerCase() ||
      range.columns.some((c) => c.name.toLowerCase() === name.toLowerCase()),
  );
  return taken || r.scope.outer?.outer ? fresh(r, 'x') : name;
}

type Subquery = Extract<RawFrom, { kind: 'subquery' }>;

/** `LATERAL (SELECT .. FROM explode(..))`: what it selects becomes columns beside the UNNEST. */
export function selectedLateral(
  raw: Subquery,
  left: From,
  r: Resolver,
  more: { readonly outer: boolean; readonly on?: () => Expr },
): From {
  const { query } = raw;
  const { body } = query;
  const bare = query.ctes.length === 0 && query.orderBy.length === 0 && !query.limit;
  const source = body.kind === 'select' ? body.from : undefined;
  const plain = body.kind === 'select' && !body.where && !body.having && !body.distinct && body.groupBy.kind === 'none';
  if (!bare || !plain || body.kind !== 'select' || source?.kind !== 'function' || !isGenerator(source.call))
    return refuse(raw, 'a LATERAL subquery', 'Only those that select from explode and its like are read.');
  const scope = { ...openScope(r.scope) };
  let columns: Column[] = [];
  const from = within(r, scope, () => {
    const { name } = source.alias;
    const made = generated(source.call, source.alias.columns, left, r, {
      ...(name && { name: name.name }),
      outer: more.outer,
    });
    columns = body.items.flatMap((item): Column[] => {
      if (item.kind === 'star') {
        const owner = item.of?.at(-1);
        if (!owner) return scope.ranges.flatMap((range) => [...range.columns]);
        const v = meaningOf({ ...at(item), kind: 'name', parts: item.of ?? [] }, r);
        const fields = v.t.kind === 'STRUCT' ? v.t.fields : refuse(item, 'this star');
        return fields.map((f) => {
          const field = fieldOf(r, v, { ...at(item), name: f.name, quoted: false });
          return { name: f.name, t: f.type, e: () => field.e };
        });
      }
      const v = meaningOf(item.value, r);
      const name =
        item.aliases[0]?.name ?? (item.value.kind === 'name' ? item.value.parts.at(-1)?.name : undefined) ?? '';
      return [{ name, t: v.t, e: () => v.e }];
    });
    return made.from;
  });
  const names = raw.alias.columns;
  const shownColumns = columns.map((c, i) => ({ ...c, name: names[i]?.name ?? c.name }));
  r.scope.ranges.push({ ...(raw.alias.name && { name: raw.alias.name.name }), columns: shownColumns, complete: true });
  if (!more.on || from.kind !== 'join') return from;
  return { ...from, type: more.outer ? 'LEFT' : 'INNER', on: more.on() };
}
