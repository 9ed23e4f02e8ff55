import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { biformCli, runNode } from '../support/biform.ts';

type Files = Readonly<Record<string, string>>;

const settings = 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n';
const orders = 'config { type: "table" }\nSELECT 1 AS id, 2.5 AS amount';

function project(files: Files): string {
  const dir = mkdtempSync(join(tmpdir(), 'biform-analysis-'));
  for (const [path, content] of Object.entries({ 'workflow_settings.yaml': settings, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

const cacheDir = mkdtempSync(join(tmpdir(), 'biform-analysis-cache-'));
const biform = (...args: readonly string[]) => runNode([biformCli, ...args], { BIFORM_CACHE_DIR: cacheDir });

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly action?: string;
  readonly fixes?: readonly { readonly edits: readonly { readonly text: string }[] }[];
  readonly notes?: readonly { readonly message: string }[];
}

/** Findings of `compile --json`, each with the text at its place. */
async function findings(files: Files) {
  const dir = project(files);
  const { status, stdout } = await biform('compile', dir, '--json');
  const { biform: own, ...graph } = JSON.parse(stdout) as { biform: { diagnostics: readonly Finding[] } };
  const found = own.diagnostics.map((one) => ({
    ...one,
    text: readFileSync(join(dir, one.file), 'utf8').slice(one.start, one.end),
  }));
  return { dir, status, found, graph, own: own as Record<string, unknown> };
}

const placesOf = ({ found }: Awaited<ReturnType<typeof findings>>) =>
  found.map(({ code, file, text }) => [code, file, text]);

describe('findings stand at the place in the file that the author wrote', () => {
  test('in SQL of a SQLX file, with the edit that mends them', async () => {
    const sqlx = 'config { type: "table" }\nSELECT id, amuont\nFROM ${ref("orders")}';
    const { found, status } = await findings({ 'definitions/orders.sqlx': orders, 'definitions/a.sqlx': sqlx });
    expect(found).toMatchObject([
      { code: 'BF2101', severity: 'warning', file: 'definitions/a.sqlx', text: 'amuont', action: 'p.d.a' },
    ]);
    expect(found[0]?.fixes?.[0]?.edits[0]?.text).toBe('amount');
    expect(status).toBe(0);
  });

  test('inside ${...}: the word, where it stands there once, with the SQL that was made', async () => {
    const result = await findings({
      'definitions/orders.sqlx': orders,
      'includes/money.js': 'module.exports = { cents: (c) => `ROUND(${c} * 100)` };',
      'definitions/a.sqlx':
        'config { type: "table" }\nSELECT ${money.cents("amuont")} AS cents, idd\nFROM ${ref("orders")}',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/a.sqlx', 'amuont'],
      ['BF2101', 'definitions/a.sqlx', 'idd'],
    ]);
    expect(result.found[0]?.notes?.[0]?.message).toContain('ROUND(amuont * 100) AS cents, idd');
    expect(result.found[0]?.fixes).toBeUndefined();
  });

  test('inside ${...}: in SQL that stands there, with the edit; else the whole of it', async () => {
    const result = await findings({
      'definitions/orders.sqlx': orders,
      'includes/money.js': 'module.exports = { total: () => "SUM(amuont)" };',
      'definitions/a.sqlx':
        'config { type: "incremental" }\nSELECT id FROM ${ref("orders")}\n${when(incremental(), `WHERE id > (SELECT MAX(idd) FROM ${self()})`)}',
      'definitions/b.sqlx': 'config { type: "view" }\nSELECT ${money.total()} AS amount FROM ${ref("orders")}',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/a.sqlx', 'idd'],
      ['BF2101', 'definitions/b.sqlx', '${money.total()}'],
    ]);
    expect(result.found[0]?.fixes?.[0]?.edits[0]?.text).toBe('id');
    expect(result.found[1]?.fixes).toBeUndefined();
  });

  test('in the config: settings, inline assertions, promised types', async () => {
    const result = await findings({
      'biform.yaml': 'actions: { d.b: { columns: { amount: { type: STRING } } } }\n',
      'definitions/a.sqlx': `config {
  type: "incremental",
  uniqueKey: ["idd"],
  bigquery: { partitionBy: "DATE(seen)", clusterBy: ["id", "amuont"], updatePartitionFilter: "seen2 > CURRENT_DATE()" },
  columns: { total: "Sum.", amount: { type: "NUMERIC" } },
  assertions: { uniqueKey: ["id", "namme"], nonNull: ["amount"], rowConditions: ["amount > 0", "id + nope > 0"] }
}
SELECT 1 AS id, 2.5 AS amount, 'x' AS name`,
      'definitions/b.sqlx': 'config { type: "view" }\nSELECT 1 AS amount',
    });
    expect(placesOf(result)).toEqual([
      ['BF3105', 'definitions/a.sqlx', 'NUMERIC'],
      ['BF3101', 'definitions/a.sqlx', 'idd'],
      ['BF3101', 'definitions/a.sqlx', 'DATE(seen)'],
      ['BF3101', 'definitions/a.sqlx', 'amuont'],
      ['BF3104', 'definitions/a.sqlx', 'total'],
      ['BF2101', 'definitions/a.sqlx', 'seen2'],
      ['BF3105', 'biform.yaml', 'STRING'],
      ['BF2101', 'definitions/a.sqlx', 'namme'],
      ['BF2101', 'definitions/a.sqlx', 'nope'],
    ]);
    expect(result.status).toBe(1);
  });

  test('in JavaScript: the very text where it stands there once, else the call', async () => {
    const result = await findings({
      'definitions/orders.sqlx': orders,
      'definitions/a.js':
        'publish("a", { type: "view" }).query((ctx) => `SELECT amuont FROM ${ctx.ref("orders")}`);\n' +
        'const column = "id" + "d";\npublish("b", { type: "view" }).query((ctx) => "SELECT " + column + " FROM " + ctx.ref("orders"));',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/a.js', 'amuont'],
      ['BF2101', 'definitions/a.js', 'publish'],
    ]);
  });

  test('in the SQL file that actions.yaml names', async () => {
    const result = await findings({
      'definitions/orders.sqlx': orders,
      'definitions/more/actions.yaml': 'actions:\n  - table:\n      filename: t.sql\n      clusterBy: [idd]\n',
      'definitions/more/t.sql': '-- A comment.\nSELECT id, amuont FROM `p.d.orders`',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/more/t.sql', 'amuont'],
      ['BF3101', 'definitions/more/actions.yaml', 'idd'],
    ]);
  });
});

describe('one mistake is one finding', () => {
  const wrong = 'SELECT id, amuont, name FROM ${ref("orders")}';
  const sources = {
    'definitions/orders.sqlx': 'config { type: "table" }\nSELECT 1 AS id, NUMERIC "2.5" AS amount, "x" AS name',
  };

  test('a misspelt column of the select list is not missed under its right name by settings, assertions and readers', async () => {
    const result = await findings({
      ...sources,
      'biform.yaml': 'actions: { d.a: { columns: { amount: { type: NUMERIC } } } }\n',
      'definitions/a.sqlx': `config {
  type: "incremental", uniqueKey: ["amount"], bigquery: { clusterBy: ["amount"], updatePartitionFilter: "amount > 0" },
  assertions: { uniqueKey: ["amount"], nonNull: ["amount"], rowConditions: ["amount > 0"] },
  columns: { amount: "Sum.", nam: "Name." }
}
${wrong}
\${when(incremental(), \`WHERE amount > (SELECT MAX(amount) FROM \${self()})\`)}
post_operations { SELECT amount FROM \${self()} }`,
      'definitions/b.sqlx': 'config { type: "view" }\nSELECT amount, idd FROM ${ref("a")}',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/a.sqlx', 'amuont'],
      ['BF3104', 'definitions/a.sqlx', 'nam'],
      ['BF2101', 'definitions/b.sqlx', 'idd'],
    ]);
    const columns = result.own['columns'] as Record<string, { columns: readonly { name: string }[] }>;
    expect(columns['p.d.a']?.columns.map(({ name }) => name)).toEqual(['id', 'amuont', 'name', 'amount']);
  });

  test('nor by the queries around it', async () => {
    const result = await findings({
      ...sources,
      'definitions/a.sqlx': `config { type: "view" }\nWITH t AS (${wrong}) SELECT t.amount, u.amount AS b FROM t, (SELECT amount FROM t) AS u`,
    });
    expect(placesOf(result)).toEqual([['BF2101', 'definitions/a.sqlx', 'amuont']]);
  });

  test('a misspelt common table is told where nothing else reads it', async () => {
    const files = {
      ...sources,
      'definitions/a.sqlx':
        'config { type: "view" }\nWITH totals AS (SELECT id FROM ${ref("orders")}) SELECT id, anything FROM total',
      'definitions/b.sqlx':
        'config { type: "view" }\nWITH event1 AS (SELECT * FROM events), event2 AS (SELECT * FROM events) SELECT * FROM event1, event2',
    };
    const result = await findings(files);
    expect(placesOf(result)).toEqual([['BF2106', 'definitions/a.sqlx', 'total']]);
    expect(result.found[0]?.fixes?.[0]?.edits[0]?.text).toBe('totals');
  });

  test('nor by the incremental run and the unit test of the action', async () => {
    const result = await findings({
      ...sources,
      'definitions/a.sqlx':
        'config { type: "incremental" }\nSELECT id, ${when(incremental(), "amuont", "amount")} FROM ${ref("orders")}',
      'definitions/b.sqlx': `config { type: "view" }\n${wrong}`,
      'definitions/b_test.sqlx':
        'config { type: "test", dataset: "b" }\ninput "orders" { SELECT 1 AS id, 2.5 AS amount, "x" AS name }\nSELECT 1 AS id, NUMERIC "2.5" AS amount, "x" AS name',
    });
    expect(placesOf(result)).toEqual([
      ['BF2101', 'definitions/a.sqlx', 'amuont'],
      ['BF2101', 'definitions/b.sqlx', 'amuont'],
    ]);
  });
});

describe('how much a finding counts', () => {
  const files: Files = {
    'definitions/orders.sqlx': orders,
    'definitions/a.sqlx': 'config { type: "incremental" }\nSELECT amuont, nothing() AS n FROM ${ref("orders")}',
  };

  test('without biform.yaml all are warnings, and the graph is as before', async () => {
    const { status, found, graph } = await findings(files);
    expect(status).toBe(0);
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['BF2101', 'warning'],
      ['BF3001', 'warning'],
    ]);
    expect(graph).toMatchObject({ graphErrors: {} });
  });

  test('with it they are errors, once for all runs of an action, at the level that it sets', async () => {
    const first = await findings({ ...files, 'biform.yaml': 'dialect: bigquery\n' });
    expect([first.status, first.found.map(({ severity }) => severity)]).toEqual([1, ['error', 'error']]);
    const levels = 'analysis: { levels: { BF2101: warning, BF3001: "off" } }\n';
    const second = await findings({ ...files, 'biform.yaml': levels });
    expect([second.status, second.found.map(({ code, severity }) => [code, severity])]).toEqual([
      0,
      [['BF2101', 'warning']],
    ]);
    const wrong = await biform(
      'compile',
      project({ ...files, 'biform.yaml': 'analysis: { levels: { BF21: "off" } }\n' }),
    );
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('a code of the analysis, such as BF2101'),
    ]);
  });

  test('in SQL of another dialect names are checked, and no functions', async () => {
    const wanted = [['BF2101', 'definitions/a.sqlx', 'amuont']];
    expect(
      placesOf(await findings({ ...files, 'biform.yaml': 'actions: { d.a: { dialect: databricks } }\n' })),
    ).toEqual(wanted);
    expect(placesOf(await findings({ ...files, 'biform.yaml': 'dialect: databricks\n' }))).toEqual(wanted);
  });

  test('also where the config of the action names it, at the top, under metadata, or computed', async () => {
    const spark = 'SELECT amuont::int AS n, x.y[0] FROM ${ref("orders")}';
    const own = {
      'definitions/orders.sqlx': orders,
      'includes/engines.js': 'module.exports = { other: "data" + "bricks" };',
      'definitions/a.sqlx': `config { type: "table", dialect: "databricks", assertions: { rowConditions: ["n::int > nothing()"] } }\n${spark}`,
      'definitions/b.sqlx': `config { type: "view", dialect: engines.other }\n${spark}`,
      'definitions/c.sqlx': `config { type: "view", metadata: { extraProperties: { biform: { dialect: "databricks" } } } }\n${spark}`,
      'definitions/d.sqlx': `config { type: "operations", dialect: "databricks" }\n${spark}`,
      'definitions/e.js':
        'const common = { dialect: "databricks" };\nfor (const name of ["e1", "e2"]) publish(name, common).query("SELECT a::int AS b");\nassert("e3", common).query("SELECT a::int AS b");',
      'definitions/f.sqlx': 'config { type: "view", dialect: "bigquery" }\nSELECT amuont FROM ${ref("orders")}',
    };
    const made = await findings({ ...own, 'biform.yaml': 'actions: { d.f: { dialect: databricks } }\n' });
    const inFile = (file: string) => [
      ['BF2101', `definitions/${file}.sqlx`, 'amuont'],
      ['BF2102', `definitions/${file}.sqlx`, 'x'],
    ];
    expect(placesOf(made).toSorted()).toEqual(
      [
        ...['a', 'b', 'c', 'd'].flatMap(inFile),
        ['BF2101', 'definitions/f.sqlx', 'amuont'],
        ['BF2101', 'definitions/e.js', 'publish'],
        ['BF2101', 'definitions/e.js', 'assert'],
      ].toSorted(),
    );
    expect(made.status).toBe(1);
    const classic = await findings(own);
    expect(new Set(classic.found.map(({ code }) => code))).toContain('BF1030');
  });

  test('a dialect that there is none of is told at its place', async () => {
    const { found } = await findings({
      'biform.yaml': 'dialect: bigquery\n',
      'definitions/a.sqlx': 'config { type: "view", dialect: "databrick" }\nSELECT 1 AS a',
    });
    expect(found).toMatchObject([{ code: 'BF3113', file: 'definitions/a.sqlx', text: 'databrick' }]);
    expect(found[0]?.fixes?.[0]?.edits[0]?.text).toBe('databricks');
  });

  test('a file that does not compile has no findings of its SQL', async () => {
    const { found } = await findings({
      ...files,
      'definitions/a.sqlx': 'config { type: "view" }\nSELECT q FROM ${ref("ordes")}',
    });
    expect(found.map(({ code }) => code)).toEqual(['BF1060']);
  });
});

