import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databricks } from '../../../src/adapters/databricks/dialect.ts';
import type { CompiledAction, Manifest } from '../../../src/compiler/manifest/manifest.ts';
import { build } from '../../../src/executor/build.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';
import { cases, type Execution, structCases } from '../../support/lower/cases.ts';
import { type Database, openDuckdb } from '../../support/lower/duckdb.ts';
import { lowered, naming } from '../../support/lower/lowering.ts';
import { deltaInstalled, type Spark, startSpark } from './spark.ts';
import { sender, warehouse } from './warehouse.ts';

const manual = 'https://docs.databricks.com/aws/en/sql/language-manual';

/** What Databricks takes and Spark 4.2 with Delta 4.4 does not: the cases that need it, and what Spark says. */
const onlyDatabricks: readonly {
  readonly what: string;
  readonly page: string;
  readonly names: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    what: 'INSERT .. REPLACE ON',
    page: `${manual}/sql-ref-syntax-dml-insert-into`,
    names: [
      'incremental_overwrite',
      'incremental_overwrite_predicates',
      'incremental_overwrite_partition_filter',
      'incremental_overwrite_extend',
    ],
    says: /^PARSE_SYNTAX_ERROR/,
  },
  {
    what: 'CREATE OR REPLACE MATERIALIZED VIEW with CLUSTER BY',
    page: `${manual}/sql-ref-syntax-ddl-create-materialized-view`,
    names: ['view_materialized_partitioned'],
    says: /^PARSE_SYNTAX_ERROR/,
  },
  {
    what: 'COMMENT ON COLUMN of a view',
    page: `${manual}/sql-ref-syntax-ddl-comment`,
    names: ['view_described'],
    says: /^PARSE_SYNTAX_ERROR/,
  },
  {
    what: 'a table whose name has other characters than letters, digits and _',
    page: `${manual}/sql-ref-names`,
    names: ['table_hostile_name'],
    says: /^INVALID_SCHEMA_OR_RELATION_NAME/,
  },
  {
    what: 'a column whose name has blanks, of a table without column mapping',
    page: 'https://docs.databricks.com/aws/en/delta/column-mapping',
    names: ['incremental_odd_columns'],
    says: /^DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES/,
  },
];

/** Cases that are no Databricks SQL at all, and why. */
const refused: Readonly<Record<string, RegExp>> = {
  incremental_overwrite_ingestion: /^insert_overwrite needs a partitionBy that is a column/,
};

/** Spark's words where they are not those of the executor, which DuckDB's runs share. */
const words: Readonly<Record<string, string>> = {
  incremental_append_fail: 'Added columns: [("note", "string")], removed columns: []',
  incremental_merge_twice_matched: 'DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE',
};

const open = { ...naming, catalog: 'spark_catalog', catalogs: { 'other-project': 'spark_catalog' } };
const runnable = [...cases, ...structCases].flatMap((one) => (one.run ? [{ ...one, run: one.run }] : []));
const listed = new Set([...onlyDatabricks.flatMap(({ names }) => names), ...Object.keys(refused)]);

const plain = (value: Canonical): Canonical => {
  const number = typeof value === 'string' ? /^(?:int:)?(-?\d+)$/.exec(value) : null;
  return number ? Number(number[1]) : value;
};

const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row)).sort();

describe.skipIf(!deltaInstalled)('the Databricks scripts run twice on Spark 4.2 with Delta', () => {
  let spark: Spark;
  beforeAll(async () => {
    spark = await startSpark('delta');
  }, 300_000);
  afterAll(() => spark?.stop());

  /** Source tables are DuckDB's; Spark reads their rows through views. */
  async function prepared(graph: (typeof runnable)[number]['graph'], run: Execution) {
    const send = sender(spark);
    for (const schema of ['raw', 'marts', 'rates', 'temp']) await send(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    const sources = await openDuckdb();
    const fill = async (statements: readonly string[]): Promise<void> => {
      for (const sql of statements) await sources.run(sql);
      for (const sql of await viewsOf(sources)) await send(sql);
    };
    await fill(run.setup ?? []);
    const { manifest } = await lowered(graph, databricks, { naming: open });
    return { fill, sources, manifest, action: manifest.actions[0] as CompiledAction };
  }

  const perform = (action: CompiledAction, { schemas }: Manifest) =>
    build(
      {
        kind: 'build',
        action,
        fullRefresh: false,
        assertionViews: 'always',
        schemas,
        record: { run: '', relation: '', action: '', outcome: 'succeeded', version: '', fingerprint: '', inputs: {} },
      },
      warehouse(spark),
    );

  const rowsOf = async (action: CompiledAction, run: Execution) =>
    sorted(
      (await sender(spark)(`SELECT * FROM ${run.read ?? databricks.relation(action.relation)}`)).map((row) =>
        row.map(plain),
      ),
    );

  test.each(runnable.filter(({ name }) => !listed.has(name)))('$name', async ({ name, graph, run }) => {
    const { fill, sources, manifest, action } = await prepared(graph, run);
    expect(action.unsupported).toBeUndefined();
    await perform(action, manifest);
    expect(await rowsOf(action, run)).toEqual(sorted(run.first));
    await fill(run.between ?? []);
    sources.close();
    if (run.fails === undefined) {
      await perform(action, manifest);
      expect(await rowsOf(action, run)).toEqual(sorted(run.second ?? run.first));
    } else {
      await expect(perform(action, manifest)).rejects.toThrow(words[name] ?? run.fails);
      expect(await rowsOf(action, run)).toEqual(sorted(run.first));
    }
  });

  const caseOf = (name: string): (typeof runnable)[number] => {
    const one = runnable.find((each) => each.name === name);
    if (!one) throw new Error(`${name} is no case that runs`);
    return one;
  };

  describe.each(onlyDatabricks)('Spark does not take $what ($page)', ({ names, says }) => {
    test.each(names)('%s', async (name) => {
      const { graph, run } = caseOf(name);
      const { sources, manifest, action } = await prepared(graph, run);
      sources.close();
      await expect(perform(action, manifest).then(() => perform(action, manifest))).rejects.toThrow(says);
    });
  });

  test.each(Object.entries(refused))('%s is refused', async (name, why) => {
    const { manifest } = await lowered(caseOf(name).graph, databricks, { naming: open });
    expect(manifest.actions[0]?.unsupported).toMatch(why);
  });
});

/** The rows of DuckDB's tables as views, in Spark's SQL. */
async function viewsOf(sources: Database): Promise<readonly string[]> {
  const tables = await sources.run(
    "SELECT table_schema, table_name, list(column_name || ' ' || data_type ORDER BY ordinal_position) FROM information_schema.columns GROUP BY ALL",
  );
  const made: string[] = [];
  for (const [schema, name, columns] of tables as readonly [string, string, readonly string[]][]) {
    const rows = await sources.run(`SELECT * FROM ${schema}.${name}`);
    const selects = rows.map((row) => {
      const cells = row.map((value, i) => {
        const [column, type] = columns[i]?.split(' ') ?? [];
        return `CAST(${value === null ? 'NULL' : `'${value}'`} AS ${type?.replace('INTEGER', 'INT')}) AS ${column}`;
      });
      return `SELECT ${cells.join(', ')}`;
    });
    made.push(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    made.push(`CREATE OR REPLACE VIEW ${schema}.${name} AS ${selects.join(' UNION ALL ')}`);
  }
  return made;
}
