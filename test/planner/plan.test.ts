import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duckdb } from '../../src/adapters/duckdb/dialect.ts';
import { isVolatile } from '../../src/adapters/duckdb/volatile.ts';
import { effectsOf } from '../../src/planner/effects.ts';
import { inOrder } from '../../src/planner/order.ts';
import { type BoundSource, identityOf, type Plan, type PlanOptions, plan } from '../../src/planner/plan.ts';
import { emptyState, type State } from '../../src/planner/state.ts';
import { explain } from '../../src/planner/step.ts';
import { hash, manifest, type Plain } from '../support/manifest.ts';
import { planOptions } from '../support/runs.ts';

const made = (
  actions: readonly Plain[],
  more: {
    readonly options?: Partial<PlanOptions>;
    readonly state?: State;
    readonly sources?: ReadonlyMap<string, BoundSource>;
  } = {},
): Plan =>
  plan({
    manifest: manifest(...actions),
    dialect: duckdb,
    options: { ...planOptions, ...more.options },
    state: more.state ?? emptyState,
    sources: more.sources ?? new Map(),
    volatile: isVolatile,
    hash,
    stamp: 'stamp',
  });

const lines = (found: Plan): readonly string[] =>
  found.steps.map((step) => explain(step, undefined, false).replace(/ +/g, ' '));

describe('a plan', () => {
  test('puts every step after what it needs, sources included', () => {
    const source = { name: 'raw.x', relation: { schema: 'raw', name: 'x' }, version: 'v1' };
    const found = made(
      [
        { kind: 'view', name: 'a.v', after: ['raw.x', 'a.t'] },
        { kind: 'table', name: 'a.t', after: ['raw.x'] },
        { kind: 'declaration', name: 'raw.x' },
      ],
      { sources: new Map([[JSON.stringify(['', 'raw', 'x']), source]]) },
    );
    expect(lines(found)).toEqual(['import source raw.x (new)', 'create table p.a.t (new)', 'create view p.a.v (new)']);
    expect(found.steps[2]?.after).toEqual(['raw.x', 'p.a.t']);
  });

  test('refuses all selected actions that cannot run, at once', () => {
    const found = made([
      { kind: 'table', name: 'a.one', unsupported: 'ST_AREA has no translation.' },
      { kind: 'view', name: 'a.two', unsupported: 'it is compiled just in time' },
      { kind: 'table', name: 'a.three' },
    ]);
    expect(found.steps).toEqual([]);
    expect(found.diagnostics.map(({ message }) => message)).toEqual([
      'p.a.one cannot run on duckdb: ST_AREA has no translation.',
      'p.a.two cannot run on duckdb: it is compiled just in time',
    ]);
  });

  test('with --skip-unsupported skips them and all that depends on them, and says so', () => {
    const found = made(
      [
        { kind: 'table', name: 'a.one', unsupported: 'no translation' },
        { kind: 'table', name: 'a.two', after: ['a.one'] },
        { kind: 'table', name: 'a.three', after: ['a.two'] },
        { kind: 'table', name: 'a.four' },
      ],
      { options: { skipUnsupported: true } },
    );
    expect(lines(found)).toEqual([
      'skip table p.a.one (no translation)',
      'create table p.a.four (new)',
      'skip table p.a.two (needs p.a.one)',
      'skip table p.a.three (needs p.a.two)',
    ]);
  });

  test('with --skip-unsupported files may stand for an action that cannot run, and what depends on it runs', () => {
    const source = { name: 'p.a.one', relation: { schema: 'a', name: 'one' }, version: 'v1' };
    const actions: readonly Plain[] = [
      { kind: 'table', name: 'a.one', unsupported: 'no translation.' },
      { kind: 'table', name: 'a.two', after: ['a.one'] },
    ];
    const sources = new Map([[JSON.stringify(['', 'a', 'one']), source]]);
    const found = made(actions, { options: { skipUnsupported: true }, sources });
    expect(lines(found)).toEqual([
      'leave table p.a.one (no translation. Files stand for it.)',
      'import source files for p.a.one (new)',
      'create table p.a.two (new)',
    ]);
    expect(found.steps.find(({ name }) => name === 'p.a.two')?.after).toEqual(['files for p.a.one', 'p.a.one']);
  });

  test('all files of a dataset come before an action that asks what stands in it', () => {
    const file = (schema: string, name: string) => ({
      name: `${schema}.${name}`,
      relation: { schema, name },
      version: 'v1',
    });
    const files = [file('raw', 'one'), file('raw', 'two'), file('other', 'three')];
    const sources = new Map(files.map((one) => [JSON.stringify(['', one.relation.schema, one.relation.name]), one]));
    const asks = (schema: string): readonly Plain[] => [{ kind: 'assertion', name: 'a.check', reads: [`${schema}.*`] }];
    expect(lines(made(asks('RAW'), { sources }))).toEqual([
      'import source raw.one (new)',
      'import source raw.two (new)',
      'check assertion p.a.check (new)',
    ]);
    expect(lines(made(asks('*'), { sources }))).toHaveLength(4);
  });

  test('files that bear the name of an action that runs are not imported over it', () => {
    const source = { name: 'p.a.one', relation: { schema: 'a', name: 'one' }, version: 'v1' };
    const found = made(
      [
        { kind: 'table', name: 'a.one' },
        { kind: 'table', name: 'a.two', after: ['a.one'] },
      ],
      { sources: new Map([[JSON.stringify(['', 'a', 'one']), source]]) },
    );
    expect(lines(found)).toEqual(['create table p.a.one (new)', 'create table p.a.two (new)']);
  });

  test('an unsupported action that is not selected is no matter', () => {
    const actions: readonly Plain[] = [
      { kind: 'table', name: 'a.one', unsupported: 'no translation' },
      { kind: 'table', name: 'a.two' },
    ];
    const selection = { actions: ['two'], tags: [], includeDependencies: false, includeDependents: false };
    expect(lines(made(actions, { options: { selection } }))).toEqual(['create table p.a.two (new)']);
  });

  test('leaves out notebooks and data preparations visibly, and does not block on them', () => {
    const found = made([
      { kind: 'notebook', name: 'n.book' },
      { kind: 'dataPreparation', name: 'n.prep' },
      { kind: 'table', name: 'a.t', after: ['n.book'] },
    ]);
    expect(lines(found)).toEqual([
      'leave notebook p.n.book (runs in Google Cloud only)',
      'leave dataPreparation p.n.prep (runs in Google Cloud only)',
      'create table p.a.t (new)',
    ]);
  });

  test('reads missing files as faults of the run, and only those of selected actions', () => {
    const fault = made([{ kind: 'table', name: 'x.y', unsupported: 'no' }]).diagnostics[0];
    if (!fault) throw new Error('no fault');
    const found = made(
      [
        { kind: 'declaration', name: 'raw.x' },
        { kind: 'table', name: 'a.t', after: ['raw.x'] },
      ],
      { sources: new Map([[JSON.stringify(['', 'raw', 'x']), { fault }]]) },
    );
    expect(found.diagnostics).toEqual([fault]);
    expect(found.steps).toEqual([]);
  });
});

