import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';

export type Row = Readonly<Record<string, unknown>>;

/**
 * Rows of a DuckDB query. The project's database is attached for reading as `built` and is the default, so that
 * `marts.sessions` is what biform made; files are read by DuckDB itself, from the project's folder.
 */
export async function rows(project: string, sql: string): Promise<readonly Row[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = 'UTC'; SET file_search_path = '${project}'`);
    await connection.run(`ATTACH '${join(project, '.biform/local.duckdb')}' AS built (READ_ONLY); USE built`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJson().map(plain);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Numbers of any width compare by value: whole numbers exactly, others to twelve digits. */
function plain(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'number') return String(Number(value.toPrecision(12)));
  if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)) return String(Number(Number(value).toPrecision(12)));
  return value;
}

/** Both queries give the same rows, and at least one. */
export async function expectSame(project: string, built: string, independent: string): Promise<void> {
  const expected = await rows(project, independent);
  expect(expected.length).toBeGreaterThan(0);
  expect(await rows(project, built)).toEqual(expected);
}

/** All rows of all tables and views of some schemas, by `schema.name`, in an order of their own. */
export async function contents(
  project: string,
  schemas: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const list = schemas.map((schema) => `'${schema}'`).join(', ');
  const names = await rows(
    project,
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_catalog = 'built' AND table_schema IN (${list}) ORDER BY name`,
  );
  const found: Record<string, unknown> = {};
  for (const { name } of names) {
    found[String(name)] = (await rows(project, `SELECT * FROM ${name}`)).map((row) => JSON.stringify(row)).sort();
  }
  return found;
}
