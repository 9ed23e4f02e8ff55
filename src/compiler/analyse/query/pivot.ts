import type { Expr, Ident, Pivot } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { NOTHING, scopeOf } from '../scope/from-scope.ts';
import { coerces } from '../types/coerce.ts';
import type { SqlType } from '../types/type.ts';
import { pathsOf } from './paths.ts';
import { pivotValueName } from './pivot-name.ts';
import { plain, within } from './place.ts';
import { callKind } from './survey.ts';

/** Binds PIVOT: the columns that it does not read, then one for each value and aggregate. */
export function bindPivot(
  b: Binder,
  outer: Scope | undefined,
  of: FromScope,
  pivot: Pivot,
  alias: Ident | undefined,
): FromScope {
  const scope = within(outer, of);
  const { type } = typeOf(b, scope, pivot.of, plain('FOR of PIVOT'));
  const results = pivot.aggregates.map(({ value, alias: name }) => {
    const typed = typeOf(b, scope, value, { clause: 'PIVOT', aggregates: true, windows: false });
    if (pivot.aggregates.length > 1 && !name) report(b, 'BF2333', {}, value);
    if (!isAggregate(b, value)) report(b, 'BF2332', {}, value);
    return { type: typed.type, name: name?.name, of: value };
  });
  const { used, uncertain } = usedColumns(b, [pivot.of, ...pivot.aggregates.map(({ value }) => value)]);
  const columns = of.columns.filter((column) => !column.pseudo && !used.has(column));
  const from = [...usedColumns(b, [pivot.of]).used];
  for (const { value, alias: label } of pivot.values) {
    const before = b.findings.length;
    const typed = typeOf(b, { from: NOTHING }, value, plain('IN of PIVOT'));
    const sound = b.findings.length === before;
    if (type.kind !== 'unknown' && typed.type.kind !== 'unknown' && !coerces(typed, type))
      report(b, 'BF2334', { found: shortText(typed.type), wanted: shortText(type) }, value);
    const name = label?.name ?? valueName(b, value, type, sound);
    for (const result of results) columns.push(pivoted(result, name, from));
  }
  const relation: Relation = {
    ...(alias ? { alias: alias.name } : {}),
    columns,
    complete: of.complete && !uncertain,
    at: alias ?? pivot,
  };
  return scopeOf(relation);
}

function pivoted(
  result: { readonly type: SqlType; readonly name: string | undefined; readonly of: Expr },
  value: string | undefined,
  from: readonly Column[],
): Column {
  const source = { kind: 'computed', from, of: result.of } as const;
  if (value === undefined) return { type: result.type, source };
  const digit = value >= '0' && value[0] !== undefined && value[0] <= '9';
  return {
    name: result.name === undefined ? (digit ? `_${value}` : value) : `${result.name}_${value}`,
    type: result.type,
    source,
  };
}

function valueName(b: Binder, value: Expr, type: SqlType, sound: boolean): string | undefined {
  const name = pivotValueName(value, type);
  if (name === undefined && sound && value.kind !== 'bad' && value.kind !== 'verbatim' && value.kind !== 'opaque')
    report(b, 'BF2335', {}, value);
  return name;
}

function isAggregate(b: Binder, value: Expr): boolean {
  if (value.kind === 'bad' || value.kind === 'verbatim' || value.kind === 'opaque') return true;
  if (value.kind !== 'call') return false;
  const kind = callKind(b, value);
  return kind === 'aggregate' || kind === 'unknown';
}

/** The columns that expressions read; `uncertain` where one of them is not known. */
export function usedColumns(
  b: Binder,
  exprs: readonly Expr[],
): { readonly used: ReadonlySet<Column>; readonly uncertain: boolean } {
  const used = new Set<Column>();
  let uncertain = false;
  for (const expr of exprs)
    for (const path of pathsOf(expr)) {
      const binding = b.bindings.get(path);
      if (binding?.kind === 'column') used.add(binding.column);
      else uncertain = true;
    }
  return { used, uncertain };
}
