import type { Fault, Valid } from '../check.ts';

/** Columns are those of Google's analyzer. */
export const valid: readonly Valid[] = [
  [
    "SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN ('Q1','Q2'))",
    'product STRING, year INT64, Q1 INT64, Q2 INT64',
  ],
  [
    "SELECT * FROM sales PIVOT(SUM(amount) AS total, COUNT(*) AS n FOR quarter IN ('Q1','Q2' AS second))",
    'product STRING, year INT64, total_Q1 INT64, n_Q1 INT64, total_second INT64, n_second INT64',
  ],
  [
    'SELECT * FROM sales PIVOT(SUM(amount) AS total FOR year IN (2020, -1, NULL))',
    'product STRING, quarter STRING, total_2020 INT64, total_minus_1 INT64, total_NULL INT64',
  ],
  [
    "SELECT * FROM (SELECT product, amount, DATE '2020-01-01' AS d FROM sales) PIVOT(SUM(amount) FOR d IN (DATE '2020-01-01', DATE '2020-02-01'))",
    'product STRING, _2020_01_01 INT64, _2020_02_01 INT64',
  ],
  [
    'SELECT * FROM (SELECT product, amount, TRUE AS d FROM sales) PIVOT(SUM(amount) FOR d IN (TRUE, FALSE))',
    'product STRING, true INT64, false INT64',
  ],
  [
    "SELECT * FROM (SELECT product, amount, NUMERIC '1.5' AS d FROM sales) PIVOT(SUM(amount) FOR d IN (NUMERIC '1.5', NUMERIC '-2.25', 3))",
    'product STRING, _1_point_5 INT64, minus_2_point_25 INT64, _3 INT64',
  ],
  [
    "SELECT * FROM (SELECT product, amount, STRUCT(1 AS a, 'x' AS b) AS d FROM sales) PIVOT(SUM(amount) FOR d IN (STRUCT(1, 'x'), (2,'y')))",
    'product STRING, a_1_b_x INT64, a_2_b_y INT64',
  ],
  [
    "SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN ('Q1','Q2')) AS p WHERE p.Q1 > 1",
    'product STRING, year INT64, Q1 INT64, Q2 INT64',
  ],
  [
    "SELECT * FROM sales PIVOT(SUM(amount) FOR UPPER(quarter) IN ('Q1','Q2'))",
    'product STRING, year INT64, Q1 INT64, Q2 INT64',
  ],
  [
    "SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN ('Q1', 'Q1'))",
    'product STRING, year INT64, Q1 INT64, Q1 INT64',
  ],
  ['SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1, q2, q3, q4))', 'product STRING, sold INT64, quarter STRING'],
  [
    "SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1, q2 AS 'second', q3 AS 'x'))",
    'product STRING, q4 INT64, sold INT64, quarter STRING',
  ],
  [
    'SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1 AS 1, q2 AS 2))',
    'product STRING, q3 INT64, q4 INT64, sold INT64, quarter INT64',
  ],
  [
    "SELECT * FROM produce UNPIVOT((h1, h2) FOR half IN ((q1, q2) AS 'first', (q3, q4)))",
    'product STRING, h1 INT64, h2 INT64, half STRING',
  ],
  [
    'SELECT * FROM produce UNPIVOT INCLUDE NULLS (sold FOR quarter IN (q1, q2)) AS p WHERE p.sold > 1',
    'product STRING, q3 INT64, q4 INT64, sold INT64, quarter STRING',
  ],
  [
    'SELECT * FROM produce UNPIVOT(product FOR quarter IN (q1, q2))',
    'product STRING, q3 INT64, q4 INT64, product INT64, quarter STRING',
  ],
  [
    'SELECT * FROM produce UNPIVOT(sold FOR quarter IN (Q1, q2))',
    'product STRING, q3 INT64, q4 INT64, sold INT64, quarter STRING',
  ],
  [
    'SELECT * FROM produce UNPIVOT(sold FOR sold IN (q1, q2))',
    'product STRING, q3 INT64, q4 INT64, sold INT64, sold STRING',
  ],
];

/** What the analyzer refuses. */
export const faulty: readonly Fault[] = [
  ["SELECT * FROM sales PIVOT(⟦SUM(amount)⟧, COUNT(*) AS n FOR quarter IN ('Q1'))", 'BF2333'],
  [
    'SELECT * FROM (SELECT product, amount, 1.5 AS d FROM sales) PIVOT(SUM(amount) FOR d IN (⟦1.5⟧, ⟦2⟧))',
    'BF2335 BF2335',
  ],
  [
    "SELECT * FROM (SELECT product, amount, CURRENT_TIMESTAMP() AS d FROM sales) PIVOT(SUM(amount) FOR d IN (⟦TIMESTAMP '2020-01-01'⟧))",
    'BF2335',
  ],
  ["SELECT ⟦sales⟧.product FROM sales PIVOT(SUM(amount) FOR quarter IN ('Q1','Q2'))", 'BF2102'],
  ["SELECT ⟦s⟧.product FROM sales AS s PIVOT(SUM(amount) FOR quarter IN ('Q1','Q2'))", 'BF2102'],
  ["SELECT * FROM sales PIVOT(SUM(⟦nope⟧) FOR quarter IN ('Q1','Q2'))", 'BF2101'],
  ["SELECT * FROM sales PIVOT(SUM(amount) FOR ⟦nope⟧ IN ('Q1','Q2'))", 'BF2101'],
  ["SELECT * FROM sales PIVOT(⟦amount⟧ FOR quarter IN ('Q1','Q2'))", 'BF2332'],
  ["SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN ('Q1', ⟦1⟧))", 'BF2334'],
  ["SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN (⟦CONCAT('Q','1')⟧))", 'BF2335'],
  ['SELECT * FROM sales PIVOT(SUM(amount) FOR quarter IN (⟦@q⟧))', 'BF2335'],
  ['SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1, ⟦product⟧))', 'BF2337'],
  ['SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1, ⟦nope⟧))', 'BF2101'],
  ['SELECT ⟦produce⟧.product FROM produce UNPIVOT(sold FOR quarter IN (q1, q2))', 'BF2102'],
  ['SELECT * FROM produce UNPIVOT(sold FOR quarter IN (⟦q1⟧, q2 AS 2))', 'BF2338'],
  ['SELECT * FROM produce UNPIVOT(sold FOR quarter IN (q1, ⟦q1⟧))', 'BF2339'],
  ['SELECT * FROM produce UNPIVOT((a,b) FOR quarter IN (⟦q1⟧, ⟦q2⟧))', 'BF2336 BF2336'],
];