test('runs are the same run when engine, selection, definitions and flags are', () => {
  const one = manifest({ kind: 'table', name: 'a.t', sql: 'select 1 as a' });
  const commented = manifest({ kind: 'table', name: 'a.t', sql: 'select 1 as a -- x' });
  const other = manifest({ kind: 'table', name: 'a.t', sql: 'select 2 as a' });
  expect(identityOf(commented, planOptions)).toBe(identityOf(one, planOptions));
  expect(identityOf(other, planOptions)).not.toBe(identityOf(one, planOptions));
  expect(identityOf(one, { ...planOptions, fullRefresh: true })).not.toBe(identityOf(one, planOptions));
  expect(identityOf(one, { ...planOptions, restart: true })).toBe(identityOf(one, planOptions));
});

test('an order has every name once and every edge pointing back', () => {
  const edges = fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 40 });
  fc.assert(
    fc.property(edges, (pairs) => {
      const all = Array.from({ length: 15 }, (_, i) => `n${i}`);
      const needs = (name: string): readonly string[] =>
        pairs.filter(([from, to]) => from > to && `n${from}` === name).map(([, to]) => `n${to}`);
      const order = inOrder(all, needs);
      expect([...order].sort()).toEqual([...all].sort());
      for (const name of all) for (const to of needs(name)) expect(order.indexOf(to)).toBeLessThan(order.indexOf(name));
    }),
  );
});

test('an order of names in a circle still has them all', () => {
  const needs: Record<string, readonly string[]> = { a: ['b'], b: ['a'], c: [] };
  expect(inOrder(['a', 'b', 'c'], (name) => needs[name] ?? [])).toEqual(['c', 'a', 'b']);
});

describe('what a statement may change:', () => {
  test.each([
    ['select 1', 'nothing'],
    ['with a as (select 1) select * from a', 'nothing'],
    ['set variable x = 1', 'nothing'],
    ['insert into s.t values (1)', ['s', 't']],
    ['INSERT OR REPLACE INTO "S"."T u" select 1', ['s', 't u']],
    ['delete from t where true', ['t']],
    ['update c.s.t set a = 1', ['c', 's', 't']],
    ['merge into s.t using x on true when matched then delete', ['s', 't']],
    ['truncate table s.t', ['s', 't']],
    ['create or replace temp table s.t as select 1', ['s', 't']],
    ['create table if not exists s.t (a int)', ['s', 't']],
    ['drop view if exists s.t', ['s', 't']],
    ['alter table s.t add column a int', ['s', 't']],
    ['create schema if not exists s', 'nothing'],
    ['create or replace macro s.f(x) as x', 'nothing'],
    ['drop schema s cascade', 'unknown'],
    ['with a as (select 1) insert into s.t from a', 'unknown'],
    ['vacuum', 'unknown'],
    ["select 'insert into s.t' -- delete from s.t", 'nothing'],
  ] as const)('%s', (text, expected) => {
    const [effect] = effectsOf(text, duckdb.lexical);
    expect(effect?.writes === 'relation' ? effect.path : effect?.writes).toEqual(expected);
  });

  test('each statement of a script counts', () => {
    expect(effectsOf('select 1; delete from t;', duckdb.lexical).map(({ writes }) => writes)).toEqual([
      'nothing',
      'relation',
    ]);
  });
});
