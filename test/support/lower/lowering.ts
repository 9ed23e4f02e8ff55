import { createHash } from 'node:crypto';
import { dialects } from '../../../src/adapters/index.ts';
import type { CompiledGraph } from '../../../src/compiler/actions/graph.ts';
import type { Dialect, EngineName, NameMap } from '../../../src/compiler/dialect/dialect.ts';
import { scan } from '../../../src/compiler/dialect/scan.ts';
import { type Lowered, type LowerRequest, lower } from '../../../src/compiler/lower/lower.ts';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const naming = { defaultProjects: ['acme'], catalog: 'main', catalogs: { 'other-project': 'other' } };

const google = dialects.bigquery.lexical;

/** Puts back-quoted paths and columns into the engine's words and leaves all else: enough for SQL that engines share. */
export function renamed(text: string, names: NameMap, dialect: Dialect): string {
  return scan(text, google)
    .map(({ kind, start, end }) => {
      const token = text.slice(start, end);
      if (kind !== 'identifier') return token;
      const path = token.slice(1, -1).split('.');
      const target = names(path);
      return path.length < 2 || 'fault' in target ? dialect.identifier(token.slice(1, -1)) : dialect.relation(target);
    })
    .join('');
}

/** A registered dialect whose translator only renames, so that tests of scripts do not hang on translation. */
export function renaming(engine: EngineName): Dialect {
  const dialect = dialects[engine];
  if (dialect.verbatim) return dialect;
  const translate: Dialect['translate'] = async ({ text, pieces }, names) => ({
    sql: { text: renamed(text, names, dialect), pieces },
    diagnostics: [],
  });
  return { ...dialect, translate };
}

export const lowered = (graph: CompiledGraph, dialect: Dialect, more: Partial<LowerRequest> = {}): Promise<Lowered> =>
  lower({ graph, dialect, naming, hash, ...more });
