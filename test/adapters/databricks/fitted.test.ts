import { expect, test } from 'vitest';
import { fitted } from '../../../src/adapters/databricks/fitted.ts';

const value = (stored: string, given: string): string => fitted('S.`s`', { name: 's', stored, given });

test.each([
  [
    'struct<a:bigint,x:struct<c:bigint,d:bigint>>',
    'struct<x:bigint,a:struct<d:bigint,c:bigint>>',
    'STRUCT<`a`: BIGINT, `x`: STRUCT<`c`: BIGINT, `d`: BIGINT>>',
  ],
  [
    'array<struct<a:bigint,b:decimal(38,9)>>',
    'array<struct<b:bigint,a:bigint>>',
    'ARRAY<STRUCT<`a`: BIGINT, `b`: DECIMAL(38,9)>>',
  ],
  ['struct<a b:string,c:double>', 'struct<c:void,a b:decimal(10,2)>', 'STRUCT<`a b`: STRING, `c`: DOUBLE>'],
])('a struct whose fields have other names than %s is cast by place', (stored, given, type) => {
  expect(value(stored, given)).toBe(`CAST(S.\`s\` AS ${type})`);
});

test.each([
  ['bigint', 'string'],
  ['struct<a:bigint>', 'struct<A:bigint>'],
  ['struct<a:bigint>', 'void'],
  ['map<string,struct<a:int>>', 'map<string,struct<a:int>>'],
])('a column of type %s takes %s as it is', (stored, given) => {
  expect(value(stored, given)).toBe('S.`s`');
});

test.each([
  ['struct<a:bigint,b:string>', 'struct<b:string,a:bigint>'],
  ['struct<a:bigint>', 'struct<a:bigint,b:bigint>'],
  ['struct<a:bigint,b:string,... 3 more fields>', 'struct<a:bigint,b:string,... 3 more fields>'],
  ['struct<a:bigint>', 'array<struct<a:bigint>>'],
])('what BigQuery does not put into a column of type %s, or what is cut short, is an error', (stored, given) => {
  expect(value(stored, given)).toMatch(/^raise_error\('/);
});
