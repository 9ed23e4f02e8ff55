import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { nameKey } from '../../../compiler/dialect/names.ts';
import type { DuckdbTarget } from '../../../compiler/project/biform/settings.ts';
import type { LocalFiles, PullRequest } from '../../adapter/pull.ts';
import { boundDeclarations } from './bound.ts';

/** Text files of more bytes are read whole only when that is asked for. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The local files of declarations; undefined where none of them has any. DuckDB is loaded when columns are asked for. */
export async function localFiles(settings: DuckdbTarget, request: PullRequest): Promise<LocalFiles | undefined> {
  const { byKey, sources, relations } = await boundDeclarations(settings, request, async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${size} ${mtimeMs}`;
  });
  const byName = new Map(sources.map((source) => [source.name, source]));
  const version = createHash('sha256');
  const small: PullRequest['declared'][number][] = [];
  let isBound = false;
  for (const { target, relation } of relations) {
    const bound = 'fault' in relation ? undefined : byKey.get(nameKey(relation, { foldsCase: true }));
    if (!bound) continue;
    isBound = true;
    version.update('fault' in bound ? `${bound.fault.message}\n` : `${bound.version}\n`);
    const source = 'fault' in bound ? undefined : byName.get(bound.name);
    const bytes = source?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
    if (source && (source.format === 'parquet' || bytes <= MOST_BYTES)) small.push(target);
  }
  if (!isBound) return undefined;
  return {
    version: version.digest('hex').slice(0, 32),
    columns: async () => {
      if (small.length === 0) return [];
      const { pullSources } = await import('./pull.ts');
      const pulled = await pullSources({ ...settings, path: ':memory:' }, { ...request, declared: small });
      return 'fault' in pulled ? [] : pulled;
    },
  };
}
