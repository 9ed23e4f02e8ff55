/** Puts a style around text, or leaves it as it is. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

const style =
  (colour: boolean, [on, off]: readonly [number, number]) =>
  (text: string): string =>
    colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;

/** Styles as ANSI sequences where colours are wanted. */
export const paint = (colour: boolean): Paint => ({
  bold: style(colour, styles.bold),
  dim: style(colour, styles.dim),
  red: style(colour, styles.red),
  green: style(colour, styles.green),
  yellow: style(colour, styles.yellow),
  cyan: style(colour, styles.cyan),
});
