import { lstatSync } from 'node:fs';
import { SandboxFault } from '../../../sandbox/fault.ts';
import { isSqlxDefinition } from '../collect.ts';
import { addKnownRequests, type CompiledProject, compileOpened, newSandbox } from '../compile.ts';
import { type CompileOptions, type OpenProject, openProject, type Refusal } from '../open.ts';
import { readText } from '../read.ts';
import { type Base, baseMaker, compileAgain, type Outcome } from './base.ts';
import { type FileStates, fileStates } from './files.ts';
import { type InertFiles, inertFiles } from './inert.ts';
import { type Part, startPart } from './part.ts';

/** A project that is compiled again and again while it changes. */
export interface Session {
  /**
   * Compiles the project as it stands. `changed` are the paths that have changed since it was last compiled, all of them;
   * undefined where that is not known. The result is that of a new compilation, whatever was kept from earlier ones.
   */
  readonly compile: (options: CompileOptions, changed?: ReadonlySet<string>) => Promise<CompiledProject | Refusal>;
  /** Gets ready for the next change. Gives the paths that have changed meanwhile; undefined where files came or went. */
  readonly prepare: (options: CompileOptions) => Promise<ReadonlySet<string> | undefined>;
  /** How the last result came about: from the changed files and what was kept, or from all files. */
  readonly way: () => 'part' | 'all';
  readonly close: () => void;
}

/** Changes of more files than this are no edit: all is compiled. */
const MOST_FILES = 100;

/** What a session knows. */
interface State {
  readonly inert: InertFiles;
  base: Base | undefined;
  /** Whether nothing in the base's project can tell that only a part is evaluated. */
  isPrepared: boolean;
  /** Files whose text is another one than in the base. */
  pending: ReadonlySet<string>;
  part: Promise<Part | undefined> | undefined;
  files: FileStates | undefined;
  /** Paths that were read last. */
  read: readonly string[];
  way: 'part' | 'all';
}

export function openSession(): Session {
  const state: State = {
    inert: inertFiles(),
    base: undefined,
    isPrepared: false,
    pending: new Set(),
    part: undefined,
    files: undefined,
    read: [],
    way: 'all',
  };
  return {
    compile: async (options, changed) => {
      const { base, isPrepared } = state;
      const made = base && isPrepared && changed ? await compilePart(state, base, changed, options) : undefined;
      state.way = made ? 'part' : 'all';
      return made ?? compileAll(state, options);
    },
    prepare: (options) => prepare(state, options),
    way: () => state.way,
    close: () => endPart(state),
  };
}

function endPart(state: State): void {
  void state.part?.then((one) => one?.close());
  state.part = undefined;
}

/** Notes what later compilations can build upon. `changed` are the files that differ from the base where that stays. */
function takeOutcome(state: State, { result, base }: Outcome, changed: ReadonlySet<string>): Outcome['result'] {
  if (base) state.base = base;
  state.pending = base ? new Set() : changed;
  return result;
}

async function compilePart(state: State, base: Base, changed: ReadonlySet<string>, options: CompileOptions) {
  const texts = editedTexts(state, base, changed);
  if (!texts) return undefined;
  if (texts.size === 0) return takeOutcome(state, { result: base.compiled, base }, new Set());
  const started = state.part ?? startPart(base.project, base.evaluation, options);
  state.part = undefined;
  const child = await started;
  try {
    const evaluation = await child?.evaluate(texts, options.signal);
    const outcome = evaluation && (await compileAgain(base, evaluation, texts, options));
    return outcome && takeOutcome(state, outcome, new Set(texts.keys()));
  } catch (error) {
    if (error instanceof SandboxFault) return undefined;
    throw error;
  } finally {
    child?.close();
  }
}

/** The texts of the files that differ from the base; undefined where one of them must be evaluated with all others. */
function editedTexts(
  { files, inert, pending }: State,
  { project }: Base,
  changed: ReadonlySet<string>,
): ReadonlyMap<string, string> | undefined {
  const paths = new Set([...pending, ...changed]);
  const texts = new Map<string, string>();
  if (paths.size > MOST_FILES) return undefined;
  for (const path of paths) {
    files?.note(path);
    const text = textOfEdited(project, path);
    if (text === undefined) return undefined;
    if (text === project.sources.texts.get(path)) continue;
    if (!inert.isPlain(path, text) || text.includes('require')) return undefined;
    texts.set(path, text);
  }
  return texts;
}

async function compileAll(state: State, options: CompileOptions): Promise<Outcome['result']> {
  endPart(state);
  state.files?.look(state.read);
  const maker = baseMaker();
  const analysis = options.analysis && { ...options.analysis, run: maker.analyse };
  const noted: CompileOptions = { ...options, ...(analysis && { analysis }) };
  const sandbox = newSandbox(noted);
  try {
    const project = await openProject(noted, sandbox);
    if ('refused' in project) {
      state.base = undefined;
      state.isPrepared = false;
      return project;
    }
    addKnownRequests(project, noted);
    const { sources } = project;
    state.files ??= fileStates(sources.root);
    const { files } = state;
    files.look(sources.texts.keys());
    const result = await compileOpened(project, sandbox, noted, maker.note);
    state.read = [...sources.texts.keys()];
    for (const path of state.read) if (!files.isKnown(path)) files.note(path);
    return takeWhole(state, project, maker.outcome(project, result));
  } finally {
    sandbox.close();
  }
}

/** Notes the outcome of a whole compilation: where it cannot be built upon, the base before stays if little has changed. */
function takeWhole(state: State, project: OpenProject, outcome: Outcome): Outcome['result'] {
  const left = outcome.base ? new Set<string>() : state.base && editsBetween(state.base.project, project);
  if (outcome.base || !left) state.isPrepared = false;
  if (!left) state.base = undefined;
  return takeOutcome(state, outcome, left ?? new Set());
}

async function prepare(state: State, options: CompileOptions): Promise<ReadonlySet<string> | undefined> {
  const { base } = state;
  if (base && !state.isPrepared) state.isPrepared = await state.inert.areInert(base.project.sources, turn);
  if (!base || !state.isPrepared) endPart(state);
  else state.part ??= startPart(base.project, base.evaluation, options).catch(() => undefined);
  await state.part;
  const found = state.files?.look(state.read);
  return found?.isOther ? undefined : (found?.changed ?? new Set());
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The text of a SQLX definition that was there before. Undefined where it is another file, gone, a link, or cannot be read. */
function textOfEdited({ sources: { root, texts } }: OpenProject, path: string): string | undefined {
  if (!isSqlxDefinition(path) || !texts.has(path)) return undefined;
  try {
    if (!lstatSync(`${root}/${path}`).isFile()) return undefined;
  } catch {
    return undefined;
  }
  const found = readText(root, path);
  return 'text' in found ? found.text : undefined;
}

/** The SQLX definitions in which two states of a project differ; undefined where they differ in more than these. */
function editsBetween({ sources: a }: OpenProject, { sources: b }: OpenProject): ReadonlySet<string> | undefined {
  if (a.listing.paths.join('\n') !== b.listing.paths.join('\n') || a.texts.size !== b.texts.size) return undefined;
  const edits = new Set<string>();
  for (const [path, text] of b.texts) {
    const before = a.texts.get(path);
    if (before === text) continue;
    if (before === undefined || !isSqlxDefinition(path) || edits.size === MOST_FILES) return undefined;
    edits.add(path);
  }
  return b.faults.size > 0 ? undefined : edits;
}
