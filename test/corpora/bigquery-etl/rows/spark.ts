import { identifier, string } from '../../../../src/adapters/databricks/quoting.ts';
import { translateToDatabricks } from '../../../../src/adapters/databricks/translate.ts';
import type { SqlType } from '../../../../src/compiler/analyse/types/type.ts';
import { openSession } from '../../../../src/compiler/lower/translate/session.ts';
import { type Spark, startSpark } from '../../../engines/spark/spark.ts';
import { catalogOf, type Engine, membersOf, namesOf, type Outcome, plainName, wildcardsOf } from './engine.ts';
import type { RowTest, TestTable } from './test-folder.ts';
import { coerced, type Loaded, loaded, row } from './values.ts';

const names: Readonly<Record<string, string>> = {
  INT64: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38,9)',
  BIGNUMERIC: 'DECIMAL(38,9)',
  STRING: 'STRING',
  BYTES: 'BINARY',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP_NTZ',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'STRING',
};

function typeOf(type: SqlType): string {
  if (type.kind === 'ARRAY') return `ARRAY<${typeOf(type.element)}>`;
  if (type.kind === 'STRUCT')
    return `STRUCT<${type.fields.map((f) => `${identifier(f.name ?? '')}: ${typeOf(f.type)}`).join(', ')}>`;
  const name = names[type.kind];
  if (name === undefined) throw new Error(`the type ${type.kind} of a column`);
  return name;
}

function literal(value: Loaded, type: SqlType): string {
  if (value === null) return `CAST(NULL AS ${typeOf(type)})`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string')
    return type.kind === 'BYTES'
      ? `X'${value}'`
      : type.kind === 'STRING'
        ? string(value)
        : `CAST(${string(value)} AS ${typeOf(type)})`;
  if ('items' in value)
    return value.items.length === 0
      ? `CAST(array() AS ${typeOf(type)})`
      : `array(${value.items.map((item) => literal(item, type.kind === 'ARRAY' ? type.element : type)).join(', ')})`;
  const fields = type.kind === 'STRUCT' ? type.fields : [];
  return `named_struct(${value.fields.map((f, i) => `${string(f.name)}, ${literal(f.value, fields[i]?.type ?? type)}`).join(', ')})`;
}

/** `bigint`, `array<struct<a:string,b:double>>`: Spark's own text of a type. Types that BigQuery has not are undefined. */
function sqlType(text: string): SqlType | undefined {
  const kind = Object.entries(names).find(([, name]) => name.toLowerCase() === text)?.[0];
  if (kind !== undefined) return { kind: kind as 'INT64' };
  const inner = text.slice(text.indexOf('<') + 1, -1);
  if (text.startsWith('array<')) return { kind: 'ARRAY', element: sqlType(inner) ?? { kind: 'unknown' } };
  if (!text.startsWith('struct<')) return undefined;
  const fields = split(inner).map((field) => {
    const colon = field.indexOf(':');
    return { name: field.slice(0, colon), type: sqlType(field.slice(colon + 1)) ?? { kind: 'unknown' as const } };
  });
  return { kind: 'STRUCT', fields };
}

/** Parts between the commas that stand in no brackets. */
function split(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if ('<('.includes(c)) depth += 1;
    if ('>)'.includes(c)) depth -= 1;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

function view({ name, columns, rows }: TestTable): string {
  const select = (values: readonly string[]): string =>
    `SELECT ${columns.map((c, i) => `${values[i]} AS ${identifier(c.name)}`).join(', ')}`;
  const none = `${select(columns.map((c) => `CAST(NULL AS ${typeOf(c.type)})`))} WHERE false`;
  const filled = rows.map((one) => {
    const byName = new Map(Object.entries(one).map(([key, value]) => [key.toLowerCase(), value]));
    return select(columns.map((c) => literal(loaded(byName.get(c.name.toLowerCase()), c.type), c.type)));
  });
  return `CREATE OR REPLACE TEMP VIEW ${plainName(name)} AS ${[none, ...filled].join(' UNION ALL ')}`;
}

function wildcard(name: string, tables: readonly TestTable[]): string {
  const members = membersOf(name, tables).map(
    ([{ name: of }, rest]) => `SELECT *, ${string(rest)} AS _TABLE_SUFFIX FROM ${plainName(of)}`,
  );
  return `CREATE OR REPLACE TEMP VIEW ${plainName(name)} AS ${members.join(' UNION ALL ')}`;
}

async function run(spark: Spark, test: RowTest, sql: string): Promise<Outcome> {
  const session = openSession(catalogOf(test));
  const made = await translateToDatabricks({ text: sql, pieces: [] }, namesOf(test), undefined, session);
  if (!made.sql) return { refused: made.diagnostics.map(({ code, message }) => `${code} ${message}`) };
  try {
    const views = [...test.tables.map(view), ...wildcardsOf(test.tables).map((name) => wildcard(name, test.tables))];
    for (const text of views) {
      const reply = await spark.ask(text);
      if ('error' in reply) return { failed: `filling a table: ${reply.error}` };
    }
    const reply = await spark.ask(made.sql.text);
    if ('error' in reply) return { failed: `${reply.condition} ${reply.error}` };
    const types = reply.types.map(sqlType);
    return {
      rows: reply.rows.map((cells) => row(cells.map((cell, i) => [reply.columns[i] ?? '', coerced(cell, types[i])]))),
    };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** Real Spark, with the Databricks text of the queries. */
export async function spark(): Promise<Engine> {
  const session = await startSpark();
  return { name: `Spark ${session.version}`, run: (test, sql) => run(session, test, sql), stop: session.stop };
}
