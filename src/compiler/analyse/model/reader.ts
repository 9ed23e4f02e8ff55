import type { At } from '../../sql/ast.ts';
import type { Parsed } from '../../sql/parse/statement.ts';
import type { EngineName } from '../../target/engine.ts';
import type { Catalog } from './catalog.ts';

/** Text of another dialect as GoogleSQL's tree, whose places are those of the text. */
export interface ReadText extends Parsed {
  /** What was read otherwise than by its words alone, and in what the result may differ. */
  readonly notes: readonly (At & {
    readonly what: string;
    readonly how: 'exact' | 'rewritten';
    readonly differs?: string;
  })[];
}

/**
 * Reads the SQL of an engine in which projects may be written. What it does not take is a fault of the kind `unread`; for
 * an analysis, an expression that it does not take is a value of an unknown type.
 */
export interface SqlReader {
  readonly engine: EngineName;
  /** As people call it. */
  readonly title: string;
  readonly read: (text: string, catalog: Catalog, use?: 'translate' | 'analyse') => ReadText;
  /** The names that `ref()` wrote, by their places, for the engine itself. */
  readonly paths: (text: string) => readonly (At & { readonly names: readonly string[] })[];
}

/** Loads the reader of each dialect that has one. */
export type Readers = { readonly [K in EngineName]?: () => Promise<SqlReader> };
