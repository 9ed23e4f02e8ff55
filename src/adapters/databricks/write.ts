import { unreachable } from '../../compiler/diagnostics/unreachable.ts';
import { columnsHole, type Draft, join, sql } from '../../compiler/dialect/compose.ts';
import type { DatasetSpec, Partition, Step, UpdateSpec, Written } from '../../compiler/dialect/dialect.ts';
import { columnNameOf } from '../../compiler/dialect/names.ts';
import { identifier, relation, string } from './quoting.ts';

/** Most clustering keys that Delta takes. Source: Databricks "Use liquid clustering for tables". */
export const MOST_KEYS = 4;

/** `create or replace` with everything that a replacement would otherwise lose; comments of columns follow. */
export function create(spec: DatasetSpec): Written {
  const kind = spec.materialized ? 'MATERIALIZED VIEW' : spec.type.toUpperCase();
  const keys = spec.type === 'table' || spec.materialized ? clusterKeys(spec) : [];
  const labels = Object.entries(spec.labels).map(([key, value]) => `${string(`label.${key}`)} = ${string(value)}`);
  const clauses = [
    ...(keys.length > 0 ? [`CLUSTER BY (${keys.slice(0, MOST_KEYS).map(identifier).join(', ')})`] : []),
    ...(spec.description ? [`COMMENT ${string(spec.description)}`] : []),
    ...(labels.length > 0 ? [`TBLPROPERTIES (${labels.join(', ')})`] : []),
  ];
  const head = join([`CREATE OR REPLACE ${kind} ${relation(spec.relation)}`, ...clauses, 'AS'], '\n');
  return { steps: [{ sql: sql`${head}\n${spec.query}` }, ...columnComments(spec)], omitted: omitted(spec, keys) };
}

/** Partitions become clustering keys, first in order: Delta prunes files by either. */
function clusterKeys(spec: DatasetSpec): readonly string[] {
  const written = spec.clusterBy.map((column) => columnNameOf(column));
  return [...new Set([spec.partition?.column, ...written].filter((name) => name !== undefined))];
}

function omitted(spec: DatasetSpec, keys: readonly string[]): readonly string[] {
  return [
    ...(spec.partition && spec.partition.column === undefined ? [`partitionBy: ${spec.partition.text}`] : []),
    ...(keys.length > MOST_KEYS ? [`clusterBy: ${keys.slice(MOST_KEYS).join(', ')}`] : []),
    ...(spec.partitionExpirationDays ? ['partitionExpirationDays'] : []),
    ...(spec.requirePartitionFilter ? ['requirePartitionFilter'] : []),
    ...Object.keys(spec.additionalOptions).map((name) => `additionalOptions.${name}`),
    ...spec.columns.flatMap(({ path }) => (path.length > 1 ? [`description of ${path.join('.')}`] : [])),
  ];
}

/** Only columns at the top can be named. ALTER TABLE takes every release's tables, COMMENT ON COLUMN views as well. */
function columnComments(spec: DatasetSpec): readonly Step[] {
  const isTable = spec.type === 'table' && !spec.materialized;
  return spec.columns.flatMap(({ path, description }) => {
    const [name] = path;
    if (path.length !== 1 || name === undefined) return [];
    const text = string(description);
    const step = isTable
      ? sql`ALTER TABLE ${relation(spec.relation)} ALTER COLUMN ${identifier(name)} COMMENT ${text}`
      : sql`COMMENT ON COLUMN ${relation(spec.relation)}.${identifier(name)} IS ${text}`;
    return [{ own: true, column: name, sql: step }];
  });
}

/** Each strategy is one statement, so one commit of the Delta table. */
export function update(spec: UpdateSpec): Written {
  const main = rows(spec);
  if ('fault' in main) return { steps: [], fault: main.fault };
  const check: readonly Step[] = spec.schemaChange
    ? [{ own: true, sql: sql`DESCRIBE QUERY\n${spec.query}`, schemaChange: spec.schemaChange }]
    : [];
  // INSERT puts structs into columns by the place of their fields, MERGE by their names.
  const incoming = spec.strategy.type === 'merge' ? { incoming: sql`DESCRIBE QUERY\n${spec.query}` } : {};
  return { steps: [...check, { sql: main, ...incoming }] };
}

function rows(spec: UpdateSpec): Draft | { readonly fault: string } {
  switch (spec.strategy.type) {
    case 'append':
      return sql`INSERT INTO ${relation(spec.relation)} (${list})\nSELECT ${list}\nFROM (\n${spec.query}\n) AS insertions`;
    case 'merge':
      return merge(spec);
    case 'overwrite':
      return overwrite(spec, spec.strategy.partition);
    default:
      return unreachable(spec.strategy);
  }
}

const list = columnsHole('list');

function conditions(spec: UpdateSpec): string {
  const filter = spec.partitionFilter ? ` AND (${spec.partitionFilter})` : '';
  return filter + spec.predicates.map((predicate) => ` AND (${predicate})`).join('');
}

/** Delta itself refuses a second source row for one target row. */
function merge(spec: UpdateSpec): Draft | { readonly fault: string } {
  const keys = spec.uniqueKey.map((key) => columnNameOf(key));
  if (keys.includes(undefined)) return { fault: 'uniqueKey must be names of columns' };
  const equal = keys.map((key = '') => `DATAFORM_DEST.${identifier(key)} = DATAFORM_SOURCE.${identifier(key)}`);
  return sql`MERGE INTO ${relation(spec.relation)} AS DATAFORM_DEST
USING (
${spec.query}
) AS DATAFORM_SOURCE
ON ${equal.join(' AND ')}${conditions(spec)}
WHEN MATCHED THEN
  UPDATE SET ${columnsHole('assign')}
WHEN NOT MATCHED THEN
  INSERT (${list}) VALUES (${columnsHole('values')})`;
}

/** REPLACE ON deletes the old rows that any new row's partition meets: an empty result deletes nothing, as in BigQuery. */
function overwrite(spec: UpdateSpec, partition: Partition): Draft | { readonly fault: string } {
  if (partition.ofTarget === undefined || partition.ofSource === undefined)
    return {
      fault: `insert_overwrite needs a partitionBy that is a column or a function of one column, not ${partition.text}`,
    };
  return sql`INSERT INTO ${relation(spec.relation)} (${list}) AS DATAFORM_DEST
REPLACE ON ${partition.ofTarget} = ${partition.ofSource}${conditions(spec)}
(
SELECT ${list}
FROM (
${spec.query}
) AS insertions
) AS DATAFORM_SOURCE`;
}
