import type { Pipe } from '../../sql/ast.ts';
import { shortText } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { Column, Rows, Scope } from '../model/relation.ts';
import { groupable } from '../types/traits.ts';
import { plain } from './place.ts';
import { outputColumn } from './select-list.ts';

const GROUP_BY = plain('GROUP BY');
const AGGREGATE = { clause: 'AGGREGATE', aggregates: true, windows: false };

/** Binds `|> AGGREGATE ... GROUP BY`: the columns of GROUP BY, then the aggregates. */
export function bindAggregate(b: Binder, scope: Scope, pipe: Pipe & { readonly kind: 'aggregate' }): Rows {
  const columns: Column[] = [];
  for (const { value, alias } of pipe.groupBy) {
    const ordinal = value.kind === 'int' ? scope.from.columns[Number(value.text) - 1] : undefined;
    const made = outputColumn(b, scope, value, alias, GROUP_BY);
    const column =
      ordinal && scope.from.complete
        ? { ...ordinal, source: { kind: 'column', of: ordinal, path: [] } as const }
        : made;
    if (!groupable(column.type)) report(b, 'BF2204', { type: shortText(column.type), clause: 'GROUP BY' }, value);
    columns.push(column);
  }
  for (const { value, alias } of pipe.items) columns.push(outputColumn(b, scope, value, alias, AGGREGATE));
  return { columns, complete: true };
}
