import { type Cases, definitions, sqlx } from './case.ts';

/** Every kind of action in SQLX, with its keys and its mistakes. */
export const sqlxCases: Cases = {
  'a file without a config is an operation': sqlx('delete from t where true\n---\nselect 1;'),
  'a table with every key': sqlx(`config {
    type: "table", name: "all_keys", schema: "sales", database: "other-project", tags: ["a", "b", "a"], disabled: true,
    description: "all of it", hermetic: true, dependencies: ["raw", "marts.other"], partitionBy: "day",
    partitionExpirationDays: 7, requirePartitionFilter: true, clusterBy: ["a", "b"], labels: { team: "x" },
    additionalOptions: { friendly_name: "y" }, reservation: "r", preserveGovernanceControls: true,
    columns: { a: "one", b: { description: "two", tags: "t", bigqueryPolicyTags: ["p"], displayName: "B",
      columns: { c: "three", d: { description: "four", tags: ["u", "v"], bigqueryPolicyTags: "q" } } } },
    metadata: { overview: "o", extraProperties: { s: "x", n: 1.5, t: true, z: null, l: [1, "a", { k: [] }], o: { p: {} } } },
    preOperations: ["set x = 1"], postOperations: ["set x = 2", " "],
  }
  select * from \${ref("raw")} join \${ref("marts", "other")} using (id)
  pre_operations { declare x int64
    ---
    select \${self()}, '\${name()}', '\${schema()}', '\${database()}' }
  post_operations { drop table \${self()} }`),
  'a table with legacy options': sqlx(`config { type: "table", bigquery: { partitionBy: "day", clusterBy: ["a"],
    partitionExpirationDays: 3, requirePartitionFilter: false, labels: { a: "b" }, additionalOptions: { c: "d" } } }
  select current_date() as day`),
  'a view with its keys': sqlx(`config { type: "view", materialized: true, partitionBy: "day", clusterBy: ["a"],
    labels: { a: "b" }, additionalOptions: { c: "d" }, schema: "sales", tags: ["x"], hermetic: false }
  select \${when(incremental(), "1", "2")}, \${when(true, "a")}`),
  'a view with legacy options': sqlx('config { type: "view", bigquery: { labels: { a: "b" } } }\nselect 1'),
  'an incremental table with its keys': sqlx(`config { type: "incremental", uniqueKey: ["id"], protected: true,
    updatePartitionFilter: "day > 5", onSchemaChange: "extend", incrementalStrategy: "merge", partitionBy: "day" }
  select \${when(incremental(), \`max(x) from \${self()}\`, "0")}
  incremental_where { day > (select max(day) from \${self()}) }
  pre_operations { select \${incremental()}
    ---
    \${when(incremental(), "select 1")} }
  post_operations { select 2 }`),
  'an incremental table that overwrites partitions': sqlx(`config { type: "incremental", partitionBy: "day",
    incrementalStrategy: "INSERT_OVERWRITE", incrementalPredicates: ["day > 1", "x = 2"], onSchemaChange: "FAIL" }
  select 1`),
  'Iceberg with defaults of its own': sqlx(`config { type: "table", iceberg: { bucketName: "b", tableFolderRoot: "r",
    tableFolderSubpath: "s", connection: "p.l.c", fileFormat: "parquet" } }\nselect 1`),
  'Iceberg without a bucket': sqlx('config { type: "incremental", iceberg: { fileFormat: "PARQUET" } }\nselect 1'),
  'Iceberg in another format': sqlx('config { type: "table", iceberg: { fileFormat: "ORC" } }\nselect 1'),
  'Iceberg with a connection that cannot be': sqlx(
    'config { type: "table", bigquery: { iceberg: { bucketName: "b", connection: "x" } } }\nselect 1',
  ),
  'an assertion with its keys': sqlx(`config { type: "assertion", tags: ["a", "a"], disabled: true, description: "d",
    hermetic: true, dependencies: ["other"], schema: "c", database: "p2", reservation: "r", metadata: { overview: "o" } }
  select * from \${ref("raw")} where \${name()} = \${schema()}`),
  'an operation with output and columns': definitions({
    'op.sqlx':
      'config { type: "operations", hasOutput: true, columns: { a: "b" }, reservation: "r", tags: ["a", "a"] }\ncreate table ${self()} as select 1\n---\nselect 2',
    'use.sqlx': 'config { type: "view" }\nselect * from ${ref("op")}',
  }),
  'an operation without output that is referred to': definitions({
    'op.sqlx': 'config { type: "operations", columns: { a: "b" } }\nselect 1',
    'use.sqlx': 'config { type: "view" }\nselect * from ${ref("op")}',
  }),
  declarations: definitions({
    'd.sqlx':
      'config { type: "declaration", name: "d", schema: "s", database: "p", description: "x", tags: ["t"], columns: { a: { description: "b", columns: { c: "d" } } } }',
    'e.sqlx': 'config { type: "declaration", columns: [{ path: ["a"], description: "b" }] }',
    'f.sqlx': 'config { type: "declaration", name: "" }',
  }),
  'inline assertions of all forms': sqlx(`config { type: "table", tags: ["t", "t"], disabled: true, schema: "s",
    assertions: { uniqueKeys: [["a"], ["b", "c"]], nonNull: "x", rowConditions: ["a > 'x'", "b like '\\\\\\\\%'"] } }
  select 1`),
  'inline assertions with a single key': sqlx(
    'config { type: "view", assertions: { uniqueKey: "id", nonNull: ["a", "b"] } }\nselect 1',
  ),
  'inline assertions with both forms of key': sqlx(
    'config { type: "incremental", assertions: { uniqueKey: ["id"], uniqueKeys: [["a"]] } }\nselect 1',
  ),
  'blocks and keys that a type does not take': definitions({
    'a.sqlx': 'config { type: "table" }\nselect 1\n---\nselect 2',
    'b.sqlx': 'config { type: "view", protected: true }\nselect 1',
    'c.sqlx': 'config { type: "table" }\nselect 1\nincremental_where { x }',
    'd.sqlx': 'config { type: "table" }\ninput "a" { select 1 }\nselect 1',
    'e.sqlx': 'config { type: "operations" }\nselect 1\npre_operations { a }\npost_operations { b }',
    'f.sqlx': 'config { type: "assertion" }\nselect 1\npre_operations { a }',
    'g.sqlx': 'config { type: "nonsense" }\nselect 1',
    'h.sqlx': 'config { type: "" }\nselect 1',
    'i.sqlx': 'config { type: "incremental", incremental_where: "x" }\nselect 1',
  }),
  'semicolons at the end': definitions({
    'a.sqlx': 'config { type: "table" }\nselect 1;\n',
    'b.sqlx': 'config { type: "incremental" }\nselect ${when(incremental(), "1", "2;")}',
    'c.sqlx': 'config { type: "assertion" }\nselect 1 ;',
    'd.sqlx': 'config { type: "operations" }\nselect 1;',
  }),
  'wrong keys and values': definitions({
    'a.sqlx': 'config { type: "table", foo: 1 }\nselect 1',
    'b.sqlx': 'config { type: "table", tags: "daily" }\nselect 1',
    'c.sqlx': 'config { type: "table", description: null }\nselect 1',
    'd.sqlx': 'config { type: "table", dependencies: "x" }\nselect 1',
    'e.sqlx': 'config { type: "table", bigquery: { foo: 1, partitionBy: "x" } }\nselect 1',
    'f.sqlx': 'config { type: "view", bigquery: { updatePartitionFilter: "x" } }\nselect 1',
    'g.sqlx': 'config { type: "view", partitionBy: "x" }\nselect 1',
    'h.sqlx': 'config { type: "table", requirePartitionFilter: true }\nselect 1',
    'i.sqlx':
      'config { type: "table", partitionBy: "a", requirePartitionFilter: true, partitionExpirationDays: 2, additionalOptions: { require_partition_filter: "x", partition_expiration_days: "3" } }\nselect 1',
    'j.sqlx': 'config { type: "incremental", onSchemaChange: "drop" }\nselect 1',
    'k.sqlx': 'config { type: "incremental", incrementalStrategy: "x" }\nselect 1',
    'l.sqlx': 'config { type: "incremental", incrementalStrategy: "MERGE" }\nselect 1',
    'm.sqlx': 'config { type: "incremental", incrementalStrategy: "INSERT_OVERWRITE" }\nselect 1',
    'n.sqlx': 'config { type: "incremental", updatePartitionFilter: "a", incrementalPredicates: ["b"] }\nselect 1',
    'o.sqlx': 'config { type: "table", labels: [] , columns: {}, tags: {}, assertions: {}, metadata: {} }\nselect 1',
    'p.sqlx': 'config { type: "assertion", bigquery: {} }\nselect 1',
    'q.sqlx': 'config { type: "assertion", columns: { a: "b" } }\nselect 1',
    'r.sqlx': 'config { type: "declaration", dependencies: [] }',
    's.sqlx':
      'config { type: "incremental", onSchemaChange: "FAIL", metadata: { extraProperties: { a: 1 } } }\nselect 1',
    't.sqlx': 'config { type: "table", columns: { a: null } }\nselect 1',
    'u.sqlx': 'config { type: "table", assertions: { nonnull: ["a"] } }\nselect 1',
    'v.sqlx': 'config { type: "table", dependencies: ["a.b.c.d"] }\nselect 1',
    'w.sqlx': 'config { type: "table", dependencyTargets: [{ name: "a", foo: 1 }] }\nselect 1',
    'x.sqlx': 'config { type: "table", name: "x.y", schema: "a.b", database: "c.d" }\nselect 1',
  }),
  'faults of JavaScript': definitions({
    'a.sqlx': 'config { type: "table" tags: [] }\nselect 1',
    'b.sqlx': 'config { type: "table" }\nselect ${nothing}',
    'c.sqlx': 'config { type: "table" }\nselect ${null.x}',
    'd.sqlx': 'config { type: "table", description: missing }\nselect 1',
    'e.sqlx': 'config { type: "table" }\njs { const x = 1 }\nselect ${x} ${y()}\npre_operations { ${x} }',
    'f.sqlx': 'config { type: "table" }\nselect ${(() => { throw new RangeError("mine") })()}',
    'g.sqlx': 'config { type: "table" }\nselect ${(() => { throw "text" })()}',
    'h.sqlx': 'config { type: "view" }\njs { undeclared = 5 }\nselect 1',
  }),
  'a data preparation': definitions({
    'prep.dp.sqlx':
      'config { type: "dataPreparation", schema: "s", tags: ["t"], dependencies: [], errorTable: { name: "e", dataset: "s", retentionDays: 3 }, loadMode: { mode: "MAXIMUM", incrementalColumn: "x" } }\n\nselect 1 from ${self()} ${EXPECT} x > 1\n\n',
    'two.sqlx':
      'config { type: "dataPreparation", name: "two", project: "p2", dataset: "s", loadMode: { mode: "merge", uniqueKey: ["a"] } }\nselect ${name()} from ${ref("raw")}',
    'raw.sqlx': 'config { type: "declaration" }',
  }),
  'faulty data preparations': definitions({
    'a.sqlx': 'config { type: "dataPreparation", loadMode: { mode: "MERGE" } }\nselect 1',
    'b.sqlx': 'config { type: "dataPreparation", loadMode: { mode: "UNIQUE" } }\nselect 1',
    'c.sqlx': 'config { type: "dataPreparation", loadMode: { mode: "X" } }\nselect 1',
    'd.sqlx': 'config { type: "dataPreparation", unknown: 1 }\nselect 1;',
  }),
};
