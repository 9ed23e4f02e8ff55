/** A number from 0 up to 1 that depends on the words alone (FNV-1a, then the finish of MurmurHash3). */
export function chance(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const word of words) {
    const text = String(word);
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** One of several values, by a number from 0 up to 1. */
export const oneOf = <T>(values: readonly T[], at: number): T | undefined =>
  values[Math.min(values.length - 1, Math.floor(at * values.length))];
