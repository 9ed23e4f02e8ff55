import { type Draft, sql } from '../../compiler/dialect/compose.ts';
import type { DatasetSpec, Written } from '../../compiler/dialect/dialect.ts';
import { relation } from './quoting.ts';

/** One `create or replace` for tables, views and materialized views alike; options only where Dataform gives them. */
export const create = (spec: DatasetSpec): Written => ({ steps: [{ sql: statement(spec) }] });

function statement(spec: DatasetSpec): Draft {
  const kind = `${spec.materialized ? 'materialized ' : ''}${spec.type}`;
  const partition = spec.partition ? `partition by ${spec.partition.text} ` : '';
  const cluster = spec.clusterBy.length > 0 ? `cluster by ${spec.clusterBy.join(', ')} ` : '';
  const given = options(spec);
  const clause = given.length > 0 ? `OPTIONS(${given.join(',')})` : '';
  return sql`create or replace ${kind} ${relation(spec.relation)} ${partition}${cluster}${clause}as ${spec.query}`;
}

function options(spec: DatasetSpec): readonly string[] {
  const days = spec.partition ? spec.partitionExpirationDays : undefined;
  return [
    ...(days ? [`partition_expiration_days=${days}`] : []),
    ...(spec.partition && spec.requirePartitionFilter ? ['require_partition_filter=true'] : []),
    ...Object.entries(spec.additionalOptions).map(([name, value]) => `${name}=${value}`),
  ];
}
