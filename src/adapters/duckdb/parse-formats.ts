import { element } from './formats.ts';

/** Elements that can be read from text the same way on both sides, and what strptime tries for each, in this order. */
const reading: Readonly<Record<string, readonly string[]>> = {
  '%': ['%%'],
  d: ['%d'],
  e: ['%d'],
  m: ['%m'],
  Y: ['%Y'],
  y: ['%y'],
  F: ['%Y-%m-%d'],
  H: ['%H'],
  k: ['%H'],
  M: ['%M'],
  S: ['%S'],
  T: ['%H:%M:%S'],
  R: ['%H:%M'],
  A: ['%A', '%a'],
  a: ['%A', '%a'],
  B: ['%B', '%b'],
  b: ['%B', '%b'],
  h: ['%B', '%b'],
  j: ['%j'],
  p: ['%p'],
  I: ['%I'],
  l: ['%I'],
  E4Y: ['%Y'],
  'E*S': ['%S', '%S.%f'],
  Ez: ['%z'],
};

/** How a text is read. */
export interface Reading {
  /** The first that fits counts. */
  readonly formats: readonly string[];
  /** The text ends with an offset from UTC. */
  readonly zoned: boolean;
  /** Seconds may have more digits behind the point than strptime takes. */
  readonly fraction: boolean;
}

/** A GoogleSQL format for PARSE_*, or the element that has no counterpart. An offset is read at the end alone. */
export function parseFormats(format: string): Reading | { readonly fault: string } {
  let formats: readonly string[] = [''];
  let at = 0;
  const add = (texts: readonly string[]): void => {
    formats = formats.flatMap((before) => texts.map((text) => before + text));
  };
  for (const match of format.matchAll(element)) {
    const [all, name] = match;
    const found = name !== undefined && Object.hasOwn(reading, name) ? reading[name] : undefined;
    const end = match.index + all.length;
    if (!found || (name === 'Ez' && end < format.length)) return { fault: all };
    add([format.slice(at, match.index)]);
    add(found);
    at = end;
  }
  add([format.slice(at)]);
  return { formats, zoned: format.endsWith('%Ez'), fraction: format.includes('%E*S') };
}
