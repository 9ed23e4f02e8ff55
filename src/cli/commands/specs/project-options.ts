import type { OptionSpec } from '../../command.ts';

/** Options that stand above the project's settings, as Dataform's CLI spells them. Every command that compiles has them. */
export const projectOptions: readonly OptionSpec[] = [
  {
    name: 'default-database',
    kind: 'string',
    value: 'PROJECT',
    help: 'Google Cloud project of actions that name none.',
  },
  { name: 'default-schema', kind: 'string', value: 'DATASET', help: 'Dataset of actions that name none.' },
  { name: 'default-location', kind: 'string', value: 'LOCATION', help: 'BigQuery location of the datasets.' },
  { name: 'assertion-schema', kind: 'string', value: 'DATASET', help: 'Dataset of assertions.' },
  { name: 'vars', kind: 'list', value: 'KEY=VALUE,...', help: 'Variables for dataform.projectConfig.vars.' },
  { name: 'database-suffix', kind: 'string', value: 'SUFFIX', help: 'Appended to project names after an underscore.' },
  { name: 'schema-suffix', kind: 'string', value: 'SUFFIX', help: 'Appended to dataset names after an underscore.' },
  { name: 'table-prefix', kind: 'string', value: 'PREFIX', help: 'Put before action names with an underscore.' },
  { name: 'disable-assertions', kind: 'boolean', help: 'Disable all assertions.' },
  {
    name: 'default-reservation',
    kind: 'string',
    value: 'RESERVATION',
    help: 'BigQuery reservation of actions that name none.',
  },
  {
    name: 'timeout',
    kind: 'string',
    value: 'DURATION',
    help: 'Longest time for compilation, for example 30s or 2m (default: 60s).',
  },
];
