import { create } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import { asConfigTarget } from './refs.ts';

const uniqueKeyType = configSchema.type('ActionConfig.TableAssertionsConfig.UniqueKey');
const columnType = configSchema.type('ActionConfig.ColumnDescriptor');

/** Moves a value to another key of the same object, if there is one. */
export function move(from: Loose, key: string, to: Loose, newKey = key): void {
  if (!from[key]) return;
  to[newKey] = from[key];
  delete from[key];
}

/** Dataform 2's spellings of names and dependencies, in place. */
export function renameLegacyKeys(config: Loose): void {
  renameLegacyDependencies(config);
  move(config, 'database', config, 'project');
  move(config, 'schema', config, 'dataset');
  move(config, 'fileName', config, 'filename');
}

export function renameLegacyDependencies(config: Loose): void {
  const dependencies = config['dependencies'] as unknown[] | undefined;
  if (!dependencies) return;
  if (typeof dependencies.map !== 'function') throw new TypeError('e.dependencies.map is not a function');
  config['dependencyTargets'] = dependencies.map(asConfigTarget);
  delete config['dependencies'];
}

/** Columns written as an object by column name, flattened to a list with paths; in place. */
export function flattenColumns(config: Loose): void {
  const columns = config['columns'];
  if (!columns) return;
  const object = columns as Loose;
  config['columns'] = Object.keys(object).flatMap((name) => columnMessages([name], object[name]));
}

function columnMessages(path: readonly string[], description: unknown): Loose[] {
  if (typeof description === 'string') return [create(columnType, { description, path })];
  const given = description as Loose | null | undefined;
  const own = given
    ? [
        create(columnType, {
          path,
          description: given['description'],
          tags: listOf(given['tags']),
          bigqueryPolicyTags: listOf(given['bigqueryPolicyTags']),
        }),
      ]
    : [];
  const inner = (given as Loose)['columns'] as Loose | undefined;
  if (!inner) return own;
  return own.concat(Object.keys(inner).flatMap((name) => columnMessages(path.concat([name]), inner[name])));
}

const listOf = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** Short forms of inline assertions, in place: the author's own object changes, as in Dataform. */
export function widenAssertions(config: Loose): void {
  const assertions = config['assertions'] as Loose | undefined;
  if (!assertions) return;
  if (typeof assertions['uniqueKey'] === 'string') assertions['uniqueKey'] = [assertions['uniqueKey']];
  const keys = assertions['uniqueKeys'] as { readonly length?: number }[] | undefined;
  if ((keys?.[0]?.length ?? 0) > 0) {
    assertions['uniqueKeys'] = (keys ?? []).map((uniqueKey) => create(uniqueKeyType, { uniqueKey }));
  }
  if (typeof assertions['nonNull'] === 'string') assertions['nonNull'] = [assertions['nonNull']];
}

/** Keys of the `bigquery: {}` bag of tables. Source: Dataform's message about it. */
export const tableBag = [
  ...['partitionBy', 'clusterBy', 'updatePartitionFilter', 'labels', 'partitionExpirationDays'],
  ...['requirePartitionFilter', 'additionalOptions', 'incrementalPredicates', 'iceberg'],
] as const;

/** Keys of the `bigquery: {}` bag of views. */
export const viewBag = ['labels', 'additionalOptions', 'partitionBy', 'clusterBy'] as const;

/** Takes the `bigquery: {}` bag apart, in place: the author's own object loses its keys, as in Dataform. */
export function emptyBag(config: Loose, keys: readonly string[]): void {
  const bag = config['bigquery'] as Loose | undefined;
  if (bag) for (const key of keys) move(bag, key, config);
}
