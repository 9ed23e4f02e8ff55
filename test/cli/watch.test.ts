import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { biformCli } from '../support/biform.ts';

const start = {
  'workflow_settings.yaml': 'dataformCoreVersion: 3.0.62\ndefaultProject: p\ndefaultDataset: d\n',
  'includes/money.js': 'module.exports = { cents: (c) => `${c} * 100` };\n',
  'definitions/a.sqlx': 'config { type: "view" }\nselect 1 as id, ${money.cents("2")} as amount\n',
  'definitions/b.sqlx': 'config { type: "view" }\nselect id, amount from ${ref("a")}\n',
};

const cacheDir = mkdtempSync(join(tmpdir(), 'biform-watch-cache-'));
let children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
});

/** A watched project. */
function watched() {
  const dir = mkdtempSync(join(tmpdir(), 'biform-watch-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  for (const [path, text] of Object.entries(start)) write(path, text);
  const child = spawn(process.execPath, [biformCli, 'compile', dir, '--watch'], {
    env: { PATH: process.env['PATH'], BIFORM_CACHE_DIR: cacheDir },
  });
  children.push(child);
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ready = (): Promise<void> =>
    expect.poll(() => told.endsWith('Watching for changes...\n'), { timeout: 30_000, interval: 20 }).toBe(true);
  return {
    dir,
    child,
    write,
    /** Does something, and gives what is printed until `expected` stands there and biform waits again. */
    after: async (change: () => void, expected: string): Promise<string> => {
      await ready();
      told = '';
      change();
      await expect.poll(() => told, { timeout: 30_000, interval: 20 }).toContain(expected);
      await ready();
      return told;
    },
  };
}

test('only what is new is printed, and what is gone is counted', async () => {
  const { after, write } = watched();
  const wrong = 'config { type: "view" }\nselect id, amout from ${ref("a")}\n';
  const found = await after(() => write('definitions/b.sqlx', wrong), 'amout');
  expect(found).toContain('definitions/b.sqlx changed.');
  expect(found).toContain('definitions/b.sqlx:2:12');
  expect(found).toContain('Compiled 2 actions: 2 views.');
  const again = await after(
    () => write('definitions/a.sqlx', `${start['definitions/a.sqlx']}-- told\n`),
    'from before',
  );
  expect(again).toContain('1 finding from before.');
  expect(again).not.toContain('amout');
  const mended = await after(() => write('definitions/b.sqlx', start['definitions/b.sqlx']), 'gone');
  expect(mended).toContain('1 finding gone.');
});

test('a column that goes is missed by what reads it', async () => {
  const { after, write } = watched();
  const found = await after(() => write('definitions/a.sqlx', 'config { type: "view" }\nselect 1 as id\n'), 'amount');
  expect(found).toContain('definitions/b.sqlx:2:12');
});

test('files that an editor replaces are seen, each time', async () => {
  const { after, dir, write } = watched();
  for (const n of [1, 2, 3]) {
    const save = (): void => {
      write('definitions/.b.sqlx.swp', 'x');
      write('definitions/b.sqlx~', `config { type: "view" }\nselect id, col_${n} from \${ref("a")}\n`);
      renameSync(join(dir, 'definitions/b.sqlx~'), join(dir, 'definitions/b.sqlx'));
    };
    await after(save, `col_${n}`);
  }
});

test('a burst of changes is one change', async () => {
  const { after, write } = watched();
  const burst = (): void => {
    for (let i = 0; i <= 30; i += 1)
      write('definitions/b.sqlx', `config { type: "view" }\nselect id, col_${i} from \${ref("a")}\n`);
    write('definitions/a.sqlx', `${start['definitions/a.sqlx']}-- told\n`);
  };
  const found = await after(burst, 'col_30');
  expect(found).toContain('and 1 more file changed.');
});

test('files that come and go, new folders, includes and settings', async () => {
  const { after, dir, write } = watched();
  await after(() => write('definitions/deep/er/c.sqlx', 'config { type: "table" }\nselect 1 as x\n'), '1 table');
  await after(() => write('definitions/deep/er/c.sqlx', 'config { type: "table" }\nselect y from ${ref("a")}\n'), 'y');
  await after(() => rmSync(join(dir, 'definitions/deep'), { recursive: true }), 'Compiled 2 actions');
  await after(() => write('includes/money.js', 'module.exports = { cents: (c) => `${c} * oops` };\n'), 'oops');
  await after(() => write('includes/money.js', start['includes/money.js']), 'gone');
  await after(() => write('workflow_settings.yaml', 'defaultProject: [\n'), 'workflow_settings.yaml');
  await after(() => write('workflow_settings.yaml', start['workflow_settings.yaml']), 'Compiled 2 actions');
  await after(() => rmSync(join(dir, 'definitions/a.sqlx')), 'Could not resolve "a"');
});

test('errors of all kinds do not end it, and an interrupt does', async () => {
  const { after, child, write } = watched();
  await after(() => write('definitions/b.sqlx', 'config { type: "view" \nselect 1\n'), 'error');
  await after(() => write('definitions/b.sqlx', 'config { type: "view" }\nselect 1 from ${ref("c")}\n'), 'resolve "c"');
  await after(() => write('definitions/b.sqlx', 'config { type: "view" }\nselect ${oops.x}\n'), 'oops is not defined');
  await after(() => write('definitions/b.sqlx', 'config { type: "view" }\nselect (1\n'), 'BF2001');
  await after(() => write('definitions/b.sqlx', start['definitions/b.sqlx']), 'gone');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
});
