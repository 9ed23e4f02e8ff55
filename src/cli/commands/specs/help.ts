import type { CommandSpec } from '../../command.ts';

export const spec: CommandSpec = {
  name: 'help',
  summary: 'Show help, for one command if it is named.',
  positional: '[COMMAND]',
  options: [],
  load: () => import('../help.ts'),
};
