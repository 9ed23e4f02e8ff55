import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { TableFile } from '../../adapter/synthesized.ts';
import { identifier, string } from '../quoting.ts';
import { duckdbType } from './declared.ts';

/** Rows that are held in memory before they are written on. */
const CHUNK = 200;

/** Writes tables as Parquet files below an absolute folder, each whole or not at all. `done` is told after each. */
export async function writeParquet(
  folder: string,
  files: readonly TableFile[],
  done: (file: TableFile) => void,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'biform-sources-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', autoload_known_extensions: 'false' });
  const connection = await instance.connect();
  try {
    await connection.run("set TimeZone = 'UTC'");
    for (const [i, file] of files.entries()) {
      const lines = join(scratch, `${i}.ndjson`);
      const target = join(folder, file.path);
      await writeLines(lines, file);
      await mkdir(dirname(target), { recursive: true });
      await connection.run(copySql(file, lines, `${target}.part`));
      await rename(`${target}.part`, target);
      await rm(lines);
      done(file);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function writeLines(path: string, { rows }: TableFile): Promise<void> {
  const handle = await open(path, 'w');
  try {
    let chunk: string[] = [];
    for (const row of rows()) {
      chunk.push(JSON.stringify(row));
      if (chunk.length < CHUNK) continue;
      await handle.write(`${chunk.join('\n')}\n`);
      chunk = [];
    }
    if (chunk.length > 0) await handle.write(`${chunk.join('\n')}\n`);
  } finally {
    await handle.close();
  }
}

function copySql({ columns }: TableFile, lines: string, target: string): string {
  const types = columns.map(({ name, type }) => {
    const read = duckdbType(type);
    return `${string(name)}: ${string('type' in read ? read.type : 'VARCHAR')}`;
  });
  const list = columns.map(({ name }) => identifier(name)).join(', ');
  return `copy (select ${list} from read_json(${string(lines)}, format = 'newline_delimited', columns = {${types.join(', ')}})) to ${string(target)} (format parquet)`;
}
