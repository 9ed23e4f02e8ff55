import { rmSync } from 'node:fs';
import { posix } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import type { Evaluation } from '../../../src/compiler/load/port.ts';
import { emitSqlx } from '../../../src/compiler/sqlx/emit.ts';
import { evaluateInProcess, type Options, requestOf } from '../../support/in-process.ts';
import { type ProjectFiles, writeProject } from '../../support/oracle.ts';
import { settings } from './projects/case.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function evaluate(files: ProjectFiles, options: Options = {}): Promise<Evaluation> {
  const dir = writeProject({ 'workflow_settings.yaml': settings, ...files });
  folders.push(dir);
  const prepared = requestOf(dir, options);
  if ('message' in prepared) throw new Error(prepared.message);
  return evaluateInProcess(prepared.request, prepared.modules);
}

/** The texts of all queries that a script publishes. */
async function published(code: string, options?: Options): Promise<readonly (string | undefined)[]> {
  const { graph, fatal } = await evaluate({ 'definitions/a.js': code }, options);
  expect(fatal).toBeUndefined();
  expect(graph.graphErrors).toEqual({});
  return (graph.tables ?? []).map(({ query }) => query);
}

test('time stands still at the moment of the request, in every way to ask for it', async () => {
  const now = Date.UTC(2026, 1, 3, 4, 5, 6, 7);
  const texts = await published(
    `publish("a", JSON.stringify([Date.now(), new Date(), new Date().getTime(), +new Date(0), new Date(2020, 1).getMonth(),
      Date.UTC(2020, 0), Date.parse("2020-01-01T00:00:00Z"), new Date() instanceof Date, typeof Date(), Date.length, Date.name,
      new (class extends Date {})() instanceof Date, new Date().constructor === Date, Object.prototype.toString.call(new Date())]))`,
    { now },
  );
  expect(JSON.parse(texts[0] ?? '')).toEqual([
    ...[now, new Date(now).toISOString(), now, 0, 1, Date.UTC(2020, 0), Date.UTC(2020, 0), true, 'string', 7, 'Date'],
    ...[true, true, '[object Date]'],
  ]);
});

test('asking for the time or for chance makes an evaluation volatile; a given date does not', async () => {
  const volatile = async (code: string) => (await evaluate({ 'definitions/a.js': code })).volatile;
  expect(await volatile('publish("a", "select " + new Date(0).getTime())')).toBe(false);
  expect(await volatile('new Date()')).toBe(true);
  expect(await volatile('Date.now()')).toBe(true);
  expect(await volatile('Math.random()')).toBe(true);
});

test('chance is the same in every evaluation and lies between 0 and 1', async () => {
  const code = 'publish("a", JSON.stringify(Array.from({ length: 1000 }, () => Math.random())))';
  const [first, second] = [await published(code), await published(code)];
  expect(first).toEqual(second);
  const numbers = JSON.parse(first[0] ?? '') as number[];
  expect(new Set(numbers).size).toBe(1000);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, one) => sum + one, 0) / 1000).toBeCloseTo(0.5, 1);
});

test('project code does not see what the host calls', async () => {
  const [text] = await published(
    'publish("a", JSON.stringify(Object.getOwnPropertyNames(globalThis).filter(n => n.startsWith("__biform_"))))',
  );
  expect(JSON.parse(text ?? '')).toEqual(['__biform_where', '__biform_step']);
});

test('the result survives what project code does to prototypes', async () => {
  const { graph } = await evaluate({
    'definitions/a.js': `publish("a", "select 1");
      for (const k of [Object, Array, String, Number, Boolean, Function]) k.prototype.toJSON = () => "stolen";
      JSON.stringify = () => "stolen"; Object.keys = () => []; Reflect.deleteProperty = () => false; Object.entries = () => [];
      Object.defineProperty(Object.prototype, "evil", { get: () => "x", enumerable: true, configurable: true });`,
  });
  expect(graph.tables?.map(({ query }) => query)).toEqual(['select 1']);
});

