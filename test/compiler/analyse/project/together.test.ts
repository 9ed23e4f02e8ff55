import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AssertionAction, CompiledGraph } from '../../../../src/compiler/actions/graph.ts';
import { analyseProject } from '../../../../src/compiler/analyse/project/analyse.ts';
import type { UnitResult } from '../../../../src/compiler/analyse/project/model.ts';
import {
  CHUNK,
  type Helper,
  help,
  type Solved,
  type ToldRows,
  type Work,
} from '../../../../src/compiler/analyse/project/together.ts';
import { graphOf, incremental, table } from './world.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const target = (name: string) => ({ database: 'p', schema: 'd', name });
const ref = (name: string): string => `\`p.d.${name}\``;

function analysed(graph: CompiledGraph, helper?: Helper) {
  const kept = new Map<string, UnitResult>();
  const store = { get: () => undefined, set: (key: string, result: UnitResult) => void kept.set(key, result) };
  const request = { sources: [], known: [], declared: new Map(), faulty: new Set<string>(), lineage: true };
  const analysis = analyseProject({ ...request, graph, isGoogleSql: () => true, hash, store, helper });
  return { ...analysis, kept: new Map([...kept].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** A helper that takes `chunks` at the turns that it is given, and counts what it has solved. */
function helperAt(
  turns: readonly number[],
  chunks: number,
  isDead = false,
): Helper & { readonly solved: () => number } {
  let work: Work | undefined;
  let next = 0;
  let turn = 0;
  let solved = 0;
  const rows: ToldRows[] = [];
  const waiting: Solved[] = [];
  const claim = (): number => {
    next += CHUNK;
    return next - CHUNK;
  };
  const takePart = (): void => {
    let left = chunks;
    const asker = {
      claim: () => (left-- > 0 ? claim() : Number.POSITIVE_INFINITY),
      hear: () => structuredClone(rows.splice(0)),
      give: (found: readonly Solved[]) => {
        solved += found.length;
        if (!isDead) waiting.push(...structuredClone(found));
      },
    };
    if (work) help(structuredClone(work), asker, hash);
  };
  return {
    begin: (given) => {
      work = given;
    },
    claim: () => {
      if (turns.includes(turn)) takePart();
      turn += 1;
      return claim();
    },
    tell: (known) => void rows.push(...known),
    hear: () => waiting.splice(0),
    wait: () => (waiting.length > 0 ? waiting.splice(0) : undefined),
    solved: () => solved,
  };
}

/** Eighty tables in four levels, of which some are incremental, some wrong, and all have an inline assertion. */
function deepGraph(): CompiledGraph {
  const tables = Array.from({ length: 80 }, (_, i) => {
    const of = [i - 20, i - 27].filter((one) => one >= 0);
    const [left = 0, right = 0] = of;
    const query =
      of.length === 0
        ? `SELECT ${i} AS id, 'x' AS name, CURRENT_DATE() AS day`
        : `SELECT l.id + r.id AS id, UPPER(l.${i % 9 === 0 ? 'nmae' : 'name'}) AS name, MAX(r.day) AS day
           FROM ${ref(`t${left}`)} AS l JOIN ${ref(`t${right}`)} AS r USING (id) GROUP BY 1, 2`;
    const rest = { dependencyTargets: of.map((one) => target(`t${one}`)) };
    const where = { ...rest, uniqueKey: ['id'], where: `day > (SELECT MAX(day) FROM ${ref(`t${i}`)})` };
    return i % 5 === 0 ? incremental(`t${i}`, query, where) : table(`t${i}`, query, rest);
  });
  const assertions = tables.map(
    ({ target: parent }): AssertionAction => ({
      target: target(`${parent.name}_assertions`),
      query: `SELECT id FROM ${ref(parent.name)} WHERE missing IS NULL`,
      parentAction: parent,
      dependencyTargets: [parent],
    }),
  );
  const scripts = [{ target: target('o'), queries: [`SELECT none FROM ${ref('t79')}`] }];
  return graphOf(tables, { assertions, operations: scripts });
}

describe('two who analyse a project together find what one finds', () => {
  const graph = deepGraph();
  const alone = analysed(graph);

  test.each([
    ['the helper begins', [0], 1],
    ['the helper does it all', [0], 100],
    ['in turns', [1, 2, 3, 4], 1],
    ['the helper does the end', [2], 100],
  ] as const)('%s', (_, turns, chunks) => {
    const helper = helperAt(turns, chunks);
    expect(analysed(graph, helper)).toEqual(alone);
    expect(helper.solved()).toBeGreaterThanOrEqual(CHUNK);
  });

  test('a helper that dies is not waited for', () => {
    const helper = helperAt([0], 2, true);
    expect(analysed(graph, helper)).toEqual(alone);
    expect(helper.solved()).toBe(2 * CHUNK);
  });

  test('there is something to find', () => {
    expect(alone.findings.length).toBeGreaterThan(80);
    expect(alone.actions.some(({ lineage }) => lineage && lineage.length > 0)).toBe(true);
  });
});

test('actions that read each other unsaid are analysed in the usual order', () => {
  const plain = Array.from({ length: 3 * CHUNK }, (_, i) => table(`z${i}`, `SELECT ${i} AS id`));
  const a = table('a', `SELECT id, x FROM ${ref('b')}`);
  const b = table('b', `SELECT id, 1 AS x FROM ${ref('a')}`);
  for (const tables of [
    [a, b, ...plain],
    [...plain, b, a],
    [b, ...plain, a],
  ])
    for (const chunks of [1, 2, 100]) {
      const graph = graphOf(tables);
      expect(analysed(graph, helperAt([0, 1], chunks))).toEqual(analysed(graph));
    }
});

test('what reads the table of an inline assertion is left to the one who asks', () => {
  const plain = Array.from({ length: 3 * CHUNK }, (_, i) => table(`z${i}`, `SELECT ${i} AS id`));
  const checked = table('a', 'SELECT 1 AS id');
  const reader = table('b', `SELECT idd FROM ${ref('a_assertions')}`);
  const assertions = [
    { target: target('a_assertions'), query: `SELECT id FROM ${ref('a')}`, parentAction: target('a') },
  ];
  const graph = graphOf([reader, checked, ...plain], { assertions });
  const together = analysed(graph, helperAt([0], 100));
  expect(together).toEqual(analysed(graph));
  expect(together.findings.map(({ diagnostic: { code } }) => code)).toContain('BF2101');
});
