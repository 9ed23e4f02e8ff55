import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Relative path to content of every file of a project. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** What Dataform's project flags set, by the key of the compiled graph's `projectConfig`. */
export interface Overrides {
  readonly defaultDatabase?: string;
  readonly defaultSchema?: string;
  readonly defaultLocation?: string;
  readonly assertionSchema?: string;
  readonly databaseSuffix?: string;
  readonly schemaSuffix?: string;
  readonly tablePrefix?: string;
  readonly disableAssertions?: boolean;
  readonly defaultReservation?: string;
  readonly vars?: Readonly<Record<string, string>>;
}

/** A compiled graph as JSON, or the error with which the project was refused as a whole. */
export type Outcome =
  | { readonly graph: Record<string, unknown> }
  | { readonly refused: { readonly name?: string; readonly message: string } };

const here = dirname(fileURLToPath(import.meta.url));
const corePackage = join(here, '../../node_modules/@dataform/core');

/** Writes a project into a new temporary folder and returns that folder. The caller removes it. */
export function writeProject(files: ProjectFiles): string {
  const dir = mkdtempSync(join(tmpdir(), 'biform-project-'));
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return dir;
}

/**
 * Compiles a project with @dataform/core 3.0.62 in a fresh process: the graph that `dataform compile --json`
 * prints (stacks aside). A project that lies under version control is copied first.
 * Rejects only when core's process ends without an answer.
 */
export async function compileWithCore(dir: string, overrides: Overrides = {}): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'biform-core-'));
  try {
    const project = join(scratch, 'project');
    cpSync(dir, project, { recursive: true, filter: (from) => !from.includes('node_modules/@dataform') });
    mkdirSync(join(project, 'node_modules/@dataform'), { recursive: true });
    symlinkSync(corePackage, join(project, 'node_modules/@dataform/core'));
    const result = join(scratch, 'result.json');
    const args = ['--preserve-symlinks', join(here, 'dataform-core.cjs'), project, result, JSON.stringify(overrides)];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { env: { TZ: 'UTC' }, timeout: 60_000 }, (error, stdout, stderr) =>
        resolve(`${error?.message ?? ''}${stdout}${stderr}`),
      );
    });
    if (!existsSync(result)) throw new Error(`@dataform/core gave no answer: ${output}`);
    return JSON.parse(readFileSync(result, 'utf8').replaceAll(project, '<root>')) as Outcome;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
