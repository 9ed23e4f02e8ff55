import fc from 'fast-check';

/** An action that generated text may name. */
export interface Named {
  readonly name: string;
  readonly dataset?: string;
  readonly project?: string;
}

/** What generated text may name: the actions of its project, by number. */
export interface Scope {
  /** In a tidy project only actions that stand earlier, so that nothing is broken or cyclic. */
  readonly tidy: boolean;
  readonly self: Named;
  /** The action that a number stands for; any number is fine. */
  readonly pick: (n: number) => Named;
}

/** Text that depends on what the project's actions are called. */
export type Text = (scope: Scope) => string;

export const constant =
  (text: string): Text =>
  () =>
    text;

/** A literal of a config, or JavaScript to print as it is. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal }
  | Code;

export class Code {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

/** A value of a config; functions name other actions. */
export type Value = Literal | ((scope: Scope) => Literal);
/** A key and its value; a mistaken entry is left out of tidy projects. */
export type Entry = readonly [key: string, value: Value, mistaken?: true];

export const valueIn = (value: Value, scope: Scope): Literal => (typeof value === 'function' ? value(scope) : value);

/** Prints a literal as JavaScript, keys bare where they can be. */
export function printLiteral(value: Literal): string {
  if (value instanceof Code) return value.code;
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as Record<string, Literal>).map(
      ([key, item]) => `${/^[a-zA-Z_]\w*$/.test(key) ? key : JSON.stringify(key)}: ${printLiteral(item)}`,
    );
    return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
  }
  return JSON.stringify(value);
}

/** The entries of a config as one literal; a later entry of the same key wins. */
export const objectOf = (entries: readonly Entry[], scope: Scope): Record<string, Literal> =>
  Object.fromEntries(
    entries.flatMap(([key, value, mistaken]) => (mistaken && scope.tidy ? [] : [[key, valueIn(value, scope)]])),
  );

const placeKeys = ['name', 'dataset', 'schema', 'project', 'database'];

/** The config of the action in scope: it says the dataset by which others name the action. */
export function configOf(entries: readonly Entry[], scope: Scope): Record<string, Literal> {
  const kept = scope.tidy ? entries.filter(([key]) => !placeKeys.includes(key)) : entries;
  const place: readonly Entry[] = scope.self.dataset === undefined ? [] : [['dataset', scope.self.dataset]];
  return objectOf([...place, ...kept], scope);
}

export const number = fc.nat(40);

/** Between none and `max` entries with different keys. */
export const entriesOf = (entry: fc.Arbitrary<Entry>, max: number): fc.Arbitrary<readonly Entry[]> =>
  fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: max });

/** A rare alternative: `rarely(40, a, b)` is `b` once in forty. */
export const rarely = <T>(oneIn: number, usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: usual }, { weight: 1, arbitrary: rare });

/** Literal text of a bare dependency name, as legacy configs write it. */
export const dotted = (to: Named): string =>
  [to.project, to.dataset, to.name].filter((part) => part !== undefined).join('.');

/** A target in the spelling of `dependencyTargets`. */
export const targetLiteral = (to: Named): Record<string, Literal> => ({
  ...(to.project === undefined ? {} : { project: to.project }),
  ...(to.dataset === undefined ? {} : { dataset: to.dataset }),
  name: to.name,
});

/** A target in the legacy spelling. */
export const legacyTargetLiteral = (to: Named): Record<string, Literal> => ({
  ...(to.project === undefined ? {} : { database: to.project }),
  ...(to.dataset === undefined ? {} : { schema: to.dataset }),
  name: to.name,
});
