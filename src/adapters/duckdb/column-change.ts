import type { Rules } from '../../compiler/lower/translate/rules.ts';
import { plain, q } from '../../compiler/lower/translate/text.ts';

/** The type of a column that is added: one of arrays is empty, not NULL, in the rows that are there already, as in BigQuery. */
export const addedType = (type: string): string => (type.endsWith('[]') ? `${type} DEFAULT []` : type);

/** A column is added, dropped or renamed. Source: DuckDB, "ALTER TABLE statement". */
export const columnChange: NonNullable<Rules['columnChange']> = (table, change) => {
  switch (change.kind) {
    case 'add':
      return [
        q`ALTER TABLE ${table} ADD COLUMN ${change.ifNotExists ? 'IF NOT EXISTS ' : ''}${change.name} ${addedType(plain(change.type))}`,
      ];
    case 'drop':
      return [q`ALTER TABLE ${table} DROP COLUMN ${change.ifExists ? 'IF EXISTS ' : ''}${change.name}`];
    case 'rename':
      return [q`ALTER TABLE ${table} RENAME COLUMN ${change.from} TO ${change.to}`];
  }
};
