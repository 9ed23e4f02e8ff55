import { describe, expect, test } from 'vitest';
import { isInert } from '../../../src/compiler/load/inert/inert.ts';
import { emitText } from '../../../src/compiler/sqlx/emit.ts';

const globals = new Set(['money', 'dates']);
const shared = (source: string): boolean => isInert(source, 'shared', globals);

describe('modules that give the same whatever else is evaluated', () => {
  test.each([
    ['functions of templates', 'module.exports = { cents: (column) => `cast(round(${column} * 100) as int64)` };'],
    ['constants', 'const names = ["a", "b"]; exports.names = names; exports.first = names[0];'],
    [
      'a list that a call makes',
      'function list(xs) { const out = []; for (const x of xs) out.push(`${x}`); return out.join(", "); } module.exports = { list };',
    ],
    [
      'text added up in a callback',
      'exports.sum = (xs) => { let out = ""; xs.forEach((x) => { out += x; }); return out; };',
    ],
    ['a copy that is sorted', 'exports.sorted = (xs) => [...xs].sort().map((x) => x.trim());'],
    [
      'an object that a call fills',
      'exports.filled = (xs) => { const o = {}; for (const [k, v] of Object.entries(xs)) o[k] = v; return o; };',
    ],
    ['settings', 'exports.day = () => dataform.projectConfig.vars.day || "x";'],
    ['another file', 'exports.x = (c) => money.cents(c); const y = require("./other"); exports.y = (c) => y.f(c);'],
    ['a regular expression without memory', 'const re = /^a/; exports.is = (x) => re.test(x) || /b/g.test(x);'],
    ['text replaced', 'const re = /a/g; exports.f = (x) => x.replace(re, (m) => m.toUpperCase());'],
    ['tables of a script', 'let n = 0; ["a", "b"].forEach((x) => { n += 1; exports[x] = n; });'],
    ['String.raw', 'exports.f = (x) => String.raw`a\\b${x}`;'],
    ['choices', 'exports.f = (x) => { switch (x) { case 1: return "a"; default: return x ?? "b"; } };'],
  ])('%s', (_name, source) => {
    expect(shared(source)).toBe(true);
  });

  test('a definition in JavaScript', () => {
    const source = `
      const tables = ["a", "b"];
      tables.forEach((name) => publish(name, { type: "table" }).query((ctx) => \`select * from \${ctx.ref("x")}\`).tags(["t"]));
      declare({ schema: "raw", name: "x" });`;
    expect(isInert(source, 'definition', globals)).toBe(true);
    expect(shared(source)).toBe(false);
  });

  test('a SQLX file with JavaScript', () => {
    const sqlx =
      'config { type: "table" }\njs { const n = [1, 2].map((x) => x + 1); }\nselect ${n.join(", ")} from ${ref("a")} ${when(incremental(), `where ${self()}`)}';
    expect(isInert(emitText(sqlx, 'definitions/a.sqlx').text, 'sqlx', globals)).toBe(true);
  });
});

describe('modules that may have a memory or see others', () => {
  test.each([
    ['a counter', 'let n = 0; exports.next = () => n++;'],
    [
      'a counter made by a call',
      'const make = () => { let n = 0; return () => { n += 1; return n; }; }; exports.f = make();',
    ],
    ['a list that is kept', 'const seen = []; exports.add = (x) => { seen.push(x); return seen.length; };'],
    [
      'a list that a call gives to a function',
      'exports.make = () => { const seen = []; return (x) => { seen.push(x); }; };',
    ],
    ['a list that was given', 'exports.f = (xs) => { xs.push(1); return xs; };'],
    ['a list of a list', 'const all = [[]]; exports.f = () => { const o = { a: all }; o.a.push(1); };'],
    ['a property of a function', 'function f() { f.n = (f.n || 0) + 1; return f.n; } exports.f = f;'],
    ['a property by brackets', 'const o = {}; exports.f = (k) => { o[k] = 1; };'],
    ['a method by brackets', 'const o = []; exports.f = (k) => o[k](1);'],
    ['a method taken off', 'const o = []; const { push } = o; exports.f = () => push;'],
    ['a method given away', 'const o = []; exports.f = (xs) => xs.forEach(o.push, o);'],
    ['a method in another name', 'const o = []; exports.f = (x) => Array.from.call(o, x);'],
    ['an alias of a built-in', 'const O = Object; exports.f = (a, k) => O[k](a);'],
    ['a built-in by brackets', 'exports.f = (a, k) => Object[k](a, {});'],
    ['Object.assign on what is shared', 'const o = {}; exports.f = (x) => Object.assign(o, x);'],
    ['a map', 'const m = new Map(); exports.f = (k) => { m.set(k, 1); return m.size; };'],
    ['a date', 'const d = new Date(0); exports.f = () => d.setDate(2);'],
    ['an iterator', 'const it = [1, 2].values(); exports.f = () => [...it];'],
    ['a generator', 'function* g() { yield 1; } const it = g(); exports.f = () => [...it];'],
    ['a regular expression with a memory', 'const re = /a/g; exports.f = (x) => re.test(x);'],
    ['a sticky one', 'const re = /a/y; exports.f = (x) => x.replace(re, "b");'],
    ['one made when it is loaded', 'const re = new RegExp("a", "g"); exports.f = (x) => re.test(x);'],
    [
      'a method of its own that looks built in',
      'const kept = []; const o = { map: () => kept }; exports.f = () => { const x = o.map(); x.push(1); };',
    ],
    ['a getter', 'let n = 0; module.exports = { get n() { return n; } };'],
    ['this', 'module.exports = { n: 0, f() { this.n += 1; return this.n; } };'],
    ['a class', 'class A { x = 1; } exports.A = A;'],
    ['arguments', 'exports.f = function (x) { arguments[0] = 1; return x; };'],
    ['a global', 'exports.f = () => globalThis.x;'],
    ['the session', 'exports.f = () => dataform.actions.length;'],
    ['the session of the package', 'const { session } = require("@dataform/core"); exports.f = () => 1;'],
    ['the session of an action', 'exports.f = (a) => a.session;'],
    ['the session by brackets', 'exports.f = (a) => a["session"];'],
    ['an action', 'exports.f = (name) => publish(name);'],
    ['settings that it changes', 'exports.f = () => { dataform.projectConfig.x = 1; };'],
    ['a stack', 'exports.f = () => new Error("x").stack;'],
    ['evaluation', 'exports.f = (x) => eval(x);'],
    ['a prototype', 'Array.prototype.x = 1;'],
    ['another module', 'money.cents = () => "";'],
    ['a promise', 'exports.f = async () => 1;'],
    ['a request that only running it tells', 'exports.f = (x) => require(x);'],
    ['a console', 'exports.f = () => console.log(1);'],
    ['what is no JavaScript', 'exports.f = ('],
  ])('%s', (_name, source) => {
    expect(shared(source)).toBe(false);
  });

  test('a definition that looks at others', () => {
    expect(isInert('publish("a", `select ${dataform.actions.length}`)', 'definition', globals)).toBe(false);
    expect(isInert('const a = publish("a"); publish("b", `${a.proto}`)', 'definition', globals)).toBe(false);
  });
});
