import { parseType } from '../../../../src/compiler/analyse/types/text.ts';
import { UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';
import { catalogMessage, type NamedTable } from '../../googlesql/catalog-message.ts';
import type { Fields, Server } from '../../googlesql/server.ts';
import { merged } from './merge.ts';
import type { Script, Statement } from './statements.ts';
import type { Table } from './tables.ts';

/** A value in the evaluator's protocol. */
export type Cell = Fields;
export type Rows = readonly (readonly Cell[])[];

/** The rows of both tables. */
export type State = Readonly<Record<'w' | 'u', Rows>>;

/** What a statement makes of the tables; `error`: it fails while it runs; `invalid`: it is no GoogleSQL. */
export type Outcome = { readonly state: State } | { readonly error: string } | { readonly invalid: string };

/** A table with rows; each has its number in the pseudo column `_row`. */
export interface Stored {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: Rows;
}

export const NUMBER = '_row';
export const numbered = (n: number): Cell => ({ int64_value: String(n) });

/** A request about tables: their columns and rows; `keyed`: a change tells the rows that it changes by their numbers. */
export function world(server: Server, tables: readonly Stored[], keyed = false): Fields {
  const named = tables.map(
    ({ name, columns }): NamedTable => ({
      path: [name],
      columns: [
        ...columns.map((c) => ({ name: c.name, type: parseType(c.type) ?? UNKNOWN })),
        { name: NUMBER, type: { kind: 'INT64' }, pseudo: true },
      ],
    }),
  );
  const catalog = catalogMessage(server.language, named);
  if (keyed)
    for (const table of catalog['table'] as Fields[])
      table['primary_key_column_index'] = [(table['column'] as unknown[]).length - 1];
  const content = tables.map(({ name, rows }) => [
    name,
    { table_data: { row: rows.map((cells, i) => ({ cell: [...cells, numbered(i)] })) } },
  ]);
  return {
    options: { language_options: server.language, default_timezone: 'UTC' },
    simple_catalog: catalog,
    table_content: Object.fromEntries(content),
  };
}

/** The evaluator finds rows of tables that stand in no dataset alone. */
export const bare = (sql: string): string => sql.replace(/\bd\.(?=[a-z]+\b)/g, '');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A table of BigQuery keeps an empty array in place of NULL. Source: bigquery/docs/arrays, "Arrays and NULLs". */
const kept = ({ columns }: Table, cells: readonly Cell[]): readonly Cell[] =>
  columns.map(({ type }, i) => {
    const cell = cells[i] ?? {};
    return type.startsWith('ARRAY') && !cell['array_value']
      ? { value: 'array_value', array_value: { element: [] } }
      : cell;
  });

interface Changed {
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly cell?: readonly Cell[];
  readonly old_primary_key?: readonly { readonly int64_value: string }[];
}

/** What a statement makes of the tables: by Google's evaluator, but MERGE, which it lacks, by `merged`. */
export async function outcome(
  server: Server,
  script: Script,
  before: State,
  { sql, table, merge }: Statement,
): Promise<Outcome> {
  const stored = [script.w, script.u].map(({ name, columns }): Stored => ({ name, columns, rows: before[name] }));
  const { options, simple_catalog } = world(server, stored);
  try {
    await server.call('Analyze', { sql_statement: bare(sql), options, simple_catalog });
  } catch (error) {
    return { invalid: messageOf(error) };
  }
  try {
    const made = merge
      ? await merged(server, stored, script.w, merge)
      : await changed(server, stored, before[table], sql);
    return { state: { ...before, [table]: made.map((cells) => kept(script[table], cells)) } };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

async function changed(server: Server, stored: readonly Stored[], rows: Rows, sql: string): Promise<Rows> {
  const { content = [] } = (await server.call('EvaluateModify', {
    sql: bare(sql),
    ...world(server, stored, !sql.startsWith('INSERT')),
  })) as {
    content?: readonly Changed[];
  };
  const after = new Map(rows.map((cells, i) => [String(i), cells]));
  for (const [i, { operation, cell = [], old_primary_key: [key] = [] }] of content.entries()) {
    if (operation === 'INSERT') after.set(`new ${i}`, cell);
    else if (operation === 'UPDATE') after.set(key?.int64_value ?? '', cell);
    else after.delete(key?.int64_value ?? '');
  }
  return [...after.values()];
}
