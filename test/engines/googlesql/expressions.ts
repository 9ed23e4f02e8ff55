import fc, { type Arbitrary } from 'fast-check';

/** Columns that the random expressions read. */
const columns = [
  "3 AS i1, -4 AS i2, 2.5 AS f1, 0.1 AS f2, 'a' AS s1, 'Zoë x' AS s2, DATE '2024-05-15' AS d1, DATE '2020-02-29' AS d2",
  "TIMESTAMP '2024-05-15 10:20:30.4' AS t1, TIMESTAMP '2020-12-31 23:00:00+02' AS t2",
  "NUMERIC '2.5' AS n1, NUMERIC '100.000000007' AS n2, [4, -1, 4] AS l1",
].join(', ');

const one = (...texts: readonly string[]): Arbitrary<string> => fc.constantFrom(...texts);

/** Fills `#` places of a template, in turn, with random texts. */
const form = (template: string, ...holes: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...holes).map((texts) => texts.reduce((made, text) => made.replace('#', () => text), template));

const part = one('DAY', 'MONTH', 'YEAR', 'QUARTER', 'WEEK', 'WEEK(MONDAY)', 'ISOWEEK', 'ISOYEAR');
const span = one('HOUR', 'MINUTE', 'SECOND', 'MILLISECOND', 'MICROSECOND', 'DAY');
const zone = one("'UTC'", "'Europe/Paris'", "'America/New_York'", "'Asia/Kolkata'");
const few = one('0', '1', '2', '9');
const place = one('0', '1', '2', '-2', '-9');

/** Random GoogleSQL expressions of each type over the columns above, with edge values. */
const { root } = fc.letrec<
  Record<'int' | 'float' | 'num' | 'text' | 'date' | 'time' | 'bool' | 'list' | 'root', string>
