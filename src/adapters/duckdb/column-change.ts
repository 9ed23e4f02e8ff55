import type { Rules } from '../../compiler/lower/translate/rules.ts';
import { q } from '../../compiler/lower/translate/text.ts';

/** A column is added, dropped or renamed. Source: DuckDB, "ALTER TABLE statement". */
export const columnChange: NonNullable<Rules['columnChange']> = (table, change) => {
  switch (change.kind) {
    case 'add':
      return [
        q`ALTER TABLE ${table} ADD COLUMN ${change.ifNotExists ? 'IF NOT EXISTS ' : ''}${change.name} ${change.type}`,
      ];
    case 'drop':
      return [q`ALTER TABLE ${table} DROP COLUMN ${change.ifExists ? 'IF EXISTS ' : ''}${change.name}`];
    case 'rename':
      return [q`ALTER TABLE ${table} RENAME COLUMN ${change.from} TO ${change.to}`];
  }
};
