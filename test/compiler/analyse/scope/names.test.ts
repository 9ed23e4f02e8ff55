import { describe, expect, test } from 'vitest';
import { bind, found, shown, unmarked } from '../query/check.ts';

/** A query whose wrong token stands in `⟦⟧`, the message, and what should stand there instead. */
const told: readonly (readonly [sql: string, message: string, replacement: string | undefined])[] = [
  ['SELECT ⟦amout⟧ FROM shop.orders', 'There is no column amout in orders. Did you mean amount?', 'amount'],
  ['SELECT ⟦xyzzy⟧ FROM shop.orders', 'There is no column xyzzy in orders.', undefined],
  [
    'SELECT ⟦nmae⟧ FROM shop.orders o JOIN shop.customers c ON o.customer_id = c.id',
    'There is no column nmae in o and c. Did you mean name?',
    'name',
  ],
  ['SELECT ⟦one⟧', 'There is no column one here: the query has no FROM.', undefined],
  ['SELECT o.⟦amout⟧ FROM shop.orders AS o', 'There is no column amout in o. Did you mean amount?', 'amount'],
  [
    'SELECT ⟦orders⟧.id FROM shop.orders AS o',
    'In orders.id, orders is neither a table in FROM nor a column. Did you mean o?',
    'o',
  ],
  [
    'SELECT ⟦shop.orders⟧.id FROM shop.orders',
    'In shop.orders.id, shop is neither a table in FROM nor a column. Did you mean orders?',
    'orders',
  ],
  [
    'SELECT ⟦ordres⟧.id FROM shop.orders',
    'In ordres.id, ordres is neither a table in FROM nor a column. Did you mean orders?',
    'orders',
  ],
  [
    'SELECT ⟦p⟧.country FROM shop.orders o JOIN shop.customers c ON o.customer_id = c.id',
    'In p.country, p is neither a table in FROM nor a column. Did you mean c?',
    'c',
  ],
  ['SELECT ⟦q⟧.* FROM t', 'In q.*, q is neither a table in FROM nor a column.', undefined],
  [
    'SELECT total AS x FROM (SELECT 1 AS `a b`, 2 AS total) WHERE ⟦`a  b`⟧ = 1',
    'There is no column a  b. Did you mean a b?',
    '`a b`',
  ],
  ['WITH totals AS (SELECT 1 AS x) SELECT x FROM ⟦total⟧', 'There is no table total. Did you mean totals?', 'totals'],
  [
    'SELECT * EXCEPT (⟦statsu⟧) FROM shop.orders',
    'EXCEPT names statsu, but the star gives no such column. Did you mean status?',
    'status',
  ],
  [
    'SELECT 1 FROM shop.orders JOIN shop.customers USING (⟦idd⟧)',
    'USING joins on idd, but orders has no such column. Did you mean id?',
    'id',
  ],
];

describe('names that certainly do not exist', () => {
  test.each(told)('%s', (marked, message, replacement) => {
    const { sql, places } = unmarked(marked);
    const [finding, ...more] = found(bind(sql));
    expect(more).toEqual([]);
    expect(finding?.diagnostic.message).toBe(message);
    expect([finding?.at.start, finding?.at.end]).toEqual(places[0]);
    expect(finding?.replacement).toBe(replacement);
  });
});

test('an ambiguous column lists the ways to write it', () => {
  const [finding] = found(bind('SELECT id FROM shop.orders AS o JOIN shop.customers AS c ON o.customer_id = c.id'));
  expect(finding?.diagnostic.help).toBe('Write o.id or c.id.');
});

test('a field is told with the column that holds it', () => {
  const [finding] = found(bind('SELECT city FROM shop.orders'));
  expect(finding?.diagnostic.help).toBe('city is a field of address: write address.city.');
});

