import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PulledSource } from '../../adapters/adapter/pull.ts';
import { dialects } from '../../adapters/index.ts';
import { pullSources } from '../../adapters/runners.ts';
import { closest } from '../../compiler/diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { settingPlaces } from '../../compiler/project/biform/places.ts';
import { chooseTarget, namingOf } from '../../compiler/project/biform/targets.ts';
import { datasetOf, isSourcesFile, type SourcesFile } from '../../compiler/project/sources/model.ts';
import { readSourcesFile } from '../../compiler/project/sources/read.ts';
import { type TableChange, updateSources } from '../../compiler/project/sources/update.ts';
import { type Target, targetName } from '../../compiler/target/target.ts';
import { counted } from '../../report/amounts.ts';
import { type CommandContext, type ExitCode, exitCodes, type OptionValues, UsageError } from '../command.ts';
import { cacheFolder, openCache } from '../project/cache.ts';
import { type CompiledProject, compileProject } from '../project/compile.ts';
import { nowFrom, overridesFrom, timeoutFrom } from '../project/options.ts';
import { report, reportLog, reportRefusal, statusOf } from './compile/report.ts';
import { targetChoice } from './compile/target.ts';

declare const BIFORM_VERSION: string;

/** `biform sources pull [NAME...]` and `biform sources synthesize`. */
export async function run(args: readonly string[], values: OptionValues, context: CommandContext): Promise<ExitCode> {
  const [what, ...names] = args;
  if (what === 'synthesize') return (await import('./sources/synthesize.ts')).run(names, values, context);
  if (what !== 'pull') {
    const near = what === undefined ? undefined : closest(what, ['pull', 'synthesize']);
    throw new UsageError(
      `sources takes the word pull or synthesize: biform sources pull [NAME...], biform sources synthesize${near ? `. Did you mean ${near}?` : ''}`,
    );
  }
  const asked = typeof values['target'] === 'string' ? values['target'] : undefined;
  const compiled = await compileProject({
    dir: context.cwd,
    overrides: overridesFrom(values),
    timeoutMillis: timeoutFrom(values),
    now: nowFrom(values, context.now),
    version: BIFORM_VERSION,
    signal: context.signal,
    report: (found) => report([found], new Map(), values, context),
    cache: openCache(cacheFolder(context.env)),
    analysis: false,
    ...(asked !== undefined && { target: targetChoice(asked) }),
  });
  if ('refused' in compiled) {
    reportRefusal(compiled, '.', values, context);
    return compiled.usage ? exitCodes.usage : exitCodes.failed;
  }
  reportLog(compiled.log, values, context);
  return pull(compiled, asked, names, values, context);
}

async function pull(
  compiled: CompiledProject,
  asked: string | undefined,
  names: readonly string[],
  values: OptionValues,
  context: CommandContext,
): Promise<ExitCode> {
  const { graph, biformSettings: settings, sources } = compiled;
  const chosen = chooseTarget(settings, asked);
  if (!settings || 'fault' in chosen) {
    const message = 'sources/*.yaml need a biform.yaml, which switches them on. An empty one will do.';
    if (!settings) throw new UsageError(message);
    report('fault' in chosen ? [chosen.fault] : [], sources.texts, values, context);
    return exitCodes.usage;
  }
  const declared = selected(
    (graph.declarations ?? []).map(({ target }) => target),
    names,
  );
  const naming = namingOf(chosen.settings, graph.projectConfig);
  const pulled = await pullSources(chosen.settings, {
    root: sources.root,
    cwd: context.cwd,
    targetName: chosen.name,
    names: dialects[chosen.settings.engine].names(naming),
    declared,
    actions: settings.actions,
    settingAt: settingPlaces('biform.yaml', sources.texts.get('biform.yaml') ?? ''),
  });
  if ('fault' in pulled) {
    report([pulled.fault], sources.texts, values, context);
    return exitCodes.unreachable;
  }
  const written = writeAll(sources.root, pulled, graph.projectConfig.defaultDatabase, sources.texts);
  show(written.files, pulled, values, context);
  const faults = pulled.flatMap((one) => ('fault' in one ? [one.fault] : []));
  const found = [...written.diagnostics, ...faults];
  report(found, sources.texts, values, context);
  return statusOf(found);
}

/** The declarations that names ask for: `dataset.name`, the full name, or the name alone. */
function selected(declared: readonly Target[], names: readonly string[]): readonly Target[] {
  if (names.length === 0) return declared;
  const found = new Set<Target>();
  for (const name of names) {
    const matches = declared.filter((target) => namesOf(target).includes(name));
    for (const target of matches) found.add(target);
    if (matches.length > 0) continue;
    const near = closest(name, declared.flatMap(namesOf));
    throw new UsageError(`No declaration is called ${name}.${near ? ` Did you mean ${near}?` : ''}`);
  }
  return declared.filter((target) => found.has(target));
}

