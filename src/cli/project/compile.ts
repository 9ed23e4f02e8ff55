import { join } from 'node:path';
import { readers } from '../../adapters/readers.ts';
import type { SqlReader } from '../../compiler/analyse/model/reader.ts';
import type { ActionColumns } from '../../compiler/analyse/project/model.ts';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { dialectsOf, loadReaders } from '../../compiler/index/analysis/dialects.ts';
import { diagnose, type Settled, settle } from '../../compiler/index/compile.ts';
import { sourceWarnings } from '../../compiler/index/warnings.ts';
import type { Evaluation } from '../../compiler/load/port.ts';
import type { Target } from '../../compiler/target/target.ts';
import type { PrintedActions } from '../../report/graph/text.ts';
import { SandboxFault } from '../../sandbox/fault.ts';
import { type Answer, type Sandbox, startSandbox } from '../../sandbox/parent.ts';
import { type Listener, readAnswer } from '../../sandbox/validate.ts';
import { packageRoot } from '../package-root.ts';
import { type WorkAhead, workAhead } from './ahead.ts';
import type { AnalysedProject } from './analyse.ts';
import { startFeeding } from './feed.ts';
import type { LocalState } from './local.ts';
import { type CompileOptions, type OpenProject, openProject, type Refusal } from './open.ts';
import { placeTypeScript } from './transpile.ts';

/** A compiled project; every command that works on one starts here. */
export interface CompiledProject extends Omit<Settled, 'findings' | 'fatal'>, OpenProject {
  /** What project code wrote to the console. */
  readonly log: Evaluation['log'];
  /** The result depends on the moment or on chance and is not kept. */
  readonly volatile: boolean;
  /** What is known of the columns of actions, in the order of the graph; none where nothing was analysed. */
  readonly columns: readonly ActionColumns[];
  /** What reads the SQL of an action that is written in another dialect. */
  readonly readerOf: (action: Target) => SqlReader | undefined;
  /** Of local files whose columns the analysis has looked at. */
  readonly local?: LocalState;
  /** Actions of the graph that are printed already, where all of it is to be printed. */
  readonly printed?: ReadonlyMap<object, PrintedActions>;
}

/** How often files that were asked for while evaluating are added before biform takes them for missing. Each time adds a folder. */
const MAX_ROUNDS = 100;

/** Starts the process that will run the project's code; it boots while the project is read, or `waits` for its work. */
export function newSandbox({ timeoutMillis, report }: CompileOptions, waits = false): Sandbox {
  const dist = join(packageRoot(), 'dist');
  return startSandbox({
    timeoutMillis,
    waits,
    ...(report ? { report } : {}),
    scripts: { child: join(dist, 'child.cjs'), runtime: join(dist, 'runtime.js') },
  });
}

/** Compiles a project. Rejects only where the caller aborted or biform itself is at fault. */
export async function compileProject(options: CompileOptions): Promise<CompiledProject | Refusal> {
  const sandbox = newSandbox(options);
  try {
    const project = await openProject(options, sandbox);
    return 'refused' in project ? project : await compileOpened(project, sandbox, options);
  } finally {
    sandbox.close();
  }
}

/** What is taken from a compilation beside its result. */
export type Note = (evaluation: Evaluation, settled: Settled) => void;

/** Compiles a project that was read. The sandbox must be new; it is closed afterwards. */
export async function compileOpened(
  project: OpenProject,
  sandbox: Sandbox,
  options: CompileOptions,
  note?: Note,
): Promise<CompiledProject | Refusal> {
  const { sources } = project;
  const ahead = workAhead(options.prints === true);
  let analyser: Promise<Analyser> | undefined;
  try {
    let warnings: ReturnType<typeof sourceWarnings> | undefined;
    const check = () => {
      if (options.analysis !== false) analyser ??= loadAnalyser(project, ahead);
      warnings ??= sourceWarnings(sources.texts, nextTurn, options.warnings);
      return warnings;
    };
    const evaluation = await evaluate(project, sandbox, options, { meanwhile: check, listener: ahead.listener });
    ahead.stop();
    const settled = settle(await placeTypeScript(evaluation, sources.texts), sources.texts, ahead.settled);
    note?.(evaluation, settled);
    const found = await check();
    const compiled = await compileSettled(project, evaluation, settled, found, options, await analyser);
    return 'refused' in compiled ? compiled : { ...compiled, printed: ahead.printed };
  } catch (error) {
    if (!(error instanceof SandboxFault)) throw error;
    return { refused: [...project.diagnostics, error.diagnostic], usage: false, texts: sources.texts };
  } finally {
    sandbox.close();
    ahead.stop();
    (await analyser)?.close();
  }
}

/** The phases after names and dependencies are settled. `warnings` are those of single files. */
export async function compileSettled(
  project: OpenProject,
  { log, volatile }: Evaluation,
  { findings, ...settled }: Settled,
  warnings: readonly Diagnostic[],
  options: CompileOptions,
  analyser: Pick<Analyser, 'analyse'> | undefined,
): Promise<CompiledProject | Refusal> {
  const { sources } = project;
  const read = findings.filter(({ error }) => !isUnread(error.message ?? '', sources));
  const files = { texts: sources.texts, paths: sources.listing.paths, unread: [...sources.faults.keys()] };
  const { diagnostics, fatal } = await diagnose({ findings: read, ...settled }, warnings, files);
  if (fatal) {
    const refused = [...project.diagnostics, ...diagnostics, fatal];
    return { refused, usage: false, texts: sources.texts, root: sources.root };
  }
  const analysed = analyser
    ? await analyser.analyse({ findings: read, ...settled }, diagnostics, options)
    : NOT_ANALYSED;
  return {
    ...project,
    ...settled,
    diagnostics: [...project.diagnostics, ...diagnostics, ...analysed.diagnostics],
    columns: analysed.actions,
    readerOf: await readersOf({ findings: read, ...settled }, project),
    ...(analysed.local && { local: analysed.local }),
    log,
    volatile,
  };
}

