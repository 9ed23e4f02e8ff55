import { type Diagnostic, diagnostic } from '../compiler/diagnostics/diagnostic.ts';
import type { NameMap } from '../compiler/dialect/dialect.ts';
import type { SettingAt } from '../compiler/project/biform/places.ts';
import type { ActionSettings, TargetSettings } from '../compiler/project/biform/settings.ts';
import type { Target } from '../compiler/target/target.ts';
import type { BoundSource } from '../planner/plan.ts';
import type { Adapter, StatementWatch } from './adapter/adapter.ts';
import type { LocalFiles, PulledSource, PullRequest } from './adapter/pull.ts';
import type { TableFile } from './adapter/synthesized.ts';

/** What opening a target for a run takes. */
export interface TargetRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path that shown paths start from. */
  readonly cwd: string;
  /** The target as `--target` names it. */
  readonly targetName: string;
  readonly names: NameMap;
  /** Relations on the engine that selected actions read. */
  readonly wanted: readonly Target[];
  /** All relations that the project declares or reads. */
  readonly known: readonly Target[];
  /** Relations that the project declares. */
  readonly declared: readonly Target[];
  /** Settings of actions by the names in biform.yaml. */
  readonly actions: Readonly<Record<string, ActionSettings>>;
  /** Where a setting stands in biform.yaml, for example `targets.local.sources.raw\.orders` as keys. */
  readonly settingAt: SettingAt;
  readonly hashFile: (file: string) => Promise<string>;
  /** Nothing will be written. */
  readonly lookOnly: boolean;
  readonly watch?: StatementWatch;
}

export interface OpenedTarget {
  readonly adapter: Adapter;
  /** Files behind declarations, by relation key. */
  readonly sources: ReadonlyMap<string, BoundSource>;
  readonly warnings: readonly Diagnostic[];
  /** Advice about a name that the engine did not find. */
  readonly helpFor: (missing: string) => string | undefined;
}

type Opened = Promise<OpenedTarget | { readonly fault: Diagnostic }>;

/** Engines that can run a project, each loaded when it is asked for. */
const openers: {
  readonly [K in TargetSettings['engine']]:
    | ((settings: Extract<TargetSettings, { engine: K }>, request: TargetRequest) => Opened)
    | undefined;
} = {
  duckdb: async (settings, request) => (await import('./duckdb/target.ts')).openTarget(settings, request),
  bigquery: undefined,
  databricks: undefined,
};

/** Opens a target. The fault says why it cannot be used. */
export async function openTarget(settings: TargetSettings, request: TargetRequest): Opened {
  const open = openers[settings.engine] as ((settings: TargetSettings, request: TargetRequest) => Opened) | undefined;
  if (!open) return { fault: diagnostic('BF8009', { engine: settings.engine }) };
  return open(settings, request);
}

/** Engines that can tell the columns of declared tables. */
const pullers: {
  readonly [K in TargetSettings['engine']]:
    | ((settings: Extract<TargetSettings, { engine: K }>, request: PullRequest) => Pulled)
    | undefined;
} = {
  duckdb: async (settings, request) => (await import('./duckdb/sources/pull.ts')).pullSources(settings, request),
  bigquery: undefined,
  databricks: undefined,
};

type Pulled = Promise<readonly PulledSource[] | { readonly fault: Diagnostic }>;

/** The columns of declared tables as a target has them. The fault says why it cannot be asked. */
export async function pullSources(settings: TargetSettings, request: PullRequest): Pulled {
  const pull = pullers[settings.engine] as ((settings: TargetSettings, request: PullRequest) => Pulled) | undefined;
  if (!pull) return { fault: diagnostic('BF8009', { engine: settings.engine }) };
  return pull(settings, request);
}

/** Writes synthesized tables as Parquet files below an absolute folder. `done` is told after each. */
export async function writeTables(
  folder: string,
  files: readonly TableFile[],
  done: (file: TableFile) => void,
): Promise<void> {
  await (await import('./duckdb/sources/write.ts')).writeParquet(folder, files, done);
}

/** Engines that read local files in place of declared tables. */
const fileReaders: {
  readonly [K in TargetSettings['engine']]:
    | ((settings: Extract<TargetSettings, { engine: K }>, request: PullRequest) => Promise<LocalFiles | undefined>)
    | undefined;
} = {
  duckdb: async (settings, request) => (await import('./duckdb/sources/local.ts')).localFiles(settings, request),
  bigquery: undefined,
  databricks: undefined,
};

/** The local files that a target binds to declared tables; undefined where there are none. */
export async function localFiles(settings: TargetSettings, request: PullRequest): Promise<LocalFiles | undefined> {
  const read = fileReaders[settings.engine] as
    | ((settings: TargetSettings, request: PullRequest) => Promise<LocalFiles | undefined>)
    | undefined;
  return read?.(settings, request);
}

/** A database for unit tests, which need no tables. */
export async function openScratch(): Promise<Adapter | { readonly fault: Diagnostic }> {
  return (await import('./duckdb/target.ts')).openScratch();
}
