import { readFile } from 'node:fs/promises';
import { INDEX_FILE, SYNTHESIZED_FOLDER, type SynthesizedIndex } from './adapter/synthesized.ts';
import { locate } from './duckdb/sources/files.ts';

/** What `biform sources synthesize` has written into a project; undefined where there is nothing that can be read. */
export async function readIndex(root: string): Promise<SynthesizedIndex | undefined> {
  const file = await locate(root, `${SYNTHESIZED_FOLDER}/${INDEX_FILE}`).catch(() => 'missing' as const);
  if (typeof file === 'string') return undefined;
  try {
    const read = JSON.parse(await readFile(file.real, 'utf8')) as Partial<SynthesizedIndex>;
    const tables = Array.isArray(read.tables) ? read.tables.filter(isTable) : [];
    return read.version === 1 ? { version: 1, tables } : undefined;
  } catch {
    return undefined;
  }
}

const isTable = (one: unknown): one is SynthesizedIndex['tables'][number] => {
  const { name, files, columns } = (one ?? {}) as Partial<SynthesizedIndex['tables'][number]>;
  return typeof name === 'string' && typeof files === 'string' && Array.isArray(columns) && columns.every(isColumn);
};

const isColumn = (one: unknown): boolean => {
  const { name, type } = (one ?? {}) as { readonly name?: unknown; readonly type?: unknown };
  return typeof name === 'string' && typeof type === 'string';
};
