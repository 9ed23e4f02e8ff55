import { scan } from '../../compiler/dialect/scan.ts';
import { duckdb } from './dialect.ts';
import { allMacros } from './macros.ts';

/**
 * Functions whose result changes though the data does not. Source: `duckdb_functions()` of 1.5 with a stability other
 * than CONSISTENT (`error` gives nothing at all), and functions that read the session, files or the catalogue.
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

/** Whether SQL may give something else on equal data. Errs on the side of yes. */
export const isVolatile = (sql: string): boolean => calls(sql, volatileMacros());

let found: ReadonlySet<string> | undefined;

/** Macros of biform whose bodies call something volatile, also by way of other macros. */
function volatileMacros(): ReadonlySet<string> {
  if (found) return found;
  const names = new Set<string>();
  // A body calls only macros above it, so one pass is enough.
  for (const { name, body } of allMacros) if (calls(body, names)) names.add(name.toLowerCase());
  found = names;
  return names;
}

function calls(sql: string, macroNames: ReadonlySet<string>): boolean {
  const tokens = scan(sql, duckdb.lexical).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return tokens.some(({ kind, start, end }, i) => {
    if (kind !== 'word' && kind !== 'identifier') return false;
    const raw = sql.slice(start, end);
    const word = (kind === 'identifier' ? raw.slice(1, -1) : raw).toLowerCase();
    const next = tokens[i + 1];
    const called = next !== undefined && sql[next.start] === '(';
    if (called) return volatileFunctions.has(word) || reading.test(word) || macroNames.has(word);
    return kind === 'word' && (bare.has(word) || reading.test(word));
  });
}
