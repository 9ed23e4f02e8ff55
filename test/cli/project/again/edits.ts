import fc from 'fast-check';

/** A project by path. */
export type Files = ReadonlyMap<string, string>;

/** A change of a project: the files that are others afterwards, undefined where they are gone. */
export type Edit = (files: Files) => ReadonlyMap<string, string | undefined>;

const view = (name: string, from: string, columns: string, config = 'type: "view"'): [string, string] => [
  `definitions/${name}.sqlx`,
  `config { ${config} }\nselect ${columns}\nfrom ${from}\n`,
];

export const start: Files = new Map([
  ['workflow_settings.yaml', 'defaultProject: p\ndefaultDataset: d\ndefaultAssertionDataset: checks\n'],
  ['includes/money.js', 'module.exports = { cents: (c) => `cast(round(${c} * 100) as int64)`, limit: 5 };\n'],
  ['definitions/raw.sqlx', 'config { type: "declaration", schema: "raw", name: "orders" }\n'],
  view('one', '(select 1 as id, 2.5 as amount, "x" as status)', 'id, ${money.cents("amount")} as amount, status'),
  view(
    'two',
    '${ref("one")}',
    'id, amount, status',
    'type: "table", assertions: { uniqueKey: ["id"], nonNull: ["amount"] }',
  ),
  view('three', '${ref("two")} join ${ref("one")} using (id)', 'id, two.amount + 1 as more'),
  view(
    'grown',
    '${ref("two")} ${when(incremental(), `where id > (select max(id) from ${self()})`)}',
    'id, amount',
    'type: "incremental", uniqueKey: ["id"]',
  ),
  ['definitions/check.sqlx', 'config { type: "assertion" }\nselect * from ${ref("three")} where more < 0\n'],
  [
    'definitions/work.sqlx',
    'config { type: "operations", hasOutput: true }\ncreate table ${self()} as select 1 as n\n',
  ],
  ['definitions/quiet.sqlx', 'config { type: "operations" }\ndelete from ${ref("two")} where id = ${money.limit}\n'],
  [
    'definitions/scripted.sqlx',
    'config { type: "view" }\njs { const names = ["id", "amount"].map((x) => `t.${x}`); }\nselect ${names.join(", ")} from ${ref("one")} as t\n',
  ],
  [
    'definitions/made.js',
    '["a", "b"].forEach((x) => publish(`made_${x}`, (ctx) => `select id from ${ctx.ref("two")}`));\n',
  ],
]);

const plain = ['one', 'two', 'three', 'grown', 'check', 'work', 'quiet', 'raw', 'new'].map(
  (n) => `definitions/${n}.sqlx`,
);

const replaced =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, () => to);

/** Changes of one SQLX file, most of them small. */
const changes: readonly ((text: string) => string)[] = [
  (text) => `${text}-- a remark\n`,
  (text) => text.replace(/-- a remark\n/g, ''),
  replaced('amount', 'amount * 2'),
  replaced('as amount', 'as amountt'),
  replaced('amountt', 'amount'),
  replaced('select id', 'select id, "x" as extra'),
  replaced('id,', 'cast(id as string) as id,'),
  replaced('select ', 'selec '),
  replaced('selec ', 'select '),
  replaced('ref("one")', 'ref("two")'),
  replaced('ref("two")', 'ref("one")'),
  replaced('ref("two")', 'ref("three")'),
  replaced('ref("one")', 'ref("onne")'),
  replaced('ref("onne")', 'ref("one")'),
  replaced('ref("two")', 'ref("work")'),
  replaced('ref("two")', 'ref("quiet")'),
  replaced('ref("two")', 'ref("made_a")'),
  replaced('${ref("one")}', 'd.one'),
  replaced('${ref("two")}', '`p.d.three`'),
  replaced('type: "view"', 'type: "table"'),
  replaced('type: "table"', 'type: "view"'),
  replaced('type: "view"', 'type: "view", description: "Told."'),
  replaced('type: "view"', 'type: "view", tags: ["t"], disabled: true'),
  replaced('type: "view"', 'type: "view", name: "other"'),
  replaced('name: "other"', 'description: "Named as before."'),
  replaced('uniqueKey: ["id"]', 'uniqueKey: ["idd"]'),
  replaced('uniqueKey: ["idd"]', 'uniqueKey: ["id"]'),
  replaced('hasOutput: true', 'hasOutput: false'),
  replaced('config {', 'config { nonsense: 1,'),
  replaced('nonsense: 1,', ''),
  replaced(' }\n', ' \n'),
  replaced(' \nselect', ' }\nselect'),
  replaced('${money.limit}', '${money.limits.most}'),
  replaced('${money.limits.most}', '${money.limit}'),
  replaced('select', 'create temp function f() as (1);\nselect'),
  () => '',
];

