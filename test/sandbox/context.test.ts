import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { attempt } from '../support/sandbox/evaluate.ts';

/**
 * The process that project code sees has number 1. Each attack is an expression that tries to reach Node's own objects. `host(f)` says what a Function constructor
 * gives away: the host's `process` would have a process id.
 */
const PRELUDE = `
const host = (make) => {
  const found = make('return typeof process === "object" && process ? process : undefined')();
  if (found && found.pid > 1) return 'ESCAPED to process ' + found.pid;
  if (found && typeof found.binding === 'function') { try { found.binding('fs'); return 'ESCAPED by binding'; } catch {} }
  return 'held';
};
const safely = (attack) => { try { return attack(); } catch (error) { return 'held'; } };
`;

test('the probe sees an escape where a context is given a function of the host', () => {
  const seen = runInNewContext(`${PRELUDE}safely(() => host(publish.constructor))`, { publish: () => undefined });
  expect(seen).toContain('ESCAPED');
});

const constructors: Readonly<Record<string, string>> = {
  'the constructor of this': 'host(this.constructor.constructor)',
  'the constructor of the global object': 'host(globalThis.constructor.constructor)',
  'the constructor of publish': 'host(publish.constructor)',
  'the constructor of require': 'host(require.constructor)',
  'the constructor of module': 'host(module.constructor.constructor)',
  'the constructor of exports': 'host(exports.constructor.constructor)',
  'the constructor of a console method': 'host(console.log.constructor)',
  'the constructor of an error': 'host(new Error("x").constructor.constructor)',
  'the constructor of async functions': 'host((async () => 0).constructor.__proto__)',
  'the constructor of generators': 'host(Object.getPrototypeOf(function* () {}).constructor.__proto__)',
  'the prototype of the global object': 'host(Object.getPrototypeOf(globalThis)?.constructor?.constructor ?? Function)',
  'the constructor of arguments': '(function () { return host(arguments.constructor.constructor); })()',
  'the constructor of a timer': 'host(Object(setTimeout(() => {}, 0)).constructor.constructor)',
  'the constructor of Buffer': 'host(Buffer.from("a").constructor.constructor)',
  'the constructor of process': 'host(process.constructor.constructor)',
  'the constructor of an error that require threw':
    '(() => { try { require("nowhere"); } catch (error) { return host(error.constructor.constructor); } })()',
  'the constructor of a stack overflow':
    '(() => { const down = () => down(); try { down(); } catch (error) { return host(error.constructor.constructor); } })()',
  'the constructor of a syntax error in new Function':
    '(() => { try { new Function("("); } catch (error) { return host(error.constructor.constructor); } })()',
  'the constructor of an error of JSON.parse':
    '(() => { try { JSON.parse("{"); } catch (error) { return host(error.constructor.constructor); } })()',
};

test.each(Object.entries(constructors))('%s does not lead to the host', async (_name, expression) => {
  const { published } = await attempt(`${PRELUDE}publish("result", safely(() => ${expression}))`);
  expect(published['result']).toBe('held');
});

const stacks: Readonly<Record<string, string>> = {
  'this of a stack frame':
    'frames.map((frame) => frame.getThis()).filter(Boolean).map((found) => host(found.constructor.constructor))',
  'the function of a stack frame':
    'frames.map((frame) => frame.getFunction()).filter(Boolean).map((found) => host(found.constructor))',
  'the constructor of a stack frame': 'frames.map((frame) => host(frame.constructor.constructor))',
  'the evaluation origin of a stack frame':
    'frames.map((frame) => frame.getEvalOrigin()).map((found) => typeof found === "object" && found ? host(found.constructor.constructor) : "held")',
};

test.each(Object.entries(stacks))('%s does not lead to the host', async (_name, expression) => {
  const { published } = await attempt(`${PRELUDE}
    let frames = [];
    Error.prepareStackTrace = (error, sites) => { frames = sites; return ''; };
    void new Error('x').stack;
    Error.prepareStackTrace = undefined;
    publish("result", safely(() => [...new Set(${expression}), 'held'].join()))`);
  expect(published['result']).not.toContain('ESCAPED');
});

test('a function cannot walk to its callers', async () => {
  const { published } = await attempt(`${PRELUDE}
    const caller = new Function('f', 'return f.caller');
    function probe() { return safely(() => { const c = caller(probe); return c ? host(c.constructor) : 'held'; }); }
    publish("result", probe())`);
  expect(published['result']).toBe('held');
});

test.each([
  'import("node:fs")',
  'import("./x.js")',
  'import("data:text/javascript,1")',
  'new Function("return import(\'node:fs\')")()',
])('the rejection of %s gives no code of the host', async (expression) => {
  const { published } = await attempt({
    'definitions/a.js': `${PRELUDE}
        globalThis.seen = 'held';
        safely(() => ${expression}.then((m) => { globalThis.seen = 'ESCAPED to ' + Object.keys(m); }, (error) => {
          globalThis.seen = safely(() => host(error.constructor.constructor));
        }));`,
    'definitions/b.js': 'publish("result", String(globalThis.seen))',
  });
  expect(published['result']).toBe('held');
});

test('a hostile error from import() cannot reach code even after everything has run', async () => {
  const { errors } = await attempt(`${PRELUDE}
    safely(() => import('node:fs').catch((error) => {
      const F = error.constructor.constructor;
      try { F('process.stdout.write("ESCAPED")')(); } catch {}
      try { error.__proto__.__proto__.__proto__.toString = () => 'ESCAPED'; } catch {}
      try { error.__proto__.__proto__.__proto__.length = 7; } catch {}
      for (const name of ['write', 'call', 'apply', 'toString']) try { F.prototype[name] = () => 'ESCAPED'; } catch {}
    }));`);
  expect(errors.join()).not.toContain('ESCAPED');
});

const modules = [
  'fs',
  'node:fs',
  'child_process',
  'net',
  'http',
  'https',
  'dgram',
  'dns',
  'worker_threads',
  'cluster',
  'vm',
  'v8',
  'inspector',
  'module',
  'process',
  'node:process',
  'repl',
  'os',
  'tls',
  'async_hooks',
  'perf_hooks',
];

test.each(modules)('require("%s") gives nothing of Node', async (name) => {
  const { published } = await attempt(
    `let seen = 'held'; try { seen = 'ESCAPED ' + Object.keys(require(${JSON.stringify(name)})); } catch {} publish("result", seen)`,
  );
  expect(published['result']).toBe('held');
});

test.each([
  'process.binding("fs")',
  'process.dlopen({ exports: {} }, "/x.node")',
  'process._linkedBinding("fs")',
  'process.mainModule.require("fs")',
  'process.kill(1, 0)',
  'process.exit(0)',
  'process.abort()',
  'module.constructor._load("fs")',
  'require.main.require("fs")',
  'require.cache.constructor.constructor("return process")().pid.toFixed()',
  'WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) && new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
])('%s gives nothing', async (expression) => {
  const { published } = await attempt(
    `let seen = 'held'; try { const got = ${expression}; if (got) seen = 'ESCAPED ' + typeof got; } catch {} publish("result", seen)`,
  );
  expect(published['result']).toBe('held');
});

test('no variable of the environment reaches project code', async () => {
  process.env['BIFORM_TEST_SECRET'] = 'hush';
  const { published } = await attempt('publish("result", "env " + JSON.stringify(globalThis.process?.env ?? {}))');
  expect(published['result']).toBe('env {}');
});
