import { AdapterError } from '../../../src/adapters/adapter/adapter.ts';
import { databricks } from '../../../src/adapters/databricks/dialect.ts';
import type { DatasetType } from '../../../src/compiler/dialect/dialect.ts';
import { scan } from '../../../src/compiler/dialect/scan.ts';
import type { NamedColumn } from '../../../src/compiler/manifest/schema-change.ts';
import type { Target } from '../../../src/compiler/target/target.ts';
import type { Session } from '../../../src/executor/build.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import type { Spark } from './spark.ts';

type Rows = readonly (readonly Canonical[])[];

/** Sends statements for Databricks to Spark with Delta; rejects with Spark's message. */
export const sender = (spark: Spark): ((sql: string) => Promise<Rows>) => {
  const ask = async (text: string): Promise<Rows> => {
    const reply = await spark.ask(text);
    if (!('error' in reply)) return reply.rows;
    throw new AdapterError({
      kind: 'other',
      message: `${reply.condition}: ${reply.error}`,
      sql: { text, pieces: [] },
    });
  };
  return async (sql) => {
    const { text, subqueries } = forOpenSource(sql);
    for (const [name, query] of subqueries) {
      const [[, type] = []] = await ask(`DESCRIBE QUERY SELECT ${query} AS value`);
      await ask(`DECLARE OR REPLACE VARIABLE ${name} ${type}`);
      await ask(`SET VARIABLE ${name} = ${query}`);
    }
    return ask(text);
  };
};

/** The tables and views of a Spark session, as the executor sees an engine. `leaves` tells what is not sent. */
export function warehouse(spark: Spark, leaves: (sql: string) => boolean = () => false): Session {
  const sent = sender(spark);
  const ask = async (sql: string): Promise<Rows> => (leaves(sql) ? [] : sent(sql));
  const known = new Map<string, Rows | undefined>();
  const send = (sql: string): Promise<Rows> => {
    known.clear();
    return ask(sql);
  };
  const described = async (relation: Target): Promise<Rows | undefined> => {
    const name = databricks.relation(relation);
    if (known.has(name)) return known.get(name);
    const reply = await spark.ask(`DESCRIBE TABLE EXTENDED ${name}`);
    if ('error' in reply && reply.condition !== 'TABLE_OR_VIEW_NOT_FOUND')
      throw new AdapterError({ kind: 'other', message: reply.error });
    const rows = 'error' in reply ? undefined : reply.rows;
    known.set(name, rows);
    return rows;
  };
  return {
    dialect: databricks,
    // A comment on a column leaves all columns as they are.
    send: async ({ sql, script, column }) => {
      const texts = script?.map((step) => (step.do === 'send' ? sql.text.slice(step.start, step.end) : '')) ?? [
        sql.text,
      ];
      let rows: Rows = [];
      for (const text of texts) rows = await (column === undefined ? send : ask)(text);
      return { rows };
    },
    ensureSchema: async (_, { sql }) => void (await send(sql.text)),
    typeOf: async (relation): Promise<DatasetType | undefined> => {
      const type = (await described(relation))?.find(([name]) => name === 'Type');
      return type && (type[1] === 'VIEW' ? 'view' : 'table');
    },
    columnsOf: async (relation): Promise<readonly NamedColumn[] | undefined> => {
      const rows = await described(relation);
      const end = rows?.findIndex(([name]) => name === '' || String(name).startsWith('#'));
      return rows?.slice(0, end).map(([name, type]) => ({ name: String(name), type: String(type) }));
    },
  };
}

/** Databricks alone takes it: the comment on a column of a view. It changes no row. */
export const isViewComment = (sql: string): boolean => sql.startsWith('COMMENT ON COLUMN ');

/** What stands before a subquery that is no value. */
const rows: ReadonlySet<string> = new Set(['USING', 'FROM', 'JOIN', 'IN', 'EXISTS', 'LATERAL', 'AS', ')']);

/**
 * A statement as Delta of open source takes it, and the subqueries that it reads as variables of the session. It refuses
 * subqueries in DELETE, and in MERGE those over the target, both of which Databricks documents without such a limit
 * (SQL language manual, "DELETE FROM" and "MERGE INTO"). It has no materialized views: a view has the same rows.
 */
export function forOpenSource(sql: string): {
  readonly text: string;
  readonly subqueries: ReadonlyMap<string, string>;
} {
  const tokens = scan(sql, databricks.lexical).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const word = (i: number): string => sql.slice(tokens[i]?.start, tokens[i]?.end).toUpperCase();
  const subqueries = new Map<string, string>();
  if (word(3) === 'MATERIALIZED')
    return { text: sql.slice(0, tokens[3]?.start) + sql.slice(tokens[4]?.start), subqueries };
  if (word(0) !== 'DELETE' && word(0) !== 'MERGE') return { text: sql, subqueries };
  const target = sql.slice(tokens[2]?.start, tokens[6]?.end);
  let text = '';
  let from = 0;
  for (let i = 1; i < tokens.length; i += 1) {
    if (rows.has(word(i - 1)) || word(i) !== '(' || word(i + 1) !== 'SELECT') continue;
    const open = i;
    for (let depth = 1; depth > 0 && i < tokens.length; ) {
      i += 1;
      depth += word(i) === '(' ? 1 : word(i) === ')' ? -1 : 0;
    }
    const query = sql.slice(tokens[open]?.start, tokens[i]?.end);
    if (word(0) === 'MERGE' && !query.includes(target)) continue;
    const name = `bf_subquery_${subqueries.size}`;
    subqueries.set(name, query);
    text += sql.slice(from, tokens[open]?.start) + name;
    from = tokens[i]?.end ?? from;
  }
  return { text: text + sql.slice(from), subqueries };
}
