import type { Catalog } from '../../../compiler/analyse/model/catalog.ts';
import type { Statement } from '../../../compiler/sql/ast-statement.ts';
import type { Unread } from './parse/cursor.ts';
import { parse } from './parse/statement.ts';
import { attempt, type Note, openScope, type Resolver } from './resolve/resolver.ts';
import { statementOf } from './resolve/statement.ts';
import { noNames } from './template.ts';

/** Databricks SQL as GoogleSQL: the trees' places are those of the author's text. */
export interface Read {
  readonly statements: readonly Statement[];
  /** What is not taken; there is then no translation. */
  readonly unread: readonly Unread[];
  readonly notes: readonly Note[];
}

const nothing: Catalog = { table: () => undefined, routine: () => undefined };

/**
 * Reads statements of Databricks SQL. A closed world: what is on no list is told, with its place. For an analysis, an
 * expression that is not taken is a value of an unknown type that comes from the columns in it.
 */
export function readDatabricks(
  text: string,
  catalog: Catalog = nothing,
  use: 'translate' | 'analyse' = 'translate',
): Read {
  const { statements, unread } = parse(text);
  const r: Resolver = {
    catalog,
    scope: openScope(),
    unread: [...unread],
    notes: [],
    names: noNames(),
    lenient: use === 'analyse',
  };
  const made = statements.map((raw): Statement => {
    const bad: Statement = { start: raw.start, end: raw.end, kind: 'bad' };
    return raw.kind === 'unread' ? bad : attempt(r, () => statementOf(raw, r), bad);
  });
  return { statements: made, unread: r.unread, notes: r.notes };
}
