import { type Code, catalog } from './catalog/index.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'note';

/** Replace the text of `span` by `text`. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A change that mends the fault; applying all edits at once is safe. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Something that belongs to a finding: another place, or how it came about. */
export interface Note {
  readonly message: string;
  readonly span?: Span;
}

/** One finding, as plain data. `span` is absent only where no file is to blame (a missing file, a lost connection). */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** Dataform's own words for it, where `message` says it another way. */
  readonly original?: string;
  readonly span?: Span;
  readonly notes?: readonly Note[];
  /** Full name (`project.dataset.name`) of the action it belongs to. */
  readonly action?: string;
  /** One sentence that says what to do, where the message alone does not. */
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

type Arguments<C extends Code> = Parameters<(typeof catalog)[C]['message']>[0];

/** What may be added to a diagnostic beyond its code and arguments. */
export type Extras = Pick<Diagnostic, 'span' | 'action' | 'help' | 'fixes' | 'notes' | 'original'>;

/** Makes a diagnostic from its catalogue entry. A wrong code or wrong arguments do not compile. */
export function diagnostic<C extends Code>(code: C, args: Arguments<C>, extras: Extras = {}): Diagnostic {
  const entry = catalog[code] as { severity: Severity; message: (args: Arguments<C>) => string };
  return { code, severity: entry.severity, message: entry.message(args), ...extras };
}

/** A fix of a single replacement. */
export const replaceWith = (span: Span, text: string): Fix => ({
  title: `replace with ${text}`,
  edits: [{ span, text }],
});
