import type { SourceToken } from '../source/lex.ts';
import type { Node } from './model.ts';

/** Brackets deeper than this are left to people; the library stops sooner. */
const DEEPEST = 200;

/** The tokens of a statement as a tree of brackets; undefined where they do not match or lie too deep. */
export function treeOf(text: string, tokens: readonly SourceToken[]): readonly Node[] | undefined {
  const open: { readonly start: number; readonly nodes: Node[] }[] = [];
  let nodes: Node[] = [];
  for (const token of tokens) {
    const piece = text.slice(token.start, token.end);
    if (piece === '(') {
      open.push({ start: token.start, nodes });
      if (open.length > DEEPEST) return undefined;
      nodes = [];
    } else if (piece === ')') {
      const above = open.pop();
      if (!above) return undefined;
      above.nodes.push({ kind: 'group', start: above.start, end: token.end, nodes, word: '()' });
      nodes = above.nodes;
    } else
      nodes.push({
        kind: 'leaf',
        token,
        text: piece,
        word: token.kind === 'word' || token.kind === 'symbol' ? piece.toUpperCase() : '',
      });
  }
  return open.length === 0 ? nodes : undefined;
}

export const startOf = (node: Node): number => (node.kind === 'group' ? node.start : node.token.start);
export const endOf = (node: Node): number => (node.kind === 'group' ? node.end : node.token.end);

export const isBlank = (node: Node): boolean =>
  node.kind === 'leaf' && (node.token.kind === 'space' || node.token.kind === 'comment');

/** Index of the first piece at or behind `i` that is no space or comment; the length where there is none. */
export function skip(nodes: readonly Node[], i: number): number {
  let at = i;
  for (let node = nodes[at]; node && isBlank(node); node = nodes[at]) at += 1;
  return at;
}

/** Index of the last piece at or before `i` that is no space or comment; -1 where there is none. */
export function back(nodes: readonly Node[], i: number): number {
  let at = i;
  for (let node = nodes[at]; node && isBlank(node); node = nodes[at]) at -= 1;
  return at;
}

/** Pieces between commas. */
export function commaParts(nodes: readonly Node[]): readonly (readonly Node[])[] {
  if (skip(nodes, 0) >= nodes.length) return [];
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (node.word === ',') parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}

/** The pieces without space and comments. */
export const solid = (nodes: readonly Node[]): readonly Node[] => nodes.filter((node) => !isBlank(node));

/**
 * Matches words separated by one blank against the pieces from `i` on: `#` a number, `'` a text, `()` brackets, `?` one
 * piece of any kind, `A|B` either word, `[X]` what may be left out. Gives the index behind the match, or -1.
 */
export function match(nodes: readonly Node[], i: number, pattern: readonly string[]): number {
  let at = i;
  for (const item of pattern) {
    const optional = item.startsWith('[');
    const wanted = optional ? item.slice(1, -1) : item;
    const here = skip(nodes, at);
    const node = nodes[here];
    if (node && fits(node, wanted)) at = here + 1;
    else if (!optional) return -1;
  }
  return at;
}

function fits(node: Node, wanted: string): boolean {
  if (wanted === '?') return true;
  if (wanted === '()') return node.kind === 'group';
  if (node.kind === 'group') return false;
  if (wanted === '#') return node.token.kind === 'number';
  if (wanted === "'") return node.token.kind === 'string';
  if (wanted === '$')
    return node.token.kind === 'quoted' || (node.token.kind === 'word' && !/^(?:FOR|IN)$/.test(node.word));
  return wanted === '|' || wanted === '||' ? node.word === wanted : wanted.split('|').includes(node.word);
}

/** The value of a text literal of the source. */
export function textValue(literal: string): string {
  const body = /^[A-Za-z]?(['"])([\s\S]*)\1$/.exec(literal);
  if (!body) return literal;
  return (body[2] ?? '').replaceAll(`${body[1]}${body[1]}`, body[1] ?? '');
}
