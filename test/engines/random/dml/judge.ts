import type { DuckDBConnection } from '@duckdb/node-api';
import { translateToDuckdb } from '../../../../src/adapters/duckdb/translate.ts';
import { openSession } from '../../../../src/compiler/lower/translate/session.ts';
import { answerOf, type Canonical } from '../../../adapters/duckdb/canonical.ts';
import { datasets } from '../../../adapters/duckdb/database.ts';
import { canonical } from '../../googlesql/evaluator.ts';
import type { Server } from '../../googlesql/server.ts';
import { inOrder, same } from '../compare.ts';
import { kindOfDuckdb } from '../engine.ts';
import { outcome, type State } from './oracle.ts';
import type { Script, Statement } from './statements.ts';
import { createTable, type Table } from './tables.ts';

/** A statement after which a table holds other rows, or that fails on one side alone. */
export interface Different {
  /** The script up to the statement, and the statement in DuckDB's SQL. */
  readonly script: readonly string[];
  readonly text: string;
  readonly want: unknown;
  readonly got: unknown;
}

/** What became of statements. */
export interface Tally {
  /** Compared and equal; `failed` of them fail on both sides, and leave the tables as they are. */
  equal: number;
  failed: number;
  /** Fail on DuckDB alone, as its catalogue declares. */
  declared: number;
  /** Not translated, by reason. */
  readonly refused: Map<string, number>;
  /** No GoogleSQL to Google's analyzer. */
  invalid: number;
  readonly different: Different[];
}

export const emptyTally = (): Tally => ({
  equal: 0,
  failed: 0,
  declared: 0,
  refused: new Map(),
  invalid: 0,
  different: [],
});

/** What the catalogue of DuckDB says of a value of MERGE that fails for rows that it is not meant for. */
export const eager =
  'The values and conditions of MERGE are worked out for all rows that its source and table give: what fails in one fails, also where the row takes another clause.';

type Content = readonly [types: readonly string[], rows: readonly (readonly Canonical[])[]];

const isSame = ([types, rows]: Content, [ownTypes, ownRows]: Content): boolean =>
  same(types, ownTypes) && same(rows, ownRows);

async function contentOf(db: DuckDBConnection, { name, columns }: Table): Promise<Content> {
  const { types, rows } = await answerOf(db, `SELECT ${columns.map((c) => `"${c.name}"`).join(', ')} FROM d.${name}`);
  return [types, inOrder(rows)];
}

const wanted = (state: State, { name, columns }: Table): Content => [
  columns.map(({ type }) => type),
  inOrder(state[name].map((cells) => cells.map(canonical))),
];

/** Runs a text; its message where it fails. */
const failureOf = (db: DuckDBConnection, text: string): Promise<string | undefined> =>
  db.run(text).then(
    () => undefined,
    (e: Error) => e.message,
  );

/** Translations of the statements of one script. */
function translation(typed: boolean) {
  const shared = openSession();
  return (text: string) => translateToDuckdb({ text, pieces: [] }, datasets, undefined, typed ? shared : openSession());
}

/** Carries out a script statement by statement; the first that differs ends it. `typed`: the types of its tables are known. */
export async function judgeScript(
  db: DuckDBConnection,
  server: Server,
  typed: boolean,
  script: Script,
  tally: Tally,
): Promise<void> {
  const translated = translation(typed);
  const done = [script.w, script.u].map(createTable);
  for (const text of done) await db.run((await translated(text)).sql?.text ?? '');
  let state: State = { w: [], u: [] };
  for (const statement of script.statements) {
    const next = await outcome(server, script, state, statement);
    if ('invalid' in next) {
      tally.invalid += 1;
      continue;
    }
    const { sql, diagnostics } = await translated(statement.sql);
    if (!sql) {
      for (const { message } of diagnostics) tally.refused.set(message, (tally.refused.get(message) ?? 0) + 1);
      continue;
    }
    done.push(statement.sql);
    const failure = await failureOf(db, sql.text);
    const table = script[statement.table];
    const content = await contentOf(db, table);
    const want = wanted('state' in next ? next.state : state, table);
    const isFailure = failure !== undefined && kindOfDuckdb(failure) === 'value';
    if (('error' in next ? isFailure : failure === undefined) && isSame(want, content)) {
      tally.equal += 1;
      if (failure !== undefined) tally.failed += 1;
    } else if (isFailure && 'state' in next && (await isEager(db, translated, statement, want, table))) {
      tally.declared += 1;
    } else {
      const got = failure ?? content;
      tally.different.push({ script: done, text: sql.text, want: 'error' in next ? next.error : want, got });
      return;
    }
    if ('state' in next) state = next.state;
  }
}

/** Whether a MERGE fails by values alone that are meant for no row: where they are NULL, it gives the rows. */
async function isEager(
  db: DuckDBConnection,
  translated: ReturnType<typeof translation>,
  { sql, merge }: Statement,
  want: Content,
  table: Table,
): Promise<boolean> {
  if (!merge) return false;
  const other = await translated(sql.replaceAll('DIV(', 'SAFE.DIV('));
  if (!other.sql || (await failureOf(db, other.sql.text)) !== undefined) return false;
  return isSame(want, await contentOf(db, table));
}
