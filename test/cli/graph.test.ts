import { expect, test } from 'vitest';
import { type CommandContext, UsageError } from '../../src/cli/command.ts';
import { run } from '../../src/cli/commands/graph.ts';
import { spec } from '../../src/cli/commands/specs/graph.ts';
import { graphFormats } from '../../src/report/graph/formats.ts';

const context: CommandContext = {
  cwd: '/',
  env: {},
  stdout: () => undefined,
  stdoutBytes: () => undefined,
  stderr: () => undefined,
  live: false,
  colour: false,
  now: () => 0,
  signal: new AbortController().signal,
};

test.each([
  [['a', 'b'], {}, 'one folder'],
  [[], { format: 'svg' }, 'dot, mermaid, json, not "svg"'],
  [[], { format: '__proto__' }, 'dot, mermaid, json'],
])('graph %j with %j is refused as wrong usage', async (args, values, message) => {
  const outcome = run(args, values, context);
  await expect(outcome).rejects.toThrow(UsageError);
  await expect(outcome).rejects.toThrow(message);
});

test('help names every format', () => {
  const help = spec.options.find(({ name }) => name === 'format')?.help ?? '';
  for (const format of Object.keys(graphFormats)) expect(help).toContain(format);
});
