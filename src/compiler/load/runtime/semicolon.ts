import { fault } from './faults.ts';
import type { Session } from './session.ts';

/** Reports a query that ends in a semicolon. Throws V8's TypeError where the query is no text, as Dataform does. */
export function reportSemicolon(session: Session, query: unknown, file: string): void {
  if (query === null || query === undefined) return;
  if (typeof query !== 'string') {
    if (typeof (query as { trim?: unknown }).trim !== 'function') throw new TypeError('t.trim is not a function');
    return;
  }
  if (!query.endsWith(';') && query.trim().slice(-1) !== ';') return;
  session.report(fault('BF1039', 'Semi-colons are not allowed at the end of SQL statements.'), file);
}
