import { normalize as clean } from './paths.ts';

/** The part of Node's `path` (POSIX) that does not ask for the working directory. */
const normalize = (path: string): string => {
  const plain = clean(path);
  return path.endsWith('/') && !plain.endsWith('/') ? `${plain}/` : plain;
};

const join = (...paths: string[]): string => normalize(paths.filter((path) => path !== '').join('/') || '.');

const resolve = (...paths: string[]): string => {
  let whole = '';
  for (const path of paths.reverse()) {
    whole = whole === '' ? path : `${path}/${whole}`;
    if (path.startsWith('/')) return clean(whole);
  }
  return clean(`${processDirectory()}/${whole}`);
};

let processDirectory = (): string => '/';

/** Sets what relative paths are resolved against. */
export function setDirectory(directory: string): void {
  processDirectory = () => directory;
}

const basename = (path: string, suffix = ''): string => {
  const name = path.replace(/\/+$/, '').split('/').pop() ?? '';
  return suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

/** All before the last slash that has something after it. */
const dirname = (path: string): string => {
  const bare = path.replace(/\/+$/, '');
  const at = bare.lastIndexOf('/');
  if (at > 0) return path[0] === '/' && at === 1 ? '//' : bare.slice(0, at);
  return at === 0 || path.startsWith('/') ? '/' : '.';
};

const extname = (path: string): string => {
  const name = basename(path);
  const at = name.lastIndexOf('.');
  return at > 0 && name !== '..' ? name.slice(at) : '';
};

const relative = (from: string, to: string): string => {
  const [a, b] = [resolve(from), resolve(to)].map((path) => path.split('/').filter((part) => part !== ''));
  const [start, end] = [a ?? [], b ?? []];
  let same = 0;
  while (same < start.length && start[same] === end[same]) same += 1;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
};

const parse = (path: string): Record<string, string> => {
  const [base, ext] = [basename(path), extname(path)];
  const named = path.replace(/\/+$/, '').includes('/') || path.startsWith('/');
  const dir = named ? dirname(path).replace(/^\/\/$/, '/') : '';
  return {
    root: path.startsWith('/') ? '/' : '',
    dir,
    base,
    ext,
    name: ext === '' ? base : base.slice(0, -ext.length),
  };
};

const format = (parts: Record<string, string | undefined>): string => {
  const base = parts['base'] ?? `${parts['name'] ?? ''}${parts['ext'] ?? ''}`;
  const dir = parts['dir'] || parts['root'] || '';
  return dir === '' ? base : dir === parts['root'] ? dir + base : `${dir}/${base}`;
};

const isAbsolute = (path: string): boolean => path.startsWith('/');

const functions = { normalize, join, resolve, basename, dirname, extname, relative, parse, format, isAbsolute };

/** What `require("path")` gives. */
export const pathModule: object = {
  ...functions,
  sep: '/',
  delimiter: ':',
  posix: { ...functions, sep: '/', delimiter: ':' },
};
