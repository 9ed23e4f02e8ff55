import { sql } from '../../compiler/dialect/compose.ts';
import type { Dialect } from '../../compiler/dialect/dialect.ts';
import type { LexicalRules } from '../../compiler/dialect/scan.ts';
import { untranslated } from '../../compiler/dialect/untranslated.ts';
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

const list = (columns: readonly string[]): string => columns.map(identifier).join(', ');
const ofSource = (name: string): string => `DATAFORM_SOURCE.${identifier(name)}`;

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
  verbatim: false,
  translate: untranslated('DuckDB'),
  sends: 'each',
  columns: {
    list,
    assign: (columns) => columns.map((name) => `${identifier(name)} = ${ofSource(name)}`).join(', '),
    values: (columns) => columns.map(ofSource).join(', '),
  },
  createSchema: ({ schema = '' }) => sql`create schema if not exists ${identifier(schema)}`,
  drop: (target, type) => sql`drop ${type} if exists ${relation(target)}`,
  create,
  update,
  alterColumns: (target, removed, added) => [
    ...removed.map((name) => `alter table ${relation(target)} drop column ${identifier(name)}`),
    ...added.map(({ name, type }) => `alter table ${relation(target)} add column ${identifier(name)} ${type}`),
  ],
};
