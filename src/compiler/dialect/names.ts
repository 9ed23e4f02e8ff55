import type { Target } from '../target/target.ts';
import type { Dialect } from './dialect.ts';

/** A GoogleSQL table path by its parts, or why it is none that another engine could have. */
export type Placed =
  | { readonly project?: string; readonly dataset?: string; readonly name: string }
  | { readonly fault: string };

/** Reads `name`, `dataset.name` or `project.dataset.name`. Empty parts count as absent. */
export function place(path: readonly string[]): Placed {
  const parts = path.filter((part) => part !== '');
  const written = parts.join('.');
  if (parts.some((part) => part.toUpperCase() === 'INFORMATION_SCHEMA'))
    return { fault: `${written} is BigQuery's own catalogue; there is no such view there` };
  if (parts.length > 3) return { fault: `${written} has more than three parts` };
  const [name, dataset, project] = [...parts].reverse();
  if (name === undefined) return { fault: 'it is empty' };
  return { name, ...(dataset !== undefined && { dataset }), ...(project !== undefined && { project }) };
}

/** Two targets with equal keys are the same dataset on that engine. */
export function nameKey(target: Target, dialect: Pick<Dialect, 'foldsCase'>): string {
  const key = JSON.stringify([target.database ?? '', target.schema ?? '', target.name]);
  return dialect.foldsCase ? key.toLowerCase() : key;
}

/**
 * Whether one of the things that an action reads, `dataset.*`, is the list of all that stands in the target's dataset;
 * `*.*` and `project.*.*` are those of all datasets of a project.
 */
export function listsDataset(read: Target, target: Target): boolean {
  if (read.name !== '*') return false;
  const [schema, of] = [(read.schema ?? '').toLowerCase(), (target.schema ?? '').toLowerCase()];
  return schema.endsWith('*') ? of.startsWith(schema.slice(0, -1)) : schema === of;
}

/** A name that needs no quotes in any of the dialects, reserved words aside. */
export const isPlainName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** A column as an author writes it in `uniqueKey` or `clusterBy`, perhaps in back quotes; undefined for an expression. */
export function columnNameOf(written: string): string | undefined {
  const text = written.trim();
  const quoted = /^`((?:[^`\\]|\\.)+)`$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text) ? text : undefined;
}
