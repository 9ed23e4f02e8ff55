import type { CompilationError } from '../../actions/graph.ts';
import { readableTarget } from '../../actions/names.ts';
import { ResolvableMap } from '../../actions/resolvable.ts';
import { graphSchema } from '../../actions/schemas.ts';
import type { Loose } from '../../project/schema.ts';
import { plain } from '../../project/wire.ts';
import type { ErrorOrigin, Evaluation, EvaluationNames, OriginKind, OtherAction, Unwritable } from '../port.ts';
import type { SessionAction } from './action.ts';
import { CORE_VERSION } from './core-module.ts';
import { Dataset } from './dataset.ts';
import { fault, mark, originOf } from './faults.ts';
import { standIns } from './others.ts';
import { asTarget, makeTarget, type TargetMessage } from './refs.ts';
import { errorOrigin, type Session } from './session.ts';
import { Test } from './test.ts';

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

/** An action that was compiled; `index` counts those of its kind. */
export interface Compiled {
  readonly kind: OriginKind;
  readonly index: number;
  readonly action: SessionAction;
  readonly message: Loose;
}

/** Makes the actions known by their names, and says which there are. Nothing of their SQL is evaluated yet. */
export function nameActions(session: Session, others: readonly OtherAction[] = []): void {
  session.actions.push(...session.tests);
  const indexed = new ResolvableMap<SessionAction>();
  for (const action of session.actions) indexed.add(action.proto.target ?? action.getTarget(), action);
  for (const other of standIns(others, session)) indexed.add(other.proto.target, other);
  session.indexedActions = indexed;
  const { vars } = session.projectConfig;
  if (vars && !Object.values(vars).every((value) => typeof value === 'string')) {
    throw fault('BF1007', 'Custom variables defined in workflow settings can only be strings.');
  }
}

/** Evaluates the SQL of the actions one by one; what fails is reported and left out. */
export function* compileActions(session: Session): Iterable<Compiled> {
  for (const kind of Object.keys(kinds) as OriginKind[]) yield* compileKind(session, kind);
}

/** All actions of the session under their names, tests last. */
export function namesOf({ actions }: Session): EvaluationNames {
  return {
    sessionTargets: actions.map((action) => {
      const tested = action instanceof Test ? plainTarget(action.getTestTarget()) : undefined;
      return { target: plainTarget(action.getTarget()), kind: action.kind, ...(tested && { tested }) };
    }),
  };
}

/**
 * What the session has come to beside its actions. The list of targets is left out where it says no more than the names.
 * Throws where it cannot be written. `isNamed`: every compiled action has a target.
 */
export function restOf(session: Session, isNamed: boolean): Pick<Evaluation, 'graph' | 'errors' | 'assertionsOf'> {
  const targets = session.actions.map((action) => action.getTarget());
  if (session.projectConfig.includeTestsInCompiledGraph) addTests(session);
  return {
    graph: writtenGraph(session, targets.every(isPlainTarget) ? [] : targets, isNamed),
    errors: session.graphErrors.compilationErrors.map(errorOrigin),
    assertionsOf: session.actionAssertionMap.entries.map(({ dependency, assertion }) => ({
      dependency: plainTarget(dependency),
      assertion: plainTarget(assertion.proto.target),
    })),
  };
}

const isPlainTarget = ({ database, schema, name, includeDependentAssertions }: TargetMessage): boolean =>
  !includeDependentAssertions &&
  [database, schema, name].every((part) => part === undefined || typeof part === 'string');

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

/** The graph without its actions as JSON data. Throws where it cannot be written. */
function writtenGraph(session: Session, targets: readonly TargetMessage[], isNamed: boolean): Evaluation['graph'] {
  try {
    return written('CompiledGraph', {
      projectConfig: session.projectConfig,
      graphErrors: session.graphErrors,
      dataformCoreVersion: CORE_VERSION,
      targets,
      jitData: session.jitContextData,
    }) as unknown as Evaluation['graph'];
  } catch (error) {
    // Dataform trips over an action without a target before it writes anything.
    throw isNamed ? error : fault('BF1080', 'Cannot convert undefined or null to object', TypeError);
  }
}

/** An action as JSON data, without what cannot be written; that is reported. */
export function writtenAction(kind: OriginKind, action: Loose, report: (fault: Unwritable['fault']) => void): Loose {
  try {
    return written(kinds[kind], action);
  } catch (error) {
    const { name, message } = error as Error;
    report({ ...originOf(error), name, message });
    return written(kinds[kind], writablePart(kind, action));
  }
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

function* compileKind(session: Session, kind: OriginKind): Iterable<Compiled> {
  let index = 0;
  for (const action of session.actions.filter((one) => one.kind === kind)) {
    const message = compiled(session, action);
    if (message) yield { kind, index: index++, action, message };
  }
}

function compiled(session: Session, action: SessionAction): Loose | undefined {
  compiling = action.getFileName();
  try {
    return action.compile();
  } catch (error) {
    session.report(error, action.getFileName(), action.getTarget());
    return undefined;
  }
}

/** Tables and views depend on their tests, where the settings want tests in the graph. */
function addTests(session: Session): void {
  for (const test of session.tests) {
    const found = session.indexedActions?.find(test.getTestTarget()) ?? [];
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
