import type { Loose } from '../../project/schema.ts';
import type { Evaluation } from '../port.ts';
import { blame } from './blame.ts';
import { coreModule } from './core-module.ts';
import { fault, setPlace } from './faults.ts';
import { pathModule } from './path-module.ts';
import { dirOf, normalize } from './paths.ts';

type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: Module,
  filename: string,
  dirname: string,
) => void;

interface Module extends Loose {
  readonly id: string;
  exports: unknown;
  loaded: boolean;
}

/** What is known of a file: its function, what it does where it has no code of its own, or why there is neither. */
type Entry =
  | { readonly kind: 'code'; readonly run: ModuleFunction }
  | { readonly kind: 'plain'; readonly run: () => void }
  | { readonly kind: 'fault'; readonly fail: () => Error }
  | { readonly kind: 'expected' };

const entries = new Map<string, Entry>();
const loading: string[] = [];
const missing: { request: string; from: string }[] = [];
/** Loaded modules by absolute file name, as `require.cache` shows them. */
const cache = Object.create(null) as Record<string, Module | undefined>;
let root = '';

export function setModuleRoot(projectDir: string): void {
  root = projectDir;
}

export function define(path: string, run: ModuleFunction): void {
  entries.set(path, { kind: 'code', run });
}

/** Defines a file without code. */
export function definePlain(path: string, run: () => void): void {
  entries.set(path, { kind: 'plain', run });
}

export const isPlain = (path: string): boolean => entries.get(path)?.kind === 'plain';

const expected: Entry = { kind: 'expected' };

/**
 * Notes files that are still to come, so that looking for a file finds the same as later. One that is loaded before it
 * came is blamed: the host then sends all before it begins.
 */
export function expectFiles(paths: readonly string[]): void {
  for (const path of paths) if (!entries.has(path)) entries.set(path, expected);
}

/** Nothing more will come. */
export function expectNoMore(): void {
  for (const [path, { kind }] of entries) if (kind === 'expected') entries.delete(path);
}

/** Makes requiring a file throw. Line and column from 1, 0 where unknown. */
export function defineFault(path: string, name: string, message: string, line: number, column: number): void {
  // Dataform names a file that it cannot read with its folder.
  const text = /^(?:Error parsing )?/.exec(message)?.[0] ?? '';
  const named = message.startsWith(path, text.length) ? `${text}${root}/${message.slice(text.length)}` : message;
  const fail = (): Error => {
    const error = fault(name === 'SyntaxError' ? 'BF1010' : 'BF1014', named, kinds[name] ?? Error);
    if (line > 0) setPlace(error, { path, line, column: Math.max(1, column) });
    return error;
  };
  entries.set(path, { kind: 'fault', fail });
}

const kinds: Readonly<Record<string, new (message: string) => Error>> = {
  SyntaxError,
  TypeError,
  RangeError,
  ReferenceError,
};

export const hasFile = (path: string): boolean => entries.has(path);

export const listFiles = (): readonly string[] => [...entries.keys()];

export const missingRequests = (): Evaluation['missing'] => missing;

/** The file that is being loaded, innermost; Dataform calls everything after loading `index.js`. */
export const currentFile = (): string => loading[loading.length - 1] ?? 'index.js';

/** Loads a file of the project by its path from the root or its absolute path. Throws what its code throws. */
export function loadFile(request: string): unknown {
  return entries.has(request) ? load(request) : requireFrom('index.js', request);
}

function requireFrom(from: string, request: unknown): unknown {
  if (typeof request !== 'string') throw new Error('Id is not a string');
  if (request === '@dataform/core') return coreModule();
  if (request === 'path' || request === 'node:path') return pathModule;
  const path = resolved(from, request);
  if (path === undefined) {
    missing.push({ request, from });
    throw notFound(request);
  }
  return load(path);
}

/** As the command line's sandbox words and marks it. */
const notFound = (request: string): Error =>
  Object.assign(fault('BF1012', `Cannot find module '${request}'`), { name: 'VMError', code: 'ENOTFOUND' });

