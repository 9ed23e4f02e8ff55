import type { Catalog } from '../../../src/compiler/analyse/model/catalog.ts';
import { parseType } from '../../../src/compiler/analyse/types/text.ts';
import { UNKNOWN } from '../../../src/compiler/analyse/types/type.ts';

/** The name and type of each column of the table that random expressions read. Names are those of holes; see grammar.ts. */
export const columns = {
  id: 'INT64',
  i1: 'INT64',
  i2: 'INT64',
  f1: 'FLOAT64',
  f2: 'FLOAT64',
  n1: 'NUMERIC',
  n2: 'NUMERIC',
  b1: 'BOOL',
  s1: 'STRING',
  s2: 'STRING',
  y1: 'BYTES',
  d1: 'DATE',
  d2: 'DATE',
  dt1: 'DATETIME',
  tm1: 'TIME',
  t1: 'TIMESTAMP',
  t2: 'TIMESTAMP',
  l1: 'ARRAY<INT64>',
  l2: 'ARRAY<STRING>',
  st1: 'STRUCT<a INT64, b STRING>',
  j1: 'STRING',
} as const;

/** The table as the analysis knows it. */
export const schema: Catalog = {
  table: (path) =>
    path.at(-1) === 't'
      ? {
          name: 'p.d.t',
          columns: Object.entries(columns).map(([name, type]) => ({ name, type: parseType(type) ?? UNKNOWN })),
          complete: true,
        }
      : undefined,
  routine: () => undefined,
};

type Column = keyof typeof columns;
type Values = Readonly<Record<Exclude<Column, 'id'>, readonly string[]>>;

const MAX = '9223372036854775807';

