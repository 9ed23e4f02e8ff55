import { type ScalarName, type SqlType, UNKNOWN } from '../compiler/analyse/types/type.ts';

/** What is known of the values of a column, a field or an element beside their type. */
export interface Hints {
  /** Constants that it is compared with for equality, as text. */
  readonly equal: Set<string>;
  /** The same where nothing else is allowed: an assertion lists them. */
  readonly only: Set<string>;
  /** Constants that it is compared with by order, as text. */
  readonly bounds: Set<string>;
  /** Formats by which texts are read as dates and times; `seconds`, `millis`, `micros` of numbers. */
  readonly formats: Set<string>;
  /** Types that texts are cast to. */
  readonly casts: Set<ScalarName>;
  /** Paths that are read in JSON, with `[]` at the end for arrays; behind a tab what is made of the value there. */
  readonly paths: Set<string>;
  /** What texts are split at. */
  readonly separators: Set<string>;
  /** Of elements: how many an array must have, since the SQL reads one at a position. */
  readonly positions: Set<string>;
}

/**
 * A place where values stand: a column, a field of a struct, an element of an array, or something in between whose
 * type is the same. Places that must be of one type are united; the first of them then speaks for all.
 */
export interface Node {
  up?: Node;
  readonly fields: Map<string, { readonly name: string; readonly node: Node }>;
  element?: Node;
  /** How much speaks for each type. */
  readonly scores: Map<ScalarName, number>;
  /** A declared type: nothing else counts. */
  fixed?: SqlType;
  readonly hints: Hints;
  /** Columns that are united here: `project.dataset.table` and the path, tab between. */
  readonly places: string[];
  /** Of this place alone: no value twice, no NULL, dates of the last day only. */
  unique?: boolean;
  required?: boolean;
  fresh?: boolean;
  /** Of a table, or the elements of an array: there is one at most. */
  single?: boolean;
}

export const newNode = (place?: string): Node => ({
  fields: new Map(),
  scores: new Map(),
  hints: {
    equal: new Set(),
    only: new Set(),
    bounds: new Set(),
    formats: new Set(),
    casts: new Set(),
    paths: new Set(),
    separators: new Set(),
    positions: new Set(),
  },
  places: place === undefined ? [] : [place],
});

/** The node that speaks for a node. */
export function rootOf(node: Node): Node {
  let at = node;
  while (at.up) at = at.up;
  if (node !== at) node.up = at;
  return at;
}

const kindOf = ({ fixed, fields, element }: Node): string | undefined =>
  fixed?.kind ?? (element ? 'ARRAY' : fields.size > 0 ? 'STRUCT' : undefined);

/** Makes two places one. Those that certainly differ stay apart. */
export function unite(a: Node, b: Node): Node {
  const [one, two] = [rootOf(a), rootOf(b)];
  if (one === two) return one;
  if (one.fixed && two.fixed && one.fixed.kind !== two.fixed.kind) return one;
  const [kind, other] = [kindOf(one), kindOf(two)];
  if (kind !== undefined && other !== undefined && (kind === 'ARRAY') !== (other === 'ARRAY')) return one;
  const [first, second] = two.fixed && !one.fixed ? [two, one] : [one, two];
  second.up = first;
  for (const [kind, score] of second.scores) first.scores.set(kind, (first.scores.get(kind) ?? 0) + score);
  for (const key of Object.keys(second.hints) as (keyof Hints)[])
    for (const hint of second.hints[key]) (first.hints[key] as Set<string>).add(hint);
  if (second.single) first.single = true;
  first.places.push(...second.places);
  if (second.element) {
    if (first.element) unite(first.element, second.element);
    else if (!first.fixed) first.element = second.element;
  }
  for (const [lower, field] of second.fields) {
    const known = first.fields.get(lower);
    if (known) unite(known.node, field.node);
    else if (!first.fixed) first.fields.set(lower, field);
  }
  return first;
}

/** The field of a name, made where it may be; undefined where there certainly is none. */
export function fieldOf(node: Node, name: string): Node | undefined {
  const root = rootOf(node);
  const known = root.fields.get(name.toLowerCase());
  if (known) return known.node;
  if (root.fixed || root.element) return undefined;
  const made = newNode(root.places[0] === undefined ? undefined : `${root.places[0]}.${name}`);
  root.fields.set(name.toLowerCase(), { name, node: made });
  return made;
}

/** The elements of an array; undefined for what is certainly none. */
export function elementOf(node: Node): Node | undefined {
  const root = rootOf(node);
  if (root.element) return root.element;
  if (root.fixed || root.fields.size > 0) return undefined;
  root.element = newNode(root.places[0] === undefined ? undefined : `${root.places[0]}[]`);
  return root.element;
}

/** Notes that something speaks for a type. */
export function see(node: Node, type: SqlType, weight: number, depth = 0): void {
  if (depth > 8) return;
  const root = rootOf(node);
  if (root.fixed) return;
  switch (type.kind) {
    case 'unknown':
    case 'RANGE':
      return;
    case 'ARRAY': {
      const element = elementOf(root);
      if (element) see(element, type.element, weight, depth + 1);
      return;
    }
    case 'STRUCT':
      for (const { name, type: of } of type.fields) {
        const field = name === undefined ? undefined : fieldOf(root, name);
        if (field) see(field, of, weight, depth + 1);
      }
      return;
    default:
      root.scores.set(type.kind, (root.scores.get(type.kind) ?? 0) + weight);
  }
}

/** Gives a place the type that is declared for it. */
export function fix(node: Node, type: SqlType): void {
  if (type.kind === 'unknown') return;
  if (type.kind === 'ARRAY') {
    const element = elementOf(node);
    if (element) fix(element, type.element);
  }
  if (type.kind === 'STRUCT')
    for (const field of type.fields) {
      const below = field.name === undefined ? undefined : fieldOf(node, field.name);
      if (below) fix(below, field.type);
    }
  rootOf(node).fixed = type;
}

const DEEPEST = 12;
const order: readonly ScalarName[] = ['STRING', 'INT64', 'FLOAT64', 'NUMERIC', 'BOOL', 'TIMESTAMP', 'DATE', 'DATETIME'];

/** The type that most speaks for; unknown where nothing does. */
export function typeOfNode(node: Node, depth = 0): SqlType {
  const root = rootOf(node);
  if (root.fixed) return root.fixed;
  if (depth > DEEPEST) return UNKNOWN;
  const json = root.scores.get('JSON') ?? 0;
  if (root.element && json >= 20) return { kind: 'JSON' };
  if (root.element) {
    const inner = typeOfNode(root.element, depth + 1);
    return { kind: 'ARRAY', element: inner.kind === 'ARRAY' ? inner.element : inner };
  }
  if (root.fields.size > 0 && json > 0) return { kind: 'JSON' };
  if (root.fields.size > 0) {
    const fields = [...root.fields.values()].map(({ name, node: of }) => ({ name, type: typeOfNode(of, depth + 1) }));
    return { kind: 'STRUCT', fields };
  }
  let best: ScalarName | undefined;
  const rank = (kind: ScalarName): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  for (const [kind, score] of root.scores) {
    const than = best === undefined ? -1 : (root.scores.get(best) ?? 0);
    if (score > than || (score === than && best !== undefined && rank(kind) < rank(best))) best = kind;
  }
  return best === undefined ? UNKNOWN : { kind: best };
}
