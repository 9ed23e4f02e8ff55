import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { biformCli, runNode } from '../support/biform.ts';

type Files = Readonly<Record<string, string>>;

const base: Files = {
  'workflow_settings.yaml': 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n',
  'biform.yaml': `targets:
  prod: { engine: bigquery }
  local: { engine: duckdb, sources: { raw.orders: data/orders.csv, "web.events_*": "data/events_*.ndjson" } }
actions: { raw.orders: { columns: { amount: { type: NUMERIC } } } }
`,
  'data/orders.csv': 'id,amount,made_on\n1,2.50,2026-01-01\n',
  'data/events_20260101.ndjson': '{"name":"a","params":[{"key":"k"}]}\n',
  'definitions/raw.js':
    'declare({ schema: "raw", name: "orders" });\ndeclare({ schema: "web", name: "events_*" });\ndeclare({ schema: "raw", name: "other" });',
  'definitions/a.sqlx': 'config { type: "view" }\nSELECT id, amount, mad_on FROM ${ref("orders")}',
  'definitions/b.sqlx':
    'config { type: "view" }\nSELECT name, params[OFFSET(0)].kee AS k, _TABLE_SUFFIX AS day FROM ${ref("events_*")}',
  'definitions/c.sqlx': 'config { type: "view" }\nSELECT anything FROM ${ref("other")}',
};

const scratch = mkdtempSync(join(tmpdir(), 'biform-local-columns-'));
const watcher = join(scratch, 'watch-native.cjs');
writeFileSync(
  watcher,
  `const load = process.dlopen;
process.dlopen = function (module, file, ...rest) {
  if (file.includes('duckdb')) require('node:fs').writeFileSync(process.env.LOADED, file);
  return load.call(this, module, file, ...rest);
};`,
);

function write(dir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
}

function project(files: Files): string {
  const dir = mkdtempSync(join(scratch, 'project-'));
  write(dir, files);
  return dir;
}

/** Compiles and tells the findings, and whether DuckDB was loaded for them. */
async function compile(dir: string) {
  const mark = join(dir, '.loaded');
  rmSync(mark, { force: true });
  const env = { BIFORM_CACHE_DIR: join(dir, '.cache'), NODE_OPTIONS: `--require=${watcher}`, LOADED: mark };
  const { status, stdout } = await runNode([biformCli, 'compile', dir, '--json'], env);
  const { biform } = JSON.parse(stdout) as {
    biform: {
      diagnostics: readonly { readonly code: string; readonly message: string }[];
      columns: Record<string, { columns: readonly { name: string; type: string }[] }>;
    };
  };
  const columns = (name: string) => biform.columns[name]?.columns.map((column) => `${column.name} ${column.type}`);
  return { status, columns, found: biform.diagnostics.map(({ message }) => message), loaded: existsSync(mark) };
}

describe('columns of local files that biform.yaml binds', () => {
  test('are used where no file under sources/ describes the table, beneath the types of biform.yaml', async () => {
    const { found, columns, status } = await compile(project(base));
    expect(found).toEqual([
      'There is no column mad_on in orders. Did you mean made_on?',
      'There is no field kee in STRUCT<key STRING>. Did you mean key?',
    ]);
    expect(columns('p.raw.orders')).toEqual(['id INT64', 'amount NUMERIC', 'made_on DATE']);
    expect(columns('p.web.events_*')).toEqual(['name STRING', 'params ARRAY<STRUCT<key STRING>>']);
    expect(columns('p.d.b')).toEqual(['name STRING', 'k unknown', 'day STRING']);
    expect(status).toBe(1);
  });

  test('are kept: DuckDB is loaded again only when a file has changed, and what came from it with it', async () => {
    const dir = project(base);
    expect((await compile(dir)).loaded).toBe(true);
    const printed = await compile(dir);
    expect([printed.loaded, printed.found.length]).toEqual([false, 2]);
    write(dir, { 'definitions/c.sqlx': 'config { type: "view" }\nSELECT another FROM ${ref("other")}' });
    const edited = await compile(dir);
    expect([edited.loaded, edited.found.length]).toEqual([false, 2]);
    write(dir, { 'data/orders.csv': 'id,amount,mad_on\n1,2.50,x\n' });
    const changed = await compile(dir);
    expect([changed.loaded, changed.found]).toEqual([
      true,
      ['There is no field kee in STRUCT<key STRING>. Did you mean key?'],
    ]);
    expect(changed.columns('p.d.a')).toEqual(['id INT64', 'amount NUMERIC', 'mad_on STRING']);
  });

  test('are unknown without a word where a file is missing or cannot be read, and known once it is there', async () => {
    const { 'data/orders.csv': orders = '', ...rest } = base;
    const dir = project({ ...rest, 'data/events_20260101.ndjson': '{"name": [[[\n' });
    const without = await compile(dir);
    expect([without.status, without.found, without.columns('p.web.events_*')]).toEqual([0, [], undefined]);
    write(dir, { 'data/orders.csv': orders });
    expect((await compile(dir)).found).toEqual(['There is no column mad_on in orders. Did you mean made_on?']);
  });

  test('are not looked for where sources/ describes the tables, where nothing is bound, and without biform.yaml', async () => {
    const described = {
      ...base,
      'sources/raw.yaml': 'tables: { orders: { columns: { id: INT64, mad_on: DATE } } }\n',
      'sources/web.yaml': 'tables: { "events_*": { columns: { name: STRING } } }\n',
    };
    const whole = await compile(project(described));
    expect([whole.loaded, whole.columns('p.raw.orders')]).toEqual([
      false,
      ['id INT64', 'mad_on DATE', 'amount NUMERIC'],
    ]);
    expect((await compile(project({ ...base, 'biform.yaml': 'dialect: bigquery\n' }))).loaded).toBe(false);
    const { 'biform.yaml': _, ...classic } = base;
    const plain = await compile(project(classic));
    expect([plain.loaded, plain.found]).toEqual([false, []]);
  });
});
