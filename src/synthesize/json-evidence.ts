import type { Expr } from '../compiler/sql/ast.ts';
import { constantText, hint, valueNode, weights } from './evidence.ts';
import { nodeOf, type Round } from './flow.ts';
import { see } from './node.ts';

const readsJson = /^JSON_(?:VALUE|EXTRACT|EXTRACT_SCALAR|QUERY)$/;

/**
 * What is read at a path of JSON is turned into something: `$.paid` and BOOL, or a format with `%`. It stands behind the
 * path, tab between.
 */
export function jsonLeaf(round: Round, e: Expr, leaf: string): void {
  if (e.kind !== 'call' || !readsJson.test(e.name)) return;
  const [of, path] = e.args;
  const node = of && valueNode(round, of);
  if (node) hint(node, 'paths', `${(path && constantText(path)) ?? '$'}\t${leaf}`);
}

/** A field of an element of JSON_QUERY_ARRAY: the array is made of JSON, not of text. */
export function jsonElement(round: Round, e: Extract<Expr, { kind: 'path' }>): void {
  const binding = round.bindings.get(e);
  if (binding?.kind !== 'column' || binding.path.length === 0) return;
  const { source } = binding.column;
  const of = source.kind === 'element' ? source.of : undefined;
  if (of?.kind !== 'call' || !/^JSON_(?:QUERY|EXTRACT)_ARRAY$/.test(of.name)) return;
  const node = of.args[0] && nodeOf(round, of.args[0]);
  if (!node) return;
  see(node, { kind: 'JSON' }, 2 * weights.certain);
  const path = of.args[1] && constantText(of.args[1]);
  hint(node, 'paths', `${path ?? '$'}[0].${binding.path.join('.')}`);
}