>((tie) => {
  const [int, float, num, text, date, time, bool, list] = (
    ['int', 'float', 'num', 'text', 'date', 'time', 'bool', 'list'] as const
  ).map((name) => tie(name)) as [Arbitrary<string>, ...Arbitrary<string>[]] as Arbitrary<string>[] & { length: 8 };
  const [i, f, n, s, d, t, b, l] = [int, float, num, text, date, time, bool, list] as [
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
    Arbitrary<string>,
  ];
  const grown = (leaf: Arbitrary<string>, ...forms: readonly Arbitrary<string>[]): Arbitrary<string> =>
    fc.oneof({ maxDepth: 2, depthSize: 'small', withCrossShrink: true }, leaf, ...forms);
  const operator = one('=', '<>', '<', '<=', '>', '>=');
  return {
    int: grown(
      one('0', '1', '-1', '7', '100', 'CAST(NULL AS INT64)', '9223372036854775807', 'i1', 'i2'),
      form('(# + #)', i, i),
      form('(# - #)', i, i),
      form('(# * #)', i, i),
      form('DIV(#, #)', i, i),
      form('MOD(#, #)', i, i),
      form('LENGTH(#)', s),
      form('STRPOS(#, #)', s, s),
      form('DATE_DIFF(#, #, #)', d, d, part),
      form('TIMESTAMP_DIFF(#, #, #)', t, t, span),
      form('EXTRACT(# FROM #)', one('YEAR', 'QUARTER', 'DAYOFWEEK', 'DAYOFYEAR', 'WEEK', 'ISOWEEK', 'ISOYEAR'), d),
      form('EXTRACT(# FROM #)', one('HOUR', 'SECOND', 'MILLISECOND', 'MICROSECOND'), t),
      form('CAST(# AS INT64)', f),
      form('SAFE_CAST(# AS INT64)', s),
      form('IF(#, #, #)', b, i, i),
      form('GREATEST(#, #)', i, i),
      form('#[SAFE_OFFSET(#)]', l, i),
      form('UNIX_MILLIS(#)', t),
      form('(SELECT SUM(x) FROM UNNEST(#) AS x)', l),
      form('(SELECT COUNT(*) FROM UNNEST(#) AS x WHERE x > #)', l, i),
    ),
    float: grown(
      one('0.0', '1.5', '-2.5', '0.1', '1e10', '2.675', 'CAST(NULL AS FLOAT64)', 'f1', 'f2', '123456.789'),
      form('(# + #)', f, f),
      form('(# * #)', f, i),
      form('(# / #)', i, i),
      form('SAFE_DIVIDE(#, #)', i, i),
      form('ROUND(#, #)', f, one('0', '1', '2', '-1')),
      form('CEIL(#)', f),
      form('TRUNC(#)', f),
      form('SAFE_CAST(# AS FLOAT64)', s),
      form('(SELECT AVG(x) FROM UNNEST(#) AS x)', l),
      form('CAST(# AS FLOAT64)', n),
    ),
    num: grown(
      one(
        "NUMERIC '1.5'",
        "NUMERIC '-0.000000001'",
        "NUMERIC '12345678.123456789'",
        'CAST(NULL AS NUMERIC)',
        'n1',
        'n2',
      ),
      form('(# + #)', n, n),
      form('(# - #)', n, i),
      form('(# * #)', n, n),
      form('(# / #)', n, n),
      form('(# * #)', n, one('1.5', '0.1')),
      form('SAFE_DIVIDE(#, #)', n, i),
      form('ROUND(#, #)', n, one('0', '1', '-1')),
      form('CAST(# AS NUMERIC)', f),
      form('(SELECT AVG(x) FROM UNNEST([#, #]) AS x)', n, n),
    ),
    text: grown(
      one(
        "''",
        "'a'",
        "'Hello World'",
        "' x '",
        "'é😀'",
        "'a,b,,c'",
        "'123'",
        "'2024-01-31'",
        'CAST(NULL AS STRING)',
        's1',
        's2',
      ),
      form('CONCAT(#, #)', s, s),
      form('UPPER(#)', s),
      form('LOWER(#)', s),
      form('TRIM(#)', s),
      form('SUBSTR(#, #, #)', s, place, few),
      form('REPLACE(#, #, #)', s, s, s),
      form('LPAD(#, #, #)', s, few, s),
      form('CAST(# AS STRING)', fc.oneof(i, f, n, d, t, b)),
      form("FORMAT_DATE('#', #)", one('%F', '%j', '%U', '%W', '%V', '%G', '%u', '%b %d', '%e', '%Q'), d),
      form("FORMAT_TIMESTAMP('#', #, #)", one('%T', '%I %p', '%E3S', '%E6S', '%k|%l|%P'), t, zone),
      form("REGEXP_EXTRACT(#, r'#')", s, one('[a-z]+', '(.)b', '^(.*?),', '([0-9]+)-')),
      form("REGEXP_REPLACE(#, r'#', '-')", s, one('[aeiou]', '.', '^', 'x*')),
      form("SPLIT(#, ',')[SAFE_OFFSET(#)]", s, few),
      form("(SELECT STRING_AGG(CAST(x AS STRING), '-' ORDER BY x DESC) FROM UNNEST(#) AS x)", l),
      form("FORMAT('%d|%5d|%s', #, #, #)", i, i, s),
    ),
    date: grown(
      one(
        "DATE '2024-01-31'",
        "DATE '2024-02-29'",
        "DATE '1969-12-28'",
        "DATE '2021-01-03'",
        'CAST(NULL AS DATE)',
        'd1',
        'd2',
      ),
      form('DATE_ADD(#, INTERVAL # #)', d, one('1', '-1', '13'), one('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR')),
      form('DATE_TRUNC(#, #)', d, part),
      form('LAST_DAY(#, #)', d, one('MONTH', 'YEAR', 'QUARTER', 'WEEK', 'ISOYEAR')),
      form('DATE(#, #)', t, zone),
      form('SAFE_CAST(# AS DATE)', s),
      form("SAFE.PARSE_DATE('%Y-%m-%d', #)", s),
    ),
    time: grown(
      one(
        "TIMESTAMP '2024-01-31 23:59:59.999999'",
        "TIMESTAMP '2024-03-31 01:30:00+00'",
        "TIMESTAMP '1969-12-31 23:59:59.5'",
        'CAST(NULL AS TIMESTAMP)',
        't1',
        't2',
      ),
      form('TIMESTAMP_ADD(#, INTERVAL # #)', t, one('1', '-1', '90'), span),
      form('TIMESTAMP_TRUNC(#, #, #)', t, fc.oneof(part, one('HOUR')), zone),
      form('TIMESTAMP(#, #)', d, zone),
      form('SAFE_CAST(# AS TIMESTAMP)', s),
    ),
    bool: grown(
      one('TRUE', 'FALSE', 'CAST(NULL AS BOOL)', "s1 = 'a'"),
      ...[i, f, n, s, d, t].map((x) => form('(# # #)', x, operator, x)),
      form('(# AND #)', b, b),
      form('(# OR #)', b, b),
      form('(NOT #)', b),
      form('(# IN (#, #))', i, i, i),
      form('(# IN UNNEST(#))', i, l),
      form("(# LIKE '#')", s, one('%a%', '_', '%')),
      form('(# IS DISTINCT FROM #)', s, s),
    ),
    list: grown(
      one('[1, 2, 3]', 'CAST([] AS ARRAY<INT64>)', 'l1', '[5]'),
      form('[#, #]', i, i),
      form('ARRAY_CONCAT(#, #)', l, l),
      form('ARRAY(SELECT x + 1 FROM UNNEST(#) AS x WHERE x < 100 ORDER BY x)', l),
    ),
    root: fc.oneof(i, f, n, s, d, t, b),
  };
});

/** Random queries of one row and one column. */
export const queries: Arbitrary<string> = root.map((expression) => `SELECT ${expression} FROM (SELECT ${columns})`);
