import type { CompiledGraph } from '../../../compiler/actions/graph.ts';
import { closest } from '../../../compiler/diagnostics/closest.ts';
import { UsageError } from '../../command.ts';

export type Direction = 'up' | 'down';

/** Names without the default project, as authors write them. */
export const shortName =
  ({ projectConfig }: CompiledGraph) =>
  (name: string): string => {
    const project = projectConfig.defaultDatabase;
    return project && name.startsWith(`${project}.`) ? name.slice(project.length + 1) : name;
  };

/** The table whose name, perhaps without project and dataset, is one of these texts, the longest first. */
export function tableNamed(
  texts: readonly string[],
  names: readonly string[],
): { readonly name: string; readonly text: string } | undefined {
  for (const text of texts) {
    const exact = names.filter((name) => name === text);
    const found = exact.length > 0 ? exact : names.filter((name) => name.endsWith(`.${text}`));
    const [first, ...more] = found;
    if (first !== undefined && more.length > 0)
      throw new UsageError(`${text} may be ${found.slice(0, 5).join(' or ')}.`);
    if (first !== undefined) return { name: first, text };
  }
  return undefined;
}

/** Beginnings of a dotted name, the longest first. */
export function beginnings(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('.'));
}

export function unknownTable(text: string, names: readonly string[], short: (name: string) => string): UsageError {
  const near = closest(text, [...names.map(short), ...names.map((name) => name.split('.').at(-1) ?? '')]);
  return new UsageError(`No table is called ${text}.${near ? ` Did you mean ${near}?` : ''}`);
}