test('console output is kept and goes nowhere else', async () => {
  const { log } = await evaluate({
    'definitions/a.js': 'console.log("a", 1, { b: [2] }); console.error(new Error("e").message)',
  });
  expect(log).toEqual([
    { level: 'log', text: 'a 1 {"b":[2]}' },
    { level: 'error', text: 'e' },
  ]);
});

test('timers are accepted and never fire', async () => {
  const { graph } = await evaluate({
    'definitions/a.js': 'clearTimeout(setTimeout(() => publish("late"), 0)); setImmediate(() => publish("later"));',
  });
  expect(graph.tables).toBeUndefined();
});

test('a request for a module that is not there is told to the host, with the file that made it', async () => {
  const { missing, graph } = await evaluate({
    'definitions/a.js': 'try { require("left-pad") } catch {}\npublish("a", "x")',
  });
  expect(missing).toEqual([{ request: 'left-pad', from: 'definitions/a.js' }]);
  expect(graph.graphErrors).toEqual({});
});

test('packages are found by main, index and exports, and by the folder that is nearest', async () => {
  const files = {
    'node_modules/a/package.json':
      '{"exports":{".":{"import":"./no.mjs","require":"./yes.js"},"./sub/*":"./lib/*.js"}}',
    'node_modules/a/yes.js': 'exports.a = require("b");',
    'node_modules/a/lib/deep.js': 'exports.deep = 1;',
    'node_modules/a/node_modules/b/index.js': 'module.exports = "inner b";',
    'node_modules/b/package.json': '{"main":"./src"}',
    'node_modules/b/src/index.js': 'module.exports = "outer b";',
    'node_modules/@s/c/index.js': 'module.exports = __filename.split("/").slice(-4).join("/");',
    'definitions/x.js':
      'publish("x", JSON.stringify([require("a").a, require("a/sub/deep").deep, require("b"), require("@s/c"), typeof require.resolve("b")]));',
  };
  const { graph } = await evaluate(files);
  expect(graph.graphErrors).toEqual({});
  expect(JSON.parse(graph.tables?.[0]?.query ?? '')).toEqual([
    ...['inner b', 1, 'outer b', 'node_modules/@s/c/index.js', 'string'],
  ]);
});

test('a module that fails is evaluated again when it is required again', async () => {
  const { graph } = await evaluate({
    'includes/z.js':
      'global.count = (global.count || 0) + 1; if (global.count < 3) throw new Error("not yet"); exports.n = global.count;',
    'definitions/a.js': 'try { require("includes/z") } catch {}\npublish("a", String(require("includes/z").n));',
  });
  expect(graph.tables?.[0]?.query).toBe('3');
});

test('modules that require one another see what is there so far', async () => {
  const { graph } = await evaluate({
    'includes/a.js': 'exports.first = 1; exports.b = require("./b").seen; exports.second = 2;',
    'includes/b.js': 'exports.seen = Object.keys(require("./a")).join();',
    'definitions/x.js': 'publish("x", a.b);',
  });
  expect(graph.tables?.[0]?.query).toBe('first');
});

test('biform.target gives the branch of the engine, and exists only where biform.yaml does', async () => {
  const files = {
    'definitions/a.sqlx': 'config { type: "view" }\nselect ${biform.target({ bigquery: "b", default: "d" })}',
    'definitions/b.sqlx': 'config { type: "view" }\nselect ${biform.target({ bigquery: "b" })}',
  };
  const { graph, errors } = await evaluate(files, { engine: 'duckdb' });
  expect(graph.tables?.map(({ query }) => query?.trim())).toEqual(['select d']);
  expect(graph.graphErrors.compilationErrors?.map(({ message }) => message)).toEqual([
    'biform.target() has no text for duckdb; it has bigquery.',
  ]);
  expect(errors[0]).toMatchObject({ code: 'BF1096', generated: { path: 'definitions/b.sqlx' } });
  const stock = await evaluate(files);
  expect(stock.graph.graphErrors.compilationErrors?.map(({ message }) => message)).toEqual([
    'biform is not defined',
    'biform is not defined',
  ]);
});

