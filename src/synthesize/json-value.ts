interface Tree {
  readonly below: Map<string, Tree>;
  list: boolean;
}

/** JSON that has a value at each of the paths (`$.a.b`, `$.list[0]`; `[]` behind a path for an array). */
export function jsonText(paths: Iterable<string>, draw: (salt: string) => number): string {
  const root: Tree = { below: new Map(), list: false };
  for (const path of paths) {
    let at = root;
    for (const [, dotted, quoted, index] of path.matchAll(/\.([\w-]+)|\[?["']([^"']+)["']\]?|\[(\d*)\]/g)) {
      if (index !== undefined) {
        at.list = true;
        continue;
      }
      const name = dotted ?? quoted ?? '';
      const next = at.below.get(name) ?? { below: new Map(), list: false };
      at.below.set(name, next);
      at = next;
    }
  }
  return JSON.stringify(contentOf(root, '$', draw));
}

function contentOf(tree: Tree, path: string, draw: (salt: string) => number): unknown {
  const one = (at: string): unknown => {
    if (tree.below.size > 0)
      return Object.fromEntries([...tree.below].map(([name, of]) => [name, contentOf(of, `${at}.${name}`, draw)]));
    return path === '$' && !tree.list ? { id: Math.floor(draw(at) * 100) } : String(Math.floor(draw(at) * 1000));
  };
  return tree.list ? [one(`${path}[0]`), one(`${path}[1]`)] : one(path);
}
