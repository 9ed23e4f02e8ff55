import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';

type Sum = Extract<Expr, { kind: 'binary' }>;

const isNumber = (e: Expr): boolean => e.kind === 'int' || (e.kind === 'unary' && e.of.kind === 'int');

/** A number beside a column: what is compared with it may take the number over. */
const isMovable = (e: Expr): e is Sum =>
  e.kind === 'binary' &&
  (e.op === '+' || e.op === '-') &&
  [e.left, e.right].some(({ kind }) => kind === 'path') &&
  [e.left, e.right].some(isNumber);

/** The query with sums of a column and a number that overflow nothing, for where they are compared. */
export function widened(sql: string): string {
  const sums: Sum[] = [];
  walk(parseStatements(sql).statements, (node) => {
    if (isMovable(node as Expr)) sums.push(node as Sum);
    return true;
  });
  return sums
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, left, right, op }) => {
      const [a, b] = [sql.slice(left.start, left.end), sql.slice(right.start, right.end)];
      return `${text.slice(0, start)}(CAST(${a} AS BIGNUMERIC) ${op} ${b})${text.slice(end)}`;
    }, sql);
}
