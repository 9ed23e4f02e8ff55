import type { Binder } from '../../src/compiler/analyse/model/binder.ts';
import type { Catalog } from '../../src/compiler/analyse/model/catalog.ts';
import { freshBinder } from '../../src/compiler/analyse/model/fresh.ts';
import { bindStatements } from '../../src/compiler/analyse/statement/bind-statement.ts';
import type { SqlType } from '../../src/compiler/analyse/types/type.ts';
import type { Statement } from '../../src/compiler/sql/ast-statement.ts';
import { parseStatements } from '../../src/compiler/sql/parse/statement.ts';
import { showType } from './schema.ts';

/** A column of a result; `name` is absent where it is anonymous. */
export interface OutputColumn {
  readonly name?: string;
  readonly type: string;
}

/** Something that our analysis finds wrong, with its place in UTF-16 code units. */
export interface Found {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What our analysis says of a text. */
export interface Analysed {
  /** Columns of the last query, or of the table or view that is made last. */
  readonly columns?: readonly OutputColumn[];
  /** Whether these are all columns. */
  readonly complete: boolean;
  readonly found: readonly Found[];
}

/** Parses and binds a text as the analysis of a project does. */
export function analyse(sql: string, catalog: Catalog, parameters?: ReadonlyMap<string, SqlType>): Analysed {
  const { statements, faults } = parseStatements(sql);
  const b = freshBinder(catalog, parameters);
  bindStatements(b, statements);
  const rows = rowsOf(b, statements);
  const syntax = faults
    .filter(({ kind }) => kind === 'syntax')
    .map(({ message, start, end }) => ({ code: 'BF2001', message, start, end }));
  const found = b.findings.map(({ diagnostic: { code, message }, at }) => ({
    code,
    message,
    start: at.start,
    end: at.end,
  }));
  return {
    ...(typeof rows === 'object' && {
      columns: rows.columns
        .filter((column) => !('pseudo' in column && column.pseudo))
        .map(({ name, type }) => ({ ...(name ? { name } : {}), type: showType(type) })),
    }),
    complete: typeof rows === 'object' && rows.complete,
    found: [...syntax, ...found],
  };
}

type Rows = ReturnType<Binder['made']['tables']['get']> | ReturnType<Binder['rows']['get']>;

/** Rows of the last statement that has a query. */
function rowsOf(b: Binder, statements: readonly Statement[]): Rows {
  const last = statements.findLast((statement) => 'query' in statement && statement.query !== undefined);
  if (last?.kind === 'create') return b.made.tables.get(last.name.parts.map(({ name }) => name).join('.'));
  return last && 'query' in last && last.query ? b.rows.get(last.query) : undefined;
}

/** How a column of ours differs from the true one. `unknown` is no mistake, but no answer either. */
export interface Difference {
  readonly kind: 'name' | 'type' | 'unknown' | 'count';
  readonly text: string;
}

const show = (column: OutputColumn | undefined): string =>
  column ? `${column.name ?? '(anonymous)'} ${column.type}` : 'none';

/** Compares column by column; where the numbers differ, every column counts as wrong. */
export function differences(wanted: readonly OutputColumn[], got: Analysed): readonly Difference[] {
  const ours = got.columns ?? [];
  if (!got.complete)
    return wanted.map((column) => ({ kind: 'unknown', text: `${show(column)}, not all columns are known` }));
  if (ours.length !== wanted.length)
    return wanted.map((column) => ({
      kind: 'count',
      text: `${show(column)}, ${ours.length} columns instead of ${wanted.length}`,
    }));
  return wanted.flatMap((column, i): Difference[] => {
    const mine = ours[i];
    if (!mine) return [];
    const text = `${show(column)}, ours ${show(mine)}`;
    if (column.name !== mine.name) return [{ kind: 'name', text }];
    if (mine.type.includes('?')) return [{ kind: 'unknown', text }];
    return column.type === mine.type ? [] : [{ kind: 'type', text }];
  });
}
