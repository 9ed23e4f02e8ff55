import { type FilledColumn, sql } from '../../compiler/dialect/compose.ts';
import type { DatasetType, Dialect, NameMap } from '../../compiler/dialect/dialect.ts';
import { isPlainName } from '../../compiler/dialect/names.ts';
import type { LexicalRules } from '../../compiler/dialect/scan.ts';
import type { Target } from '../../compiler/target/target.ts';
import { create } from './create.ts';
import { identifier, relation, string } from './quoting.ts';
import { update } from './update.ts';

/** Source: GoogleSQL "Lexical structure and syntax". */
const lexical: LexicalRules = {
  strings: ["'", '"'],
  identifiers: ['`'],
  backslash: ["'", '"', '`'],
  triple: true,
  lineComments: ['--', '#'],
  nestedComments: false,
  dollar: false,
};

/** Names are BigQuery's own; a path of more than three parts is a view of INFORMATION_SCHEMA and stays as it is. */
const names = (): NameMap => (path) => {
  const parts = path.filter((part) => part !== '');
  const name = parts.at(-1);
  if (name === undefined) return { fault: 'it is empty' };
  const schema = parts.at(-2);
  const database = parts.length > 2 ? parts.slice(0, -2).join('.') : undefined;
  return { name, ...(schema !== undefined && { schema }), ...(database !== undefined && { database }) };
};

const list = (columns: readonly FilledColumn[]): string => columns.map(({ name }) => identifier(name)).join(',');

/** The right-hand side is bare as in Dataform's text, except for names that only quotes make legal. */
const assign = (columns: readonly FilledColumn[]): string =>
  columns
    .map(({ name }) => `${identifier(name)} = DATAFORM_SOURCE.${isPlainName(name) ? name : identifier(name)}`)
    .join(',');

const alterColumns: Dialect['alterColumns'] = (target, removed, added) => {
  const drops = removed.map((name) => `drop column if exists ${identifier(name)}`);
  const adds = added.map(({ name, type }) => `add column if not exists ${identifier(name)} ${type}`);
  return [drops, adds].filter((c) => c.length > 0).map((c) => `alter table ${relation(target)} ${c.join(', ')}`);
};

/** BigQuery, written as Dataform's command line writes it (3.0.69), byte for byte wherever names need no escaping. */
export const bigquery: Dialect = {
  name: 'bigquery',
  title: 'BigQuery',
  lexical,
  identifier,
  string,
  relation,
  names,
  foldsCase: false,
  makesDatasets: false,
  verbatim: true,
  translate: async (text, _, __, ___, read) =>
    read ? (await import('./translate.ts')).writtenOut(text, read) : { sql: text, diagnostics: [] },
  library: [],
  sends: 'script',
  columns: { list, taken: list, assign, values: list },
  createSchema: ({ database, schema = '' }: Target) =>
    sql`create schema if not exists ${relation({ name: schema, ...(database !== undefined && { schema: database }) })}`,
  // White space as in Dataform's own statement.
  assertion: (target, query) => ({
    view: sql`\n      create or replace view ${relation(target)} as ${query}`,
    check: sql`select sum(1) as row_count from ${relation(target)}`,
  }),
  drop: (target: Target, type: DatasetType) => sql`drop ${type} if exists ${relation(target)}`,
  create,
  update,
  alterColumns,
};
