import type { Loose } from '../../project/schema.ts';
import { checkedConfig, throwExcess } from './check.ts';
import type { DatasetKind } from './dataset.ts';
import { fault } from './faults.ts';
import { emptyBag, flattenColumns, renameLegacyKeys, tableBag, viewBag, widenAssertions } from './legacy.ts';
import { makeTarget } from './refs.ts';
import type { Session } from './session.ts';

/** Name of the message that a kind's config is checked against. */
const messages = {
  table: 'ActionConfig.TableConfig',
  view: 'ActionConfig.ViewConfig',
  incremental: 'ActionConfig.IncrementalTableConfig',
} as const satisfies Record<DatasetKind, string>;

/**
 * A checked config of a table, view or incremental table. Legacy spellings are rewritten first, in the given object,
 * if it has a `type` (SQLX and publish() always do).
 */
export function datasetConfig(session: Session, kind: DatasetKind, given: Loose): Loose {
  if (given['type']) {
    if (kind === 'table' && given['type'] !== 'table') {
      const message = `Unexpected type for Table; want "table", got ${String(given['type'])}`;
      throw fault('BF1033', message, ReferenceError);
    }
    delete given['type'];
    rewriteLegacy(kind, given);
    if (kind === 'table') checkFileFormat(given);
  }
  if (kind === 'incremental') checkFileFormat(given);
  const config = checkedConfig(messages[kind], given);
  for (const error of kind === 'view' ? viewFaults(config) : tableFaults(kind, config)) {
    const target = makeTarget({ database: config['project'], schema: config['dataset'], name: config['name'] });
    session.report(error, config['filename'] as string, target);
  }
  return config;
}

function rewriteLegacy(kind: DatasetKind, given: Loose): void {
  renameLegacyKeys(given);
  flattenColumns(given);
  widenAssertions(given);
  const bag = given['bigquery'] as Loose | undefined;
  if (!bag) return;
  if (kind === 'view') {
    throwExcess(bag, viewBag, 'BigQuery view config');
    emptyBag(given, viewBag);
    return;
  }
  emptyBag(given, tableBag);
  if (Object.keys(bag).length === 0) delete given['bigquery'];
  else throwExcess(bag, tableBag, 'BigQuery table config');
}

function checkFileFormat(config: Loose): void {
  const iceberg = config['iceberg'] as Loose | undefined;
  const format = iceberg?.['fileFormat'] as string | undefined;
  if (!format) return;
  if (typeof format.toUpperCase !== 'function')
    throw new TypeError('e.iceberg.fileFormat.toUpperCase is not a function');
  if (format.toUpperCase() === 'PARQUET') return;
  throw fault('BF1050', `Unexpected file format; only "PARQUET" is allowed, got "${format}".`, ReferenceError);
}

function viewFaults(config: Loose): Error[] {
  const partitioned = (config['partitionBy'] as string).length > 0 || (config['clusterBy'] as string[]).length > 0;
  return !config['materialized'] && partitioned
    ? [fault('BF1044', 'partitionBy/clusterBy can be applied only to materialized views')]
    : [];
}

function tableFaults(kind: DatasetKind, config: Loose): Error[] {
  const found: Error[] = [];
  const { partitionBy, partitionExpirationDays, requirePartitionFilter } = config;
  if (kind === 'table' && !partitionBy && (partitionExpirationDays || requirePartitionFilter)) {
    const what = 'requirePartitionFilter/partitionExpirationDays';
    found.push(fault('BF1042', `${what} are not valid for non partitioned BigQuery tables`));
  }
  const options = config['additionalOptions'] as Loose;
  if (partitionExpirationDays && options['partition_expiration_days']) {
    found.push(fault('BF1043', 'partitionExpirationDays has been declared twice'));
  }
  if (requirePartitionFilter && options['require_partition_filter']) {
    found.push(fault('BF1043', 'requirePartitionFilter has been declared twice'));
  }
  return found;
}
