import { posix } from 'node:path';

/** What finding packages and files of the project needs to know of the disk. Paths are relative to the root. */
export interface Disk {
  readonly isFile: (path: string) => boolean;
  /** The text of a file that is one; undefined where it cannot be read. */
  readonly text: (path: string) => string | undefined;
}

/** Names that `require` tries on a file, in Dataform's order. */
const SUFFIXES = ['', '.js', '.sql', '.sqlx', '.yaml', '.yml', '.json'];

/** Provided by the runtime itself. */
const BUILT_IN = new Set(['@dataform/core', 'path', 'node:path']);

/** Requests that stand in a text as `require("...")`; also those in comments, which does no harm. */
export function requestsIn(text: string): readonly string[] {
  if (!text.includes('require')) return [];
  return [...text.matchAll(/\brequire\s*\(\s*(["'`])([^"'`$\n]+)\1\s*\)/g)].map((match) => match[2] ?? '');
}

/** Every file that `require(request)` in `from` may load or look at to decide: a superset of what the runtime takes. */
export function filesFor(request: string, from: string, disk: Disk): readonly string[] {
  if (BUILT_IN.has(request) || request.startsWith('/')) return [];
  const folder = posix.dirname(from);
  if (/^\.\.?(\/|$)/.test(request)) return filesAt(posix.join(folder, request), disk);
  const found = filesAt(posix.normalize(request), disk);
  for (let at = folder; ; at = posix.dirname(at)) {
    found.push(...filesOfPackage(at === '.' ? 'node_modules' : `${at}/node_modules`, request, disk));
    if (at === '.' || at === '/') return found;
  }
}

function filesAt(path: string, disk: Disk): string[] {
  if (path.startsWith('..')) return [];
  const found = SUFFIXES.map((suffix) => path + suffix).filter(disk.isFile);
  const manifest = posix.join(path, 'package.json');
  if (disk.isFile(manifest)) {
    found.push(manifest);
    const main = stringsIn(parsed(disk.text(manifest))['main'])[0];
    if (main !== undefined) found.push(...plainFiles(posix.join(path, main), disk));
  }
  return [...found, ...plainFiles(posix.join(path, 'index'), disk)];
}

/** A file by its name with or without suffix, or the index of a folder. */
const plainFiles = (path: string, disk: Disk): string[] =>
  path.startsWith('..')
    ? []
    : [path, `${path}/index`].flatMap((base) => SUFFIXES.map((suffix) => base + suffix)).filter(disk.isFile);

function filesOfPackage(modules: string, request: string, disk: Disk): string[] {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(request) ?? [];
  const folder = `${modules}/${name}`;
  const manifest = `${folder}/package.json`;
  if (!disk.isFile(manifest)) return filesAt(posix.join(modules, request), disk);
  const exported = stringsIn(parsed(disk.text(manifest))['exports']).flatMap((target) => {
    const [before = '', after] = target.split('*');
    const tails = after === undefined ? [''] : tailsOf(rest);
    return tails.flatMap((tail) => plainFiles(posix.join(folder, before + tail + (after ?? '')), disk));
  });
  return [manifest, ...exported, ...filesAt(posix.join(modules, request), disk)];
}

/** What a `*` of `exports` may stand for in a subpath: `/a/b` gives `a/b` and `b`. */
function tailsOf(subpath: string): readonly string[] {
  const parts = subpath.split('/').slice(1);
  return parts.map((_, index) => parts.slice(index).join('/'));
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** All texts in a value, at most a thousand. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).slice(0, 1000).flatMap(stringsIn).slice(0, 1000);
}
