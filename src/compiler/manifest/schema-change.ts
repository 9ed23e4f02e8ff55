import { unreachable } from '../diagnostics/unreachable.ts';
import type { Dialect, SchemaChangePolicy } from '../dialect/dialect.ts';
import type { Target } from '../target/target.ts';

export interface NamedColumn {
  readonly name: string;
  /** In the engine's own words. */
  readonly type: string;
}

/** What to do about columns that differ: statements to run first, then the columns to fill; or why the run must stop. */
export type SchemaChange =
  | { readonly statements: readonly string[]; readonly columns: readonly string[] }
  | { readonly fault: string };

export interface SchemaChangeRequest {
  readonly policy: SchemaChangePolicy;
  readonly relation: Target;
  readonly existing: readonly NamedColumn[];
  readonly incoming: readonly NamedColumn[];
  readonly uniqueKey: readonly string[];
  readonly dialect: Dialect;
}

/**
 * Decides by Dataform's `onSchemaChange` rules. Names are compared without case. Types of columns that exist are not
 * compared, as in Dataform. Unlike Dataform's CLI on BigQuery, columns added are filled by the same run.
 */
export function planSchemaChange(request: SchemaChangeRequest): SchemaChange {
  const { policy, relation, existing, incoming, uniqueKey, dialect } = request;
  const known = new Set(existing.map(({ name }) => name.toLowerCase()));
  const wanted = new Set(incoming.map(({ name }) => name.toLowerCase()));
  const added = incoming.filter(({ name }) => !known.has(name.toLowerCase()));
  const removed = existing.map(({ name }) => name).filter((name) => !wanted.has(name.toLowerCase()));
  const kept = existing.map(({ name }) => name).filter((name) => wanted.has(name.toLowerCase()));
  const columns = [...kept, ...added.map(({ name }) => name)];
  switch (policy) {
    case 'FAIL':
      if (added.length + removed.length === 0) return { statements: [], columns };
      return {
        fault: `Schema mismatch defined by on_schema_change = 'FAIL'. Added columns: ${typed(added)}, removed columns: ${listed(removed)}`,
      };
    case 'EXTEND':
      if (removed.length === 0) return { statements: dialect.alterColumns(relation, [], added), columns };
      return {
        fault: `Column removals are not allowed when on_schema_change = 'EXTEND'. Removed columns: ${listed(removed)}`,
      };
    case 'SYNCHRONIZE': {
      const keys = new Set(uniqueKey.map((name) => name.toLowerCase()));
      const held = removed.filter((name) => keys.has(name.toLowerCase()));
      if (held.length === 0) return { statements: dialect.alterColumns(relation, removed, added), columns };
      return {
        fault: `Cannot drop columns ${listed(held)} as they are part of the unique key for table ${dialect.relation(relation)}`,
      };
    }
    default:
      return unreachable(policy);
  }
}

const listed = (names: readonly string[]): string => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;

const typed = (columns: readonly NamedColumn[]): string =>
  `[${columns.map(({ name, type }) => `(${JSON.stringify(name)}, ${JSON.stringify(type)})`).join(', ')}]`;
