import {
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  StatementType,
} from '@duckdb/node-api';
import type { MappedText } from '../../compiler/sql/mapped.ts';
import type { Sent } from '../../executor/build.ts';
import { AdapterError, type QueryResult } from '../adapter/adapter.ts';
import { duckdb } from './dialect.ts';
import { isTransactionControl, refusedText, refusedType } from './permitted.ts';

const changing: ReadonlySet<StatementType> = new Set([
  StatementType.INSERT,
  StatementType.UPDATE,
  StatementType.DELETE,
  StatementType.MERGE_INTO,
]);

/** Throws when a text says something that a project's SQL may not. */
function permit(sql: MappedText): void {
  const refused = refusedText(sql.text, duckdb.lexical);
  if (refused !== undefined) throw new AdapterError({ kind: 'denied', message: refused, sql });
}

/**
 * Sends a text that may hold several statements, one after another; what the last one gave counts. BEGIN and COMMIT
 * of the author are left out, since all of an action is one transaction; ROLLBACK is refused.
 */
export async function sendAll(connection: DuckDBConnection, sql: MappedText, reads: 'rows' | 'nothing'): Promise<Sent> {
  let sent: Sent = { rows: [] };
  await eachStatement(connection, sql, async (prepared) => {
    sent = await sentOf(await prepared.run(), prepared.statementType, reads);
  });
  return sent;
}

/** The columns and rows of the last statement of a text. */
export async function queryAll(connection: DuckDBConnection, sql: MappedText): Promise<QueryResult> {
  let found: QueryResult = { columns: [], rows: [] };
  await eachStatement(connection, sql, async (prepared) => {
    const result = await prepared.run();
    const types = result.columnTypes();
    const columns = result.columnNames().map((name, i) => ({ name, type: String(types[i] ?? '') }));
    found = { columns, rows: await result.getRowsJson() };
  });
  return found;
}

async function eachStatement(
  connection: DuckDBConnection,
  sql: MappedText,
  work: (prepared: DuckDBPreparedStatement) => Promise<void>,
): Promise<void> {
  permit(sql);
  const statements = await connection.extractStatements(sql.text);
  for (let i = 0; i < statements.count; i += 1) {
    const prepared = await statements.prepare(i);
    const type = prepared.statementType;
    if (isTransactionControl(type)) {
      if (/\b(rollback|abort)\b/i.test(sql.text)) throw new AdapterError({ kind: 'denied', message: 'ROLLBACK', sql });
      continue;
    }
    const refused = refusedType(type);
    if (refused !== undefined) throw new AdapterError({ kind: 'denied', message: refused, sql });
    await work(prepared);
    prepared.destroySync();
  }
}

/** CREATE TABLE AS gives the number of rows as its result, other statements beside it. */
async function sentOf(result: DuckDBMaterializedResult, type: StatementType, reads: 'rows' | 'nothing'): Promise<Sent> {
  const creates = type === StatementType.CREATE;
  const rows = reads === 'rows' || creates ? await result.getRowsJson() : [];
  const count = creates ? rows[0]?.[0] : changing.has(type) ? result.rowsChanged : undefined;
  return { rows, ...(count !== undefined && count !== null && { changed: Number(count) }) };
}
