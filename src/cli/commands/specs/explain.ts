import type { CommandSpec } from '../../command.ts';

export const spec: CommandSpec = {
  name: 'explain',
  summary: 'Say what a diagnostic code means and how to mend it.',
  positional: '[CODE]',
  options: [{ name: 'json', kind: 'boolean', help: 'Print as JSON.' }],
  details: 'Without a code, lists all codes.',
  load: () => import('../explain.ts'),
};
