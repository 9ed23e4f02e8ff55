import { databricksFunctions } from '../../src/adapters/databricks/builtins.ts';
import { loadLibrary } from '../../src/adapters/polyglot/transpile.ts';
import type { MigrationTarget } from '../../src/migrate/rules/model.ts';
import { scriptOf } from '../../src/migrate/script.ts';
import type { SourceName } from '../../src/migrate/source/dialect.ts';
import { type TranslatedStatement, translateFiles } from '../../src/migrate/translate.ts';

const library = await loadLibrary();

/** The statements of a text, translated by the real library. */
export function translated(
  from: SourceName,
  text: string,
  to: MigrationTarget = 'bigquery',
): readonly TranslatedStatement[] {
  const functions = { bigquery: {}, databricks: { functions: databricksFunctions } }[to];
  return translateFiles([{ path: 'a.sql', text }], { from, to, library, ...functions }).flatMap(
    ({ statements }) => statements,
  );
}

/** The SQL of a statement on one line. */
export const oneLine = (statement: TranslatedStatement | undefined): string =>
  (statement?.sql ?? '').replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');

/** A text as the script that is written of it. */
export const scriptText = (from: SourceName, text: string): string =>
  translateFiles([{ path: 'a.sql', text }], { from, to: 'bigquery', library })
    .map(scriptOf)
    .join('');
