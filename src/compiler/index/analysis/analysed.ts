import type { Readers } from '../../analyse/model/reader.ts';
import { analyseProject } from '../../analyse/project/analyse.ts';
import type {
  ActionColumns,
  ActionFinding,
  AnalysisRequest,
  AnalysisStore,
  DeclaredColumn,
  KnownTable,
  ProjectAnalysis,
} from '../../analyse/project/model.ts';
import { keyOf, targetKeyOf } from '../../analyse/project/names.ts';
import type { Helper } from '../../analyse/project/together.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BiformSettings } from '../../project/biform/settings.ts';
import { isSourcesFile, type SourcesFile } from '../../project/sources/model.ts';
import { AUTHORING_ENGINE } from '../../target/engine.ts';
import type { Target } from '../../target/target.ts';
import type { Settled, SourceTexts } from '../compile.ts';
import { dialectsOf, loadReaders } from './dialects.ts';

export interface AnalysisOptions {
  readonly texts: SourceTexts;
  /** Absent without a biform.yaml: what is found then are warnings. */
  readonly settings?: BiformSettings | undefined;
  /** What was found before; actions of files with errors are not looked at. */
  readonly diagnostics: readonly Diagnostic[];
  /** Asked for the columns of declarations that no file under `sources/` describes. */
  readonly known?: (declared: readonly Target[]) => Promise<readonly KnownTable[]>;
  /** What reads the SQL of actions in other dialects; only those that are written in are loaded. */
  readonly readers?: Readers;
  /** Whether lineage is wanted. */
  readonly lineage: boolean;
  readonly hash: (text: string) => string;
  readonly store: AnalysisStore;
  readonly helper?: Helper | undefined;
  readonly parsed?: AnalysisRequest['parsed'];
  /** Analyses the actions (default: all of them). */
  readonly run?: Analyse | undefined;
}

export type Analyse = (request: AnalysisRequest) => ProjectAnalysis;

export interface Analysed {
  readonly diagnostics: readonly Diagnostic[];
  readonly actions: readonly ActionColumns[];
}

/** Analyses the SQL of a settled project. What reads the author's configs is loaded only where something needs it. */
export async function analyseSettled(settled: Settled, options: AnalysisOptions): Promise<Analysed> {
  const { texts, settings, lineage, hash, store, helper, parsed } = options;
  const sources = await readSources(texts);
  const { columns, place } = await promises(settled, options);
  const dialects = dialectsOf(settled, settings);
  const readerOf = await loadReaders(dialects, options.readers ?? {});
  const analysed = (options.run ?? analyseProject)({
    graph: settled.graph,
    sources: sources.files,
    known: settings ? await knownTables(settled, sources.files, options) : [],
    declared: columns,
    isGoogleSql: (action) => dialects.engineOf(action) === AUTHORING_ENGINE,
    readerOf,
    faulty: faultyFiles(settled, options.diagnostics),
    lineage,
    hash,
    store,
    helper,
    parsed,
  });
  const { diagnostics, actions } = analysed;
  const findings = [...dialects.findings, ...analysed.findings];
  const found = [...sources.diagnostics, ...diagnostics, ...(findings.length > 0 ? (await place())(findings) : [])];
  return { diagnostics: leveled(withoutRepeats(found), settings), actions };
}

async function knownTables(
  { graph: { declarations = [], projectConfig } }: Settled,
  files: readonly SourcesFile[],
  { known }: AnalysisOptions,
): Promise<readonly KnownTable[]> {
  const described = new Set<string>();
  for (const { project = projectConfig.defaultDatabase, tables } of files)
    for (const { dataset, name } of tables) described.add(keyOf(project, dataset, name));
  const left = declarations.flatMap(({ target }) => (described.has(targetKeyOf(target)) ? [] : [target]));
  return left.length > 0 && known ? known(left) : [];
}

async function readSources(
  texts: SourceTexts,
): Promise<{ readonly files: readonly SourcesFile[]; readonly diagnostics: readonly Diagnostic[] }> {
  const paths = texts.has('biform.yaml') ? [...texts.keys()].filter(isSourcesFile).sort() : [];
  if (paths.length === 0) return { files: [], diagnostics: [] };
  const { readSourcesFile } = await import('../../project/sources/read.ts');
  const files: SourcesFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const read = readSourcesFile(texts.get(path) ?? '', path);
    if (read.file) files.push(read.file);
    diagnostics.push(...read.diagnostics);
  }
  return { files, diagnostics };
}

type Place = (findings: readonly ActionFinding[]) => readonly Diagnostic[];

/** Types that authors promise, and how findings get their places. */
async function promises(
  settled: Settled,
  { texts, settings }: AnalysisOptions,
): Promise<{ readonly columns: ReadonlyMap<string, readonly DeclaredColumn[]>; readonly place: () => Promise<Place> }> {
  const load = async () => {
    const [{ reading }, { configs }, { declaredColumns }, { settingPlaces }] = await Promise.all([
      import('../explain/reading.ts'),
      import('./configs.ts'),
      import('./declared.ts'),
      import('../../project/biform/places.ts'),
    ]);
    const configOf = configs(reading(texts, settled.graph));
    const settingAt = settingPlaces('biform.yaml', texts.get('biform.yaml') ?? '');
    const declared = declaredColumns(settings ? settled.graph : { ...settled.graph, ...NO_ACTIONS }, {
      own: (kind, index) => settled.origins[kind][index]?.own,
      settings: settings?.actions ?? {},
      configOf,
      settingAt,
    });
    return { configOf, declared };
  };
  const loaded = settings ? await load() : undefined;
  return {
    columns: loaded?.declared.columns ?? new Map(),
    place: async () => {
      const { placedFinding } = await import('./place.ts');
      const places = { settled, texts, ...(loaded ?? (await load())) };
      return (findings) => findings.map((finding) => placedFinding(finding, places));
    },
  };
}

const NO_ACTIONS = { tables: [], operations: [], declarations: [] };

/** SQLX that Dataform reads otherwise than it looks: its SQL is wrong for that reason. */
const isMisread = (code: string): boolean => code > 'BF2010' && code <= 'BF2020';

function faultyFiles({ graph, findings }: Settled, diagnostics: readonly Diagnostic[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { severity, span, code } of diagnostics)
    if (span && (severity === 'error' || isMisread(code))) files.add(span.file);
  for (const { fileName } of graph.graphErrors.compilationErrors ?? []) if (fileName) files.add(fileName);
  for (const { error } of findings) if (error.fileName) files.add(error.fileName);
  files.delete('');
  return files;
}

/** One mistake is told once, though several texts are made from one place. */
function withoutRepeats(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter(({ code, message, span, fixes, action }) => {
    const place = span ? `${span.file} ${span.start} ${span.end}` : `${action}`;
    const key = `${code} ${place} ${fixes && span ? '' : message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Severities as the project wants them; without biform.yaml nothing is an error. */
function leveled(found: readonly Diagnostic[], settings: BiformSettings | undefined): readonly Diagnostic[] {
  if (!settings) return found.map((one) => (one.severity === 'error' ? { ...one, severity: 'warning' } : one));
  const { levels } = settings.analysis;
  return found.flatMap((one) => {
    const level = Object.hasOwn(levels, one.code) ? levels[one.code] : undefined;
    if (level === 'off') return [];
    return [level ? { ...one, severity: level } : one];
  });
}
