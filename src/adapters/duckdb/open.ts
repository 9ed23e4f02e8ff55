import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { failureOf, holderOf } from './errors.ts';
import { string } from './quoting.ts';
import { openLog, STATE_FORMAT } from './state.ts';

export interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

const options = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_persistent_secrets: 'false',
  errors_as_json: 'true',
};

/**
 * Opens a database file (or `:memory:`) behind its walls: no files but the given ones (absolute paths), no network, no
 * extensions, a locked configuration; UTC. A path in a folder that is not there makes the folder.
 */
export async function openDatabase(
  path: string,
  shown: string,
  readable: readonly string[],
): Promise<Opened | { readonly fault: Diagnostic }> {
  try {
    if (path !== ':memory:') await mkdir(dirname(path), { recursive: true });
    const instance = await DuckDBInstance.create(path, options);
    const connection = await instance.connect();
    await harden(connection, readable);
    const format = await openLog(connection).format();
    if (format !== undefined && format > STATE_FORMAT) {
      connection.closeSync();
      instance.closeSync();
      return { fault: diagnostic('BF8012', { database: shown, found: format, known: STATE_FORMAT }) };
    }
    return { instance, connection };
  } catch (error) {
    return { fault: openFault(error, shown) };
  }
}

async function harden(connection: DuckDBConnection, readable: readonly string[]): Promise<void> {
  await connection.run("set global TimeZone = 'UTC'");
  await connection.run('set global preserve_insertion_order = true');
  if (readable.length > 0) await connection.run(`set global allowed_paths = [${readable.map(string).join(', ')}]`);
  await connection.run('set global enable_external_access = false');
  await connection.run('set global lock_configuration = true');
}

function openFault(error: unknown, database: string): Diagnostic {
  const holder = holderOf(error);
  if (holder) {
    return diagnostic(
      'BF8010',
      { database, ...holder },
      { help: 'Wait until it has finished, or close it. DuckDB lets one process write at a time.' },
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  const help = 'The folder of the database must be one that you may write to; `path` in biform.yaml names another.';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return diagnostic('BF8011', { database, message: 'its folder cannot be written to.' }, { help });
  return diagnostic('BF8011', { database, message: failureOf(error).message });
}
