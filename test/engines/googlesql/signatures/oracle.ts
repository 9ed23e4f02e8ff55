import type { Fields, Server } from '../server.ts';
import { type Type, typeName } from '../server-type.ts';
import { columnTypes, typeProto } from './pool.ts';

/** What the analyzer says of an expression: its type, or its message. */
export type Verdict = { readonly type: string } | { readonly error: string };

export interface Oracle {
  readonly typeOf: (expression: string) => Promise<Verdict>;
}

/** Asks the analyzer for types of expressions over the table `t` of the pool. `functions` are added to its own. */
export async function oracleOf(server: Server, functions: readonly Fields[] = []): Promise<Oracle> {
  const { registered_id } = await server.call('RegisterCatalog', {
    simple_catalog: {
      name: 'c',
      table: [
        {
          name: 't',
          serialization_id: '1',
          column: columnTypes.map((type, i) => ({ name: `c${i}`, type: typeProto(type) })),
        },
      ],
      custom_function: functions,
      builtin_function_options: { language_options: server.language },
    },
  });
  const options = { language_options: server.language, allow_undeclared_parameters: true };
  return {
    typeOf: async (expression) => {
      try {
        const request = { sql_statement: `SELECT ${expression} FROM t`, registered_catalog_id: registered_id, options };
        const reply = (await server.call('Analyze', request)) as {
          resolved_statement: {
            resolved_query_stmt_node: { output_column_list: readonly { readonly column: { readonly type: Type } }[] };
          };
        };
        const [column] = reply.resolved_statement.resolved_query_stmt_node.output_column_list;
        return column ? { type: typeName(column.column.type) } : { error: 'no column' };
      } catch (error) {
        return { error: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/** Runs a task for each item, some at a time, and keeps the order. */
export async function each<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await run(items[at] as T);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return results;
}
