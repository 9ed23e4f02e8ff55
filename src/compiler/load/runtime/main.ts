/**
 * What runs inside the context together with project code; bundled to dist/runtime.js. There is no Node here, only
 * ECMAScript, and only strings go in and out: the host calls the functions below, which project code cannot see.
 * In this order: `__biform_boot(request)`; `__biform_def`, `__biform_fault` or `__biform_plain` for each module, and
 * among them, or not at all, `begin`; `run`, and `next` until the answer is whole. The last three are steps: the host
 * says which with `__biform_arm` and then runs `__biform_step()` as a script, so that it can be interrupted.
 */

import type { PlainSqlx } from '../../sqlx/plain/form.ts';
import { answerKinds, CALM } from '../answer.ts';
import type { Evaluation, EvaluationNames, EvaluationRequest } from '../port.ts';
import { partLines, type Written } from './answer.ts';
import { blamedFiles } from './blame.ts';
import { compileActions, compilingFile, nameActions, namesOf, restOf, writtenErrors } from './compile.ts';
import { CORE_VERSION, setCoreSession } from './core-module.ts';
import { originOf, setRoot } from './faults.ts';
import { defineGlobals, type Observed } from './globals.ts';
import {
  currentFile,
  define,
  defineFault,
  definePlain,
  expectFiles,
  expectNoMore,
  missingRequests,
  setModuleRoot,
} from './modules.ts';
import { allowOwnKeys } from './own-keys.ts';
import { setDirectory } from './path-module.ts';
import { plainModule } from './plain.ts';
import { bindSettings, type Loading, startLoading } from './project.ts';
import { joinTemplate } from './recorder.ts';
import { Session } from './session.ts';
import { bindTarget } from './target.ts';

const globals = globalThis as unknown as Record<string, unknown>;
/** Taken before project code can replace it. */
const { parse, stringify } = JSON;

let request: EvaluationRequest | undefined;

/** Calls that V8 notes of an error: those of the runtime come first, and the author's file shall be among them. */
const STACK_DEPTH = 40;

function boot(text: string): void {
  Error.stackTraceLimit = STACK_DEPTH;
  request = parse(text) as EvaluationRequest;
  const { projectDir, modules } = request;
  setRoot(projectDir);
  setModuleRoot(projectDir);
  setDirectory(projectDir);
  for (const { path, fault } of modules ?? []) {
    if (fault) defineFault(path, fault.name ?? 'Error', fault.message, 0, 0);
  }
}

/** Project code has begun to run. */
interface Begun {
  readonly request: EvaluationRequest;
  readonly session: Session;
  readonly observed: Observed;
  readonly loading: Loading | undefined;
  /** What ended the compilation before the definitions. */
  readonly thrown: { readonly error: unknown } | undefined;
}

let begun: Begun | undefined;

/** Loads what comes before the definitions. */
function begin(): Begun {
  if (!request) throw new Error('the runtime was not given a request');
  hide();
  const observed = defineGlobals(globals, request.projectDir, request.now);
  const session = new Session(request.projectDir, request.projectConfig);
  setCoreSession(session);
  try {
    bindSettings(globals);
    globals['_DF_SESSION'] = session;
    globals['dataform'] = session;
    bindTarget(globals, request.engine, request.dialect);
    if (request.engine !== undefined) allowOwnKeys();
    const loading = startLoading(request, session, globals);
    return { request, session, observed, loading, thrown: undefined };
  } catch (error) {
    return { request, session, observed, loading: undefined, thrown: { error } };
  }
}

/** Defines plain files (a JSON list of them); what can be loaded by then is loaded. */
function takePlain(text: string): void {
  for (const file of parse(text) as readonly PlainSqlx[]) definePlain(file.path, plainModule(file, globals));
}

/** Lines of the answer that are still to be fetched. */
let answer: Iterator<string> | undefined;

function run(text: string): string {
  expectNoMore();
  begun ??= begin();
  answer = linesOf(begun, text === CALM)[Symbol.iterator]();
  return next();
}

function next(): string {
  const { value, done } = answer?.next() ?? { value: '', done: true };
  return done ? '' : (value as string);
}

/**
 * Evaluates the project, and gives the lines that the host reads. Of a calm one, whose code cannot reach an action, each
 * action is written out as soon as it is compiled; else any may change until the last one is.
 */
