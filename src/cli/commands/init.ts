import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { projectFiles } from './init/template.ts';

/** Writes a new project; refuses a folder that already is one, and never overwrites a file. */
export async function run(args: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [dir = '.', database, location, ...rest] = args;
  if (rest.length > 0)
    throw new UsageError('init takes a folder, a project and a location: biform init [DIR] [PROJECT] [LOCATION]');
  const root = resolve(context.cwd, dir);
  for (const settings of ['workflow_settings.yaml', 'dataform.json']) {
    if (existsSync(join(root, settings))) {
      throw new UsageError(
        `${join(dir, settings)} exists: this already is a project. Run \`biform compile\` in it, or choose another folder.`,
      );
    }
  }
  const files = projectFiles({
    project: database ?? text(options['default-database']) ?? 'my-project',
    location: location ?? text(options['default-location']) ?? 'US',
    bare: options['bare'] === true,
  });
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    if (existsSync(file)) {
      kept.push(path);
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { flag: 'wx' });
    written.push(path);
  }
  for (const folder of ['definitions', 'includes']) await mkdir(join(root, folder), { recursive: true });
  const where = relative(context.cwd, root);
  context.stdout(
    `${[
      `Project ready in ${where === '' ? 'this folder' : where}:`,
      ...written.map((path) => `  ${path}`),
      ...kept.map((path) => `  ${path} (kept as it was)`),
      '',
      'Next:',
      ...(where === '' ? [] : [`  cd ${where}`]),
      '  biform compile    check it',
      ...(options['bare'] === true ? [] : ['  biform run        build it on this machine, no account needed']),
    ].join('\n')}\n`,
  );
  return exitCodes.ok;
}

const text = (value: OptionValues[string]): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
