import type { Analyzer, Message } from './analyzer.ts';
import { columnTypes, typeProto } from './pool.ts';

/** What the analyzer says of an expression: its type, or its message. */
export type Verdict = { readonly type: string } | { readonly error: string };

export interface Oracle {
  readonly typeOf: (expression: string) => Promise<Verdict>;
}

interface Type {
  readonly type_kind: string;
  readonly array_type?: { readonly element_type: Type };
  readonly range_type?: { readonly element_type: Type };
  readonly struct_type?: { readonly field?: readonly { readonly field_name?: string; readonly field_type: Type }[] };
}

function typeText(type: Type): string {
  if (type.array_type) return `ARRAY<${typeText(type.array_type.element_type)}>`;
  if (type.range_type) return `RANGE<${typeText(type.range_type.element_type)}>`;
  if (type.type_kind === 'TYPE_STRUCT') {
    const fields = type.struct_type?.field ?? [];
    return `STRUCT<${fields.map((f) => `${f.field_name ? `${f.field_name} ` : ''}${typeText(f.field_type)}`).join(', ')}>`;
  }
  return type.type_kind === 'TYPE_DOUBLE' ? 'FLOAT64' : type.type_kind.replace('TYPE_', '');
}

/** Asks the analyzer for types of expressions over the table `t` of the pool. `functions` are added to its own. */
export async function oracleOf(analyzer: Analyzer, functions: readonly Message[] = []): Promise<Oracle> {
  const { registered_id } = await analyzer.ask('RegisterCatalog', {
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
      builtin_function_options: { language_options: analyzer.language },
    },
  });
  const options = { language_options: analyzer.language, allow_undeclared_parameters: true };
  return {
    typeOf: async (expression) => {
      try {
        const request = { sql_statement: `SELECT ${expression} FROM t`, registered_catalog_id: registered_id, options };
        const reply = (await analyzer.ask('Analyze', request)) as {
          resolved_statement: {
            resolved_query_stmt_node: { output_column_list: readonly { readonly column: { readonly type: Type } }[] };
          };
        };
        const [column] = reply.resolved_statement.resolved_query_stmt_node.output_column_list;
        return column ? { type: typeText(column.column.type) } : { error: 'no column' };
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