describe('columns', () => {
  const chain: Files = {
    'definitions/orders.sqlx': orders,
    'definitions/sums.sqlx':
      'config { type: "view" }\nSELECT SUM(amount) AS total, ANY_VALUE(STRUCT(id AS first)) AS s FROM ${ref("orders")} WHERE id > 0',
    'definitions/last.sqlx': 'config { type: "view" }\nSELECT total, s.first AS first FROM ${ref("sums")}',
  };

  test('stand in compile --json with their types and where they come from', async () => {
    const { own } = await findings(chain);
    expect(own['columns']).toEqual({
      'p.d.orders': {
        columns: [
          { name: 'id', type: 'INT64', nullable: false },
          { name: 'amount', type: 'FLOAT64', nullable: false },
        ],
      },
      'p.d.sums': {
        columns: [
          { name: 'total', type: 'FLOAT64', aggregated: ['p.d.orders.amount'] },
          { name: 's', type: 'STRUCT<first INT64>', aggregated: ['p.d.orders.id'] },
        ],
        filteredBy: ['p.d.orders.id'],
      },
      'p.d.last': {
        columns: [
          { name: 'total', type: 'FLOAT64', copied: ['p.d.sums.total'] },
          { name: 'first', type: 'INT64', copied: ['p.d.sums.s.first'] },
        ],
      },
    });
  });

  test('have the types that configs promise, also where JavaScript computes them', async () => {
    const { own, found } = await findings({
      'biform.yaml': 'dialect: bigquery\n',
      'includes/types.js': 'module.exports = { money: (digits) => `NUMERIC(${digits}, 2)`, key: { type: "STRING" } };',
      'definitions/raw.js':
        'declare({ schema: "raw", name: "t", columns: { id: types.key, cents: { type: "INT64" } } });',
      'definitions/a.sqlx':
        'config { type: "view", columns: { id: types.key, cents: { type: types.money(10), description: "x" } } }\nSELECT id, cents FROM ${ref("t")}',
      'definitions/b.js':
        'const type = "DAT" + "E";\npublish("b", { type: "table", columns: { day: { type } } }).query("SELECT whatever() AS day");',
    });
    const columns = own['columns'] as Record<string, { columns: readonly { name: string; type: string }[] }>;
    const typesOf = (name: string) => columns[name]?.columns.map((column) => `${column.name} ${column.type}`);
    expect(typesOf('p.raw.t')).toEqual(['id STRING', 'cents INT64']);
    expect(typesOf('p.d.a')).toEqual(['id STRING', 'cents NUMERIC(10, 2)']);
    expect(typesOf('p.d.b')).toEqual(['day DATE']);
    expect(found.map(({ code, text }) => [code, text])).toEqual([
      ['BF3105', 'types.money(10)'],
      ['BF3001', 'whatever'],
    ]);
  });

  test('biform lineage column shows both ways', async () => {
    const dir = project(chain);
    const up = await biform('lineage', 'column', 'd.last.total', '-C', dir);
    expect(up.stdout).toBe(`d.last.total  FLOAT64
└─ copied from d.sums.total  FLOAT64
   └─ aggregated from d.orders.amount  FLOAT64

d.last.total  FLOAT64
Nothing in the project uses it.
`);
    const down = await biform('lineage', 'column', 'orders.id', '--down', '-C', dir);
    expect(down.stdout).toBe(`d.orders.id  INT64
└─ aggregated into d.sums.s  STRUCT<first INT64>
   └─ copied to d.last.first  INT64
`);
    const field = await biform('lineage', 'column', 'p.d.sums.s.first', '--json', '-C', dir);
    expect(JSON.parse(field.stdout)).toMatchObject({
      version: 1,
      table: 'p.d.sums',
      column: 's.first',
      type: 'INT64',
      up: [{ table: 'p.d.orders', column: 'id', how: 'aggregated' }],
      down: [{ table: 'p.d.last', column: 'first', how: 'copied' }],
      filteredBy: ['p.d.orders.id'],
    });
  });

  test('biform lineage table shows what an action waits for and what waits for it', async () => {
    const { stdout } = await biform('lineage', 'table', 'sums', '-C', project(chain));
    expect(stdout).toBe('d.sums comes from\n└─ d.orders\n\nd.sums goes into\n└─ d.last\n');
  });

  test('a name that is unknown is told with what was meant', async () => {
    const dir = project(chain);
    const asked = async (...args: readonly string[]) => {
      const { status, stderr } = await biform('lineage', ...args, '-C', dir);
      return [status, stderr.trim()];
    };
    expect(await asked('column', 'd.ordres.id')).toEqual([2, 'No table is called d.ordres. Did you mean d.orders?']);
    expect(await asked('column', 'orders.amuont')).toEqual([2, 'd.orders has no column amuont. Did you mean amount?']);
    expect(await asked('column', 'sums.s.frist')).toEqual([2, 'd.sums has no column s.frist. Did you mean first?']);
    expect(await asked('table', 'summs')).toEqual([2, 'No table is called summs. Did you mean sums?']);
    expect((await asked('columns', 'x'))[0]).toBe(2);
  });
});

