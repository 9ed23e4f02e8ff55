import { expect, test } from 'vitest';
import { SandboxFault } from '../../src/sandbox/fault.ts';
import { readEvaluation } from '../../src/sandbox/validate.ts';
import { attempt } from '../support/sandbox/evaluate.ts';

/** Gives the evaluation, or the code of the fault that refused it. */
const outcome = async (source: string): Promise<string> =>
  attempt(source).then(
    ({ evaluation }) => `graph of ${(evaluation.graph.tables ?? []).length}`,
    (error: unknown) => (error instanceof SandboxFault ? error.diagnostic.code : String(error)),
  );

const forgeries: Readonly<Record<string, string>> = {
  'a number': '__biform_run = () => 7',
  'an object with a text form': '__biform_run = () => ({ toString: () => "{}" })',
  'a String object': '__biform_run = () => new String("{}")',
  'a proxy': '__biform_run = () => new Proxy(function () {}, { get: () => { for (;;) {} } })',
  'a promise': '__biform_run = () => Promise.resolve("{}")',
  'text that is no JSON': '__biform_run = () => "ESCAPED"',
  'JSON that is no graph': '__biform_run = () => "[]"',
  'a frame inside the text': '__biform_run = () => "\\u0000\\u0000\\u0000\\u0000\\u0003{}"',
  'an error': '__biform_run = () => { throw { get stack() { for (;;) {} } } }',
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

const base = {
  graph: { projectConfig: {}, graphErrors: {}, dataformCoreVersion: '3.0.62' },
  errors: [],
  sessionTargets: [],
  assertionsOf: [],
  origins: {},
  missing: [],
  volatile: false,
  log: [],
};
const text = (graph: object): string => JSON.stringify({ ...base, graph: { ...base.graph, ...graph } });

test('a well-formed answer is read as it is', () => {
  expect(readEvaluation(JSON.stringify(base))).toEqual(base);
});

test.each([
  [
    'a table whose name is no text',
    text({ tables: [{ type: 'table', enumType: 'TABLE', target: { name: 5 } }] }),
    'graph.tables.0.target.name',
  ],
  [
    'a query that is a list',
    text({ tables: [{ type: 'table', enumType: 'TABLE', target: { name: 'a' }, query: [] }] }),
    'graph.tables.0.query',
  ],
  [
    'an unknown field',
    text({ tables: [{ type: 'table', enumType: 'TABLE', target: { name: 'a' }, exec: 'x' }] }),
    'graph.tables.0.exec',
  ],
  [
    'a kind that is unknown',
    text({ tables: [{ type: 'udf', enumType: 'TABLE', target: { name: 'a' } }] }),
    'graph.tables.0.type',
  ],
  [
    'tags that are no texts',
    text({ declarations: [{ target: { name: 'a' }, tags: [1] }] }),
    'graph.declarations.0.tags.0',
  ],
  ['a prototype key', '{"graph":{"__proto__":{"x":1}}}', 'graph.__proto__'],
  [
    'a prototype key among variables',
    text({ projectConfig: {} }).replace('"projectConfig":{}', '"projectConfig":{"vars":{"__proto__":"x"}}'),
    'graph.projectConfig.vars.__proto__',
  ],
  [
    'a negative offset',
    JSON.stringify({ ...base, origins: { tables: [{ from: 'js', path: 'a', line: -1 }] } }),
    'origins.tables.0.line',
  ],
  ['JSON that is very deep', text({ jitData: JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) }), 'graph.jitData'],
])('%s is refused with its place', (_name, forged, place) => {
  expect(() => readEvaluation(forged)).toThrow(place);
});
