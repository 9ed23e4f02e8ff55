import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { optionsOf, readArguments } from '../../src/cli/args.ts';
import type { CommandContext, CommandSpec } from '../../src/cli/command.ts';
import { UsageError } from '../../src/cli/command.ts';
import { run } from '../../src/cli/commands/run.ts';
import { spec as runSpec } from '../../src/cli/commands/specs/run.ts';
import { spec as testSpec } from '../../src/cli/commands/specs/test.ts';
import { run as runTests } from '../../src/cli/commands/test.ts';
import { ask } from '../support/runs.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'biform-cli-run-')));
  files({ 'workflow_settings.yaml': 'dataformCoreVersion: 3.0.62\ndefaultProject: acme\ndefaultDataset: d\n' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function files(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const table = (sql: string, config = ''): string => `config { type: "table"${config} }\n${sql}\n`;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function command(
  spec: CommandSpec,
  work: typeof run,
  argv: readonly string[],
  signal?: AbortSignal,
  heard: (err: string) => void = () => undefined,
): Promise<Ran> {
  let out = '';
  let err = '';
  const context: CommandContext = {
    cwd: folder,
    env: { BIFORM_CACHE_DIR: join(folder, '.cache') },
    stdout: (text) => {
      out += text;
    },
    stdoutBytes: (text) => {
      out += Buffer.from(text).toString();
    },
    stderr: (text) => {
      err += text;
      heard(err);
    },
    live: false,
    colour: false,
    now: Date.now,
    signal: signal ?? new AbortController().signal,
  };
  const { positionals, values } = readArguments(argv, optionsOf(spec));
  const code = await work(positionals, values, context);
  return { code, out, err };
}

const biformRun = (...argv: readonly string[]): Promise<Ran> => command(runSpec, run, argv);
const biformTest = (...argv: readonly string[]): Promise<Ran> => command(testSpec, runTests, argv);
const database = (): string => join(folder, '.biform/local.duckdb');

const withSettings = (sources = ''): void =>
  files({
    'biform.yaml': `targets:\n  local: { engine: duckdb, path: .biform/local.duckdb, sources: { ${sources} } }\n`,
  });

describe('biform run', () => {
  test('builds a plain Dataform project, and everything again the next time', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x UNION ALL SELECT 2'),
      'definitions/b.sqlx': `config { type: "view", assertions: { nonNull: ["y"] } }\nSELECT SUM(x) AS y FROM \${ref("a")}\n`,
    });
    const first = await biformRun();
    expect(first).toMatchObject({ code: 0 });
    expect(first.err).toMatch(/^ok +table +acme\.d\.a {2}2 rows, \d+ ms$/m);
    expect(first.out).toMatch(
      /Run succeeded .*\n {2}actions +2 built\n {2}assertions +1 passed\n {2}database +\.biform\/local\.duckdb/,
    );
    expect(await ask(database(), 'from d.b')).toEqual([[['3']]]);
    expect((await biformRun()).out).toContain('2 built');
  });

  test('with a biform.yaml leaves out what is unchanged, also after its files were written anew', async () => {
    withSettings('raw.x: data/x.csv');
    files({
      'definitions/a.sqlx': table('SELECT SUM(n) AS n FROM ${ref("raw", "x")}'),
      'definitions/actions.yaml': 'actions:\n  - declaration: { dataset: raw, name: x }\n',
      'data/x.csv': 'n\n1\n2\n',
    });
    expect((await biformRun()).out).toMatch(/sources +1 imported\n {2}actions +1 built/);
    files({ 'data/x.csv': 'n\n1\n2\n' });
    expect((await biformRun()).out).toMatch(/sources +1 unchanged\n {2}actions +1 unchanged/);
    files({ 'data/x.csv': 'n\n1\n5\n' });
    expect((await biformRun()).out).toMatch(/sources +1 imported\n {2}actions +1 built/);
    expect(await ask(database(), 'from d.a')).toEqual([[['6']]]);
    expect((await biformRun('--restart')).out).toMatch(/sources +1 imported\n {2}actions +1 built/);
  });

  test('prints events as JSON lines on stdout and nothing else', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/b.sqlx': table('SELECT CAST("x" AS INT64) AS y'),
    });
    const { code, out } = await biformRun('--json');
    expect(code).toBe(1);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ type }) => type)).toEqual([
      'run-started',
      'step-started',
      'step-finished',
      'step-started',
      'step-finished',
      'run-finished',
    ]);
    expect(events[4]).toMatchObject({
      outcome: 'failed',
      diagnostics: [{ code: 'BF8001', file: 'definitions/b.sqlx', line: 2 }],
    });
  });

  test('writes a JUnit report', async () => {
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    await biformRun('--report', 'junit=out/report.xml');
    expect(readFileSync(join(folder, 'out/report.xml'), 'utf8')).toContain(
      '<testcase name="acme.d.a" classname="table"',
    );
  });

  test('shows a plan and touches nothing with --dry-run', async () => {
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    const { code, out } = await biformRun('--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(/^create +table +acme\.d\.a {2}\(new\)$/m);
    expect(existsSync(database())).toBe(false);
    await biformRun();
    expect((await biformRun('--dry-run')).out).toContain('without biform.yaml everything runs');
  });

  test('runs a selection, and refuses words that select nothing', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/b.sqlx': table('SELECT x FROM ${ref("a")}', ', tags: ["t"]'),
    });
    expect((await biformRun('--tags', 't', '--include-deps')).out).toContain('2 built');
    expect((await biformRun('--actions', 'b')).out).toContain('1 built');
    const wrong = await biformRun('--actions', 'bb,acme.d.c');
    expect(wrong.code).toBe(2);
    expect(wrong.err.match(/error\[BF8003]/g)).toHaveLength(2);
    await expect(biformRun('--include-deps')).rejects.toThrow(UsageError);
    await expect(biformRun('--report', 'html=x')).rejects.toThrow(UsageError);
    await expect(biformRun('--action-retry-limit', 'many')).rejects.toThrow(UsageError);
  });

  test('an empty project is a success', async () => {
    expect(await biformRun()).toMatchObject({ code: 0 });
  });

  test('refuses selected actions without a translation before anything runs, all at their places; --skip-unsupported goes on', async () => {
    files({
      'definitions/a.sqlx': table('SELECT ST_GEOGPOINT(1, 2) AS g'),
      'definitions/b.sqlx': table('SELECT * FROM ${ref("a")}'),
      'definitions/c.sqlx': table('SELECT 1 AS x'),
      'definitions/d.sqlx': table('SELECT\n  ML.PREDICT(1) AS g'),
    });
    const refused = await biformRun();
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/definitions\/a\.sqlx:2:8/);
    expect(refused.err).toMatch(/definitions\/d\.sqlx/);
    expect(
      existsSync(database()) ? await ask(database(), "select * from duckdb_tables() where schema_name = 'd'") : [[]],
    ).toEqual([[]]);
    const { code, err } = await biformRun('--skip-unsupported');
    expect(code).toBe(0);
    expect(err).toMatch(/^ok +table +acme\.d\.c/m);
    expect(err).toMatch(/^skipped +table +acme\.d\.b +acme\.d\.a was skipped/m);
    expect((await biformRun('--actions', 'c')).code).toBe(0);
  });

  test('names a declaration that nothing stands behind', async () => {
    withSettings();
    files({
      'definitions/a.sqlx': table('SELECT * FROM ${ref("raw", "orders")}'),
      'definitions/actions.yaml': 'actions:\n  - declaration: { dataset: raw, name: orders }\n',
    });
    const { code, err } = await biformRun();
    expect(code).toBe(1);
    expect(err).toContain('raw.orders is a declaration. Bind it to files in biform.yaml');
    expect(err).toContain('definitions/a.sqlx:2:15');
  });

  test('says that a file holds no SQL, and which column no table has', async () => {
    files({
      'definitions/empty.sqlx': '',
      'definitions/bare.sqlx': 'config { type: "table" }\n-- nothing; yet\n',
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/b.sqlx': table('SELECT CAST(y AS STRING) AS y FROM ${ref("a")}'),
    });
    const { code, err } = await biformRun();
    expect(code).toBe(1);
    expect(err).toContain('error[BF1623] acme.d.empty has no SQL');
    expect(err).toContain('error[BF1623] acme.d.bare has no SQL');
    expect(err).not.toContain('biform.target');
    const { code: failed, err: told } = await biformRun('--actions', 'b', '--include-deps');
    expect(failed).toBe(1);
    expect(told).toContain('acme.d.b failed: No table that is read here has a column "y"');
  });

  test('an operation may create a table in a dataset that nothing else makes', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/o.sqlx':
        'config { type: "operations", dependencies: ["a"] }\ncreate or replace view `acme.elsewhere.v` as select x + 1 as y from ${ref("a")}\n',
    });
    expect((await biformRun()).code).toBe(0);
    expect(await ask(database(), 'select y from elsewhere.v')).toEqual([[['2']]]);
  });

  test('says that a declaration is nothing to run', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/actions.yaml': 'actions:\n  - declaration: { dataset: raw, name: orders }\n',
    });
    const { code, err } = await biformRun('--actions', 'orders');
    expect(code).toBe(2);
    expect(err).toContain('help: acme.raw.orders is a declaration: there is nothing to run.');
    expect((await biformRun('--actions', 'nothing')).err).not.toContain('declaration');
  });

  test('reports every missing file at once, with the exit status of a faulty project', async () => {
    withSettings('raw.x: data/x.csv, raw.y: data/y.csv');
    files({
      'definitions/a.sqlx': table('SELECT * FROM ${ref("raw", "x")} JOIN ${ref("raw", "y")} ON TRUE'),
      'definitions/actions.yaml':
        'actions:\n  - declaration: { dataset: raw, name: x }\n  - declaration: { dataset: raw, name: y }\n',
    });
    const { code, err } = await biformRun();
    expect(code).toBe(1);
    expect(err.match(/error\[BF8020]/g)).toHaveLength(2);
    expect(err).toContain(' --> biform.yaml:2:74\n');
    expect(err).toContain(' --> biform.yaml:2:93\n');
  });

  test('stops at the first sight of an error in the project', async () => {
    files({ 'definitions/a.sqlx': table('SELECT * FROM ${ref("nothing")}') });
    const { code, err } = await biformRun();
    expect(code).toBe(1);
    expect(err).toContain('definitions/a.sqlx:2:22');
    expect(existsSync(database())).toBe(false);
  });

  test('refuses targets that are unknown or that it cannot run on yet', async () => {
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    expect(await biformRun('--target', 'nowhere')).toMatchObject({ code: 2 });
    expect(await biformRun('--target', 'bigquery')).toMatchObject({ code: 2, err: expect.stringContaining('BF8009') });
  });

  test('says which process holds the database, with exit status 3', async () => {
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    mkdirSync(dirname(database()), { recursive: true });
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { DuckDBInstance } from '@duckdb/node-api'; const i = await DuckDBInstance.create(process.argv[1]); console.log('held'); setInterval(() => i, 1000)`,
        database(),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const { code, err } = await biformRun();
    child.kill('SIGKILL');
    expect(code).toBe(3);
    expect(err).toContain(`in use by another process: PID ${child.pid} `);
  });

  test('does not follow a link out of the project to write its database', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'biform-outside-'));
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    symlinkSync(outside, join(folder, '.biform'));
    const { code, err } = await biformRun();
    expect(code).toBe(3);
    expect(err).toContain('.biform is a link that leaves the project');
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('Ctrl-C ends the run with 130, and the next run goes on', async () => {
    files({
      'definitions/a.sqlx': table('SELECT 1 AS x'),
      'definitions/b.sqlx': table(
        'SELECT SUM(p * q) AS s FROM UNNEST(GENERATE_ARRAY(1, 1000000)) AS p, UNNEST(GENERATE_ARRAY(1, 1000000)) AS q, ${ref("a")}',
      ),
    });
    const interrupted = (when: RegExp): Promise<Ran> => {
      const abort = new AbortController();
      return command(runSpec, run, [], abort.signal, (err) => {
        if (when.test(err)) setTimeout(() => abort.abort(), 300);
      });
    };
    const first = await interrupted(/acme\.d\.a/);
    expect(first.code).toBe(130);
    expect(first.out).toMatch(/Run interrupted/);
    expect(first.err).toMatch(/^ok +table +acme\.d\.a/m);
    const second = await interrupted(/Continuing/);
    expect(second.err).toMatch(/Continuing the run that was interrupted/);
    expect(second.err).not.toMatch(/^ok +table +acme\.d\.a/m);
    expect(second.out).toMatch(/1 done before/);
  });

  test('--quiet shows failures and the result only', async () => {
    files({ 'definitions/a.sqlx': table('SELECT 1 AS x') });
    const { err, out } = await biformRun('--quiet');
    expect(err).toBe('');
    expect(out).toMatch(/^Run succeeded/);
  });
});

const unitTest = (expected: string): string =>
  `config { type: "test", dataset: "a" }\ninput "raw" { SELECT 1 AS n UNION ALL SELECT 2 }\n${expected}\n`;

describe('biform test', () => {
  beforeEach(() =>
    files({
      'definitions/raw.sqlx': 'config { type: "declaration", schema: "d", name: "raw" }',
      'definitions/a.sqlx': table('SELECT SUM(n) AS total FROM ${ref("raw")}'),
    }),
  );

  test('passes when the model gives what the test expects, and leaves no database behind', async () => {
    files({ 'definitions/a_test.sqlx': unitTest('SELECT 3 AS total') });
    expect(await biformTest()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/ok +test .*a_test[\s\S]*1 test passed/),
    });
    expect(existsSync(database())).toBe(false);
  });

  test('fails with what was expected and what came, as text, JSON and JUnit', async () => {
    files({ 'definitions/a_test.sqlx': unitTest('SELECT 4 AS total') });
    const { code, out } = await biformTest('--report', 'junit=t.xml');
    expect(code).toBe(1);
    expect(out).toMatch(/row 1, total {2}expected 4\n +got 3\n/);
    const json = JSON.parse((await biformTest('--json')).out) as { tests: unknown[] };
    expect(json.tests).toMatchObject([{ outcome: 'failed', differences: [{ row: 1, column: 'total', actual: 3 }] }]);
    expect(readFileSync(join(folder, 't.xml'), 'utf8')).toContain('failures="1"');
  });

  test('holds back a run with --run-tests', async () => {
    files({ 'definitions/a_test.sqlx': unitTest('SELECT 4 AS total'), 'definitions/b.sqlx': table('SELECT 1 AS x') });
    const held = await biformRun('--run-tests', '--actions', 'b');
    expect(held).toMatchObject({ code: 1, err: expect.stringContaining('nothing was run') });
    files({ 'definitions/a_test.sqlx': unitTest('SELECT 3 AS total') });
    expect(await biformRun('--run-tests', '--actions', 'b')).toMatchObject({ code: 0 });
  });
});

test('the database opens in a DuckDB of its own, views and all', async () => {
  files({
    'definitions/v.sqlx': `config { type: "view" }\nSELECT FORMAT_DATE("%Y", DATE "2026-01-02") AS y, LOWER("A") AS a\n`,
  });
  await biformRun();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`attach '${database()}' as built (read_only); use built`);
  expect((await connection.runAndReadAll('from d.v')).getRowsJson()).toEqual([['2026', 'a']]);
  connection.closeSync();
  instance.closeSync();
});
