import type { NameMap } from '../../../compiler/dialect/dialect.ts';
import { nameKey } from '../../../compiler/dialect/names.ts';
import type { SourceFiles } from '../../../compiler/project/biform/settings.ts';
import { SYNTHESIZED_FOLDER } from '../../adapter/synthesized.ts';
import { readIndex } from '../../synthesized-index.ts';
import { duckdbType } from './declared.ts';
import type { DeclaredColumn } from './files.ts';
import { pathOf } from './resolve.ts';

/** Files of `.biform/sources/` as bindings, and the columns of each. */
export interface SynthesizedSources {
  readonly bindings: Readonly<Record<string, SourceFiles>>;
  readonly columns: ReadonlyMap<string, readonly DeclaredColumn[]>;
}

const NONE: SynthesizedSources = { bindings: {}, columns: new Map() };

/** What `biform sources synthesize` has written, without tables that biform.yaml binds to files of its own. */
export async function synthesizedSources(
  root: string,
  names: NameMap,
  bound: Readonly<Record<string, SourceFiles>>,
): Promise<SynthesizedSources> {
  const index = await readIndex(root);
  if (!index) return NONE;
  const taken = new Set(Object.keys(bound).flatMap((name) => keyOf(name, names) ?? []));
  const bindings: Record<string, SourceFiles> = {};
  const columns = new Map<string, readonly DeclaredColumn[]>();
  for (const table of index.tables) {
    const key = keyOf(table.name, names);
    if (key === undefined || taken.has(key)) continue;
    bindings[table.name] = { files: [`${SYNTHESIZED_FOLDER}/${table.files}`], format: 'parquet', options: {} };
    const typed = table.columns.flatMap(({ name, type }) => {
      const read = duckdbType(type);
      return 'type' in read ? [{ name, type: read.type }] : [];
    });
    columns.set(table.name, typed);
  }
  return { bindings, columns };
}

function keyOf(name: string, names: NameMap): string | undefined {
  const relation = names(pathOf(name));
  return 'fault' in relation ? undefined : nameKey(relation, { foldsCase: true });
}
