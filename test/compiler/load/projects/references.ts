import { type Cases, definitions, script } from './case.ts';

const suffixed = 'projectSuffix: ps\ndatasetSuffix: ds\nnamePrefix: np\nbuiltinAssertionNamePrefix: bp\n';

/** References, names, duplicates, cycles and assertions as dependencies. */
export const referenceCases: Cases = {
  'all forms of a reference': script(`
    declare({ database: "p", schema: "s", name: "t" });
    const forms = [c => c.ref("t"), c => c.ref("s", "t"), c => c.ref("p", "s", "t"), c => c.ref(["s", "t"]),
      c => c.ref({ name: "t" }), c => c.ref({ schema: "s", name: "t" }), c => c.ref({ dataset: "s", project: "p", name: "t" }),
      c => c.ref({ database: "p", name: "t" }), c => c.resolve("t"), c => c.resolve(["p", "s", "t"])];
    forms.forEach((form, i) => publish("v" + i, form));`),
  'references that cannot be': script(`
    publish("a", c => c.ref("x.y")); publish("b", c => c.ref()); publish("c", c => c.ref("a", "b", "c", "d"));
    publish("d", c => c.ref(["a"], "b")); publish("e", c => c.ref(5)); publish("f", c => c.ref({}));
    publish("g", c => c.ref("s", 5)); publish("h", c => c.resolve("missing")); publish("i", c => c.ref(null));
    publish("j", c => c.ref({ name: "a", foo: 1 })); publish("k", c => c.ref("", "a"));`),
  'a name in two datasets': script(`
    declare({ schema: "a", name: "t" }); declare({ schema: "b", name: "t" });
    publish("x", c => c.ref("t")); publish("y", c => c.ref("a", "t")); publish("z").dependencies("t");`),
  'dependencies of all kinds': script(`
    declare({ schema: "a", name: "t" });
    publish("v", "select 1").dependencies(["t", { schema: "a", name: "t" }]);
    publish("w", { type: "table", dependencyTargets: [{ name: "t", dataset: "a" }, { name: "v", includeDependentAssertions: true }] });
    operate("o", "select 1").dependencies("w");
    assert("q", "select 1").dependencies(["o", "nothing"]);
    publish("u", { type: "incremental", dependencies: ["t", "a.t", "acme.marts.v", { name: "w" }] });`),
  'assertions come along': script(`
    publish("a", { type: "table", assertions: { uniqueKey: ["id"], nonNull: ["x"] } }).query("select 1");
    assert("manual", c => "select * from " + c.ref("a"));
    assert("other", c => "select * from " + c.ref("marts", "a"));
    publish("b", { type: "table", dependOnDependencyAssertions: true }).query(c => c.ref("a"));
    publish("c", { type: "view" }).query(c => c.ref({ name: "a", includeDependentAssertions: true }));
    publish("d", { type: "view", dependOnDependencyAssertions: true }).query(c => c.ref({ name: "a", includeDependentAssertions: false }));
    publish("e", { type: "incremental", dependOnDependencyAssertions: true }).query(c => c.ref("marts", "a"));
    operate("f", { dependOnDependencyAssertions: true }).queries(c => c.ref("a"));
    publish("g", { type: "table", dependencyTargets: [{ name: "a", includeDependentAssertions: true }] });`),
  'contradictory wishes for assertions': script(`
    publish("a", "select 1");
    publish("b", { type: "table" }).query(c => c.ref("a") + c.ref({ name: "a", includeDependentAssertions: true }));
    publish("c", { type: "incremental" }).query(c => c.ref({ name: "a", includeDependentAssertions: true }) + c.ref("a"));
    operate("d", c => [c.ref("a"), c.ref({ name: "a", includeDependentAssertions: true })]);`),
  'two actions of one name': script(`
    publish("a", "select 1"); publish("a", "select 2"); operate("b", "x"); publish("b", "select 1");
    declare({ schema: "marts", name: "c" }); publish("c", "select 1"); assert("d", "x"); assert("d", "y");`),
  'two actions of one canonical name': script(
    'publish("a", "select 1").schema("x"); publish("a", "select 2").schema("y"); publish("z", c => c.ref("x", "a"));',
  ),
  'duplicates under other names': {
    files: {
      'workflow_settings.yaml': `defaultProject: acme\ndefaultDataset: marts\n${suffixed}`,
      'definitions/a.js':
        'publish("a", "select 1"); publish("a", "select 2"); declare({ name: "d" }); declare({ name: "d" });',
    },
  },
  cycles: script(`
    publish("a", c => c.ref("b")); publish("b", c => c.ref("c")); publish("c", c => c.ref("a") + c.ref("d"));
    publish("d", c => c.ref("e")); publish("e", c => c.ref("d")); publish("f", c => c.ref("f"));
    publish("g", c => c.ref("a") + c.self());`),
  'a cycle with its assertions': script(`
    publish("a", { type: "table", assertions: { uniqueKey: ["x"] }, dependOnDependencyAssertions: true }).query(c => c.ref("b"));
    publish("b", { type: "table", dependOnDependencyAssertions: true }).query(c => c.ref("a"));
    operate("o1", c => c.ref("o2")).hasOutput(true); operate("o2", c => c.ref("o1")).hasOutput(true);`),
  'prefix and suffixes': {
    files: {
      'workflow_settings.yaml': `defaultProject: acme\ndefaultDataset: marts\ndefaultAssertionDataset: checks\n${suffixed}`,
      'definitions/a.sqlx':
        'config { type: "incremental", assertions: { uniqueKey: ["id"], nonNull: ["id"] } }\nselect ${self()} ${name()} ${schema()} ${database()} ${ref("raw")} ${ref("o")}',
      'definitions/b.js':
        'declare({ schema: "s", name: "raw" }); operate("o", c => c.self()).hasOutput(true); publish("b", c => c.ref("a")); assert("q", c => c.ref("acme", "marts", "a") + c.name());',
      'definitions/c.dp.sqlx':
        'config { type: "dataPreparation", errorTable: { name: "e" } }\nselect ${self()} ${ref("a")}',
      'definitions/t.sqlx': 'config { type: "test", dataset: "b" }\ninput "a" { select 1 }\nselect 1',
    },
  },
  'suffixes without a project': {
    files: {
      'workflow_settings.yaml': 'defaultDataset: marts\ndatasetSuffix: ds\n',
      'definitions/a.js': 'publish("a", c => c.self() + c.schema() + c.database()); publish("b", c => c.ref("a"));',
    },
  },
  'no dataset at all': {
    files: {
      'workflow_settings.yaml': 'defaultLocation: EU\n',
      'definitions/a.js':
        'publish("a", c => c.self() + c.schema()); publish("b", c => c.ref("a")); assert("c", c => c.ref("a"));',
    },
  },
  'settings of the command line': {
    files: {
      'definitions/a.js':
        'publish("a", c => c.self() + dataform.projectConfig.vars.x + dataform.projectConfig.vars.y); assert("b", "x");',
      'workflow_settings.yaml': 'defaultProject: acme\ndefaultDataset: marts\nvars:\n  x: one\n  y: two\n',
    },
    overrides: {
      schemaSuffix: 'dev',
      defaultDatabase: 'other',
      vars: { x: 'three', z: 'four' },
      disableAssertions: true,
      defaultReservation: 'r',
    },
  },
  'names that are numbers, empty or strange': script(`
    publish("1", "select 1"); publish("constructor", "select 1"); publish("a b", "select 1"); publish("", "select 1");
    publish("x", c => c.ref("1") + c.ref("constructor") + c.ref("a b") + c.ref("toString"));`),
  'tables in their order': definitions({
    'z.sqlx': 'config { type: "table" }\nselect * from ${ref("a")}',
    'a.sqlx': 'config { type: "view" }\nselect 1',
    'B.js': 'publish("b", "select 1"); publish("a0", "select 1");',
    'sub/c.sqlx': 'config { type: "table" }\nselect 1',
    'sub-1/c1.sqlx': 'config { type: "table" }\nselect 1',
  }),
};
