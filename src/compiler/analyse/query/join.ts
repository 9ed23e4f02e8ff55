import type { From, Ident } from '../../sql/ast.ts';
import { shortText, writtenName } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { columnsNamed, relationsNamed } from '../scope/columns.ts';
import { joined, withNulls } from '../scope/from-scope.ts';
import { makeColumn } from '../scope/make-column.ts';
import { columnNames, nearest } from '../scope/near.ts';
import { supertype } from '../types/coerce.ts';
import { comparable } from '../types/traits.ts';
import { UNKNOWN } from '../types/type.ts';
import { bindFrom, reportDuplicates } from './from.ts';
import { condition, plain, within } from './place.ts';

type Join = Extract<From, { readonly kind: 'join' }>;

/** Binds a join. Arrays on its right may read what stands on its left. */
export function bindJoin(b: Binder, outer: Scope | undefined, before: FromScope | undefined, from: Join): FromScope {
  const given = from.left.kind === 'input';
  const left = bindFrom(b, outer, before, from.left);
  const right = bindFrom(b, outer, before && !given ? joined(before, left) : left, from.right);
  reportDuplicates(b, left, right);
  if (from.on) condition(b, within(outer, joined(left, right)), from.on, plain('a join condition'), 'A join condition');
  checkShape(b, from, right);
  const outerLeft = from.type === 'RIGHT' || from.type === 'FULL' ? withNulls(left) : left;
  const outerRight = from.type === 'LEFT' || from.type === 'FULL' ? withNulls(right) : right;
  if (from.using) return joinUsing(b, from, from.using, outerLeft, outerRight);
  return joined(outerLeft, outerRight);
}

/** Reports a join without a condition, and arrays on a side that an outer join fills up. */
function checkShape(b: Binder, from: Join, right: FromScope): void {
  const array = from.right.kind === 'unnest' || right.relations.some(isArray);
  if (array && (from.type === 'RIGHT' || from.type === 'FULL')) report(b, 'BF2326', { type: from.type }, from.right);
  if (array || from.on || from.using || from.type === 'CROSS') return;
  const certain =
    from.right.kind === 'subquery' || (from.right.kind === 'table' && right.relations.some(({ stored }) => stored));
  if (certain || (from.right.kind === 'table' && from.right.parts.length === 1))
    report(b, 'BF2325', { type: from.type }, from.right);
}

const isArray = ({ columns, stored }: Relation): boolean =>
  !stored && columns.some(({ source }) => source.kind === 'element');

/** The columns of USING stand first and once; the others follow, left ones first. */
function joinUsing(b: Binder, from: Join, using: readonly Ident[], left: FromScope, right: FromScope): FromScope {
  const both = joined(left, right);
  const merged = new Map(both.merged);
  const hidden = new Set<Column>();
  const columns: Column[] = [];
  let sound = true;
  for (const ident of using) {
    const before = b.findings.length;
    const one = usingColumn(b, ident, left, 'left');
    const other = usingColumn(b, ident, right, 'right', b.findings.length > before);
    if (b.findings.length > before) sound = false;
    else if (one && other) checkComparable(b, ident, one, other);
    const column = mergedColumn(from.type, ident, one, other);
    columns.push(column);
    for (const of of [one, other]) {
      if (!of) continue;
      hidden.add(of);
      for (const [inner, stands] of merged) if (stands === of) merged.set(inner, column);
      merged.set(of, column);
    }
  }
  const rest = both.columns.filter((column) => !hidden.has(column));
  if (sound) return { ...both, columns: [...columns, ...rest], merged };
  return { ...both, columns: [...columns, ...rest.filter(once())], complete: false, merged };
}

/** Reports columns of USING that cannot be compared. */
function checkComparable(b: Binder, ident: Ident, { type: left }: Column, { type: right }: Column): void {
  if (comparable({ type: left }, { type: right })) return;
  if (supertype([{ type: left }, { type: right }]))
    report(b, 'BF3007', { type: shortText(left), what: 'cannot be compared' }, ident);
  else report(b, 'BF3006', { left: shortText(left), right: shortText(right) }, ident);
}

/** Keeps the first column of each name: what a faulty USING would have merged is not known. */
function once(): (column: Column) => boolean {
  const seen = new Set<string>();
  return ({ name }) => {
    const lower = name?.toLowerCase() ?? '';
    if (seen.has(lower)) return false;
    if (name !== undefined) seen.add(lower);
    return true;
  };
}

function mergedColumn(
  type: Join['type'],
  { name }: Ident,
  left: Column | undefined,
  right: Column | undefined,
): Column {
  const of = [left, right].filter((column) => column !== undefined);
  const main = type === 'RIGHT' ? right : left;
  if (type !== 'FULL' && main)
    return makeColumn(name, main.type, main.nullable, { kind: 'column', of: main, path: [] });
  const certain = left && right && left.type.kind !== 'unknown' && right.type.kind !== 'unknown';
  const common = certain ? supertype([{ type: left.type }, { type: right.type }]) : undefined;
  return { name, type: common ?? UNKNOWN, source: { kind: 'either', of } };
}

/** The column that USING names on one side. Reports that there is none, or several. */
function usingColumn(
  b: Binder,
  ident: Ident,
  side: FromScope,
  which: 'left' | 'right',
  told = false,
): Column | undefined {
  const table = relationsNamed(side, ident.name).find(({ value }) => !value);
  if (table) {
    if (!told) report(b, 'BF2109', { name: ident.name, side: which }, ident);
    return undefined;
  }
  const found = columnsNamed(side.columns, ident.name.toLowerCase()).filter(({ pseudo }) => !pseudo);
  if (found.length === 1) return found[0];
  if (told) return undefined;
  if (found.length > 1) {
    report(b, 'BF2108', { name: ident.name, side: which }, ident);
    return undefined;
  }
  if (!side.complete) return undefined;
  const near = nearest(ident.name, columnNames(side.columns));
  const [only] = side.relations;
  const searched = side.relations.length === 1 ? only?.alias : undefined;
  report(b, 'BF2107', { name: ident.name, side: which, table: searched, near }, ident, {
    replacement: near === undefined ? undefined : writtenName(near),
  });
  return undefined;
}
