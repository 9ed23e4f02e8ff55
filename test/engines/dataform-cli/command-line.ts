import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runNode } from '../../support/biform.ts';
import { writeProject } from '../../support/oracle.ts';
import type { Case } from './cases/case.ts';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const dataformCli = join(modules, '@dataform/cli/bundle.js');

/** Whether Dataform's command line is installed beside this file. */
export const installed = existsSync(dataformCli);

/** The project of a case in a temporary folder, with core where Dataform's command line wants it. The caller removes it. */
export function prepare({ files, pinned }: Case): string {
  const dir = writeProject(files);
  if (!pinned) {
    cpSync(join(modules, '@dataform/core'), join(dir, 'node_modules/@dataform/core'), { recursive: true });
    writeFileSync(join(dir, 'package.json'), '{ "dependencies": { "@dataform/core": "3.0.62" } }\n');
  }
  return dir;
}

export const remove = (dir: string): void => rmSync(dir, { recursive: true, force: true });

/** Dataform's own `compile`. HOME and the npm settings pass through: for a pinned version it runs `npm i`. */
export function runDataform(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const forNpm = Object.entries(process.env).filter(([key]) =>
    /^(HOME|npm_config_\w+|NODE_EXTRA_CA_CERTS)$/i.test(key),
  );
  return runNode([dataformCli, ...args], { ...(Object.fromEntries(forNpm) as Record<string, string>), ...env });
}
