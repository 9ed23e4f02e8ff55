import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reader } from '../../../../src/adapters/databricks/reader/reader.ts';
import { translateToDatabricks } from '../../../../src/adapters/databricks/translate.ts';
import { isOfNames } from '../../../../src/compiler/analyse/project/read-text.ts';
import type { Unit } from '../../../../src/compiler/analyse/project/texts.ts';
import { analyseUnit, type Surrounding } from '../../../../src/compiler/analyse/project/unit.ts';
import { typeText } from '../../../../src/compiler/analyse/types/text.ts';
import { datasets } from '../../duckdb/database.ts';
import { cases } from './cases.ts';
import { printedCases } from './printed.ts';

const unknown = { value: undefined, hash: '' };
const googleSql: Surrounding = {
  keysOf: (path) => [path.join('\n')],
  table: () => unknown,
  routine: () => unknown,
  lineage: true,
};
const databricks: Surrounding = { ...googleSql, reader };

function analysed(text: string, around: Surrounding): { readonly columns: string; readonly told: readonly string[] } {
  const unit: Unit = {
    texts: [{ role: 'query', text, place: { in: 'field', field: 'query', index: 0 } }],
    stored: false,
  };
  const { columns = [], findings } = analyseUnit(unit, 'p\nd\nt', around);
  return {
    columns: columns.map(({ name, type }) => `${name} ${typeText(type)}`).join(', '),
    told: findings.flatMap((list) => list.flatMap(({ diagnostic: d }) => (isOfNames(d) ? [d.message] : []))),
  };
}

test('nothing is found in queries that Spark answers', () => {
  expect(cases.flatMap(({ sql }) => analysed(sql, databricks).told.map((message) => [sql, message]))).toEqual([]);
});

/** What the reader does not read has no type; Databricks gives a name to columns that GoogleSQL leaves without one. */
const isLessKnown = (back: string, direct: string): boolean =>
  back.startsWith(`${direct}, `) || (back.includes(' ?') && namesIn(back) === namesIn(direct));

const namesIn = (columns: string): string =>
  columns
    .split(', ')
    .map((column) => column.split(' ')[0])
    .join();

test('the example of BF2021 is found, in its words', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/diagnostics/BF2021.md'), 'utf8');
  const text = /```sql\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const unit: Unit = {
    texts: [{ role: 'query', text, place: { in: 'field', field: 'query', index: 0 } }],
    stored: false,
  };
  const found = analyseUnit(unit, 'p\nd\nt', databricks).findings.flat();
  expect(
    found.some(({ diagnostic: { code, severity, message } }) => page.includes(`${severity}[${code}] ${message}`)),
  ).toBe(true);
});

test('what is written for Databricks has the columns and types of the GoogleSQL that it was made from', async () => {
  const other: string[] = [];
  let same = 0;
  for (const { sql } of printedCases) {
    const made = await translateToDatabricks({ text: sql, pieces: [] }, datasets);
    if (!made.sql || /TABLESAMPLE/.test(made.sql.text)) continue;
    const [back, direct] = [analysed(made.sql.text, databricks), analysed(sql, googleSql)];
    if (back.told.length > 0) other.push(`${sql}: ${back.told.join(' ')}`);
    // Databricks calls a cast of a column as the column; a struct stands for its fields in GoogleSQL alone.
    const isNamed = direct.columns === '' || /\?|AS (?:STRUCT|VALUE)/.test(`${direct.columns}${sql}`);
    if (back.columns === direct.columns) same += 1;
    else if (isLessKnown(back.columns, direct.columns)) continue;
    else if (!isNamed && !/^\s*SELECT AS/i.test(sql) && !(back.columns === '' && /AS STRUCT/.test(sql)))
      other.push(`${sql}: ${back.columns} for ${direct.columns}`);
  }
  expect(other).toEqual([]);
  expect(same).toBeGreaterThan(3_400);
});

const told = (sql: string): readonly string[] => analysed(sql, databricks).told;

test('what is not taken is of an unknown type, and hides no column', () => {
  expect(
    analysed('SELECT soundex(a) AS s, CAST(soundex(a) AS INT) AS n, a FROM VALUES (1) AS t(a)', databricks),
  ).toEqual({
    columns: 's ?, n INT64, a INT64',
    told: [],
  });
  expect(
    analysed(
      'SELECT x.k, count(*) AS n FROM u LATERAL VIEW explode(u.list) AS x WHERE xpath(u.a) GROUP BY ALL',
      databricks,
    ),
  ).toMatchObject({ told: [] });
});

test('names that there are not are told, those that Databricks makes are not', () => {
  expect(told('SELECT t.b, c, t.a.x FROM VALUES (named_struct("y", 1)) AS t(a)')).toEqual([
    'There is no column b in t.',
    'There is no column c in t.',
    'There is no field x in STRUCT<y INT64>. Did you mean y?',
  ]);
  expect(told('SELECT _metadata.file_path, current_catalog, soundex(user) FROM VALUES (1) AS t(a)')).toEqual([]);
});
