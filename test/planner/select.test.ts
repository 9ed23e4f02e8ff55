import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everything, type Selectable, type Selection, select } from '../../src/planner/select.ts';

const action = (name: string, dependsOn: readonly string[] = [], tags: readonly string[] = []): Selectable => ({
  name,
  dependsOn,
  tags,
});

const chain = [
  action('p.raw.a'),
  action('p.stage.b', ['p.raw.a'], ['daily']),
  action('p.mart.c', ['p.stage.b', 'p.x.not_here'], ['weekly']),
  action('p.mart.b', ['p.raw.a']),
];

const names = (selection: Partial<Selection>, actions: readonly Selectable[] = chain): readonly string[] =>
  [...select(actions, { ...everything, ...selection }).names].sort();

const messages = (selection: Partial<Selection>): readonly string[] =>
  select(chain, { ...everything, ...selection }).diagnostics.map(({ message }) => message);

describe('a selection', () => {
  test('of nothing is everything', () => {
    expect(names({})).toHaveLength(4);
    expect(names({ includeDependencies: true })).toHaveLength(4);
  });

  test('takes full names, bare names and tags together', () => {
    expect(names({ actions: ['p.mart.b', 'a'], tags: ['weekly'] })).toEqual(['p.mart.b', 'p.mart.c', 'p.raw.a']);
  });

  test('refuses a bare name that several actions have', () => {
    expect(messages({ actions: ['b'] })).toEqual([
      '"b" is the name of 2 actions: p.stage.b, p.mart.b. Give the full name.',
    ]);
  });

  test('refuses a name with a dot that is not the full name, and suggests what is near', () => {
    expect(messages({ actions: ['p.mart.d'] })).toEqual([
      'No action that can run is called "p.mart.d". Did you mean "p.mart.c"?',
    ]);
    expect(messages({ actions: ['mart.b'], tags: ['dayly'] })).toEqual([
      'No action that can run is called "mart.b". Did you mean "p.mart.b"?',
      'No tag is called "dayly". Did you mean "daily"?',
    ]);
  });

  test('knows * for any characters, in full names where it has a dot and in bare names elsewhere', () => {
    expect(names({ actions: ['p.mart.*'] })).toEqual(['p.mart.b', 'p.mart.c']);
    expect(names({ actions: ['*'] })).toHaveLength(4);
    expect(names({ actions: ['*.b'] })).toEqual(['p.mart.b', 'p.stage.b']);
    expect(names({ actions: ['p*a*b'] })).toEqual([]);
    expect(messages({ actions: ['z*'] })).toEqual(['No action that can run is called "z*".']);
  });

  test('takes dependencies first and then the dependents of all that, as Dataform does', () => {
    expect(names({ actions: ['p.stage.b'], includeDependencies: true })).toEqual(['p.raw.a', 'p.stage.b']);
    expect(names({ actions: ['p.stage.b'], includeDependents: true })).toEqual(['p.mart.c', 'p.stage.b']);
    expect(names({ actions: ['p.stage.b'], includeDependencies: true, includeDependents: true })).toEqual([
      'p.mart.b',
      'p.mart.c',
      'p.raw.a',
      'p.stage.b',
    ]);
  });
});

/** Graphs of up to 12 actions with edges to earlier ones, and edges to nothing. */
const graphs = fc
  .array(fc.tuple(fc.array(fc.nat(20), { maxLength: 4 }), fc.subarray(['t', 'u'])), { minLength: 1, maxLength: 12 })
  .map((rows) =>
    rows.map(([edges, tags], i) =>
      action(
        `p.d.n${i}`,
        edges.map((to) => `p.d.n${to}`),
        tags,
      ),
    ),
  );

test('including dependencies and dependents is reachability', () => {
  fc.assert(
    fc.property(graphs, fc.nat(11), fc.boolean(), fc.boolean(), (actions, at, up, down) => {
      const start = actions[at % actions.length]?.name ?? '';
      const byName = new Map(actions.map((one) => [one.name, one]));
      const grow = (found: Set<string>, edge: (from: Selectable, to: Selectable) => boolean): Set<string> => {
        for (;;) {
          const more = actions.filter(
            (to) => !found.has(to.name) && [...found].some((name) => edge(byName.get(name) as Selectable, to)),
          );
          if (more.length === 0) return found;
          for (const { name } of more) found.add(name);
        }
      };
      const expected = new Set([start]);
      if (up) grow(expected, (from, to) => from.dependsOn.includes(to.name));
      if (down) grow(expected, (from, to) => to.dependsOn.includes(from.name));
      const selection = { actions: [start], includeDependencies: up, includeDependents: down };
      expect(names(selection, actions)).toEqual([...expected].sort());
    }),
  );
});

test('a selection in a graph of 20,000 actions takes far less than a second', () => {
  const actions = Array.from({ length: 20_000 }, (_, i) =>
    action(
      `p.d.n${i}`,
      [i - 1, i - 2, i >> 1].filter((to) => to >= 0 && to < i).map((to) => `p.d.n${to}`),
    ),
  );
  const began = performance.now();
  const found = select(actions, {
    ...everything,
    actions: ['n10000'],
    includeDependencies: true,
    includeDependents: true,
  });
  expect(found.names.size).toBe(20_000);
  expect(performance.now() - began).toBeLessThan(1000);
});
