import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CommandContext, UsageError } from '../../src/cli/command.ts';
import { projectFiles } from '../../src/cli/commands/init/template.ts';
import { run } from '../../src/cli/commands/init.ts';
import { readBiformSettings } from '../../src/compiler/project/biform/read.ts';
import { formatText } from '../../src/editor/format/text.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'biform-init-'));

function contextIn(cwd: string): { context: CommandContext; said: () => string } {
  let said = '';
  const hear = (text: string): void => {
    said += text;
  };
  const signal = new AbortController().signal;
  return {
    context: {
      cwd,
      env: {},
      stdout: hear,
      stdoutBytes: () => undefined,
      stderr: hear,
      live: false,
      colour: false,
      now: () => 0,
      signal,
    },
    said: () => said,
  };
}

test('a new project has settings, biform.yaml, data and models, and says what to type next', async () => {
  const cwd = folder();
  const { context, said } = contextIn(cwd);
  expect(await run(['shop', 'acme', 'EU'], {}, context)).toBe(0);
  expect(readFileSync(join(cwd, 'shop/workflow_settings.yaml'), 'utf8')).toContain('defaultProject: "acme"');
  expect(existsSync(join(cwd, 'shop/definitions/stg_orders.sqlx'))).toBe(true);
  expect(said()).toContain('cd shop');
});

test('files that exist are kept', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, '.gitignore'), 'mine\n');
  const { context, said } = contextIn(cwd);
  await run([], {}, context);
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('mine\n');
  expect(said()).toContain('.gitignore (kept as it was)');
});

test('a folder that already is a project is refused', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'dataform.json'), '{}');
  await expect(run([], {}, contextIn(cwd).context)).rejects.toThrow(UsageError);
  expect(existsSync(join(cwd, 'workflow_settings.yaml'))).toBe(false);
});

test('--bare writes what Dataform writes', () => {
  expect(Object.keys(projectFiles({ project: 'p', location: 'US', bare: true }))).toEqual([
    'workflow_settings.yaml',
    '.gitignore',
  ]);
});

test('the example passes its own formatter and its own settings check', () => {
  const files = projectFiles({ project: 'p', location: 'US', bare: false });
  for (const [path, text] of Object.entries(files).filter(([path]) => path.startsWith('definitions/'))) {
    expect(formatText(path, text)).toMatchObject({ text });
  }
  expect(readBiformSettings(files['biform.yaml'] ?? '').diagnostics).toEqual([]);
});
