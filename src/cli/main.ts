#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

/** The entry of the command line. It loads nothing before it knows what was asked for. */
declare const BIFORM_VERSION: string;

/** Commands that run project code. Their child process starts before the rest of biform is even loaded. */
const compiling: ReadonlySet<string> = new Set(['compile', 'run', 'test', 'graph', 'lineage', 'sources']);

/** Most of biform's functions run for a moment only: optimising them costs more than it gains. A fifth less time. */
const LATE_OPTIMISATION = '--interrupt-budget=1000000';

async function startChild(): Promise<void> {
  setFlagsFromString(LATE_OPTIMISATION);
  const { startEarly } = await import('../sandbox/early.ts');
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  startEarly({ child: path('child.cjs'), runtime: path('runtime.js') });
}

const argv = process.argv.slice(2);
if (argv.includes('--version') && !argv.includes('--')) process.stdout.write(`${BIFORM_VERSION}\n`);
else {
  if (argv.some((word) => compiling.has(word)) && !argv.includes('--help')) await startChild();
  const { start } = await import('./start.ts');
  process.exitCode = await start(argv);
}
