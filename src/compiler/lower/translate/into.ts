import type { TableColumn } from '../../analyse/model/catalog.ts';
import { sameName } from '../../analyse/model/relation.ts';
import { withMade } from '../../analyse/statement/made.ts';
import type { Ident } from '../../sql/ast.ts';
import type { TablePath } from '../../sql/ast-statement.ts';
import type { Printer } from './rules.ts';

/** What is known of the columns that new values go into, in order; undefined where not even their number is known. */
export type Into = readonly (TableColumn | undefined)[] | undefined;

/** The columns of a column list, else all of the table. */
export function intoColumns(path: TablePath, names: readonly Ident[], p: Printer): Into {
  const found = withMade(p.session.binder).catalog.table(path.parts.map(({ name }) => name));
  const table = found && 'absent' in found ? undefined : found;
  const columns = table?.columns.filter(({ pseudo }) => !pseudo);
  if (names.length > 0) return names.map(({ name }) => columns?.find((column) => sameName(column.name, name)));
  return table?.complete ? columns : undefined;
}
