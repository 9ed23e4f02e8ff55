import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'sources',
  summary: 'Write the columns of declared tables to sources/*.yaml.',
  positional: 'pull [NAME...]',
  options: [
    { name: 'target', kind: 'string', value: 'TARGET', help: 'Where to look; default: the default target.' },
    { name: 'json', kind: 'boolean', help: 'Print what changed as JSON.' },
    ...projectOptions,
  ],
  details: `Columns come from the files that biform.yaml binds to a declaration, else from the target's database. Types that
biform.yaml declares count more than those of files. Descriptions, modes and comments in the files stay.

  biform sources pull                     all declarations
  biform sources pull raw.orders raw.items`,
  load: () => import('../sources.ts'),
};
