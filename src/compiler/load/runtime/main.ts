/**
 * What runs inside the context together with project code; bundled to dist/runtime.js. There is no Node here, only
 * ECMAScript, and only strings go in and out: the host calls the functions below, which project code cannot see.
 * In this order: `__biform_boot(request)`, `__biform_def` or `__biform_fault` for each module, `__biform_run()`.
 */
import type { Evaluation, EvaluationRequest } from '../port.ts';
import { compileSession, compilingFile, writtenErrors } from './compile.ts';
import { CORE_VERSION, setCoreSession } from './core-module.ts';
import { originOf, setRoot } from './faults.ts';
import { defineGlobals, type Observed } from './globals.ts';
import { currentFile, define, defineFault, missingRequests, setModuleRoot } from './modules.ts';
import { setDirectory } from './path-module.ts';
import { bindSettings, loadProject } from './project.ts';
import { joinTemplate } from './recorder.ts';
import { Session } from './session.ts';
import { bindTarget } from './target.ts';

const globals = globalThis as unknown as Record<string, unknown>;
/** Taken before project code can replace it. */
const stringify = JSON.stringify;

let request: EvaluationRequest | undefined;

/** Calls that V8 notes of an error: those of the runtime come first, and the author's file shall be among them. */
const STACK_DEPTH = 40;

function boot(text: string): void {
  Error.stackTraceLimit = STACK_DEPTH;
  request = JSON.parse(text) as EvaluationRequest;
  const { projectDir, modules } = request;
  setRoot(projectDir);
  setModuleRoot(projectDir);
  setDirectory(projectDir);
  for (const { path, fault } of modules ?? []) {
    if (fault) defineFault(path, fault.name ?? 'Error', fault.message, 0, 0);
  }
}

function run(): string {
  if (!request) throw new Error('the runtime was not given a request');
  hide();
  const observed = defineGlobals(globals, request.projectDir, request.now);
  const session = new Session(request.projectDir, request.projectConfig);
  setCoreSession(session);
  const evaluation = evaluate(request, session, observed);
  withoutOwnJson();
  return stringify(evaluation);
}

function evaluate(given: EvaluationRequest, session: Session, observed: Observed): Evaluation {
  const rest = () => ({ missing: missingRequests(), volatile: observed.volatile, log: observed.log });
  try {
    bindSettings(globals);
    globals['_DF_SESSION'] = session;
    globals['dataform'] = session;
    bindTarget(globals, given.engine, given.dialect);
    loadProject(given, session, globals);
    return { ...compileSession(session), ...rest() };
  } catch (error) {
    return { ...errorsAlone(session), ...rest(), fatal: fatalOf(error) };
  }
}

/** What was found before the end: Dataform prints nothing of it, biform tells the author. */
function errorsAlone(session: Session): Omit<Evaluation, 'missing' | 'volatile' | 'log'> {
  const { errors, compilationErrors } = writtenErrors(session);
  const graph = { projectConfig: {}, graphErrors: { compilationErrors }, dataformCoreVersion: CORE_VERSION };
  return { graph, errors, sessionTargets: [], assertionsOf: [], origins: {} };
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
  })) {
    Object.defineProperty(globals, name, { value, enumerable: false, writable: false, configurable: false });
  }
}

const entry = { __biform_boot: boot, __biform_def: define, __biform_fault: defineFault, __biform_run: run };
for (const [name, value] of Object.entries(entry)) {
  Object.defineProperty(globals, name, { value, enumerable: false, writable: false, configurable: true });
}
