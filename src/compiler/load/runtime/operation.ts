import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin, TextOrigin } from '../port.ts';
import {
  addNewTags,
  applied,
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
import { checkedAction, checkedConfig } from './check.ts';
import { configColumns, graphColumns } from './columns.ts';
import { OperationContext } from './contexts.ts';
import { addDependencies } from './dependencies.ts';
import { fault } from './faults.ts';
import { flattenColumns, renameLegacyKeys } from './legacy.ts';
import { loadFile } from './modules.ts';
import { withoutOwnKeys } from './own-keys.ts';
import { baseName, besideConfig } from './paths.ts';
import { recorded, textOrigin } from './recorder.ts';
import { dependenciesOf, makeTarget, type TargetMessage, targetOfConfig } from './refs.ts';
import type { Session } from './session.ts';

const type = graphSchema.type('Operation');

/** Statements that are run one after the other. */
export class Operation implements Dependent {
  readonly kind = 'operations';
  readonly session: Session;
  readonly proto: Proto = newProto(type);
  origin: ActionOrigin | null = null;
  dependOnDependencyAssertions = false;
  readonly includeAssertionsForDependency = new Map<string, boolean>();
  contextableQueries: Contextable;
  contextableJitCode: Contextable;

  constructor(session: Session, given: Loose, configPath?: string) {
    this.session = session;
    const { proto } = this;
    const unverified = withoutOwnKeys(proto, given);
    if (unverified['type']) {
      delete unverified['type'];
      renameLegacyKeys(unverified);
      flattenColumns(unverified);
    }
    const config = checkedConfig('ActionConfig.OperationConfig', unverified);
    if (!config['name']) config['name'] = baseName(config['filename'] as string);
    const target = targetOfConfig(config);
    const validate = config['filename'] as string;
    proto.target = sessionTarget(session, target, session.projectConfig, { validate });
    proto.canonicalTarget = sessionTarget(session, target, session.canonicalProjectConfig);
    if (configPath) {
      config['filename'] = besideConfig(validate, configPath);
      this.queries((loadFile(config['filename'] as string) as Loose)['query']);
    }
    this.configure(config);
  }

  private configure(config: Loose): void {
    const deep = config['dependOnDependencyAssertions'] as boolean;
    if (deep) this.dependOnDependencyAssertions = deep;
    this.dependencies(dependenciesOf(config, 'i'));
    this.hermetic(config['hermetic'] as boolean);
    if (config['disabled']) this.disabled();
    this.tags(config['tags'] as string[]);
    if (config['hasOutput']) this.hasOutput(config['hasOutput'] as boolean);
    if (config['description']) this.description(config['description'] as string);
    const columns = config['columns'] as object[];
    if (columns.length) this.columns(configColumns(columns));
    if (config['project']) this.database(config['project'] as string);
    if (config['dataset']) this.schema(config['dataset'] as string);
    if (config['filename']) this.proto.fileName = config['filename'] as string;
    if (config['reservation']) descriptor(this.proto)['reservation'] = config['reservation'];
  }

  queries(queries: Contextable): this {
    this.contextableQueries = queries;
    return this;
  }

  jitCode(code: Contextable): this {
    descriptor(this.proto)['compilationMode'] = 2;
    this.contextableJitCode = code;
    return this;
  }

  dependencies(value: unknown): this {
    addDependencies(this, asList(value));
    return this;
  }

  hermetic(hermetic: boolean): void {
    this.proto['hermeticity'] = hermeticity(hermetic);
  }

  disabled(disabled = true): this {
    this.proto.disabled = disabled;
    return this;
  }

  tags(value: string | readonly string[]): this {
    addNewTags(this.proto, value);
    return this;
  }

  hasOutput(hasOutput: boolean): this {
    this.proto['hasOutput'] = hasOutput;
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

  getHasOutput(): boolean {
    return this.proto['hasOutput'] as boolean;
  }

  compile(): Loose {
    const { proto, session } = this;
    if ((proto.actionDescriptor?.columns?.length ?? 0) > 0 && !proto['hasOutput']) {
      const message = "Actions of type 'operations' may only describe columns if they specify 'hasOutput: true'.";
      session.report(fault('BF1046', message), proto.fileName);
    }
    if (this.contextableJitCode) this.compileJit();
    else this.compileAhead();
    return checkedAction('Operation', proto);
  }

  private compileJit(): void {
    const { contextableQueries: queries, session, proto } = this;
    if (queries) {
      const error = fault('BF1091', `Cannot mix AoT and JiT compilation in action: ${String(queries)}`);
      session.report(error, this.getFileName());
      throw error;
    }
    proto['jitCode'] = String(this.contextableJitCode);
  }

  private compileAhead(): void {
    const context = new OperationContext(this);
    const { value, templates } = recorded(() => applied(this.contextableQueries, context));
    const queries = typeof value === 'string' ? [value] : value;
    this.proto['queries'] = queries;
    if (this.origin?.from !== 'sqlx' || !Array.isArray(queries)) return;
    const texts = queries
      .map((text, index) => textOrigin('queries', index, 'sql', text, { statement: index, from: templates[index] }))
      .filter((origin): origin is TextOrigin => origin !== undefined);
    this.origin = { ...this.origin, texts };
  }
}
