import { closest } from '../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { EngineName, Naming } from '../../target/engine.ts';
import type { BiformSettings, TargetSettings } from './settings.ts';

/** A target to compile for or run on, with the name that its outputs are filed under. */
export interface ChosenTarget {
  readonly name: string;
  readonly settings: TargetSettings;
}

/** The target of commands without `--target` in projects that do not name one. */
const DEFAULT = 'local';

const plainDuckdb = { engine: 'duckdb', path: '.biform/local.duckdb', sources: {} } as const;

/** Targets that need no settings: an engine by its name. Credentials come from the environment. */
const builtIn: Readonly<Record<string, TargetSettings>> = {
  local: plainDuckdb,
  duckdb: plainDuckdb,
  bigquery: { engine: 'bigquery', labels: {} },
  databricks: {
    engine: 'databricks',
    host: { parts: [{ env: 'DATABRICKS_HOST' }] },
    httpPath: { parts: [{ env: 'DATABRICKS_HTTP_PATH' }] },
    token: { parts: [{ env: 'DATABRICKS_TOKEN' }] },
    catalogs: {},
  },
};

/** Every name that `--target` takes. */
export const knownTargets = (settings: BiformSettings | undefined): readonly string[] => [
  ...new Set([...Object.keys(settings?.targets ?? {}), ...Object.keys(builtIn)]),
];

/**
 * The target that a command asks for, or the default one. A name in biform.yaml goes before an engine's name. Where
 * biform.yaml has exactly one DuckDB target, `duckdb` and `local` mean that one, since it knows the data.
 */
export function chooseTarget(
  settings: BiformSettings | undefined,
  asked: string | undefined,
): ChosenTarget | { readonly fault: Diagnostic } {
  const name = asked ?? settings?.defaultTarget ?? DEFAULT;
  const targets = settings?.targets ?? {};
  if (Object.hasOwn(targets, name) && targets[name]) return { name, settings: targets[name] };
  if (!Object.hasOwn(builtIn, name) || !builtIn[name]) {
    const known = knownTargets(settings);
    return { fault: diagnostic('BF1607', { target: name, known, near: closest(name, known) }) };
  }
  const settingsOf = builtIn[name];
  const alike = Object.entries(targets).filter(([, { engine }]) => engine === settingsOf.engine);
  const [only] = alike;
  if (settingsOf === plainDuckdb && only && alike.length === 1) return { name: only[0], settings: only[1] };
  return { name, settings: settingsOf };
}

/** The project's settings as far as names hang on them. */
export interface ProjectNames {
  readonly defaultDatabase?: string;
  readonly databaseSuffix?: string;
}

type Catalogs = Omit<Naming, 'defaultProjects'>;

/** What each engine's settings say about catalogs. */
const catalogsOf: { readonly [E in EngineName]: (target: Extract<TargetSettings, { engine: E }>) => Catalogs } = {
  duckdb: ({ path }) => ({ catalog: databaseName(path) }),
  databricks: ({ catalog, catalogs }) => ({ catalogs, ...(catalog && { catalog }) }),
  bigquery: () => ({}),
};

/** What a target and the project's settings say about names, for `Dialect.names`. */
export function namingOf(target: TargetSettings, { defaultDatabase, databaseSuffix }: ProjectNames): Naming {
  const suffixed = defaultDatabase && databaseSuffix ? [`${defaultDatabase}_${databaseSuffix}`] : [];
  const defaultProjects = defaultDatabase ? [defaultDatabase, ...suffixed] : [];
  return { defaultProjects, ...(catalogsOf[target.engine] as (target: TargetSettings) => Catalogs)(target) };
}

/** What DuckDB calls a database file: its name up to the first period. */
function databaseName(path: string): string {
  if (path === ':memory:') return 'memory';
  return path.split(/[\\/]/).at(-1)?.split('.')[0] ?? '';
}

/** What a target puts in place of the project's own settings, as `--default-database` and `--default-location` would. */
export function projectOverrides(target: TargetSettings): {
  readonly defaultDatabase?: string;
  readonly defaultLocation?: string;
} {
  if (!('project' in target || 'location' in target)) return {};
  return {
    ...(target.project && { defaultDatabase: target.project }),
    ...(target.location && { defaultLocation: target.location }),
  };
}
