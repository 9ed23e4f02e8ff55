import type { MappedText } from '../../compiler/sql/mapped.ts';
import { AdapterError, type Failure, type FailureKind } from '../adapter/adapter.ts';

/** DuckDB's words for the type of an exception, where they tell more than "other". Source: DuckDB 1.5 `exception.cpp`. */
const kinds: Readonly<Record<string, FailureKind>> = {
  Parser: 'invalid-sql',
  Syntax: 'invalid-sql',
  Binder: 'invalid-sql',
  Catalog: 'invalid-sql',
  'Not implemented': 'invalid-sql',
  'Parameter Not Allowed': 'invalid-sql',
  Conversion: 'data',
  'Out of Range': 'data',
  Constraint: 'data',
  'Invalid Input': 'data',
  'Divide by Zero': 'data',
  Decimal: 'data',
  'Mismatch Type': 'data',
  Permission: 'denied',
  TransactionContext: 'conflict',
  INTERRUPT: 'cancelled',
  FATAL: 'lost',
};

/** An exception as DuckDB writes it when `errors_as_json` is set. */
interface Reported {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
  readonly error_subtype?: string;
  readonly name?: string;
}

/** What DuckDB threw for a statement, read from its JSON; the text itself where it is none. */
export function failureOf(error: unknown, sql?: MappedText): Failure {
  const text = error instanceof Error ? error.message : String(error);
  const reported = parsed(text);
  const type = reported?.exception_type ?? /^(?:Failed to .*?: )?([A-Z][A-Za-z ]*?) Error:/.exec(text)?.[1] ?? '';
  const message = withoutAdvice(reported?.exception_message ?? text.replace(/^[A-Z][A-Za-z ]* Error: /, ''));
  const kind = /^interrupted/i.test(message) ? 'cancelled' : (kinds[type] ?? 'other');
  const offset = sql && reported && placeIn(sql.text, reported);
  const schemaless = /^Table with name "(?:.*\.)?([^."]+)" does not exist because schema/.exec(message)?.[1];
  const missing = reported?.error_subtype === 'MISSING_ENTRY' ? reported.name : schemaless;
  return {
    kind,
    message,
    ...(sql && { sql }),
    ...(offset !== undefined && { offset }),
    ...(missing !== undefined && { missing }),
  };
}

export const adapterError = (error: unknown, sql?: MappedText): AdapterError =>
  error instanceof AdapterError ? error : new AdapterError(failureOf(error, sql));

/**
 * Where in a statement an error belongs. DuckDB counts an error inside a macro from the start of the macro's own text,
 * so an offset is believed only where the statement shows there what the error speaks of, or calls no macro. The only
 * call of a macro is taken for the place of what is said about a macro's inside.
 */
function placeIn(text: string, reported: Reported): number | undefined {
  const { position, name, exception_type: type, exception_message: message = '' } = reported;
  const calls = [...text.matchAll(/\bbf_\w+"?\s*\(/gi)];
  const inside = calls.length === 1 ? calls[0]?.index : undefined;
  if (position === undefined) return type === 'Invalid Input' ? inside : undefined;
  const offset = characters(text, Number(position));
  if (calls.length === 0 || type === 'Parser') return offset;
  const word = /^(?:["\w]+\.)*["\w]+/.exec(text.slice(offset))?.[0].toLowerCase() ?? '';
  const spoken = name ?? /argument types '([^('\s]+)\(/.exec(message)?.[1];
  const fits = spoken === undefined ? /^(try_)?cast$/.test(word) : word.includes(spoken.toLowerCase());
  return fits ? offset : inside;
}

function parsed(text: string): Reported | undefined {
  const start = text.indexOf('{"exception_type"');
  if (start === -1) return undefined;
  try {
    return JSON.parse(text.slice(start)) as Reported;
  } catch {
    return undefined;
  }
}

/** DuckDB guesses among its own system tables; such advice helps nobody. */
const withoutAdvice = (message: string): string =>
  message
    .replace(/\nDid you mean "(?:pg_|duckdb_|sqlite_|pragma_|information_schema|biform_state)[^"]*"\?/, '')
    .replace(/ You might need to add explicit type casts\.[\s\S]*$/, '')
    .replace(
      /^Column ("[^"]*") referenced that exists in the SELECT clause - but this column cannot be referenced before it is defined/,
      'No table that is read here has a column $1',
    )
    .replace(/\s*\n\s*/g, ' ')
    .trim();

/** Turns an offset in UTF-8 bytes, as DuckDB counts, into one in UTF-16 units. */
export function characters(text: string, bytes: number): number {
  let left = bytes;
  let at = 0;
  for (const character of text) {
    if (left <= 0) break;
    const code = character.codePointAt(0) ?? 0;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    at += character.length;
  }
  return at;
}

/** Another process that holds a database file. */
export interface Holder {
  readonly pid: number;
  readonly program: string;
}

/** Who holds the file, if that is why DuckDB could not open it. */
export function holderOf(error: unknown): Holder | undefined {
  const text = error instanceof Error ? error.message : String(error);
  const found = /Conflicting lock is held in (.*?) \(PID (\d+)\)/.exec(text);
  return found ? { program: found[1] ?? '', pid: Number(found[2]) } : undefined;
}
