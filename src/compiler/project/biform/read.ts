import { type Document, isNode, isScalar, parseDocument } from 'yaml';
import { closest } from '../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.ts';
import type { EngineName } from '../../target/engine.ts';
import { type EnvText, envText } from './environment.ts';
import { biformSchema } from './schema.ts';
import type { ActionSettings, BiformSettings, Notification, SourceFiles, TargetSettings } from './settings.ts';
import { knownTargets } from './targets.ts';
import { validate } from './validate.ts';

/** Name of the settings file in a project's root. */
export const BIFORM_YAML = 'biform.yaml';

export interface ReadSettings {
  /** Absent where there is any error. */
  readonly settings?: BiformSettings;
  readonly diagnostics: readonly Diagnostic[];
}

/** The values of a valid file, before defaults. */
interface Raw {
  readonly defaultTarget?: string;
  readonly dialect?: BiformSettings['dialect'];
  readonly targets?: Readonly<Record<string, RawTarget>>;
  readonly principals?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly notifications?: readonly {
    readonly on: Notification['on'];
    readonly slack?: string;
    readonly webhook?: string;
    readonly email?: readonly string[];
  }[];
  readonly assertionViews?: BiformSettings['assertionViews'];
  readonly quality?: { readonly dataset?: string };
  readonly lint?: BiformSettings['lint'];
  readonly analysis?: { readonly levels?: BiformSettings['analysis']['levels'] };
  readonly actions?: Readonly<Record<string, ActionSettings>>;
}

type RawSource =
  | string
  | readonly string[]
  | {
      readonly files: string | readonly string[];
      readonly format?: NonNullable<SourceFiles['format']>;
      readonly options?: SourceFiles['options'];
    };

type RawTarget =
  | { readonly engine: 'duckdb'; readonly path?: string; readonly sources?: Readonly<Record<string, RawSource>> }
  | {
      readonly engine: 'bigquery';
      readonly project?: string;
      readonly location?: string;
      readonly maximumBytesBilled?: number | string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly reservation?: string;
      readonly credentials?: string;
    }
  | {
      readonly engine: 'databricks';
      readonly host?: string;
      readonly httpPath?: string;
      readonly token?: string;
      readonly clientId?: string;
      readonly clientSecret?: string;
      readonly catalog?: string;
      readonly catalogs?: Readonly<Record<string, string>>;
    };

/** Reads biform.yaml. Every mistake is reported at its place; the file's text is never evaluated. */
export function readBiformSettings(text: string, file: string = BIFORM_YAML): ReadSettings {
  const document = parseDocument(text, { prettyErrors: false });
  const broken = document.errors.map(({ message, pos }) =>
    diagnostic('BF1604', { file, reason: sentence(message) }, { span: { file, start: pos[0], end: pos[1] } }),
  );
  if (broken.length > 0) return { diagnostics: broken };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return { settings: settingsOf({}), diagnostics: [] };
  const found = validate(document, file, biformSchema);
  if (found.length > 0) return { diagnostics: found };
  let raw: Raw;
  try {
    raw = document.toJS() as Raw;
  } catch (error) {
    const reason = sentence(error instanceof Error ? error.message : String(error));
    return { diagnostics: [diagnostic('BF1604', { file, reason }, { span: { file, start: 0, end: 0 } })] };
  }
  const settings = settingsOf(raw);
  const wrong = unknownTargets(settings, document, file);
  return wrong.length > 0 ? { diagnostics: wrong } : { settings, diagnostics: [] };
}

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);

