import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'run',
  summary: 'Build the tables and views of a project and check its assertions.',
  positional: '[DIR]',
  options: [
    {
      name: 'actions',
      kind: 'list',
      value: 'NAME,...',
      help: 'Run only these actions: full names, bare names, or patterns with *.',
    },
    { name: 'tags', kind: 'list', value: 'TAG,...', help: 'Run only actions with one of these tags.' },
    { name: 'include-deps', kind: 'boolean', help: 'Also run what the selected actions depend on.' },
    { name: 'include-dependents', kind: 'boolean', help: 'Also run what depends on the selected actions.' },
    { name: 'full-refresh', kind: 'boolean', help: 'Rebuild incremental tables from nothing, unless protected.' },
    { name: 'dry-run', kind: 'boolean', help: 'Show what would be done, and why, and do nothing.' },
    { name: 'run-tests', kind: 'boolean', help: 'Run the unit tests first, and nothing else if one fails.' },
    { name: 'restart', kind: 'boolean', help: 'Skip nothing: not what is unchanged, not what an interrupted run did.' },
    {
      name: 'skip-unsupported',
      kind: 'boolean',
      help: 'Skip actions that cannot run on the target, and their dependents; that alone is no failure.',
    },
    {
      name: 'past-assertions',
      kind: 'boolean',
      help: 'Run also what depends on an assertion that finds rows; the run fails all the same. For made-up data.',
    },
    {
      name: 'report',
      kind: 'list',
      value: 'junit=FILE',
      help: 'Also write a report of the run to a file.',
    },
    {
      name: 'action-retry-limit',
      kind: 'string',
      value: 'N',
      help: 'Try a failed action again up to N times (default: 0).',
    },
    {
      name: 'action-timeout',
      kind: 'string',
      value: 'DURATION',
      help: 'Longest time for one action, for example 30s.',
    },
    { name: 'run-timeout', kind: 'string', value: 'DURATION', help: 'Longest time for the whole run, for example 1h.' },
    { name: 'execution-timeout', kind: 'string', value: 'DURATION', help: 'Same as --run-timeout.', hidden: true },
    ...projectOptions,
    {
      name: 'now',
      kind: 'string',
      value: 'TIME',
      help: 'The time that project code sees, for example 2026-01-31T08:00:00Z.',
    },
    { name: 'credentials', kind: 'string', value: 'FILE', help: 'Not used on this machine.', hidden: true },
    { name: 'job-labels', kind: 'string', value: 'KEY=VALUE,...', help: 'Not used on this machine.', hidden: true },
    { name: 'jit-timeout', kind: 'string', value: 'DURATION', help: 'Not used.', hidden: true },
    { name: 'emit-lineage', kind: 'boolean', help: 'Not used.', hidden: true },
  ],
  details: `Every action is one transaction: its pre operations, its statement, its post operations. A run may be
stopped or killed at any moment; the next one finishes it. With a biform.yaml, work that is proven to be unchanged
is not done again. Exit status: 0 fine, 1 something failed, 2 wrong usage, 3 database unusable, 130 interrupted.

  biform run                                  everything
  biform run --actions customers --include-deps
  biform run --tags daily --full-refresh
  biform run --dry-run                        what would be done, and why
  biform run --json > events.ndjson           one event a line (docs/run-events.md)
  biform run --report junit=report.xml`,
  load: () => import('../run.ts'),
};
