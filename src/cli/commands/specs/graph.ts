import type { CommandSpec } from '../../command.ts';
import { projectOptions } from './project-options.ts';

export const spec: CommandSpec = {
  name: 'graph',
  summary: "Draw a project's actions and what they wait for.",
  positional: '[DIR]',
  options: [
    { name: 'format', kind: 'string', value: 'FORMAT', help: 'dot (Graphviz, the default), mermaid or json.' },
    ...projectOptions,
  ],
  details: `The drawing goes to stdout.

  biform graph | dot -Tsvg > graph.svg
  biform graph --format mermaid shop >> README.md`,
  load: () => import('../graph.ts'),
};
