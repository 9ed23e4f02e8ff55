#!/usr/bin/env node
/** The entry of the command line. It loads nothing before it knows what was asked for. */
declare const BIFORM_VERSION: string;

const argv = process.argv.slice(2);
if (argv.includes('--version') && !argv.includes('--')) process.stdout.write(`${BIFORM_VERSION}\n`);
else {
  const { start } = await import('./start.ts');
  process.exitCode = await start(argv);
}
