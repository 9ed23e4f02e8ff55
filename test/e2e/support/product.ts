import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(import.meta.dirname, '../../..');

/** The built command line: `npm run build` makes it, and these tests try it as users get it. */
const cli = join(resolve(root, process.env['BIFORM_DIST'] ?? 'dist'), 'cli.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `biform` in a folder, with a cache of its own and nothing of this machine's settings. */
export function biform(cwd: string, ...args: readonly string[]): Ran {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: run "npm run build" first`);
  const env = { PATH: process.env['PATH'], HOME: cwd, BIFORM_CACHE_DIR: join(cwd, '.cache'), NO_COLOR: '1' };
  const ran = spawnSync(process.execPath, [cli, ...args], { cwd, env, encoding: 'utf8', timeout: 120_000 });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

/** An empty folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'biform-e2e-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the project at the repository's root, without data. */
export function sampleProject(): string {
  const folder = temporaryFolder();
  for (const part of ['workflow_settings.yaml', 'biform.yaml', 'definitions', 'includes', 'macros']) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  return folder;
}

/** Writes texts by their paths below a folder, in place of what stands there. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What became of each step of `biform run --json`: name -> outcome. Fails the test if the run did not end as expected. */
export function outcomes(cwd: string, ...args: readonly string[]): ReadonlyMap<string, string> {
  const ran = biform(cwd, 'run', '--json', ...args);
  if (ran.code !== 0) throw new Error(`biform run ended with ${ran.code}:\n${ran.stderr}\n${ran.stdout}`);
  const events = ran.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): { type: string; step?: string; outcome?: string } => JSON.parse(line));
  const finished = events.filter((event) => event.type === 'step-finished');
  return new Map(finished.map(({ step = '', outcome = '' }) => [step, outcome]));
}
