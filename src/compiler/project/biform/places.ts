import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Span } from '../../diagnostics/span.ts';

/**
 * Where a setting stands: `text` within the value that the keys lead to, else the last key that is there. Undefined
 * where the first key is not there.
 */
export type SettingAt = (keys: readonly string[], text?: string) => Span | undefined;

/** The places of a settings file's values. The text is parsed when the first place is asked for. */
export function settingPlaces(file: string, text: string): SettingAt {
  let document: Document | undefined;
  return (keys, wanted) => {
    document ??= parseDocument(text, { prettyErrors: false });
    const spanOf = (node: Node | null | undefined): Span | undefined =>
      node?.range ? { file, start: node.range[0], end: node.range[1] } : undefined;
    let node = document.contents as Node | null | undefined;
    let key: Node | undefined;
    for (const name of keys) {
      const pair: Pair | undefined = pairOf(node, name, document);
      if (!pair) return spanOf(key);
      key = pair.key as Node;
      node = pair.value as Node | null;
    }
    return spanOf((wanted === undefined ? undefined : scalarOf(node, wanted)) ?? key);
  };
}

const resolved = (node: Node | null | undefined, document: Document): Node | null | undefined =>
  isAlias(node) ? node.resolve(document) : node;

function pairOf(node: Node | null | undefined, key: string, document: Document): Pair | undefined {
  const map = resolved(node, document);
  return isMap(map) ? map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key) : undefined;
}

function scalarOf(node: Node | null | undefined, value: string): Node | undefined {
  let found: Node | undefined;
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  visit(node, {
    Scalar: (at, scalar) => {
      if (at === 'key' || scalar.value !== value) return undefined;
      found = scalar;
      return visit.BREAK;
    },
  });
  return found;
}
