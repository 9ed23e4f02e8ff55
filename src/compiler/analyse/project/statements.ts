import type { Statement } from '../../sql/ast-statement.ts';

/** Whether an ALTER may add, drop or change columns. */
export const changesColumns = (text: string, { start, end }: Statement): boolean =>
  text.slice(start, end).toUpperCase().includes('COLUMN');

/** The statements that a statement of a script holds. */
export function innerStatements(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
    case 'case':
      return [...statement.branches.flatMap(({ body }) => body), ...statement.otherwise];
    case 'loop':
    case 'while':
    case 'repeat':
    case 'for':
      return statement.body;
    case 'block':
      return [...statement.body, ...statement.exception];
    default:
      return [];
  }
}
