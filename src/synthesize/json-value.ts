interface Tree {
  readonly below: Map<string, Tree>;
  list: boolean;
  /** A type, or a format with `%`, that the value is read as. */
  leaf?: string;
}

/** How values are made: a number from 0 to 1, and what a leaf asks for. */
export interface Leaves {
  readonly draw: (salt: string) => number;
  readonly leaf: (of: string, salt: string) => boolean | number | string | undefined;
}

/** JSON that has a value at each of the paths (`$.a.b`, `$.list[0]`; `[]` behind a path for an array). */
export function jsonText(paths: Iterable<string>, leaves: Leaves): string {
  const root: Tree = { below: new Map(), list: false };
  for (const written of paths) {
    const [path = '', leaf] = written.split('\t');
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
    if (leaf !== undefined) at.leaf ??= leaf;
  }
  return JSON.stringify(contentOf(root, '$', leaves));
}

function contentOf(tree: Tree, path: string, leaves: Leaves): unknown {
  const { draw, leaf } = leaves;
  const one = (at: string): unknown => {
    if (tree.below.size > 0)
      return Object.fromEntries([...tree.below].map(([name, of]) => [name, contentOf(of, `${at}.${name}`, leaves)]));
    const asked = tree.leaf === undefined ? undefined : leaf(tree.leaf, at);
    if (asked !== undefined) return asked;
    return path === '$' && !tree.list ? { id: Math.floor(draw(at) * 100) } : String(Math.floor(draw(at) * 1000));
  };
  return tree.list ? [one(`${path}[0]`), one(`${path}[1]`)] : one(path);
}
