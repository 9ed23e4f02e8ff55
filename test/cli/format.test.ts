import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type CommandContext, exitCodes, type OptionValues, UsageError } from '../../src/cli/command.ts';
import { run } from '../../src/cli/commands/format.ts';

const crooked = 'config {type:"view"}\nselect a,b from ${ref("t")}\n';
const straight = `config {
  type: "view"
}

select
  a,
  b
from
  \${ref("t")}
`;

function project(files: Readonly<Record<string, string | Buffer>>) {
  const root = mkdtempSync(join(tmpdir(), 'biform-format-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const format = async (options: OptionValues = {}, args: readonly string[] = []) => {
    const out: string[] = [];
    const err: string[] = [];
    const context: CommandContext = {
      cwd: root,
      env: {},
      stdout: (text) => void out.push(text),
      stdoutBytes: () => undefined,
      stderr: (text) => void err.push(text),
      live: false,
      colour: false,
      now: () => 0,
      signal: new AbortController().signal,
    };
    return { code: await run(args, options, context), out: out.join(''), err: err.join('') };
  };
  return { root, read, format };
}

test('files of definitions and includes are formatted, others are left alone', async () => {
  const { read, format } = project({
    'definitions/a.sqlx': crooked,
    'definitions/deep/b.sqlx': straight,
    'includes/c.js': 'function f(){return 1}\n',
    'docs/d.sqlx': crooked,
    'definitions/e.sql': 'select   1',
  });
  expect(await format()).toEqual({
    code: exitCodes.ok,
    out: 'formatted definitions/a.sqlx\nformatted includes/c.js\n',
    err: '2 files formatted, 1 already fine.\n',
  });
  expect(read('definitions/a.sqlx')).toBe(straight);
  expect(read('includes/c.js')).toBe('function f() {\n  return 1\n}\n');
  expect([read('docs/d.sqlx'), read('definitions/e.sql')]).toEqual([crooked, 'select   1']);
  expect((await format({ check: true })).code).toBe(exitCodes.ok);
});

test('--check writes nothing, lists what would change and fails', async () => {
  const { read, format } = project({ 'definitions/a.sqlx': crooked, 'definitions/b.sqlx': straight });
  expect(await format({ check: true })).toEqual({
    code: exitCodes.failed,
    out: 'definitions/a.sqlx\n',
    err: '1 file would be reformatted.\n',
  });
  expect(read('definitions/a.sqlx')).toBe(crooked);
});

test('--ignore-js-files and --actions choose files', async () => {
  const { format } = project({
    'definitions/a.sqlx': crooked,
    'definitions/b.js': 'a( 1 )',
    'definitions/marts/c.sqlx': crooked,
    'other/d.sqlx': crooked,
  });
  const check = async (options: OptionValues) => (await format({ check: true, ...options })).out.trim().split('\n');
  expect(await check({ 'ignore-js-files': true })).toEqual(['definitions/a.sqlx', 'definitions/marts/c.sqlx']);
  expect(await check({ actions: ['definitions/*.{js', 'sqlx}'] })).toEqual(['definitions/a.sqlx', 'definitions/b.js']);
  expect(await check({ actions: ['definitions/marts/**', 'other/d.sqlx'] })).toEqual([
    'definitions/marts/c.sqlx',
    'other/d.sqlx',
  ]);
  await expect(format({ actions: ['definitions/nothing.sqlx'] })).rejects.toThrow(UsageError);
  await expect(format({}, ['missing'])).rejects.toThrow(UsageError);
});

test('a file that cannot be formatted stays, is reported at its place, and the others are formatted', async () => {
  const broken = 'config { type: "view" }\nselect (1\nfrom ${ref("t"\n';
  const { read, format } = project({ 'definitions/a.sqlx': broken, 'definitions/b.sqlx': crooked });
  const { code, out, err } = await format();
  expect(code).toBe(exitCodes.failed);
  expect(out).toBe('formatted definitions/b.sqlx\n');
  expect(err).toContain('error[BF2030] The formatter cannot read this file: a placeholder is never closed');
  expect(err).toContain('definitions/a.sqlx:3:6');
  expect(err).toContain('1 file could not be formatted.');
  expect(read('definitions/a.sqlx')).toBe(broken);
});

test('a file that is not UTF-8 is never written', async () => {
  const latin = Buffer.from('select "\xe9"  as   a\n', 'latin1');
  const { root, format } = project({ 'definitions/a.sqlx': latin });
  expect((await format()).err).toContain('BF1504');
  expect(readFileSync(join(root, 'definitions/a.sqlx'))).toEqual(latin);
});

test('files with CR LF keep it, and a byte order mark stays', async () => {
  const { read, format } = project({ 'definitions/a.sqlx': `\ufeff${crooked.replaceAll('\n', '\r\n')}` });
  await format();
  expect(read('definitions/a.sqlx')).toBe(`\ufeff${straight.replaceAll('\n', '\r\n')}`);
});

test('links out of the project are not followed', async () => {
  const outside = project({ 'x.sqlx': crooked });
  const { root, format } = project({ 'definitions/b.sqlx': straight });
  symlinkSync(join(outside.root, 'x.sqlx'), join(root, 'definitions/x.sqlx'));
  await format();
  expect(outside.read('x.sqlx')).toBe(crooked);
});

test.skipIf(process.getuid?.() === 0)('a file that must not be written is reported', async () => {
  const { root, format } = project({ 'definitions/a.sqlx': crooked });
  chmodSync(join(root, 'definitions/a.sqlx'), 0o444);
  expect((await format()).err).toContain('BF2033');
});

test('--json lists every file', async () => {
  const { format } = project({ 'definitions/a.sqlx': crooked, 'definitions/b.sqlx': straight, 'includes/c.sqlx': "'" });
  const { code, out, err } = await format({ json: true, check: true });
  expect([code, err]).toEqual([exitCodes.failed, '']);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    files: [
      { path: 'definitions/a.sqlx', status: 'formatted' },
      { path: 'definitions/b.sqlx', status: 'unchanged' },
      { path: 'includes/c.sqlx', status: 'failed', diagnostic: { code: 'BF2030', line: 1 } },
    ],
  });
});
