import type { SqlReader } from '../../../compiler/analyse/model/reader.ts';
import { lex, quotedValue } from './lex.ts';
import { readDatabricks } from './read.ts';

/** Databricks SQL as a language that projects are written in. */
export const reader: SqlReader = {
  engine: 'databricks',
  title: 'Databricks',
  read: (text, catalog, use) => {
    const { statements, unread, notes } = readDatabricks(text, catalog, use);
    const faults = unread.map(({ start, end, what, why }) => ({
      start,
      end,
      kind: 'unread' as const,
      what,
      ...(why !== undefined && { why }),
      message: what,
    }));
    return { statements, faults, comments: [], notes };
  },
  paths: (text) =>
    lex(text).flatMap(({ kind, start, end }) => {
      const names = kind === 'quoted' ? quotedValue(text.slice(start, end)).split('.') : [];
      return names.length > 1 && !names.includes('') ? [{ start, end, names }] : [];
    }),
};
