/** Paths with forward slashes, as Dataform's own small functions treat them. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** File name without its last extension; empty where there is no dot. */
export function baseName(path: string): string {
  const file = fileName(path);
  return file.slice(0, Math.max(0, file.lastIndexOf('.')));
}

export const extension = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** All before the last slash; Dataform cuts the last letter where there is none. */
export const dirOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

export function join(...paths: readonly string[]): string {
  return paths.map((path) => path.replace(/^\//, '').replace(/\/$/, '')).join('/');
}

/** Without `.`, `..` and doubled slashes. */
export function normalize(path: string): string {
  const parts: string[] = [];
  let above = 0;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) above += 1;
  }
  if (path.startsWith('/')) return `/${parts.join('/')}`;
  return [...Array.from({ length: above }, () => '..'), ...parts].join('/') || '.';
}

/** A file that actions.yaml names, relative to the project's root. */
export const besideConfig = (file: string, configPath: string): string => normalize(join(dirOf(configPath), file));
