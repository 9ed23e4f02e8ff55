import { type DuckDBConnection, type DuckDBType, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { string } from '../../../../src/adapters/duckdb/quoting.ts';
import { translateToDuckdb } from '../../../../src/adapters/duckdb/translate.ts';
import { typeNames } from '../../../../src/adapters/duckdb/types.ts';
import { columnName } from '../../../../src/adapters/duckdb/words.ts';
import { scalar } from '../../../../src/compiler/analyse/types/text.ts';
import { type SqlType, UNKNOWN } from '../../../../src/compiler/analyse/types/type.ts';
import { openSession } from '../../../../src/compiler/lower/translate/session.ts';
import { canonical, typeName } from '../../../adapters/duckdb/canonical.ts';
import { database } from '../../../adapters/duckdb/database.ts';
import { catalogOf, type Engine, membersOf, namesOf, type Outcome, plainName, wildcardsOf } from './engine.ts';
import type { Json } from './json.ts';
import type { RowTest, TestTable } from './test-folder.ts';
import { coerced, type Loaded, loaded, row } from './values.ts';

function typeOf(type: SqlType): string {
  if (type.kind === 'ARRAY') return `${typeOf(type.element)}[]`;
  if (type.kind === 'STRUCT')
    return `STRUCT(${type.fields.map((f) => `${columnName(f.name ?? '')} ${typeOf(f.type)}`).join(', ')})`;
  if (type.kind === 'BIGNUMERIC') return 'DECIMAL(38,9)';
  const name = typeNames[type.kind];
  if (name === undefined) throw new Error(`the type ${type.kind} of a column`);
  return name;
}

function literal(value: Loaded, type: SqlType): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string')
    return type.kind === 'BYTES' ? `unhex(${string(value)})` : type.kind === 'INT64' ? value : string(value);
  if ('items' in value)
    return `[${value.items.map((item) => literal(item, type.kind === 'ARRAY' ? type.element : type)).join(', ')}]`;
  const fields = type.kind === 'STRUCT' ? type.fields : [];
  return `{${value.fields.map((f, i) => `${string(f.name)}: ${literal(f.value, fields[i]?.type ?? type)}`).join(', ')}}`;
}

/** The type of GoogleSQL that a type of DuckDB stands for. */
function sqlType(type: DuckDBType): SqlType | undefined {
  if (type.typeId === DuckDBTypeId.LIST && 'valueType' in type)
    return { kind: 'ARRAY', element: sqlType(type.valueType) ?? UNKNOWN };
  if (type.typeId === DuckDBTypeId.STRUCT && 'entryTypes' in type) {
    const fields = type.entryTypes.map((of, i) => ({ name: type.entryNames[i] ?? '', type: sqlType(of) ?? UNKNOWN }));
    return { kind: 'STRUCT', fields };
  }
  return scalar(typeName(type));
}

async function make(db: DuckDBConnection, { name, columns, rows }: TestTable): Promise<void> {
  const own = plainName(name);
  await db.run(`CREATE TABLE ${own} (${columns.map((c) => `${columnName(c.name)} ${typeOf(c.type)}`).join(', ')})`);
  for (const one of rows) {
    const byName = new Map(Object.entries(one).map(([key, value]) => [key.toLowerCase(), value]));
    const values = columns.map(
      (c) => `CAST(${literal(loaded(byName.get(c.name.toLowerCase()), c.type), c.type)} AS ${typeOf(c.type)})`,
    );
    await db.run(`INSERT INTO ${own} VALUES (${values.join(', ')})`);
  }
}

async function fill(db: DuckDBConnection, tables: readonly TestTable[]): Promise<void> {
  for (const table of tables) await make(db, table);
  for (const name of wildcardsOf(tables)) {
    const members = membersOf(name, tables).map(
      ([{ name: of }, rest]) => `SELECT *, ${string(rest)} AS _TABLE_SUFFIX FROM ${plainName(of)}`,
    );
    await db.run(`CREATE VIEW ${plainName(name)} AS ${members.join(' UNION ALL BY NAME ')}`);
  }
}

async function run(test: RowTest, sql: string): Promise<Outcome> {
  const session = openSession(catalogOf(test));
  const made = await translateToDuckdb({ text: sql, pieces: [] }, namesOf(test), undefined, session);
  if (!made.sql) return { refused: made.diagnostics.map(({ code, message }) => `${code} ${message}`) };
  const db = await database();
  try {
    await fill(db, test.tables);
    const reader = await db.runAndReadAll(made.sql.text);
    const [names, types] = [reader.columnNames(), reader.columnTypes()];
    const column = (value: DuckDBValue, i: number): readonly [string, Json] => {
      const type = types[i] as DuckDBType;
      return [names[i] ?? '', coerced(canonical(value, type), sqlType(type))];
    };
    return { rows: reader.getRows().map((cells) => row(cells.map(column))) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    db.closeSync();
  }
}

export const duckdb = (): Engine => ({ name: 'DuckDB', run, stop: () => Promise.resolve() });
