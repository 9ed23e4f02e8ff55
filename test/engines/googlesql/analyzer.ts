import type { TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import type { SqlType } from '../../../src/compiler/analyse/types/type.ts';
import type { OutputColumn } from '../../sql-corpus/analysis.ts';
import { catalogMessage, type NamedFunction, type NamedTable, spellings, typeOf } from './catalog-message.ts';
import { type Fields, type Server, startServer } from './server.ts';
import { type Type, typeName } from './server-type.ts';

/** What Google's analyzer says of a statement. */
export type Verdict =
  /** `columns` is absent where the statement gives none. */
  | { readonly columns?: readonly OutputColumn[] }
  /** `at` is a place in the text, in UTF-16 code units, where the message gives one. */
  | { readonly error: string; readonly at?: number };

/** What stands outside a text. */
export interface World {
  readonly tables: readonly NamedTable[];
  readonly functions: readonly NamedFunction[];
  readonly parameters: ReadonlyMap<string, SqlType>;
}

export interface Analyzer {
  /** Makes tables known; they are told apart by the answer in `analyze`. */
  readonly register: (tables: readonly TableSchema[]) => Promise<string>;
  readonly analyze: (sql: string, id: string) => Promise<Verdict>;
  /** Judges one statement after the other; functions that one makes are known to the next. The last one's columns. */
  readonly judge: (sql: string, world: World) => Promise<Verdict>;
  /** The functions that a text of `CREATE FUNCTION` statements makes, by the path in the statement. */
  readonly functionsOf: (sql: string, world: World) => Promise<readonly NamedFunction[]>;
  /** Paths of the tables that a text reads, as written. Rejects if the text does not parse. */
  readonly tablesOf: (sql: string) => Promise<readonly (readonly string[])[]>;
  /** Whether it parses as a script. */
  readonly parse: (sql: string) => Promise<Verdict>;
  readonly stop: () => void;
}

export async function startAnalyzer(): Promise<Analyzer> {
  const server = await startServer();
  const { language } = server;
  const none: World = { tables: [], functions: [], parameters: new Map() };
  return {
    register: async (tables) => {
      const simple_catalog = catalogMessage(language, tables.flatMap(spellings));
      const reply = await server.call('RegisterCatalog', { simple_catalog });
      return String((reply as { registered_id?: string }).registered_id);
    },
    analyze: (sql, id) =>
      judged(sql, async () => {
        const options = analyzerOptions(language, none.parameters, sql);
        return verdictOf(await server.call('Analyze', { sql_statement: sql, registered_catalog_id: id, options }));
      }),
    judge: (sql, world) => judged(sql, async () => verdictOf((await walk(server, sql, world)).last)),
    functionsOf: async (sql, world) => (await walk(server, sql, world, true)).made,
    tablesOf: async (sql) => {
      const reply = await server.call('ExtractTableNamesFromStatement', {
        sql_statement: sql,
        options: language,
        allow_script: true,
      });
      const names = reply['table_name'] as readonly { table_name_segment: readonly string[] }[] | undefined;
      return (names ?? []).map(({ table_name_segment }) => table_name_segment);
    },
    parse: (sql) =>
      judged(sql, async () => {
        await server.call('Parse', { sql_statement: sql, options: language, allow_script: true });
        return {};
      }),
    stop: server.stop,
  };
}

async function judged(sql: string, ask: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await ask();
  } catch (error) {
    return refusal(sql, error instanceof Error ? error.message : String(error));
  }
}

const analyzerOptions = (language: Fields, parameters: ReadonlyMap<string, SqlType>, sql: string): Fields => ({
  language_options: language,
  default_timezone: 'UTC',
  error_message_mode: 'ERROR_MESSAGE_ONE_LINE',
  allow_undeclared_parameters: parameters.size === 0,
  parameter_mode: / \? |= \?/.test(sql) ? 'PARAMETER_POSITIONAL' : 'PARAMETER_NAMED',
  query_parameters: [...parameters].map(([name, type]) => ({ name, type: typeOf(type) })),
});

