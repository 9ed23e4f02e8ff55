import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './measure.ts';

/** Time from the write of a file to the printed result while `compile --watch` runs, in milliseconds. */
export interface Watched {
  readonly n: number;
  /** An edit that leaves the view's columns as they are. */
  readonly remark: number;
  /** An edit that renames one, so that whatever reads the view is looked at too. */
  readonly column: number;
}

const VIEW = 'definitions/staging/stg_0.sqlx';

/** Between two edits an author reads what was printed; biform gets ready for the next one in that time. */
const PAUSE_MILLIS = 1000;

const EDITS = 7;

/** Edits a staging view of a project again and again while biform watches it; gives medians. The file is as before afterwards. */
export async function measureWatch(
  n: number,
  dir: string,
  biform: string,
  env: Readonly<Record<string, string>>,
): Promise<Watched> {
  const file = join(dir, VIEW);
  const text = readFileSync(file, 'utf8');
  const child = spawn(process.execPath, [biform, 'compile', dir, '--watch', '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TZ: 'UTC', ...env },
  });
  let told = '';
  let check = (): void => undefined;
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    check();
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', () => reject(new Error(`watching has ended: ${told.slice(0, 2000)}`)));
  });
  ended.catch(() => undefined);
  const ready = (): Promise<void> =>
    Promise.race([
      ended,
      new Promise<void>((resolve) => {
        check = () => {
          if (told.includes('Watching for changes')) resolve();
        };
        check();
      }),
    ]);
  const edit = async (changed: string): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    told = '';
    const start = performance.now();
    writeFileSync(file, changed);
    await ready();
    return performance.now() - start;
  };
  try {
    await ready();
    const remark: number[] = [];
    const column: number[] = [];
    for (let i = 0; i < EDITS; i += 1) {
      remark.push(await edit(`${text}-- ${i}\n`));
      column.push(await edit(text.replace('AS section', `AS section_${i}`)));
    }
    return { n, remark: median(remark), column: median(column) };
  } finally {
    child.kill('SIGINT');
    writeFileSync(file, text);
  }
}
