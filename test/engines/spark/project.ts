import { createHash } from 'node:crypto';
import { databricks } from '../../../src/adapters/databricks/dialect.ts';
import { readIndex } from '../../../src/adapters/synthesized-index.ts';
import { compileProject } from '../../../src/cli/project/compile.ts';
import { columnCatalog } from '../../../src/compiler/analyse/project/column-catalog.ts';
import type { Diagnostic } from '../../../src/compiler/diagnostics/diagnostic.ts';
import type { Dialect } from '../../../src/compiler/dialect/dialect.ts';
import { lower } from '../../../src/compiler/lower/lower.ts';
import type { Manifest } from '../../../src/compiler/manifest/manifest.ts';
import type { BiformSettings } from '../../../src/compiler/project/biform/settings.ts';
import { type Target, targetName } from '../../../src/compiler/target/target.ts';
import { inOrder } from '../../../src/planner/order.ts';

/** Spark's session catalogue takes letters, digits and `_` in names alone: the `*` of a wildcard table is written out. */
export const openName = (name: string): string => name.replaceAll('*', '_any');

const open: Dialect = {
  ...databricks,
  names: (naming) => {
    const names = databricks.names({ ...naming, catalog: 'spark_catalog' });
    return (path) => {
      const target = names(path);
      return 'fault' in target ? target : { ...target, name: openName(target.name) };
    };
  },
};

/** A declared table, with the types of its columns in GoogleSQL. */
export interface Source {
  readonly name: Target;
  /** Its name on DuckDB, which may end in `*`. */
  readonly file: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface SparkProject {
  /** In the order in which actions run. */
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

/** A project compiled for Databricks, with the session's own catalogue in place of the target's. */
export async function compileForSpark(dir: string): Promise<SparkProject> {
  const compiled = await compileProject({
    dir,
    overrides: {},
    timeoutMillis: 120_000,
    now: Date.now(),
    version: 'test',
    target: () => ({ engine: 'databricks' }),
  });
  if ('refused' in compiled) throw new Error(compiled.refused.map(({ message }) => message).join('\n'));
  const { graph, textOf, columns, biformSettings } = compiled;
  const { defaultDatabase = '' } = graph.projectConfig;
  const { manifest, diagnostics } = await lower({
    graph,
    dialect: open,
    naming: { defaultProjects: [defaultDatabase] },
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    catalog: columnCatalog(columns, graph.projectConfig),
    textOf,
  });
  const bound = biformSettings ? declaredSources(biformSettings) : [];
  const made = new Set(
    manifest.actions.flatMap(({ kind, relation }) => (kind === 'declaration' ? [] : [targetName(relation)])),
  );
  const found = bound.length > 0 ? bound : await synthesizedSources(dir);
  const sources = found.filter(({ name }) => !made.has(targetName(name)));
  return { manifest: sorted(manifest), diagnostics, sources };
}

function sorted(manifest: Manifest): Manifest {
  const byName = new Map(manifest.actions.map((action) => [targetName(action.target), action]));
  const order = inOrder([...byName.keys()], (name) => (byName.get(name)?.dependsOn ?? []).map(targetName));
  return { ...manifest, actions: order.flatMap((name) => byName.get(name) ?? []) };
}

/** What the project's DuckDB target reads, with the types of biform.yaml. */
function declaredSources({ targets, actions }: BiformSettings): readonly Source[] {
  return Object.values(targets).flatMap((target) =>
    target.engine !== 'duckdb'
      ? []
      : Object.keys(target.sources).map((name) => ({
          ...namesOf(name),
          columns: Object.entries(actions[name]?.columns ?? {}).map(([column, { type = 'STRING' }]) => ({
            name: column,
            type,
          })),
        })),
  );
}

async function synthesizedSources(dir: string): Promise<readonly Source[]> {
  const tables = (await readIndex(dir))?.tables ?? [];
  return tables.map(({ name, columns }) => ({ ...namesOf(name), columns }));
}

function namesOf(text: string): Pick<Source, 'name' | 'file'> {
  const [file = '', schema = ''] = text.split('.').reverse();
  return {
    name: { database: 'spark_catalog', schema: schema.toLowerCase(), name: openName(file.toLowerCase()) },
    file,
  };
}
