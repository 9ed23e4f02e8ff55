import type { Span } from '../diagnostics/span.ts';

/** How well something is translated, best first; `differs` has a declared difference. */
export const grades = ['exact', 'rewritten', 'shimmed', 'differs', 'unsupported'] as const;
export type Grade = (typeof grades)[number];

/** The lower of two grades. */
export const worse = (a: Grade, b: Grade): Grade => (grades.indexOf(a) >= grades.indexOf(b) ? a : b);

/** One function or construct of a text, and how it was translated. */
export interface Graded {
  /** A function's name, or an operator or word of the language. */
  readonly what: string;
  readonly grade: Grade;
  /** How it was printed, differences aside; absent where it was not. */
  readonly printed?: Grade;
  /** In what the result may differ from BigQuery's, or why there is none. */
  readonly reason?: string;
  readonly span?: Span;
}
