import { existsSync, type FSWatcher, watch as watchFolder } from 'node:fs';
import { type CommandContext, type ExitCode, exitCodes } from '../../command.ts';

/** Changes that come closer together than this are one change, in milliseconds. */
const SETTLE_MILLIS = 60;

/** Compiles now and after every change until Ctrl-C. Errors of the project do not end it. */
export async function watch(dir: string, context: CommandContext, compile: () => Promise<ExitCode>): Promise<ExitCode> {
  if (!existsSync(dir)) return compile();
  const changed = changes(dir);
  context.signal.addEventListener('abort', changed.stop, { once: true });
  while (!context.signal.aborted) {
    try {
      await compile();
    } catch (error) {
      if (context.signal.aborted) break;
      context.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    if (context.signal.aborted) break;
    context.stderr('\nWatching for changes...\n');
    const path = await changed.next();
    if (path !== undefined) context.stderr(`\n${path} changed.\n`);
  }
  changed.stop();
  return exitCodes.interrupted;
}

/** Whether a change of this path can matter. */
const matters = (path: string): boolean => !/(?:^|[/\\])(?:\.[^/\\]*|node_modules)(?:[/\\]|$)/.test(path);

interface Changes {
  /** The path of the next change, or of one that came since the last call; undefined when watching has ended. */
  readonly next: () => Promise<string | undefined>;
  readonly stop: () => void;
}

function changes(dir: string): Changes {
  let last: string | undefined;
  let over = false;
  let wake: () => void = () => undefined;
  const note = (_event: string, path: string | null): void => {
    if (path === null || !matters(path)) return;
    last = path;
    wake();
  };
  const watcher: FSWatcher = watchFolder(dir, { recursive: true }, note);
  watcher.on('error', () => undefined);
  return {
    next: async () => {
      while (last === undefined && !over) await new Promise<void>((resolve) => (wake = resolve));
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MILLIS));
      const path = last;
      last = undefined;
      return path;
    },
    stop: () => {
      over = true;
      watcher.close();
      wake();
    },
  };
}
