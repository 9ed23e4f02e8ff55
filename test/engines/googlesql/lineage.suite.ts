import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ColumnLineage, lineageOf } from '../../../src/compiler/analyse/lineage/lineage.ts';
import { freshBinder } from '../../../src/compiler/analyse/model/fresh.ts';
import { bindQuery } from '../../../src/compiler/analyse/query/bind-query.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { lineageCases } from '../../compiler/analyse/lineage/cases.ts';
import { catalog } from '../../compiler/analyse/lineage/tables.ts';
import { type Evaluator, installed, startEvaluator } from './evaluator.ts';
import { changes, data, type Leaf, leaves, over, withChange } from './rows.ts';

function lineage(sql: string): readonly ColumnLineage[] {
  const statement = parseStatements(sql).statements[0];
  if (statement?.kind !== 'query') return [];
  const b = freshBinder(catalog);
  bindQuery(b, undefined, statement.query);
  return lineageOf(b, statement.query);
}

/** Whether the lineage names the leaf, something below it, or something that holds it. */
function names(column: ColumnLineage | undefined, leaf: Leaf): boolean {
  const dotted = leaf.path.join('.');
  const all = [
    ...(column?.sources ?? []),
    ...(column?.filteredBy ?? []),
    ...(column?.joinedBy ?? []),
    ...(column?.groupedBy ?? []),
  ];
  return all.some(
    ({ table, column: name }) =>
      table === leaf.table && (`${name}.`.startsWith(`${dotted}.`) || `${dotted}.`.startsWith(`${name}.`)),
  );
}

/** Each output column's values, in no order. */
const columns = (rows: readonly (readonly unknown[])[], count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => JSON.stringify(rows.map((row) => JSON.stringify(row[i])).sort()));

/** What the evaluator has not: pipes, and these by title. RAND changes by itself. */
const notEvaluated = new Set(['ROLLUP', 'APPROX_COUNT_DISTINCT', 'a CTE that nobody reads decides nothing']);

const cases = lineageCases().filter(
  ({ columns: expected, sql, title }) =>
    expected && !sql.startsWith('FROM') && !sql.includes('RAND()') && !notEvaluated.has(title),
);

describe.skipIf(!installed)('what changes when a stored column changes is in the lineage', () => {
  let google: Evaluator;
  beforeAll(async () => {
    google = await startEvaluator();
  });
  afterAll(() => google?.stop());

  for (const { title, sql } of cases) {
    test(`${title}: ${sql.slice(0, 60)}`, { timeout: 60_000 }, async () => {
      const known = lineage(sql);
      const before = await google.evaluate(over(data, sql));
      if ('error' in before) throw new Error(before.error);
      const was = columns(before.rows, known.length);
      const missing = new Set<string>();
      let moved = 0;
      for (const leaf of leaves().filter(({ table }) => new RegExp(`\\b${table}\\b`).test(sql))) {
        for (const change of changes) {
          const after = await google.evaluate(over(withChange(leaf, change), sql));
          if ('error' in after) continue;
          for (const [i, values] of columns(after.rows, known.length).entries()) {
            if (values === was[i]) continue;
            moved += 1;
            if (!names(known[i], leaf)) missing.add(`${known[i]?.column} <- ${leaf.table}.${leaf.path.join('.')}`);
          }
        }
      }
      expect([...missing]).toEqual([]);
      if (known.some(({ sources }) => sources.length > 0)) expect(moved).toBeGreaterThan(0);
    });
  }
});
