import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome, Overrides } from './oracle.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The built product; BIFORM_CLI names another build of it. */
export const biformCli = process.env['BIFORM_CLI'] ?? join(root, 'dist/cli.js');

export interface CommandResult {
  /** Exit status; undefined when a signal ended the process. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node script to its end with nothing but PATH, a time zone and the given variables. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], TZ: 'UTC', ...env }, maxBuffer: 2 ** 30, timeout: 1_200_000 };
    const child = execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ status, stdout, stderr });
    });
    child.stdin?.end();
  });
}

const flagOf: Readonly<Record<keyof Overrides, string>> = {
  defaultDatabase: 'default-database',
  defaultSchema: 'default-schema',
  defaultLocation: 'default-location',
  assertionSchema: 'assertion-schema',
  databaseSuffix: 'database-suffix',
  schemaSuffix: 'schema-suffix',
  tablePrefix: 'table-prefix',
  disableAssertions: 'disable-assertions',
  defaultReservation: 'default-reservation',
  vars: 'vars',
};

/** Dataform's project flags for overrides. */
export const flagsOf = (overrides: Overrides): readonly string[] =>
  Object.entries(overrides).map(([key, value]) => {
    const flag = `--${flagOf[key as keyof Overrides]}`;
    if (value === true) return flag;
    if (typeof value === 'string') return `${flag}=${value}`;
    const pairs = Object.entries(value as Readonly<Record<string, string>>).map(([name, item]) => `${name}=${item}`);
    return `${flag}=${pairs.join(',')}`;
  });

/** The graph on stdout; lines that project code logged may stand before it. */
function graphIn(stdout: string): Record<string, unknown> {
  const start = stdout.startsWith('{') ? 0 : stdout.search(/^\{$/m);
  return JSON.parse(stdout.slice(start)) as Record<string, unknown>;
}

/** What `compile --json` printed, as an outcome: the graph, or all of stderr where there is none. */
export function outcomeOf(result: CommandResult, dir: string): Outcome {
  const clean = (text: string): string => text.replaceAll(realpathSync(dir), '<root>').replaceAll(dir, '<root>');
  try {
    return { graph: graphIn(clean(result.stdout)) };
  } catch {
    return { refused: { message: clean(result.stderr) } };
  }
}

/** Compiles a project with the built product: `biform compile DIR --json` and Dataform's flags. */
export async function compileWithBiform(
  dir: string,
  overrides: Overrides = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome & { readonly status: number | undefined }> {
  const result = await runNode([biformCli, 'compile', dir, '--json', ...flagsOf(overrides)], env);
  return { ...outcomeOf(result, dir), status: result.status };
}
