import type { At, Expr, Ident } from '../../../../compiler/sql/ast.ts';
import { ident, path } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Named } from '../template.ts';
import { type Spark, UNKNOWN } from '../types/spark.ts';
import { mapped } from './array.ts';
import type { Column, Range, Resolver, Scope, Value } from './resolver.ts';

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** A field of a value; the type is unknown where the struct's fields are. */
export function fieldOf(r: Named, v: Value, name: Ident): Value {
  const fields = v.t.kind === 'STRUCT' ? v.t.fields : undefined;
  if (v.t.kind === 'ARRAY' && v.t.element.kind === 'STRUCT')
    return mapped(r, v, name, (element) => fieldOf(r, element, name));
  if (v.t.kind === 'ARRAY') return refuse(name, 'a field of all elements of an array');
  if (v.t.kind === 'MAP') return refuse(name, 'a key of a map behind a dot', 'Write map[key].');
  const found = fields?.find((f) => same(f.name, name.name));
  if (fields && !found) return refuse(name, `the field \`${name.name}\`, which the struct has not`);
  const { e } = v;
  const part = ident(name.name, name);
  const end = name.end;
  const made: Expr =
    e.kind === 'path'
      ? { ...e, end, parts: [...e.parts, part] }
      : { start: e.start, end, kind: 'field', of: e, name: part };
  return { e: made, t: found?.type ?? UNKNOWN, ...(v.grouped && { grouped: true }) };
}

/** What a path of names stands for. Source: Databricks "Name resolution". */
export function resolveName(parts: readonly Ident[], r: Resolver): Value {
  const [first] = parts;
  if (!first) return refuse({ start: 0, end: 0 }, 'an empty name');
  const place: At = { start: first.start, end: parts.at(-1)?.end ?? first.end };
  for (let scope: Scope | undefined = r.scope; scope; scope = scope.outer) {
    const found = inScope(r, parts, scope, place);
    if (found) return found;
  }
  return { e: unclear(parts, place), t: UNKNOWN };
}

function inScope(r: Named, parts: readonly Ident[], scope: Scope, place: At): Value | undefined {
  const [first, ...rest] = parts;
  if (!first) return undefined;
  const variable = scope.variables.get(first.name.toLowerCase());
  if (variable) return fields(r, placed(variable, first), rest);
  const alias = parts.length === 1 ? scope.aliases.get(first.name.toLowerCase()) : undefined;
  if (alias && scope.aliasesFirst) return alias;
  const column = columnIn(r, parts, scope, place);
  if (!column && alias && scope.listing && scope.ranges.some((range) => !range.complete))
    return refuse(
      first,
      `the name \`${first.name}\`, which may be a column or a name of the select list`,
      'Qualify it, or describe the columns of the table.',
    );
  return column ?? alias ?? guessed(parts, scope, place);
}

const placed = (v: Value, place: At): Value => ({ ...v, e: { ...v.e, start: place.start, end: place.end } });

const fields = (r: Named, v: Value, names: readonly Ident[]): Value =>
  names.reduce((of, name) => fieldOf(r, of, name), v);

const columnValue = ({ e, t }: Column, place: At): Value => ({ e: e(place), t });

/** A column by its name, or by the name of its table and its own. */
function columnIn(r: Named, parts: readonly Ident[], { ranges }: Scope, place: At): Value | undefined {
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const [owner, name] = [parts[length - 1], parts[length]];
    const range = owner && ranges.find((one) => same(one.name, owner.name));
    if (!range || !name) continue;
    const column = range.columns.find((one) => same(one.name, name.name));
    if (column) return fields(r, columnValue(column, place), parts.slice(length + 1));
    if (!range.complete && length === 1) return unknownOf(range, parts.slice(1), place);
  }
  const [first, ...rest] = parts;
  if (!first) return undefined;
  const found = ranges.flatMap((range) => range.columns.filter((one) => same(one.name, first.name) && !one.hidden));
  const [column, other] = found;
  if (column && rest.length > 0 && !holdsFields.has(column.t.kind)) return undefined;
  if (other) return refuse(first, `the name \`${first.name}\`, which several tables have`, 'Qualify it.');
  return column && fields(r, columnValue(column, place), rest);
}

/** Types behind whose values a dot may stand. */
const holdsFields: ReadonlySet<string> = new Set(['STRUCT', 'ARRAY', 'MAP', 'VARIANT', 'UNKNOWN']);

/** A name at its own place, where a finding can stand. */
const named = (part: Ident): Ident => ident(part.name, part);

const unclear = (parts: readonly Ident[], place: At): Expr => ({ ...place, kind: 'path', parts: parts.map(named) });

const unknownOf = ({ name = '', star = name }: Range, rest: readonly Ident[], place: At): Value => ({
  e: { ...path(place, star), kind: 'path', parts: [ident(star, place), ...rest.map(named)] },
  t: UNKNOWN,
});

/** A name that no known column has, where there are tables whose columns are not known. */
function guessed(parts: readonly Ident[], { ranges }: Scope, place: At): Value | undefined {
  const open = ranges.filter((range) => !range.complete);
  const [only] = open;
  if (!only) return undefined;
  if (open.length === 1 && only.name !== undefined && ranges.length === 1) return unknownOf(only, parts, place);
  return { e: unclear(parts, place), t: UNKNOWN };
}

/** A column of a table or subquery of that name. */
export const plainColumn = (range: string | undefined, name: string, t: Spark): Column => ({
  name,
  t,
  e: (place) => (range === undefined ? path(place, name) : path(place, range, name)),
});
