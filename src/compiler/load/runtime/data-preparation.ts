import { graphSchema } from '../../actions/schemas.ts';
import { create } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import type { ActionOrigin } from '../port.ts';
import {
  applied,
  asList,
  type Contextable,
  type Dependent,
  newProto,
  type Proto,
  rename,
  sessionTarget,
} from './action.ts';
import { checkedAction } from './check.ts';
import { DataPreparationContext } from './contexts.ts';
import { destinations, resolvedSteps, yamlText } from './data-preparation-yaml.ts';
import { dependencyOf } from './dependencies.ts';
import { fault } from './faults.ts';
import { loadFile } from './modules.ts';
import { besideConfig, extension, fileName } from './paths.ts';
import { recorded, textOrigin } from './recorder.ts';
import { dependenciesOf, makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import { reportSemicolon } from './semicolon.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('DataPreparation');
const loadType = graphSchema.type('LoadConfiguration');
const errorTableType = configSchema.type('ActionConfig.DataPreparationConfig.ErrorTableConfig');

/** A data preparation of BigQuery Studio: steps in YAML, or a query with validations in SQLX. */
export class DataPreparation implements Dependent {
  readonly kind = 'dataPreparations';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;
  dependOnDependencyAssertions = false;
  readonly includeAssertionsForDependency = new Map<string, boolean>();
  contextableQuery: Contextable;

  constructor(session: Session, config: Loose, configPath?: string) {
    this.session = session;
    nameFromFile(config);
    const kind = extension(config['filename'] as string);
    if (kind === 'yaml') this.configureYaml(config, configPath ?? '');
    else if (kind === 'sqlx') this.configureSqlx(config);
  }

  config(config: Loose): this {
    for (const key of ['database', 'project']) if (config[key]) this.database(config[key] as string);
    for (const key of ['schema', 'dataset']) if (config[key]) this.schema(config[key] as string);
    return this;
  }

  query(query: Contextable): this {
    this.contextableQuery = query;
    return this;
  }

  dependencies(value: unknown): this {
    asList(value).forEach((resolvable) => {
      this.proto.dependencyTargets.push(dependencyOf(this, resolvable));
    });
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

  getFileName(): string {
    return this.proto.fileName;
  }

  getTarget(): TargetMessage {
    return makeTarget(this.proto.target);
  }

  compile(): Loose {
    const { contextableQuery, proto, session } = this;
    if (contextableQuery !== null && contextableQuery !== undefined) {
      const { value, templates } = recorded(() => applied(contextableQuery, new DataPreparationContext(this)));
      const query = (value as string).trim();
      proto['query'] = query;
      reportSemicolon(session, query, proto.fileName);
      const [from] = templates;
      if (this.origin?.from === 'sqlx' && from && from.text === value) {
        const trimmed = { text: query, values: from.values };
        const origin = textOrigin('query', 0, 'sql', query, { statement: 0, from: trimmed });
        this.origin = { ...this.origin, texts: origin ? [origin] : [] };
      }
    }
    return checkedAction('DataPreparation', proto);
  }

  private finalTarget(target: TargetMessage): TargetMessage {
    const { session } = this;
    return makeTarget({
      name: session.finalizeName(target.name),
      schema: target.schema ? session.finalizeSchema(target.schema) : undefined,
      database: target.database ? session.finalizeDatabase(target.database) : undefined,
    });
  }

  private setTargets(given: readonly TargetMessage[], file: string): TargetMessage[] {
    const { session, proto } = this;
    const targets = given.map((target) => sessionTarget(session, target, session.projectConfig, { validate: file }));
    const canonical = given.map((target) => sessionTarget(session, target, session.canonicalProjectConfig));
    proto['targets'] = targets.map((target) => this.finalTarget(target));
    proto['canonicalTargets'] = canonical;
    if (canonical[0]) proto.canonicalTarget = canonical[0];
    return targets;
  }

  private configureYaml(config: Loose, configPath: string): void {
    const { session, proto } = this;
    const file = besideConfig(config['filename'] as string, configPath);
    config['filename'] = file;
    const definition = (loadFile(file) as Loose)['asJson'] as Loose | undefined;
    const named = destinations(definition).map((parts) => makeTarget(parts));
    const targets = this.setTargets(named.length > 0 ? named : [makeTarget({ name: config['name'] })], file);
    // With destinations the name is not final yet here, unlike in the list of targets: Dataform finalises it later.
    const [first] = named.length > 0 ? targets : (proto['targets'] as TargetMessage[]);
    if (first) proto.target = first;
    proto['dataPreparationYaml'] = yamlText(resolvedSteps(session, definition));
    proto.tags = config['tags'] as string[];
    this.dependencies(dependenciesOf(config, 't'));
    proto.fileName = file;
    if (config['disabled']) proto.disabled = config['disabled'] as boolean;
  }

  private configureSqlx(config: Loose): void {
    const { proto } = this;
    const given = [targetOfConfig(config)];
    if (config['errorTable'] !== null && config['errorTable'] !== undefined) {
      const table = create(errorTableType, config['errorTable'] as object);
      proto['errorTableRetentionDays'] = table['retentionDays'];
      given.push(targetOfConfig(table));
    }
    const mode = config['loadMode'] as Loose | undefined;
    proto['load'] = loadConfiguration(mode?.['mode'], mode?.['incrementalColumn'], mode?.['uniqueKey'] as unknown[]);
    this.setTargets(given, config['filename'] as string);
    const [target, errorTable] = proto['targets'] as TargetMessage[];
    if (target) proto.target = target;
    if (errorTable) proto['errorTable'] = errorTable;
    if (config['dependencyTargets']) {
      this.dependencies(dependenciesOf(config, 't'));
    }
    proto.tags = config['tags'] as string[];
    proto.fileName = config['filename'] as string;
    if (config['disabled']) proto.disabled = config['disabled'] as boolean;
    this.query((loadFile(config['filename'] as string) as Loose)['query']);
  }
}

/** Sets the name from the file's, or takes `.dp` off the name that SQLX derived from it. */
function nameFromFile(config: Loose): void {
  const given = config['name'] as string | undefined;
  const file = config['filename'] as string;
  if (given) {
    // Dataform's words, which name a variable of its own.
    if (typeof given.endsWith !== 'function') throw new TypeError('t.name.endsWith is not a function');
    if (given.endsWith('.dp') && file.endsWith('.dp.sqlx')) config['name'] = given.slice(0, -3);
    return;
  }
  const name = fileName(file);
  const ending = /(\.dp)?\.(yaml|sqlx)$/i.exec(name);
  if (!ending) throw fault('BF1051', 'Only YAML and SQLX files are supported');
  config['name'] = name.slice(0, -ending[0].length);
}

function loadConfiguration(mode: unknown, columnName: unknown, uniqueKey: unknown[] | undefined): Loose {
  const load = (parts: Loose): Loose => create(loadType, parts);
  if (!mode) return load({ replace: {} });
  const column = (): Loose => {
    if (columnName) return { columnName };
    throw fault('BF1051', 'columnName is required for MAXIMUM and UNIQUE load modes.');
  };
  switch (String(mode).toUpperCase()) {
    case 'REPLACE_TABLE':
      return load({ replace: {} });
    case 'APPEND':
      return load({ append: {} });
    case 'MAXIMUM':
      return load({ maximum: column() });
    case 'UNIQUE':
      return load({ unique: column() });
    case 'MERGE':
      if (!uniqueKey || uniqueKey.length < 1) throw fault('BF1051', 'uniqueKey is required for MERGE load mode.');
      return load({ merge: { uniqueKey } });
    default:
      throw fault('BF1051', `LoadMode value "${String(mode)}" is not supported`);
  }
}
