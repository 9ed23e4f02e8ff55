import type { CommandSpec } from '../../command.ts';

export const spec: CommandSpec = {
  name: 'format',
  summary: 'Lay out SQLX and JavaScript files anew.',
  positional: '[DIR]',
  options: [
    {
      name: 'check',
      kind: 'boolean',
      help: 'Write nothing; list the files that would change and fail if there are any.',
    },
    {
      name: 'actions',
      kind: 'list',
      value: 'GLOB,...',
      help: 'Format only these files, for example definitions/marts/**.',
    },
    { name: 'ignore-js-files', kind: 'boolean', help: 'Leave .js files as they are.' },
    { name: 'json', kind: 'boolean', help: 'Print what was done with each file as JSON.' },
  ],
  details: `Formats {definitions,includes}/**/*.{js,sqlx}. Only blanks, line ends and the order of blocks change
(config and js, then SQL, then the other blocks); a file where anything else would change is left as it is and reported.

  biform format                     format the project in this folder
  biform format shop --check        for CI: fails if a file is not formatted
  biform format --actions 'definitions/marts/**'`,
  load: () => import('../format.ts'),
};
