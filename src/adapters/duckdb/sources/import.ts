import { unreachable } from '../../../compiler/diagnostics/unreachable.ts';
import type { MappedText } from '../../../compiler/sql/mapped.ts';
import type { Target } from '../../../compiler/target/target.ts';
import { identifier, relation, string } from '../quoting.ts';
import type { DeclaredColumn, FileSource } from './files.ts';

/** Sends one statement; gives its rows as JSON values, or the number of rows it changed. */
export interface Sender {
  readonly rows: (sql: MappedText) => Promise<readonly (readonly unknown[])[]>;
  readonly change: (sql: MappedText) => Promise<number | undefined>;
}

interface FileColumn {
  readonly name: string;
  readonly type: string;
}

const PATH = '__biform_path';
export const SUFFIX = '_TABLE_SUFFIX';

const text = (sql: string): MappedText => ({ text: sql, pieces: [] });

/**
 * Fills a declaration's table from its files, within the caller's transaction. The table is a copy, so that the
 * database can be opened elsewhere without the files. A wildcard is one table with `_TABLE_SUFFIX`; each member is a
 * view of it. Gives the number of rows.
 */
export async function importSource(source: FileSource, send: Sender): Promise<number | undefined> {
  const found = await columnsInFiles(source, send);
  await send.change(text(`create schema if not exists ${identifier(source.relation.schema ?? 'main')}`));
  await makeWay(source.relation, send);
  const rows = await send.change(text(tableSql(source, found)));
  if (source.wildcard) await memberViews(source, source.wildcard, send);
  return rows;
}

async function makeWay(target: Target, send: Sender): Promise<void> {
  const [view] = await send.rows(
    text(
      `select 1 from duckdb_views() where database_name = current_database() and not internal and lower(schema_name) = lower(${string(target.schema ?? 'main')}) and lower(view_name) = lower(${string(target.name)})`,
    ),
  );
  if (view) await send.change(text(`drop view ${relation(target)}`));
}

/** What is in the files by DuckDB's own reading of all of their lines; nothing for files without a byte. */
const columnsInFiles = (source: FileSource, send: Sender): Promise<readonly FileColumn[]> =>
  describe(source, (sql) => send.rows(text(sql)));

async function describe(
  source: FileSource,
  rows: (sql: string) => Promise<readonly (readonly unknown[])[]>,
): Promise<readonly FileColumn[]> {
  if (source.files.every(({ bytes }) => bytes === 0)) return [];
  const found = await rows(`describe select * from ${reader(source, [])}`);
  return found.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** The columns of a declaration's files with DuckDB's types. `rows` runs a query and gives its rows. */
export const fileColumns = async (
  source: FileSource,
  rows: (sql: string) => Promise<readonly (readonly unknown[])[]>,
): Promise<readonly FileColumn[]> => (await describe(source, rows)).filter(({ name }) => name !== PATH);

const list = (values: readonly string[]): string => `[${values.map(string).join(', ')}]`;

const struct = (columns: readonly FileColumn[]): string =>
  `{${columns.map(({ name, type }) => `${string(name)}: ${string(type)}`).join(', ')}}`;

/** The table function that reads the files; with `typed`, as those types, else as it infers them. */
function reader({ format, files, wildcard, options: given }: FileSource, typed: readonly FileColumn[]): string {
  const options: string[] = [list(files.map(({ real }) => real))];
  const add = (name: string, value: string): void => {
    if (!(name in given)) options.push(`${name} = ${value}`);
  };
  for (const [name, value] of Object.entries(given)) options.push(`${identifier(name)} = ${literal(value)}`);
  if (wildcard) options.push(`filename = ${string(PATH)}`);
  switch (format) {
    case 'csv':
      add('header', 'true');
      add('union_by_name', 'true');
      add('sample_size', '-1');
      if (typed.length > 0) options.push(`types = ${struct(typed)}`);
      return `read_csv(${options.join(', ')})`;
    case 'parquet':
      add('union_by_name', 'true');
      return `read_parquet(${options.join(', ')})`;
    case 'json':
    case 'ndjson':
      add('format', string(format === 'ndjson' ? 'newline_delimited' : 'auto'));
      add('maximum_object_size', '268435456');
      if (typed.length > 0) return `read_json(${[...options, `columns = ${struct(typed)}`].join(', ')})`;
      add('union_by_name', 'true');
      add('sample_size', '-1');
      add('maximum_depth', '-1');
      return `read_json(${options.join(', ')})`;
    default:
      return unreachable(format);
  }
}

const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? string(value) : String(value);

/** Types that a CSV can hold only as JSON text. */
const isNested = (type: string): boolean => /^(STRUCT|MAP|JSON)\b|\]$/i.test(type);

