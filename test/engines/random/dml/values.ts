import fc, { type Arbitrary } from 'fast-check';
import { arbitraries, type Form, type Grammar } from '../grammar.ts';
import { type Name, type Table, types } from './tables.ts';

/** A table of FROM, under its alias. */
export interface Range {
  readonly alias: string;
  readonly columns: Table['columns'];
}

/** Values of each type, without columns. Those of arrays hold no NULL, which no table keeps. */
const values: Grammar = {
  int: {
    leaves: ['{0|1|2|3|-7}', '{1|2|3}', 'CAST(NULL AS INT64)'],
    forms: [
      '(<int> {+|-} <int>)',
      'IF(<bool>, <int>, <int>)',
      'LENGTH(<text>)',
      'ARRAY_LENGTH(<ints>)',
      '(SELECT {MAX|MIN|COUNT}(x.k) FROM d.{u|w} AS x)',
      '(SELECT COUNT(*) FROM d.{u|w} AS x WHERE x.k = <int>)',
      '(SELECT SUM(e) FROM UNNEST(<ints>) AS e)',
    ],
  },
  num: {
    leaves: ["{NUMERIC '1.5'|NUMERIC '-0.000000001'|CAST(NULL AS NUMERIC)}"],
    forms: ['(<num> + NUMERIC "0.25")', 'IF(<bool>, <num>, CAST(<int> AS NUMERIC))'],
  },
  float: {
    leaves: ['{CAST(0.5 AS FLOAT64)|CAST(-1.25 AS FLOAT64)}'],
    forms: ['(<int> / 2)', 'IF(<bool>, <float>, 0.75)'],
  },
  text: {
    leaves: ["{'a'|'b'|''|'it\\'s'|CAST(NULL AS STRING)}"],
    forms: ['CONCAT(<text>, "z")', 'CAST(<int> AS STRING)', 'UPPER(<text>)', 'IF(<bool>, <text>, <text>)'],
  },
  bool: {
    leaves: ['{TRUE|FALSE|TRUE|CAST(NULL AS BOOL)}'],
    forms: [
      '<int> {=|<|>=|!=} <int>',
      '(<text> {=|!=} <text>)',
      '(<bool> {AND|OR} <bool>)',
      '(NOT <bool>)',
      ...['int', 'text', 'date', 'st', 'num'].map((hole) => `(<${hole}> IS {NULL|NOT NULL})`),
      'EXISTS (SELECT 1 FROM d.{u|w} AS x WHERE x.k = <int>)',
      '<int> {IN|NOT IN} (SELECT x.k FROM d.{u|w} AS x)',
      '<int> IN ({1, 2|3, NULL})',
      '<int> IN UNNEST(<ints>)',
      "<date> > '2024-01-01'",
    ],
  },
  date: {
    leaves: ["{DATE '2024-02-29'|DATE '1999-12-31'|CAST(NULL AS DATE)}"],
    forms: ["DATE_ADD(IFNULL(<date>, DATE '2024-01-31'), INTERVAL 1 MONTH)", "DATE(<ts>, 'UTC')"],
  },
  ts: {
    leaves: ["{TIMESTAMP '2024-02-29 10:20:30+00'|TIMESTAMP '1969-12-31 23:59:59.5+00'|CAST(NULL AS TIMESTAMP)}"],
    forms: ['IF(<bool>, <ts>, TIMESTAMP "2020-01-01 00:00:00+00")'],
  },
  st: {
    leaves: ["{STRUCT(1 AS a, 'x' AS b)|STRUCT(2, 'y')|CAST(NULL AS STRUCT<a INT64, b STRING>)}"],
    forms: ['STRUCT(<int> AS a, <text> AS b)', 'STRUCT<b INT64, a STRING>(<int>, <text>)', '(<int>, <text>)'],
  },
  sp: {
    leaves: ['{STRUCT(1 AS x, 2 AS y)|STRUCT(1 AS y, 2 AS x)|(5, 6)}'],
    forms: ['STRUCT(<int> AS y, <int> AS x)', 'STRUCT<y INT64, x INT64>(<int>, <int>)', 'STRUCT(<int> AS p, <int>)'],
  },
  ints: {
    leaves: ['{[1, 2]|CAST([] AS ARRAY<INT64>)|[7]|CAST(NULL AS ARRAY<INT64>)}'],
    forms: [
      'ARRAY_CONCAT(<ints>, [5])',
      'ARRAY(SELECT x.k FROM d.{u|w} AS x WHERE x.k IS NOT NULL ORDER BY x.k)',
      'IF(<bool>, <ints>, [9])',
    ],
  },
  sts: {
    leaves: ["{[STRUCT(1 AS a, 'x' AS b)]|[(2, 'y'), (NULL, NULL)]}"],
    forms: ['[STRUCT(<int> AS a, <text> AS b)]', '[STRUCT<b INT64, a STRING>(<int>, <text>)]'],
  },
};

