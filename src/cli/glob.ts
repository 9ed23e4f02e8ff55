import { UsageError } from './command.ts';

/**
 * A test for relative paths with forward slashes: `*` and `?` stay within a folder, `**` crosses folders, `{a,b}` are
 * alternatives, `[abc]` one of several characters. As in Dataform's globs, names that begin with a dot are not matched by `*`.
 * Throws a UsageError for brackets or braces that make no sense.
 */
export function globTest(glob: string): (path: string) => boolean {
  const pattern = patternOf(glob.replace(/^\.\//, ''));
  return (path) => pattern.test(path);
}

function patternOf(glob: string): RegExp {
  try {
    return new RegExp(`^${expressionOf(glob)}$`, 'u');
  } catch {
    throw new UsageError(`"${glob}" is no pattern for file names: its brackets or braces do not fit.`);
  }
}

const fixed: Readonly<Record<string, string>> = {
  '**/': '(?:(?!\\.)[^/]+/)*',
  '**': '(?!\\.).*',
  '*': '[^/]*',
  '?': '[^/]',
};

function expressionOf(glob: string): string {
  let open = 0;
  return glob.replace(/\*\*\/|\*\*|\[[^\]/]+\]|[\s\S]/gu, (token: string, at: number) => {
    if (token.startsWith('[') && token.length > 1) return token.replace(/\\/g, '\\\\').replace(/^\[!/, '[^');
    if (token === '{' && glob.includes('}', at)) {
      open += 1;
      return '(?:';
    }
    if (token === '}' && open > 0) {
      open -= 1;
      return ')';
    }
    if (token === ',' && open > 0) return '|';
    const visible = token === '*' && (at === 0 || glob[at - 1] === '/') ? '(?!\\.)' : '';
    return visible + (fixed[token] ?? token.replace(/[$()*+.?[\\\]^{|}]/u, '\\$&'));
  });
}
