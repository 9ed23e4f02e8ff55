import type { CompilationError } from '../../actions/graph.ts';
import { readableTarget } from '../../actions/names.ts';
import { ResolvableMap } from '../../actions/resolvable.ts';
import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import { plain } from '../../project/wire.ts';
import type { ActionOrigin, ErrorOrigin, Evaluation, OriginKind, Unwritable } from '../port.ts';
import type { SessionAction } from './action.ts';
import { CORE_VERSION } from './core-module.ts';
import { Dataset } from './dataset.ts';
import { fault, mark, originOf } from './faults.ts';
import { asTarget, makeTarget, type TargetMessage } from './refs.ts';
import { errorOrigin, type Session } from './session.ts';

/** Messages of the kinds of actions, in the order in which Dataform compiles them. */
const kinds = {
  tables: 'Table',
  operations: 'Operation',
  assertions: 'Assertion',
  declarations: 'Declaration',
  tests: 'Test',
  notebooks: 'Notebook',
  dataPreparations: 'DataPreparation',
} as const satisfies Record<OriginKind, string>;

type Compiled = { readonly action: SessionAction; readonly message: Loose };

/** What the session made of the project, before names and dependencies are settled. */
export function compileSession(session: Session): Omit<Evaluation, 'missing' | 'volatile' | 'log' | 'fatal'> {
  session.actions.push(...session.tests);
  const indexed = new ResolvableMap<SessionAction>();
  for (const action of session.actions) indexed.add(action.proto.target ?? action.getTarget(), action);
  session.indexedActions = indexed;
  const { vars } = session.projectConfig;
  if (vars && !Object.values(vars).every((value) => typeof value === 'string')) {
    throw fault('BF1007', 'Custom variables defined in workflow settings can only be strings.');
  }
  const compiled = Object.entries(kinds).map(
    ([kind]) => [kind as OriginKind, compileKind(session, kind as OriginKind)] as const,
  );
  const sessionTargets = session.actions.map((action) => ({ target: action.getTarget(), kind: action.kind }));
  if (session.projectConfig.includeTestsInCompiledGraph) addTests(session, indexed);
  const { compilationErrors } = session.graphErrors;
  const message = {
    ...Object.fromEntries(compiled.map(([kind, list]) => [kind, list.map((one) => one.message)])),
    projectConfig: session.projectConfig,
    graphErrors: session.graphErrors,
    dataformCoreVersion: CORE_VERSION,
    targets: sessionTargets.map(({ target }) => target),
    jitData: session.jitContextData,
  };
  const origins: Partial<Record<OriginKind, readonly (ActionOrigin | null)[]>> = {};
  for (const [kind, list] of compiled) if (list.length > 0) origins[kind] = list.map(({ action }) => action.origin);
  return {
    ...writtenGraph(message),
    errors: compilationErrors.map(errorOrigin),
    sessionTargets: sessionTargets.map(({ target, kind }) => ({ target: plainTarget(target), kind })),
    assertionsOf: session.actionAssertionMap.entries.map(({ dependency, assertion }) => ({
      dependency: plainTarget(dependency),
      assertion: plainTarget(assertion.proto.target),
    })),
    origins,
  };
}

/** A message as JSON data. Throws where something else than text stands in a text field: Dataform cannot write it. */
function written(typeName: string, message: Loose): Loose {
  try {
    return plain(graphSchema, graphSchema.type(typeName), message);
  } catch (error) {
    throw error instanceof TypeError ? mark(error, 'BF1008') : error;
  }
}

/** The errors of a session as JSON data, with their origins; those that cannot be written are left out. */
export function writtenErrors({ graphErrors }: Session): {
  readonly compilationErrors: readonly CompilationError[];
  readonly errors: readonly ErrorOrigin[];
} {
  const pairs = graphErrors.compilationErrors.flatMap((error) => {
    try {
      return [[written('CompilationError', error) as unknown as CompilationError, errorOrigin(error)] as const];
    } catch {
      return [];
    }
  });
  return { compilationErrors: pairs.map(([error]) => error), errors: pairs.map(([, origin]) => origin) };
}

/** The graph as JSON data. Actions that cannot be written as they are lose what cannot. */
function writtenGraph(message: Loose): Pick<Evaluation, 'graph' | 'unwritable'> {
  const write = (whole: Loose) => written('CompiledGraph', whole) as unknown as Evaluation['graph'];
  try {
    return { graph: write(message) };
  } catch {
    const unwritable: Unwritable[] = [];
    const lists: Loose = {};
    for (const { name } of graphSchema.type('CompiledGraph').fields) {
      if (name in kinds) lists[name] = writableActions(name as OriginKind, message[name] as Loose[], unwritable);
    }
    try {
      return { graph: write({ ...message, ...lists }), unwritable };
    } catch (error) {
      throw isNamed(message) ? error : fault('BF1080', 'Cannot convert undefined or null to object', TypeError);
    }
  }
}

/** Whether every action has a target: Dataform trips over one without before it writes anything. */
const isNamed = (message: Loose): boolean =>
  Object.keys(kinds).every((kind) => (message[kind] as Loose[]).every(({ target }) => target !== undefined));

function writableActions(kind: OriginKind, actions: readonly Loose[], unwritable: Unwritable[]): readonly Loose[] {
  return actions.map((action, index) => {
    try {
      written(kinds[kind], action);
      return action;
    } catch (error) {
      const { name, message } = error as Error;
      unwritable.push({ kind, index, fault: { ...originOf(error), name, message } });
      return writablePart(kind, action);
    }
  });
}

function writablePart(kind: OriginKind, action: Loose): Loose {
  const isWritable = (name: string): boolean => {
    try {
      written(kinds[kind], { [name]: action[name] });
      return true;
    } catch {
      return false;
    }
  };
  const { fields } = graphSchema.type(kinds[kind]);
  return Object.fromEntries(fields.flatMap(({ name }) => (isWritable(name) ? [[name, action[name]]] : [])));
}

const targetType = graphSchema.type('Target');
type PlainTarget = Evaluation['sessionTargets'][number]['target'];

/** A target's names alone. */
function plainTarget(target: TargetMessage): PlainTarget {
  const { includeDependentAssertions: _, ...names } = plain(graphSchema, targetType, target);
  return names as unknown as PlainTarget;
}

let compiling = '';

/** File of the action whose SQL is being evaluated; empty before. */
export const compilingFile = (): string => compiling;

function compileKind(session: Session, kind: OriginKind): Compiled[] {
  const done: Compiled[] = [];
  for (const action of session.actions.filter((one) => one.kind === kind)) {
    compiling = action.getFileName();
    try {
      done.push({ action, message: action.compile() });
    } catch (error) {
      session.report(error, action.getFileName(), action.getTarget());
    }
  }
  return done;
}

/** Tables and views depend on their tests, where the settings want tests in the graph. */
function addTests(session: Session, indexed: ResolvableMap<SessionAction>): void {
  for (const test of session.tests) {
    const found = indexed.find(test.getTestTarget());
    for (const action of found) {
      if (action instanceof Dataset && action.datasetKind !== 'incremental') continue;
      const name = readableTarget(action.getTarget());
      const message = `Tests are only supported for Tables and Views. Action "${name}" is not a table or view".`;
      session.report(fault('BF1086', message), action.getFileName(), action.getTarget());
    }
    for (const action of found) {
      if (!('dependencies' in action)) throw new TypeError('t.dependencies is not a function');
      (action as Dataset).dependencies(asTarget(makeTarget(test.getTarget())));
    }
  }
}
