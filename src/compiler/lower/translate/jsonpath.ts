/**
 * A JSONPath of GoogleSQL as its steps; undefined for what is no plain path of names and numbers, or has an empty name
 * where `empty` does not allow it.
 */
export function jsonPath(path: string, empty = false): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const step = /\.([A-Za-z_][\w-]*)|\."([^"\\]*)"|\[(\d+)\]|\['([^'\\"]+)'\]|\["([^"\\]+)"\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    const [, bare, quoted, index, single, double] = match;
    steps.push(index !== undefined ? Number(index) : (bare ?? quoted ?? single ?? double ?? ''));
  }
  return empty || !steps.includes('') ? steps : undefined;
}

/** The steps as a JSON pointer, which knows empty names; undefined where a number could be a name there. Source: RFC 6901. */
export const pointer = (steps: readonly (string | number)[]): string | undefined =>
  steps.every((step) => typeof step === 'string')
    ? steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    : undefined;

/** The steps as DuckDB spells them: `$."a"[0]`. */
export const quotedPath = (steps: readonly (string | number)[]): string =>
  `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `."${step}"`)).join('')}`;
