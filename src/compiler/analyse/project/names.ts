import type { ProjectConfig } from '../../actions/graph.ts';
import { finalDatabase, finalSchema } from '../../actions/names.ts';
import type { Target } from '../../target/target.ts';

/** A text that two targets share only if they name the same table. */
export const keyOf = (database: string | undefined, schema: string | undefined, name: string): string =>
  `${database ?? ''}\n${schema ?? ''}\n${name}`;

export const targetKeyOf = ({ database, schema, name }: Target): string => keyOf(database, schema, name);

/** The keys that a path in SQL may have, the likeliest first. */
export type KeysOf = (path: readonly string[]) => readonly string[];

/**
 * How paths in SQL become keys: a path without a project means the default one, with or without its suffix, a bare name
 * the default dataset. A project may have dots of its own.
 */
export function pathKeys(config: ProjectConfig): KeysOf {
  const database = config.defaultDatabase ?? '';
  const databases = [...new Set([finalDatabase(config, database), database])];
  const schema = config.defaultSchema ?? '';
  const schemas = [...new Set([finalSchema(config, schema), schema])];
  return (path) => {
    const name = path.at(-1) ?? '';
    if (path.length === 1) return databases.flatMap((d) => schemas.map((s) => keyOf(d, s, name)));
    const dataset = path.at(-2) ?? '';
    if (path.length === 2) return databases.map((d) => keyOf(d, dataset, name));
    const project = path.length === 3 ? (path[0] ?? '') : path.slice(0, -2).join('.');
    return [keyOf(project, dataset, name)];
  };
}

/** Views of BigQuery's own that stand in every dataset and project. */
export const isSystemPath = (path: readonly string[]): boolean =>
  path.some((part) => part.startsWith('__') || part.toUpperCase() === 'INFORMATION_SCHEMA');

/** The names of a path in SQL; one pair of back-quotes may hold several. */
export const pathOf = (parts: readonly { readonly name: string; readonly quoted: boolean }[]): readonly string[] =>
  parts.flatMap(({ name, quoted }) => (quoted ? name.split('.') : [name]));
