import { unreachable } from '../../compiler/diagnostics/unreachable.ts';
import { columnsHole, type Draft, sql } from '../../compiler/dialect/compose.ts';
import type { DatasetSpec, Partition, Step, UpdateSpec, Written } from '../../compiler/dialect/dialect.ts';
import { columnNameOf } from '../../compiler/dialect/names.ts';
import { TWICE } from './changed-once.ts';
import { identifier, relation, string } from './quoting.ts';

/**
 * Tables and views; a materialized view is a view here, with the same rows. Partitioning, clustering, expiration,
 * labels and other options say nothing about the rows of a local copy and are left out.
 */
export const create = (spec: DatasetSpec): Written => ({
  steps: [{ sql: sql`CREATE OR REPLACE ${spec.type.toUpperCase()} ${relation(spec.relation)} AS\n${spec.query}` }],
  silent: leftOut(spec),
});

const leftOut = (spec: DatasetSpec): readonly string[] => [
  ...(spec.materialized ? ['materialized'] : []),
  ...(spec.partition ? ['partitionBy'] : []),
  ...(spec.clusterBy.length > 0 ? ['clusterBy'] : []),
  ...(spec.partitionExpirationDays ? ['partitionExpirationDays'] : []),
  ...(spec.requirePartitionFilter ? ['requirePartitionFilter'] : []),
  ...(Object.keys(spec.labels).length > 0 ? ['labels'] : []),
  ...Object.keys(spec.additionalOptions),
];

/** New rows are kept aside in temporary tables where they are read more than once; one transaction encloses it all. */
export function update(spec: UpdateSpec): Written {
  switch (spec.strategy.type) {
    case 'append':
      return spec.schemaChange ? { steps: around(spec, [append(spec, source)]) } : { steps: [appendQuery(spec)] };
    case 'merge':
      return merge(spec);
    case 'overwrite':
      return { steps: around(spec, overwrite(spec, spec.strategy.partition)) };
    default:
      return unreachable(spec.strategy);
  }
}

const list = columnsHole('list');
const taken = columnsHole('taken');
const source = 'temp."biform_source"';
const partitions = 'temp."biform_partitions"';

const own = (text: Draft): Step => ({ own: true, sql: text });

function appendQuery(spec: UpdateSpec): Step {
  return {
    sql: sql`INSERT INTO ${relation(spec.relation)} (${list})\nSELECT ${taken}\nFROM (\n${spec.query}\n) AS insertions`,
    incoming: sql`DESCRIBE SELECT *\nFROM (\n${spec.query}\n) AS insertions`,
  };
}

const append = (spec: UpdateSpec, from: string): Step => ({
  sql: sql`INSERT INTO ${relation(spec.relation)} (${list})\nSELECT ${taken}\nFROM ${from}`,
  incoming: sql`DESCRIBE ${from}`,
});

/** Steps between making the table of new rows (and bringing the columns in line) and dropping it. */
function around(spec: UpdateSpec, steps: readonly Step[]): readonly Step[] {
  return [
    own(sql`CREATE OR REPLACE TEMP TABLE "biform_source" AS\n${spec.query}`),
    ...(spec.schemaChange ? [{ ...own(sql`DESCRIBE ${source}`), schemaChange: spec.schemaChange }] : []),
    ...steps,
    own(sql`DROP TABLE ${source}`),
  ];
}

function conditions(spec: UpdateSpec): string {
  const filter = spec.partitionFilter ? ` AND (${spec.partitionFilter})` : '';
  return filter + spec.predicates.map((predicate) => ` AND (${predicate})`).join('');
}

function merge(spec: UpdateSpec): Written {
  const keys = spec.uniqueKey.map((key) => columnNameOf(key));
  if (keys.includes(undefined)) return { steps: [], fault: `uniqueKey must be names of columns` };
  const equal = keys.map((key = '') => `DATAFORM_DEST.${identifier(key)} = DATAFORM_SOURCE.${identifier(key)}`);
  const on = equal.join(' AND ') + conditions(spec);
  const table = relation(spec.relation);
  const check = own(sql`SELECT CASE WHEN count(*) > 0 THEN error(${string(TWICE)}) END AS matched_once
FROM (
  SELECT 1
  FROM ${table} AS DATAFORM_DEST
  JOIN ${source} AS DATAFORM_SOURCE
  ON ${on}
  GROUP BY DATAFORM_DEST.rowid
  HAVING count(*) > 1
) AS matched_twice`);
  const main = {
    sql: sql`MERGE INTO ${table} AS DATAFORM_DEST
USING ${source} AS DATAFORM_SOURCE
ON ${on}
WHEN MATCHED THEN
  UPDATE SET ${columnsHole('assign')}
WHEN NOT MATCHED THEN
  INSERT (${list}) VALUES (${columnsHole('values')})`,
    incoming: sql`DESCRIBE ${source}`,
  };
  return { steps: around(spec, [check, main]) };
}

function overwrite(spec: UpdateSpec, { text }: Partition): readonly Step[] {
  return [
    own(sql`CREATE OR REPLACE TEMP TABLE "biform_partitions" AS
SELECT DISTINCT ${text} AS partition_value
FROM ${source}
WHERE (${text}) IS NOT NULL`),
    own(sql`DELETE FROM ${relation(spec.relation)} AS DATAFORM_DEST
WHERE (${text}) IN (SELECT partition_value FROM ${partitions})${conditions(spec)}`),
    append(spec, source),
    own(sql`DROP TABLE ${partitions}`),
  ];
}
