import type { Fault, Valid } from '../check.ts';

/** GROUP BY ALL and other syntax that is newer than the analyzer of these tests. */
const newer: readonly Valid[] = [
  ['SELECT b, d, COUNT(*) AS n FROM t GROUP BY ALL', 'b STRING, d DATE, n INT64'],
  ['SELECT UPPER(b) AS k, s.x, SUM(a) AS n FROM t GROUP BY ALL ORDER BY k, x', 'k STRING, x INT64, n INT64'],
  ['SELECT * EXCEPT (arr, s) FROM t GROUP BY ALL', 'a INT64, b STRING, c FLOAT64, d DATE'],
  ['SELECT 1 AS a, 2 AS b UNION ALL BY NAME SELECT 3 AS b, 4 AS a', 'a INT64, b INT64'],
];

/** Source: GoogleSQL "Pipe query syntax". */
export const valid: readonly Valid[] = [
  ...newer,
  ['FROM u', 'a INT64, z STRING'],
  ['FROM u |> SELECT z, a + 1 AS b', 'z STRING, b INT64'],
  ['SELECT a FROM t |> SELECT a * 2', '_ INT64'],
  ['FROM u |> EXTEND a * 2 AS b, UPPER(z) AS y', 'a INT64, z STRING, b INT64, y STRING'],
  ['FROM u |> EXTEND a * 2 AS b |> WHERE b > 1 |> SELECT b', 'b INT64'],
  ['FROM u |> SET z = LENGTH(z)', 'a INT64, z INT64'],
  ['FROM u |> SET z = 1.5 |> WHERE u.z = "x"', 'a INT64, z FLOAT64'],
  ['FROM u |> DROP a', 'z STRING'],
  ['FROM u |> RENAME z AS y, a AS b', 'b INT64, y STRING'],
  ['FROM u |> AS v |> WHERE v.a = 1', 'a INT64, z STRING'],
  ['FROM u |> WHERE u.a = 1 |> ORDER BY z DESC |> LIMIT 3', 'a INT64, z STRING'],
  ['FROM u |> AGGREGATE COUNT(*) AS n GROUP BY z', 'z STRING, n INT64'],
  ['FROM u |> AGGREGATE COUNT(*) AS n, MAX(a) AS m', 'n INT64, m INT64'],
  ['FROM u |> AGGREGATE SUM(a) AS a GROUP BY UPPER(z) AS up |> WHERE a > 1', 'up STRING, a INT64'],
  ['FROM u |> DISTINCT', 'a INT64, z STRING'],
  ['FROM u |> SELECT DISTINCT z', 'z STRING'],
  ['FROM u |> JOIN w ON u.z = w.k |> SELECT a, w.w AS ww', 'a INT64, ww INT64'],
  [
    'FROM u |> LEFT JOIN t USING (a)',
    'a INT64, z STRING, b STRING, c FLOAT64, d DATE, arr ARRAY<INT64>, s STRUCT<x INT64, y STRING>',
  ],
  ['FROM t |> CROSS JOIN UNNEST(arr) AS e |> SELECT e', 'e INT64'],
  ['FROM u |> UNION ALL (SELECT 1.5, "x")', 'a FLOAT64, z STRING'],
  ['FROM u |> UNION ALL BY NAME (SELECT "x" AS z, 2 AS a)', 'a INT64, z STRING'],
  ['FROM u |> EXCEPT DISTINCT (SELECT 1, "x"), (SELECT 2, "y")', 'a INT64, z STRING'],
  ["FROM sales |> PIVOT (SUM(amount) FOR quarter IN ('Q1', 'Q2'))", 'product STRING, year INT64, Q1 INT64, Q2 INT64'],
  ['FROM produce |> UNPIVOT (sold FOR quarter IN (q1, q2, q3, q4))', 'product STRING, sold INT64, quarter STRING'],
  ['FROM u |> TABLESAMPLE SYSTEM (10 PERCENT)', 'a INT64, z STRING'],
  ['FROM u |> WITH c AS (SELECT 1 AS x) |> JOIN c ON c.x = a', 'a INT64, z STRING, x INT64'],
  ['FROM other.x |> WHERE anything = 1 |> EXTEND 1 AS one', 'one INT64, ...'],
  ['FROM other.x |> AGGREGATE SUM(y) AS y GROUP BY z', 'z ?, y ?'],
  ['SELECT * FROM (FROM u |> SELECT a)', 'a INT64'],
];

export const faulty: readonly Fault[] = [
  ['SELECT b, SUM(a) + ⟦c⟧ AS n FROM t GROUP BY ALL', 'BF2201'],
  ['SELECT s.x, COUNT(*) AS n FROM t GROUP BY ALL ORDER BY ⟦b⟧', 'BF2201'],
  ['FROM u |> WHERE ⟦nope⟧ = 1', 'BF2101'],
  ['FROM u |> SELECT a |> WHERE ⟦z⟧ = "x"', 'BF2101'],
  ['FROM u |> SELECT a |> WHERE ⟦u⟧.a = 1', 'BF2102'],
  ['FROM u |> DROP a |> SELECT ⟦a⟧', 'BF2101'],
  ['FROM u |> DROP ⟦b⟧', 'BF2101'],
  ['FROM u |> SET ⟦b⟧ = 1', 'BF2101'],
  ['FROM u |> RENAME ⟦b⟧ AS c', 'BF2101'],
  ['FROM u |> AGGREGATE COUNT(*) AS n GROUP BY z |> SELECT ⟦a⟧', 'BF2101'],
  ['FROM u |> WHERE ⟦a⟧', 'BF3008'],
  ['FROM u |> UNION ALL (SELECT ⟦1⟧)', 'BF2302'],
  ['FROM shop.orders |> AGGREGATE COUNT(*) AS n GROUP BY ⟦payload⟧', 'BF2204'],
  ['FROM shop.orders |> ORDER BY ⟦payload⟧', 'BF2205'],
];