test('macros are globals by their name where biform.yaml is, else plain modules', async () => {
  const files = {
    'macros/dates.js': 'exports.today = () => "now";',
    'definitions/a.js': 'publish("a", typeof dates + require("macros/dates").today())',
  };
  const queries = async (options: Options) => (await evaluate(files, options)).graph.tables?.map(({ query }) => query);
  expect(await queries({ engine: 'bigquery' })).toEqual(['objectnow']);
  expect(await queries({})).toEqual(['undefinednow']);
});

test('values of SQLX templates are measured where they became text', async () => {
  const text = `config { type: "incremental", preOperations: ["mine"] }
js { const list = [1, 22, 333]; }
select \${list.join(", ")} from \${ref("raw")} where x = '\${when(incremental(), "again", "first")}'
incremental_where { \${list[2]} > 5 }
pre_operations { set a = \${list[0]}
  ---
  set b = \${name()} }`;
  const { graph, origins } = await evaluate({
    'definitions/t.sqlx': text,
    'definitions/raw.js': 'declare({ name: "raw" })',
  });
  const origin = origins.tables?.[0];
  if (origin?.from !== 'sqlx') throw new Error('the action does not come from SQLX');
  const table = graph.tables?.[0] as unknown as Record<string, string | string[]>;
  const statements = emitSqlx(text, 'definitions/t.sqlx').statements;
  expect(origin.texts.map(({ field }) => field)).toEqual([
    ...['query', 'incrementalQuery', 'incrementalPreOps', 'incrementalPreOps', 'where', 'preOps', 'preOps'],
  ]);
  for (const { field, index, block, statement, values } of origin.texts) {
    const whole = table[field];
    const made = typeof whole === 'string' ? whole : whole?.[index];
    const segments = statements.find((one) => one.block === block && one.statement === statement)?.segments ?? [];
    const fixed = segments.filter((segment) => !('value' in segment)).length;
    expect(fixed).toBeGreaterThan(0);
    expect(made?.length).toBeGreaterThanOrEqual(values.reduce((sum, length) => sum + length, 0));
  }
  const query = origin.texts.find(({ field }) => field === 'query');
  expect(query?.values).toEqual(['1, 22, 333'.length, '`acme.marts.raw`'.length, 'first'.length]);
  expect(origin.texts.find(({ field }) => field === 'incrementalQuery')?.values[2]).toBe('again'.length);
  expect(origin.texts.filter(({ field }) => field === 'preOps').map(({ index }) => index)).toEqual([1, 2]);
});

test('actions of JavaScript know the call that made them, in the file that stands in the stack', async () => {
  const { origins } = await evaluate({
    'includes/make.js': 'module.exports = (name) =>\n  publish(name, "select 1");',
    'definitions/a.js': 'publish("own", { type: "table", assertions: { uniqueKey: ["a"] } });\n\n  make("made");',
  });
  expect(origins.tables).toEqual([
    { from: 'js', path: 'definitions/a.js', line: 1, column: 1 },
    { from: 'js', path: 'includes/make.js', line: 2, column: 3 },
  ]);
  expect(origins.assertions).toEqual([{ from: 'js', path: 'definitions/a.js', line: 1, column: 1 }]);
});

test('errors know their code and the place in the JavaScript that ran', async () => {
  const { errors, graph } = await evaluate({
    'definitions/a.js': 'publish("a", c => "x"\n  + c.ref("nothing"));',
    'definitions/b.js': '\n\nmissing();',
    'definitions/c.js': 'publish("c", ;',
  });
  expect(graph.graphErrors.compilationErrors?.map(({ fileName, message }) => `${fileName}: ${message}`)).toEqual([
    'definitions/b.js: missing is not defined',
    "definitions/c.js: Unexpected token ';'",
    'index.js: Could not resolve "nothing"',
  ]);
  expect(errors).toEqual([
    { code: 'BF1011', generated: { path: 'definitions/b.js', line: 3, column: 1 } },
    { code: 'BF1010', generated: { path: 'definitions/c.js', line: 1, column: 14 } },
    { code: 'BF1060', reference: { name: 'nothing' }, generated: { path: 'definitions/a.js', line: 2, column: 7 } },
  ]);
});

