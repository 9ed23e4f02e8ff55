import { resolve } from 'node:path';
import type { Diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { Evaluation } from '../../compiler/load/port.ts';
import { compiledCounts, compiledList } from '../../report/compiled.ts';
import { paint } from '../../report/paint.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { cacheFolder, type EntryKind, openCache } from '../project/cache.ts';
import { addKnownRequests, type CompiledProject, compileOpened, newSandbox } from '../project/compile.ts';
import type { LocalState } from '../project/local.ts';
import { type CompileOptions, type OpenProject, openProject, type Refusal } from '../project/open.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../project/options.ts';
import { graphText } from './compile/json.ts';
import { report, reportLog, reportRefusal, statusOf } from './compile/report.ts';
import { columnsOf, outputSelection, selectedGraph } from './compile/select.ts';

declare const BIFORM_VERSION: string;

/** Compiles a project once, or again and again with `--watch`. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [dir = '.', ...rest] = args;
  if (rest.length > 0) throw new UsageError(`compile takes one folder, not ${rest.length + 1}.`);
  const needing = ['fidelity', 'exact-only'].find((name) => values[name] === true && values['target'] === undefined);
  if (needing) throw new UsageError(`--${needing} judges the translation to a target: name one with --target.`);
  if (values['fidelity'] && values['dot'])
    throw new UsageError('Arguments --fidelity and --dot are mutually exclusive.');
  if (values['json'] && values['dot']) throw new UsageError('Arguments --json and --dot are mutually exclusive.');
  const options = optionsFrom(resolve(context.cwd, dir), values, context);
  outputSelection(values);
  if (!values['watch']) return compileOnce(options, dir, values, context);
  const { watchProject } = await import('./compile/watch.ts');
  return watchProject(
    {
      options: () => withTarget({ ...options, now: nowFrom(values, context.now) }, values),
      show: async (result, used) => show(result, dir, used, values, context),
    },
    values,
    context,
  );
}

function optionsFrom(dir: string, values: OptionValues, context: CommandContext): CompileOptions {
  const json = isPlainJson(values);
  return {
    dir,
    overrides: overridesFrom(values),
    timeoutMillis: timeoutFrom(values),
    now: nowFrom(values, context.now),
    version: BIFORM_VERSION,
    signal: context.signal,
    keep: !json,
    prints: json,
    analysis: values['analysis'] !== false && { lineage: values['json'] === true },
    report: (found) => report([found], new Map(), values, context),
    ...(values['cache'] === false ? {} : { cache: openCache(cacheFolder(context.env)) }),
  };
}

/** Whether the whole graph is printed as JSON, so that its text can be kept. */
const isPlainJson = (values: OptionValues): boolean =>
  values['json'] === true && values['target'] === undefined && outputSelection(values) === undefined;

/** The kind of entry under which a printed graph is kept. */
const printedKind = ({ analysis }: CompileOptions): EntryKind => (analysis === false ? 'graph' : 'printed');

/** What is noted beside a kept text: what was found, and what project code printed. */
interface Note {
  readonly diagnostics: readonly Diagnostic[];
  readonly log: Evaluation['log'];
  readonly status: ExitCode;
  /** Of local files that it came from, too. */
  readonly local?: LocalState;
}

/** What was printed of the project as it stands. */
async function keptText(project: OpenProject, options: CompileOptions) {
  const kept = options.cache?.read(printedKind(options), project.key());
  const { local } = (kept?.note ?? {}) as Partial<Note>;
  if (!kept || !local) return kept;
  const { isSame } = await import('../project/local.ts');
  return (await isSame(project, local)) ? kept : undefined;
}

/** Options with what the target asks for that the author named. */
async function withTarget(options: CompileOptions, values: OptionValues): Promise<CompileOptions> {
  const asked = values['target'];
  if (typeof asked !== 'string') return options;
  const { targetChoice } = await import('./compile/target.ts');
  return { ...options, target: targetChoice(asked) };
}

/** `typed` is the folder as the author named it. */
async function compileOnce(
  given: CompileOptions,
  typed: string,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  const options = await withTarget(given, values);
  const sandbox = newSandbox(options);
  try {
    const project = await openProject(options, sandbox);
    if ('refused' in project) return refuse(project, typed, values, context);
    addKnownRequests(project, options);
    const kept = isPlainJson(values) ? await keptText(project, options) : undefined;
    if (kept) {
      sandbox.close();
      const { diagnostics, log, status } = kept.note as Note;
      reportLog(log, values, context);
      context.stdoutBytes(kept.body);
      report(diagnostics, project.sources.texts, values, context);
      return status;
    }
    return await show(await compileOpened(project, sandbox, options), typed, options, values, context);
  } finally {
    sandbox.close();
  }
}

/** Prints what came of a compilation, as its options ask, and writes the scripts of a target. */
async function show(
  compiled: CompiledProject | Refusal,
  typed: string,
  options: CompileOptions,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  if ('refused' in compiled) return refuse(compiled, typed, values, context);
  reportLog(compiled.log, values, context);
  const status = values['fidelity']
    ? reportAlone(compiled, values, context)
    : await print(compiled, options, values, context);
  const asked = values['target'];
  if (typeof asked !== 'string') return status;
  const { writeTarget } = await import('./compile/target.ts');
  return writeTarget(compiled, asked, status, values, context);
}

function reportAlone(
  { diagnostics, sources }: CompiledProject,
  values: OptionValues,
  context: CommandContext,
): ExitCode {
  report(diagnostics, sources.texts, values, context);
  return statusOf(diagnostics);
}

async function print(
  compiled: CompiledProject,
  options: CompileOptions,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  const { texts } = compiled.sources;
  const selection = outputSelection(values);
  const clean = !compiled.graph.graphErrors.compilationErrors;
  const selected =
    selection && clean ? selectedGraph(compiled.graph, selection) : { graph: compiled.graph, diagnostics: [] };
  const diagnostics = [...compiled.diagnostics, ...selected.diagnostics];
  const status = statusOf(diagnostics);
  const p = paint(context.colour);
  if (values['json']) {
    const known = selection ? columnsOf(selected.graph, compiled.columns) : compiled.columns;
    const columns = options.analysis === false ? undefined : (await import('./compile/columns.ts')).columnsJson(known);
    const sourceOf = (file: string): string | undefined => texts.get(file);
    const beyond = { diagnostics, columns, sourceOf, version: BIFORM_VERSION, printed: compiled.printed };
    const text = graphText(selected.graph, beyond);
    const note: Note = { diagnostics, log: compiled.log, status, ...(compiled.local && { local: compiled.local }) };
    const isKept = isPlainJson(values) && !compiled.volatile;
    const keeping = isKept && [
      options.cache?.write(printedKind(options), compiled.key(), note, text),
      compiled.remember(),
    ];
    for (const piece of text) context.stdoutBytes(piece);
    if (keeping) await Promise.all(keeping);
  } else if (values['dot']) {
    const { dot } = await import('../../report/graph/dot.ts');
    context.stdout(`${dot(selected.graph)}\n`);
  } else {
    context.stdout(compiledCounts(selected.graph, p));
    if (!values['quiet']) context.stdout(compiledList(selected.graph, p));
  }
  report(diagnostics, texts, values, context);
  return status;
}

function refuse(refusal: Refusal, typed: string, values: OptionValues, context: CommandContext): ExitCode {
  reportRefusal(refusal, typed, values, context);
  return refusal.usage ? exitCodes.usage : exitCodes.failed;
}
