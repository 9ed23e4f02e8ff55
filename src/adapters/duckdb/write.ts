import { unreachable } from '../../compiler/diagnostics/unreachable.ts';
import { columnsHole, type Draft, sql } from '../../compiler/dialect/compose.ts';
import type { DatasetSpec, Partition, Step, UpdateSpec, Written } from '../../compiler/dialect/dialect.ts';
import { columnNameOf } from '../../compiler/dialect/names.ts';
import { identifier, relation, string } from './quoting.ts';

/**
 * Tables and views; a materialized view is a view here, with the same rows. Partitioning, clustering, expiration,
 * labels and other options say nothing about the rows of a local copy and are left out.
 */
export const create = (spec: DatasetSpec): Written => ({
  steps: [{ sql: sql`create or replace ${spec.type} ${relation(spec.relation)} as\n${spec.query}` }],
});

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
const source = 'temp."biform_source"';
const partitions = 'temp."biform_partitions"';

const own = (text: Draft): Step => ({ own: true, sql: text });

function appendQuery(spec: UpdateSpec): Step {
  return {
    sql: sql`insert into ${relation(spec.relation)} (${list})\nselect ${list}\nfrom (\n${spec.query}\n) as insertions`,
  };
}

const append = (spec: UpdateSpec, from: string): Step => ({
  sql: sql`insert into ${relation(spec.relation)} (${list})\nselect ${list}\nfrom ${from}`,
});

/** Steps between making the table of new rows (and bringing the columns in line) and dropping it. */
function around(spec: UpdateSpec, steps: readonly Step[]): readonly Step[] {
  return [
    own(sql`create or replace temp table "biform_source" as\n${spec.query}`),
    ...(spec.schemaChange ? [{ ...own(sql`describe ${source}`), schemaChange: spec.schemaChange }] : []),
    ...steps,
    own(sql`drop table ${source}`),
  ];
}

function conditions(spec: UpdateSpec): string {
  const filter = spec.partitionFilter ? ` and (${spec.partitionFilter})` : '';
  return filter + spec.predicates.map((predicate) => ` and (${predicate})`).join('');
}

/** BigQuery's own words for the fault that DuckDB would pass over. */
const TWICE = 'UPDATE/MERGE must match at most one source row for each target row';

function merge(spec: UpdateSpec): Written {
  const keys = spec.uniqueKey.map((key) => columnNameOf(key));
  if (keys.includes(undefined)) return { steps: [], fault: `uniqueKey must be names of columns` };
  const equal = keys.map((key = '') => `DATAFORM_DEST.${identifier(key)} = DATAFORM_SOURCE.${identifier(key)}`);
  const on = equal.join(' and ') + conditions(spec);
  const table = relation(spec.relation);
  const check = own(sql`select case when count(*) > 0 then error(${string(TWICE)}) end as matched_once
from (
  select 1
  from ${table} as DATAFORM_DEST
  join ${source} as DATAFORM_SOURCE
  on ${on}
  group by DATAFORM_DEST.rowid
  having count(*) > 1
) as matched_twice`);
  const main = {
    sql: sql`merge into ${table} as DATAFORM_DEST
using ${source} as DATAFORM_SOURCE
on ${on}
when matched then
  update set ${columnsHole('assign')}
when not matched then
  insert (${list}) values (${columnsHole('values')})`,
  };
  return { steps: around(spec, [check, main]) };
}

function overwrite(spec: UpdateSpec, { text }: Partition): readonly Step[] {
  return [
    own(sql`create or replace temp table "biform_partitions" as
select distinct ${text} as partition_value
from ${source}
where ${text} is not null`),
    own(sql`delete from ${relation(spec.relation)} as DATAFORM_DEST
where ${text} in (select partition_value from ${partitions})${conditions(spec)}`),
    append(spec, source),
    own(sql`drop table ${partitions}`),
  ];
}
