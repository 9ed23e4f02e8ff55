import { scan } from '../../compiler/dialect/scan.ts';
import { duckdb } from './dialect.ts';

/**
 * Functions whose result changes though the data does not. Source: `duckdb_functions()` of 1.5 with a stability other
 * than CONSISTENT, and functions that read the session, files or the catalogue.
 */
export const volatileFunctions: ReadonlySet<string> = new Set([
  'current_connection_id',
  'current_database',
  'current_date',
  'current_query',
  'current_query_id',
  'current_schema',
  'current_schemas',
  'current_setting',
  'current_time',
  'current_timestamp',
  'current_transaction_id',
  'current_user',
  'currval',
  'error',
  'gen_random_uuid',
  'get_current_time',
  'get_current_timestamp',
  'getvariable',
  'in_search_path',
  'localtime',
  'localtimestamp',
  'nextval',
  'now',
  'query_table',
  'random',
  'session_user',
  'setseed',
  'sleep_ms',
  'stats',
  'tablesample',
  'today',
  'transaction_timestamp',
  'txid_current',
  'user',
  'uuid',
  'uuidv4',
  'uuidv7',
  'write_log',
]);

/** Prefixes of functions that read files, the catalogue or the engine's state. */
const reading = /^(read_|glob$|duckdb_|pragma_|sniff_|parquet_|information_schema$|pg_catalog$|sqlite_master$)/;

/** Words that stand without parentheses. */
const bare: ReadonlySet<string> = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'localtime',
  'localtimestamp',
  'current_user',
  'session_user',
  'user',
  'current_schema',
  'tablesample',
  'sample',
]);

const shim = /^bf_.*(rand|uuid|current|now|session)/;

/** Whether SQL may give something else on equal data. Errs on the side of yes. */
export function isVolatile(sql: string): boolean {
  const tokens = scan(sql, duckdb.lexical).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return tokens.some(({ kind, start, end }, i) => {
    if (kind !== 'word' && kind !== 'identifier') return false;
    const raw = sql.slice(start, end);
    const word = (kind === 'identifier' ? raw.slice(1, -1) : raw).toLowerCase();
    const next = tokens[i + 1];
    if (next && sql[next.start] === '(')
      return word !== 'error' && (volatileFunctions.has(word) || reading.test(word) || shim.test(word));
    return kind === 'word' && (bare.has(word) || reading.test(word));
  });
}
