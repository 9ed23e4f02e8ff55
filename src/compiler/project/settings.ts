import { load, YAMLException } from 'js-yaml';
import { create, mismatch, mismatchMessage } from './message.ts';
import type { Loose, MessageType } from './schema.ts';
import { configSchema } from './schemas.ts';

/** Texts of a project's settings files; undefined where there is no such file. */
export interface SettingsFiles {
  readonly workflowSettings?: string | undefined;
  readonly dataformJson?: string | undefined;
}

/** Settings of the command line, by their key in the compiled graph's `projectConfig`. `vars` are merged key by key. */
export type SettingsOverrides = Loose & { readonly vars?: Readonly<Record<string, string>> | undefined };

/** Settings in the shape of the compiled graph's `projectConfig`: keys in its order, values as the author wrote them. */
export interface Settings {
  readonly config: Readonly<Loose>;
  readonly file: 'workflow_settings.yaml' | 'dataform.json';
  /** Version of Dataform that the project asks for. */
  readonly coreVersion?: string;
  readonly extension?: { readonly name: string; readonly compilationMode?: string };
}

/** Why there are no settings: Dataform refuses the whole project with this error. */
export interface SettingsFault {
  readonly code: 'BF1001' | 'BF1002' | 'BF1003' | 'BF1004' | 'BF1006';
  readonly name: string;
  readonly message: string;
  /** The file to mend, and where in it (UTF-16 units). */
  readonly file: 'workflow_settings.yaml' | 'dataform.json';
  readonly start: number;
  readonly end: number;
  /** The property to blame, if it is one. */
  readonly property?: { readonly path: readonly string[]; readonly type: string };
}

const workflowType = configSchema.type('WorkflowSettings');
const projectType = configSchema.type('ProjectConfig');

/** Reads a project's settings as Dataform does, with the command line's on top. `dir` appears in a message about YAML. */
export function readSettings(
  files: SettingsFiles,
  overrides: SettingsOverrides,
  dir: string,
): Settings | SettingsFault {
  const { workflowSettings, dataformJson } = files;
  try {
    if (workflowSettings === undefined && dataformJson === undefined) {
      throw new Refusal('BF1001', 'Error', 'Failed to resolve workflow_settings.yaml');
    }
    const yaml = workflowSettings === undefined ? undefined : parseYaml(workflowSettings, dir);
    const json = dataformJson === undefined ? undefined : parseJson(dataformJson);
    if (yaml && json !== undefined) {
      const message = 'dataform.json has been deprecated and cannot be defined alongside workflow_settings.yaml';
      throw new Refusal('BF1002', 'Error', message);
    }
    const settings = yaml ? fromWorkflowSettings(yaml.value) : fromDataformJson(json);
    return { ...settings, config: ordered(projectType, withOverrides(settings.config, overrides)) };
  } catch (error) {
    if (error instanceof Refusal) return placed(error, files);
    throw error;
  }
}

export const isFault = (settings: Settings | SettingsFault): settings is SettingsFault => 'message' in settings;

/** A refusal on its way up; `key` is the one to blame. */
class Refusal extends Error {
  readonly code: SettingsFault['code'];
  readonly key: string | undefined;
  readonly property: SettingsFault['property'];

  constructor(
    code: SettingsFault['code'],
    name: string,
    message: string,
    key?: string,
    property?: SettingsFault['property'],
  ) {
    super(message);
    this.code = code;
    this.name = name;
    this.key = key;
    this.property = property;
  }
}

function placed({ code, name, message, key, property }: Refusal, files: SettingsFiles): SettingsFault {
  const file =
    files.workflowSettings === undefined && files.dataformJson !== undefined
      ? 'dataform.json'
      : 'workflow_settings.yaml';
  const text = (file === 'dataform.json' ? files.dataformJson : files.workflowSettings) ?? '';
  const escaped = key?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = escaped === undefined ? null : new RegExp(`^([\\s{,"']*)(${escaped})["']?\\s*:`, 'm').exec(text);
  const start = found ? found.index + (found[1]?.length ?? 0) : 0;
  const end = found && key !== undefined ? start + key.length : 0;
  return { code, name, message, file, start, end, ...(property ? { property } : {}) };
}

