import type { TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import type { SqlType } from '../../../src/compiler/analyse/types/type.ts';
import { type Fields, type Server, startServer } from './server.ts';
import { type Type, typeName } from './server-type.ts';

/** A column of a result; `name` is absent where it is anonymous. */
export interface OutputColumn {
  readonly name?: string;
  readonly type: string;
}

/** What Google's analyzer says of a statement. */
export type Verdict =
  /** `columns` is absent where the statement gives none. */
  | { readonly columns?: readonly OutputColumn[] }
  /** `at` is a place in the text, in UTF-16 code units, where the message gives one. */
  | { readonly error: string; readonly at?: number };

export interface Analyzer {
  /** Makes tables known; they are told apart by `id` in `analyze`. */
  readonly register: (tables: readonly TableSchema[], functions?: readonly Fields[]) => Promise<string>;
  readonly release: (id: string) => Promise<void>;
  readonly analyze: (sql: string, id: string, variables?: ReadonlyMap<string, SqlType>) => Promise<Verdict>;
  /** Whether it parses as a script. */
  readonly parse: (sql: string) => Promise<Verdict>;
  readonly stop: () => void;
}

export async function startAnalyzer(): Promise<Analyzer> {
  const server = await startServer();
  const judged = async (sql: string, ask: () => Promise<Verdict>): Promise<Verdict> => {
    try {
      return await ask();
    } catch (error) {
      return refusal(sql, error instanceof Error ? error.message : String(error));
    }
  };
  return {
    register: async (tables, functions = []) => {
      const catalog = { ...catalogOf(server, tables), custom_function: functions };
      const reply = await server.call('RegisterCatalog', { simple_catalog: catalog });
      return String((reply as { registered_id?: string }).registered_id);
    },
    release: async (id) => {
      await server.call('UnregisterCatalog', { registered_id: id });
    },
    analyze: (sql, id, parameters = new Map()) =>
      judged(sql, async () => {
        const options = analyzerOptions(server, parameters, sql);
        return verdictOf(await server.call('Analyze', { sql_statement: sql, registered_catalog_id: id, options }));
      }),
    parse: (sql) =>
      judged(sql, async () => {
        await server.call('Parse', { sql_statement: sql, options: server.language, allow_script: true });
        return {};
      }),
    stop: server.stop,
  };
}

const analyzerOptions = (server: Server, parameters: ReadonlyMap<string, SqlType>, sql: string): Fields => ({
  language_options: server.language,
  default_timezone: 'UTC',
  error_message_mode: 'ERROR_MESSAGE_ONE_LINE',
  allow_undeclared_parameters: parameters.size === 0,
  parameter_mode: / \? |= \?/.test(sql) ? 'PARAMETER_POSITIONAL' : 'PARAMETER_NAMED',
  query_parameters: [...parameters].map(([name, type]) => ({ name, type: typeOf(type) })),
});

const kindOf = (name: string): string => `TYPE_${name === 'FLOAT64' ? 'DOUBLE' : name}`;

function typeOf(type: SqlType): Type {
  switch (type.kind) {
    case 'ARRAY':
      return { type_kind: 'TYPE_ARRAY', array_type: { element_type: typeOf(type.element) } };
    case 'RANGE':
      return { type_kind: 'TYPE_RANGE', range_type: { element_type: typeOf(type.element) } };
    case 'STRUCT': {
      const field = type.fields.map((f) => ({ field_name: f.name ?? '', field_type: typeOf(f.type) }));
      return { type_kind: 'TYPE_STRUCT', struct_type: { field } };
    }
    default:
      return { type_kind: kindOf(type.kind) };
  }
}

interface Folder {
  readonly name: string;
  readonly table: Fields[];
  readonly catalog: Folder[];
}

/** Tables under their name in one part, as in one pair of back-quotes, and in folders of project and dataset. */
function catalogOf(server: Server, tables: readonly TableSchema[]): Fields {
  const top: Folder = { name: 'c', table: [], catalog: [] };
  const folders = new Map<string, Folder>([['', top]]);
  const folder = (path: readonly string[]): Folder => {
    const key = path.join('.');
    const known = folders.get(key);
    if (known) return known;
    const made: Folder = { name: path.at(-1) ?? '', table: [], catalog: [] };
    folder(path.slice(0, -1)).catalog.push(made);
    folders.set(key, made);
    return made;
  };
  let id = 1;
  for (const { name, columns } of tables) {
    const column = columns.map((c) => ({ name: c.name, type: typeOf(c.type), is_pseudo_column: c.pseudo ?? false }));
    const put = (into: Folder, called: string): void => {
      into.table.push({ name: called, full_name: called, serialization_id: String(id++), column });
    };
    const parts = name.split('.');
    for (let from = 0; from < parts.length; from++) {
      const path = parts.slice(from);
      if (from > 0 && path.length < 2) continue;
      put(folder(path.slice(0, -1)), path.at(-1) ?? '');
      if (path.length > 1) put(top, path.join('.'));
    }
  }
  return { ...top, builtin_function_options: { language_options: server.language } };
}

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
