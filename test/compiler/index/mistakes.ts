import type { ProjectFiles } from '../../support/oracle.ts';

/** One mistake: files in which «» enclose the place to blame, and what is said. */
export interface Mistake {
  readonly files: ProjectFiles;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  /** What the file with the place becomes when the first fix is applied. */
  readonly fixed?: string;
  /** Messages of notes. */
  readonly notes?: readonly string[];
  /** What remains after the fix, where that is no project without errors. */
  readonly remains?: readonly string[];
}

type Mistakes = Readonly<Record<string, Mistake>>;

const orders = { 'definitions/orders.sqlx': 'config { type: "view" }\nselect 1 as id' };
const view = (sql: string): string => `config { type: "view" }\n${sql}`;
const declared = 'A table that other software makes needs a declaration: config { type: "declaration", ... }.';

export const references: Mistakes = {
  'a misspelt name': {
    files: { ...orders, 'definitions/a.sqlx': view('select * from ${ref("«ordres»")}') },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: 'Did you mean p.d.orders?',
    fixed: view('select * from ${ref("orders")}'),
  },
  'a name far from all others': {
    files: { ...orders, 'definitions/a.sqlx': view("select * from ${ref('«xyzzyx»')}") },
    code: 'BF1060',
    message: 'Could not resolve "xyzzyx"',
    help: declared,
  },
  'a name with a dot': {
    files: {
      'definitions/s.sqlx': 'config { type: "declaration", schema: "raw", name: "orders" }',
      'definitions/a.sqlx': view('select * from ${ref("«raw.orders»")}'),
    },
    code: 'BF1060',
    message: 'Could not resolve "raw.orders"',
    help: 'Did you mean p.raw.orders?',
    fixed: view('select * from ${ref("raw", "orders")}'),
  },
  'the own name in another dataset': {
    files: {
      ...orders,
      'definitions/customers.sqlx': view('select * from ${ref("«p.raw.customers»")}'),
    },
    code: 'BF1060',
    message: 'Could not resolve "p.raw.customers"',
    help: declared,
  },
  'a name near to the own name and to another': {
    files: {
      'definitions/order.sqlx': 'config { type: "view" }\nselect 1 as id',
      'definitions/orders.sqlx':
        'config { type: "view", assertions: { nonNull: ["a"] } }\nselect * from ${ref("«orderss»")}',
    },
    code: 'BF1060',
    message: 'Could not resolve "orderss"',
    help: 'Did you mean p.d.order?',
    fixed: 'config { type: "view", assertions: { nonNull: ["a"] } }\nselect * from ${ref("order")}',
  },
  'a dependency near to the own name': {
    files: { 'definitions/a.js': 'publish("orders", "select 1 as x").dependencies(["«ordres»"]);' },
    code: 'BF1061',
    message: 'Missing dependency: p.d.orders depends on "ordres", which does not exist.',
    help: declared,
  },
  'a name in the wrong dataset': {
    files: {
      'definitions/s.sqlx': 'config { type: "declaration", schema: "raw", name: "orders" }',
      'definitions/a.sqlx': view('select * from ${ref("row", "«orders»")}'),
    },
    code: 'BF1060',
    message: 'Could not resolve "row.orders"',
    help: 'Did you mean p.raw.orders?',
    fixed: view('select * from ${ref("raw", "orders")}'),
  },
  'a name in an object': {
    files: { ...orders, 'definitions/a.sqlx': view('select * from ${ref({ schema: "d", name: "«ordres»" })}') },
    code: 'BF1060',
    message: 'Could not resolve "d.ordres"',
    help: 'Did you mean p.d.orders?',
    fixed: view('select * from ${ref({ schema: "d", name: "orders" })}'),
  },
  'the same name twice, also with its dataset': {
    files: {
      ...orders,
      'definitions/a.sqlx': view('select * from ${ref("«ordres»")}\nunion all select * from ${ref("d", "ordres")}'),
    },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: 'Did you mean p.d.orders?',
    notes: ['and here'],
    fixed: view('select * from ${ref("orders")}\nunion all select * from ${ref("d", "orders")}'),
  },
  'a name in a variable': {
    files: { 'definitions/a.sqlx': view('js { const t = "or" + "dres"; }\nselect * from ${ref(«t»)}') },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: declared,
  },
  'a name that an include is given': {
    files: {
      ...orders,
      'includes/from.js': 'module.exports = { table: (ctx, name) => ctx.ref(name) };',
      'definitions/a.sqlx': view('select * from ${from.table({ ref }, "«ordres»")}'),
    },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: 'Did you mean p.d.orders?',
    fixed: view('select * from ${from.table({ ref }, "orders")}'),
  },
  'a name that an include makes up': {
    files: {
      'includes/from.js': 'module.exports = { table: (ctx) => ctx.ref("ord" + "res") };',
      'definitions/a.sqlx': view('select * from «${from.table({ ref })}»'),
    },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: declared,
    notes: ['it is looked up here'],
  },
  'a name in JavaScript': {
    files: { ...orders, 'definitions/a.js': 'publish("a").query(ctx => `\nselect * from ${ctx.ref("«ordres»")}`);' },
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    help: 'Did you mean p.d.orders?',
    fixed: 'publish("a").query(ctx => `\nselect * from ${ctx.ref("orders")}`);',
  },
  'a dependency': {
    files: {
      ...orders,
      'definitions/a.sqlx': 'config { type: "view", dependencies: ["orders", "«ordres»"] }\nselect "ordres" as x',
    },
    code: 'BF1061',
    message: 'Missing dependency: p.d.a depends on "ordres", which does not exist.',
    help: 'Did you mean p.d.orders?',
    fixed: 'config { type: "view", dependencies: ["orders", "orders"] }\nselect "ordres" as x',
  },
  'a dependency in JavaScript': {
    files: { ...orders, 'definitions/a.js': 'publish("a", "select 1 as x").dependencies(["«ordres»"]);' },
    code: 'BF1061',
    message: 'Missing dependency: p.d.a depends on "ordres", which does not exist.',
    help: 'Did you mean p.d.orders?',
    fixed: 'publish("a", "select 1 as x").dependencies(["orders"]);',
  },
  'a name of two actions': {
    files: {
      'definitions/s.sqlx': 'config { type: "view", schema: "s", name: "t" }\nselect 1 as x',
      'definitions/u.sqlx': 'config { type: "view", schema: "u", name: "t" }\nselect 1 as x',
      'definitions/a.sqlx': view('select * from ${ref("«t»")}'),
    },
    code: 'BF1062',
    message: 'Ambiguous action name "t": it may be s.t or u.t',
    fixed: view('select * from ${ref("s", "t")}'),
  },
  'a name of two actions in a list': {
    files: {
      'definitions/s.sqlx': 'config { type: "view", schema: "s", name: "t" }\nselect 1 as x',
      'definitions/u.sqlx': 'config { type: "view", schema: "u", name: "t" }\nselect 1 as x',
      'definitions/a.sqlx': 'config { type: "view", dependencies: ["«t»"] }\nselect 1 as x',
    },
    code: 'BF1062',
    message: 'Ambiguous action name "t": it may be s.t or u.t',
    help: 'Name the dataset too.',
  },
  'a name in two projects': {
    files: {
      'definitions/s.sqlx': 'config { type: "view", schema: "s", name: "t" }\nselect 1 as x',
      'definitions/u.sqlx': 'config { type: "view", database: "q", schema: "s", name: "t" }\nselect 1 as x',
      'definitions/a.sqlx': view('select * from ${ref("s", "«t»")}'),
    },
    code: 'BF1062',
    message: 'Ambiguous action name "s.t": it may be p.s.t or q.s.t',
    fixed: view('select * from ${ref("p", "s", "t")}'),
  },
  'a dotted name in JavaScript that stands in several datasets': {
    files: {
      'definitions/s.sqlx': 'config { type: "view", schema: "s", name: "t" }\nselect 1 as x',
      'definitions/u.sqlx': 'config { type: "view", schema: "u", name: "t" }\nselect 1 as x',
      'definitions/a.js': 'publish("a", "select 1 as x").dependencies(["«u.t»"]);',
    },
    code: 'BF1061',
    message: 'Missing dependency: p.d.a depends on "u.t", which does not exist.',
    help: 'Did you mean p.u.t?',
  },
  'a test without an input of a dotted name': {
    files: {
      'definitions/raw.sqlx': 'config { type: "declaration", schema: "raw", name: "orders" }',
      'definitions/a.sqlx': view('select * from ${«ref»("raw", "orders")}'),
      'definitions/t.sqlx': 'config { type: "test", dataset: "a" }\nselect 1 as x',
    },
    code: 'BF1084',
    message: 'The test gives no input for "raw.orders".',
    help: 'Add input "raw", "orders" { ... } to the test.',
  },
  'operations without output': {
    files: {
      'definitions/o.sqlx': 'config { type: "operations" }\nselect 1',
      'definitions/a.sqlx': view('select * from ${ref("«o»")}'),
    },
    code: 'BF1063',
    message: 'Actions cannot resolve operations which do not produce output.',
    help: 'If it makes the table of its own name, say so there: config { type: "operations", hasOutput: true }.',
  },
  'a call without a name': {
    files: { 'definitions/a.sqlx': view('select * from ${«ref»()}') },
    code: 'BF1011',
    message: 'ref() is called without a name',
  },
  'a circle of three': {
    files: {
      'definitions/x.sqlx': view('select * from ${ref("y")}'),
      'definitions/y.sqlx': view('select * from ${ref("z")}'),
      'definitions/z.sqlx': view('-- "x"\nselect * from ${ref("«x»")}'),
    },
    code: 'BF1069',
    message: 'Circular dependency: x -> y -> z -> x',
    notes: ['x reads y', 'y reads z'],
  },
  'a circle under other names': {
    files: {
      'workflow_settings.yaml': 'defaultProject: p\ndefaultDataset: d\ndatasetSuffix: dev\nnamePrefix: t\n',
      'definitions/x.sqlx': view('select * from ${ref("y")}'),
      'definitions/y.js': 'publish("y").query((ctx) => `select * from ${ctx.ref("«x»")}`);',
    },
    code: 'BF1069',
    message: 'Circular dependency: t_x -> t_y -> t_x',
    notes: ['t_x reads t_y'],
  },
  'an action that reads itself': {
    files: { 'definitions/x.sqlx': view('select * from ${ref("«x»")}') },
    code: 'BF1069',
    message: 'Circular dependency: x depends on itself',
  },
  'two files of one name': {
    files: {
      'definitions/a/z.sqlx': view('select 1 as x'),
      'definitions/b/z.sqlx': '«config» { type: "table" }\nselect 1 as x',
    },
    code: 'BF1067',
    message: 'Two actions are called p.d.z: definitions/a/z.sqlx and definitions/b/z.sqlx.',
    help: 'Rename one: config { name: "..." }, or move it to another dataset: config { schema: "..." }.',
    notes: ['the first one is here'],
  },
  'a table and a call of one name, with inline assertions': {
    files: {
      'definitions/z.sqlx': 'config { type: "table", name: "«q»", assertions: { nonNull: ["x"] } }\nselect 1 as x',
      'definitions/a.js':
        'publish("b", "select 1 as x");\npublish("q", { type: "table", assertions: { nonNull: ["x"] } }).query("select 1 as x");',
    },
    code: 'BF1067',
    message: 'Two actions are called p.d.q: definitions/a.js and definitions/z.sqlx.',
    help: 'Rename one: config { name: "..." }, or move it to another dataset: config { schema: "..." }.',
    notes: ['the first one is here'],
  },
  'names that differ only in the end': {
    files: { 'definitions/a.js': 'publish("q", "select 1").schema("a");\npublish("«q»", "select 2").schema("b");' },
    code: 'BF1068',
    message: 'Two actions are called p.d.q before their names are changed, both in definitions/a.js.',
    help: 'Rename one: config { name: "..." }, or move it to another dataset: config { schema: "..." }.',
    notes: ['the first one is here'],
  },
  'three calls in one file': {
    files: { 'definitions/a.js': 'publish("q", "select 1");\npublish("«q»", "select 2");\noperate("q", "select 3");' },
    code: 'BF1067',
    message: 'Three actions are called p.d.q, all in definitions/a.js.',
    help: 'Rename one: config { name: "..." }, or move it to another dataset: config { schema: "..." }.',
    notes: ['the first one is here', 'another one is here'],
  },
};

