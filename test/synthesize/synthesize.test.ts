import { describe, expect, test } from 'vitest';
import { dayOf, formatted } from '../../src/synthesize/moment.ts';
import { type SynthesizedTable, type SynthesizeRequest, synthesize } from '../../src/synthesize/synthesize.ts';
import { graphOf, type Texts } from './support/graph.ts';

const today = dayOf(Date.parse('2026-05-20T00:00:00Z'));

function tablesOf(texts: Texts, more: Partial<SynthesizeRequest> = {}): ReadonlyMap<string, SynthesizedTable> {
  const made = synthesize({ graph: graphOf(texts), outside: [], rows: 60, seed: '1', today, ...more });
  return new Map(made.map((table) => [`${table.target.schema}.${table.target.name}`, table]));
}

const rowsOf = (table: SynthesizedTable | undefined): readonly Readonly<Record<string, unknown>>[] =>
  (table?.parts ?? []).flatMap(({ rows }) => [...rows()]);

const valuesOf = (texts: Texts, table: string, column: string): readonly unknown[] =>
  rowsOf(tablesOf(texts).get(table)).map((row) => row[column]);

describe('synthesized rows', () => {
  test('are equal for equal seeds and differ for others', () => {
    const query = { a: "SELECT id, name, amount FROM raw.t WHERE kind = 'x' AND made_at > TIMESTAMP '2024-01-01'" };
    const [one, again, other] = [{}, {}, { seed: '2' }].map((more) => rowsOf(tablesOf(query, more).get('raw.t')));
    expect(one).toHaveLength(60);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('have keys that are unique where they are the own ones, and that join', () => {
    const texts = { a: 'SELECT 1 FROM raw.orders AS o JOIN raw.customers AS c ON o.customer_id = c.customer_id' };
    const tables = tablesOf(texts);
    const own = rowsOf(tables.get('raw.customers')).map((row) => row['customer_id']);
    expect(new Set(own).size).toBe(60);
    for (const { customer_id: key } of rowsOf(tables.get('raw.orders'))) expect(own).toContain(key);
  });

  test('hold constants that the SQL asks for, beside others', () => {
    const values = valuesOf({ a: "SELECT 1 FROM raw.t WHERE kind IN ('refund', 'sale')" }, 'raw.t', 'kind');
    expect(values).toContain('refund');
    expect(values).toContain('sale');
    expect(values.some((value) => value !== 'refund' && value !== 'sale')).toBe(true);
  });

  test('lie inside and outside of a range of dates', () => {
    const query = "SELECT 1 FROM raw.t WHERE day BETWEEN DATE '2021-03-01' AND DATE '2021-03-31'";
    const days = valuesOf({ a: query }, 'raw.t', 'day').filter((day): day is string => typeof day === 'string');
    const inside = days.filter((day) => day >= '2021-03-01' && day <= '2021-03-31');
    expect(inside.length).toBeGreaterThan(5);
    expect(inside.length).toBeLessThan(days.length);
  });

  test('have arrays with the element that is read at a position, unless it is read with SAFE', () => {
    const query = 'SELECT tags[OFFSET(1)], marks[SAFE_OFFSET(1)], names[ORDINAL(1)] FROM raw.t';
    const rows = rowsOf(tablesOf({ a: query }).get('raw.t'));
    const least = (column: string): number =>
      Math.min(...rows.flatMap((row) => (Array.isArray(row[column]) ? [row[column].length] : [])));
    expect([least('tags'), least('marks'), least('names')]).toEqual([2, 0, 1]);
  });

  test('are the values of the column that is known by that name, not of an element that may have it', () => {
    const query =
      'SELECT COUNT(DISTINCT other) FROM raw.t, UNNEST(items) AS item WHERE item.id > 1 AND EXISTS (SELECT 1 FROM UNNEST(notes) AS n WHERE n.id = 2 AND other = 3 AND TIMESTAMP_DIFF(a, b, SECOND) > 1)';
    const columns = Object.keys(rowsOf(tablesOf({ a: query }).get('raw.t'))[0] ?? {});
    expect(columns).toEqual(expect.arrayContaining(['other', 'items', 'notes']));
    expect(JSON.stringify(rowsOf(tablesOf({ a: query }).get('raw.t')))).not.toMatch(/SECOND/i);
  });

  test('are texts that can be read where only their first characters are', () => {
    const query = 'SELECT TIMESTAMP(LEFT(changed, 26)) AS t, DATE(SUBSTR(day, 1, 10)) AS d FROM raw.t';
    for (const { changed, day } of rowsOf(tablesOf({ a: query }).get('raw.t'))) {
      if (changed !== null) expect(changed).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
      if (day !== null) expect(day).toMatch(/^\d{4}-\d\d-\d\d/);
    }
  });

  test('are texts that casts and formats can read', () => {
    const query = "SELECT CAST(REPLACE(n, ',', '.') AS NUMERIC), PARSE_DATE('%d/%m/%Y', day) FROM raw.t";
    const rows = rowsOf(tablesOf({ a: query }).get('raw.t'));
    for (const { n, day } of rows) {
      if (n !== null) expect(n).toMatch(/^-?\d+(\.\d+)?$/);
      if (day !== null) expect(day).toMatch(/^\d\d\/\d\d\/\d{4}$/);
    }
  });

  test('are as few as a query that stands for a value allows', () => {
    const one = tablesOf({ a: 'SELECT (SELECT rate FROM raw.t) AS r, (SELECT MAX(n) FROM raw.u) AS n FROM raw.v' });
    expect([...one].map(([name, table]) => [name, rowsOf(table).length])).toEqual([
      ['raw.v', 60],
      ['raw.t', 1],
      ['raw.u', 60],
    ]);
    const keyed = tablesOf({ a: 'SELECT (SELECT t.rate FROM raw.t AS t WHERE t.code = v.code) AS r FROM raw.v AS v' });
    const codes = rowsOf(keyed.get('raw.t')).map((row) => row['code']);
    expect(new Set(codes).size).toBe(60);
    const query =
      "SELECT (SELECT s.d FROM UNNEST(xs) AS s WHERE REGEXP_CONTAINS(s.k, r'a|b')), (SELECT s.d FROM UNNEST(ys) AS s WHERE s.k = 'a') FROM raw.t";
    const rows = rowsOf(tablesOf({ a: query }).get('raw.t'));
    const most = (column: string): number =>
      Math.max(...rows.flatMap((row) => (Array.isArray(row[column]) ? [row[column].length] : [])));
    expect([most('xs'), most('ys')]).toEqual([1, 1]);
  });

  test('have JSON whose values can be read as what they are cast to', () => {
    const query = `SELECT CAST(JSON_VALUE(data, '$.paid') AS BOOL), SAFE_CAST(JSON_EXTRACT(data, '$.n') AS INT64),
      PARSE_TIMESTAMP('%Y/%m/%d', JSON_VALUE(data, '$.at.day')), DATE(JSON_VALUE(data, '$.on')) FROM raw.t`;
    for (const value of valuesOf({ a: query }, 'raw.t', 'data')) {
      if (value === null) continue;
      expect(JSON.parse(String(value))).toEqual({
        paid: expect.any(Boolean),
        n: expect.any(Number),
        at: { day: expect.stringMatching(/^\d{4}\/\d\d\/\d\d$/) },
        on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
    }
  });

  test('have JSON with the paths that are read', () => {
    const values = valuesOf({ a: "SELECT JSON_VALUE(data, '$.user.id') FROM raw.t" }, 'raw.t', 'data');
    const [first] = values.filter((value) => value !== null);
    expect(JSON.parse(String(first))).toMatchObject({ user: { id: expect.any(String) } });
  });

  test('have one element for each key that is looked up in an array', () => {
    const query = `SELECT (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'page'),
      (SELECT value.string_value FROM UNNEST(event_params) WHERE key = 'source') FROM raw.t`;
    const values = valuesOf({ a: query }, 'raw.t', 'event_params') as readonly (readonly { key: string }[] | null)[];
    const keys = values.flatMap((list) => (list ?? []).map(({ key }) => key));
    expect(new Set(keys)).toEqual(new Set(['page', 'source']));
    for (const list of values) expect(new Set(list?.map(({ key }) => key)).size).toBe(list?.length ?? 0);
  });
});

test('dates that an assertion refuses when they are old are of the last day', () => {
  const target = { database: 'p', schema: 'd', name: 'fresh' };
  const query = 'SELECT at_time FROM raw.t WHERE at_time < TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 12 HOUR)';
  const assertions = [{ target, canonicalTarget: target, query, fileName: 'definitions/fresh.sqlx' }];
  const graph = { ...graphOf({}), assertions } as unknown as SynthesizeRequest['graph'];
  const [table] = synthesize({ graph, outside: [], rows: 20, seed: '1', today });
  for (const row of rowsOf(table)) expect(row['at_time']).toMatch(/^2026-05-20 23:5/);
});

test('rows are made up for an action that does not run, with the columns of its query', () => {
  const target = { database: 'p', schema: 'd', name: 'a' };
  const outside = [
    { target, columns: [{ name: 'n', type: { kind: 'INT64' } }], complete: true, isDeclared: false, standsIn: true },
  ] as const;
  const tables = tablesOf({ a: 'SELECT n FROM raw.t', b: 'SELECT n FROM p.d.a' }, { outside });
  expect(tables.get('d.a')).toMatchObject({
    standsIn: true,
    columns: [{ name: 'n', type: 'INT64', known: 'declared' }],
  });
});

test('a wildcard table has members around the range of _TABLE_SUFFIX, and those that the SQL names', () => {
  const tables = tablesOf({
    a: "SELECT x FROM `raw.events_*` WHERE _TABLE_SUFFIX BETWEEN '20240110' AND '20240120'",
    b: 'SELECT x FROM `raw.events_20230101`',
  });
  expect([...tables.keys()]).toEqual(['raw.events_*']);
  const suffixes = tables.get('raw.events_*')?.parts.map(({ suffix }) => suffix);
  expect(suffixes).toEqual(expect.arrayContaining(['20230101', '20240110', '20240115', '20240120', '20260519']));
});

test('the day of a member is the day of its rows', () => {
  const query = "SELECT PARSE_DATE('%Y%m%d', event_date) FROM `raw.events_*` WHERE _TABLE_SUFFIX = '20240110'";
  const part = tablesOf({ a: query })
    .get('raw.events_*')
    ?.parts.find(({ suffix }) => suffix === '20240110');
  const days = [...(part?.rows() ?? [])].map((row) => row['event_date']).filter((day) => day !== null);
  expect(new Set(days)).toEqual(new Set(['20240110']));
});

test('formats of dates are written as GoogleSQL writes them', () => {
  const day = dayOf(Date.parse('2024-02-29T00:00:00Z'));
  expect(formatted('%Y-%m-%dT%H:%M:%E*S%Ez', day, 3723)).toBe('2024-02-29T01:02:03.000000+00:00');
  expect(formatted('%a %b %e %I:%M %p', day, 13 * 3600)).toBe('Thu Feb 29 01:00 PM');
});
