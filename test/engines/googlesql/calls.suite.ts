import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../../src/compiler/analyse/model/catalog.ts';
import { freshBinder } from '../../../src/compiler/analyse/model/fresh.ts';
import { googlesql } from '../../../src/compiler/analyse/signatures/googlesql.generated.ts';
import { resolveCall } from '../../../src/compiler/analyse/signatures/resolve.ts';
import { bindStatements } from '../../../src/compiler/analyse/statement/bind-statement.ts';
import { typeText } from '../../../src/compiler/analyse/types/text.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { installed, type Server, startServer } from './server.ts';
import { callsOf, operations } from './signatures/calls.ts';
import { each, oracleOf } from './signatures/oracle.ts';
import { columnTypes } from './signatures/pool.ts';

const catalog: Catalog = {
  table: () => ({
    name: 't',
    complete: true,
    columns: columnTypes.map((type, i) => ({ name: `c${i}`, type })),
  }),
  routine: () => undefined,
};

/** What the whole analysis says of an expression: its type, or the first thing that is wrong. */
function analysed(expression: string): string {
  const { statements, faults } = parseStatements(`SELECT ${expression} AS x FROM t`);
  const b = freshBinder(catalog);
  bindStatements(b, statements);
  const [finding] = b.findings;
  if (faults.length > 0) return 'does not parse';
  if (finding) return finding.diagnostic.message;
  const column = [...b.rows.values()].at(-1)?.columns[0];
  return column ? typeText(column.type) : 'no column';
}

/** How many expressions are asked for in one question. */
const BATCH = 40;

describe.skipIf(!installed)('calls and operators in a query', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  test('have nothing wrong in them where the analyzer takes them, and the type that it gives', async () => {
    const names = Object.keys(googlesql).filter((name) => !name.startsWith('$'));
    const groups = [...names.map(callsOf), operations()].map((calls) =>
      calls.filter(({ name, args }) => resolveCall(name, args).kind === 'ok').map(({ sql }) => sql),
    );
    const batches = groups.flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / BATCH) }, (_, i) => group.slice(i * BATCH, (i + 1) * BATCH)),
    );
    const oracle = await oracleOf(server);
    const verdicts = (await each(batches, oracle.typesOf)).flat();
    const calls = batches.flat();
    let taken = 0;
    const wrong = calls.flatMap((sql, i) => {
      const verdict = verdicts[i];
      if (!verdict || 'error' in verdict) return [];
      taken += 1;
      const ours = analysed(sql);
      return ours === verdict.type ? [] : [`${sql}: ${ours}, not ${verdict.type}`];
    });

    expect(wrong).toEqual([]);
    expect(taken).toBeGreaterThan(7_500);
  });
});
