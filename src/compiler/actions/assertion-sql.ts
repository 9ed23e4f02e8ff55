/** A GoogleSQL string literal, escaped as Dataform escapes it. */
export const sqlLiteral = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** Finds values of a key that occur more than once. `dataset` is SQL. Text as Dataform writes it. */
export function uniqueKeySql(dataset: string, columns: readonly string[]): string {
  const list = columns.join(', ');
  return `
SELECT
  *
FROM (
  SELECT
    ${list},
    COUNT(1) AS index_row_count
  FROM ${dataset}
  GROUP BY ${list}
  ) AS data
WHERE index_row_count > 1
`;
}

/** Finds rows for which a condition is false (NULL passes). Text as Dataform writes it. */
export function rowConditionsSql(dataset: string, conditions: readonly string[]): string {
  return conditions
    .map(
      (condition) => `
SELECT
  ${sqlLiteral(condition)} AS failing_row_condition,
  *
FROM ${dataset}
WHERE NOT (${condition})
`,
    )
    .join('UNION ALL');
}
