import { type FilledColumn, sql } from '../../compiler/dialect/compose.ts';
import type { Dialect } from '../../compiler/dialect/dialect.ts';
import type { LexicalRules } from '../../compiler/dialect/scan.ts';
import { addedType } from './column-change.ts';
import { fitted, holdsStructs } from './fitted.ts';
import { macroScript } from './macros.ts';
import { names } from './names.ts';
import { identifier, relation, string } from './quoting.ts';
import { create, update } from './write.ts';

/** Source: DuckDB "Literal types", "Keywords and identifiers". */
const lexical: LexicalRules = {
  strings: ["'"],
  identifiers: ['"'],
  backslash: [],
  triple: false,
  lineComments: ['--'],
  nestedComments: true,
  dollar: true,
};

const ofSource = (column: FilledColumn): string => fitted(`DATAFORM_SOURCE.${identifier(column.name)}`, column);

/** DuckDB 1.5, the engine behind a local run. */
export const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  lexical,
  identifier,
  string,
  relation,
  names,
  foldsCase: true,
  makesDatasets: true,
  verbatim: false,
  translate: async (text, map, session, grade, read) =>
    (await import('./translate.ts')).translateToDuckdb(text, map, grade, session, read),
  library: macroScript(),
  sends: 'each',
  columns: {
    list: (columns) => columns.map(({ name }) => identifier(name)).join(', '),
    taken: (columns) => columns.map((column) => fitted(identifier(column.name), column)).join(', '),
    assign: (columns) => columns.map((column) => `${identifier(column.name)} = ${ofSource(column)}`).join(', '),
    values: (columns) => columns.map(ofSource).join(', '),
  },
  fitted: holdsStructs,
  createSchema: ({ schema = '' }) => sql`CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}`,
  assertion: (target, query) => ({
    view: sql`CREATE OR REPLACE VIEW ${relation(target)} AS\n${query}`,
    check: sql`SELECT sum(1) AS row_count FROM ${relation(target)}`,
  }),
  drop: (target, type) => sql`DROP ${type.toUpperCase()} IF EXISTS ${relation(target)}`,
  create,
  update,
  alterColumns: (target, removed, added) => [
    ...removed.map((name) => `ALTER TABLE ${relation(target)} DROP COLUMN ${identifier(name)}`),
    ...added.map(
      ({ name, type }) => `ALTER TABLE ${relation(target)} ADD COLUMN ${identifier(name)} ${addedType(type)}`,
    ),
  ],
};