describe('biform sources pull', () => {
  const files: Files = {
    'biform.yaml': `targets:
  local: { engine: duckdb, sources: { raw.orders: data/orders.csv, "web.events_*": "data/events_*.ndjson" } }
actions: { raw.orders: { columns: { amount: { type: NUMERIC } } } }
`,
    'data/orders.csv': 'id,amount,made_on\n1,2.50,2026-01-01\n2,3.75,2026-01-02\n',
    'data/events_20260101.ndjson': '{"name":"a","params":[{"key":"k","value":{"n":1}}]}\n',
    'data/events_20260102.ndjson': '{"name":"b","extra":true}\n',
    'definitions/raw.js':
      'declare({ schema: "raw", name: "orders" });\ndeclare({ schema: "web", name: "events_*" });\ndeclare({ schema: "raw", name: "other" });',
    'definitions/a.sqlx': 'config { type: "view" }\nSELECT amount, mad_on FROM ${ref("orders")}',
  };

  test('writes what the files have, and the analysis then knows it', async () => {
    const dir = project(files);
    const pulled = await biform('sources', 'pull', '-C', dir);
    expect([pulled.status, pulled.stdout]).toEqual([
      0,
      `sources/raw.yaml  written
  orders: 3 columns
sources/web.yaml  written
  events_*: 3 columns
skipped p.raw.other: biform.yaml binds no files to it
`,
    ]);
    expect(readFileSync(join(dir, 'sources/raw.yaml'), 'utf8')).toBe(
      'tables:\n  orders:\n    columns:\n      id: INT64\n      amount: NUMERIC\n      made_on: DATE\n',
    );
    expect(readFileSync(join(dir, 'sources/web.yaml'), 'utf8')).toContain(
      'params: ARRAY<STRUCT<key STRING, value STRUCT<n INT64>>>',
    );
    const { stderr } = await biform('compile', dir);
    expect(stderr).toContain('There is no column mad_on');
    expect(stderr).toContain('replace with made_on');
  });

  test('does it again without a change, and only for the names that are asked for', async () => {
    const dir = project(files);
    await biform('sources', 'pull', '-C', dir);
    const before = readFileSync(join(dir, 'sources/raw.yaml'), 'utf8');
    writeFileSync(join(dir, 'data/orders.csv'), 'id,note\n1,x\n');
    const again = await biform('sources', 'pull', 'web.events_*', '-C', dir);
    expect(again.stdout).toBe('sources/web.yaml  unchanged\n  events_*: as it was\n');
    expect(readFileSync(join(dir, 'sources/raw.yaml'), 'utf8')).toBe(before);
    const orders = await biform('sources', 'pull', 'orders', '-C', dir);
    expect(orders.stdout).toBe('sources/raw.yaml  changed\n  orders: added note; removed made_on\n');
    const unknown = await biform('sources', 'pull', 'raw.ordes', '-C', dir);
    expect([unknown.status, unknown.stderr]).toEqual([
      2,
      'No declaration is called raw.ordes. Did you mean raw.orders?\n',
    ]);
    const word = await biform('sources', 'sinthesize', '-C', dir);
    expect([word.status, word.stderr]).toEqual([
      2,
      'sources takes the word pull or synthesize: biform sources pull [NAME...], biform sources synthesize. Did you mean synthesize?\n',
    ]);
  });

  test('a faulty file under sources/ is told at its place and not written over', async () => {
    const dir = project({ ...files, 'sources/raw.yaml': 'tables: { orders: { colums: {} } }\n' });
    const { status, stderr } = await biform('sources', 'pull', '-C', dir);
    expect(status).toBe(1);
    expect(stderr).toContain('BF3202');
    expect(readFileSync(join(dir, 'sources/raw.yaml'), 'utf8')).toContain('colums');
    expect((await biform('compile', dir)).stderr).toContain('BF3202');
  });

  test('an engine that cannot be asked yet says so', async () => {
    const { status, stderr } = await biform('sources', 'pull', '--target', 'bigquery', '-C', project(files));
    expect([status, stderr]).toEqual([3, expect.stringContaining('BF8009')]);
  });
});

