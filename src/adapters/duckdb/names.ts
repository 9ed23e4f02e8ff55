import type { NameMap, Naming } from '../../compiler/dialect/dialect.ts';
import { place } from '../../compiler/dialect/names.ts';

/** Schemas that DuckDB keeps for itself or cannot tell from a database. Source: tried on 1.5.6. */
const reserved = ['temp', 'system', 'information_schema', 'pg_catalog'];

/**
 * The schema is the dataset; of another project `project.dataset`. A dataset with a name that DuckDB reserves, or
 * with the name of the database itself, gets an underscore at the end, since no quoting makes it unambiguous.
 */
export const names =
  (naming: Naming): NameMap =>
  (path) => {
    const placed = place(path);
    if ('fault' in placed) return placed;
    const { project, dataset, name } = placed;
    if (path.some((part) => part.includes('\0'))) return { fault: 'DuckDB allows no NUL character in a name' };
    if (dataset === undefined) return { name };
    const foreign = project !== undefined && !naming.defaultProjects.includes(project);
    const schema = foreign ? `${project}.${dataset}` : dataset;
    const taken = [...reserved, naming.catalog ?? 'local'].includes(schema.toLowerCase());
    return { schema: taken ? `${schema}_` : schema, name };
  };
