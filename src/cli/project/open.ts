import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import type { Analyse } from '../../compiler/index/analysis/analysed.ts';
import type { WarningMemory } from '../../compiler/index/warnings.ts';
import type { BiformSettings } from '../../compiler/project/biform/settings.ts';
import { isFault, readSettings, type Settings, type SettingsOverrides } from '../../compiler/project/settings.ts';
import type { EngineName } from '../../compiler/target/engine.ts';
import type { Sandbox } from '../../sandbox/parent.ts';
import type { AnalysisMemory } from './analyse.ts';
import type { Cache } from './cache.ts';
import { collect, type Sources } from './collect.ts';
import { type Feeding, startFeeding } from './feed.ts';
import { versionWarnings } from './versions.ts';

/** What a command wants compiled, and how. */
export interface CompileOptions {
  /** Absolute path of the project's folder. */
  readonly dir: string;
  /** Settings of the command line. */
  readonly overrides: SettingsOverrides;
  readonly timeoutMillis: number;
  /** Time that project code sees, milliseconds since the epoch. */
  readonly now: number;
  /** Version of biform: results of another one are not used. */
  readonly version: string;
  readonly signal?: AbortSignal;
  /** Takes warnings that are about this machine, not the project. */
  readonly report?: (found: Diagnostic) => void;
  readonly cache?: Cache | undefined;
  /** Whether to keep the evaluation itself (default: yes). */
  readonly keep?: boolean;
  /** Whether all of the graph will be printed, so that it pays to print actions as they come. */
  readonly prints?: boolean;
  /** Chooses the engine, and what a target puts above the settings, once biform.yaml is known. */
  readonly target?: ((settings: BiformSettings | undefined) => TargetChoice) | undefined;
  /** What the analysis of SQL should give beyond findings and columns, and where its results are kept in this process; false: none. */
  readonly analysis?:
    | false
    | { readonly lineage?: boolean; readonly memory?: AnalysisMemory; readonly run?: Analyse | undefined };
  /** Warnings of files, kept in this process while their texts stay the same. */
  readonly warnings?: WarningMemory;
}

export interface TargetChoice {
  readonly engine?: EngineName;
  readonly overrides?: SettingsOverrides;
  readonly fault?: Diagnostic;
}

/** A project that was read, before any of its code ran. */
export interface OpenProject {
  readonly sources: Sources;
  readonly settings: Settings;
  readonly biformSettings?: BiformSettings;
  /** Engine whose branch `biform.target` gives; absent without biform.yaml and target. */
  readonly engine?: EngineName;
  /** Files that cannot be read, links that leave the project, warnings about versions. */
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of everything that the compilation depends on, so far as it was read. */
  readonly key: () => string;
  /** Notes that something of this project is in the cache. */
  readonly remember: () => Promise<void>;
  /** It is on its way to the sandbox already: nothing of it is in the cache. */
  readonly feeding?: Feeding;
}

/** Why there is nothing to compile, or no result. `usage` marks a faulty biform.yaml or a target that is unknown. */
export interface Refusal {
  readonly refused: readonly Diagnostic[];
  readonly usage: boolean;
  readonly texts: ReadonlyMap<string, string>;
  /** Real path of the project's folder, where there is one. */
  readonly root?: string;
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * Reads a project and its settings. A project that Dataform refuses is refused in its words. One of which nothing is
 * kept goes to the sandbox while it is read.
 */
export async function openProject(options: CompileOptions, sandbox: Sandbox): Promise<OpenProject | Refusal> {
  const { dir } = options;
  if (!existsSync(dir)) return { refused: [diagnostic('BF1501', { path: dir })], usage: false, texts: none };
  if (!['workflow_settings.yaml', 'dataform.json'].some((name) => existsSync(join(dir, name))))
    return { refused: [noProject(dir)], usage: false, texts: none };
  const sources = collect(realpathSync(dir));
  const { texts } = sources;
  const unreadable = () => [...sources.listing.diagnostics, ...sources.faults.values()];
  const { root } = sources;
  const refuse = (found: Diagnostic, usage = false): Refusal => ({
    refused: [...unreadable(), found],
    usage,
    texts,
    root,
  });
  if (sources.faults.has('biform.yaml')) return { refused: unreadable(), usage: true, texts };
  if (['workflow_settings.yaml', 'dataform.json'].some((name) => sources.faults.has(name)))
    return { refused: unreadable(), usage: false, texts };
  const biform = await readBiformYaml(texts);
  if (biform && !biform.settings) return { refused: [...unreadable(), ...biform.diagnostics], usage: true, texts };
  const choice = options.target?.(biform?.settings) ?? {};
  if (choice.fault) return refuse(choice.fault, true);
  const overrides = { ...choice.overrides, ...options.overrides };
  const files = { workflowSettings: texts.get('workflow_settings.yaml'), dataformJson: texts.get('dataform.json') };
  const settings = readSettings(files, overrides, sources.root);
  if (isFault(settings)) {
    const { explainSettings } = await import('../../compiler/index/explain/explain.ts');
    return refuse(explainSettings(settings, texts));
  }
  if (settings.extension) sources.add([{ request: settings.extension.name, from: 'index.js' }]);
  const engine = choice.engine ?? (biform ? 'bigquery' : undefined);
  const beside = [options.version, process.version, process.env['TZ'], overrides, engine ?? null];
  const place = hashOf([root, ...beside]);
  const project = {
    sources,
    settings,
    ...(biform?.settings ? { biformSettings: biform.settings } : {}),
    ...(engine ? { engine } : {}),
    key: () => hashOf([root, sources.digest(), ...beside]),
    remember: async () => options.cache?.write('known', place, null, ''),
  };
  const isKnown = options.cache?.read('known', place) !== undefined;
  const feeding = isKnown ? undefined : await startFeeding(sandbox, project, options, () => true);
  await sources.readDefinitions((paths) => feeding?.take(paths));
  const warnings = [...(biform?.diagnostics ?? []), ...versionWarnings(sources, settings)];
  return { ...project, diagnostics: [...unreadable(), ...warnings], ...(feeding ? { feeding } : {}) };
}

/** Says where there is a project, if the folder lies in one. */
function noProject(dir: string): Diagnostic {
  let above = dirname(dir);
  while (above !== dirname(above) && !existsSync(join(above, 'workflow_settings.yaml'))) above = dirname(above);
  const help = existsSync(join(above, 'workflow_settings.yaml'))
    ? `It lies in a project: name the folder of that one, ${above}.`
    : '`biform init` makes a project in an empty folder.';
  return diagnostic('BF1502', { path: dir }, { help });
}

async function readBiformYaml(texts: ReadonlyMap<string, string>) {
  const text = texts.get('biform.yaml');
  if (text === undefined) return undefined;
  const { readBiformSettings } = await import('../../compiler/project/biform/read.ts');
  return readBiformSettings(text);
}

const hashOf = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
