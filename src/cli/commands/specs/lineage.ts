import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'lineage',
  summary: 'Show where a column or table comes from and what it goes into.',
  positional: 'column TABLE.COLUMN | table TABLE',
  options: [
    { name: 'up', kind: 'boolean', help: 'Only what it comes from.' },
    { name: 'down', kind: 'boolean', help: 'Only what it goes into.' },
    { name: 'json', kind: 'boolean', help: 'Print as JSON.' },
    ...projectOptions,
  ],
  details: `A column may be a field of a STRUCT. Names may leave out the project, and the dataset where it is clear.

  biform lineage column marts.orders.amount
  biform lineage column marts.orders.address.city --up
  biform lineage table stg_orders --down --json`,
  load: () => import('../lineage.ts'),
};
