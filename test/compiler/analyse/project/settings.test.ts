import { describe, expect, test } from 'vitest';
import type { BigQueryOptions, TableAction } from '../../../../src/compiler/actions/graph.ts';
import { columnsOf, graphOf, table, told } from './world.ts';

const query = `SELECT 1 AS id, CURRENT_DATE() AS day, CURRENT_TIMESTAMP() AS seen, [1] AS list, 1.5 AS share, JSON '1' AS doc,
  STRUCT(1 AS inner_id) AS s, 'x' AS name`;

const of = (rest: Partial<TableAction>): readonly (readonly string[])[] =>
  told(graphOf([table('a', query, rest)])).map(([code = '', message = '', at = '']) => [code, message, at]);
const bigquery = (options: BigQueryOptions) => of({ bigquery: options });

describe('settings against columns', () => {
  test('columns that are there with types that suit say nothing', () => {
    for (const partitionBy of [
      ...['day', 'DATE(seen)', 'TIMESTAMP_TRUNC(seen, HOUR)', 'DATE_TRUNC(day, MONTH)', '_PARTITIONDATE', '`day`'],
      'RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10))',
      'TIMESTAMP_TRUNC(_PARTITIONTIME, DAY)',
    ])
      expect(bigquery({ partitionBy, clusterBy: ['id', 'name', 'NAME', '`day`'] })).toEqual([]);
    expect(of({ uniqueKey: ['id', 'Day', 's.inner_id'] })).toEqual([]);
  });

  test('a column that is not there is told with what was meant', () => {
    expect(of({ uniqueKey: ['idd'] })).toEqual([
      [
        'BF3101',
        '"uniqueKey" names the column "idd", which the query does not give. Did you mean "id"?',
        'uniqueKey.0',
      ],
    ]);
    expect(bigquery({ partitionBy: 'DATE(created)', clusterBy: ['id', 'nam'] })).toEqual([
      ['BF3101', '"partitionBy" names the column "created", which the query does not give.', 'partitionBy'],
      [
        'BF3101',
        '"clusterBy" names the column "nam", which the query does not give. Did you mean "name"?',
        'clusterBy.1',
      ],
    ]);
  });

  test('so are types that BigQuery refuses there', () => {
    expect(bigquery({ partitionBy: 'seen' })).toEqual([
      ['BF3102', '"partitionBy" cannot use the column "seen": it is TIMESTAMP, not DATE.', 'partitionBy'],
    ]);
    expect(bigquery({ partitionBy: 'RANGE_BUCKET(name, [1])' }).map(([code]) => code)).toEqual(['BF3102']);
    expect(bigquery({ clusterBy: ['list', 's', 'share', 'doc'] }).map(([, , at]) => at)).toEqual([
      ...['clusterBy.0', 'clusterBy.1', 'clusterBy.2', 'clusterBy.3'],
    ]);
    expect(of({ uniqueKey: ['list'] }).map(([code]) => code)).toEqual(['BF3102']);
    expect(bigquery({ clusterBy: ['id', 'day', 'seen', 'name', 'id'] }).map(([code]) => code)).toEqual(['BF3103']);
  });

  test('descriptions of columns and fields that are not there are warnings, many of them one', () => {
    const columns = [{ path: ['id'] }, { path: ['nmae'] }, { path: ['s', 'inner_idd'] }, { path: ['s', 'inner_id'] }];
    expect(of({ actionDescriptor: { columns } }).map(([code, message]) => [code, message])).toEqual([
      ['BF3104', '"columns" describes "nmae", which the query does not give. Did you mean "name"?'],
      ['BF3104', '"columns" describes "s.inner_idd", which the query does not give. Did you mean "s.inner_id"?'],
    ]);
    const many = Array.from({ length: 900 }, (_, i) => ({ path: [`column_${i}`] }));
    expect(of({ actionDescriptor: { columns: many } }).map(([, message]) => message)).toEqual([
      '"columns" describes "column_0" and 899 more columns that the query does not give.',
    ]);
  });

  test('where columns are not all known, none is missing', () => {
    const rest = { uniqueKey: ['x'], bigquery: { partitionBy: 'y', clusterBy: ['z'] } };
    expect(told(graphOf([table('a', 'SELECT * FROM `other.place.t`', rest)]))).toEqual([]);
  });
});

describe('promised types', () => {
  const promised = (columns: Readonly<Record<string, string>>, sql: string = query) =>
    told(graphOf([table('a', sql)]), {
      declared: new Map([['p.d.a', Object.entries(columns).map(([name, type]) => ({ name, type }))]]),
    });

  test('that are kept say nothing', () => {
    expect(
      promised({ ID: 'INT64', day: 'date', list: 'ARRAY<INT64>', s: 'STRUCT<inner_id INT64>', name: 'STRING(20)' }),
    ).toEqual([]);
    expect(promised({ x: 'INT64' }, 'SELECT x FROM `other.place.t`')).toEqual([]);
  });

  test('that are broken are told', () => {
    expect(promised({ id: 'STRING', total: 'NUMERIC', day: 'DAET' }).map(([code, message]) => [code, message])).toEqual(
      [
        ['BF3112', '"DAET" is no type of GoogleSQL. Did you mean "DATE"?'],
        ['BF3105', 'The column "id" should be STRING, but the query gives INT64.'],
        ['BF3106', 'The query does not give the column "total", which should be NUMERIC.'],
      ],
    );
  });

  test('are what readers see', () => {
    const declared = new Map([['p.d.a', [{ name: 'x', type: 'NUMERIC' }]]]);
    const graph = graphOf([table('a', 'SELECT x FROM `other.place.t`'), table('b', 'SELECT x FROM a')]);
    expect(columnsOf('p.d.b', graph, { declared })).toBe('x NUMERIC');
  });
});
