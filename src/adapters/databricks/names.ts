import type { NameMap, Naming } from '../../compiler/dialect/dialect.ts';
import { place } from '../../compiler/dialect/names.ts';

/** What no object of Unity Catalog may have in its name. Source: Databricks "Names". */
const forbidden = /[\u0000- ./\u007f]/;
const LONGEST = 255;

/** Catalog by project, schema by dataset; Unity Catalog keeps all names in lower case. */
export const names =
  (naming: Naming): NameMap =>
  (path) => {
    const placed = place(path);
    if ('fault' in placed) return placed;
    const { project, dataset, name } = placed;
    const wrong = [dataset ?? '', name].find((part) => forbidden.test(part) || part.length > LONGEST);
    if (wrong !== undefined)
      return {
        fault: `Databricks allows no space, period, slash or control character in ${JSON.stringify(wrong)}, and at most ${LONGEST} characters`,
      };
    if (dataset === undefined) return { name: name.toLowerCase() };
    const own = project === undefined || naming.defaultProjects.includes(project);
    const catalog = own ? (naming.catalog ?? naming.defaultProjects[0]) : naming.catalogs?.[project];
    if (catalog === undefined && !own)
      return {
        fault: `project "${project}" has no catalog; name one under "catalogs" of the target in biform.yaml`,
      };
    return {
      ...(catalog !== undefined && { database: catalog.toLowerCase() }),
      schema: dataset.toLowerCase(),
      name: name.toLowerCase(),
    };
  };
