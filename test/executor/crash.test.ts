import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, runOnce } from '../support/runs.ts';
import { contents, crashFiles, crashProject } from './crash/project.ts';

let folder: string;
let child: string;
/** What an undisturbed run of a day leaves, and the database as it was before that run. */
const expected = new Map<1 | 2, unknown>();
const before = new Map<1 | 2, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(import.meta.dirname, '../../node_modules/.crash-'));
  for (const day of [1, 2] as const) writeFileSync(join(folder, `plans-${day}.csv`), `id,plan\n1,basic\n${day},pro\n`);
  child = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'crash/child.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: child,
    logLevel: 'error',
  });
  const path = join(folder, 'undisturbed.duckdb');
  for (const day of [1, 2] as const) {
    if (day === 2) before.set(2, copyOf(path, 'before-2'));
    const { outcome } = await runOnce(path, crashProject(day), crashFiles(day, folder));
    expect(outcome).toBe('succeeded');
    expected.set(day, await ask(path, ...contents));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyOf(path: string, name: string): string {
  const copy = join(folder, `${name}.duckdb`);
  cpSync(path, copy);
  return copy;
}

const startOf = (day: 1 | 2, name: string): string => {
  const from = before.get(day);
  return from === undefined ? join(folder, `${name}.duckdb`) : copyOf(from, name);
};

function killed(path: string, day: 1 | 2, moment: string, at: number, delay: number): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    const running = spawn(process.execPath, [child, path, String(day), moment, String(at), String(delay), folder], {
      stdio: 'ignore',
    });
    running.on('close', (_, signal) => resolve(signal));
  });
}

/** How many statements an undisturbed run sends, counted by the run itself. */
function statementsOf(day: 1 | 2, moment: string): number {
  const path = startOf(day, `count-${day}-${moment}`);
  const { stdout } = spawnSync(process.execPath, [child, path, String(day), moment, '0', '0', folder], {
    encoding: 'utf8',
  });
  return Number(stdout.trim());
}

async function inPairs(numbers: readonly number[], work: (n: number) => Promise<void>): Promise<void> {
  const waiting = [...numbers];
  const lane = async (): Promise<void> => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) await work(n);
  };
  await Promise.all([lane(), lane()]);
}

test.each([
  [1, 'after'],
  [2, 'after'],
  [2, 'during'],
] as const)(
  'a run of day %i that is killed %s any statement is finished by the next run, and nothing is done twice',
  async (day, moment) => {
    const total = statementsOf(day, moment);
    expect(total).toBeGreaterThan(35);
    await inPairs(
      // The last statement notes the end of a run that has already said that it is over.
      Array.from({ length: total - 1 }, (_, i) => i + 1),
      async (at) => {
        const path = startOf(day, `${day}-${moment}-${at}`);
        expect(await killed(path, day, moment, at, at < total - 2 ? at % 3 : 0)).toBe('SIGKILL');
        const next = await runOnce(path, crashProject(day), {
          ...crashFiles(day, folder),
          options: { skipUnchanged: false },
        });
        expect({ at, outcome: next.outcome }).toEqual({ at, outcome: 'succeeded' });
        expect({ at, tables: await ask(path, ...contents) }).toEqual({ at, tables: expected.get(day) });
        rmSync(path, { force: true });
      },
    );
  },
  600_000,
);

test('a run that is killed again and again comes to the same end', async () => {
  const path = startOf(2, 'again');
  let kills = 0;
  while ((await killed(path, 2, 'after', 11 + (kills % 3), 0)) === 'SIGKILL') kills += 1;
  expect(kills).toBeGreaterThan(2);
  expect(await ask(path, ...contents)).toEqual(expected.get(2));
}, 120_000);

test('without a crash the next run is a run of its own', async () => {
  const path = startOf(1, 'twice');
  await runOnce(path, crashProject(1), crashFiles(1, folder));
  const second = await runOnce(path, crashProject(1), crashFiles(1, folder));
  expect(second.plan.continues).toBeUndefined();
  expect(await ask(path, 'select count(*) from ops.journal')).toEqual([[['4']]]);
});
