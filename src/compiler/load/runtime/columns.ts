import { graphSchema } from '../../actions/schemas.ts';
import { create, isMessage } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';

const configType = configSchema.type('ActionConfig.ColumnDescriptor');
const graphType = graphSchema.type('ColumnDescriptor');

/** Column descriptions of a config block as messages. */
export const configColumns = (columns: readonly object[]): Loose[] =>
  columns.map((column) => (isMessage(configType, column) ? (column as Loose) : create(configType, column)));

/** Column descriptions as the graph has them. */
export function graphColumns(columns: readonly Loose[]): Loose[] {
  if (typeof columns.map !== 'function') throw new TypeError('e.map is not a function');
  return columns.map(({ path, description, tags, bigqueryPolicyTags }) =>
    create(graphType, { path, description, tags, bigqueryPolicyTags }),
  );
}
