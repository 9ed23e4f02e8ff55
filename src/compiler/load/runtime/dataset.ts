import { graphSchema } from '../../actions/schemas.ts';
import { create } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import type { ActionOrigin } from '../port.ts';
import {
  asList,
  type Contextable,
  type Dependent,
  descriptor,
  hermeticity,
  newProto,
  type Proto,
  rename,
  sessionTarget,
} from './action.ts';
import type { Assertion } from './assertion.ts';
import { icebergOptions, setTableOptions, setViewOptions } from './bigquery.ts';
import { configColumns, graphColumns } from './columns.ts';
import { compileDataset } from './dataset-compile.ts';
import { datasetConfig } from './dataset-config.ts';
import { addDependencies, dependencyOf } from './dependencies.ts';
import { fault } from './faults.ts';
import { checkStrategy, incrementalStrategy, onSchemaChange } from './incremental.ts';
import { inlineAssertions } from './inline-assertions.ts';
import { currentFile, loadFile } from './modules.ts';
import { withoutOwnKeys } from './own-keys.ts';
import { baseName, besideConfig } from './paths.ts';
import { dependenciesOf, makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import type { Session } from './session.ts';

export type DatasetKind = 'table' | 'view' | 'incremental';

const tableType = graphSchema.type('Table');
const assertionsType = configSchema.type('ActionConfig.TableAssertionsConfig');

/** Numbers of the enumeration TableType. */
const enumType = { table: 1, incremental: 2, view: 3 } as const satisfies Record<DatasetKind, number>;

const isDatasetKind = (type: unknown): type is DatasetKind => typeof type === 'string' && Object.hasOwn(enumType, type);

/** A table, view or incremental table. Its chain methods are the older way to configure it. */
export class Dataset implements Dependent {
  readonly kind = 'tables';
  readonly session: Session;
  readonly proto: Proto;
  readonly datasetKind: DatasetKind;
  origin: ActionOrigin | null = null;
  dependOnDependencyAssertions = false;
  readonly includeAssertionsForDependency = new Map<string, boolean>();
  contextableQuery: Contextable;
  contextableWhere: Contextable;
  contextableJitCode: Contextable;
  readonly contextablePreOps: Contextable[] = [];
  readonly contextablePostOps: Contextable[] = [];
  uniqueKeyAssertions: readonly Assertion[] = [];
  rowConditionsAssertion: Assertion | undefined;
  private readonly unverifiedConfig: Loose;
  private readonly configPath: string | undefined;

  constructor(
    session: Session,
    datasetKind: DatasetKind,
    unverified: Loose,
    configPath?: string,
    origin?: ActionOrigin,
  ) {
    this.session = session;
    this.datasetKind = datasetKind;
    this.configPath = configPath;
    this.unverifiedConfig = { ...unverified };
    this.origin = origin ?? null;
    this.proto = newProto(tableType);
    this.proto['type'] = datasetKind;
    this.proto['enumType'] = enumType[datasetKind];
    this.proto.disabled = false;
    const config = withoutOwnKeys(this.proto, unverified);
    this.configure(datasetConfig(session, datasetKind, config), configPath);
  }

  private configure(config: Loose, configPath: string | undefined): void {
    const { session, proto } = this;
    if (!config['name']) config['name'] = baseName(config['filename'] as string);
    const target = targetOfConfig(config);
    proto.target = sessionTarget(session, target, session.projectConfig, { validate: config['filename'] as string });
    proto.canonicalTarget = sessionTarget(session, target, session.canonicalProjectConfig);
    if (configPath) {
      config['filename'] = besideConfig(config['filename'] as string, configPath);
      this.query((loadFile(config['filename'] as string) as Loose)['query']);
    }
    if (config['filename']) proto.fileName = config['filename'] as string;
    const deep = config['dependOnDependencyAssertions'] as boolean;
    if (deep) this.dependOnDependencyAssertions = deep;
    if (this.datasetKind === 'table') this.dependencies(config['dependencyTargets']);
    else this.dependencies(dependenciesOf(config, this.datasetKind === 'view' ? 'i' : 'p'));
    this.hermetic(config['hermetic'] as boolean);
    if (config['disabled']) this.disabled();
    this.tags(config['tags'] as string[]);
    if (config['description']) this.description(config['description'] as string);
    if (config['metadata']) descriptor(proto)['metadata'] = config['metadata'];
    const columns = config['columns'] as object[];
    if (columns.length) this.columns(configColumns(columns));
    if (this.datasetKind !== 'table') {
      if (config['project']) this.database(config['project'] as string);
      if (config['dataset']) this.schema(config['dataset'] as string);
    }
    if (config['assertions']) this.assertions(create(assertionsType, config['assertions'] as object));
    this.configureOptions(config);
    if (config['reservation']) descriptor(proto)['reservation'] = config['reservation'];
  }

  private configureOptions(config: Loose): void {
    const { proto, session, datasetKind } = this;
    if (datasetKind === 'incremental') {
      proto['uniqueKey'] = config['uniqueKey'];
      const isProtected = config['protected'];
      proto['protected'] = isProtected === undefined || isProtected === null || isProtected;
    }
    if (datasetKind === 'view' && config['materialized']) proto['materialized'] = config['materialized'];
    this.preOps(config['preOperations']);
    this.postOps(config['postOperations']);
    const { partitionBy, clusterBy, labels, additionalOptions } = config as Record<string, string>;
    const options: Loose = { partitionBy, clusterBy, labels, additionalOptions };
    if (datasetKind === 'view') {
      const sizes = [Object.keys(labels ?? {}), Object.keys(additionalOptions ?? {}), partitionBy, clusterBy];
      if (sizes.some((part) => part?.length)) this.bigquery(options);
      return;
    }
    for (const key of ['partitionExpirationDays', 'requirePartitionFilter']) options[key] = config[key];
    if (datasetKind === 'incremental') {
      for (const key of ['updatePartitionFilter', 'incrementalPredicates']) options[key] = config[key];
    } else {
      const { preserveGovernanceControls } = session.projectConfig;
      options['preserveGovernanceControls'] =
        config['preserveGovernanceControls'] ?? preserveGovernanceControls ?? false;
    }
    this.bigquery({ ...options, ...icebergOptions(session, proto, config) });
    if (datasetKind === 'incremental') {
      proto['onSchemaChange'] = onSchemaChange(config['onSchemaChange']);
      proto['incrementalStrategy'] = incrementalStrategy(config['incrementalStrategy']);
      checkStrategy(session, proto, config['filename'] as string);
    }
  }

  /** Puts an action of another kind in this one's place; its query is lost, as in Dataform. */
  type(type: string): this | undefined {
    if (type === this.datasetKind) return this;
    if (!isDatasetKind(type)) throw fault('BF1033', `Unexpected table type: ${type}`);
    const { session, unverifiedConfig, configPath, origin } = this;
    const made = makeDataset(session, type, { ...unverifiedConfig, type }, configPath, origin ?? undefined);
    const at = session.actions.indexOf(this);
    if (at < 0) {
      const message = 'Expected pre-existing action, but none found. Please report this to the Dataform team.';
      throw fault('BF1033', message);
    }
    session.actions[at] = made;
    return undefined;
  }

  query(query: Contextable): this {
    this.contextableQuery = query;
    return this;
  }

  where(where: Contextable): this {
    this.contextableWhere = where;
    return this;
  }

  jitCode(code: Contextable): this {
    descriptor(this.proto)['compilationMode'] = 2;
    this.contextableJitCode = code;
    return this;
  }

  preOps(statements: Contextable): this {
    this.contextablePreOps.push(statements);
    return this;
  }

  postOps(statements: Contextable): this {
    this.contextablePostOps.push(statements);
    return this;
  }

  disabled(disabled = true): this {
    this.proto.disabled = disabled;
    this.inlineAssertions().forEach((assertion) => {
      assertion.disabled(disabled);
    });
    return this;
  }

  bigquery(options: Loose): this {
    if (this.datasetKind === 'view') setViewOptions(this.proto, options);
    else setTableOptions(this.proto, options);
    return this;
  }

  dependencies(value: unknown): this {
    const resolvables = asList(value);
    if (this.datasetKind !== 'incremental') addDependencies(this, resolvables);
    else {
      resolvables.forEach((resolvable) => {
        this.proto.dependencyTargets.push(dependencyOf(this, resolvable));
      });
    }
    return this;
  }

  hermetic(hermetic: boolean): void {
    this.proto['hermeticity'] = hermeticity(hermetic);
  }

  tags(value: string | string[]): this {
    (typeof value === 'string' ? [value] : value).forEach((tag) => {
      this.proto.tags.push(tag);
    });
    this.inlineAssertions().forEach((assertion) => {
      assertion.tags(value);
    });
    return this;
  }

  description(description: string): this {
    descriptor(this.proto)['description'] = description;
    return this;
  }

  columns(columns: Loose[]): this {
    descriptor(this.proto).columns = graphColumns(columns);
    return this;
  }

  database(database: string): this {
    rename(this, { database });
    return this;
  }

  schema(schema: string): this {
    rename(this, { schema });
    return this;
  }

  assertions(config: Loose): this {
    const { uniqueKeys, rowConditions } = inlineAssertions(this, config);
    this.uniqueKeyAssertions = uniqueKeys;
    this.rowConditionsAssertion = rowConditions;
    return this;
  }

  setDependOnDependencyAssertions(value: boolean): this {
    this.dependOnDependencyAssertions = value;
    return this;
  }

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  compile(): Loose {
    return compileDataset(this);
  }

  private inlineAssertions(): readonly Assertion[] {
    return this.rowConditionsAssertion
      ? [...this.uniqueKeyAssertions, this.rowConditionsAssertion]
      : this.uniqueKeyAssertions;
  }
}

/** A view: the only kind with `materialized`. */
class View extends Dataset {
  materialized(materialized: boolean): void {
    this.proto['materialized'] = materialized;
  }
}

/** An incremental table. */
class IncrementalTable extends Dataset {
  protected(isProtected?: boolean | null): this {
    this.proto['protected'] = isProtected === undefined || isProtected === null || isProtected;
    return this;
  }

  uniqueKey(uniqueKey: string[]): void {
    this.proto['uniqueKey'] = uniqueKey;
  }
}

const classes = { table: Dataset, view: View, incremental: IncrementalTable } as const;

/** A dataset of one kind. */
export function makeDataset(
  session: Session,
  kind: DatasetKind,
  config: Loose,
  configPath?: string,
  origin?: ActionOrigin,
): Dataset {
  return new classes[kind](session, kind, config, configPath, origin);
}

/** What `publish` makes: a view, unless the config says otherwise. */
export function datasetOf(
  session: Session,
  name: string,
  queryOrConfig: unknown,
  origin: ActionOrigin | undefined,
): Dataset {
  const filename = currentFile();
  const isConfig = !!queryOrConfig && typeof queryOrConfig === 'object';
  if (!isConfig) {
    const view = makeDataset(session, 'view', { type: 'view', name, filename });
    return queryOrConfig ? view.query(queryOrConfig) : view;
  }
  // Dataform makes a plain view first, which shows where the name is faulty.
  if (typeof name !== 'string' || name === '' || name.includes('.')) {
    makeDataset(session, 'view', { type: 'view', name, filename });
  }
  const { type } = queryOrConfig as Loose;
  if (type !== undefined && !isDatasetKind(type)) throw fault('BF1033', `Unrecognized table type: ${String(type)}`);
  const kind = type ?? 'view';
  return makeDataset(session, kind, { type: kind, name, filename, ...queryOrConfig }, undefined, origin);
}
