import type { Grammar } from '../grammar.ts';

/** ARRAY and STRUCT. */
export const lists: Grammar = {
  ints: {
    leaves: [
      '{l1|l1|l1}',
      '{[1, 2, 3]|[5]|[4, -1, 4]|CAST([] AS ARRAY<INT64>)|CAST(NULL AS ARRAY<INT64>)|[1, NULL, 3]}',
    ],
    forms: [
      '[<int>, <int>]',
      'ARRAY_CONCAT(<ints>, <ints>)',
      '(<ints> || <ints>)',
      'ARRAY_REVERSE(<ints>)',
      'GENERATE_ARRAY(1, {3|0|5})',
      'GENERATE_ARRAY({1|10}, {5|-3}, {2|-2|-1})',
      'GENERATE_ARRAY(1, MOD(<small>, 6))',
      'ARRAY(SELECT x + 1 FROM UNNEST(<ints>) AS x WHERE x < 100 ORDER BY x)',
      'ARRAY(SELECT x FROM UNNEST(<ints>) AS x WITH OFFSET AS o WHERE x > <small> ORDER BY o)',
      'ARRAY(SELECT DISTINCT x FROM UNNEST(<ints>) AS x ORDER BY x DESC)',
      'IF(<bool>, <ints>, <ints>)',
      'COALESCE(<ints>, [0])',
      'TO_CODE_POINTS(<text>)',
      'ARRAY(SELECT x * o FROM UNNEST(<ints>) AS x WITH OFFSET AS o WHERE x < 1000 ORDER BY o)',
      'ARRAY(SELECT s.a FROM UNNEST([<struct>, <struct>]) AS s WHERE s.a IS NOT NULL ORDER BY s.a)',
      'ARRAY(SELECT x FROM UNNEST(<ints>) AS x WHERE x IN UNNEST(<ints>) ORDER BY x LIMIT 2)',
      '(SELECT ARRAY_AGG(x ORDER BY x DESC LIMIT 2) FROM UNNEST(<ints>) AS x)',
    ],
  },
  texts: {
    leaves: ['{l2|l2}', "{['a', 'b']|['x', NULL]|CAST([] AS ARRAY<STRING>)|CAST(NULL AS ARRAY<STRING>)}"],
    forms: [
      '[<text>, <text>]',
      "SPLIT(<text>, '{,| |}')",
      'SPLIT(<text>)',
      'ARRAY_CONCAT(<texts>, <texts>)',
      'ARRAY_REVERSE(<texts>)',
      "REGEXP_EXTRACT_ALL(<text>, r'{[a-z]|(.)b|[0-9]+|x*|\\w+}')",
      'ARRAY(SELECT UPPER(x) FROM UNNEST(<texts>) AS x ORDER BY x)',
      "JSON_VALUE_ARRAY(<json>, '{$|$.b}')",
      "JSON_QUERY_ARRAY(<json>, '{$|$.b}')",
      "JSON_EXTRACT_ARRAY(<json>, '$.b')",
      "JSON_EXTRACT_STRING_ARRAY(<json>, '$.b')",
      '(SELECT ARRAY_AGG(x IGNORE NULLS ORDER BY x) FROM UNNEST(<texts>) AS x)',
    ],
  },
  dates: {
    leaves: ['{[d2, d1]|[d2]}'],
    forms: [
      "GENERATE_DATE_ARRAY(DATE '2024-01-{01|31}', DATE '2024-03-01', INTERVAL {1|2} {WEEK|MONTH})",
      "GENERATE_DATE_ARRAY(DATE '2024-02-27', DATE '2024-03-0{1|2}')",
      "GENERATE_TIMESTAMP_ARRAY(TIMESTAMP '2024-03-31', TIMESTAMP '2024-04-01', INTERVAL {6|12} HOUR)",
    ],
  },
  struct: {
    leaves: ['{st1|st1}', "{STRUCT(1 AS a, 'x' AS b)|STRUCT<a INT64, b STRING>(2, NULL)}"],
    forms: [
      'STRUCT(<int> AS a, <text> AS b)',
      'IF(<bool>, <struct>, <struct>)',
      '(SELECT AS STRUCT <int> AS a, <text> AS b)',
    ],
  },
};

/** INT64 that come from arrays and structs. */
export const elements = [
  '<ints>[SAFE_OFFSET(<small>)]',
  '<ints>[OFFSET(<small>)]',
  '<ints>[SAFE_ORDINAL({1|2|0})]',
  '<ints>[ORDINAL({1|2})]',
  'ARRAY_LENGTH(<ints>)',
  'ARRAY_LENGTH(<texts>)',
  'ARRAY_{FIRST|LAST}(<ints>)',
  '(SELECT SUM(x) FROM UNNEST(<ints>) AS x)',
  '(SELECT {MAX|MIN|COUNT}(x) FROM UNNEST(<ints>) AS x)',
  '(SELECT COUNT(*) FROM UNNEST(<ints>) AS x WHERE x > <small>)',
  '(SELECT COUNT(DISTINCT x) FROM UNNEST(<texts>) AS x)',
  '(SELECT x FROM UNNEST(<ints>) AS x WITH OFFSET AS o WHERE o = {0|1})',
  '(SELECT x FROM UNNEST(<ints>) AS x ORDER BY x LIMIT 1)',
  '(SELECT {BIT_AND|BIT_OR|BIT_XOR}(x) FROM UNNEST(<ints>) AS x)',
  '(SELECT COUNTIF(x > 1) FROM UNNEST(<ints>) AS x)',
  '(<struct>).a',
  'ARRAY_LENGTH(<dates>)',
] as const;

/** FLOAT64 that come from arrays. */
export const means = [
  '(SELECT AVG(x) FROM UNNEST(<ints>) AS x)',
  '(SELECT SUM(x) FROM UNNEST([<float>, <float>]) AS x)',
  '(SELECT {STDDEV|VARIANCE|VAR_POP|STDDEV_POP}(x) FROM UNNEST([1, 2, <small>]) AS x)',
] as const;
