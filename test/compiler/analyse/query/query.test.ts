import { describe, expect, test } from 'vitest';
import * as commonTables from './cases/common-tables.ts';
import * as from from './cases/from.ts';
import * as groups from './cases/groups.ts';
import * as names from './cases/names.ts';
import * as ordering from './cases/ordering.ts';
import * as pipes from './cases/pipes.ts';
import * as pivot from './cases/pivot.ts';
import * as sets from './cases/sets.ts';
import * as stars from './cases/stars.ts';
import { bind, found, shown, unmarked } from './check.ts';

const topics = { names, stars, from, 'common tables': commonTables, sets, groups, ordering, pivot, pipes };

describe.each(Object.entries(topics))('%s', (_, { valid, faulty }) => {
  test.each(valid)('%s', (sql, columns) => {
    const bound = bind(sql);
    expect(found(bound).map(({ diagnostic }) => diagnostic)).toEqual([]);
    expect(shown(bound.rows)).toBe(columns);
  });

  test.each(faulty)('%s is refused', (marked, codes) => {
    const { sql, places } = unmarked(marked);
    const findings = found(bind(sql));
    expect(findings.map(({ diagnostic }) => diagnostic.code).join(' ')).toBe(codes);
    expect(findings.map(({ at }) => [at.start, at.end])).toEqual(places);
  });
});
