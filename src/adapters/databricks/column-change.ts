import type { PrintedChange, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { At } from '../../compiler/sql/ast.ts';

/**
 * ALTER TABLE of a Delta table, which drops and renames a column only where columns are mapped by name.
 * Sources: Databricks "ALTER TABLE", "Rename and drop columns with Delta Lake column mapping".
 */
export function columnChange(table: string, change: PrintedChange, at: At, p: Printer): readonly Frag[] {
  const mapped = `ALTER TABLE ${table} SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`;
  switch (change.kind) {
    case 'add':
      return change.ifNotExists
        ? [p.refuse(at, 'ADD COLUMN IF NOT EXISTS', 'Databricks adds no column on a condition.')]
        : [q`ALTER TABLE ${table} ADD COLUMNS (${change.name} ${change.type})`];
    case 'drop':
      return [mapped, `ALTER TABLE ${table} DROP COLUMN${change.ifExists ? ' IF EXISTS' : ''} ${change.name}`];
    case 'rename':
      return [mapped, `ALTER TABLE ${table} RENAME COLUMN ${change.from} TO ${change.to}`];
  }
}
