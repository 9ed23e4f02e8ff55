/** What the translation must know of a regular expression that is a literal. */
export interface Groups {
  readonly count: number;
  /** Whether the first group takes part in every match; else GoogleSQL gives NULL where engines give an empty text. */
  readonly always: boolean;
}

/** Counts the capturing groups of an RE2 pattern and finds out whether the first is always matched. */
export function groupsOf(pattern: string): Groups {
  const reader = { pattern, at: 0, count: 0 };
  const first = alternatives(reader);
  return { count: reader.count, always: first !== 'sometimes' };
}

/** What the rewrite of REGEXP_REPLACE asks for: its highest group, and whether each backslash stands before a digit or another. */
export function rewriteOf(text: string): { readonly groups: number; readonly valid: boolean } {
  const marks = [...text.matchAll(/\\([\s\S]?)/g)].map(([, mark = '']) => mark);
  const digits = marks.filter((mark) => /^\d$/.test(mark)).map(Number);
  return { groups: Math.max(0, ...digits), valid: marks.every((mark) => /^[\d\\]$/.test(mark)) };
}

interface Reader {
  readonly pattern: string;
  at: number;
  count: number;
}

/** How the first capturing group takes part in what was read: not in it at all, in every match, in some. */
type Part = 'absent' | 'always' | 'sometimes';

function alternatives(r: Reader): Part {
  const branches: Part[] = [sequence(r)];
  while (r.pattern[r.at] === '|') {
    r.at += 1;
    branches.push(sequence(r));
  }
  const found = branches.find((part) => part !== 'absent') ?? 'absent';
  return found === 'always' && branches.length > 1 ? 'sometimes' : found;
}

function sequence(r: Reader): Part {
  let found: Part = 'absent';
  while (r.at < r.pattern.length && r.pattern[r.at] !== '|' && r.pattern[r.at] !== ')') {
    const part = atom(r);
    const optional = /^(?:[?*]|\{0)/.test(r.pattern.slice(r.at, r.at + 2));
    r.at += /^(?:[?*+]|\{\d*,?\d*\})*\??/.exec(r.pattern.slice(r.at))?.[0].length ?? 0;
    if (part !== 'absent') found = optional ? 'sometimes' : part;
  }
  return found;
}

function atom(r: Reader): Part {
  const c = r.pattern[r.at];
  if (c === '(') return group(r);
  if (c === '[') r.at = classEnd(r.pattern, r.at) + 1;
  else if (r.pattern.startsWith('\\Q', r.at)) {
    const end = r.pattern.indexOf('\\E', r.at);
    r.at = end === -1 ? r.pattern.length : end + 2;
  } else r.at += c === '\\' ? 2 : 1;
  return 'absent';
}

function group(r: Reader): Part {
  const head = /^\((?:\?(?:P?<[^>]*>|[a-zA-Z-]*:?))?/.exec(r.pattern.slice(r.at))?.[0] ?? '(';
  r.at += head.length;
  const captures = head === '(' || head.endsWith('>');
  const first = captures && r.count === 0;
  if (captures) r.count += 1;
  const flags = !captures && !head.endsWith(':');
  const inner = flags ? 'absent' : alternatives(r);
  if (r.pattern[r.at] === ')') r.at += 1;
  return first ? 'always' : inner;
}

function classEnd(pattern: string, start: number): number {
  let i = start + 1;
  if (pattern[i] === '^') i += 1;
  if (pattern[i] === ']') i += 1;
  for (; i < pattern.length && pattern[i] !== ']'; i += 1) {
    if (pattern[i] === '\\') i += 1;
    else if (pattern.startsWith('[:', i)) i = Math.max(i, pattern.indexOf(':]', i) + 1);
  }
  return i;
}

/** Whether a pattern fits an empty text, or the end of one; what JavaScript cannot read counts as one that may. */
export function matchesNothing(pattern: string): boolean {
  const flags = /^\(\?i\)/.test(pattern) ? 'iy' : 'y';
  try {
    return ['', 'a', ' ', '1'].some((text) => {
      const found = new RegExp(pattern.replace(/^\(\?i\)/, ''), flags);
      found.lastIndex = text.length;
      return found.test(text);
    });
  } catch {
    return true;
  }
}
