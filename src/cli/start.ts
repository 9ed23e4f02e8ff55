import { resolve } from 'node:path';
import { closest } from '../compiler/diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import { diagnosticText } from '../report/diagnostics.ts';
import { discardEarly, keepEarly } from '../sandbox/early.ts';
import type { Confined } from '../sandbox/walls.ts';
import { globalOptions, optionsOf, readArguments, splitCommand } from './args.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from './command.ts';
import { commands } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';

/**
 * Runs the command that the arguments name and gives the exit status. Nothing is thrown. `early`: a child process that the
 * command may use.
 */
export async function start(argv: readonly string[], early?: Confined): Promise<ExitCode> {
  keepEarly(early);
  const interrupt = new AbortController();
  const onClosedPipe = argv.includes('--watch') ? () => interrupt.abort() : () => undefined;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe(onClosedPipe));
  process.once('SIGINT', () => {
    interrupt.abort();
    setTimeout(() => process.exit(exitCodes.interrupted), 3000).unref();
  });
  try {
    const status = await dispatch(argv, interrupt.signal);
    return interrupt.signal.aborted ? exitCodes.interrupted : status;
  } catch (error) {
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    return reportFault(error, argv);
  } finally {
    discardEarly();
  }
}

/**
 * Whoever read our output has seen enough (`biform run --json | head`): that is no fault, and the work goes on, but for
 * watching, which has nobody left to tell.
 */
const ignoreClosedPipe =
  (then: () => void) =>
  (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    then();
  };

/** What another thread of the command line does. */
export async function serveThread(): Promise<void> {
  const { serve } = await import('./project/analysis/thread.ts');
  serve();
}

async function dispatch(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const { command, rest } = splitCommand(argv);
  if (command === undefined) {
    readArguments(rest, globalOptions);
    process.stdout.write(overview(commands));
    return exitCodes.ok;
  }
  const spec = commands.find(({ name }) => name === command);
  if (!spec) {
    const near = closest(
      command,
      commands.map(({ name }) => name),
    );
    throw new UsageError(
      `Unknown command ${command}.${near ? ` Did you mean ${near}?` : ''} \`biform help\` lists them.`,
    );
  }
  const { positionals, values } = readArguments(rest, optionsOf(spec));
  if (values['help']) {
    process.stdout.write(commandHelp(spec));
    return exitCodes.ok;
  }
  if (values['quiet'] && values['verbose'])
    throw new UsageError('Arguments --verbose and --quiet are mutually exclusive.');
  const { run } = await spec.load();
  return run(positionals, values, contextFor(values, signal));
}

function contextFor(values: OptionValues, signal: AbortSignal): CommandContext {
  const { env } = process;
  const told = values['color'];
  const unwanted = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  return {
    cwd: resolve(typeof values['directory'] === 'string' ? values['directory'] : '.'),
    env,
    stdout: (text) => void process.stdout.write(text),
    stdoutBytes: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    live: process.stderr.isTTY === true && !env['CI'],
    colour: typeof told === 'boolean' ? told : !unwanted && process.stderr.isTTY === true,
    now: Date.now,
    signal,
  };
}

function reportFault(error: unknown, argv: readonly string[]): ExitCode {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return error.status;
  }
  const unwritable = refusedWrite(error);
  if (unwritable) {
    process.stderr.write(diagnosticText(unwritable, () => undefined, false));
    return exitCodes.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(diagnosticText(diagnostic('BF9001', { message }), () => undefined, false));
  if (argv.includes('--verbose') && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.failed;
}

/** Why a system refuses to write a file, by Node's name for it. */
const refusals: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'no space is left for you on the disk',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EISDIR: 'it is a folder',
};

function refusedWrite(error: unknown): Diagnostic | undefined {
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  const why = refusals[code];
  return why !== undefined && path !== undefined ? diagnostic('BF1516', { path, why }) : undefined;
}
