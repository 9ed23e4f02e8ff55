import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'compile',
  summary: 'Compile a project and show its actions, or write its scripts for a target.',
  positional: '[DIR]',
  options: [
    { name: 'json', kind: 'boolean', help: 'Print the graph as JSON, as Dataform does.' },
    { name: 'dot', kind: 'boolean', help: 'Print the graph for Graphviz.' },
    { name: 'watch', kind: 'boolean', help: 'Compile again whenever a file changes.' },
    { name: 'output-actions', kind: 'list', value: 'NAME,...', help: 'Show only these actions.' },
    { name: 'output-tags', kind: 'list', value: 'TAG,...', help: 'Show only actions with one of these tags.' },
    { name: 'output-include-deps', kind: 'boolean', help: 'Also show what the selected actions depend on.' },
    { name: 'output-include-dependents', kind: 'boolean', help: 'Also show what depends on the selected actions.' },
    { name: 'fidelity', kind: 'boolean', help: 'With --target: say how exactly each action is translated, and why.' },
    {
      name: 'exact-only',
      kind: 'boolean',
      help: 'With --target: what may give another result than BigQuery is an error.',
    },
    ...projectOptions,
    { name: 'cache', kind: 'boolean', help: 'Use what earlier compilations left (--no-cache: compile afresh).' },
    {
      name: 'analysis',
      kind: 'boolean',
      help: 'Check the SQL and infer columns (--no-analysis: only the graph, as Dataform does).',
    },
    {
      name: 'now',
      kind: 'string',
      value: 'TIME',
      help: 'The time that project code sees, for example 2026-01-31T08:00:00Z.',
    },
  ],
  details: `Without --target nothing is translated: names and SQL are BigQuery's. With --target the scripts
are written to .biform/compiled/TARGET/.

  biform compile                          list the actions of the project in this folder
  biform compile shop --json > graph.json
  biform compile --target duckdb          write the scripts for DuckDB
  biform compile --target duckdb --fidelity
  biform compile --vars=env=dev --schema-suffix=dev`,
  load: () => import('../compile.ts'),
};
