import type { Fields, Server } from '../server.ts';
import { type Type, typeName } from '../server-type.ts';
import { columnTypes, typeProto } from './pool.ts';

/** What the analyzer says of an expression: its type, or its message. */
export type Verdict = { readonly type: string } | { readonly error: string };

export interface Oracle {
  readonly typeOf: (expression: string) => Promise<Verdict>;
  /** The types of several expressions, in one question where they are all fine. All must be aggregates, or none. */
  readonly typesOf: (expressions: readonly string[]) => Promise<readonly Verdict[]>;
}

/** Asks the analyzer for types of expressions over the table `t` of the pool. `functions` are added to its own. */
export async function oracleOf(
  server: Server,
  functions: readonly Fields[] = [],
  parameters: readonly Fields[] = [],
): Promise<Oracle> {
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
  const options = { language_options: server.language, query_parameters: parameters };
  const ask = async (expressions: readonly string[]): Promise<readonly Verdict[]> => {
    const sql_statement = `SELECT ${expressions.join(',\n')} FROM t`;
    const reply = (await server.call('Analyze', { sql_statement, registered_catalog_id: registered_id, options })) as {
      resolved_statement: {
        resolved_query_stmt_node: { output_column_list: readonly { readonly column: { readonly type: Type } }[] };
      };
    };
    const { output_column_list } = reply.resolved_statement.resolved_query_stmt_node;
    return output_column_list.map(({ column }) => ({ type: typeName(column.type) }));
  };
  const typesOf = async (expressions: readonly string[]): Promise<readonly Verdict[]> => {
    try {
      return await ask(expressions);
    } catch (error) {
      if (expressions.length < 2) return [{ error: error instanceof Error ? error.message : String(error) }];
      const half = expressions.length >> 1;
      return [...(await typesOf(expressions.slice(0, half))), ...(await typesOf(expressions.slice(half)))];
    }
  };
  const typeOf = async (expression: string): Promise<Verdict> => (await typesOf([expression]))[0] ?? { error: 'none' };
  return { typeOf, typesOf };
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
