import { type FilledColumn, sql } from '../../compiler/dialect/compose.ts';
import type { Dialect } from '../../compiler/dialect/dialect.ts';
import type { LexicalRules } from '../../compiler/dialect/scan.ts';
import type { Target } from '../../compiler/target/target.ts';
import { fitted, holdsStructs } from './fitted.ts';
import { names } from './names.ts';
import { identifier, relation, string } from './quoting.ts';
import { create, update } from './write.ts';

/** Source: Databricks SQL "Literals", "Identifiers", "Comments". Both quotes enclose strings. */
const lexical: LexicalRules = {
  strings: ["'", '"'],
  identifiers: ['`'],
  backslash: ["'", '"'],
  triple: false,
  lineComments: ['--'],
  nestedComments: true,
  dollar: false,
};

const list = (columns: readonly string[]): string => columns.map(identifier).join(', ');
const filled = (columns: readonly FilledColumn[]): string => list(columns.map(({ name }) => name));
const ofSource = (column: FilledColumn): string => fitted(`DATAFORM_SOURCE.${identifier(column.name)}`, column);

/** Delta drops a column only from a table whose columns are mapped by name. */
function alterColumns(
  target: Target,
  removed: readonly string[],
  added: readonly { readonly name: string; readonly type: string }[],
): readonly string[] {
  const table = `ALTER TABLE ${relation(target)}`;
  return [
    ...(removed.length > 0
      ? [`${table} SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')`, `${table} DROP COLUMNS (${list(removed)})`]
      : []),
    ...(added.length > 0
      ? [`${table} ADD COLUMNS (${added.map(({ name, type }) => `${identifier(name)} ${type}`).join(', ')})`]
      : []),
  ];
}

const assertion: Dialect['assertion'] = (target, query) => ({
  view: sql`CREATE OR REPLACE VIEW ${relation(target)} AS\n${query}`,
  check: sql`SELECT sum(1) AS row_count FROM ${relation(target)}`,
});

/** Databricks SQL on Unity Catalog with Delta tables; DBR 17.1 or a SQL warehouse for insert_overwrite. */
export const databricks: Dialect = {
  name: 'databricks',
  title: 'Databricks',
  lexical,
  identifier,
  string,
  relation,
  names,
  foldsCase: true,
  makesDatasets: false,
  verbatim: false,
  translate: async (text, map, session, grade) =>
    (await import('./translate.ts')).translateToDatabricks(text, map, grade, session),
  library: [],
  sends: 'each',
  columns: {
    list: filled,
    taken: filled,
    assign: (columns) => columns.map((column) => `${identifier(column.name)} = ${ofSource(column)}`).join(', '),
    values: (columns) => columns.map(ofSource).join(', '),
  },
  fitted: holdsStructs,
  createSchema: ({ database, schema = '' }) =>
    sql`CREATE SCHEMA IF NOT EXISTS ${relation({ name: schema, ...(database !== undefined && { schema: database }) })}`,
  assertion,
  drop: (target, type) => sql`DROP ${type.toUpperCase()} IF EXISTS ${relation(target)}`,
  create,
  update,
  alterColumns,
};
