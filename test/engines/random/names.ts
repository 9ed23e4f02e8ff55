import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';

/** What an expression is, in the words in which a catalogue names the subjects of a difference. */
export function nameOf(e: Expr): string | undefined {
  switch (e.kind) {
    case 'call':
      return e.name;
    case 'binary':
    case 'unary':
      return e.op;
    case 'cast':
      return `${e.safe ? 'SAFE_CAST' : 'CAST'} AS ${e.type.name}`;
    case 'between':
      return 'BETWEEN';
    case 'in':
      return 'IN';
    case 'like':
      return 'LIKE';
    case 'quantified':
      return e.op;
    default:
      return undefined;
  }
}

/** The functions and operators of a query, in the words of the catalogues. */
export function namesIn(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  walk(parseStatements(sql).statements, (node) => {
    const name = nameOf(node as Expr);
    if (name !== undefined) found.add(name);
    return true;
  });
  return found;
}
