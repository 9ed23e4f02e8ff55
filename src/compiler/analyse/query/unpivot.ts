import type { Expr, Ident, Unpivot } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { NOTHING, scopeOf } from '../scope/from-scope.ts';
import { sameType, withoutParameters } from '../types/coerce.ts';
import { type SqlType, UNKNOWN } from '../types/type.ts';
import { usedColumns } from './pivot.ts';
import { plain, within } from './place.ts';

/** Binds UNPIVOT: the columns that it does not read, then the value columns and the column of their names. */
export function bindUnpivot(
  b: Binder,
  outer: Scope | undefined,
  of: FromScope,
  unpivot: Unpivot,
  alias: Ident | undefined,
): FromScope {
  const scope = within(outer, of);
  const place = plain('IN of UNPIVOT');
  const types = unpivot.from.map(({ columns }) => columns.map((column) => typeOf(b, scope, column, place).type));
  for (const [g, { columns }] of unpivot.from.entries())
    reportGroup(b, unpivot, columns, types[g] ?? [], types[0] ?? []);
  const labels = unpivot.from.flatMap(({ label }) => (label ? [typeOf(b, { from: NOTHING }, label, place).type] : []));
  reportLabels(b, unpivot, labels);
  reportRepeated(b, unpivot);
  const { used, uncertain } = usedColumns(
    b,
    unpivot.from.flatMap(({ columns }) => columns),
  );
  const columns = of.columns.filter((column) => !column.pseudo && !used.has(column));
  for (const [i, { name }] of unpivot.values.entries())
    columns.push({ name, type: types[0]?.[i] ?? UNKNOWN, source: valueSource(b, unpivot, i) });
  columns.push({ name: unpivot.name.name, type: labelType(labels), nullable: false, source: { kind: 'none' } });
  const relation: Relation = {
    ...(alias ? { alias: alias.name } : {}),
    columns,
    complete: of.complete && !uncertain,
    at: alias ?? unpivot,
  };
  return scopeOf(relation);
}

const labelType = (labels: readonly SqlType[]): SqlType => labels[0] ?? { kind: 'STRING' };

/** Labels are all texts or all numbers; numbers must be given to every column. */
function reportLabels(b: Binder, unpivot: Unpivot, labels: readonly SqlType[]): void {
  const numbered = labels.find(({ kind }) => kind === 'INT64');
  if (!numbered) return;
  for (const { label, columns } of unpivot.from) {
    const typed = label && b.types.get(label)?.type;
    const at = label ?? columns[0];
    if (at && typed?.kind !== 'INT64' && typed?.kind !== 'unknown') report(b, 'BF2338', {}, at);
  }
}

/** Each column is named once. */
function reportRepeated(b: Binder, unpivot: Unpivot): void {
  const seen = new Set<Column>();
  for (const column of unpivot.from.flatMap(({ columns }) => columns)) {
    const binding = b.bindings.get(column);
    if (binding?.kind !== 'column' || binding.path.length > 0) continue;
    if (seen.has(binding.column)) report(b, 'BF2339', { name: binding.column.name ?? '' }, column);
    seen.add(binding.column);
  }
}

/** A value column holds the values of one column of each group. */
function valueSource(b: Binder, unpivot: Unpivot, i: number): Column['source'] {
  const of = unpivot.from.flatMap(({ columns }) => {
    const column = columns[i];
    const binding = column && b.bindings.get(column);
    return binding?.kind === 'column' ? [binding.column] : [];
  });
  return { kind: 'either', of };
}

function reportGroup(
  b: Binder,
  unpivot: Unpivot,
  columns: readonly Expr[],
  types: readonly SqlType[],
  first: readonly SqlType[],
): void {
  const [column] = columns;
  if (column && columns.length !== unpivot.values.length) {
    report(b, 'BF2336', { values: unpivot.values.length, columns: columns.length }, column);
    return;
  }
  for (const [i, type] of types.entries()) {
    const wanted = first[i];
    const at = columns[i];
    if (!wanted || !at || type.kind === 'unknown' || wanted.kind === 'unknown') continue;
    if (!sameType(withoutParameters(type), withoutParameters(wanted)))
      report(b, 'BF2337', { found: shortText(type), wanted: shortText(wanted) }, at);
  }
}
