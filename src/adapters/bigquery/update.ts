import { unreachable } from '../../compiler/diagnostics/unreachable.ts';
import { columnsHole, type Draft, sql } from '../../compiler/dialect/compose.ts';
import type { Step, UpdateSpec, Written } from '../../compiler/dialect/dialect.ts';
import { identifier, relation } from './quoting.ts';
import { schemaChange } from './schema-change.ts';

/** Dataform's statements for new rows; its white space, tabs at line ends included, is kept. */
export function update(spec: UpdateSpec): Written {
  const changes: readonly Step[] = spec.schemaChange
    ? schemaChange(spec, spec.schemaChange).map((text) => ({ own: true, sql: text }))
    : [];
  return { steps: [...changes, { sql: rows(spec) }] };
}

function rows(spec: UpdateSpec): Draft {
  switch (spec.strategy.type) {
    case 'append':
      return append(spec);
    case 'merge':
      return merge(spec);
    case 'overwrite':
      return overwrite(spec, spec.strategy.partition.text);
    default:
      return unreachable(spec.strategy);
  }
}

const list = columnsHole('list');

const append = (spec: UpdateSpec): Draft => sql`\t
insert into ${relation(spec.relation)}\t
(${list})\t
select ${list}\t
from (${spec.query}) as insertions`;

const partitionFilter = (spec: UpdateSpec): string => (spec.partitionFilter ? `and ${spec.partitionFilter}` : '');

const predicates = (spec: UpdateSpec): string =>
  spec.predicates.length > 0 ? ` and ${spec.predicates.map((p) => `(${p})`).join(' and ')}` : '';

function merge(spec: UpdateSpec): Draft {
  const keys = spec.uniqueKey.map((key) => `DATAFORM_DEST.${key} = DATAFORM_SOURCE.${key}`).join(' and ');
  return sql`
merge ${relation(spec.relation)} DATAFORM_DEST
using (${spec.query}
) DATAFORM_SOURCE
on ${keys} ${partitionFilter(spec)}
${predicates(spec)}
when matched then
  update set ${columnsHole('assign')}
when not matched then
  insert (${list}) values (${columnsHole('values')})`;
}

function overwrite(spec: UpdateSpec, partition: string): Draft {
  const staging = identifier(`staging_table_temp_${spec.id('staging')}`);
  return sql`CREATE OR REPLACE TEMP TABLE ${staging} AS (
  ${spec.query}
);

BEGIN
  DECLARE partitions_for_replacement DEFAULT (
    ARRAY(
      SELECT DISTINCT ${partition}
      FROM ${staging}
      WHERE ${partition} IS NOT NULL
    )
  );

  MERGE ${relation(spec.relation)} DATAFORM_DEST
  USING ${staging} DATAFORM_SOURCE
  ON FALSE
  WHEN NOT MATCHED BY SOURCE AND ${partition} IN UNNEST(partitions_for_replacement) ${partitionFilter(spec)}
  ${predicates(spec)}
  THEN
    DELETE
  WHEN NOT MATCHED BY TARGET THEN
    INSERT (${list}) VALUES (${columnsHole('values')});
END;

DROP TABLE IF EXISTS ${staging};`;
}
