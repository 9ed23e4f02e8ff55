/** A whole number with commas between thousands. */
export const amount = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `3 rows`, `1 row`; irregular plurals are given. */
export const counted = (value: number, one: string, many: string = `${one}s`): string =>
  `${amount(value)} ${value === 1 ? one : many}`;

/** Milliseconds as people read them: `8 ms`, `1.2 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
