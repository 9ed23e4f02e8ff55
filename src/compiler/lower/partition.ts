/** The column that a partition expression is made of, and the expression with other words in its place. */
export interface PartitionShape {
  readonly column: string;
  /** The column as the author wrote it. */
  readonly written: string;
  readonly with: (column: string) => string;
}

const column = '(`[^`]+`|[A-Za-z_][A-Za-z0-9_]*)';
const shapes = [
  new RegExp(`^()${column}()$`),
  new RegExp(
    `^((?:DATE|TIMESTAMP_TRUNC|DATETIME_TRUNC|DATE_TRUNC|RANGE_BUCKET)\\s*\\(\\s*)${column}(\\s*(?:,.*)?\\))$`,
    'is',
  ),
];

/**
 * Reads BigQuery's forms of PARTITION BY that name one column. Pseudo-columns such as _PARTITIONDATE are none.
 * Source: BigQuery DDL "partition_expression".
 */
export function partitionShape(expression: string): PartitionShape | undefined {
  const found = shapes.map((shape) => shape.exec(expression.trim())).find((match) => match !== null);
  const [, before = '', name = '', after = ''] = found ?? [];
  if (name === '' || /^_PARTITION(DATE|TIME)$/i.test(name)) return undefined;
  return { column: name.replace(/^`|`$/g, ''), written: name, with: (other) => `${before}${other}${after}` };
}
