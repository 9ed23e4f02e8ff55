import { type Cases, definitions, script, settings } from './case.ts';

const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', outputs: [1], metadata: { a: 1 }, execution_count: 5, source: ['x'] }],
  metadata: { k: 1 },
  nbformat: 4,
});

const yaml = (text: string, files: Readonly<Record<string, string>> = {}) =>
  definitions({ 'actions.yaml': text, ...files });

/** actions.yaml, settings, includes, tests, notebooks, packages. */
export const wholeCases: Cases = {
  'actions.yaml with every kind': yaml(
    `actions:
- table: { filename: sql/t.sql, dataset: s, project: p, tags: [a, a], assertions: { uniqueKeys: [{ uniqueKey: [id] }], nonNull: [x], rowConditions: ["y"] }, partitionBy: d, labels: { a: b }, columns: [{ path: [a, b], description: c, tags: [t], bigqueryPolicyTags: [p] }], dependencyTargets: [{ name: d }], metadata: { overview: o, extraProperties: { a: 1 } }, preOperations: [x], hermetic: true }
- view: { filename: sql/v.sql, name: renamed, materialized: true, dependOnDependencyAssertions: true, dependencyTargets: [{ name: t }, { name: d, includeDependentAssertions: true }] }
- incrementalTable: { filename: sql/t.sql, name: i, onSchemaChange: EXTEND, incrementalStrategy: INCREMENTAL_STRATEGY_MERGE, uniqueKey: [a], protected: true }
- assertion: { filename: sql/v.sql, name: as, description: x }
- operation: { filename: sql/v.sql, name: op, hasOutput: true, disabled: true }
- declaration: { name: d, dataset: s, description: x, columns: [{ path: [a] }] }
- notebook: { filename: n.ipynb, location: US, project: p, tags: [x], dependencyTargets: [{ name: t }] }
- dataPreparation: { filename: prep.yaml, tags: [x] }
- dataPreparation: { filename: empty.yaml, name: named }
`,
    {
      'sql/t.sql': 'select `a`, \\n, ${ref("x")} ; --',
      'sql/v.sql': 'select 1\n---\nselect 2',
      'n.ipynb': notebook,
      'prep.yaml':
        'configuration:\n  errorTable: { table: e }\nnodes:\n- id: a\n  source: { table: { project: p, dataset: s, table: t } }\n- id: b\n  destination: { table: { table: out } }\n  generated: { text: "a: b\\n", n: 5, long: "aaaaaaaaaaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb cccccccccccccccccccccccccccc ddddd" }\n',
      'empty.yaml': 'nodes: []\n',
    },
  ),
  'actions.yaml with suffixes': {
    files: {
      'workflow_settings.yaml': `${settings}datasetSuffix: dev\nnamePrefix: np\n`,
      'definitions/sub/actions.yaml':
        'actions:\n- table: { filename: ../t.sql }\n- dataPreparation: { filename: p.dp.yaml }\n',
      'definitions/t.sql': 'select 1',
      'definitions/sub/p.dp.yaml':
        'nodes:\n- destination: { table: { table: one, dataset: q } }\n- destination: { table: { table: two } }\n',
    },
  },
  'actions.yaml that names a SQLX file': yaml(
    'actions:\n- table: { filename: a.sqlx }\n- view: { filename: b.sql }\n',
    { 'b.sql': 'x', 'a.sqlx': 'select 1' },
  ),
  'actions.yaml with Iceberg': yaml('actions:\n- table: { filename: b.sql, iceberg: { bucketName: b } }\n', {
    'b.sql': 'x',
  }),
  'actions.yaml with an empty entry': yaml('actions:\n- {}\n'),
  'actions.yaml with an unknown key': yaml('actions:\n- table: { filename: b.sql, tags: daily }\n', { 'b.sql': 'x' }),
  'actions.yaml with an unknown kind': yaml('actions:\n- tabel: { filename: b.sql }\n', { 'b.sql': 'x' }),
  'actions.yaml that is a list': yaml('- table: { filename: b.sql }\n', { 'b.sql': 'x' }),
  'actions.yaml that is empty': yaml('# nothing\n'),
  'actions.yaml without a list': yaml('other: 1\n'),
  'actions.yaml without its file': yaml('actions:\n- table: { filename: missing.sql }\n'),
  'actions.yaml that is no YAML': yaml('actions: [\n'),
  'a notebook without cells': yaml('actions:\n- notebook: { filename: n.ipynb }\n', { 'n.ipynb': '{}' }),
  'notebooks from JavaScript': definitions({
    'sub/a.js':
      'notebook({ name: "n", filename: "../n.ipynb", dependencyTargets: [{ name: "t" }] }).ipynb({ cells: [1] }); publish("t", "x"); notebook({ filename: "../n.ipynb" });',
    'n.ipynb': notebook,
  }),
  'unit tests': {
    files: {
      'definitions/a.sqlx':
        'config { type: "table", schema: "s" }\nselect * from ${ref("x")} join ${ref("q", "y")} on ${self()} ${name()} ${when(incremental(), "i", "f")} ${resolve("x")}',
      'definitions/t.sqlx':
        'config { type: "test", dataset: { schema: "s", name: "a" }, tags: ["u"] }\ninput "x" {\n  select ${1 + 1} as a\n}\ninput "q", "y" { select 2 }\njs { const z = 3 }\nselect ${z}',
      'definitions/b.js':
        'declare({ name: "x" }); declare({ schema: "q", name: "y" }); test("js").dataset({ schema: "s", name: "a" }).input("x", "select 1").input(["q", "y"], () => "select 2").expect("select 3");',
    },
  },
  'unit tests in the graph': {
    files: {
      'workflow_settings.yaml': `${settings}includeTestsInCompiledGraph: true\n`,
      'definitions/a.js':
        'publish("a", { type: "table" }).query("select 1"); publish("i", { type: "incremental" }).query("x"); test("t").dataset("a").expect("select 1"); test("u").dataset("i").expect("y");',
    },
  },
  'faulty unit tests': script(`
    publish("a", c => "select " + c.ref("x")); publish("e", " "); publish("i", { type: "incremental" }).query("x"); declare({ name: "x" });
    test("t1").dataset("missing").expect("x"); test("t2").dataset("a").expect("x"); test("t3").dataset("i").expect("x");
    test("t4").dataset("e").expect(" "); test("t4").dataset("a").input("x", "y").expect("z"); test("t5").dataset("x").expect("y");
    test("t6").dataset("a").input("x", "y").config({ foo: 1 }); test("t7").dataset(["acme", "marts", "a"]).input("x", "1").expect("2");`),
  'a unit test without a dataset': script('test("t").expect("x");'),
  'includes and modules': {
    files: {
      'includes/constants.js':
        'const other = typeof helpers; module.exports = { a: 1, other, session: typeof dataform, publish: typeof publish, project: dataform.projectConfig.defaultDatabase };',
      'includes/helpers.js': 'const { a } = require("./constants"); module.exports = { twice: x => x + x, a };',
      'includes/sub/deep.js': 'exports.deep = require("includes/constants").a;',
      'includes/faulty.js': 'throw new Error("in an include");',
      'includes/not-a-name.js': 'module.exports = 1;',
      'definitions/a.sqlx':
        'config { type: "table", description: constants.other + helpers.a + constants.session + constants.publish }\nselect ${helpers.twice("x")} ${require("includes/sub/deep").deep} ${constants.project} ${global["not-a-name"]} ${typeof faulty}',
      'definitions/b.js':
        'const c = require("definitions/c"); publish("b", c.text + JSON.stringify(require("definitions/data.json")) + require("path").join("a", "..", "b") + require("./text.sql").query + require("definitions/y.yaml").asJson.k);',
      'definitions/c.js': 'exports.text = "t"; publish("c", "x");',
      'definitions/data.json': '{"a": [1]}',
      'definitions/text.sql': 'sql `x`',
      'definitions/y.yaml': 'k: v',
      'definitions/readme.md': '# head\r\n`x` ${y}\n',
      'definitions/d.js': 'publish("d", getContents("readme.md"));',
      'definitions/e.js': 'publish("e", getContents("../../outside.md"));',
      'definitions/f.js': 'publish("f", getContents("missing.md"));',
      'definitions/g.js': 'publish("g", getContents("data.json"));',
    },
  },
  packages: {
    files: {
      'node_modules/plain/index.js': 'module.exports = name => publish(name, "from a package");',
      'node_modules/main/package.json': '{"name":"main","main":"lib/entry"}',
      'node_modules/main/lib/entry.js':
        'exports.v = require("./part").p; exports.s = require("@dataform/core").session === dataform;',
      'node_modules/main/lib/part.js': 'exports.p = 5;',
      'definitions/a.js':
        'require("plain")("x"); publish("y", JSON.stringify(require("main"))); publish("z", require("plain/index").length + "");',
    },
  },
  'settings with everything': {
    files: {
      'workflow_settings.yaml':
        'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\ndefaultLocation: l\ndefaultAssertionDataset: a\nvars: { x: "1", y: "" }\nprojectSuffix: ""\nbuiltinAssertionNamePrefix: b\ndefaultNotebookRuntimeOptions: { outputBucket: gs://b, runtimeTemplateName: t, repositorySnapshotDestination: {} }\ndefaultIcebergConfig: { bucketName: ib, tableFolderRoot: r, tableFolderSubpath: s, connection: a.b.c }\ndisableAssertions: true\ndefaultReservation: res\nincludeTestsInCompiledGraph: false\npreserveGovernanceControls: true\n',
      'definitions/a.sqlx': 'config { type: "table", iceberg: {}, assertions: { uniqueKey: ["a"] } }\nselect 1',
      'definitions/b.sqlx': 'config { type: "table", preserveGovernanceControls: false }\nselect 1',
    },
  },
  'settings of Dataform 2': {
    files: {
      'dataform.json':
        '{"warehouse":"snowflake","defaultDatabase":"p","defaultSchema":"d","assertionSchema":"a","vars":{"x":"1"},"schemaSuffix":"","tablePrefix":"tp"}',
      'definitions/a.js':
        'publish("a", c => c.self() + dataform.projectConfig.vars.x + dataform.projectConfig.warehouse); assert("b", "x");',
    },
  },
  'settings with an unknown key': {
    files: { 'workflow_settings.yaml': `${settings}warehouse: bigquery\n`, 'definitions/a.js': '' },
  },
  'settings with a wrong type': {
    files: { 'workflow_settings.yaml': 'defaultProject: [a]\n', 'definitions/a.js': '' },
  },
  'settings with an empty value': { files: { 'workflow_settings.yaml': 'defaultProject:\n', 'definitions/a.js': '' } },
  'settings that are a list': { files: { 'workflow_settings.yaml': '- a\n', 'definitions/a.js': '' } },
  'settings that are empty': { files: { 'workflow_settings.yaml': '# nothing\n', 'definitions/a.js': '' } },
  'settings with variables that are no texts': {
    files: { 'workflow_settings.yaml': `${settings}vars: { a: 1 }\n`, 'definitions/a.js': '' },
  },
  'settings with a snapshot and no bucket': {
    files: {
      'workflow_settings.yaml': 'defaultNotebookRuntimeOptions: { repositorySnapshotDestination: {} }\n',
      'definitions/a.js': '',
    },
  },
  'settings in two files': {
    files: { 'workflow_settings.yaml': settings, 'dataform.json': '{}', 'definitions/a.js': '' },
  },
  'settings of Dataform 2 with an unknown key': {
    files: { 'dataform.json': '{"warehouse":"bigquery","foo":1}', 'definitions/a.js': '' },
  },
  'an extension before the project': {
    files: {
      'workflow_settings.yaml': `${settings}extension: { name: ext, compilationMode: 1 }\n`,
      'node_modules/ext/index.js':
        'exports.extension = () => ({ compile: (request, session) => { session.publish("from_ext", "x" + request.compileConfig.extension.compilationMode + request.compileConfig.filePaths.length); } });',
      'definitions/a.js': 'publish("a", c => c.ref("from_ext"));',
    },
  },
  'an extension instead of the project': {
    files: {
      'workflow_settings.yaml': `${settings}extension: { name: ext, compilationMode: 2 }\n`,
      'node_modules/ext/index.js': 'exports.extension = () => ({ compile: () => { throw new Error("no"); } });',
      'definitions/a.js': 'publish("a", "x");',
    },
  },
  'an extension whose mode has a name, which Dataform does not look up': {
    files: {
      'workflow_settings.yaml': `${settings}extension: { name: ext, compilationMode: APPLICATION_CODE }\n`,
      'node_modules/ext/index.js': 'exports.extension = () => ({ compile: () => { throw new Error("no"); } });',
      'definitions/a.js': 'publish("a", "x");',
    },
  },
  'nothing at all': { files: { 'definitions/a.js': '' } },
};
