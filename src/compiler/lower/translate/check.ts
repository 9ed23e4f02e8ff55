import type { OutputCheck } from './translate.ts';

/** What an engine's generated SQL may call. */
export interface Catalogue {
  /** Whether a lower-case name, with its schema where it has one, may stand before a bracket. */
  readonly called: (name: string) => boolean;
  /** Source of a regular expression for strings and quoted identifiers. */
  readonly quoted: string;
}

/** Words of GoogleSQL that no engine's text may still contain. */
const leftovers = /^(?:SAFE_OFFSET|ORDINAL|SAFE_ORDINAL|SAFE_CAST|FLOAT64|INT64|STRING|BYTES)$/;

/**
 * The last wall of the closed world: reads the generated text anew and finds each called name that is not in the
 * engine's catalogue, and each word that only GoogleSQL knows. What it finds is a fault of ours, never passed on.
 */
export function outputCheck(catalogue: Catalogue): OutputCheck {
  const tokens = new RegExp(
    `(?<quoted>${catalogue.quoted})|(?<word>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)(?<call>\\s*\\()?`,
    'g',
  );
  return (text) => {
    const found: { at: number; what: string }[] = [];
    for (const match of text.matchAll(tokens)) {
      const { word, call } = match.groups ?? {};
      if (word === undefined) continue;
      const name = word.toLowerCase();
      if (call !== undefined && !catalogue.called(name)) found.push({ at: match.index, what: `the function ${name}` });
      if (call !== undefined && leftovers.test(word)) found.push({ at: match.index, what: `the word ${word}` });
    }
    return found;
  };
}