function* linesOf({ request, session, observed, loading, thrown }: Begun, isCalm: boolean): Iterable<string> {
  const beside = () => ({ missing: missingRequests(), volatile: observed.volatile, log: observed.log });
  const seen: Written = { unwritable: [], isNamed: true };
  try {
    if (thrown) throw thrown.error;
    loading?.advance(true);
    nameActions(session, request.others);
    const early = isCalm ? earlyNames(session) : undefined;
    const compiled = early ? compileActions(session) : [...compileActions(session)];
    const isNamed = Array.isArray(compiled) && compiled.every(({ message }) => message['target'] !== undefined);
    const late = early ? undefined : restOf(session, isNamed);
    withoutOwnJson();
    if (blamedFiles().length === 0) {
      yield answerKinds.names + stringify(early ?? namesOf(session));
      yield* partLines(compiled, seen);
    }
    const { unwritable } = seen;
    const rest = {
      ...(late ?? restOf(session, seen.isNamed)),
      ...beside(),
      ...(unwritable.length > 0 && { unwritable }),
    };
    yield unlessBlamed(answerKinds.rest, rest);
  } catch (error) {
    withoutOwnJson();
    yield unlessBlamed(answerKinds.failed, { ...errorsAlone(session), ...beside(), fatal: fatalOf(error) });
  }
}

/** The last line of the answer. */
function unlessBlamed(kind: string, evaluation: object): string {
  const blamed = blamedFiles();
  return blamed.length > 0 ? answerKinds.again + stringify(blamed) : kind + stringify(evaluation);
}

/** The names of a session of which nothing is compiled; undefined where there may be others in the end. */
function earlyNames(session: Session): EvaluationNames | undefined {
  if (session.projectConfig.includeTestsInCompiledGraph) return undefined;
  try {
    return namesOf(session);
  } catch {
    return undefined;
  }
}

const steps: Readonly<Record<string, (text: string) => string>> = {
  begin: () => {
    if (request) expectFiles(request.filePaths.filter((path) => /^definitions\/.*\.sqlx$/.test(path)));
    begun ??= begin();
    return '';
  },
  plain: (text) => {
    takePlain(text);
    try {
      begun?.loading?.advance(false);
    } catch {
      // The file is blamed, and evaluated again.
    }
    return '';
  },
  run: (text) => run(text),
  next: () => next(),
};

let armed: (() => string) | undefined;

/** Says what the next step is. */
function arm(step: string, text: string): void {
  const work = steps[step];
  armed = work && (() => work(text));
}

/** Takes the step that was said, once: project code that calls this changes nothing. */
function step(): string {
  const work = armed;
  armed = undefined;
  return work ? work() : '';
}

/** What was found before the end: Dataform prints nothing of it, biform tells the author. */
function errorsAlone(session: Session): Pick<Evaluation, 'graph' | 'errors' | 'sessionTargets' | 'assertionsOf'> {
  const { errors, compilationErrors } = writtenErrors(session);
  const graph = { projectConfig: {}, graphErrors: { compilationErrors }, dataformCoreVersion: CORE_VERSION };
  return { graph, errors, sessionTargets: [], assertionsOf: [] };
}

function fatalOf(error: unknown): NonNullable<Evaluation['fatal']> {
  const { name, message } = typeof error === 'object' && error !== null ? (error as Error) : new Error(String(error));
  const fileName = compilingFile() || currentFile();
  return { ...originOf(error), name: String(name), message: String(message), fileName };
}

/** Project code may have given all objects a JSON form of their own; nothing of it runs any more. */
function withoutOwnJson(): void {
  const kinds = [Object, Array, Function, String, Number, Boolean];
  for (const { prototype } of kinds) Reflect.deleteProperty(prototype, 'toJSON');
}

/** Takes the host's functions away; the tag of SQLX templates and the place that a late host asks for stay, unlisted. */
function hide(): void {
  for (const name of Object.keys(entry)) Reflect.deleteProperty(globals, name);
  for (const [name, value] of Object.entries({
    __biform: joinTemplate,
    __biform_where: () => compilingFile() || currentFile(),
    __biform_step: step,
  })) {
    Object.defineProperty(globals, name, { value, enumerable: false, writable: false, configurable: false });
  }
}

const entry = {
  __biform_boot: boot,
  __biform_def: define,
  __biform_fault: defineFault,
  __biform_arm: arm,
  __biform_step: step,
};
for (const [name, value] of Object.entries(entry)) {
  Object.defineProperty(globals, name, { value, enumerable: false, writable: false, configurable: true });
}