const encodings = ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le'] as const;

test('Buffer turns texts and bytes into one another as Node does', async () => {
  const bytes = fc.sample(fc.uint8Array({ maxLength: 40 }), { numRuns: 60, seed: 7 }).map((list) => Array.from(list));
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg=-_') });
  const asciiText = fc.oneof(fc.string(), fc.base64String(), digits);
  const texts = [
    ...fc
      .sample(anyText, { numRuns: 60, seed: 8 })
      .map((text) => ({ text, of: ['utf8', 'utf16le', 'latin1'] as const })),
    ...fc.sample(asciiText, { numRuns: 60, seed: 8 }).map((text) => ({ text, of: encodings })),
  ];
  const [answer] = await published(`
    const bytes = ${JSON.stringify(bytes)}, texts = ${JSON.stringify(texts)}, encodings = ${JSON.stringify(encodings)};
    publish("a", JSON.stringify({
      decoded: bytes.map(b => encodings.map(e => Buffer.from(b).toString(e))),
      encoded: texts.map(t => t.of.map(e => Array.from(Buffer.from(t.text, e)))),
      lengths: texts.map(t => Buffer.byteLength(t.text)),
      more: [Buffer.concat([Buffer.from("a"), Buffer.alloc(2, "x")]).toString(), Buffer.isBuffer(Buffer.alloc(1)), Buffer.isBuffer([]),
        JSON.stringify(Buffer.from([1])), Buffer.compare(Buffer.from("a"), Buffer.from("b")), Buffer.from("abc").slice(1).toString("base64"),
        Buffer.from("abc").subarray(1) instanceof Buffer, new Buffer("é").toString("hex")] }));`);
  const own = JSON.parse(answer ?? '') as { decoded: unknown; encoded: unknown; lengths: unknown; more: unknown };
  expect(own.decoded).toEqual(bytes.map((list) => encodings.map((encoding) => Buffer.from(list).toString(encoding))));
  expect(own.encoded).toEqual(
    texts.map(({ text, of }) => of.map((encoding) => Array.from(Buffer.from(text, encoding)))),
  );
  expect(own.lengths).toEqual(texts.map(({ text }) => Buffer.byteLength(text)));
  expect(own.more).toEqual(['axx', true, false, '{"type":"Buffer","data":[1]}', -1, 'YmM=', true, 'c3a9']);
});

test('path does what Node does with POSIX paths', async () => {
  const part = fc.constantFrom('a', 'b.c', '..', '.', '', '/', '.d', 'e.f.g', 'x/y', '/z/', 'a//b');
  const named = fc.array(part, { minLength: 1, maxLength: 4 }).filter((list) => /[^/]/.test(list.join('/')));
  const lists = fc.sample(named, { numRuns: 200, seed: 9 });
  const [answer] = await published(`
    const path = require("path");
    publish("a", JSON.stringify(${JSON.stringify(lists)}.map(list => { const p = list.join("/"); return [path.join(...list), path.normalize(p),
      path.basename(p), path.basename(p, ".c"), path.dirname(p), path.extname(p), path.isAbsolute(p), path.resolve("/r", ...list),
      path.relative("/r/a", path.resolve("/r", ...list)), path.format(path.parse(p))]; })));`);
  const expected = lists.map((list) => {
    const p = list.join('/');
    return [
      ...[posix.join(...list), posix.normalize(p), posix.basename(p), posix.basename(p, '.c'), posix.dirname(p)],
      ...[posix.extname(p), posix.isAbsolute(p), posix.resolve('/r', ...list)],
      ...[posix.relative('/r/a', posix.resolve('/r', ...list)), posix.format(posix.parse(p))],
    ];
  });
  expect(JSON.parse(answer ?? '')).toEqual(expected);
});