/** The values of each column, row by row. The edges of each type stand in its first column, ordinary values in its second. */
const values: Values = {
  i1: ['3', '-4', '0', 'NULL', MAX, '-9223372036854775808', '1', '-1', '100', '64'],
  i2: ['2', '0', '-2', '1', 'NULL', '7', '12', '31', '-1', '2'],
  f1: ['2.5', '-0.0', 'NaN', 'NULL', 'inf', '-inf', '1e-7', '123456.789', '1e20', '-2.675'],
  f2: ['0.1', '0.5', '-1.5', '2.0', 'NULL', '3.14159', '0.0', '1e10', '-0.0001', '100.25'],
  n1: [
    '2.5',
    '-0.000000001',
    '0',
    'NULL',
    '99999999999999999999999999999.999999999',
    '-99999999999999999999999999999.999999999',
    '12345678.123456789',
    '0.5',
    '-1.5',
    '100.000000007',
  ],
  n2: ['1', '-2.25', '0.333333333', '10', 'NULL', '0.1', '7', '-0.5', '1234.5', '3'],
  b1: ['TRUE', 'FALSE', 'NULL', 'TRUE', 'FALSE', 'NULL', 'TRUE', 'TRUE', 'FALSE', 'FALSE'],
  s1: ["'a'", "''", 'NULL', "'Zoë x'", "'é😀'", "' x '", "'a,b,,c'", "'123'", "'2024-01-31'", "'Hello World'"],
  s2: ["'%a_'", "'ab'", "'b'", "','", "'e\\u0301'", 'NULL', "'12.5'", "'true'", "'It\\'s \\\\ \\n'", "'L'"],
  y1: ["b'abc'", "b''", 'NULL', "b'\\xff\\x00'", "b'\\xc3\\xa9'", "b'a'", "b'123'", "b'\\x00'", "b'zz'", "b'abc'"],
  d1: [
    '2024-02-29',
    '2021-01-03',
    '1969-12-28',
    'NULL',
    '0001-01-01',
    '9999-12-31',
    '2020-12-31',
    '2016-01-01',
    '2024-03-31',
    '1582-10-10',
  ],
  d2: [
    '2024-01-31',
    '2023-05-15',
    '2000-02-29',
    '2024-12-30',
    '1970-01-01',
    'NULL',
    '2019-06-30',
    '2027-01-01',
    '2024-07-04',
    '1999-12-31',
  ],
  dt1: [
    '2024-05-15 10:20:30.4',
    '2020-02-29 00:00:00',
    '1969-12-31 23:59:59.999999',
    '0001-01-01 00:00:00',
    '9999-12-31 23:59:59.999999',
    '2024-10-27 02:30:00',
    'NULL',
    '2021-01-03 12:00:00.000001',
    '1900-03-01 23:30:00',
    '2038-01-19 03:14:08',
  ],
  tm1: [
    '10:20:30',
    '00:00:00',
    '23:59:59.999999',
    '12:00:00.5',
    'NULL',
    '01:02:03.000001',
    '13:30:00',
    '12:30:45.123',
    '08:00:00',
    '20:15:00',
  ],
  t1: [
    '2024-03-31 01:30:00+00',
    '2024-10-27 00:59:59.999999+00',
    '1969-12-31 23:59:59.5+00',
    '0001-01-01 00:00:00+00',
    '9999-12-31 23:59:59.999999+00',
    'NULL',
    '2024-11-03 05:30:00+00',
    '2020-12-31 23:30:00+00',
    '1900-01-01 12:00:00+00',
    '2038-01-19 03:14:08.123+00',
  ],
  t2: [
    '2024-05-15 10:20:30.4+00',
    '2024-03-10 07:00:00+00',
    '2024-01-01 00:00:00+00',
    '1970-01-01 00:00:00+00',
    '2023-12-31 23:59:59.999+00',
    '2024-06-30 12:00:00+00',
    'NULL',
    '2021-07-01 04:05:06+00',
    '1999-12-31 23:00:00+00',
    '2024-02-29 12:34:56+00',
  ],
  l1: ['[]', '[1, 2, 3]', '[4, -1, 4]', '[0]', `[${MAX}]`, '[7, 7]', '[]', '[10, 5]', '[-5]', '[2, 3, 5, 7]'],
  l2: ["['a', 'b']", '[]', "['']", "['é😀', 'x']", "['z', 'a', 'z']", "['1']", '[]', "['a,b']", "['b']", "['Q', 'q']"],
  st1: [
    "(1, 'x')",
    'NULL',
    "(NULL, 'y')",
    '(2, NULL)',
    "(3, '')",
    "(-1, 'é')",
    "(0, 'x')",
    'NULL',
    "(7, 'q')",
    "(1, 'x')",
  ],
  j1: [
    `'{"a": 1, "b": [1, 2, {"c": "x"}]}'`,
    `'{"a": "text", "b": []}'`,
    `'not json'`,
    'NULL',
    `'null'`,
    `'{"a": null, "b": ["p", 2, true, null]}'`,
    `'[1, 2.5, "z"]'`,
    `'{"a": {"b": 7}, "é": 1}'`,
    `'"s"'`,
    `'{"a": true, "b": ["x", "y"]}'`,
  ],
};

const typed = ['DATE', 'DATETIME', 'TIME', 'TIMESTAMP', 'NUMERIC'];

function literal(type: string, text: string): string {
  if (text === 'NULL') return `CAST(NULL AS ${type})`;
  if (type === 'FLOAT64') return /[a-z]{2}/i.test(text) ? `CAST('${text}' AS FLOAT64)` : `CAST(${text} AS FLOAT64)`;
  if (type === 'BYTES' && !text.startsWith('b')) return `b${text}`;
  if (type === 'ARRAY<INT64>' && text === '[]') return 'CAST([] AS ARRAY<INT64>)';
  if (type === 'ARRAY<STRING>' && text === '[]') return 'CAST([] AS ARRAY<STRING>)';
  if (type.startsWith('STRUCT')) return `${type}${text}`;
  return typed.includes(type) ? `${type} '${text}'` : text;
}

const names = Object.keys(columns) as readonly Column[];

/** How many rows the table has; their column `id` counts from 1. */
export const ROWS = values.i1.length;

/** The rows as a GoogleSQL query. */
export const rows: string = Array.from({ length: ROWS }, (_, row) => {
  const cells = names.map((name) => {
    const value = name === 'id' ? String(row + 1) : literal(columns[name], values[name][row] ?? 'NULL');
    return `${value} AS ${name}`;
  });
  return `SELECT ${cells.join(', ')}`;
}).join('\nUNION ALL ');
