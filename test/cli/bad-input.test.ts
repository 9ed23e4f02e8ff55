import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DiagnosticJson } from '../../src/report/diagnostics.ts';
import { biformCli, type CommandResult, runNode } from '../support/biform.ts';

const settings = 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n';
const root = realpathSync(mkdtempSync(join(tmpdir(), 'biform-bad-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Buffer>>;

function project(files: Files, withSettings = true): string {
  const dir = mkdtempSync(join(root, 'project-'));
  for (const [path, content] of Object.entries({
    ...(withSettings ? { 'workflow_settings.yaml': settings } : {}),
    ...files,
  })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

const biform = (dir: string, ...args: readonly string[]): Promise<CommandResult> =>
  runNode([biformCli, '-C', dir, ...args], { BIFORM_CACHE_DIR: join(root, 'cache') });

const fine = 'config { type: "view" }\nselect 1 as x\n';
const view = (sql: string): string => `config { type: "view" }\n${sql}\n`;

/** Every command that compiles a project. */
const commands = [
  ['compile'],
  ['compile', '--json'],
  ['compile', '--target', 'duckdb'],
  ['graph'],
  ['run'],
  ['run', '--json'],
  ['test'],
] as const;

interface Bad {
  readonly files: Files;
  /** What stands in the text of every command. */
  readonly told: readonly string[];
  readonly status?: number;
  /** Dataform prints no graph for it either. */
  readonly refused?: boolean;
  readonly withSettings?: boolean;
}

const inputs: Readonly<Record<string, Bad>> = {
  'settings that are no YAML': {
    files: { 'workflow_settings.yaml': 'defaultProject: p\n  defaultDataset: d\n' },
    told: ['error[BF1003] workflow_settings.yaml is not valid YAML', ' --> workflow_settings.yaml:2:17'],
    refused: true,
  },
  'an unknown key of the settings': {
    files: { 'workflow_settings.yaml': 'defaultProject: p\ndefaultDatset: d\n' },
    told: [
      'Unexpected property "defaultDatset"',
      'Did you mean "defaultDataset"?',
      'Dataform: Workflow settings error',
    ],
    refused: true,
  },
  'an unknown key of biform.yaml': {
    files: { 'biform.yaml': 'defaultTarget: local\ntargts: {}\n' },
    told: ['Unknown key "targts" in biform.yaml. Did you mean "targets"?', ' --> biform.yaml:2:1'],
    refused: true,
    status: 2,
  },
  'an unknown key of a config': {
    files: { 'definitions/a.sqlx': 'config { type: "view", tgs: ["x"] }\nselect 1 as x' },
    told: ['Unexpected property "tgs" in the config of a view', ' --> definitions/a.sqlx:1:24', 'Did you mean "tags"?'],
  },
  'an unknown key of actions.yaml': {
    files: {
      'definitions/actions.yaml': 'actions:\n- table: { filename: a.sql, tgs: [x] }\n',
      'definitions/a.sql': 'select 1',
    },
    told: ['Unexpected property "tgs" in the config of a table', ' --> definitions/actions.yaml:2:29'],
    refused: true,
  },
  'references that form a circle': {
    files: {
      'definitions/x.sqlx': view('select * from ${ref("y")}'),
      'definitions/y.sqlx': view('select * from ${ref("x")}'),
    },
    told: ['Circular dependency: x -> y -> x', ' --> definitions/y.sqlx:2:22'],
  },
  'two actions of one name': {
    files: { 'definitions/a/z.sqlx': fine, 'definitions/b/z.sqlx': fine },
    told: ['Two actions are called p.d.z: definitions/a/z.sqlx and definitions/b/z.sqlx.'],
  },
  'a reference to nothing': {
    files: { 'definitions/a.sqlx': view('select * from ${ref("bb")}'), 'definitions/b.sqlx': fine },
    told: [
      'Could not resolve "bb"',
      ' --> definitions/a.sqlx:2:22',
      'help: Did you mean p.d.b?',
      'fix: replace with b',
    ],
  },
  'a ${ without an end': {
    files: { 'definitions/a.sqlx': view('select *\nfrom ${ref("b")\nwhere 1 = 1') },
    told: ['This placeholder is never closed.', ' --> definitions/a.sqlx:3:6'],
  },
  'a syntax error in JavaScript': {
    files: { 'definitions/a.js': 'publish("a", "select 1");\npublish("b" "select 1");' },
    told: ['missing ) after argument list', ' --> definitions/a.js:2:13'],
  },
  'an exception in an include': {
    files: {
      'includes/f.js': 'exports.f = () => {\n  throw new Error("no such day");\n};',
      'definitions/a.sqlx': view('select ${f.f()}'),
    },
    told: ['no such day', ' --> includes/f.js:2:9', 'note: called from here', ' --> definitions/a.sqlx:2:8'],
  },
  'a file that is not UTF-8': {
    files: { 'definitions/a.sqlx': Buffer.from('sel\u00ffct', 'latin1') },
    told: ['definitions/a.sqlx is not UTF-8 text: the byte at offset 3 does not fit.'],
  },
  'a file in UTF-16': {
    files: { 'definitions/a.sqlx': Buffer.from('\ufeffselect 1', 'utf16le') },
    told: ['is not UTF-8 text: the byte at offset 0 does not fit.', 'It looks like UTF-16; save it as UTF-8.'],
  },
  'a file that reads wide and CR LF': {
    files: { 'definitions/a.sqlx': '\ufeffconfig { type: "view" }\r\nselect\r\n\t\'日本😀\' as x, ${ref("bb")}\r\n' },
    told: [' --> definitions/a.sqlx:3:22', '3 |     \'日本😀\' as x, ${ref("bb")}\n  |                           ^^'],
  },
  'an empty actions.yaml': {
    files: { 'definitions/actions.yaml': '' },
    told: ['definitions/actions.yaml is empty', ' --> definitions/actions.yaml:1:1'],
    refused: true,
  },
  'no project': {
    files: {},
    withSettings: false,
    told: ['does not appear to be a dataform directory (missing workflow_settings.yaml file).'],
    refused: true,
  },
};

describe.each(Object.entries(inputs))('%s', (_, { files, told, status = 1, refused = false, withSettings }) => {
  test('is told by every command, without a stack or a path of this machine', async () => {
    const dir = project(files, withSettings ?? true);
    for (const command of commands) {
      const result = await biform(dir, ...command);
      const shown = result.stderr.replace(/ +-->/g, ' -->');
      for (const text of told) expect(shown, command.join(' ')).toContain(text);
      expect(result.status, command.join(' ')).toBe(status);
      expect(result.stderr).not.toMatch(/^\s+at /m);
      if (withSettings !== false) expect(result.stderr).not.toContain(dir);
      if (refused || ['run', 'test'].includes(command[0])) expect(result.stdout).toBe('');
    }
  });
});

test('what stands in the way of a file to be written is named, and is no fault of biform', async () => {
  const dir = project({ 'definitions/a.sqlx': fine, '.biform': 'a file' });
  const compiled = await biform(dir, 'compile', '--target', 'duckdb');
  expect(compiled).toMatchObject({ status: 1, stderr: expect.stringContaining('error[BF1516] ') });
  expect(compiled.stderr).toContain('could not be written: a file stands where a folder is needed.');
  const empty = project({ data: 'a file' }, false);
  expect(await biform(empty, 'init')).toMatchObject({ status: 1, stderr: expect.stringContaining('error[BF1516] ') });
});

test('a folder within a project leads to the project, and one outside to biform init', async () => {
  const dir = project({ 'definitions/a.sqlx': fine });
  const inside = await biform(join(dir, 'definitions'), 'compile');
  expect(inside.stderr).toContain(`help: It lies in a project: name the folder of that one, ${dir}.`);
  expect((await biform(project({}, false), 'run')).stderr).toContain('help: `biform init` makes a project');
});

test('a word behind a list that is no folder is told to be one of the list', async () => {
  const dir = project({ 'definitions/a.sqlx': fine, 'definitions/b.sqlx': fine });
  const { status, stderr } = await biform(dir, 'run', '--actions', 'a', 'b');
  expect(status).toBe(1);
  expect(stderr).toContain('help: Words of a list are separated by commas: --actions=a,b');
  expect((await biform(dir, 'run', 'nowhere')).stderr).not.toContain('help:');
});

test('a project without actions is no mistake', async () => {
  const dir = project({});
  for (const command of commands) expect((await biform(dir, ...command)).status, command.join(' ')).toBe(0);
});

test('empty files are no mistake', async () => {
  const dir = project({ 'definitions/a.js': '', 'includes/b.js': '', 'definitions/c.sqlx': '' });
  expect(await biform(dir, 'compile', '--json')).toMatchObject({ status: 0, stderr: '' });
});

test('a project that names no version of Dataform gets one quiet line', async () => {
  const dir = project({
    'workflow_settings.yaml': 'defaultProject: p\ndefaultDataset: d\n',
    'definitions/a.sqlx': fine,
  });
  const { stderr } = await biform(dir, 'compile', '--json');
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^note\[BF1512\] workflow_settings\.yaml names no/),
  ]);
  expect((await biform(dir, 'compile', '--json', '--quiet')).stderr).toBe('');
});

test('what Dataform accepts without a word although it is surely a mistake is a warning', async () => {
  const dir = project({
    'definitions/a.sqlx': 'confg { type: "view" }\nselect 1 as x',
    'definitions/b.sqlx': 'config { type: "table" }\npre_operations {\nselect 1',
  });
  const { status, stderr, stdout } = await biform(dir, 'compile', '--json');
  expect(status).toBe(0);
  expect(stderr).toContain('warning[BF2011] "confg {" opens no block, so it is read as SQL.');
  expect(stderr).toContain('warning[BF2013] This pre_operations block is never closed.');
  const { biform: found } = JSON.parse(stdout) as { biform: { diagnostics: readonly DiagnosticJson[] } };
  expect(found.diagnostics.map(({ code, line }) => [code, line])).toEqual([
    ['BF2011', 1],
    ['BF2013', 2],
  ]);
});

test('of a thousand errors twenty are shown and all are in the JSON, whose graph keeps Dataform’s words', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `m${i}`);
  const dir = project(
    Object.fromEntries(names.map((name) => [`definitions/${name}.sqlx`, view(`select * from \${ref("no_${name}")}`)])),
  );
  const { stdout, stderr } = await biform(dir, 'compile', '--json');
  expect(stderr.match(/^error\[/gm)).toHaveLength(20);
  expect(stderr).toContain('... and 980 more errors; --verbose shows all.');
  expect(stderr).toContain('1,000 errors.');
  const graph = JSON.parse(stdout) as {
    graphErrors: { compilationErrors: readonly { message: string }[] };
    biform: { diagnostics: readonly DiagnosticJson[] };
  };
  expect(graph.biform.diagnostics).toHaveLength(1000);
  const messages = graph.graphErrors.compilationErrors.map(({ message }) => message);
  expect(messages).toHaveLength(2000);
  expect(messages).toContain('Could not resolve "no_m7"');
  expect(messages.filter((message) => message.startsWith('Missing dependency detected: Action "p.d.m7"'))).toHaveLength(
    1,
  );
  expect((await biform(dir, 'compile', '--verbose')).stderr.match(/^error\[/gm)).toHaveLength(1000);
});

test('a file of six million characters on one line is told like any other', async () => {
  const dir = project({ 'definitions/a.sqlx': view(`select ${'1,'.repeat(3_000_000)}\${ref("nothing")}`) });
  const { status, stderr } = await biform(dir, 'compile');
  expect(status).toBe(1);
  expect(stderr).toContain('Could not resolve "nothing"');
  for (const line of stderr.split('\n')) expect(line.length).toBeLessThan(200);
});

test('escape sequences of project code do not reach the terminal', async () => {
  const dir = project({
    'definitions/a.sqlx': view('select \u001b[31m ${(() => { throw new Error("\\u001b[2J") })()}'),
  });
  expect((await biform(dir, 'compile')).stderr).not.toContain('\u001b');
});

test('links that leave the project are told', async () => {
  const dir = project({ 'definitions/a.sqlx': fine });
  symlinkSync('/etc/hostname', join(dir, 'definitions/l.js'));
  for (const command of commands) {
    const { status, stderr } = await biform(dir, ...command);
    expect([command, status]).toEqual([command, 1]);
    expect(stderr).toContain('definitions/l.js is a link that leaves the project.');
  }
});

test('the missing file of a declaration is told before anything runs', async () => {
  const dir = project({
    'biform.yaml': 'targets:\n  local: { engine: duckdb, sources: { raw.orders: data/orders.csv } }\n',
    'definitions/orders.sqlx': 'config { type: "declaration", schema: "raw", name: "orders" }',
    'definitions/a.sqlx': 'config { type: "table" }\nselect * from ${ref("orders")}',
  });
  const { status, stdout, stderr } = await biform(dir, 'run');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('There is no file data/orders.csv for the declaration raw.orders.');
});

test('a database that another process has open is told with the number of that process', async () => {
  const dir = project({ 'definitions/a.sqlx': 'config { type: "table" }\nselect 1 as x' });
  expect((await biform(dir, 'run')).status).toBe(0);
  const code = `import { DuckDBInstance } from '@duckdb/node-api';
    await DuckDBInstance.create(${JSON.stringify(join(dir, '.biform/local.duckdb'))});
    console.log('open'); setInterval(() => undefined, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: join(import.meta.dirname, '../..'),
  });
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const { status, stderr } = await biform(dir, 'run');
    expect(status).toBe(3);
    expect(stderr).toContain(`is in use by another process: PID ${holder.pid}`);
  } finally {
    holder.kill('SIGKILL');
  }
});
