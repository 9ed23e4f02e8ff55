import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import { closest } from '../../../compiler/diagnostics/closest.ts';
import { type Diagnostic, diagnostic, type Extras } from '../../../compiler/diagnostics/diagnostic.ts';
import type { Span } from '../../../compiler/diagnostics/span.ts';
import type { NameMap } from '../../../compiler/dialect/dialect.ts';
import { listsDataset, nameKey } from '../../../compiler/dialect/names.ts';
import type { SourceFiles } from '../../../compiler/project/biform/settings.ts';
import type { Target } from '../../../compiler/target/target.ts';
import type { BoundSource } from '../../../planner/plan.ts';
import { type DeclaredColumn, type FileSource, formatOf, locate, type SourceFile } from './files.ts';
import { expand, isPattern, suffixPattern } from './glob.ts';

/** Raised whenever the same files begin to be imported otherwise. */
const IMPORT_VERSION = 1;

/** Where biform.yaml binds a declaration: the path as it stands there, else the name. */
export type BindingAt = (source: string, path?: string) => Span | undefined;

export interface SourceRequest {
  /** Absolute path of the project. */
  readonly root: string;
  /** `targets.<t>.sources`: declarations (`dataset.name` or `project.dataset.name`, perhaps ending in `*`) to files. */
  readonly bindings: Readonly<Record<string, SourceFiles>>;
  readonly bindingAt?: BindingAt;
  /** Declared columns by the same names. */
  readonly columns: (source: string) => readonly DeclaredColumn[] | { readonly fault: Diagnostic };
  readonly names: NameMap;
  /** Relations that selected actions read. */
  readonly wanted: readonly Target[];
  /** Hash of a file's contents. */
  readonly hashFile: (file: string) => Promise<string>;
}

export interface ResolvedSources {
  /** By relation key; members of a wildcard lead to it. */
  readonly byKey: ReadonlyMap<string, BoundSource>;
  readonly sources: readonly FileSource[];
}

const folds = { foldsCase: true };

/** Finds the files behind the declarations that are wanted, and the version of what is in them. */
export async function resolveSources(request: SourceRequest): Promise<ResolvedSources> {
  const byKey = new Map<string, BoundSource>();
  const sources: FileSource[] = [];
  const bound = Object.entries(request.bindings).flatMap(([name, given]) => {
    const relation = request.names(pathOf(name));
    return 'fault' in relation ? [] : [{ name, given, relation }];
  });
  // Plain names first, then longer prefixes: the nearest binding answers for a relation.
  bound.sort(
    (a, b) => Number(isWildcard(a.relation)) - Number(isWildcard(b.relation)) || b.name.length - a.name.length,
  );
  for (const { name, given, relation } of bound) {
    const served = request.wanted.filter((wanted) => serves(relation, wanted) && !byKey.has(nameKey(wanted, folds)));
    if (served.length === 0 && !request.wanted.some((wanted) => listsDataset(wanted, relation))) continue;
    const narrower = served.filter((wanted) => isWildcard(wanted) && wanted.name !== relation.name);
    const source = await resolve({ name, given, relation, narrower }, request);
    if (!('fault' in source)) sources.push(source);
    for (const wanted of [relation, ...served]) byKey.set(nameKey(wanted, folds), source);
  }
  return { byKey, sources };
}

const isWildcard = ({ name }: Target): boolean => name.endsWith('*');

/** Whether the files of `bound` hold the rows of `wanted`: the same table, a member or a narrower wildcard. */
function serves(bound: Target, wanted: Target): boolean {
  if (nameKey(bound, folds) === nameKey(wanted, folds)) return true;
  if (!isWildcard(bound) || bound.schema?.toLowerCase() !== wanted.schema?.toLowerCase()) return false;
  return wanted.name.toLowerCase().startsWith(bound.name.slice(0, -1).toLowerCase());
}

/** The parts of a name; a project may have dots of its own. */
export function pathOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.length <= 3 ? parts : [parts.slice(0, -2).join('.'), ...parts.slice(-2)];
}

interface Bound {
  readonly name: string;
  readonly given: SourceFiles;
  readonly relation: Target;
  readonly narrower: readonly Target[];
}

type Fault = { readonly fault: Diagnostic };

