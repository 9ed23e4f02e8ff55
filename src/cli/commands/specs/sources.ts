import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'sources',
  summary: 'Write the columns of declared tables to sources/*.yaml, or make up data for them.',
  positional: 'pull [NAME...] | synthesize',
  options: [
    { name: 'target', kind: 'string', value: 'TARGET', help: 'Where to look; default: the default target.' },
    { name: 'json', kind: 'boolean', help: 'Print what changed as JSON.' },
    { name: 'rows', kind: 'string', value: 'N', help: 'synthesize: rows of each table (default: 100).' },
    { name: 'seed', kind: 'string', value: 'S', help: 'synthesize: another seed, other values (default: 1).' },
    {
      name: 'now',
      kind: 'string',
      value: 'MOMENT',
      help: 'synthesize: dates lie before this moment (default: today).',
    },
    ...projectOptions,
  ],
  details: `Columns come from the files that biform.yaml binds to a declaration, else from the target's database. Types that
biform.yaml declares count more than those of files. Descriptions, modes and comments in the files stay.

  biform sources pull                     all declarations
  biform sources pull raw.orders raw.items

synthesize makes up rows for every table that the project reads and does not make, declared or only named in SQL, and
writes them to .biform/sources/, where target duckdb finds them. It needs no biform.yaml and no credentials. Equal seeds
give equal data.

  biform sources synthesize && biform run
  biform sources synthesize --rows 1000 --seed 7`,
  load: () => import('../sources.ts'),
};
