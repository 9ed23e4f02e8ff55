import type { Expr } from '../../sql/ast.ts';
import type { Binder } from '../model/binder.ts';
import type { SqlType, Typed } from '../types/type.ts';
import { ofType, UNKNOWN_VALUE } from './known.ts';

const STRING: SqlType = { kind: 'STRING' };
const INT64: SqlType = { kind: 'INT64' };
const frame: SqlType = {
  kind: 'STRUCT',
  fields: [
    { name: 'line', type: INT64 },
    { name: 'column', type: INT64 },
    { name: 'filename', type: STRING },
    { name: 'location', type: STRING },
  ],
};

/** Source: BigQuery "System variables". */
const system: ReadonlyMap<string, SqlType> = new Map<string, SqlType>([
  ['@@current_job_id', STRING],
  ['@@dataset_id', STRING],
  ['@@dataset_project_id', STRING],
  ['@@last_job_id', STRING],
  ['@@location', STRING],
  ['@@project_id', STRING],
  ['@@query_label', STRING],
  ['@@reservation', STRING],
  ['@@row_count', INT64],
  ['@@script.bytes_billed', INT64],
  ['@@script.bytes_processed', INT64],
  ['@@script.creation_time', { kind: 'TIMESTAMP' }],
  ['@@script.job_id', STRING],
  ['@@script.num_child_jobs', INT64],
  ['@@script.slot_ms', INT64],
  ['@@session_id', STRING],
  ['@@time_zone', STRING],
  ['@@error.message', STRING],
  ['@@error.statement_text', STRING],
  ['@@error.formatted_stack_trace', STRING],
  ['@@error.stack_trace', { kind: 'ARRAY', element: frame }],
]);

const UNKNOWN_PARAMETER: Typed = { ...UNKNOWN_VALUE, form: 'parameter' };

/** `@name`, `?` and `@@system.variable`. */
export function parameterOf(b: Binder, expr: Extract<Expr, { kind: 'param' }>): Typed {
  if (expr.text.startsWith('@@')) {
    const type = system.get(expr.text.toLowerCase());
    return type ? ofType(type) : UNKNOWN_VALUE;
  }
  const type = b.parameters.get(expr.text.slice(1).toLowerCase()) ?? b.parameters.get(expr.text.slice(1));
  return type ? { type, form: 'parameter' } : UNKNOWN_PARAMETER;
}
