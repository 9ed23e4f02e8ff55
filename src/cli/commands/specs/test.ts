import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'test',
  summary: 'Run the unit tests of a project on this machine.',
  positional: '[DIR]',
  options: [
    { name: 'json', kind: 'boolean', help: 'Print the results as JSON.' },
    { name: 'report', kind: 'list', value: 'junit=FILE', help: 'Also write a report to a file.' },
    ...projectOptions,
    {
      name: 'now',
      kind: 'string',
      value: 'TIME',
      help: 'The time that project code sees, for example 2026-01-31T08:00:00Z.',
    },
    { name: 'credentials', kind: 'string', value: 'FILE', help: 'Not used on this machine.', hidden: true },
  ],
  details: `A test (config type "test") feeds a model with the rows of its inputs and compares what comes out with the
rows of its own query: number of rows, names of columns, then row by row. Nothing is read from or written to the
project's database.

  biform test
  biform test --report junit=tests.xml`,
  load: () => import('../test.ts'),
};
