import { StatementType } from '@duckdb/node-api';
import { type LexicalRules, scan } from '../../compiler/dialect/scan.ts';

/**
 * What SQL of a project may be on DuckDB. External access is off and the configuration is locked besides; this list
 * is the inner wall: nothing that leaves the tables and views of the one database, and no end of the transaction that
 * biform put around it.
 */
const allowed: ReadonlySet<StatementType> = new Set([
  StatementType.SELECT,
  StatementType.INSERT,
  StatementType.UPDATE,
  StatementType.DELETE,
  StatementType.MERGE_INTO,
  StatementType.CREATE,
  StatementType.DROP,
  StatementType.ALTER,
  StatementType.CREATE_FUNC,
  StatementType.SET,
  StatementType.VARIABLE_SET,
]);

/** First words that DuckDB turns into harmless-looking statements. */
const refusedWords: ReadonlySet<string> = new Set(['PRAGMA', 'USE', 'RESET', 'CALL', 'EXPLAIN', 'ATTACH', 'DETACH']);

/** Functions with effects outside the tables, and those that run SQL from a string and would hide it from this list. */
const refusedFunctions: ReadonlySet<string> = new Set([
  'enable_logging',
  'disable_logging',
  'truncate_duckdb_logs',
  'write_log',
  'enable_profiling',
  'disable_profiling',
  'checkpoint',
  'force_checkpoint',
  'query',
  'json_execute_serialized_sql',
  'getenv',
]);

const name = (type: StatementType): string => StatementType[type].replaceAll('_', ' ');

/** The name of a statement that a project may not use, or undefined when it may. */
export const refusedType = (type: StatementType): string | undefined => (allowed.has(type) ? undefined : name(type));

/** BEGIN, COMMIT and ROLLBACK: biform decides where an action's transaction ends. */
export const isTransactionControl = (type: StatementType): boolean => type === StatementType.TRANSACTION;

const beforeSecret = new Set(['CREATE', 'OR', 'REPLACE', 'TEMPORARY', 'PERSISTENT', 'IF', 'NOT', 'EXISTS']);

/** The first thing in a text that a project's SQL may not say, or undefined. Looks at words, not at strings and comments. */
export function refusedText(text: string, rules: LexicalRules): string | undefined {
  const tokens = scan(text, rules).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const raw = (i: number): string => {
    const token = tokens[i];
    return token ? text.slice(token.start, token.end) : '';
  };
  let opening: string[] = [];
  for (const [i, token] of tokens.entries()) {
    if (raw(i) === ';') {
      opening = [];
      continue;
    }
    const called = token.kind === 'identifier' ? raw(i).slice(1, -1).replaceAll('""', '"') : raw(i);
    if (token.kind !== 'string' && raw(i + 1) === '(' && refusedFunctions.has(called.toLowerCase()))
      return `the function ${called.toLowerCase()}`;
    const found = refusedOpening(opening, raw(i).toUpperCase(), raw(i + 1).toUpperCase());
    if (found !== undefined) return found;
    if (opening.length < 8) opening.push(raw(i).toUpperCase());
  }
  return undefined;
}

function refusedOpening(before: readonly string[], word: string, next: string): string | undefined {
  if (before.length === 0 && refusedWords.has(word)) return word;
  if (before.length === 0 && word === 'SET' && next !== 'VARIABLE') return 'SET';
  const secret = word === 'SECRET' && before[0] === 'CREATE' && before.every((one) => beforeSecret.has(one));
  return secret ? 'CREATE SECRET' : undefined;
}