describe('what is not known is silent', () => {
  test.each([
    ['SELECT anything, t.whatever FROM other.t', 'anything ?, whatever ?'],
    ['SELECT * FROM other.t', '...'],
    ['SELECT a, * FROM other.t', 'a ?, ...'],
    ['SELECT x.y.z FROM other.t', 'z ?'],
    ['SELECT a FROM u JOIN other.t USING (z)', 'a INT64'],
    ['SELECT a FROM other.t JOIN u ON TRUE', 'a INT64'],
    ['SELECT q FROM u JOIN other.t ON u.a = t.a', 'q ?'],
    ['SELECT (SELECT z FROM other.t) FROM u', '_ ?'],
    ['SELECT (SELECT u.z FROM other.t LIMIT 1) FROM u', '_ STRING'],
    ['SELECT e.x, y FROM other.t, UNNEST(t.items) AS e', 'x ?, y ?'],
    ['SELECT e.x FROM other.t, t.items AS e', 'x ?'],
    ['SELECT * EXCEPT (nope) REPLACE (1 AS one) FROM other.t', 'one INT64, ...'],
    ['SELECT a FROM u UNION ALL SELECT * FROM other.t', 'a ?, ...'],
    ['SELECT b, COUNT(*) AS n FROM other.t GROUP BY a', 'b ?, n INT64'],
    ['SELECT * FROM `p.d.INFORMATION_SCHEMA.COLUMNS`', '...'],
    ['SELECT table_name FROM d.INFORMATION_SCHEMA.TABLES', 'table_name ?'],
    ["SELECT * FROM EXTERNAL_QUERY('p.eu.c', 'SELECT 1')", '...'],
    ['SELECT a, predicted FROM ML.PREDICT(MODEL d.m, TABLE u)', 'a INT64, predicted ?'],
    ['SELECT a, p FROM ML.PREDICT(MODEL d.m, (SELECT a FROM u))', 'a INT64, p ?'],
  ])('%s', (sql, columns) => {
    const bound = bind(sql);
    expect(found(bound)).toEqual([]);
    expect(shown(bound.rows)).toBe(columns);
  });
});

describe('pseudo columns of stored tables', () => {
  test.each([
    ['SELECT _PARTITIONTIME AS p, _table_suffix AS s FROM other.`events_*`', 'p TIMESTAMP, s STRING'],
    ['SELECT _PARTITIONDATE AS p, COUNT(*) AS n FROM shop.orders GROUP BY p', 'p DATE, n INT64'],
    ['SELECT _PARTITIONDATE, COUNT(*) AS n FROM shop.orders GROUP BY _PARTITIONDATE', '_PARTITIONDATE DATE, n INT64'],
    ['SELECT o._FILE_NAME FROM shop.orders AS o', '_FILE_NAME STRING'],
    ['SELECT * FROM u WHERE _PARTITIONTIME > "2024-01-01"', 'a INT64, z STRING'],
  ])('%s', (sql, columns) => {
    const bound = bind(sql);
    expect(found(bound)).toEqual([]);
    expect(shown(bound.rows)).toBe(columns);
  });

  test('a subquery has none', () => {
    const { sql, places } = unmarked('SELECT ⟦_PARTITIONTIME⟧ FROM (SELECT * FROM u)');
    expect(found(bind(sql)).map(({ at }) => [at.start, at.end])).toEqual(places);
  });
});

test('a path in one pair of back-quotes is a name of its table', () => {
  expect(shown(bind('SELECT `shop.orders`.id, orders.day FROM `shop.orders`').rows)).toBe('id INT64, day DATE');
});

describe('variables', () => {
  const variables = { total: { kind: 'FLOAT64' }, a: { kind: 'DATE' } } as const;

  test('come last', () => {
    expect(shown(bind('SELECT total, a FROM u', variables).rows)).toBe('total FLOAT64, a INT64');
  });

  test('are meant by names like theirs', () => {
    expect(found(bind('SELECT totl', variables))[0]?.replacement).toBe('total');
  });
});

test('what a name stands for is recorded', () => {
  const { b, query, rows } = bind('SELECT (SELECT o.address.geo.lat) AS lat FROM shop.orders AS o');
  const [path] = [...b.bindings.keys()];
  const binding = path && b.bindings.get(path);
  expect(binding).toMatchObject({ kind: 'column', path: ['geo', 'lat'], correlated: true });
  expect(binding?.kind === 'column' && binding.column.source).toEqual({
    kind: 'table',
    table: 'shop.orders',
    column: 'address',
  });
  expect(b.rows.get(query)).toBe(rows);
});

test('ten thousand names in a row and deep chains are bound', () => {
  const items = Array.from({ length: 10_000 }, (_, i) => `a AS c${i}`).join(', ');
  expect(bind(`SELECT ${items} FROM u`).rows.columns).toHaveLength(10_000);
  const sum = Array.from({ length: 10_000 }, () => 'a').join(' + ');
  expect(shown(bind(`SELECT ${sum} AS s, COUNT(*) AS n FROM u GROUP BY s`).rows)).toBe('s INT64, n INT64');
  const unions = Array.from({ length: 1_000 }, () => 'SELECT a FROM u').join(' UNION ALL ');
  expect(shown(bind(unions).rows)).toBe('a INT64');
});
