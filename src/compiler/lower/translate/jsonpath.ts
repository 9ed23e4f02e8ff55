/** A JSONPath of GoogleSQL as its steps; undefined for what is no plain path of names and numbers. */
export function jsonPath(path: string): readonly (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const step = /\.([A-Za-z_][\w-]*)|\."([^"\\]+)"|\[(\d+)\]|\['([^'\\"]+)'\]|\["([^"\\]+)"\]/y;
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    const [, bare, quoted, index, single, double] = match;
    steps.push(index !== undefined ? Number(index) : (bare ?? quoted ?? single ?? double ?? ''));
  }
  return steps;
}

/** The steps as DuckDB spells them: `$."a"[0]`. */
export const quotedPath = (steps: readonly (string | number)[]): string =>
  `$${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `."${step}"`)).join('')}`;
