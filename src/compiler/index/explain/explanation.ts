import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Finding } from '../../resolve/settle.ts';
import type { Reading } from './reading.ts';

/** What is known of an error beyond Dataform's words for it. */
export type Explanation = Partial<Pick<Diagnostic, 'message' | 'span' | 'notes' | 'help' | 'fixes'>>;

export type Explain = (finding: Finding, project: Reading) => Explanation | undefined;

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number as a word. */
export const inWords = (count: number): string => words[count] ?? String(count);

/** `a, b and c`; of more than `most` the number of the rest. */
export function enumeration(parts: readonly string[], most = 4): string {
  const shown = parts.length > most ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more`] : parts;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
