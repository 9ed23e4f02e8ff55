import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledGraph, ProjectConfig } from '../../../src/compiler/actions/graph.ts';
import { ResolvableMap } from '../../../src/compiler/actions/resolvable.ts';
import type { Evaluation } from '../../../src/compiler/load/port.ts';
import { resolveGraph } from '../../../src/compiler/resolve/resolve.ts';
import type { Target } from '../../../src/compiler/target/target.ts';

const config: ProjectConfig = { warehouse: 'bigquery', defaultSchema: 'd', defaultDatabase: 'p' };
const target = (name: string, schema = 'd'): Target => ({ schema, name, database: 'p' });

/** An evaluated project of views, each with the names that it depends on. */
function evaluated(views: Readonly<Record<string, readonly string[]>>, settings: ProjectConfig = config): Evaluation {
  const names = Object.keys(views);
  const graph: CompiledGraph = {
    tables: names.map((name) => ({
      type: 'view',
      target: target(name),
      query: 'select 1',
      fileName: `definitions/${name}.sqlx`,
      ...(views[name]?.length ? { dependencyTargets: views[name].map((to) => ({ name: to }) as Target) } : {}),
      canonicalTarget: target(name),
      enumType: 'VIEW',
    })),
    projectConfig: settings,
    graphErrors: {},
    dataformCoreVersion: '3.0.62',
    targets: names.map((name) => target(name)),
    jitData: {},
  };
  return {
    graph,
    errors: [],
    sessionTargets: names.map((name) => ({ target: target(name), kind: 'tables' })),
    assertionsOf: [],
    origins: { tables: names.map((name) => ({ from: 'sqlx', path: `definitions/${name}.sqlx`, texts: [] })) },
    missing: [],
    volatile: false,
    log: [],
  };
}

const codes = (evaluation: Evaluation): readonly string[] => resolveGraph(evaluation).findings.map(({ code }) => code);

describe('suggestions', () => {
  test('a misspelt dependency suggests the nearest name', () => {
    const { findings } = resolveGraph(evaluated({ orders: [], daily: ['ordres'] }));
    expect(findings).toMatchObject([{ code: 'BF1061', reference: { name: 'ordres' }, suggestion: target('orders') }]);
  });

  test('a dotted name suggests the action of the last part', () => {
    const { findings } = resolveGraph(evaluated({ orders: [], daily: ['raw.orders'] }));
    expect(findings[0]?.suggestion).toEqual(target('orders'));
  });

  test('a name like no other suggests nothing', () => {
    const { findings } = resolveGraph(evaluated({ orders: [], daily: ['zzzzzzzzzz'] }));
    expect(findings[0]).not.toHaveProperty('suggestion');
  });

  test('an unresolved reference of the evaluation gets its suggestion too', () => {
    const evaluation = evaluated({ orders: [] });
    const { findings } = resolveGraph({
      ...evaluation,
      graph: { ...evaluation.graph, graphErrors: { compilationErrors: [{ message: 'Could not resolve "orderz"' }] } },
      errors: [{ code: 'BF1060', reference: { name: 'orderz' } }],
    });
    expect(findings).toMatchObject([{ code: 'BF1060', suggestion: target('orders') }]);
  });
});

