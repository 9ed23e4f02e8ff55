import type { Binder, Finding } from '../../../../src/compiler/analyse/model/binder.ts';
import { freshBinder } from '../../../../src/compiler/analyse/model/fresh.ts';
import type { Rows } from '../../../../src/compiler/analyse/model/relation.ts';
import { bindQuery } from '../../../../src/compiler/analyse/query/bind-query.ts';
import { typeText } from '../../../../src/compiler/analyse/types/text.ts';
import type { SqlType } from '../../../../src/compiler/analyse/types/type.ts';
import type { Query } from '../../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';
import { catalog } from './tables.ts';

/** A query, and its columns as `name type`; `_` is a column without a name. */
export type Valid = readonly [sql: string, columns: string];

/** A query whose wrong tokens stand in `⟦⟧`, and the codes of the findings in the order of the text. */
export type Fault = readonly [sql: string, codes: string];

export interface Bound {
  readonly b: Binder;
  readonly query: Query;
  readonly rows: Rows;
}

/** Parses and binds one query. Variables are those of a script around it. */
export function bind(sql: string, variables: Readonly<Record<string, SqlType>> = {}): Bound {
  const { statements, faults } = parseStatements(sql);
  const [only] = statements;
  if (faults.length > 0 || only?.kind !== 'query') throw new Error(`no query: ${sql}`);
  const b = freshBinder(catalog);
  for (const [name, type] of Object.entries(variables)) b.variables.set(name, type);
  return { b, query: only.query, rows: bindQuery(b, undefined, only.query) };
}

/** Columns as `name type`; `...` at the end where there may be more. */
export const shown = ({ columns, complete }: Rows): string =>
  [...columns.map(({ name, type }) => `${name ?? '_'} ${typeText(type)}`), ...(complete ? [] : ['...'])].join(', ');

/** The findings in the order of the text. */
export const found = ({ b }: Bound): readonly Finding[] =>
  [...b.findings].sort((a, c) => a.at.start - c.at.start || c.at.end - a.at.end);

/** The text without marks, and the places between them. */
export function unmarked(text: string): {
  readonly sql: string;
  readonly places: readonly (readonly [number, number])[];
} {
  let sql = '';
  const open: number[] = [];
  const places: [number, number][] = [];
  for (const character of text) {
    if (character === '⟦') open.push(sql.length);
    else if (character === '⟧') places.push([open.pop() ?? 0, sql.length]);
    else sql += character;
  }
  return { sql, places: places.sort(([a, c], [d, e]) => a - d || e - c) };
}
