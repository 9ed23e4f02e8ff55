import type { CommandSpec } from '../../command.ts';

export const spec: CommandSpec = {
  name: 'init',
  summary: 'Start a project: settings, folders and one small model that runs at once.',
  positional: '[DIR] [PROJECT] [LOCATION]',
  options: [
    {
      name: 'default-database',
      kind: 'string',
      value: 'PROJECT',
      help: 'Google Cloud project of the warehouse (default: my-project).',
    },
    { name: 'default-location', kind: 'string', value: 'LOCATION', help: 'BigQuery location (default: US).' },
    {
      name: 'bare',
      kind: 'boolean',
      help: 'Write settings and folders only, as Dataform does: no biform.yaml, no example.',
    },
  ],
  details: `Nothing that exists is overwritten. The project is a Dataform project: Dataform compiles it too.

  biform init shop            start a project in the folder shop
  cd shop && biform run       run its example on this machine`,
  load: () => import('../init.ts'),
};