function parseYaml(text: string, dir: string): { readonly value: unknown } {
  try {
    return { value: load(text) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new Refusal('BF1003', 'Error', `${dir}/workflow_settings.yaml is not a valid YAML file: ${error}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal('BF1003', 'SyntaxError', error instanceof Error ? error.message : String(error));
  }
}

function fromDataformJson(json: unknown): Settings {
  if (!json) throw new Refusal('BF1001', 'Error', 'Failed to resolve workflow_settings.yaml');
  checkMessage(projectType, json as object, 'Dataform json error: ', 'bare');
  return { config: json as Loose, file: 'dataform.json' };
}

function checkMessage(type: MessageType, object: object, prefix: string, manner: 'docs' | 'bare'): void {
  const found = mismatch(configSchema, type, object);
  if (!found) return;
  const text = prefix + mismatchMessage(type, found, manner);
  if (found.kind === 'array') throw new Refusal('BF1004', 'ReferenceError', text);
  const property = { path: found.path, type: found.type };
  throw new Refusal('BF1004', 'ReferenceError', text, found.key, property);
}

/** Key of the settings file, and where it goes in the compiled graph. */
const renamed = {
  defaultProject: 'defaultDatabase',
  defaultDataset: 'defaultSchema',
  defaultLocation: 'defaultLocation',
  defaultAssertionDataset: 'assertionSchema',
  vars: 'vars',
  projectSuffix: 'databaseSuffix',
  datasetSuffix: 'schemaSuffix',
  namePrefix: 'tablePrefix',
  builtinAssertionNamePrefix: 'builtinAssertionNamePrefix',
  disableAssertions: 'disableAssertions',
  defaultReservation: 'defaultReservation',
  includeTestsInCompiledGraph: 'includeTestsInCompiledGraph',
  preserveGovernanceControls: 'preserveGovernanceControls',
} as const;

function fromWorkflowSettings(value: unknown): Settings {
  if (!value) throw new Refusal('BF1003', 'Error', 'workflow_settings.yaml is invalid');
  checkMessage(workflowType, value as object, 'Workflow settings error: ', 'docs');
  const given = create(workflowType, value as object);
  const config: Loose = {};
  for (const [from, to] of Object.entries(renamed)) if (given[from]) config[to] = given[from];
  const runtime = given['defaultNotebookRuntimeOptions'] as Loose | null;
  if (runtime) config['defaultNotebookRuntimeOptions'] = runtimeOptions(runtime);
  const iceberg = given['defaultIcebergConfig'] as Loose | null;
  if (iceberg) {
    const keys = ['bucketName', 'tableFolderRoot', 'tableFolderSubpath', 'connection'];
    config['defaultIcebergConfig'] = picked(iceberg, keys);
  }
  config['warehouse'] = 'bigquery';
  const extension = given['extension'] as { name: string; compilationMode?: unknown } | null;
  const version = given['dataformCoreVersion'];
  return {
    config,
    file: 'workflow_settings.yaml',
    ...(version ? { coreVersion: String(version) } : {}),
    ...(extension ? { extension: extensionOf(extension) } : {}),
  };
}

function extensionOf({
  name,
  compilationMode,
}: {
  name: string;
  compilationMode?: unknown;
}): NonNullable<Settings['extension']> {
  return { name, ...(compilationMode ? { compilationMode: String(compilationMode) } : {}) };
}

function runtimeOptions(given: Loose): Loose {
  const options = picked(given, ['outputBucket', 'runtimeTemplateName']);
  const destination = given['repositorySnapshotDestination'] as Loose | undefined;
  if (!destination) return options;
  const repositorySnapshotUri = destination['repositorySnapshotUri'] || given['outputBucket'];
  if (!repositorySnapshotUri) {
    const message = 'either repository_snapshot_uri or output_bucket has to be defined';
    throw new Refusal(
      'BF1006',
      'Error',
      `Invalid repository_snapshot_destination: ${message}`,
      'repositorySnapshotDestination',
    );
  }
  return { ...options, repositorySnapshotDestination: { repositorySnapshotUri } };
}

const picked = (from: Loose, keys: readonly string[]): Loose =>
  Object.fromEntries(keys.filter((key) => from[key]).map((key) => [key, from[key]]));

function withOverrides(config: Loose, overrides: SettingsOverrides): Loose {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const vars = { ...((config['vars'] ?? {}) as Loose), ...overrides.vars };
  return { ...config, ...Object.fromEntries(given), ...(Object.keys(vars).length > 0 ? { vars } : {}) };
}

/** The same keys in the order of the message's fields. */
function ordered(type: MessageType, config: Loose): Loose {
  const names = type.fields.map(({ name }) => name);
  return Object.fromEntries(
    names.filter((name) => config[name] !== undefined && config[name] !== null).map((name) => [name, config[name]]),
  );
}
