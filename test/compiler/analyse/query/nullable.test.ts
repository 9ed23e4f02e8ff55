import { expect, test } from 'vitest';
import { freshBinder } from '../../../../src/compiler/analyse/model/fresh.ts';
import { bindQuery } from '../../../../src/compiler/analyse/query/bind-query.ts';
import { parseStatements } from '../../../../src/compiler/sql/parse/statement.ts';

const columns = [
  { name: 'id', type: { kind: 'INT64' }, nullable: false },
  { name: 'note', type: { kind: 'STRING' } },
] as const;

/** Names of the columns that certainly hold no NULL; tables `a` and `b` require their `id`. */
function required(sql: string): string {
  const [only] = parseStatements(sql).statements;
  if (only?.kind !== 'query') throw new Error(`no query: ${sql}`);
  const table = (path: readonly string[]) => ({ name: path.join('.'), complete: true, columns });
  const rows = bindQuery(freshBinder({ table, routine: () => undefined }), undefined, only.query);
  return rows.columns.flatMap(({ name, nullable }) => (nullable === false ? [name ?? '_'] : [])).join(', ');
}

test.each([
  ['SELECT * FROM a', 'id'],
  ['SELECT x.id FROM (SELECT id FROM a) AS x', 'id'],
  ['WITH c AS (SELECT id, note FROM a) SELECT * FROM c', 'id'],
  ['SELECT a.id, b.id AS other FROM a JOIN b ON a.note = b.note', 'id, other'],
  ['SELECT a.id, b.id AS other FROM a LEFT JOIN b ON a.note = b.note', 'id'],
  ['SELECT a.id, b.id AS other FROM a RIGHT JOIN b ON a.note = b.note', 'other'],
  ['SELECT a.id, b.id AS other FROM a FULL JOIN b ON a.note = b.note', ''],
  ['SELECT * FROM a LEFT JOIN (a AS x JOIN b ON x.id = b.id) ON a.id = x.id', 'id'],
  ['SELECT id FROM a UNION ALL SELECT id FROM b', 'id'],
  ['SELECT id FROM a UNION ALL SELECT NULL', ''],
  ['SELECT n, off FROM UNNEST([1, 2]) AS n WITH OFFSET AS off', 'off'],
  ['SELECT id, COUNT(*) AS n FROM a GROUP BY id', 'id, n'],
])('%s requires %s', (sql, names) => {
  expect(required(sql)).toBe(names);
});
