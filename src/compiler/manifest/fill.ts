import { type Draft, type FilledColumn, join, type Part, slice, trim } from '../dialect/compose.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Statement } from './manifest.ts';

const asDraft = (statement: Statement): Draft => ({ ...statement.sql, holes: statement.holes ?? [] });

/** The statement with the existing table's columns, in the table's order, in its holes. */
export function fillColumns(statement: Statement, columns: readonly FilledColumn[], dialect: Dialect): Statement {
  const { holes = [], incoming: _, ...rest } = statement;
  if (holes.length === 0) return statement;
  const draft = asDraft(statement);
  const parts: Part[] = [];
  let from = 0;
  for (const hole of holes) {
    parts.push(slice({ ...draft, holes: [] }, from, hole.at), dialect.columns[hole.columns](columns));
    from = hole.at + markLength(draft.text, hole.at);
  }
  parts.push(slice({ ...draft, holes: [] }, from));
  const { text, pieces } = join(parts, '');
  return { ...rest, sql: { text, pieces } };
}

const markLength = (text: string, at: number): number => text.indexOf('*/', at) + 2 - at;

/**
 * One script of several statements, as Dataform joins them: each trimmed and ended by a semicolon except the last, a
 * comment on a statement's last line kept after its semicolon, a line break between them. Empty statements are left out.
 * Fill the holes first.
 */
export function scriptOf(statements: readonly Statement[]): Draft {
  const bodies = statements.map((statement) => trim(asDraft(statement))).filter(({ text }) => text !== '');
  return join(
    bodies.map((body, i) => ended(body, i === bodies.length - 1)),
    '\n',
  );
}

function ended(body: Draft, last: boolean): Draft {
  const lastLine = body.text.lastIndexOf('\n') + 1;
  const comment = body.text.indexOf('--', lastLine);
  if (comment === 0) return body;
  const code = comment === -1 ? body : slice(body, 0, body.text.slice(0, comment).trimEnd().length);
  const mark = !last && code.text !== '' && !code.text.endsWith(';') ? ';' : '';
  if (comment === -1) return join([code, mark], '');
  return join([code, mark, code.text === '' ? '' : ' ', slice(body, comment)], '');
}

/** The statements to send given what stands in the dataset's place (undefined: nothing). */
export const applicable = (statements: readonly Statement[], existing: 'table' | 'view' | undefined): Statement[] =>
  statements.filter(({ when }) => when === undefined || when === existing);