function load(path: string): unknown {
  const id = `${root}/${path}`;
  const known = cache[id];
  if (known) return known.exports;
  const entry = entries.get(path);
  if (entry?.kind === 'fault') throw entry.fail();
  if (!entry || entry.kind === 'expected') {
    blame(path);
    throw new Error(`Cannot find module '${path}'`);
  }
  const module = newModule(id, path);
  cache[id] = module;
  loading.push(path);
  try {
    if (entry.kind === 'plain') entry.run();
    else entry.run.call(globalThis, module.exports, module['require'], module, id, dirOf(id));
    module.loaded = true;
  } catch (error) {
    delete cache[id];
    throw error;
  } finally {
    loading.pop();
  }
  return module.exports;
}

function newModule(id: string, path: string): Module {
  const require = Object.assign((request: unknown) => requireFrom(path, request), {
    resolve: (request: string) => {
      const found = resolved(path, request);
      if (found === undefined) throw notFound(request);
      return `${root}/${found}`;
    },
    cache,
    extensions: Object.create(null) as object,
  });
  const parent = loading.length > 0 ? cache[`${root}/${currentFile()}`] : undefined;
  return { id, filename: id, path: dirOf(id), parent, loaded: false, paths: [], children: [], exports: {}, require };
}

const suffixes = ['', '.js', '.sql', '.sqlx', '.yaml', '.yml', '.json'];

function resolved(from: string, request: string): string | undefined {
  if (/^\.\.?(\/|$)/.test(request)) return within(`${dirOfPath(from)}${request}`);
  if (request.startsWith('/'))
    return request.startsWith(`${root}/`) ? within(request.slice(root.length + 1)) : undefined;
  for (let at = dirOfPath(from); ; at = dirOfPath(at.slice(0, -1))) {
    if (!at.endsWith('node_modules/')) {
      const found = inPackages(`${at}node_modules/`, request);
      if (found !== undefined) return found;
    }
    if (at === '') break;
  }
  return within(request);
}

/** Folder with its slash; empty for the root. */
const dirOfPath = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function within(path: string): string | undefined {
  const clean = normalize(path);
  return clean.startsWith('..') ? undefined : (asFile(clean) ?? asFolder(clean === '.' ? '' : `${clean}/`));
}

function asFile(path: string): string | undefined {
  const suffix = suffixes.find((end) => entries.has(path + end));
  return suffix === undefined ? undefined : path + suffix;
}

function asFolder(folder: string): string | undefined {
  const main = packageOf(folder)?.['main'];
  const named = typeof main === 'string' && main !== '' ? normalize(folder + main) : undefined;
  const found = named === undefined ? undefined : (asFile(named) ?? asFile(`${named}/index`));
  return found ?? asFile(`${folder}index`);
}

function packageOf(folder: string): Loose | undefined {
  const path = `${folder}package.json`;
  return entries.has(path) ? (load(path) as Loose) : undefined;
}

function inPackages(modules: string, request: string): string | undefined {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(request) ?? [];
  const folder = `${modules}${name}/`;
  const exported = packageOf(folder)?.['exports'];
  if (exported !== undefined && exported !== null) {
    const target = exportOf(exported, `.${rest}`);
    if (target !== undefined) return asFile(normalize(folder + target));
  }
  return within(modules + request);
}

/** Where a package's `exports` sends a subpath (`.` or `./x`), for `require`. */
function exportOf(exported: unknown, subpath: string): string | undefined {
  const isMap = typeof exported === 'object' && exported !== null && !Array.isArray(exported);
  const map = isMap ? (exported as Loose) : undefined;
  const hasPaths = map && Object.keys(map).some((key) => key.startsWith('.'));
  if (!hasPaths) return subpath === '.' ? conditional(exported) : undefined;
  if (map[subpath] !== undefined) return conditional(map[subpath]);
  for (const [pattern, target] of Object.entries(map)) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined || !subpath.startsWith(before) || !subpath.endsWith(after)) continue;
    const middle = subpath.slice(before.length, subpath.length - after.length);
    return conditional(target)?.replaceAll('*', middle);
  }
  return undefined;
}

function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map(conditional).find((found) => found !== undefined);
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, inner] of Object.entries(target)) {
    if (!['require', 'node', 'default'].includes(condition)) continue;
    const found = conditional(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
