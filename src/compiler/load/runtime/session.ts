import { rowConditionsSql, sqlLiteral, uniqueKeySql } from '../../actions/assertion-sql.ts';
import type { ProjectConfig } from '../../actions/graph.ts';
import { finalDatabase, finalName, finalSchema, quotedTarget, readableTarget } from '../../actions/names.ts';
import type { ResolvableMap } from '../../actions/resolvable.ts';
import { graphSchema } from '../../actions/schemas.ts';
import { create, structValue } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin, ErrorOrigin } from '../port.ts';
import type { Contextable, SessionAction } from './action.ts';
import { Assertion } from './assertion.ts';
import { blamePlain } from './blame.ts';
import { type Dataset, datasetOf } from './dataset.ts';
import { Declaration } from './declaration.ts';
import { callPlace, fault, originOf, referenceFault, shownStack } from './faults.ts';
import { currentFile, loadFile } from './modules.ts';
import { Notebook } from './notebook.ts';
import { Operation } from './operation.ts';
import { dirOf, join, normalize } from './paths.ts';
import { ambiguous, asTarget, type TargetMessage, toResolvable } from './refs.ts';
import { addSqlxAction, type SqlxOptions } from './sqlx-action.ts';
import { Test } from './test.ts';

const errorType = graphSchema.type('CompilationError');
const configType = graphSchema.type('ProjectConfig');

/** Which assertion belongs to which dependency, as the author of the assertion wrote it. */
class AssertionMap {
  readonly entries: { readonly dependency: TargetMessage; readonly assertion: Assertion }[] = [];

  set(dependency: TargetMessage, assertion: Assertion): void {
    this.entries.push({ dependency, assertion });
  }
}

/** What project code knows as `dataform`: the settings, the actions made so far, and the functions that make them. */
export class Session {
  rootDir: string;
  projectConfig: ProjectConfig & Loose;
  canonicalProjectConfig: ProjectConfig & Loose;
  actions: SessionAction[] = [];
  tests: Test[] = [];
  indexedActions: ResolvableMap<SessionAction> | undefined;
  actionAssertionMap = new AssertionMap();
  graphErrors: { compilationErrors: Loose[] } = { compilationErrors: [] };
  jitContextData: { fields: Loose } = { fields: {} };

  constructor(rootDir: string, projectConfig: ProjectConfig) {
    const { warehouse, defaultSchema, defaultDatabase, assertionSchema } = projectConfig;
    this.rootDir = rootDir;
    this.projectConfig = create(configType, projectConfig);
    this.canonicalProjectConfig = create(configType, { warehouse, defaultSchema, defaultDatabase, assertionSchema });
  }

  compilationSql(): CompilationSql {
    return new CompilationSql(this.projectConfig);
  }

  getContents(filePath: string): string {
    const beside = join(dirOf(currentFile()), filePath);
    const absolute = `/${normalize(join(this.rootDir, beside))}`;
    const root = this.rootDir.endsWith('/') ? this.rootDir : `${this.rootDir}/`;
    const refuse = (why: string): Error => fault('BF1013', `Cannot read "${filePath}": ${why}`);
    if (!absolute.startsWith(root)) throw refuse('path resolves outside the project directory.');
    let loaded: unknown;
    try {
      loaded = loadFile(absolute);
    } catch {
      throw refuse('file not found.');
    }
    const contents = (loaded as Loose | undefined)?.['contents'];
    if (typeof contents !== 'string') throw refuse('only .md files are supported.');
    return contents;
  }

  sqlxAction(options: SqlxOptions): void {
    addSqlxAction(this, options);
  }

  resolve(ref: unknown, ...rest: unknown[]): string {
    const resolvable = toResolvable(ref, rest);
    // Before all files are loaded there is nothing to look in: V8's message says so before the reference is read.
    const known = this.indexedActions as ResolvableMap<SessionAction>;
    void known.find;
    const wanted = asTarget(resolvable);
    const found = known.find(wanted);
    const [action] = found;
    if (found.length > 1) return this.unresolved(ambiguous(resolvable, found));
    if (!action) {
      return this.unresolved(referenceFault('BF1060', `Could not resolve ${JSON.stringify(resolvable)}`, wanted));
    }
    if (action instanceof Operation && !action.getHasOutput()) {
      return this.unresolved(fault('BF1063', 'Actions cannot resolve operations which do not produce output.'));
    }
    const { target } = action.proto;
    if (action instanceof Declaration) return quotedTarget(this.projectConfig, target);
    return quotedTarget(this.projectConfig, {
      database: target.database && this.finalizeDatabase(target.database),
      schema: this.finalizeSchema(target.schema),
      name: this.finalizeName(target.name),
    });
  }

