import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a path has a place for any characters. */
export const isPattern = (path: string): boolean => /[*?]/.test(path);

/**
 * Files below `root` that a relative pattern names, with forward slashes, sorted. `*` and `?` stay within one part of
 * the path, `**` stands for any folders. Names that begin with a dot are found only when the pattern writes the dot.
 */
export async function expand(root: string, pattern: string): Promise<readonly string[]> {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const found = await below(root, '', parts);
  return [...new Set(found)].sort();
}

async function below(root: string, folder: string, parts: readonly string[]): Promise<readonly string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const path = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const visible = (name: string): boolean => !name.startsWith('.') || part.startsWith('.');
  if (part === '**') {
    const folders = entries.filter((entry) => entry.isDirectory() && visible(entry.name));
    const deeper = await Promise.all(folders.map(({ name }) => below(root, path(name), parts)));
    return [...(await below(root, folder, rest)), ...deeper.flat()];
  }
  const matches = partPattern(part);
  const named = entries.filter(({ name }) => visible(name) && matches.test(name));
  if (rest.length === 0) return named.filter((entry) => !entry.isDirectory()).map(({ name }) => path(name));
  return (await Promise.all(named.map(({ name }) => below(root, path(name), rest)))).flat();
}

const literal = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

const partPattern = (part: string): RegExp =>
  new RegExp(`^${literal(part).replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`, 'su');

/**
 * The text of the first `*` of the last part of a pattern, as a regular expression over a path whose first group is
 * it (RE2 and JavaScript agree on it); undefined when the last part has no `*` or begins with `**`.
 */
export function suffixPattern(pattern: string): string | undefined {
  const part = pattern.slice(pattern.lastIndexOf('/') + 1);
  const at = part.indexOf('*');
  if (at === -1 || part[at + 1] === '*') return undefined;
  const [before, after] = [part.slice(0, at), part.slice(at + 1)].map((text) =>
    literal(text).replaceAll('*', '[^/]*').replaceAll('?', '[^/]'),
  );
  return `(?:^|/)${before}([^/]*)${after}$`;
}