/** Analyzes one statement after the other; with `functionsOnly` up to the first that makes no function. */
async function walk(
  server: Server,
  sql: string,
  world: World,
  functionsOnly = false,
): Promise<{ readonly last: Fields; readonly made: readonly NamedFunction[] }> {
  const bytes = Buffer.byteLength(sql.trimEnd());
  const made: NamedFunction[] = [];
  let last: Fields = {};
  for (let from = 0; from < bytes; ) {
    last = await server.call('Analyze', {
      parse_resume_location: { input: sql, byte_position: from, allow_resume: true },
      simple_catalog: catalogMessage(server.language, world.tables, [...world.functions, ...made]),
      options: analyzerOptions(server.language, world.parameters, sql),
    });
    const created = functionOf(last);
    if (created) made.push(created);
    else if (functionsOnly) break;
    from = last['resume_byte_position'] as number;
  }
  return { last, made };
}

interface CreatedFunction {
  readonly parent: { readonly name_path: readonly string[] };
  readonly is_aggregate: boolean;
  readonly code?: string;
  readonly language: string;
  readonly has_explicit_return_type: boolean;
  readonly signature: Fields & { readonly argument?: readonly { readonly kind: string }[] };
  readonly argument_name_list?: readonly string[];
}

/** A function of ANY TYPE is analyzed anew for each call. */
function functionOf(reply: Fields): NamedFunction | undefined {
  const create = nodeOf(nodeOf(reply['resolved_statement'], 'create_statement'), 'create_function_stmt');
  if (!create) return undefined;
  const made = create as unknown as CreatedFunction;
  const open = made.signature.argument?.some(({ kind }) => kind === 'ARG_TYPE_ARBITRARY') && made.language === 'SQL';
  const mode = made.is_aggregate ? 'AGGREGATE' : 'SCALAR';
  const body = {
    parse_resume_location: { input: made.code ?? '', byte_position: 0 },
    templated_sql_function_argument_name: made.argument_name_list ?? [],
  };
  return {
    path: made.parent.name_path,
    proto: {
      group: open ? 'Templated_SQL_Function' : 'External_function',
      mode,
      signature: [made.signature],
      ...(open ? body : {}),
    },
  };
}

const nodeOf = (of: unknown, name: string): Fields | undefined =>
  (of as Record<string, Fields> | undefined)?.[`resolved_${name}_node`];

interface Output {
  readonly name?: string;
  readonly column?: { readonly type: Type };
}

/** Names that the analyzer gives to columns without one. */
const madeUp = /^(?:|\$(?:col\d+|value_column|struct|unnest\d+|array|query|field\d+))$/;

/** The output columns stand in the statement's own message or in that of what it extends. */
function verdictOf(reply: Fields): Verdict {
  const list = outputsOf(reply['resolved_statement']);
  if (!list) return {};
  return {
    columns: list.map(({ name = '', column }) => ({
      ...(madeUp.test(name) ? {} : { name }),
      type: column ? typeName(column.type) : '?',
    })),
  };
}

function outputsOf(node: unknown, depth = 0): readonly Output[] | undefined {
  if (typeof node !== 'object' || node === null || depth > 4) return undefined;
  const own = (node as { output_column_list?: readonly Output[] }).output_column_list;
  if (own) return own;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'parent' && !key.endsWith('_node')) continue;
    const found = outputsOf(value, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Messages end with `[at line:column]`; columns count characters from 1, a tab goes to the next multiple of 8. */
function refusal(sql: string, message: string): Verdict {
  const place = /\[at (\d+):(\d+)\]/.exec(message);
  if (!place) return { error: message };
  const lines = sql.split('\n');
  const before = lines.slice(0, Number(place[1]) - 1).reduce((sum, line) => sum + line.length + 1, 0);
  let offset = 0;
  let column = 1;
  for (const character of lines[Number(place[1]) - 1] ?? '') {
    if (column >= Number(place[2])) break;
    column = character === '\t' ? column + 8 - ((column - 1) % 8) : column + 1;
    offset += character.length;
  }
  return { error: message, at: before + offset };
}
