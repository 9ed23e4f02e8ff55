/** How a stored column reaches a value: unchanged, through an expression, through an aggregate function. */
export type ValueHow = 'copied' | 'computed' | 'aggregated';

/** How a stored column decides which rows there are, and so what an aggregate sees. */
export type RowHow = 'filtered' | 'joined' | 'grouped';

export type How = ValueHow | RowHow;

/** A stored column, or a field below it, that something depends on. */
export interface Leaf {
  readonly table: string;
  /** Dotted below the column: `event_params.value.int_value`. */
  readonly column: string;
  readonly how: How;
}

const rank: Readonly<Record<ValueHow, number>> = { copied: 0, computed: 1, aggregated: 2 };

const isValue = (how: How): how is ValueHow => how === 'copied' || how === 'computed' || how === 'aggregated';

/** The way through a further step: values only get further from a copy, rows stay what they are. */
export function through(how: How, step: How): How {
  if (!isValue(how)) return how;
  if (!isValue(step)) return step;
  return rank[step] > rank[how] ? step : how;
}

/** Leaves by table, column and whether they are values, filters, joins or groups; of values the farthest way is kept. */
export interface Leaves {
  readonly byKey: Map<string, Leaf>;
}

export function add(leaves: Leaves, leaf: Leaf): void {
  const place = `${leaf.table}\n${leaf.column.toLowerCase()}`;
  const key = isValue(leaf.how) ? place : `${place}\n${leaf.how}`;
  const before = leaves.byKey.get(key);
  if (!before) leaves.byKey.set(key, leaf);
  else if (before.how !== leaf.how && through(before.how, leaf.how) === leaf.how) leaves.byKey.set(key, leaf);
}

/** Whether there is more among the leaves than values. */
export function hasRows(leaves: Leaves): boolean {
  for (const { how } of leaves.byKey.values()) if (!isValue(how)) return true;
  return false;
}

export const valuesOf = (leaves: Leaves): readonly (Leaf & { readonly how: ValueHow })[] =>
  [...leaves.byKey.values()].filter((leaf): leaf is Leaf & { readonly how: ValueHow } => isValue(leaf.how));

export const rowsOf = (leaves: Leaves, how: RowHow): readonly Leaf[] =>
  [...leaves.byKey.values()].filter((leaf) => leaf.how === how);
