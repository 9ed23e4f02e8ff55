import { createHash } from 'node:crypto';
import type { LocalFiles } from '../../adapters/adapter/pull.ts';
import { dialects } from '../../adapters/index.ts';
import { localFiles } from '../../adapters/runners.ts';
import type { KnownTable } from '../../compiler/analyse/project/model.ts';
import { namingOf, type ProjectNames } from '../../compiler/project/biform/targets.ts';
import { type Target, targetName } from '../../compiler/target/target.ts';
import type { CompileOptions, OpenProject } from './open.ts';

/** Declarations that were looked for among local files, and the state of the files that they have. */
export interface LocalState {
  readonly declared: readonly Target[];
  readonly config: ProjectNames;
  readonly version: string;
}

export interface LocalColumns {
  readonly tables: readonly KnownTable[];
  /** Absent where no target binds files to these declarations. */
  readonly state?: LocalState;
}

type Project = Pick<OpenProject, 'sources' | 'biformSettings'>;

/**
 * Columns of declarations from the local files that targets of biform.yaml bind to them, the default target's first. What
 * cannot be read stays unknown. An engine is loaded only where files are new or have changed.
 */
export async function localColumns(
  project: Project,
  declared: readonly Target[],
  { defaultDatabase, databaseSuffix }: ProjectNames,
  { cache, version }: CompileOptions,
): Promise<LocalColumns> {
  const config = { ...(defaultDatabase && { defaultDatabase }), ...(databaseSuffix && { databaseSuffix }) };
  const bound = await boundFiles(project, declared, config);
  if (bound.length === 0) return { tables: [] };
  const state = { declared, config, version: versionOf(bound) };
  const key = createHash('sha256')
    .update(JSON.stringify([project.sources.root, version, state]))
    .digest('hex');
  const kept = cache?.read('columns', key);
  if (kept) return { tables: JSON.parse(kept.body.toString('utf8')) as readonly KnownTable[], state };
  const tables = await columnsOf(bound);
  await cache?.write('columns', key, null, JSON.stringify(tables));
  return { tables, state };
}

/** Whether the local files are as they were. */
export const isSame = async (project: Project, { declared, config, version }: LocalState): Promise<boolean> =>
  versionOf(await boundFiles(project, declared, config)) === version;

const versionOf = (bound: readonly LocalFiles[]): string => bound.map(({ version }) => version).join(' ');

async function boundFiles(
  { sources: { root }, biformSettings }: Project,
  declared: readonly Target[],
  config: ProjectNames,
): Promise<readonly LocalFiles[]> {
  const { defaultTarget, targets = {}, actions = {} } = biformSettings ?? {};
  const names = Object.keys(targets).sort((a, b) => Number(b === defaultTarget) - Number(a === defaultTarget));
  const bound: LocalFiles[] = [];
  for (const name of names) {
    const settings = targets[name];
    if (!settings) continue;
    const files = await localFiles(settings, {
      root,
      cwd: root,
      targetName: name,
      names: dialects[settings.engine].names(namingOf(settings, config)),
      declared,
      actions,
      settingAt: () => undefined,
    });
    if (files) bound.push(files);
  }
  return bound;
}

async function columnsOf(bound: readonly LocalFiles[]): Promise<readonly KnownTable[]> {
  const tables = new Map<string, KnownTable>();
  for (const files of bound)
    for (const pulled of await files.columns().catch(() => []))
      if ('columns' in pulled && pulled.columns.length > 0 && !tables.has(targetName(pulled.target)))
        tables.set(targetName(pulled.target), { target: pulled.target, columns: pulled.columns });
  return [...tables.values()];
}