/** Targets that the file speaks of and that do not exist. */
function unknownTargets(settings: BiformSettings, document: Document, file: string): readonly Diagnostic[] {
  const known = knownTargets(settings);
  const named = [
    ...(settings.defaultTarget === undefined ? [] : [{ target: settings.defaultTarget, path: ['defaultTarget'] }]),
    ...Object.entries(settings.actions).flatMap(([action, { targets = [] }]) =>
      targets.map((target, i) => ({ target, path: ['actions', action, 'targets', i] })),
    ),
  ];
  return named
    .filter(({ target }) => !known.includes(target))
    .map(({ target, path }) => {
      const node = document.getIn(path, true);
      const range = isNode(node) ? node.range : undefined;
      const span = { file, start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
      return diagnostic('BF1607', { target, known, near: closest(target, known) }, { span });
    });
}

function settingsOf(raw: Raw): BiformSettings {
  const principals = Object.entries(raw.principals ?? {}).map(([name, { local, ...engines }]) => [
    name,
    { ...(local !== undefined && { duckdb: local }), ...engines },
  ]);
  return {
    ...(raw.defaultTarget !== undefined && { defaultTarget: raw.defaultTarget }),
    dialect: raw.dialect ?? 'bigquery',
    targets: Object.fromEntries(
      Object.entries(raw.targets ?? {}).map(([name, target]) => [name, withDefaults(target)]),
    ),
    principals: Object.fromEntries(principals),
    notifications: (raw.notifications ?? []).map(({ on, email = [], slack, webhook }) => ({
      on,
      email,
      ...given({ slack, webhook }),
    })),
    assertionViews: raw.assertionViews ?? 'always',
    quality: { dataset: raw.quality?.dataset ?? 'biform_quality' },
    lint: raw.lint ?? {},
    analysis: { levels: raw.analysis?.levels ?? {} },
    actions: raw.actions ?? {},
  };
}

/** The texts that are there, split at their references to the environment. */
function given<K extends string>(texts: Readonly<Record<K, string | undefined>>): { readonly [P in K]?: EnvText } {
  const present = Object.entries<string | undefined>(texts).flatMap(([key, text]) =>
    text === undefined ? [] : [[key, envText(text)] as const],
  );
  return Object.fromEntries(present) as { readonly [P in K]?: EnvText };
}

type RawOf<E extends EngineName> = Extract<RawTarget, { engine: E }>;

/** Each engine's settings with their defaults. */
const targetOf: { readonly [E in EngineName]: (raw: RawOf<E>) => TargetSettings } = {
  duckdb: ({ engine, path = '.biform/local.duckdb', sources = {} }) => {
    const bound = Object.entries(sources).map(([name, source]) => [name, sourceOf(source)]);
    return { engine, path, sources: Object.fromEntries(bound) };
  },
  bigquery: ({ labels = {}, credentials, maximumBytesBilled, ...rest }) => {
    const bytes = maximumBytesBilled === undefined ? undefined : bytesOf(maximumBytesBilled);
    return { ...rest, labels, ...given({ credentials }), ...(bytes !== undefined && { maximumBytesBilled: bytes }) };
  },
  databricks: ({ host, httpPath, token, clientId, clientSecret, catalogs = {}, ...rest }) => ({
    ...rest,
    catalogs,
    host: envText(host ?? '${env.DATABRICKS_HOST}'),
    httpPath: envText(httpPath ?? '${env.DATABRICKS_HTTP_PATH}'),
    ...given({ token, clientId, clientSecret }),
  }),
};

/** The key `engine` decides which of the makers fits; the type checker cannot follow it through the record. */
const withDefaults = (raw: RawTarget): TargetSettings =>
  (targetOf[raw.engine] as (raw: RawTarget) => TargetSettings)(raw);

function sourceOf(source: RawSource): SourceFiles {
  if (typeof source === 'string') return { files: [source], options: {} };
  if (Array.isArray(source)) return { files: source as readonly string[], options: {} };
  const { files, format, options = {} } = source as Exclude<RawSource, string | readonly string[]>;
  return { files: typeof files === 'string' ? [files] : files, options, ...(format !== undefined && { format }) };
}

const powers = ['', 'K', 'M', 'G', 'T'];

/** Bytes of `200GB` (thousands) or `1TiB` (steps of 1,024). The text matches the schema's pattern. */
function bytesOf(written: number | string): number {
  if (typeof written === 'number') return written;
  const [, amount = '0', unit = '', binary] = /^([\d.]+) ?([KMGT])?(i)?B$/.exec(written) ?? [];
  return Math.round(Number(amount) * (binary ? 1024 : 1000) ** powers.indexOf(unit));
}
