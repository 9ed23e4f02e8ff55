import { graphSchema } from '../../actions/schemas.ts';
import { create } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { descriptor, type Proto } from './action.ts';
import { fault } from './faults.ts';
import type { Session } from './session.ts';

const optionsType = graphSchema.type('BigQueryOptions');

/** Sets a view's options as they are, empty ones too. */
export function setViewOptions(proto: Proto, options: Loose): void {
  proto['bigquery'] = create(optionsType, options);
  if (options['labels']) descriptor(proto)['bigqueryLabels'] = options['labels'];
}

/** Sets a table's options, leaving out what is empty. */
export function setTableOptions(proto: Proto, options: Loose): void {
  const labels = options['labels'];
  if (labels && Object.keys(labels).length > 0) descriptor(proto)['bigqueryLabels'] = labels;
  const filled = Object.entries(options).filter(([, value]) => isFilled(value));
  if (filled.length > 0) proto['bigquery'] = create(optionsType, Object.fromEntries(filled));
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.entries(value as object).length > 0;
  return Boolean(value);
}

/** Numbers of the enumerations TableFormat and FileFormat. */
const ICEBERG = 1;
const PARQUET = 1;

/** What an `iceberg: {}` block adds to a table's options. */
export function icebergOptions(session: Session, proto: Proto, config: Loose): Loose {
  const own = config['iceberg'] as Loose | null | undefined;
  if (!own) return {};
  const defaults = (session.projectConfig.defaultIcebergConfig ?? {}) as Loose;
  const format = (own['fileFormat'] ?? '') as string | number;
  if (String(format) !== '' && String(format).toUpperCase() !== 'PARQUET') {
    throw fault('BF1050', `File format ${format} is not supported.`);
  }
  const bucket = own['bucketName'] || defaults['bucketName'];
  if (!bucket) {
    const message = 'bucket name must be defined in workflow_settings.yaml or the config block.';
    throw fault('BF1050', `When defining an Iceberg table, ${message}`);
  }
  const root = own['tableFolderRoot'] || defaults['tableFolderRoot'] || '_dataform';
  const { schema, name } = proto.target;
  const path = own['tableFolderSubpath'] || defaults['tableFolderSubpath'] || `${schema}/${name}`;
  return {
    connection: own['connection'] || defaults['connection'] || 'DEFAULT',
    fileFormat: PARQUET,
    tableFormat: ICEBERG,
    storageUri: `gs://${String(bucket)}/${String(root)}/${String(path)}`,
  };
}

const CONNECTION = /^[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]+$/;
const CONNECTION_PATH = /^projects\/[^/]+\/locations\/[^/]+\/connections\/[^/]+$/;

/** Checks the forms of connection and storage URI. Throws. */
export function checkIceberg(proto: Proto): void {
  const options = proto['bigquery'] as Loose | undefined;
  const { connection, storageUri } = (options ?? {}) as { connection?: string; storageUri?: string };
  if (connection && connection !== 'DEFAULT' && !CONNECTION.test(connection) && !CONNECTION_PATH.test(connection)) {
    throw fault(
      'BF1050',
      'The connection must be in the format `{project}.{location}.{connection_id}` or ' +
        '`projects/{project}/locations/{location}/connections/{connection_id}`, or be set to `DEFAULT`.',
    );
  }
  if (storageUri && !/^gs:\/\/([^/]+)\/(.+)$/.test(storageUri)) {
    throw fault('BF1050', 'The storage URI must be in the format `gs://{bucket_name}/{path_to_data}`.');
  }
}