describe('compile --no-analysis', () => {
  const files: Files = {
    'biform.yaml': 'dialect: bigquery\n',
    'definitions/orders.sqlx': orders,
    'definitions/a.sqlx': 'config { type: "view" }\nSELECT amuont FROM ${ref("orders")}',
  };

  test('makes the same graph without columns and findings, also beside what was kept with them', async () => {
    const dir = project(files);
    const compiled = async (...flags: readonly string[]) => {
      const { status, stdout, stderr } = await biform('compile', dir, '--json', ...flags);
      const { biform: own, ...graph } = JSON.parse(stdout) as { biform: object };
      return { status, keys: Object.keys(own), graph, stderr, stdout };
    };
    for (const round of ['compiled', 'kept']) {
      const whole = await compiled();
      const bare = await compiled('--no-analysis');
      expect([round, whole.status, whole.keys]).toEqual([round, 1, ['version', 'diagnostics', 'columns']]);
      expect([round, bare.status, bare.keys, bare.stderr]).toEqual([round, 0, ['version', 'diagnostics'], '']);
      expect(bare.graph).toEqual(whole.graph);
      expect(whole.stderr).toContain('BF2101');
    }
  });

  test('the list of actions has no findings either', async () => {
    const { status, stdout, stderr } = await biform('compile', project(files), '--no-analysis');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('p.d.a');
  });
});

test('what is kept of one compilation serves the next, and an edit is seen', async () => {
  const dir = project({
    'definitions/orders.sqlx': orders,
    'definitions/a.sqlx': 'config { type: "view" }\nSELECT id FROM ${ref("orders")}',
  });
  expect((await biform('compile', dir)).stderr).toBe('');
  writeFileSync(join(dir, 'definitions/orders.sqlx'), 'config { type: "table" }\nSELECT 1 AS key');
  expect((await biform('compile', dir)).stderr).toContain('There is no column id');
  writeFileSync(join(dir, 'definitions/orders.sqlx'), orders);
  expect((await biform('compile', dir)).stderr).toBe('');
});
