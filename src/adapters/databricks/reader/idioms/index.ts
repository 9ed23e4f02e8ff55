import type { Resolver, Value } from '../resolve/resolver.ts';
import type { Raw } from '../tree.ts';
import { aggregates } from './aggregates.ts';
import { casts } from './casts.ts';
import { folds } from './folds.ts';
import { foundAt, type Idiom } from './idiom.ts';
import { json } from './json.ts';
import { numbers } from './numbers.ts';
import { rows } from './rows.ts';
import { matched, rootOf, shapeOf } from './shape.ts';
import { strings } from './strings.ts';

const all: readonly Idiom[] = [...aggregates, ...folds, ...rows, ...json, ...numbers, ...casts, ...strings];

/** The idioms with their trees, by the roots of these; made when the first text is read. */
let known: Map<string, { readonly shape: Raw; readonly idiom: Idiom }[]> | undefined;

function byRoot(): NonNullable<typeof known> {
  if (known) return known;
  known = new Map();
  for (const idiom of all) {
    const shape = shapeOf(idiom.shape);
    const root = rootOf(shape);
    known.set(root, [...(known.get(root) ?? []), { shape, idiom }]);
  }
  return known;
}

/** What an expression stands for as a whole, where it has a shape that biform's own translation writes. */
export function idiomOf(raw: Raw, r: Resolver): Value | undefined {
  for (const { shape, idiom } of byRoot().get(rootOf(raw)) ?? []) {
    const holes = matched(shape, raw);
    const found = holes && idiom.read(foundAt(holes, raw, r));
    if (found) return found;
  }
  return undefined;
}
