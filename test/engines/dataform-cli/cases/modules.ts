import { type Case, one } from './case.ts';

const js = (name: string, content: string, files: Case['files'] = {}): Case => ({
  name,
  files: { ...one('definitions/a.js', content), ...files },
});
const globals = [
  ...[
    'Buffer',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'process',
    'console',
    'global',
    'globalThis',
  ],
  ...['module', 'exports', 'require', '__filename', '__dirname', 'URL', 'TextEncoder', 'fetch', 'structuredClone'],
  ...[
    'queueMicrotask',
    'dataform',
    'session',
    'publish',
    'operate',
    'assert',
    'declare',
    'notebook',
    'test',
    'jitData',
  ],
  ...['getContents', 'ref', 'self', 'Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Proxy', 'WeakRef'],
];
const show = (expression: string): string => `publish("shown", \`select "\${${expression}}"\`);`;

/** What `require` finds, and which globals project code has. */
export const moduleCases: readonly Case[] = [
  js('a package is required that is not installed', 'require("left-pad");'),
  js('a relative file is required that is not there', 'require("./nowhere");'),
  js('a file of the root is required that is not there', 'require("includes/nowhere");'),
  js('fs is required', 'require("fs");'),
  js('child_process is required', 'require("child_process");'),
  js('node:fs is required', 'require("node:fs");'),
  js('a file outside the project is required', 'require("../../outside");'),
  js('path is required', show('require("path").join("a", "..", "b")')),
  js('a package is required from node_modules', show('require("tiny").value'), {
    'node_modules/tiny/package.json': '{"name": "tiny", "version": "1.0.0", "main": "lib/main.js"}',
    'node_modules/tiny/lib/main.js': 'exports.value = require("./other").n + 1;',
    'node_modules/tiny/lib/other.js': 'exports.n = 41;',
  }),
  js('a package publishes', 'require("maker").make("made");', {
    'node_modules/maker/index.js':
      'exports.make = (name) => publish(name, "select 1"); publish("at_load", "select 2");',
  }),
  js('core is required', show('typeof require("@dataform/core").session.publish')),
  js(
    'includes are required from the root and relatively',
    `${show('require("includes/a").v + require("../includes/a.js").v')}`,
    {
      'includes/a.js': 'exports.v = "x";',
    },
  ),
  js('includes require each other in a circle', show('a.name + b.name'), {
    'includes/a.js': 'exports.name = "a"; const b = require("./b"); exports.of = b.name;',
    'includes/b.js': 'exports.name = "b"; const a = require("./a"); exports.of = a.name;',
  }),
  js('a JSON file is required', show('require("./data.json").list.length'), {
    'definitions/data.json': '{"list": [1, 2]}',
  }),
  js('a definition is required by another', show('require("./z").v'), {
    'definitions/z.js': 'publish("z", "select 1"); exports.v = 1;',
  }),
  js('a YAML file is required', show('JSON.stringify(require("./data.yaml"))'), {
    'definitions/data.yaml': 'a: [1, x]\n',
  }),
  js('an SQL file is required', show('require("./part.sql").query'), { 'definitions/part.sql': 'select `a`, "${b}"' }),
  {
    name: 'the environment is read',
    files: one('definitions/a.js', show('process.env.SECRET + Object.keys(process.env).length')),
    env: { SECRET: 'hidden' },
  },
  js('globals are looked for', show(`[${globals.map((name) => `"${name}:" + typeof ${name}`).join(', ')}].join(" ")`)),
  js('a buffer encodes', show('Buffer.from("häß").toString("base64")')),
  js('a timer never fires', 'setTimeout(() => publish("late", "select 1"), 0); publish("now", "select 1");'),
  js(
    'a promise comes too late',
    'Promise.resolve().then(() => publish("late", "select 1")); publish("now", "select 1");',
  ),
  {
    ...js('project code logs', 'console.log("one"); console.error("two"); publish("a", "select 1");'),
    logs: true,
  },
  js('code is evaluated', show('eval("1 + 1") + new Function("return 2")()')),
  js('prototypes are changed', 'Array.prototype.extra = 1; publish("a", "select 1").tags(["t"]);'),
  js('the file names itself', show('typeof __filename + typeof module.id + typeof require.resolve')),
  js('an undeclared variable is assigned', 'undeclared = 1; publish("a", String(undeclared));'),
  js('a with statement is used', 'with ({ x: 1 }) { publish("a", String(x)); }'),
  js('an octal number is written', 'publish("a", String(010));'),
  js('this is looked at', show('typeof this + (function () { return typeof this; })()')),
  js('a function is declared in a block', '{ function g() { return 1; } } publish("a", typeof g);'),
  js('strict mode is asked for', '"use strict"; undeclared = 1; publish("a", String(undeclared));'),
  js('a function is used before its declaration', 'publish("a", `select ${f()}`); function f() { return 1; }'),
  js('the file returns early', 'publish("a", "select 1"); return; publish("b", "select 2");'),
];