/** One of the changes that make another text of a file. */
const sqlxEdit: fc.Arbitrary<Edit> = fc
  .tuple(fc.constantFrom(...plain, 'definitions/scripted.sqlx'), fc.nat(999))
  .map(([path, pick]) => (files) => {
    const text = files.get(path);
    if (text === undefined) return new Map();
    const effective = changes.filter((change) => change(text) !== text);
    return new Map([[path, effective[pick % effective.length]?.(text) ?? text]]);
  });

const writing = (path: string, ...texts: readonly (string | undefined)[]): fc.Arbitrary<Edit> =>
  fc.constantFrom(...texts).map((text) => () => new Map([[path, text]]));

/** All files as they were at the beginning. */
const mended: Edit = (files) =>
  new Map([...new Set([...files.keys(), ...start.keys()])].map((path) => [path, start.get(path)] as const));

const renamed: fc.Arbitrary<Edit> = fc
  .tuple(fc.constantFrom(...plain), fc.constantFrom('new', 'one', 'z/deep'))
  .map(([from, to]) => (files) => {
    const text = files.get(from);
    return text === undefined
      ? new Map()
      : new Map([
          [from, undefined],
          [`definitions/${to}.sqlx`, text],
        ] as const);
  });

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 24, arbitrary: sqlxEdit },
  { weight: 12, arbitrary: fc.constant(mended) },
  { weight: 1, arbitrary: renamed },
  {
    weight: 1,
    arbitrary: writing(
      'definitions/new.sqlx',
      undefined,
      start.get('definitions/two.sqlx'),
      'config { type: "view" }\nselect 1 as n\n',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...plain).map(
      (path): Edit =>
        () =>
          new Map([[path, undefined]]),
    ),
  },
  {
    weight: 1,
    arbitrary: writing(
      'includes/money.js',
      start.get('includes/money.js'),
      'module.exports = { cents: (c) => `cast(${c} as numeric)`, limit: 6 };\n',
      'let n = 0; module.exports = { cents: (c) => `(${c} + ${n++})`, limit: 5 };\n',
      'module.exports = {\n',
    ),
  },
  {
    weight: 1,
    arbitrary: writing(
      'workflow_settings.yaml',
      start.get('workflow_settings.yaml'),
      'defaultProject: p\ndefaultDataset: d\nnamePrefix: x\ndefaultAssertionDataset: checks\n',
      'defaultProject: p\ndefaultDataset: e\ndatasetSuffix: s\n',
      'defaultProject: [\n',
    ),
  },
  { weight: 1, arbitrary: writing('biform.yaml', undefined, 'dialect: bigquery\n', 'dialec: bigquery\n') },
  {
    weight: 1,
    arbitrary: writing(
      'definitions/made.js',
      start.get('definitions/made.js'),
      'publish("made_a", `select ${dataform.actions.length} as n`);\n',
      'publish("made_a").query((ctx) => `select * from ${ctx.ref("one")}`);\n',
    ),
  },
  {
    weight: 1,
    arbitrary: writing(
      'definitions/tested.sqlx',
      undefined,
      'config { type: "test", dataset: "three" }\ninput "two" { select 1 as id, 2 as amount }\ninput "one" { select 1 as id }\nselect 1 as id, 3 as more\n',
    ),
  },
  {
    weight: 1,
    arbitrary: writing(
      'sources/raw.yaml',
      undefined,
      'tables: [ { name: orders, columns: [ { name: id, type: INT64 } ] } ]\n',
    ),
  },
);
