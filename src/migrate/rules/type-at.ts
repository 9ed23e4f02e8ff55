import { type Node, notice, type Rewriting, typeSlot } from './model.ts';
import { match, skip } from './tree.ts';
import { mappedType } from './types.ts';

const phrases: readonly (readonly string[])[] = [
  ['DOUBLE', 'PRECISION'],
  ['CHARACTER', 'LARGE', 'OBJECT'],
  ['CHARACTER|CHAR', 'VARYING'],
  ['LONG', 'VARCHAR'],
  ['SIGNED', 'INTEGER'],
];

/** A type that begins at `i`: its name in upper case, its arguments, and where it ends. */
export function typeAt(
  nodes: readonly Node[],
  i: number,
): { readonly name: string; readonly args: readonly string[]; readonly end: number } | undefined {
  const first = skip(nodes, i);
  const node = nodes[first];
  if (node?.kind !== 'leaf' || (node.token.kind !== 'word' && node.token.kind !== 'quoted')) return undefined;
  const phrase = phrases.find((words) => match(nodes, first, words) > 0);
  let end = phrase ? match(nodes, first, phrase) : first + 1;
  const spelt = node.text.replace(/^[["`]|[\]"`]$/g, '').toUpperCase();
  let name = phrase ? phrase.map((word, k) => (k === 0 ? node.word : word)).join(' ') : spelt;
  const group = nodes[skip(nodes, end)];
  const args: string[] = [];
  if (group?.kind === 'group') {
    for (const inner of group.nodes)
      if (
        inner.kind === 'leaf' &&
        /^(?:number|word|symbol)$/.test(inner.token.kind) &&
        /^(?:\d+|MAX|\*)$/i.test(inner.text)
      )
        args.push(inner.text);
    end = skip(nodes, end) + 1;
  }
  for (const zone of [
    ['WITH', 'LOCAL', 'TIME', 'ZONE'],
    ['WITH', 'TIME', 'ZONE'],
    ['WITHOUT', 'TIME', 'ZONE'],
  ]) {
    const after = match(nodes, end, zone);
    if (after < 0) continue;
    name = `${name} ${zone.join(' ')}`;
    end = after;
  }
  const unsigned = match(nodes, end, ['UNSIGNED']);
  return { name, args, end: unsigned > 0 ? unsigned : end };
}

/** The type at `i` as a word that the library passes on; notes what is to be said. */
export function rewriteType(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  stored: boolean,
): { readonly text: string; readonly type: string; readonly end: number } | undefined {
  const found = typeAt(nodes, i);
  const node = nodes[skip(nodes, i)];
  if (!found || !node) return undefined;
  const at = place(nodes, i, found.end);
  const array = nodes[skip(nodes, found.end)]?.word;
  const mapped = array === '<' || array === '[' ? undefined : mappedType({ ...found, stored }, r.dialect, r.target);
  if (!mapped) {
    notice(
      r,
      'person',
      at,
      `The type ${found.name} of ${r.dialect.title} has no type here that biform knows to be equal.`,
    );
    return { text: r.text.slice(at.start, at.end), type: found.name, end: found.end };
  }
  if (mapped.note !== undefined) notice(r, 'note', at, mapped.note);
  return { text: typeSlot(r, mapped.type), type: mapped.type, end: found.end };
}

/** Offsets of the pieces from `i` up to `end`. */
export function place(
  nodes: readonly Node[],
  i: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const first = nodes[skip(nodes, i)];
  const last = nodes[Math.max(i, end - 1)] ?? first;
  const start = first ? (first.kind === 'group' ? first.start : first.token.start) : 0;
  return { start, end: last ? (last.kind === 'group' ? last.end : last.token.end) : start };
}
