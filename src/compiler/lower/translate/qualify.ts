import type { OrderItem } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { commas, type Frag, indent, NL, q } from './text.ts';

/** A key of ORDER BY. */
export interface Key {
  readonly item: OrderItem;
  readonly of: Frag;
  /** It names a column of the result. */
  readonly output: boolean;
}

/** A SELECT that gives groups, in parts. */
interface Grouped {
  readonly word: string;
  readonly items: Frag;
  /** FROM and what follows, without QUALIFY and ORDER BY. */
  readonly rest: Frag;
  readonly condition: Frag;
  readonly keys: readonly Key[];
}

/** QUALIFY over groups as a condition on a subquery, whose last columns are the condition and the keys of the order. */
export function qualifiedGroups({ word, items, rest, condition, keys }: Grouped, p: Printer): Frag {
  const hidden = keys.filter(({ output }) => !output);
  const names = hidden.map((_, i) => `bf_order_${i + 1}`);
  const added = [q`${condition} AS bf_qualify`, ...hidden.map(({ of }, i) => q`${of} AS ${names[i] ?? ''}`)];
  const columns = added.map((column): Frag => q`,${NL}${column}`);
  const inner = q`SELECT${items}${indent(columns)}${rest}`;
  const order = keys.map((key) =>
    p.rules.orderItem(key.item, key.output ? key.of : (names[hidden.indexOf(key)] ?? '')),
  );
  const sorted = order.length > 0 ? q`${NL}ORDER BY ${commas(order)}` : '';
  const out = commas(['bf_qualify', ...names]);
  return q`${word} * EXCEPT (${out})${NL}FROM (${indent([NL, inner])}${NL})${NL}WHERE bf_qualify${sorted}`;
}
