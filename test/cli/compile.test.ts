import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { biformCli, runNode } from '../support/biform.ts';

const settings = 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n';

function project(files: Readonly<Record<string, string | Buffer>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'biform-compile-'));
  for (const [path, content] of Object.entries({ 'workflow_settings.yaml': settings, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

const cacheDir = mkdtempSync(join(tmpdir(), 'biform-compile-cache-'));
const biform = (...args: readonly string[]) => runNode([biformCli, ...args], { BIFORM_CACHE_DIR: cacheDir });
const graphOf = (stdout: string) =>
  JSON.parse(stdout) as Record<string, unknown> & { biform: { diagnostics: { code: string }[] } };

test('the graph is on stdout with four spaces, its last key is biform', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "view" }\nselect 1 as x' });
  const { status, stdout, stderr } = await biform('compile', dir, '--json');
  expect(status).toBe(0);
  expect(stderr).toBe('');
  expect(stdout.startsWith('{\n    "tables": [\n        {\n            "type": "view"')).toBe(true);
  expect(stdout.endsWith('}\n')).toBe(true);
  expect(Object.keys(graphOf(stdout)).at(-1)).toBe('biform');
  expect(graphOf(stdout).biform).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    diagnostics: [],
    columns: { 'p.d.a': { columns: [{ name: 'x', type: 'INT64', nullable: false }] } },
  });
});

test('a second compile of unchanged files prints the same bytes', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "view" }\nselect * from ${ref("b")}',
    'includes/log.js': 'console.log("hello")',
  });
  const first = await biform('compile', dir, '--json');
  const second = await biform('compile', dir, '--json');
  expect(first.status).toBe(1);
  expect(second).toEqual(first);
  expect(first.stderr).toContain('hello');
});

test('a change of a file, of settings or of an option is seen', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "view" }\nselect 1 as x' });
  const before = (await biform('compile', dir, '--json')).stdout;
  writeFileSync(join(dir, 'definitions/a.sqlx'), 'config { type: "view" }\nselect 2 as x');
  const changed = (await biform('compile', dir, '--json')).stdout;
  expect(changed).toBe(before.replace('select 1', 'select 2'));
  expect((await biform('compile', dir, '--json', '--schema-suffix=dev')).stdout).toContain('"schema": "d_dev"');
  expect((await biform('compile', dir, '--json')).stdout).toBe(changed);
});

test('a file that only running the project asks for is found, and its change is seen', async () => {
  const dir = project({
    'definitions/a.js': 'const name = ["lib", "names"].join("/"); publish("a", `select ${require(name).one}`);',
    'lib/names.js': 'module.exports = { one: 1 };',
  });
  for (const value of [1, 1, 2]) {
    writeFileSync(join(dir, 'lib/names.js'), `module.exports = { one: ${value} };`);
    expect((await biform('compile', dir, '--json')).stdout).toContain(`select ${value}`);
  }
});

test('what depends on the moment is compiled afresh', async () => {
  const dir = project({ 'definitions/a.js': 'publish("a", `select ${Date.now()}`)' });
  const first = await biform('compile', dir, '--json', '--now=1000');
  const second = await biform('compile', dir, '--json', '--now=2000');
  expect(first.stdout).toContain('select 1000');
  expect(second.stdout).toContain('select 2000');
});

test('a damaged cache is no error', async () => {
  const dir = project({ 'definitions/a.sqlx': 'select 1' });
  const first = await biform('compile', dir, '--json');
  for (const name of readdirSync(cacheDir)) writeFileSync(join(cacheDir, name), 'rubbish');
  expect(await biform('compile', dir, '--json')).toEqual(first);
});

test('text mode counts and lists the actions', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "table", assertions: { nonNull: ["x"] } }\nselect 1 as x',
    'definitions/b.sqlx': 'config { type: "incremental", disabled: true }\nselect 1 as x',
  });
  const { stdout } = await biform('compile', dir);
  expect(stdout).toContain('Compiled 3 actions: 1 table, 1 incremental table, 1 assertion.');
  expect(stdout).toMatch(/incremental +p\.d\.b \(disabled\)/);
  expect((await biform('compile', dir, '--quiet')).stdout.trim().split('\n')).toHaveLength(1);
});