/** Literals that take their type from the column. */
const untyped: Readonly<Record<string, readonly string[]>> = {
  int: ['NULL', '5', '-1'],
  num: ['NULL', '3', '-2', '1.25', '2.5'],
  float: ['NULL', '3', '0.75', '1e3'],
  text: ['NULL', "'c'"],
  bool: ['NULL'],
  date: ['NULL', "'2024-05-01'"],
  ts: ['NULL', "'2024-05-01 00:00:00'", "'2024-06-01'"],
  st: ['NULL', '(3, NULL)', "STRUCT(NULL AS a, 'q' AS b)", "STRUCT(NULL AS b, 'q' AS a)"],
  sp: ['NULL', '(NULL, 4)', 'STRUCT(NULL AS y, NULL AS x)'],
  ints: ['NULL', '[]'],
  sts: ['NULL', '[]', "[STRUCT(1 AS b, 'x' AS a)]"],
};

/** How a column may be written. */
const spellings = (alias: string, name: string): readonly Form[] => [
  `${alias}.${name}`,
  `${alias.toLowerCase()}.${name.toUpperCase()}`,
  `${alias}.\`${name}\``,
];

/** Columns whose value takes a hole's place, with a field of theirs where that has the type. */
function readings(hole: string, { alias, columns }: Range): readonly Form[] {
  return columns.flatMap(({ name }) => {
    const own = types[name][1] === hole ? spellings(alias, name) : [];
    const fields = { st: { int: 'a', text: 'b' }, sp: { int: 'y' } } as const;
    const found = name === 'st' ? fields.st[hole as 'int'] : name === 'sp' ? fields.sp[hole as 'int'] : undefined;
    return found ? [...own, `${alias}.${name}.${found}`] : own;
  });
}

/** Random values for a column, over the columns of ranges. */
export function valuesOver(ranges: readonly Range[]): (name: Name) => Arbitrary<string> {
  const grammar: Grammar = Object.fromEntries(
    Object.entries(values).map(([hole, { leaves, forms }]) => {
      const columns = ranges.flatMap((range) => readings(hole, range));
      return [hole, { leaves: [...leaves, ...columns, ...columns], forms }];
    }),
  );
  const of = arbitraries(grammar);
  return (name) => {
    const [type, hole] = types[name];
    const coerced = { n: 'int', f: 'num' }[name as 'n'];
    // What may fail is no part of another value, and of no condition: engines need not work it out there.
    const failing = hole === 'int' ? of('int').map((value) => `DIV(6, ${value})`) : undefined;
    return fc.oneof(
      { weight: 6, arbitrary: of(hole) },
      { weight: 2, arbitrary: fc.constantFrom(...(untyped[hole] ?? [`CAST(NULL AS ${type})`])) },
      ...(failing ? [{ weight: 1, arbitrary: failing }] : []),
      ...(coerced ? [{ weight: 1, arbitrary: of(coerced) }] : []),
    );
  };
}