export const configs: Mistakes = {
  'one dependency that is no list': {
    files: { ...orders, 'definitions/a.sqlx': 'config { type: "view", dependencies: «"orders"» }\nselect 1 as x' },
    code: 'BF1011',
    message: 'e.dependencies.map is not a function',
    help: 'dependencies is a list: dependencies: ["orders"].',
    fixed: 'config { type: "view", dependencies: ["orders"] }\nselect 1 as x',
  },
  'a dependency in JavaScript that is no list': {
    files: {
      ...orders,
      'definitions/a.js':
        'publish("b", { dependencies: ["orders"] }).query("select 1 as x");\npublish("a", { dependencies: «{ name: "orders" }» }).query("select 1 as x");',
    },
    code: 'BF1011',
    message: 'e.dependencies.map is not a function',
    help: 'dependencies is a list: dependencies: [{ name: "orders" }].',
    fixed:
      'publish("b", { dependencies: ["orders"] }).query("select 1 as x");\npublish("a", { dependencies: [{ name: "orders" }] }).query("select 1 as x");',
  },
  'a number of dependencies': {
    files: { 'definitions/a.sqlx': 'config { type: "view", dependencies: «7» }\nselect 1 as x' },
    code: 'BF1011',
    message: 'e.dependencies.map is not a function',
    help: 'dependencies is a list: dependencies: ["..."].',
  },
  'a misspelt key, also in a comment and in the SQL': {
    files: {
      'definitions/a.sqlx':
        'config {\n  type: "view",\n  // descripton: old\n  «descripton»: "x"\n}\nselect "descripton: 1" as x',
    },
    code: 'BF1030',
    message: 'Unexpected property "descripton" in the config of a view',
    help: 'Did you mean "description"?',
    fixed: 'config {\n  type: "view",\n  // descripton: old\n  description: "x"\n}\nselect "descripton: 1" as x',
  },
  'two misspelt keys': {
    files: { 'definitions/a.sqlx': 'config { type: "view", «tgas»: ["x"], descripton: "x" }\nselect 1 as x' },
    code: 'BF1030',
    message: 'Unexpected property "tgas" in the config of a view',
    help: 'Did you mean "tags"?',
    notes: ['"descripton" is unknown too; did you mean "description"?'],
    fixed: 'config { type: "view", tags: ["x"], descripton: "x" }\nselect 1 as x',
    remains: ['BF1030'],
  },
  'a key in quotes, deeper down': {
    files: {
      'definitions/a.sqlx':
        'config { type: "table", description: "nonNul", assertions: { "«nonNul»": ["x"] } }\nselect 1 as x',
    },
    code: 'BF1030',
    message: 'Unexpected property "nonNul" in "assertions"',
    help: 'Did you mean "nonNull"?',
    fixed: 'config { type: "table", description: "nonNul", assertions: { "nonNull": ["x"] } }\nselect 1 as x',
  },
  'a key that is right elsewhere': {
    files: {
      'definitions/a.sqlx':
        'config { type: "table", description: "d", metadata: { «description»: "x" } }\nselect 1 as x',
    },
    code: 'BF1030',
    message: 'Unexpected property "description" in "metadata"',
    help: 'It knows overview and extraProperties.',
  },
  'a key of another kind of action': {
    files: { 'definitions/a.sqlx': 'config { type: "assertion", «uniqueKey»: ["x"] }\nselect 1 as x' },
    code: 'BF1030',
    message: 'Unexpected property "uniqueKey" in the config of an assertion',
    help: '"uniqueKey" belongs to an incremental table.',
  },
  'a key of the bigquery bag': {
    files: { 'definitions/a.sqlx': 'config { type: "table", bigquery: { «partitonBy»: "x" } }\nselect 1 as x' },
    code: 'BF1032',
    message: 'Unexpected property "partitonBy" in "bigquery"',
    help: 'Did you mean "partitionBy"?',
    fixed: 'config { type: "table", bigquery: { partitionBy: "x" } }\nselect 1 as x',
  },
  'a key in a call': {
    files: {
      'definitions/a.js':
        'publish("ok", "select 1");\npublish("a", { type: "table", «descripton»: "x" }).query("select 1");',
    },
    code: 'BF1030',
    message: 'Unexpected property "descripton" in the config of a table',
    help: 'Did you mean "description"?',
    fixed: 'publish("ok", "select 1");\npublish("a", { type: "table", description: "x" }).query("select 1");',
  },
  'a key in a declaration': {
    files: { 'definitions/a.js': 'declare({ schema: "s", name: "a", «descrption»: "x" });' },
    code: 'BF1030',
    message: 'Unexpected property "descrption" in the config of a declaration',
    help: 'Did you mean "description"?',
    fixed: 'declare({ schema: "s", name: "a", description: "x" });',
  },
  'a key in actions.yaml': {
    files: {
      'definitions/actions.yaml':
        '# descripton: no\nactions:\n- view: { filename: a.sql, description: descripton }\n- table:\n    filename: b.sql\n    «descripton»: x\n',
      'definitions/a.sql': 'select 1 as x',
      'definitions/b.sql': 'select 1 as x',
    },
    code: 'BF1020',
    message: 'Unexpected property "descripton" in the config of a table',
    help: 'Did you mean "description"?',
    fixed:
      '# descripton: no\nactions:\n- view: { filename: a.sql, description: descripton }\n- table:\n    filename: b.sql\n    description: x\n',
  },
  'a kind in actions.yaml': {
    files: {
      'definitions/actions.yaml': 'actions:\n- «tabel»:\n    filename: a.sql\n',
      'definitions/a.sql': 'select 1 as x',
    },
    code: 'BF1020',
    message: 'Unexpected property "tabel" in an entry of actions.yaml',
    help: 'Did you mean "table"?',
    fixed: 'actions:\n- table:\n    filename: a.sql\n',
  },
  'a text in place of a list': {
    files: { 'definitions/a.sqlx': 'config { type: "incremental", «uniqueKey»: "id" }\nselect 1 as id' },
    code: 'BF1030',
    message: 'Property "uniqueKey" of the config of an incremental table cannot be the text "id"',
    help: 'It should be a list of texts.',
    fixed: 'config { type: "incremental", uniqueKey: ["id"] }\nselect 1 as id',
  },
  'a key without a value': {
    files: { 'definitions/a.sqlx': 'config { type: "view", «tags»: null }\nselect 1 as x' },
    code: 'BF1031',
    message: 'Property "tags" of the config of a view has no value',
    help: 'It should be a list of texts.',
  },
  'an older key without a value': {
    files: { 'definitions/a.js': 'const project = null;\ndeclare({ «database»: project, schema: "s", name: "a" });' },
    code: 'BF1031',
    message: 'Property "database" of the config of a declaration has no value',
    help: 'Leave it out.',
  },
  'a type': {
    files: { 'definitions/a.sqlx': 'config { type: "«tabel»" }\nselect 1 as x' },
    code: 'BF1033',
    message: 'Unrecognized action type: tabel',
    help: 'Did you mean "table"?',
    fixed: 'config { type: "table" }\nselect 1 as x',
  },
  'a word': {
    files: { 'definitions/a.sqlx': 'config { type: "incremental", onSchemaChange: "«extnd»" }\nselect 1 as x' },
    code: 'BF1047',
    message: 'OnSchemaChange value "extnd" is not supported',
    help: 'Did you mean "extend"?',
    fixed: 'config { type: "incremental", onSchemaChange: "extend" }\nselect 1 as x',
  },
  'a word far from all': {
    files: { 'definitions/a.sqlx': 'config { type: "incremental", incrementalStrategy: "«x»" }\nselect 1 as x' },
    code: 'BF1047',
    message: 'IncrementalStrategy value "x" is not supported',
    help: 'It can be merge, insert_overwrite.',
  },
  'a strategy without its key': {
    files: { 'definitions/a.sqlx': 'config { type: "incremental", incrementalStrategy: "«merge»" }\nselect 1 as x' },
    code: 'BF1048',
    message: "IncrementalStrategy 'merge' requires 'uniqueKey' to be set",
  },
  'a partition of a view': {
    files: { 'definitions/a.sqlx': 'config { type: "view", bigquery: { «partitionBy»: "x" } }\nselect 1 as x' },
    code: 'BF1044',
    message: 'partitionBy/clusterBy can be applied only to materialized views',
    help: 'Only a view with materialized: true can have it.',
  },
  'options of a partition that is not there': {
    files: {
      'definitions/a.js':
        'publish("a", { type: "table", bigquery: { «requirePartitionFilter»: true } }).query("select 1");',
    },
    code: 'BF1042',
    message: 'requirePartitionFilter/partitionExpirationDays are not valid for non partitioned BigQuery tables',
    help: 'Set partitionBy too, or leave it out.',
  },
  'an option twice': {
    files: {
      'definitions/a.sqlx':
        'config { type: "table", bigquery: { partitionBy: "x", «requirePartitionFilter»: true, additionalOptions: { require_partition_filter: "true" } } }\nselect 1 as x',
    },
    code: 'BF1043',
    message: 'requirePartitionFilter has been declared twice',
  },
  'protected where it does not belong': {
    files: { 'definitions/a.sqlx': 'config { type: "table", «protected»: true }\nselect 1 as x' },
    code: 'BF1035',
    message: "Actions may only specify 'protected: true' if they are of type 'incremental'.",
  },
  'a name with a dot in it': {
    files: { 'definitions/a.sqlx': 'config { type: "view", name: "«raw.a»" }\nselect 1 as x' },
    code: 'BF1040',
    message: "Action target names cannot include '.'",
    help: 'The dataset and the project have keys of their own: schema and database (dataset and project in actions.yaml).',
  },
  'two keys of uniqueness': {
    files: {
      'definitions/a.sqlx':
        'config { type: "view", assertions: { uniqueKey: ["a"], «uniqueKeys»: [["b"]] } }\nselect 1 as x',
    },
    code: 'BF1045',
    message: "Specify at most one of 'assertions.uniqueKey' and 'assertions.uniqueKeys'.",
  },
  'two statements': {
    files: { 'definitions/a.sqlx': view('select 1 as x\n«---»\nselect 2 as x') },
    code: 'BF1034',
    message: "Actions may only contain more than one SQL statement if they are of type 'operations'.",
    help: 'It divides statements. Put what goes before the query into pre_operations { }, or write -- for a comment.',
  },
  'incremental_where of a view': {
    files: { 'definitions/a.sqlx': view('select 1 as x\n«incremental_where» { x > 1 }') },
    code: 'BF1036',
    message: "Actions may only include incremental_where if they are of type 'incremental'.",
  },
  'post_operations of an assertion': {
    files: { 'definitions/a.sqlx': 'config { type: "assertion" }\nselect 1\n«post_operations» { select 1 }' },
    code: 'BF1038',
    message: 'Actions may only include post_operations if they create a dataset.',
  },
  'input of a view': {
    files: { 'definitions/a.sqlx': view('«input» "x" { select 1 }\nselect 1') },
    code: 'BF1037',
    message: "Actions may only include input blocks if they are of type 'test'.",
  },
  'a semicolon at the end': {
    files: {
      'definitions/a.sqlx': 'config { type: "table" }\nselect ";" as a -- ; b\n«;»\n\npost_operations { select 1; }',
    },
    code: 'BF1039',
    message: 'Semi-colons are not allowed at the end of SQL statements.',
    fixed: 'config { type: "table" }\nselect ";" as a -- ; b\n\n\npost_operations { select 1; }',
  },
  'a semicolon in JavaScript': {
    files: { 'definitions/a.js': 'publish("a").query(ctx => `\n select 2\n«;» `)' },
    code: 'BF1039',
    message: 'Semi-colons are not allowed at the end of SQL statements.',
    fixed: 'publish("a").query(ctx => `\n select 2\n `)',
  },
  'a semicolon in a .sql file': {
    files: {
      'definitions/actions.yaml': 'actions:\n- table: { filename: a.sql }\n',
      'definitions/a.sql': 'select 1\n«;»\n',
    },
    code: 'BF1039',
    message: 'Semi-colons are not allowed at the end of SQL statements.',
    fixed: 'select 1\n\n',
  },
  'a test of nothing': {
    files: { ...orders, 'definitions/t.sqlx': 'config { type: "test", dataset: "«ordres»" }\nselect 1 as id' },
    code: 'BF1081',
    message: 'Dataset "p.d.ordres" could not be found.',
    help: 'Did you mean "orders"?',
    fixed: 'config { type: "test", dataset: "orders" }\nselect 1 as id',
  },
  'a file that actions.yaml names': {
    files: {
      'definitions/actions.yaml': 'actions:\n- table: { filename: «ordrs.sql» }\n',
      'definitions/orders.sql': 'select 1 as x',
    },
    code: 'BF1012',
    message: "Cannot find module 'definitions/ordrs.sql'",
    help: 'Did you mean orders.sql?',
    fixed: 'actions:\n- table: { filename: orders.sql }\n',
  },
  'an actions.yaml without content': {
    files: { 'definitions/actions.yaml': '«»' },
    code: 'BF1020',
    message: 'definitions/actions.yaml is empty',
    help: 'It should begin with "actions:" and list the actions, or be removed.',
  },
  'a variable that is a number': {
    files: { 'workflow_settings.yaml': 'defaultProject: p\nvars:\n  a: x\n  b: «1»\n' },
    code: 'BF1007',
    message: 'Variable "b" is no text: variables of the settings must be texts',
    help: 'Put it in quotes.',
    fixed: 'defaultProject: p\nvars:\n  a: x\n  b: "1"\n',
  },
};

