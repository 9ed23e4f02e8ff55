import type { SourceDialect } from '../source/dialect.ts';
import type { SourceToken } from '../source/lex.ts';

/** Where the SQL is to run. */
export const migrationTargets = ['bigquery', 'databricks'] as const;
export type MigrationTarget = (typeof migrationTargets)[number];

export const targetTitles: { readonly [K in MigrationTarget]: string } = {
  bigquery: 'BigQuery',
  databricks: 'Databricks',
};

/** Text for each target. */
export type PerTarget = { readonly [K in MigrationTarget]: string };

/**
 * What was noticed in a statement: a `person` has to decide, a `note` says what differs, `dropped` names what was left
 * out because the target needs no such thing.
 */
export interface Notice {
  readonly kind: 'person' | 'note' | 'dropped';
  /** As the author wrote it, on one line. */
  readonly what: string;
  readonly why: string;
  /** What to do instead on the target. */
  readonly way?: string;
  /** Offsets in the file; absent where the result as a whole is meant. */
  readonly start?: number;
  readonly end?: number;
}

/** A piece of a statement: a token, or what stands in brackets. */
export type Node =
  | { readonly kind: 'leaf'; readonly token: SourceToken; readonly text: string; readonly word: string }
  | {
      readonly kind: 'group';
      readonly start: number;
      readonly end: number;
      readonly nodes: readonly Node[];
      readonly word: '()';
    };

/** A call or type of the target that the library passes on untouched under another name. */
export interface Slot {
  /** `$1` is the first argument, `%1` the same in brackets where it needs them, `$*` all of them. */
  readonly template: string;
}

/** Stands between two `+` that join texts: the library would write `||` as `+` again. */
export const JOIN = '\u0001';

/** The state of the translation of one statement. */
export interface Rewriting {
  readonly text: string;
  readonly dialect: SourceDialect;
  readonly target: MigrationTarget;
  readonly notices: Notice[];
  readonly slots: Slot[];
}

/** Notes something about a stretch of the source. */
export function notice(
  r: Rewriting,
  kind: Notice['kind'],
  at: { readonly start: number; readonly end: number },
  why: string,
  way?: string,
): void {
  const what = r.text
    .slice(at.start, Math.min(at.end, at.start + 120))
    .replace(/\s+/g, ' ')
    .trim();
  if (r.notices.some((n) => n.kind === kind && n.start === at.start && n.why === why)) return;
  r.notices.push({ kind, what, why, ...(way !== undefined && { way }), start: at.start, end: at.end });
}

/** A call that stands for a text of the target; the library sees a function that it does not know. */
export function slot(r: Rewriting, template: string, args: readonly string[] = []): string {
  r.slots.push({ template });
  return `bfq_${r.slots.length}(${args.join(', ')})`;
}

/** The same for a type. */
export function typeSlot(r: Rewriting, type: string): string {
  r.slots.push({ template: type });
  return `bft_${r.slots.length}`;
}
