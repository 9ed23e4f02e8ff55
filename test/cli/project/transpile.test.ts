import { describe, expect, test } from 'vitest';
import { placeTypeScript, transpile } from '../../../src/cli/project/transpile.ts';
import { positionAt } from '../../../src/compiler/diagnostics/span.ts';
import type { Evaluation } from '../../../src/compiler/load/port.ts';
import { marked } from '../../support/marked.ts';

describe('TypeScript with a mistake', () => {
  test.each([
    ['a value that is missing', 'export const a: number = «;»\n'],
    ['letters of several bytes before it', "const ö: string = '日本😀'; const b = «)»;\n"],
    ['lines that end in CR LF', 'export const a = 1;\r\nexport const b = «]»;\r\n'],
  ])('is placed at its line and column: %s', async (_, text) => {
    const { source, spans } = marked(text);
    const { fault } = await transpile('macros/a.ts', source);
    expect(fault).toMatchObject({ name: 'SyntaxError', ...positionAt(source, spans[0]?.start ?? 0) });
  });
});

describe('a place in what was made of TypeScript', () => {
  const source = [
    'interface Money {',
    '  readonly amount: number;',
    '}',
    '',
    'export function cents(money: Money): string {',
    "  // it's a comment that goes",
    "  if (money.amount < 0) «throw» new Error(`no ${money.amount as number} 日本`); throw new TypeError('none');",
    '}',
  ].join('\n');
  const { source: text, spans } = marked(source);

  test('is that of the author', async () => {
    const { source: code } = await transpile('macros/money.ts', text);
    const { line, column } = positionAt(code, code.indexOf('throw '));
    const place = { path: 'macros/money.ts', line, column };
    const message = {
      message: 'm',
      stack: `Error: m\n    at macros/money.ts:${line}:${column}\n    at definitions/a.sqlx:1:2`,
    };
    const evaluation = {
      graph: { graphErrors: { compilationErrors: [message] } },
      errors: [{ code: 'BF1011', generated: place, callers: [{ path: 'definitions/a.sqlx', line: 1, column: 2 }] }],
    } as unknown as Evaluation;
    const { errors, graph } = await placeTypeScript(evaluation, new Map([['macros/money.ts', text]]));
    const wanted = positionAt(text, spans[0]?.start ?? 0);
    expect(line).not.toBe(wanted.line);
    expect(errors[0]?.generated).toEqual({ path: 'macros/money.ts', ...wanted });
    expect(errors[0]?.callers).toEqual([{ path: 'definitions/a.sqlx', line: 1, column: 2 }]);
    expect(graph.graphErrors.compilationErrors?.[0]?.stack).toBe(
      `Error: m\n    at macros/money.ts:${wanted.line}:${wanted.column}\n    at definitions/a.sqlx:1:2`,
    );
  });
});