async function resolve(bound: Bound, request: SourceRequest): Promise<FileSource | Fault> {
  const { name, given, relation, narrower } = bound;
  const patterns = given.files;
  const at = (path: string): Extras => {
    const span = request.bindingAt?.(name, path);
    return span ? { span } : {};
  };
  const outside = patterns.find(leavesProject);
  if (outside !== undefined) return { fault: diagnostic('BF8021', { source: name, path: outside }, at(outside)) };
  const formats = patterns.map((path) => given.format ?? formatOf(path));
  const unclear = formats.findIndex((format) => format === undefined || format !== formats[0]);
  const format = formats[0];
  if (unclear !== -1 || format === undefined) {
    const path = patterns[Math.max(0, unclear)] ?? '';
    return { fault: diagnostic('BF8022', { source: name, path }, at(path)) };
  }
  const suffixes: string[] = [];
  for (const path of isWildcard(relation) ? patterns : []) {
    const suffix = suffixPattern(path);
    if (suffix === undefined) return { fault: diagnostic('BF8023', { source: name, path }, at(path)) };
    suffixes.push(suffix);
  }
  const columns = request.columns(name);
  if ('fault' in columns) return columns;
  const files = await filesOf(name, patterns, request.root, at);
  if ('fault' in files) return files;
  const prefix = relation.name.slice(0, -1);
  const rest = {
    name,
    relation,
    format,
    columns,
    options: given.options,
    ...(suffixes.length > 0 && { wildcard: { suffixes, prefix, narrower } }),
  };
  const contents: (readonly [string, string])[] = [];
  for (const file of files) contents.push([file.path, await request.hashFile(file.real)]);
  const text = JSON.stringify([IMPORT_VERSION, rest, contents]);
  return { ...rest, files, version: createHash('sha256').update(text).digest('hex').slice(0, 32) };
}

const leavesProject = (path: string): boolean => isAbsolute(path) || normalize(path).startsWith('..');

async function filesOf(
  source: string,
  patterns: readonly string[],
  root: string,
  at: (pattern: string) => Extras,
): Promise<readonly SourceFile[] | Fault> {
  const files = new Map<string, SourceFile>();
  for (const path of patterns) {
    const clean = normalize(path).replaceAll('\\', '/');
    let found = 0;
    for (const each of isPattern(clean) ? await expand(root, clean) : [clean]) {
      const file = await locate(root, each);
      if (file === 'outside') return { fault: diagnostic('BF8021', { source, path: each }, at(path)) };
      if (file === 'missing') continue;
      files.set(file.path, file);
      found += 1;
    }
    if (found === 0) return { fault: { ...(await missing(source, path, root)), ...at(path) } };
  }
  return [...files.values()];
}

async function missing(source: string, path: string, root: string): Promise<Diagnostic> {
  const near = await neighbour(root, path);
  const start = 'Paths in biform.yaml start from the folder of the project.';
  const help = isPattern(path) ? `${start} No file matches the pattern.` : start;
  return diagnostic('BF8020', { source, path, ...(near !== undefined && { near }) }, { help });
}

/** A file or folder next to the missing one with a similar name. */
async function neighbour(root: string, path: string): Promise<string | undefined> {
  if (isPattern(path)) return undefined;
  const folder = dirname(path);
  const names = await readdir(join(root, folder)).catch(() => []);
  const near = closest(path.slice(folder === '.' ? 0 : folder.length + 1), names);
  return near === undefined ? undefined : join(folder, near).replaceAll('\\', '/');
}

/** Bindings that name nothing the project declares or reads; likely misspelt. */
export function unusedBindings(
  bindings: Readonly<Record<string, SourceFiles>>,
  names: NameMap,
  known: readonly Target[],
  bindingAt: BindingAt = () => undefined,
): readonly Diagnostic[] {
  const written = known.map(({ schema = '', name }) => `${schema}.${name}`);
  return Object.keys(bindings).flatMap((source) => {
    const relation = names(pathOf(source));
    if ('fault' in relation || known.some((one) => serves(relation, one) || serves(one, relation))) return [];
    const near = closest(source, written);
    const span = bindingAt(source);
    return [diagnostic('BF8024', { source, ...(near !== undefined && { near }) }, span && { span })];
  });
}
