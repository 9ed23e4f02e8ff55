import type { CompiledGraph } from '../../../src/compiler/actions/graph.ts';

/** Queries of tables in dataset `d` of project `p`, by name. */
export type Texts = Readonly<Record<string, string>>;

/** A graph of tables. */
export function graphOf(texts: Texts): CompiledGraph {
  const tables = Object.entries(texts).map(([name, query]) => {
    const target = { database: 'p', schema: 'd', name };
    return {
      type: 'table',
      enumType: 'TABLE',
      target,
      canonicalTarget: target,
      query,
      fileName: `definitions/${name}.sqlx`,
    };
  });
  const projectConfig = { warehouse: 'bigquery', defaultDatabase: 'p', defaultSchema: 'd' };
  return { projectConfig, tables, graphErrors: {} } as unknown as CompiledGraph;
}