test('output options select actions by name and tag with what they depend on', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "table", tags: ["t"] }\nselect 1',
    'definitions/b.sqlx': 'config { type: "table" }\nselect * from ${ref("a")}',
    'definitions/c.sqlx': 'config { type: "table" }\nselect 1',
  });
  const names = async (...args: readonly string[]) =>
    (graphOf((await biform('compile', dir, '--json', ...args)).stdout)['tables'] as { target: { name: string } }[]).map(
      ({ target }) => target.name,
    );
  expect(await names('--output-actions=b')).toEqual(['b']);
  expect(await names('--output-tags', 't', '--output-actions', 'c')).toEqual(['a', 'c']);
  expect(await names('--output-actions=b', '--output-include-deps')).toEqual(['a', 'b']);
  expect(await names('--output-tags=t', '--output-include-dependents')).toEqual(['a', 'b']);
});

test('every fault of a project is reported in one go, each with its place', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "view" }\nselect * from ${ref("missing")}',
    'definitions/b.sqlx': 'config { type: "view", oops: 1 }\nselect 1',
    'definitions/c.sqlx': 'config { type: "view" }\nselect ${ 1 + }',
    'definitions/d.js': 'publish("d", "select 1")\n  const = 3;',
    'definitions/e.sqlx': Buffer.from([0x73, 0xff]),
    'includes/f.js': 'throw new Error("bad include")',
  });
  symlinkSync('/etc/hostname', join(dir, 'definitions/g.js'));
  symlinkSync('/nowhere/at/all', join(dir, 'definitions/h.js'));
  const { status, stderr } = await biform('compile', dir);
  expect(status).toBe(1);
  for (const text of [
    'Could not resolve "missing"\n --> definitions/a.sqlx:2:22',
    'Unexpected property "oops"',
    'definitions/b.sqlx:1:24',
    "Unexpected token '}'\n --> definitions/c.sqlx:2:15",
    "Unexpected token '='\n --> definitions/d.js:2:9",
    'definitions/e.sqlx is not UTF-8 text: the byte at offset 1 does not fit.',
    'bad include\n --> includes/f.js:1:7',
    'definitions/g.js is a link that leaves the project.',
    'definitions/h.js cannot be read: there is no such file.',
  ])
    expect(stderr.replaceAll(/ +-->/g, ' -->')).toContain(text);
  expect(stderr).toContain('8 errors');
});

test.runIf(process.getuid?.() !== 0)('a file without permission is named', async () => {
  const dir = project({ 'definitions/a.sqlx': 'select 1' });
  chmodSync(join(dir, 'definitions/a.sqlx'), 0);
  expect((await biform('compile', dir)).stderr).toContain('definitions/a.sqlx cannot be read: permission denied.');
});

test.each([
  ['a folder that is not there', ['compile', '/no/such/folder'], 1, '/no/such/folder does not exist!'],
  [
    'a folder that is no project',
    ['compile', tmpdir()],
    1,
    'does not appear to be a dataform directory (missing workflow_settings.yaml file).',
  ],
  ['an unknown option', ['compile', '--jsn'], 2, 'Did you mean --json?'],
  ['an unknown command', ['compil'], 2, 'Did you mean compile?'],
  ['two folders', ['compile', 'a', 'b'], 2, 'compile takes one folder'],
  ['JSON and dot at once', ['compile', '--json', '--dot'], 2, 'mutually exclusive'],
  ['a suffix with odd letters', ['compile', '--schema-suffix=a-b'], 1, '--schema-suffix should contain only'],
  ['a variable without a value', ['compile', '--vars=a'], 2, '"a" has no value'],
  ['a duration without sense', ['compile', '--timeout=soon'], 2, '--timeout takes a duration'],
])('%s is refused', async (_name, args, status, message) => {
  const result = await biform(...args);
  expect(result.status).toBe(status);
  expect(result.stderr).toContain(message);
  expect(result.stdout).toBe('');
});

test('faulty settings are refused with their place', async () => {
  const dir = project({ 'workflow_settings.yaml': 'defaultProject: p\nwarehouse: x\n' });
  const { status, stdout, stderr } = await biform('compile', dir, '--json');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('Workflow settings error: Unexpected property "warehouse"');
  expect(stderr).toContain('workflow_settings.yaml:2:1');
});

test('a faulty biform.yaml is wrong usage', async () => {
  const dir = project({ 'biform.yaml': 'targetz: {}\n', 'definitions/a.sqlx': 'select 1' });
  const { status, stderr } = await biform('compile', dir);
  expect(status).toBe(2);
  expect(stderr).toContain('biform.yaml:1:1');
});

