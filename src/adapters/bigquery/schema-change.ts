import { unreachable } from '../../compiler/diagnostics/unreachable.ts';
import { type Draft, sql } from '../../compiler/dialect/compose.ts';
import type { SchemaChangePolicy, UpdateSpec } from '../../compiler/dialect/dialect.ts';
import type { Target } from '../../compiler/target/target.ts';
import { relation, string } from './quoting.ts';

/**
 * Dataform's way to change a table's columns before new rows come: a procedure that compares the columns of the table
 * with those of an empty result and alters the table, then a call that cleans up whatever happens.
 */
export function schemaChange(spec: UpdateSpec, policy: SchemaChangePolicy): readonly Draft[] {
  const id = spec.id('schema-change');
  const empty = { ...spec.relation, name: `${spec.relation.name}_df_temp_${id}_empty` };
  const procedure = relation({ ...spec.relation, name: `df_osc_${id}` });
  return [
    sql`CREATE OR REPLACE PROCEDURE ${procedure}()
OPTIONS(strict_mode=false)
BEGIN

-- Create empty table to extract schema of new query.
CREATE OR REPLACE TABLE ${relation(empty)} AS (
  SELECT * FROM (${spec.query}) AS insertions LIMIT 0
);


${compareColumns(spec.relation, empty)}


-- Apply schema change strategy (${policy}).
${apply(spec, policy)}



-- Cleanup temporary tables.
DROP TABLE IF EXISTS ${relation(empty)};
    
END;`,
    sql`
BEGIN
  CALL ${procedure}();
EXCEPTION WHEN ERROR THEN
  DROP TABLE IF EXISTS ${relation(empty)};
  DROP PROCEDURE IF EXISTS ${procedure};
  RAISE;
END;
DROP PROCEDURE IF EXISTS ${procedure};`,
  ];
}

const columnsView = (target: Target): string => relation({ ...target, name: 'INFORMATION_SCHEMA.COLUMNS' });

const compareColumns = (target: Target, empty: Target): string => `-- Compare schemas
DECLARE dataform_columns ARRAY<STRING>;
DECLARE temp_table_columns ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_added ARRAY<STRUCT<column_name STRING, data_type STRING>>;
DECLARE columns_removed ARRAY<STRING>;

SET dataform_columns = (
  SELECT IFNULL(ARRAY_AGG(DISTINCT column_name), [])
  FROM ${columnsView(target)}
  WHERE table_name = ${string(target.name)}
);

SET temp_table_columns = (
  SELECT IFNULL(ARRAY_AGG(STRUCT(column_name, data_type)), [])
  FROM ${columnsView(empty)}
  WHERE table_name = ${string(empty.name)}
);

SET columns_added = (
  SELECT IFNULL(ARRAY_AGG(column_info), [])
  FROM UNNEST(temp_table_columns) AS column_info
  WHERE column_info.column_name NOT IN UNNEST(dataform_columns)
);
SET columns_removed = (
  SELECT IFNULL(ARRAY_AGG(column_name), [])
  FROM UNNEST(dataform_columns) AS column_name
  WHERE column_name NOT IN (SELECT col.column_name FROM UNNEST(temp_table_columns) AS col)
);`;

function apply(spec: UpdateSpec, policy: SchemaChangePolicy): string {
  const table = inText(relation(spec.relation));
  switch (policy) {
    case 'FAIL':
      return `IF ARRAY_LENGTH(columns_added) > 0 OR ARRAY_LENGTH(columns_removed) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Schema mismatch defined by on_schema_change = 'FAIL'. Added columns: %T, removed columns: %T",
    columns_added,
    columns_removed
  );
END IF;`;
    case 'EXTEND':
      return `IF ARRAY_LENGTH(columns_removed) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Column removals are not allowed when on_schema_change = 'EXTEND'. Removed columns: %T",
    columns_removed
  );
END IF;

${addColumns(table)}`;
    case 'SYNCHRONIZE':
      return `DECLARE invalid_removed_columns ARRAY<STRING>;
SET invalid_removed_columns = (
  SELECT IFNULL(ARRAY_AGG(col), []) FROM UNNEST(columns_removed) AS col WHERE col IN UNNEST(${JSON.stringify(spec.uniqueKey)})
);

IF ARRAY_LENGTH(invalid_removed_columns) > 0 THEN
  RAISE USING MESSAGE = FORMAT(
    "Cannot drop columns %T as they are part of the unique key for table ${table}",
    invalid_removed_columns
  );
END IF;

IF ARRAY_LENGTH(columns_removed) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE ${table} " ||
    (
      SELECT STRING_AGG(FORMAT("DROP COLUMN IF EXISTS %s", col), ", ")
      FROM UNNEST(columns_removed) AS col
    )
  );
END IF;

${addColumns(table)}`;
    default:
      return unreachable(policy);
  }
}

/** A name within a double-quoted string; back quotes need no escape there. */
const inText = (name: string): string => name.replace(/[\\"]/g, '\\$&');

const addColumns = (table: string): string => `IF ARRAY_LENGTH(columns_added) > 0 THEN
  EXECUTE IMMEDIATE (
    "ALTER TABLE ${table} " ||
    (
      SELECT STRING_AGG(FORMAT("ADD COLUMN IF NOT EXISTS %s %s", column_info.column_name, column_info.data_type), ", ")
      FROM UNNEST(columns_added) AS column_info
    )
  );
END IF;`;