  private unresolved(error: Error): string {
    this.report(error);
    return '';
  }

  operate(name: string, queryOrConfig?: unknown): Operation {
    const filename = currentFile();
    const isConfig = !!queryOrConfig && typeof queryOrConfig === 'object';
    const operation = new Operation(this, { name, filename, ...(isConfig ? queryOrConfig : {}) });
    if (queryOrConfig && !isConfig) operation.queries(queryOrConfig);
    return this.add(operation);
  }

  publish(name: string, queryOrConfig?: unknown): Dataset {
    const origin = originOfCall() ?? undefined;
    return onBehalfOf(origin, () => this.add(datasetOf(this, name, queryOrConfig, origin)));
  }

  assert(name: string, queryOrConfig?: Contextable): Assertion {
    const filename = currentFile();
    const isConfig = !!queryOrConfig && typeof queryOrConfig === 'object';
    const assertion = new Assertion(this, { name, filename, ...(isConfig ? queryOrConfig : {}) });
    if (queryOrConfig && !isConfig) assertion.query(queryOrConfig);
    return this.add(assertion);
  }

  declare(config: Loose): Declaration {
    return this.add(new Declaration(this, config, currentFile()));
  }

  test(name: string): Test {
    const made = new Test(this, { name });
    made.setFilename(currentFile());
    made.origin = originOfCall();
    this.tests.push(made);
    return made;
  }

  notebook(config: Loose): Notebook {
    return this.add(new Notebook(this, config, currentFile()));
  }

  jitData(key: string, data: unknown): void {
    const { fields } = this.jitContextData;
    if (fields[key] !== undefined) throw fault('BF1090', `JiT context data with key ${key} already exists.`);
    fields[key] = structValue(data);
  }

  compileError(error: unknown, path?: string, actionTarget?: TargetMessage): void {
    this.report(typeof error === 'string' ? fault('BF1011', error) : error, path, actionTarget);
  }

  /** Adds an error to the graph. Throws where the thrown value has no message to read (null, undefined), as Dataform does. */
  report(thrown: unknown, path?: string, actionTarget?: TargetMessage): void {
    blamePlain();
    const actionName = actionTarget ? readableTarget(actionTarget) : undefined;
    const error = create(errorType, { fileName: path || currentFile(), actionName, actionTarget });
    if (typeof thrown === 'string') error['message'] = thrown;
    else {
      error['message'] = (thrown as Error).message;
      error['stack'] = shownStack(thrown as Error);
    }
    errorOrigins.set(error, originOf(thrown));
    this.graphErrors.compilationErrors.push(error);
  }

  finalizeDatabase(database: string): string {
    return finalDatabase(this.projectConfig, database);
  }

  finalizeSchema(schema: string): string {
    return finalSchema(this.projectConfig, schema);
  }

  finalizeName(name: string): string {
    return finalName(this.projectConfig, name);
  }

  private add<A extends SessionAction>(action: A): A {
    action.origin = originOfCall();
    this.actions.push(action);
    return action;
  }
}

const errorOrigins = new WeakMap<object, ErrorOrigin>();

/** Code and place of an error that `report` added. */
export const errorOrigin = (error: object): ErrorOrigin => errorOrigins.get(error) ?? { code: 'BF1011' };

/** While inline assertions are made, their table's origin stands for the call. */
let inherited: ActionOrigin | undefined;

/** Makes actions on behalf of another action, without looking at the stack. */
export function onBehalfOf<T>(origin: ActionOrigin | undefined, make: () => T): T {
  const outer = inherited;
  inherited = origin ?? outer;
  try {
    return make();
  } finally {
    inherited = outer;
  }
}

function originOfCall(): ActionOrigin | null {
  if (inherited) return inherited.from === 'sqlx' ? { ...inherited, texts: [] } : inherited;
  blamePlain();
  const place = callPlace();
  return place ? { from: 'js', ...place } : null;
}

/** SQL of names and of inline assertions, as project code may ask for it. */
class CompilationSql {
  private readonly project: ProjectConfig;

  constructor(project: ProjectConfig) {
    this.project = project;
  }

  resolveTarget(target: TargetMessage): string {
    return quotedTarget(this.project, target);
  }

  sqlString(text: string): string {
    return sqlLiteral(text);
  }

  indexAssertion(dataset: string, columns: readonly string[]): string {
    return uniqueKeySql(dataset, columns);
  }

  rowConditionsAssertion(dataset: string, conditions: readonly string[]): string {
    return rowConditionsSql(dataset, conditions);
  }
}