export const code: Mistakes = {
  'a ${ without an end': {
    files: { 'definitions/a.sqlx': view('select *\nfrom «${»ref("b")\nwhere 1 = 1') },
    code: 'BF1010',
    message: 'This placeholder is never closed.',
    notes: ['Dataform says: Missing } in template expression'],
  },
  'a config block without an end': {
    files: { 'definitions/a.sqlx': '«config {» type: "view"\nselect 1 as x' },
    code: 'BF1010',
    message: 'This config block is never closed.',
    notes: ["Dataform says: Unexpected identifier 'select'"],
  },
  'a block without an end that Dataform stumbles over': {
    files: { 'definitions/a.sqlx': 'config { type: "table" }\nselect 1 as x\n«pre_operations {»\n  select ${1}' },
    code: 'BF1014',
    message: 'This pre_operations block is never closed.',
    notes: ['Dataform says: r.lastIndexOf is not a function'],
  },
  'a word too many in ${}': {
    files: { 'definitions/a.sqlx': view('select ${1}, ${ /* } */ when(true, 1) «otherwise» 2}') },
    code: 'BF1010',
    message: 'Missing } in template expression: "otherwise" is not expected here',
  },
  'a comma too few': {
    files: { 'definitions/a.sqlx': 'config { type: "view" «tags»: ["x"] }\nselect 1 as x' },
    code: 'BF1010',
    message: "Unexpected identifier 'tags'",
    help: 'A comma is missing before it.',
    fixed: 'config { type: "view", tags: ["x"] }\nselect 1 as x',
  },
  'a syntax error in a js block of a file with CR LF': {
    files: { 'definitions/a.sqlx': 'config { type: "view" }\r\njs {\r\n  const x = «;»\r\n}\r\nselect 1\r\n' },
    code: 'BF1010',
    message: "Unexpected token ';'",
  },
  'a syntax error in an include, with what follows from it': {
    files: {
      'includes/money.js': 'module.exports = { cents: 1 +«;» };',
      'definitions/a.sqlx': view('select ${money.cents}'),
    },
    code: 'BF1010',
    message: "Unexpected token ';'",
    notes: ['because of it, errors follow in definitions/a.sqlx'],
  },
  'a file that does not load, with what follows from it': {
    files: {
      'definitions/a.sqlx': 'config { type: "view", «descripton»: "x" }\nselect 1 as x',
      'definitions/b.sqlx': view('select * from ${ref("a")}'),
    },
    code: 'BF1030',
    message: 'Unexpected property "descripton" in the config of a view',
    help: 'Did you mean "description"?',
    notes: ['because of it, errors follow in definitions/b.sqlx'],
    fixed: 'config { type: "view", description: "x" }\nselect 1 as x',
  },
  'a name that is not defined': {
    files: {
      'includes/money.js': 'module.exports = { cents: 1 };',
      'definitions/a.sqlx': view("select '日本' as x, ${«mony».cents}"),
    },
    code: 'BF1011',
    message: 'mony is not defined',
    help: 'Did you mean money?',
    fixed: view("select '日本' as x, ${money.cents}"),
  },
  'a function that an include does not have': {
    files: {
      'includes/money.js': 'module.exports = { cents: () => 1 };',
      'definitions/a.sqlx': view('select ${money.«cent»()}'),
    },
    code: 'BF1011',
    message: 'money.cent is not a function',
    help: 'Did you mean cents?',
    fixed: view('select ${money.cents()}'),
  },
  'an error that an include throws': {
    files: {
      'includes/money.js': 'exports.cents = (x) => {\n  return x.amount.«cents»;\n};',
      'definitions/a.sqlx': view('select ${money.cents({})}'),
    },
    code: 'BF1011',
    message: "Cannot read properties of undefined (reading 'cents')",
    help: 'x.amount is undefined here.',
    notes: ['called from here'],
  },
  'an include that makes actions': {
    files: { 'includes/a.js': '«publish»("a", "select 1");' },
    code: 'BF1011',
    message: 'publish is not defined',
    help: 'Includes are read before there is publish(): make actions in definitions/.',
  },
  'a thrown text': {
    files: { 'definitions/a.sqlx': view('select ${(() => { «throw "bang"»; })()}') },
    code: 'BF1011',
    message: 'bang',
  },
  'nothing thrown': {
    files: { 'definitions/a.sqlx': view('select ${(() => { «throw null»; })()}') },
    code: 'BF1011',
    message: 'null was thrown',
    help: 'Throw an Error, which says what is wrong.',
  },
  'a module that is not there': {
    files: {
      'lib/money.js': 'module.exports = {};',
      'definitions/a.js': 'const money = require("«../lib/mony»");\npublish("a", "select 1 as x");',
    },
    code: 'BF1012',
    message: "Cannot find module '../lib/mony'",
    help: 'Did you mean ../lib/money?',
    fixed: 'const money = require("../lib/money");\npublish("a", "select 1 as x");',
  },
  'YAML that cannot be read': {
    files: {
      'definitions/actions.yaml': 'actions:\n- table:\n    filename: a.sql\n   «tags»: [x\n',
      'definitions/a.sql': 'select 1',
    },
    code: 'BF1014',
    message: 'definitions/actions.yaml is not valid YAML: bad indentation of a mapping entry',
  },
  'a notebook that is no JSON': {
    files: {
      'definitions/actions.yaml': 'actions:\n- notebook: { filename: n.ipynb }\n',
      'definitions/n.ipynb': '{ "cells": «[»',
    },
    code: 'BF1014',
    message: 'definitions/n.ipynb is not valid JSON: unexpected end of JSON input',
  },
};