test('an endless loop ends at the deadline and names the file', async () => {
  const dir = project({ 'includes/loop.js': 'for (;;) {}' });
  const { status, stderr } = await biform('compile', dir, '--timeout=1s');
  expect(status).toBe(1);
  expect(stderr).toContain('Compilation timed out after 1 seconds.');
  expect(stderr).toContain('It was in includes/loop.js.');
});

test('a project without actions compiles', async () => {
  const { status, stdout } = await biform('compile', project({}));
  expect([status, stdout]).toEqual([0, 'Compiled 0 actions.\n']);
});

test('-C moves the start, --dot draws, --help and help explain', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "view" }\nselect 1' });
  expect((await biform('-C', dir, 'compile', '--dot')).stdout).toContain('digraph');
  expect((await biform('compile', '--help')).stdout).toBe((await biform('help', 'compile')).stdout);
  expect((await biform('--help')).stdout).toBe((await biform('help')).stdout);
  expect((await biform('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('with --target the scripts are written', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "table" }\nselect 1 as x' });
  const { status } = await biform('compile', dir, '--target=bigquery');
  expect(status).toBe(0);
  expect(readFileSync(join(dir, '.biform/compiled/bigquery/d/a.sql'), 'utf8')).toContain('select 1 as x');
  rmSync(join(dir, '.biform'), { recursive: true });
});

test('macros may be TypeScript where there is a biform.yaml', async () => {
  const dir = project({
    'biform.yaml': 'dialect: bigquery\n',
    'macros/money.ts': 'export const cents = (column: string): string => `${column} * 100`;\n',
    'definitions/a.sqlx': 'config { type: "view" }\nselect ${money.cents("amount")} as c from (select 1 as amount)',
  });
  const { status, stdout } = await biform('compile', dir, '--json');
  expect(status).toBe(0);
  expect(stdout).toContain('select amount * 100');
});

test('a mistake in a TypeScript macro is shown at its line, and so is what it throws', async () => {
  const dir = project({
    'biform.yaml': 'dialect: bigquery\n',
    'macros/broken.ts': 'interface Way {\n  readonly to: string;\n}\n\nexport const a: number = ;\n',
    'macros/money.ts':
      'interface Money {\n  readonly amount: number;\n}\n\n/** Cents. */\nexport function cents(money: Money): string {\n  throw new RangeError(`${money.amount} is too much`);\n}\n',
    'definitions/a.sqlx': 'config { type: "view" }\nselect ${money.cents({ amount: 7 })}',
    'definitions/b.sqlx': 'config { type: "view" }\nselect ${mony.cents({ amount: 7 })}',
  });
  for (const _ of ['cold', 'from the cache']) {
    const { status, stderr } = await biform('compile', dir);
    expect(status).toBe(1);
    expect(stderr).toContain('error[BF1010] Unexpected ";"\n  --> macros/broken.ts:5:26\n');
    expect(stderr).toContain('error[BF1011] 7 is too much\n  --> macros/money.ts:7:9\n');
    expect(stderr).toContain('2 | select ${money.cents({ amount: 7 })}');
    expect(stderr).toContain('help: Did you mean money?');
  }
});

test('the mode of an extension counts only as a number, and a name is pointed out', async () => {
  const dirOf = (mode: string) =>
    project({
      'workflow_settings.yaml': `${settings}extension:\n  name: ext\n  compilationMode: ${mode}\n`,
      'node_modules/ext/index.js': 'exports.extension = () => ({ compile: () => undefined });',
      'definitions/a.sqlx': 'config { type: "view" }\nselect 1',
    });
  const { status, stdout, stderr } = await biform('compile', dirOf('APPLICATION_CODE'));
  expect(status).toBe(0);
  expect(stdout).toContain('Compiled 1 action');
  expect(stderr).toContain('warning[BF1515] compilationMode: APPLICATION_CODE does nothing');
  expect(stderr).toContain('fix: replace with 2');
  const numbered = await biform('compile', dirOf('2'));
  expect(numbered.stdout).toContain('Compiled 0 actions');
  expect(numbered.stderr).not.toContain('BF1515');
});

