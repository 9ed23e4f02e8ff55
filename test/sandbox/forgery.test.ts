import { expect, test } from 'vitest';
import { SandboxFault } from '../../src/sandbox/fault.ts';
import { readAnswer } from '../../src/sandbox/validate.ts';
import { attempt } from '../support/sandbox/evaluate.ts';

/** Gives the evaluation, or the code of the fault that refused it. */
const outcome = async (source: string): Promise<string> =>
  attempt(source).then(
    ({ evaluation }) => `graph of ${(evaluation.graph.tables ?? []).length}`,
    (error: unknown) => (error instanceof SandboxFault ? error.diagnostic.code : String(error)),
  );

const forgeries: Readonly<Record<string, string>> = {
  'a number': '__biform_step = () => 7',
  'an object with a text form': '__biform_step = () => ({ toString: () => "{}" })',
  'a String object': '__biform_step = () => new String("{}")',
  'a proxy': '__biform_step = () => new Proxy(function () {}, { get: () => { for (;;) {} } })',
  'a promise': '__biform_step = () => Promise.resolve("{}")',
  'text that is no JSON': '__biform_step = () => "ESCAPED"',
  'JSON that is no graph': '__biform_step = () => "[]"',
  'a frame inside the text': '__biform_step = () => "\\u0000\\u0000\\u0000\\u0000\\u0003{}"',
  'an error': '__biform_step = () => { throw { get stack() { for (;;) {} } } }',
};

test.each(Object.entries(forgeries))(
  'a forged result that is %s is refused or has no effect',
  async (_name, source) => {
    expect(await outcome(`try { globalThis.${source}; } catch {} publish("a", "select 1")`)).toMatch(
      /^(graph of 1|BF15\d\d)$/,
    );
  },
);

test.each([
  'Object.prototype.toJSON = () => "forged"',
  'String.prototype.toJSON = () => 1',
  'Array.prototype.toJSON = () => ({ __proto__: { polluted: 1 } })',
  'JSON.stringify = () => "forged"',
  'Object.defineProperty(Object.prototype, "kind", { get: () => { throw 1; } })',
  'Array.prototype.push = () => 0; Array.prototype.map = () => [1]',
  'Map.prototype.get = () => 1; String.prototype.replace = () => "forged"',
  'Object.freeze(Object.prototype); Object.freeze(Array.prototype)',
  'globalThis.__biform_def = globalThis.__biform_boot = undefined',
  'globalThis.__biform_step(); globalThis.__biform_step(); publish("a", "select 1")',
  'Promise.reject(new Error("nobody waits for this")); publish("a", "select 1")',
  'Error.prepareStackTrace = () => { throw 1 }; null.x',
  'Object.defineProperty(globalThis, "publish", { get() { throw 1 } })',
])('the host survives: %s', async (source) => {
  expect(await outcome(source)).toMatch(/^(graph of \d|BF15\d\d)$/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('text that ends the wrapper is a syntax error of its file', async () => {
  const { errors, published } = await attempt('} finally {} }); publish("out", "side"); (function () { try {');
  expect(errors).toHaveLength(1);
  expect(published).toEqual({});
});

const names = { sessionTargets: [] };
const base = {
  graph: { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '3.0.62' },
  errors: [],
  assertionsOf: [],
  missing: [],
  volatile: false,
  log: [],
};
/** The names, and the rest of an answer. */
const text = (graph: object, part: readonly string[] = []): readonly string[] => [
  `n${JSON.stringify(names)}`,
  ...part,
  `r${JSON.stringify({ ...base, graph: { ...base.graph, ...graph } })}`,
];
const partOf = (kind: string, action: object, origin: object | null): string =>
  `p${JSON.stringify({ kind, actions: [action], origins: [origin] })}`;
/** An answer with one action. */
const line = (kind: string, action: object, origin: object | null = null): readonly string[] =>
  text({}, [partOf(kind, action, origin)]);
const table = { type: 'table', enumType: 'TABLE', target: { name: 'a' } };

test('a well-formed answer is read as it is', () => {
  expect(readAnswer(text({}))).toEqual({ ...names, ...base, origins: {} });
  const part = partOf('tables', table, null);
  const { graph, origins } = readAnswer(text({}, [part, part]));
  expect(graph.tables).toEqual([table, table]);
  expect(origins.tables).toEqual([null, null]);
});

test('what came before a failure does not count', () => {
  const failed = { ...names, ...base, fatal: { code: 'BF1001', name: 'Error', message: 'no' } };
  expect(readAnswer([...line('tables', table).slice(0, 2), `f${JSON.stringify(failed)}`])).toEqual({
    ...failed,
    origins: {},
  });
});

test('targets that the names tell need not be listed', () => {
  const told = { ...names, sessionTargets: [{ target: { name: 'a' }, kind: 'tables' }] };
  const { graph } = readAnswer([`n${JSON.stringify(told)}`, ...text({}).slice(1)]);
  expect(graph.targets).toEqual([{ name: 'a' }]);
});

test.each([
  ['a table whose name is no text', line('tables', { ...table, target: { name: 5 } }), 'actions.0.target.name'],
  ['a query that is a list', line('tables', { ...table, query: [] }), 'actions.0.query'],
  ['an unknown field', line('tables', { ...table, exec: 'x' }), 'actions.0.exec'],
  ['a type that is unknown', line('tables', { ...table, type: 'udf' }), 'actions.0.type'],
  ['a kind that is unknown', line('udfs', table), 'kind'],
  ['a kind that is a prototype key', line('__proto__', table), 'kind'],
  ['actions in the wrong place', text({ tables: [table] }), 'graph.tables'],
  ['tags that are no texts', line('declarations', { target: { name: 'a' }, tags: [1] }), 'actions.0.tags.0'],
  ['a prototype key', [...text({}).slice(0, 1), 'r{"graph":{"__proto__":{"x":1}}}'], 'graph.__proto__'],
  [
    'a prototype key among variables',
    text({ projectConfig: {} }).map((one) =>
      one.replace('"projectConfig":{}', '"projectConfig":{"vars":{"__proto__":"x"}}'),
    ),
    'graph.projectConfig.vars.__proto__',
  ],
  ['a negative offset', line('tables', table, { from: 'js', path: 'a', line: -1 }), 'origins.0.line'],
  ['fewer origins than actions', [`p${JSON.stringify({ kind: 'tables', actions: [table], origins: [] })}`], 'origins'],
  ['a line of no kind', ['x{}'], 'no JSON'],
  ['an answer without an end', line('tables', table).slice(0, 2), 'not whole'],
  ['an answer without names', line('tables', table).slice(1), 'it names no actions'],
  ['JSON that is very deep', text({ jitData: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) }), 'graph.jitData'],
] as const)('%s is refused with its place', (_name, forged, place) => {
  expect(() => readAnswer(forged)).toThrow(place);
});
