import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import type { Canonical } from '../../adapters/duckdb/canonical.ts';

/** A value of Google's evaluator in one row, or its message. */
export type Given = { readonly value: Canonical } | { readonly error: string };

type Binary = Extract<Expr, { kind: 'binary' }>;

/** Google's message about a FLOAT64 that overflows. */
export const overflows = /(?:double|float|floating point).*overflow/i;

const HEAD = 'SELECT '.length;

function operations(expression: string): readonly Binary[] {
  const found: Binary[] = [];
  walk(parseStatements(`SELECT ${expression}`).statements, (node) => {
    const e = node as Expr;
    if (e.kind === 'binary' && ['+', '-', '*', '/'].includes(e.op)) found.push(e);
    return true;
  });
  return found.toSorted((a, b) => a.end - a.start - (b.end - b.start));
}

/**
 * The expression with infinity in the place of each FLOAT64 operation that overflows by itself in the row that `ask`
 * asks for; undefined where none does.
 */
export async function withInfinity(
  expression: string,
  ask: (expression: string) => Promise<Given>,
): Promise<string | undefined> {
  let text = expression;
  // Each turn replaces one operation, of which there are few.
  for (let turn = 0; turn < operations(expression).length; turn += 1) {
    const next = await replaced(text, ask);
    if (next === undefined) break;
    text = next;
  }
  return text === expression ? undefined : text;
}

async function replaced(text: string, ask: (expression: string) => Promise<Given>): Promise<string | undefined> {
  const of = ({ start, end }: Expr): string => text.slice(start - HEAD, end - HEAD);
  for (const e of operations(text)) {
    const own = await ask(of(e));
    if (!('error' in own) || !overflows.test(own.error)) continue;
    const sign = await ask(
      e.op === '*' || e.op === '/' ? `SIGN(${of(e.left)}) * SIGN(${of(e.right)})` : `SIGN(${of(e.left)})`,
    );
    if ('error' in sign) continue;
    const infinity = `CAST('${Number(sign.value) < 0 ? '-' : ''}inf' AS FLOAT64)`;
    return `${text.slice(0, e.start - HEAD)}${infinity}${text.slice(e.end - HEAD)}`;
  }
  return undefined;
}
