import type { Column, Rows } from '../model/relation.ts';

/** Columns of stored rows that bear the name of a column before them; a stored table cannot hold those. */
export function duplicateColumns(rows: Rows): readonly Column[] {
  const seen = new Set<string>();
  return rows.columns.filter(({ name, pseudo }) => {
    if (name === undefined || pseudo) return false;
    const lower = name.toLowerCase();
    if (seen.has(lower)) return true;
    seen.add(lower);
    return false;
  });
}

/** Columns of stored rows without a name; CREATE TABLE and CREATE VIEW refuse those. Empty for SELECT AS VALUE and AS STRUCT. */
export const unnamedColumns = (rows: Rows): readonly Column[] =>
  rows.value ? [] : rows.columns.filter(({ name, pseudo }) => name === undefined && !pseudo);