describe('cycles', () => {
  test('every group that depends on itself is reported once, with a shortest way round', () => {
    const { findings } = resolveGraph(
      evaluated({ a: ['b'], b: ['c', 'd'], c: ['a'], d: ['b'], e: ['e'], f: ['a', 'e'] }),
    );
    expect(findings.map(({ code }) => code)).toEqual(['BF1069', 'BF1069']);
    for (const { cycle = [] } of findings) {
      const names = cycle.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(findings[1]?.cycle).toEqual([target('e')]);
  });

  test('a chain of fifty thousand actions is no cycle and no stack overflow; closed, it is one', () => {
    const names = Array.from({ length: 50_000 }, (_, i) => `t${i}`);
    const chain = Object.fromEntries(names.map((name, i) => [name, i > 0 ? [`t${i - 1}`] : []]));
    expect(codes(evaluated(chain))).toEqual([]);
    const { findings } = resolveGraph(evaluated({ ...chain, t0: ['t49999'] }));
    expect(findings.map(({ code, cycle }) => [code, cycle?.length])).toEqual([['BF1069', 50_000]]);
  });

  const anyGraph = fc
    .integer({ min: 1, max: 8 })
    .chain((n) => fc.array(fc.array(fc.nat({ max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }));

  test('there is a finding exactly where following dependencies leads back', () => {
    fc.assert(
      fc.property(anyGraph, (edges) => {
        const views = Object.fromEntries(edges.map((to, i) => [`t${i}`, to.map((j) => `t${j}`)]));
        const reaches = (from: number, goal: number, seen = new Set<number>()): boolean =>
          (edges[from] ?? []).some((next) => {
            if (next === goal) return true;
            if (seen.has(next)) return false;
            seen.add(next);
            return reaches(next, goal, seen);
          });
        const cyclic = edges.map((_, i) => i).filter((i) => reaches(i, i));
        const { findings } = resolveGraph(evaluated(views));
        const groups = new Set(
          cyclic.map((i) => Math.min(...cyclic.filter((j) => i === j || (reaches(i, j) && reaches(j, i))))),
        );
        expect(findings.length).toBe(groups.size);
        for (const { cycle = [] } of findings) {
          const numbers = cycle.map(({ name }) => Number(name.slice(1)));
          for (const [at, number] of numbers.entries())
            expect(edges[number]).toContain(numbers[(at + 1) % numbers.length]);
        }
      }),
    );
  });
});

describe('duplicates', () => {
  test('removed actions take their origins along', () => {
    const evaluation = evaluated({ a: [], b: [], c: [] });
    const tables = evaluation.graph.tables ?? [];
    const graph = {
      ...evaluation.graph,
      tables: tables.map((table, i) => (i === 1 ? { ...table, target: target('a') } : table)),
    };
    const resolved = resolveGraph({ ...evaluation, graph });
    expect(resolved.graph.tables?.map(({ target: { name } }) => name)).toEqual(['c']);
    expect(resolved.origins.tables).toEqual([{ from: 'sqlx', path: 'definitions/c.sqlx', texts: [] }]);
  });
});

describe('names', () => {
  test('declarations keep their names, everything else and what depends on it gets prefix and suffixes', () => {
    const evaluation = evaluated({ a: [], b: ['a', 'raw'] }, { ...config, tablePrefix: 'x', schemaSuffix: 'dev' });
    const raw = { target: target('raw', 'src'), canonicalTarget: target('raw', 'src') };
    const { graph } = resolveGraph({
      ...evaluation,
      graph: { ...evaluation.graph, declarations: [raw] },
      sessionTargets: [...evaluation.sessionTargets, { target: raw.target, kind: 'declarations' }],
    });
    expect(graph.tables?.map((table) => [table.target, table.dependencyTargets])).toEqual([
      [target('x_a', 'd_dev'), undefined],
      [target('x_b', 'd_dev'), [target('x_a', 'd_dev'), target('raw', 'src')]],
    ]);
    expect(graph.declarations).toEqual([raw]);
  });
});

test('the printed graph is JSON of four spaces and reads back as the graph', () => {
  const { graph } = resolveGraph(evaluated({ a: [], b: ['a', 'nothing'] }));
  const text = JSON.stringify(graph, null, 4);
  expect(JSON.parse(text)).toEqual(graph);
  expect(text).toBe(JSON.stringify(JSON.parse(text), null, 4));
});

test('names are found by every part that is given, many namesakes or few', () => {
  const parts = fc.record({
    name: fc.constantFrom('t', 'u'),
    schema: fc.constantFrom('a', 'b', ''),
    database: fc.constantFrom('p', 'q', ''),
  });
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40 }), parts, (targets, wanted) => {
      const map = new ResolvableMap<number>();
      targets.forEach((one, index) => {
        map.add(one, index);
      });
      const expected = targets.flatMap((one, index) =>
        one.name === wanted.name &&
        (wanted.schema === '' || one.schema === wanted.schema) &&
        (wanted.database === '' || one.database === wanted.database)
          ? [index]
          : [],
      );
      expect(map.find(wanted)).toEqual(expected);
    }),
  );
});

test('the file of an action without a name is told, for Dataform ends without telling it', () => {
  const evaluation = evaluated({ orders: [] });
  const { fatal } = resolveGraph({
    ...evaluation,
    graph: { ...evaluation.graph, tests: [{ fileName: 'definitions/t.js' } as never] },
    origins: { ...evaluation.origins, tests: [{ from: 'js', path: 'definitions/t.js', line: 3, column: 5 }] },
  });
  expect(fatal).toMatchObject({
    message: 'Cannot convert undefined or null to object',
    fileName: 'definitions/t.js',
    generated: { path: 'definitions/t.js', line: 3, column: 5 },
  });
});