/** Readers of the dialects that actions are written in, loaded where there are such. */
async function readersOf(settled: Settled, { biformSettings }: OpenProject): Promise<CompiledProject['readerOf']> {
  const readerOf = biformSettings && (await loadReaders(dialectsOf(settled, biformSettings), readers));
  return readerOf ?? (() => undefined);
}

type Analyser = Awaited<ReturnType<typeof loadAnalyser>>;

/** The analysis, and a thread that helps with it: loaded while the child works and this process only waits. */
async function loadAnalyser(project: OpenProject, ahead: WorkAhead) {
  const { analyse, helperFor, parsedAhead } = await import('./analyse.ts');
  const thread = helperFor(project);
  // Where something of the project is kept, most texts need not be parsed.
  const parsed = project.feeding && parsedAhead();
  if (parsed) ahead.parseWith(parsed);
  return {
    analyse: (settled: Settled, diagnostics: readonly Diagnostic[], options: CompileOptions) =>
      analyse(project, settled, diagnostics, options, { thread, parsed: parsed?.take }),
    close: () => thread?.close(),
  };
}

const NOT_ANALYSED: AnalysedProject = { diagnostics: [], actions: [] };

/** Whether an error only says that a file could not be read; that was reported with the file. */
const isUnread = (message: string, { faults }: OpenProject['sources']): boolean =>
  [...faults.values()].some((fault) => message.endsWith(fault.message));

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What may be done while a project is evaluated. */
interface Meanwhile {
  /** Called once the child has all it needs, while this process only waits. */
  readonly meanwhile: () => unknown;
  readonly listener: Listener;
}

async function evaluate(
  project: OpenProject,
  sandbox: Sandbox,
  options: CompileOptions,
  beside: Meanwhile,
): Promise<Evaluation> {
  const { cache, keep = true } = options;
  const start = project.key();
  addKnownRequests(project, options);
  const kept = cache?.read('answer', project.key());
  const known = kept && keptAnswer(kept.body.toString('utf8'));
  if (known) return known;
  const requests: Evaluation['missing'][number][] = [];
  let answer = await evaluateIn(sandbox, project, options, beside);
  // What was on its way early may have been asked for before it came.
  let wasEarly = project.feeding !== undefined;
  for (let round = 0; round < MAX_ROUNDS && answer.evaluation.missing.length > 0; round += 1) {
    requests.push(...answer.evaluation.missing);
    if (project.sources.add(answer.evaluation.missing).length === 0 && !wasEarly) break;
    wasEarly = false;
    answer = await evaluateIn(newSandbox(options), project, options, beside);
  }
  if (requests.length > 0) await cache?.write('requests', start, null, JSON.stringify(requests));
  if (keep && !answer.evaluation.volatile)
    await Promise.all([cache?.write('answer', project.key(), null, answer.lines.join('\n')), project.remember()]);
  return answer.evaluation;
}

/** An answer of the cache; undefined where another build of biform has written it and this one cannot read it. */
function keptAnswer(text: string): Evaluation | undefined {
  try {
    return readAnswer(text.split('\n'));
  } catch (error) {
    if (error instanceof SandboxFault) return undefined;
    throw error;
  }
}

/** Adds the files that project code asked for by names that only running it tells, when it was last compiled as it stands. */
export function addKnownRequests(project: OpenProject, { cache }: CompileOptions): void {
  const known = cache?.read('requests', project.key());
  if (known) project.sources.add(JSON.parse(known.body.toString('utf8')) as Evaluation['missing']);
}

type Evaluated = Extract<Answer, { readonly evaluation: unknown }>;

/**
 * Evaluates a project, SQLX files as plain data where they can be. Files that cannot, it turns out, are sent as modules
 * to another child.
 */
async function evaluateIn(
  first: Sandbox,
  project: OpenProject,
  options: CompileOptions,
  { meanwhile, listener }: Meanwhile,
): Promise<Evaluated> {
  const asModules = new Set<string>();
  const mayBePlain = (path: string): boolean => !asModules.has(path);
  for (const form of ['plain', 'plain', 'modules'] as const) {
    const sandbox = form === 'plain' && asModules.size === 0 ? first : newSandbox(options);
    try {
      const isOnItsWay = project.feeding?.sandbox === sandbox;
      const feeding = isOnItsWay
        ? project.feeding
        : await startFeeding(sandbox, project, options, form === 'plain' ? mayBePlain : undefined);
      const answer = feeding.finish()
        ? sandbox.run({ signal: options.signal, isCalm: await feeding.isCalm(), listener })
        : { again: project.sources.texts.keys() };
      meanwhile();
      const answered = await answer;
      if ('evaluation' in answered) return answered;
      for (const path of answered.again) asModules.add(path);
    } finally {
      sandbox.close();
    }
  }
  throw new SandboxFault(diagnostic('BF1511', { where: 'it asks for modules that it has' }));
}
