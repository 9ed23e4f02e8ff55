import type { Expr, Ident, SelectItem } from '../../sql/ast.ts';
import { shortText, writtenName } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import { type Column, type Scope, sameName } from '../model/relation.ts';
import { fieldColumns } from '../scope/from-scope.ts';
import { copyOf } from '../scope/make-column.ts';
import { columnNames, nearest } from '../scope/near.ts';
import { bindPath } from '../scope/resolve.ts';
import { type Output, outputColumn } from './select-list.ts';
import { surveyOf } from './survey.ts';

type Star = Extract<SelectItem, { readonly kind: 'star' }>;

interface Columns {
  readonly columns: readonly Column[];
  readonly complete: boolean;
}

const UNKNOWN_COLUMNS: Columns = { columns: [], complete: false };

/** Binds `*`, `t.*` or `value.*` with EXCEPT and REPLACE: the columns in order, and whether they are all. */
export function bindStar(
  b: Binder,
  scope: Scope,
  star: Star,
  place: Place,
  hasFrom: boolean,
): { readonly outputs: readonly Output[]; readonly complete: boolean } {
  if (!star.of && !hasFrom) report(b, 'BF2312', {}, star);
  const all = star.of ? columnsOf(b, scope, star.of, place) : hasFrom ? scope.from : UNKNOWN_COLUMNS;
  const dropped = exceptNames(b, star.except, all);
  const replaced = new Map<string, Column>();
  const values = new Map<string, Expr>();
  for (const { value, name } of star.replace) {
    const column = outputColumn(b, scope, value, name, { ...place, clause: 'REPLACE', windows: false });
    reportReplace(b, name, all, dropped, replaced);
    replaced.set(name.name.toLowerCase(), column);
    values.set(name.name.toLowerCase(), value);
  }
  const outputs: Output[] = [];
  for (const column of all.columns) {
    const name = column.name?.toLowerCase();
    if (column.pseudo || (name !== undefined && dropped.has(name))) continue;
    const other = name === undefined ? undefined : replaced.get(name);
    const value = name === undefined ? undefined : values.get(name);
    if (other && value) outputs.push({ column: other, at: star, value, calls: surveyOf(b, value) });
    else outputs.push({ column: copyOf(column), at: star });
  }
  if (!all.complete)
    for (const [name, column] of replaced) {
      const value = values.get(name);
      if (value && !all.columns.some((known) => sameName(known.name ?? '', name)))
        outputs.push({ column, at: star, value, calls: surveyOf(b, value) });
    }
  if (outputs.length === 0 && all.complete && star.except.length > 0) report(b, 'BF2313', {}, star);
  return { outputs, complete: all.complete };
}

/** The columns that `value.*` reads. */
function columnsOf(b: Binder, scope: Scope, of: Expr, place: Place): Columns {
  const typed = of.kind === 'path' ? bindPath(b, scope, of, 'star') : typeOf(b, scope, of, place);
  b.types.set(of, typed);
  const { type } = typed;
  const binding = of.kind === 'path' ? b.bindings.get(of) : undefined;
  if (binding?.kind === 'row' && binding.path.length === 0) return binding.relation;
  if (type.kind === 'unknown') return UNKNOWN_COLUMNS;
  if (type.kind !== 'STRUCT') {
    report(b, 'BF2314', { type: shortText(type) }, of);
    return UNKNOWN_COLUMNS;
  }
  if (binding?.kind === 'column') {
    const { column, path } = binding;
    const columns = fieldColumns(type, (field) => ({ kind: 'column', of: column, path: [...path, ...field] }));
    return { columns, complete: true };
  }
  return { columns: fieldColumns(type, (path) => ({ kind: 'element', of, path })), complete: true };
}

function exceptNames(b: Binder, except: readonly Ident[], all: Columns): ReadonlySet<string> {
  const names = new Set<string>();
  for (const ident of except) {
    const lower = ident.name.toLowerCase();
    if (names.has(lower)) report(b, 'BF2316', { name: ident.name, clause: 'EXCEPT' }, ident);
    else if (all.complete) reportAbsent(b, ident, all, 'EXCEPT');
    names.add(lower);
  }
  return names;
}

function reportAbsent(b: Binder, ident: Ident, all: Columns, clause: 'EXCEPT' | 'REPLACE'): void {
  const named = all.columns.filter(({ name, pseudo }) => !pseudo && sameName(name ?? '', ident.name));
  if (named.length > 0) {
    if (clause === 'REPLACE' && named.length > 1)
      report(b, 'BF2104', { name: ident.name, columns: named.length }, ident);
    return;
  }
  const near = nearest(ident.name, columnNames(all.columns));
  report(b, 'BF2315', { name: ident.name, clause, near }, ident, {
    replacement: near === undefined ? undefined : writtenName(near),
  });
}

function reportReplace(
  b: Binder,
  name: Ident,
  all: Columns,
  dropped: ReadonlySet<string>,
  replaced: ReadonlyMap<string, Column>,
): void {
  const lower = name.name.toLowerCase();
  if (replaced.has(lower)) report(b, 'BF2316', { name: name.name, clause: 'REPLACE' }, name);
  else if (dropped.has(lower)) report(b, 'BF2317', { name: name.name }, name);
  else if (all.complete) reportAbsent(b, name, all, 'REPLACE');
}