test('watching compiles again after a change, survives errors and ends with 130 at an interrupt', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "view" }\nselect 1' });
  const child = spawn(process.execPath, [biformCli, 'compile', dir, '--watch'], {
    env: { PATH: process.env['PATH'], BIFORM_CACHE_DIR: cacheDir },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const rounds = () => stderr.split('Watching for changes').length - 1;
  await expect.poll(rounds, { timeout: 10_000 }).toBe(1);
  writeFileSync(join(dir, 'definitions/b.sqlx'), 'config { type: "view" }\nselect ${oops}');
  await expect.poll(rounds, { timeout: 10_000 }).toBe(2);
  expect(stderr).toContain('oops is not defined');
  writeFileSync(join(dir, 'definitions/b.sqlx'), 'config { type: "view" }\nselect 2');
  await expect.poll(() => stdout, { timeout: 10_000 }).toContain('Compiled 2 actions');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
});

test('watching ends when nobody reads any more', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "view" }\nselect 1' });
  const child = spawn(process.execPath, [biformCli, 'compile', dir, '--watch'], {
    env: { PATH: process.env['PATH'], BIFORM_CACHE_DIR: cacheDir },
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await new Promise((resolve) => child.stderr.once('data', resolve));
  child.stdout.destroy();
  child.stderr.destroy();
  const timer = setInterval(() => writeFileSync(join(dir, 'definitions/a.sqlx'), `select ${Math.random()}`), 300);
  expect(await ended).toBe(130);
  clearInterval(timer);
});

test('where Dataform ends with an error of its own, all that is wrong is told, each at its place', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "view" }\nselect * from ${ref("nothing")}',
    'definitions/b.sqlx': 'config { type: "test" }\nselect 1 as x',
    'definitions/c.js': 'publish("c", "select 1 as x");\ndeclare({});',
  });
  const { status, stdout, stderr } = await biform('compile', dir, '--json');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('Could not resolve "nothing"\n  --> definitions/a.sqlx:2:');
  expect(stderr).toContain('Tests must operate upon a specified dataset.\n  --> definitions/b.sqlx');
  expect(stderr).toContain('Dataform: Cannot convert undefined or null to object\n');
});

test('a package may load its files by names that it computes', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `part${i}`);
  const parts = names.map((name, i) => [`node_modules/pack/parts/${name}.js`, `module.exports = ${i};`] as const);
  const dir = project({
    'workflow_settings.yaml': 'defaultProject: p\ndefaultDataset: d\n',
    'node_modules/pack/index.js': `for (const name of ${JSON.stringify(names)}) exports[name] = require("./parts/" + name);`,
    ...Object.fromEntries(parts),
    'definitions/a.js': 'const pack = require("pack"); publish("a", `select ${Object.values(pack).join("+")} as x`);',
  });
  const { status, stdout } = await biform('compile', dir, '--json');
  expect(status).toBe(0);
  expect(stdout).toContain('select 0+1+2+3+4+5+6+7+8+9+10+11 as x');
});

test('what a package does wrong is told at the call in the project', async () => {
  const dir = project({
    'workflow_settings.yaml': 'defaultProject: p\ndefaultDataset: d\n',
    'node_modules/pack/index.js': `
      const made = (name) => publish(name, { type: "table", protected: false });
      const each = (names) => names.forEach((name) => made(name));
      module.exports = (names) => each(names);`,
    'definitions/a.js': 'const pack = require("pack");\n\npack(["orders"]);',
  });
  const { status, stderr } = await biform('compile', dir, '--json');
  expect(status).toBe(1);
  expect(stderr).toContain('--> definitions/a.js:3:1');
});

test('a key that another kind of action has is no misspelling, and of "bigquery" what Dataform refuses is shown', async () => {
  const dir = project({
    'definitions/a.sqlx': 'config { type: "table", bigquery: { updatePartitionFilter: "d > 1" } }\nselect 1 as d',
    'definitions/b.sqlx':
      'config {\n  type: "table",\n  bigquery: { partitionBy: "d", requirePartitionFilter: false }\n}\nselect 1 as d',
  });
  const { stderr } = await biform('compile', dir, '--json');
  expect(stderr).not.toContain('Did you mean');
  expect(stderr).toContain('--> definitions/b.sqlx:3:33');
  expect(stderr).toContain('Leave "requirePartitionFilter" out');
});

test('what Dataform ends with is shown however much else is wrong', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `a${String(i).padStart(2, '0')}`);
  const dir = project({
    ...Object.fromEntries(names.map((name) => [`definitions/${name}.sqlx`, 'config { nonsense: 1 }\nselect 1 as x'])),
    'definitions/b.sqlx': 'config { type: "test" }\nselect 1 as x',
  });
  const { status, stdout, stderr } = await biform('compile', dir, '--json');
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('--verbose shows all');
  expect(stderr).toContain('Cannot convert undefined or null to object');
});
