import { describe, expect, test } from 'vitest';
import { dialects } from '../../../src/adapters/index.ts';
import { applicable, fillColumns } from '../../../src/compiler/manifest/fill.ts';
import type { CompiledAction, Manifest, Statement } from '../../../src/compiler/manifest/manifest.ts';
import { type NamedColumn, planSchemaChange } from '../../../src/compiler/manifest/schema-change.ts';
import { cases, type Execution } from '../../support/lower/cases.ts';
import { type Database, openDuckdb } from '../../support/lower/duckdb.ts';
import { lowered } from '../../support/lower/lowering.ts';

const { duckdb } = dialects;

const columnsOf = async (sql: string, db: Database): Promise<readonly NamedColumn[]> =>
  (await db.run(sql)).map(([name, type]) => ({ name: String(name), type: String(type) }));

async function existing({ relation }: CompiledAction, db: Database): Promise<'table' | 'view' | undefined> {
  const where = `table_schema = ${duckdb.string(relation.schema ?? '')} and table_name = ${duckdb.string(relation.name)}`;
  const [found] = await db.run(`select table_type from information_schema.tables where ${where}`);
  return found && (found[0] === 'VIEW' ? 'view' : 'table');
}

async function send(statement: Statement, action: CompiledAction, columns: { names: readonly string[] }, db: Database) {
  const rows = db.run(
    fillColumns(
      statement,
      columns.names.map((name) => ({ name })),
      duckdb,
    ).sql.text,
  );
  if (statement.schemaChange === undefined) return rows;
  const change = planSchemaChange({
    policy: statement.schemaChange,
    relation: action.relation,
    existing: await columnsOf(`describe ${duckdb.relation(action.relation)}`, db),
    incoming: (await rows).map(([name, type]) => ({ name: String(name), type: String(type) })),
    uniqueKey: action.uniqueKey ?? [],
    dialect: duckdb,
  });
  if ('fault' in change) throw new Error(change.fault);
  for (const alter of change.statements) await db.run(alter);
  columns.names = change.columns;
  return rows;
}

/** One action in one transaction, as a run does it; gives the rows of its last statement. */
async function perform(action: CompiledAction, { schemas }: Manifest, db: Database) {
  for (const { create } of schemas) await db.run(create.sql.text);
  const there = await existing(action, db);
  const adds = action.update !== undefined && there === 'table';
  const columns = { names: [] as readonly string[] };
  if (adds)
    columns.names = (await columnsOf(`describe ${duckdb.relation(action.relation)}`, db)).map(({ name }) => name);
  let last: readonly (readonly unknown[])[] = [];
  await db.run('begin');
  try {
    for (const statement of applicable((adds ? action.update : action.create) ?? [], there))
      last = await send(statement, action, columns, db);
  } catch (error) {
    await db.run('rollback');
    throw error;
  }
  await db.run('commit');
  return last;
}

const ordered = async (action: CompiledAction, run: Execution, db: Database) =>
  (await db.run(`select * from ${run.read ?? duckdb.relation(action.relation)} order by all nulls last`)).map((row) =>
    row.map((value) => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value)),
  );

const byRow = (a: readonly unknown[], b: readonly unknown[]): number => {
  for (const [i, left] of a.entries()) {
    const right = b[i];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return String(left) < String(right) ? -1 : 1;
  }
  return 0;
};
const sorted = (rows: readonly (readonly unknown[])[]) => [...rows].sort(byRow);

describe('the DuckDB scripts run twice', () => {
  const runnable = cases.flatMap((one) => (one.run ? [{ ...one, run: one.run }] : []));
  test.each(runnable)('$name', async ({ graph, run }) => {
    const { manifest } = await lowered(graph, duckdb);
    const action = manifest.actions[0] as CompiledAction;
    const db = await openDuckdb();
    for (const sql of run.setup ?? []) await db.run(sql);
    await perform(action, manifest, db);
    expect(sorted(await ordered(action, run, db))).toEqual(sorted(run.first));
    for (const sql of run.between ?? []) await db.run(sql);
    if (run.fails === undefined) {
      await perform(action, manifest, db);
      expect(sorted(await ordered(action, run, db))).toEqual(sorted(run.second ?? run.first));
    } else {
      await expect(perform(action, manifest, db)).rejects.toThrow(run.fails);
      expect(sorted(await ordered(action, run, db))).toEqual(sorted(run.first));
    }
    expect(await db.run("select table_name from information_schema.tables where table_name like 'biform%'")).toEqual(
      [],
    );
    db.close();
  });

  test.each(runnable.filter(({ graph }) => graph.tables))(
    '$name replaces a dataset of the other type',
    async ({ graph, run }) => {
      const { manifest } = await lowered(graph, duckdb);
      const action = manifest.actions[0] as CompiledAction;
      const db = await openDuckdb();
      for (const sql of run.setup ?? []) await db.run(sql);
      for (const { create } of manifest.schemas) await db.run(create.sql.text);
      const other = action.kind === 'view' ? 'table' : 'view';
      await db.run(`create ${other} ${duckdb.relation(action.relation)} as select 'other' as what`);
      await perform(action, manifest, db);
      expect(sorted(await ordered(action, run, db))).toEqual(sorted(run.first));
      db.close();
    },
  );

  test('an assertion counts the rows that break it', async () => {
    const { manifest } = await lowered(
      cases.find(({ name }) => name === 'assertion_unique_key')?.graph as never,
      duckdb,
    );
    const action = manifest.actions[0] as CompiledAction;
    const db = await openDuckdb();
    await db.run('create schema raw');
    await db.run('create table raw.orders as select 1 as id');
    expect(await perform(action, manifest, db)).toEqual([[null]]);
    await db.run('insert into raw.orders values (1), (2), (2)');
    expect(await perform(action, manifest, db)).toEqual([['2']]);
    db.close();
  });
});
