import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Parsed } from '../../sql/parse/statement.ts';
import type { Binder } from '../model/binder.ts';
import type { Catalog } from '../model/catalog.ts';
import type { SqlReader } from '../model/reader.ts';

/**
 * Reads texts of another dialect as GoogleSQL's trees, whose places are those of the text. A text of which something is
 * not read says nothing: it gives no statements, so that nothing is found in it and its columns stay unknown.
 */
export const parserOf =
  (reader: SqlReader, catalog: Catalog, b: Binder): ((text: string) => Parsed) =>
  (text) => {
    const known: Catalog = { ...catalog, table: (path) => b.made.tables.get(path.join('.')) ?? catalog.table(path) };
    const { statements, faults, comments } = reader.read(text, known, 'analyse');
    return { statements: faults.length > 0 ? [] : statements, faults, comments };
  };

/**
 * What means the same in every dialect: names that there are not, names that stand twice, rows of another length, and
 * settings against columns. Types and groups have rules of their own there.
 */
const ofNames: ReadonlySet<string> = new Set(
  `BF2021 BF2101 BF2102 BF2103 BF2106 BF2107 BF2111 BF2112 BF2122 BF2302 BF2401 BF2402 BF2403 BF2404 BF2406 BF3030 BF3031
  BF3101 BF3104 BF3106 BF3107 BF3109 BF3110`.split(/\s+/),
);

/** Columns and words that stand without brackets and that no query makes. Source: Databricks "File metadata column", "Built-in functions". */
const spoken =
  /\b(?:_metadata|_rescued_data|current_(?:catalog|database|schema|timezone|date|timestamp|time)|session_user|user|localtimestamp|bf_\w*)\b/i;

/** Whether a finding in SQL of another dialect than GoogleSQL is certain. */
export const isOfNames = ({ code, message }: Diagnostic): boolean => ofNames.has(code) && !spoken.test(message);
