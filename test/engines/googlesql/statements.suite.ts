import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, casesIn, isFault, tables } from '../../compiler/analyse/expression/cases.ts';
import { unmarked } from '../../compiler/analyse/query/check.ts';
import { type Analyzer, startAnalyzer, type World } from './analyzer.ts';
import { installed } from './server.ts';

const folder = join(import.meta.dirname, '../../compiler/analyse');
const expressions = casesIn(join(folder, 'expression/cases'));
const statements = casesIn(join(folder, 'statement/cases'));

const world: World = {
  tables: tables.map(({ name, columns }) => ({ path: [name], columns })),
  functions: [],
  parameters: new Map(),
};

describe.skipIf(!installed)('the cases of expressions and statements are as Google’s analyzer judges them', () => {
  let analyzer: Analyzer;
  beforeAll(async () => {
    analyzer = await startAnalyzer();
  });
  afterAll(() => analyzer.stop());

  /** What the analyzer says otherwise than the cases do. */
  async function disagreements(
    cases: readonly Case[],
    sqlOf: (text: string) => string,
    typed: boolean,
  ): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const one of cases) {
      const sql = sqlOf(unmarked(one.marked).sql);
      const verdict = await analyzer.judge(sql, world);
      if ('error' in verdict !== isFault(one)) wrong.push(`${sql}: ${'error' in verdict ? verdict.error : 'accepted'}`);
      else if (!('error' in verdict) && typed && verdict.columns?.[0]?.type !== one.outcome)
        wrong.push(`${sql}: ${verdict.columns?.[0]?.type}`);
    }
    return wrong;
  }

  test('types and refusals of expressions', async () => {
    expect(await disagreements(expressions, (text) => `SELECT ${text} FROM t`, true)).toEqual([]);
  });

  test('refusals of statements', async () => {
    expect(await disagreements(statements, (text) => text, false)).toEqual([]);
  });
});
