#!/usr/bin/env node
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { startEarly } from '../sandbox/early.ts';
import { loadScript } from './load-script.ts';
import { v8Flags } from './v8-flags.ts';

/** The entry of the command line. It loads nothing before it knows what was asked for. */
declare const BIFORM_VERSION: string;

/** Commands that run project code. Their child process starts before the rest of biform is even loaded. */
const compiling: ReadonlySet<string> = new Set(['compile', 'run', 'test', 'graph', 'lineage', 'sources']);

const loadBiform = () => loadScript<typeof import('./start.ts')>(join(__dirname, 'biform.cjs'), require);

const argv = process.argv.slice(2);
if (!isMainThread) void loadBiform().serveThread();
else if (argv.includes('--version') && !argv.includes('--')) process.stdout.write(`${BIFORM_VERSION}\n`);
else {
  const willCompile = argv.some((word) => compiling.has(word)) && !argv.includes('--help');
  for (const flag of v8Flags) setFlagsFromString(flag);
  const early = willCompile
    ? startEarly({ child: join(__dirname, 'child.cjs'), runtime: join(__dirname, 'runtime.js') })
    : undefined;
  const { start } = loadBiform();
  void start(argv, early).then((status) => {
    process.exitCode = status;
  });
}
