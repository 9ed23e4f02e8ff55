import type { Expr, SelectItem } from '../../../../compiler/sql/ast.ts';
import { at, ident, path } from '../make.ts';
import { given, refuse } from '../parse/cursor.ts';
import type { Raw, RawItem } from '../tree.ts';
import { UNKNOWN } from '../types/spark.ts';
import { meaningOf } from './expression.ts';
import { type Column, type Output, type Resolver, representable, type Scope, type Value } from './resolver.ts';

/** A select item with its columns. */
export interface Item {
  readonly item: SelectItem;
  readonly columns: Output['columns'];
  readonly complete: boolean;
  readonly value?: Value;
}

/** ORDER BY names what the select list shows. */
export function shownNames(items: readonly Item[]): Map<string, Value> {
  const made = new Map<string, Value>();
  for (const { item, columns, value } of items)
    if (item.kind === 'expr' && item.alias && value)
      made.set(item.alias.name.toLowerCase(), { e: path(item, item.alias.name), t: columns[0]?.t ?? UNKNOWN });
  return made;
}

export function itemsOf(
  item: RawItem,
  generatedColumns: readonly Value[] | undefined,
  scope: Scope,
  all: boolean,
  r: Resolver,
): readonly Item[] {
  if (item.kind === 'star') return starOf(item, all, r);
  const place = at(item);
  if (generatedColumns)
    return generatedColumns.map((value, i) => {
      const name = item.aliases[i]?.name ?? (value.e.kind === 'path' ? value.e.parts.at(-1)?.name : undefined) ?? 'col';
      return {
        item: { ...place, kind: 'expr', value: value.e, alias: ident(name, place) },
        columns: [{ name, t: value.t }],
        complete: true,
        value,
      };
    });
  if (item.aliases.length > 1) return refuse(item, 'several names for one value');
  const meant = meaningOf(item.value, r);
  const value = r.lenient ? meant : representable(meant, item);
  const [alias] = item.aliases;
  const name = alias?.name ?? impliedName(item.value);
  if (name !== undefined && alias && !scope.aliases.has(name.toLowerCase()))
    scope.aliases.set(name.toLowerCase(), value);
  const shown =
    value.e.kind === 'path' ? value.e.parts.at(-1)?.name : value.e.kind === 'field' ? value.e.name.name : undefined;
  const needed = alias !== undefined || (name !== undefined && shown !== name);
  return [
    {
      item: {
        ...place,
        kind: 'expr',
        value: value.e,
        ...(needed && name !== undefined && { alias: ident(name, alias ?? place) }),
      },
      columns: [{ name: name ?? '', t: value.t }],
      complete: true,
      value,
    },
  ];
}

/** The name that Databricks gives a column without an alias, where it is a plain one. */
function impliedName(raw: Raw): string | undefined {
  if (raw.kind === 'name') return raw.parts.at(-1)?.name;
  if (raw.kind === 'field') return raw.name.name;
  if (raw.kind === 'json') return raw.path.findLast((step) => typeof step === 'string') as string | undefined;
  return raw.kind === 'cast' ? impliedName(raw.of) : undefined;
}

/** A star; where generators stand in FROM, its columns one by one. */
function starOf(item: Extract<RawItem, { kind: 'star' }>, all: boolean, r: Resolver): readonly Item[] {
  const place = at(item);
  const owner = item.of?.at(-1)?.name.toLowerCase();
  const ranges =
    owner === undefined ? r.scope.ranges : r.scope.ranges.filter((one) => one.name?.toLowerCase() === owner);
  if (ranges.length === 0) return structStar(item, r);
  const except = item.except.map(({ name }) => name.toLowerCase());
  const left = (name: string): boolean => !except.includes(name.toLowerCase());
  const shows = ({ hidden }: Column): boolean => owner !== undefined || !hidden;
  const columns = ranges.flatMap((range) =>
    range.columns.filter((c) => left(c.name) && shows(c)).map(({ name, t }) => ({ name, t })),
  );
  const complete = ranges.every((range) => range.complete);
  // GoogleSQL takes no star of which nothing is left, and not all of its engines group by one.
  const listed =
    complete && item.except.length > 0 && (all || columns.length === 0) && !ranges.some(({ nameless }) => nameless);
  const whole = !listed && ranges.every((range) => range.star !== undefined || (owner === undefined && range.bare));
  if (whole || (!listed && owner !== undefined && ranges[0]?.star !== undefined)) {
    const of = owner === undefined ? undefined : path(place, ranges[0]?.star ?? '');
    return [
      {
        item: {
          ...place,
          kind: 'star',
          ...given('of', of),
          except: item.except.map((one) => ident(one.name, one)),
          replace: [],
        },
        columns,
        complete,
      },
    ];
  }
  return ranges.flatMap((range): readonly Item[] => {
    if (!range.complete && range.star !== undefined)
      return [
        {
          item: {
            ...place,
            kind: 'star',
            of: path(place, range.star),
            except: item.except.map((one) => ident(one.name, one)),
            replace: [],
          },
          columns: [],
          complete: false,
        },
      ];
    return range.columns
      .filter((c) => left(c.name) && shows(c))
      .map((c) => ({
        item: { ...place, kind: 'expr', value: c.e(place), alias: ident(c.name, place) },
        columns: [{ name: c.name, t: c.t }],
        complete: true,
        value: { e: c.e(place), t: c.t },
      }));
  });
}

/** `s.*` of a struct. */
function structStar(item: Extract<RawItem, { kind: 'star' }>, r: Resolver): readonly Item[] {
  const { of } = item;
  if (!of) return refuse(item, '`*` without FROM');
  const place = at(item);
  const v = meaningOf({ ...place, kind: 'name', parts: of }, r);
  if (v.t.kind !== 'STRUCT') return refuse(item, 'a star behind what is no table');
  return v.t.fields.map(({ name, type }) => {
    const value: Expr = { ...place, kind: 'field', of: v.e, name: ident(name, place) };
    return {
      item: { ...place, kind: 'expr', value, alias: ident(name, place) },
      columns: [{ name, t: type }],
      complete: true,
    };
  });
}
