import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { TypeName } from '../../compiler/sql/ast.ts';
import { identifier } from './quoting.ts';

/** Databricks' type for each GoogleSQL type without parameters. TIME has no counterpart that is proven yet. */
const typeNames: Readonly<Record<string, string>> = {
  INT64: 'BIGINT',
  INT: 'BIGINT',
  SMALLINT: 'BIGINT',
  INTEGER: 'BIGINT',
  BIGINT: 'BIGINT',
  TINYINT: 'BIGINT',
  BYTEINT: 'BIGINT',
  FLOAT64: 'DOUBLE',
  NUMERIC: 'DECIMAL(38,9)',
  DECIMAL: 'DECIMAL(38,9)',
  STRING: 'STRING',
  BYTES: 'BINARY',
  BOOL: 'BOOLEAN',
  BOOLEAN: 'BOOLEAN',
  DATE: 'DATE',
  DATETIME: 'TIMESTAMP_NTZ',
  TIMESTAMP: 'TIMESTAMP',
  JSON: 'VARIANT',
};

/** Why a type has no counterpart, and what to write instead. Source: Databricks "Data types". */
const why: Readonly<Record<string, readonly [why: string, instead: string]>> = {
  TIME: [
    'Databricks has no type TIME, and Delta stores none.',
    'Keep the time as a DATETIME of one day, or as a number of seconds.',
  ],
  BIGNUMERIC: ['DECIMAL has at most 38 digits there.', 'Use NUMERIC where 29 digits before the point suffice.'],
  INTERVAL: ['Databricks has no interval of months and days at once.', 'Keep months and seconds as numbers.'],
  GEOGRAPHY: ['Databricks measures by other models of the earth.', 'Keep the text of ST_ASTEXT.'],
  RANGE: ['There is no type RANGE.', 'Keep the two ends in columns of their own.'],
};

/** A GoogleSQL type in Databricks' words. */
export function typeOf(type: TypeName, p: Printer): Frag {
  if (type.name === 'ARRAY') {
    const element = type.fields[0]?.type;
    return element ? q`ARRAY<${typeOf(element, p)}>` : p.refuse(type, 'ARRAY without an element type');
  }
  if (type.name === 'STRUCT') {
    if (type.fields.length === 0 || type.fields.some((field) => !field.name))
      return p.refuse(type, 'a STRUCT type with unnamed fields');
    return q`STRUCT<${commas(type.fields.map((f) => q`${columnName(f.name?.name ?? '')}: ${typeOf(f.type, p)}`))}>`;
  }
  const name = typeNames[type.name];
  if (!name) return p.refuse(type, `the type \`${type.name}\``, ...(why[type.name] ?? []));
  return type.parameters.length > 0 ? p.refuse(type, `the type \`${type.name}\` with parameters`) : name;
}

/** A column or alias: always quoted but for plain names that no SQL dialect reserves. */
export const columnName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/i.test(name) && !reserved.has(name.toUpperCase()) ? name : identifier(name);

/** Source: Databricks "Reserved words", ANSI list, and names of types and built-in values. */
const reserved: ReadonlySet<string> = new Set(
  `ALL ALTER AND ANTI ANY ARRAY AS AT AUTHORIZATION BETWEEN BOTH BY CASE CAST CHECK COLLATE COLUMN COMMIT CONSTRAINT
  CREATE CROSS CUBE CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASE DATE DEFAULT DELETE
  DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT EXCLUDE EXISTS EXTERNAL EXTRACT FALSE FETCH FILTER FOR FOREIGN FROM FULL
  FUNCTION GLOBAL GRANT GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN LATERAL LEADING LEFT LIKE
  LIMIT LOCAL MATCHED MERGE MINUS NATURAL NO NOT NULL OF OFFSET ON ONLY OR ORDER OUT OUTER OVERLAPS PARTITION PIVOT
  POSITION PRIMARY QUALIFY RANGE REFERENCES REVOKE RIGHT ROLLBACK ROLLUP ROW ROWS SELECT SEMI SESSION_USER SET SOME START
  STRUCT SYSTEM TABLE TABLESAMPLE THEN TIME TIMESTAMP TO TRAILING TRUE TRUNCATE UNION UNIQUE UNKNOWN UNPIVOT UPDATE USER
  USING VALUES WHEN WHERE WINDOW WITH WITHIN`.split(/\s+/),
);