const namesOf = (target: Target): readonly string[] => [
  target.name,
  `${target.schema ?? ''}.${target.name}`,
  targetName(target),
];

type Pulled = Extract<PulledSource, { columns: unknown }>;

interface WrittenFile {
  readonly path: string;
  readonly status: 'written' | 'changed' | 'unchanged';
  readonly tables: readonly TableChange[];
}

interface Written {
  readonly files: readonly WrittenFile[];
  readonly diagnostics: readonly Diagnostic[];
}

function writeAll(
  root: string,
  pulled: readonly PulledSource[],
  project: string | undefined,
  texts: ReadonlyMap<string, string>,
): Written {
  const known = [...texts.keys()].filter(isSourcesFile).sort();
  const read = known.map((path) => ({ path, ...readSourcesFile(texts.get(path) ?? '', path) }));
  const broken = read.filter(({ diagnostics }) => diagnostics.length > 0);
  if (broken.length > 0) return { files: [], diagnostics: broken.flatMap(({ diagnostics }) => diagnostics) };
  const files = read.flatMap(({ file }) => file ?? []);
  const groups = new Map<string, Pulled[]>();
  for (const one of pulled) {
    if (!('columns' in one)) continue;
    const path = homeOf(one.target, files, project);
    groups.set(path, [...(groups.get(path) ?? []), one]);
  }
  const made = [...groups].map(([path, tables]) => writeOne(root, path, tables, texts.get(path), project));
  return {
    files: made.flatMap(({ file }) => file ?? []),
    diagnostics: made.flatMap(({ fault }) => fault ?? []),
  };
}

/** The file that describes a table, or that of its dataset. */
function homeOf(
  { database, schema = '', name }: Target,
  files: readonly SourcesFile[],
  project: string | undefined,
): string {
  const ofDataset = files.filter((file) => file.dataset === schema && (file.project ?? project) === database);
  const home = ofDataset.find(({ tables }) => tables.some((table) => table.name === name)) ?? ofDataset[0];
  if (home) return home.path;
  return database === project || database === undefined
    ? `sources/${schema}.yaml`
    : `sources/${database}.${schema}.yaml`;
}

function writeOne(
  root: string,
  path: string,
  tables: readonly Pulled[],
  before: string | undefined,
  project: string | undefined,
): { readonly file?: WrittenFile; readonly fault?: Diagnostic } {
  const [first] = tables;
  const { database, schema = '' } = first?.target ?? { name: '' };
  const head = {
    ...(database !== undefined && database !== project && { project: database }),
    ...(datasetOf(path) !== schema && { dataset: schema }),
  };
  const { text, changes } = updateSources(
    before,
    tables.map(({ target: { name }, columns }) => ({ name, columns })),
    head,
  );
  const status = before === undefined ? 'written' : text === before ? 'unchanged' : 'changed';
  if (status === 'unchanged') return { file: { path, status, tables: changes } };
  const reason = writeInside(root, path, text);
  return reason === undefined
    ? { file: { path, status, tables: changes } }
    : { fault: diagnostic('BF2033', { path, reason }) };
}

/** Writes a file of the project; refuses to follow links, since they may come with a hostile checkout. */
function writeInside(root: string, path: string, text: string): string | undefined {
  const isLink = (name: string): boolean =>
    lstatSync(join(root, name), { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isLink('sources') || isLink(path)) return 'it is a link';
  try {
    mkdirSync(join(root, 'sources'), { recursive: true });
    const twin = readdirSync(join(root, 'sources')).find((name) => name.toLowerCase() === path.slice(8).toLowerCase());
    if (twin !== undefined && `sources/${twin}` !== path && existsSync(join(root, path)))
      return `sources/${twin} is the same file on this disk`;
    writeFileSync(join(realpathSync(root), path), text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function show(
  files: readonly WrittenFile[],
  pulled: readonly PulledSource[],
  values: OptionValues,
  context: CommandContext,
): void {
  const skipped = pulled.flatMap((one) =>
    'skipped' in one ? [{ name: targetName(one.target), reason: one.skipped }] : [],
  );
  if (values['json']) {
    context.stdout(`${JSON.stringify({ version: 1, files, skipped }, null, 2)}\n`);
    return;
  }
  for (const { path, status, tables } of files) {
    context.stdout(`${path}  ${status}\n`);
    for (const table of tables) context.stdout(`  ${table.table}: ${changeText(table)}\n`);
  }
  for (const { name, reason } of skipped) context.stdout(`skipped ${name}: ${reason}\n`);
  if (pulled.length === 0) context.stdout('The project declares no tables.\n');
}

function changeText({ isNew, columns, added, removed, retyped }: TableChange): string {
  if (isNew) return counted(columns, 'column');
  const parts = [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...retyped.map(({ name, from, to }) => `${name} was ${from}, is ${to}`),
  ];
  return parts.length > 0 ? parts.join('; ') : 'as it was';
}
