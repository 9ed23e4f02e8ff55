// Files in macros/ are globals like those in includes/, with types. Dataform does not know them.

export interface Step {
  /** Becomes the column's name. */
  readonly name: string;
  /** SQL that is true for a visit that reached this step. */
  readonly reached: string;
}

/** Columns counting who reached each step and all before it, and the share that came from the step before. */
export function steps(all: readonly Step[]): string {
  return all
    .map((step, index) => {
      const reached = countIf(all.slice(0, index + 1));
      if (index === 0) return `${reached} AS ${step.name}`;
      return `${reached} AS ${step.name},\n  SAFE_DIVIDE(${reached}, ${countIf(all.slice(0, index))}) AS ${step.name}_rate`;
    })
    .join(',\n  ');
}

function countIf(steps: readonly Step[]): string {
  return `COUNTIF(${steps.map((step) => step.reached).join(' AND ')})`;
}
