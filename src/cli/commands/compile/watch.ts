import { existsSync } from 'node:fs';
import type { Diagnostic } from '../../../compiler/diagnostics/diagnostic.ts';
import { counted } from '../../../report/amounts.ts';
import { compiledCounts } from '../../../report/compiled.ts';
import { paint } from '../../../report/paint.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues } from '../../command.ts';
import { openSession, type Session } from '../../project/again/session.ts';
import type { CompiledProject } from '../../project/compile.ts';
import type { CompileOptions, Refusal } from '../../project/open.ts';
import { type Changes, watchChanges } from './changes.ts';
import { report, reportLog } from './report.ts';

/** What the command does with each result. */
export interface Watched {
  readonly options: () => Promise<CompileOptions>;
  /** Prints all of a result. */
  readonly show: (result: CompiledProject | Refusal, options: CompileOptions) => Promise<ExitCode>;
}

/** Compiles now and after every change until Ctrl-C. Errors of the project do not end it. */
export async function watchProject(
  { options, show }: Watched,
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  const first = await options();
  const session = openSession();
  const kept = { memory: { results: undefined }, warnings: new Map() };
  const compile = async (changed: ReadonlySet<string> | undefined) => {
    const now = await options();
    const analysis = now.analysis && { ...now.analysis, memory: kept.memory };
    return session.compile({ ...now, warnings: kept.warnings, ...(analysis && { analysis }) }, changed);
  };
  if (!existsSync(first.dir)) return show(await compile(undefined), first);
  const changes = watchChanges(first.dir);
  context.signal.addEventListener('abort', changes.stop, { once: true });
  const isText = ['json', 'dot', 'target', 'fidelity'].every((name) => !values[name]);
  let before: CompiledProject | undefined;
  let changed: ReadonlySet<string> | undefined;
  while (!context.signal.aborted) {
    try {
      const result = await compile(changed);
      if (context.signal.aborted) break;
      // The text of a graph is kept for other processes only where all of it was read.
      const shown: CompileOptions = { ...first, cache: undefined };
      if (!('refused' in result) && before && isText) showChanges(before, result, values, context);
      else await show(result, shown);
      before = 'refused' in result ? undefined : result;
    } catch (error) {
      if (context.signal.aborted) break;
      before = undefined;
      context.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    context.stderr('\nWatching for changes...\n');
    changed = await nextChange(session, changes.next, await options());
    const [path, ...more] = changed ?? [];
    if (!context.signal.aborted && path !== undefined)
      context.stderr(`\n${path}${more.length > 0 ? ` and ${counted(more.length, 'more file')}` : ''} changed.\n`);
  }
  changes.stop();
  session.close();
  return exitCodes.interrupted;
}

/** Gets ready, then waits. What has changed since the last compilation without being told of is found on the way. */
async function nextChange(
  session: Session,
  next: Changes['next'],
  options: CompileOptions,
): Promise<ReadonlySet<string> | undefined> {
  const missed = await session.prepare(options);
  const found = await next(missed ?? new Set(['definitions']));
  return missed && found;
}

/** Two findings are the same though the lines above them have changed. */
const keyOf = ({ code, severity, message, span, action }: Diagnostic): string =>
  JSON.stringify([code, severity, message, span?.file, action]);

/** Prints what is new since the last result, and how much is left of what was told before. */
function showChanges(
  before: CompiledProject,
  now: CompiledProject,
  values: OptionValues,
  context: CommandContext,
): void {
  reportLog(now.log, values, context);
  context.stdout(compiledCounts(now.graph, paint(context.colour)));
  const known = new Map<string, number>();
  for (const one of before.diagnostics) known.set(keyOf(one), (known.get(keyOf(one)) ?? 0) + 1);
  const fresh = now.diagnostics.filter((one) => {
    const left = known.get(keyOf(one)) ?? 0;
    if (left > 0) known.set(keyOf(one), left - 1);
    return left === 0;
  });
  report(fresh, now.sources.texts, values, context);
  const mended = before.diagnostics.length - (now.diagnostics.length - fresh.length);
  if (mended > 0) context.stderr(`${counted(mended, 'finding')} gone.\n`);
  const left = now.diagnostics.length - fresh.length;
  if (left > 0) context.stderr(`${counted(left, 'finding')} from before.\n`);
}