function tableSql(source: FileSource, found: readonly FileColumn[]): string {
  const { format, columns, wildcard } = source;
  const declared = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  const inFiles = found.filter(({ name }) => name !== PATH);
  const asRead = inFiles.map(({ name, type }) => ({
    name,
    type: readAs(declared.get(name.toLowerCase()), type, format),
  }));
  const present = new Set(inFiles.map(({ name }) => name.toLowerCase()));
  const outputs = [
    ...inFiles.map(({ name }) => output(name, declared.get(name.toLowerCase()), format)),
    ...columns
      .filter(({ name }) => !present.has(name.toLowerCase()))
      .map(({ name, type }) => `cast(null as ${type}) as ${identifier(name)}`),
    ...(wildcard ? [`${suffixSql(wildcard.suffixes)} as ${identifier(SUFFIX)}`] : []),
  ];
  const from = inFiles.length === 0 ? '(select 1 as nothing) where false' : reader(source, asRead);
  const given = inFiles.length === 0 && wildcard ? outputs.with(-1, `'' as ${identifier(SUFFIX)}`) : outputs;
  return `create or replace table ${relation(source.relation)} as\nselect ${given.length === 0 ? '1 as empty' : given.join(', ')}\nfrom ${from}`;
}

const suffixSql = (patterns: readonly string[]): string =>
  `coalesce(${patterns.map((one) => `nullif(regexp_extract(${identifier(PATH)}, ${string(one)}, 1), '')`).join(', ')}, '')`;

/** The type in which a reader takes a column; text first where the file's form must be undone by an expression. */
function readAs(declared: DeclaredColumn | undefined, inferred: string, format: FileSource['format']): string {
  if (!declared) return inferred;
  if (declared.base64 === true && format !== 'parquet') return 'VARCHAR';
  return format === 'csv' && isNested(declared.type) ? 'VARCHAR' : declared.type;
}

function output(name: string, declared: DeclaredColumn | undefined, format: FileSource['format']): string {
  const column = identifier(name);
  if (!declared) return column;
  const as = ` as ${identifier(declared.name)}`;
  if (declared.base64 === true && format !== 'parquet') return `from_base64(${column})${as}`;
  if (format === 'csv' && isNested(declared.type)) return `cast(cast(${column} as json) as ${declared.type})${as}`;
  return format === 'parquet' ? `cast(${column} as ${declared.type})${as}` : `${column}${as}`;
}

/** Views of the members: one a suffix, and one for each narrower wildcard; views of earlier members go. */
async function memberViews(
  { relation: whole }: FileSource,
  wildcard: NonNullable<FileSource['wildcard']>,
  send: Sender,
): Promise<void> {
  const { prefix, narrower } = wildcard;
  const target = (name: string): Target => ({ ...whole, name });
  const schema = string(whole.schema ?? 'main');
  const mark = string(identifier(whole.name));
  const old = await send.rows(
    text(
      `select view_name from duckdb_views() where database_name = current_database() and not internal and lower(schema_name) = lower(${schema}) and starts_with(view_name, ${string(prefix)}) and contains(sql, ${mark}) and contains(sql, ${string(SUFFIX)})`,
    ),
  );
  for (const [name] of old) await send.change(text(`drop view if exists ${relation(target(String(name)))}`));
  const suffix = identifier(SUFFIX);
  const members = await send.rows(text(`select distinct ${suffix} from ${relation(whole)} order by all`));
  for (const [member] of members) {
    const name = `${prefix}${String(member)}`;
    if (String(member) === '' || name === whole.name) continue;
    await send.change(
      text(
        `create or replace view ${relation(target(name))} as select * exclude (${suffix}) from ${relation(whole)} where ${suffix} = ${string(String(member))}`,
      ),
    );
  }
  for (const { name } of narrower) {
    const more = name.slice(prefix.length, -1);
    await send.change(
      text(
        `create or replace view ${relation(target(name))} as select * exclude (${suffix}), substr(${suffix}, ${more.length + 1}) as ${suffix} from ${relation(whole)} where starts_with(${suffix}, ${string(more)})`,
      ),
    );
  }
}
