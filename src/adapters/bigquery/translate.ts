import { diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { concat, join, type Part } from '../../compiler/dialect/compose.ts';
import type { Translation } from '../../compiler/dialect/dialect.ts';
import type { Statement } from '../../compiler/sql/ast-statement.ts';
import { type MappedText, originOf } from '../../compiler/sql/mapped.ts';
import type { Fault } from '../../compiler/sql/parse/statement.ts';
import { printStatement } from '../../compiler/sql/print/statement.ts';
import { unsealAll } from '../../compiler/sql/sealed.ts';

const help =
  'Write it for this target yourself with biform.target({ bigquery: "..." }), or leave the action out of this target.';

/** Statements that were written in another dialect, as GoogleSQL; BF4001 for what could not be read. */
export function writtenOut(
  sql: MappedText,
  { statements, faults }: { readonly statements: readonly Statement[]; readonly faults: readonly Fault[] },
): Translation {
  if (faults.length > 0)
    return {
      diagnostics: faults.map(({ start, end, what, why }) => {
        const span = originOf(sql, start, end);
        return diagnostic('BF4001', { what, target: 'BigQuery', ...(why && { why }) }, { help, ...(span && { span }) });
      }),
    };
  const parts = statements.map((statement): Part => {
    const span = originOf(sql, statement.start, statement.end);
    const text = unsealAll(printStatement(statement, sql.text));
    return span ? { text, pieces: [{ at: 0, span, verbatim: false }] } : text;
  });
  const { text, pieces } = parts.length === 1 ? concat(parts) : join(parts, ';\n');
  return { sql: { text, pieces }, diagnostics: [] };
}
