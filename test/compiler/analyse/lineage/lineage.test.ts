import { describe, expect, test } from 'vitest';
import { type ColumnLineage, lineageOf } from '../../../../src/compiler/analyse/lineage/lineage.ts';
import { freshBinder } from '../../../../src/compiler/analyse/model/fresh.ts';
import { bindQuery } from '../../../../src/compiler/analyse/query/bind-query.ts';
import type { Query } from '../../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';
import { type ExpectedColumn, lineageCases } from './cases.ts';
import { catalog } from './tables.ts';

const signs = { copied: '', computed: '~', aggregated: '+' } as const;

function parsed(sql: string): Query {
  const { statements, faults } = parseStatements(sql);
  expect(faults).toEqual([]);
  const statement = statements[0];
  if (statement?.kind !== 'query') throw new Error(`no query: ${sql}`);
  return statement.query;
}

/** Lineage in the notation of the cases: a table is named where there are several. */
function shown(sql: string): readonly ExpectedColumn[] {
  const query = parsed(sql);
  const b = freshBinder(catalog);
  bindQuery(b, undefined, query);
  expect(b.findings).toEqual([]);
  const lineage = lineageOf(b, query);
  const all = lineage.flatMap((c) => [...c.sources, ...c.filteredBy, ...c.joinedBy, ...c.groupedBy]);
  const several = new Set(all.map(({ table }) => table)).size > 1;
  const name = ({ table, column }: { table: string; column: string }): string =>
    several ? `${table}.${column}` : column;
  const list = (columns: ColumnLineage['filteredBy']): readonly string[] => [...new Set(columns.map(name))].sort();
  return lineage.map((c) => ({
    name: c.column ?? '?',
    sources: [...new Set(c.sources.map((s) => signs[s.how] + name(s)))].sort(),
    where: list(c.filteredBy),
    join: list(c.joinedBy),
    group: list(c.groupedBy),
  }));
}

describe('each column of a query knows the stored columns that it comes from', () => {
  for (const { title, sql, columns } of lineageCases()) {
    if (columns) test(`${title}: ${sql.slice(0, 60)}`, () => expect(shown(sql)).toEqual(columns));
  }
});

test('a chain of ten thousand operators has a lineage', () => {
  const sql = `SELECT ${Array.from({ length: 10_000 }, () => 'price').join(' + ')} AS total FROM orders`;
  expect(shown(sql)[0]?.sources).toEqual(['~price']);
});
