import type { EvaluationRequest } from '../port.ts';
import { addYamlActions } from './actions-yaml.ts';
import { hasFile, isPlain, listFiles, loadFile } from './modules.ts';
import { baseName, extension, fileName } from './paths.ts';
import type { Session } from './session.ts';

type Globals = Record<string, unknown>;

/** What is left to load of a project, in Dataform's order. */
export interface Loading {
  /** Loads definitions as long as the next one is there; all of them, `isWhole` says, are there. */
  readonly advance: (isWhole: boolean) => void;
}

/** Evaluates a project's files in Dataform's order: extension, includes, actions.yaml files; definitions follow. */
export function startLoading(request: EvaluationRequest, session: Session, globals: Globals): Loading {
  const mode = modeOf(request);
  if (mode === modes.prologue || mode === modes.applicationCode) runExtension(request, session);
  if (mode === modes.applicationCode) return { advance: () => undefined };
  const definitions = beforeDefinitions(request, session, globals);
  if (request.others) {
    return { advance: (isWhole) => (isWhole ? loadSent(session) : undefined) };
  }
  let next = 0;
  return {
    advance: (isWhole) => {
      for (let path = definitions[next]; path !== undefined; path = definitions[next]) {
        if (!isWhole && !isPlain(path)) return;
        next += 1;
        load(path, session);
      }
    },
  };
}

/** Loads the SQLX definitions that were sent. */
function loadSent(session: Session): void {
  for (const path of listFiles().filter(isSqlxDefinition).sort()) load(path, session);
}

const isSqlxDefinition = (path: string): boolean => path.startsWith('definitions/') && extension(path) === 'sqlx';

const modes = { prologue: 1, applicationCode: 2 } as const;

/** Dataform's command line passes the setting on as a number without looking its name up, so a name counts as 0. */
const modeOf = ({ extension: settings }: EvaluationRequest): number => Number(settings?.compilationMode) | 0;

function runExtension(request: EvaluationRequest, session: Session): void {
  const { projectDir, filePaths, extension: settings } = request;
  const name = settings?.name ?? '';
  try {
    const module = loadFile(name) as { extension: () => { compile: (request: object, session: Session) => void } };
    const compileConfig = {
      projectDir,
      filePaths: [...filePaths],
      extension: { name, compilationMode: modeOf(request) },
    };
    module.extension().compile({ compileConfig }, session);
  } catch (error) {
    session.report(error, name);
  }
}

/** Loads what comes before the definitions, and gives the paths of those with code in their order. */
function beforeDefinitions(request: EvaluationRequest, session: Session, globals: Globals): readonly string[] {
  const { filePaths } = request;
  const includes = filePaths.filter((path) => /^includes\/[^/]+$/.test(path) && extension(path) === 'js');
  bindFiles(includes, session, globals);
  if (request.engine !== undefined) bindFiles(macros(), session, globals);
  const names = ['publish', 'operate', 'assert', 'declare', 'notebook', 'test', 'jitData', 'getContents'] as const;
  for (const name of names) globals[name] = (session[name] as (...args: unknown[]) => unknown).bind(session);
  const definitions = request.others ? [] : filePaths.filter((path) => path.startsWith('definitions/'));
  const yaml = definitions.filter((path) => baseName(path) === 'actions' && extension(path) === 'yaml');
  for (const path of yaml.sort()) addYamlActions(session, path);
  return definitions.filter((path) => extension(path) === 'js' || extension(path) === 'sqlx').sort();
}

/** Modules directly under macros/, JavaScript or TypeScript. */
const macros = (): readonly string[] =>
  listFiles()
    .filter((path) => /^macros\/[^/]+\.(js|ts)$/.test(path))
    .sort();

/** Loads files and makes each a global by its name, after all are loaded: they do not see one another so. */
function bindFiles(paths: readonly string[], session: Session, globals: Globals): void {
  const loaded: Globals = {};
  for (const path of paths) {
    const exported = load(path, session);
    if (exported) loaded[baseName(path)] = exported.value;
  }
  Object.assign(globals, loaded);
}

function load(path: string, session: Session): { readonly value: unknown } | undefined {
  try {
    return { value: loadFile(path) };
  } catch (error) {
    session.report(error, path);
    return undefined;
  }
}

/** The settings files, as project code finds them among the globals. */
export function bindSettings(globals: Globals): void {
  for (const path of ['workflow_settings.yaml', 'dataform.json']) {
    if (!hasFile(path)) continue;
    const name = fileName(path) === 'dataform.json' ? 'dataformJson' : 'workflowSettingsYaml';
    try {
      globals[name] = loadFile(path);
    } catch {
      globals[name] = undefined;
    }
  }
}
