import { type Case, one, settings } from './case.ts';

const sqlx = (name: string, content: string): Case => ({ name, files: one('definitions/a.sqlx', content) });
const js = (name: string, content: string): Case => ({ name, files: one('definitions/a.js', content) });
const include = (name: string, content: string): Case => ({
  name,
  files: {
    'workflow_settings.yaml': settings,
    'includes/broken.js': content,
    'definitions/a.sqlx': 'select ${broken.x}',
  },
});

/** Faults that the JavaScript engine words, and those that show only when the code runs. */
export const syntaxCases: readonly Case[] = [
  sqlx('a placeholder is not closed', 'config { type: "table" }\nselect ${ref("x") from y'),
  sqlx('a placeholder is empty', 'select ${}'),
  sqlx('a placeholder holds two words', 'select ${a b}'),
  sqlx('a placeholder ends too early', 'select ${{a: 1} from x'),
  sqlx('the config block is not closed', 'config { type: "table"\nselect 1'),
  sqlx('the config block misses a comma', 'config { type: "table" tags: ["x"] }\nselect 1'),
  sqlx('the config block starts with a comma', 'config {, type: "table" }\nselect 1'),
  sqlx('the config block is closed twice', 'config { type: "table" }}\nselect 1'),
  sqlx('the js block declares a constant without a name', 'js { const = 1; }\nselect 1'),
  sqlx('the js block declares a constant twice', 'js { const a = 1; const a = 2; }\nselect 1'),
  sqlx('the js block returns', 'js { return "x"; }\nconfig { type: "view" }\nselect 1'),
  sqlx('the js block holds a regular expression with a brace', 'js { const re = /}/; }\nselect 1'),
  sqlx('two js blocks run together', 'js { const z = 1 }\njs { const y = 2 }\nselect ${z}'),
  sqlx('a quote is not closed', 'config { type: "view" }\nselect \'x'),
  sqlx('a comment holds a bad escape', 'config { type: "view" }\n-- C:\\user\\xyz\nselect 1'),
  sqlx('a comment holds a good escape', 'config { type: "view" }\n-- C:\\new\\dir\nselect 1'),
  js('a file of definitions holds a stray bracket', 'publish("a", "select 1"));'),
  js('a file of definitions ends too early', 'publish("a", {'),
  js('a file of definitions imports as a module', 'import x from "includes/x";'),
  js('a file of definitions exports as a module', 'export const x = 1;'),
  js('a file of definitions awaits at the top', 'await 1;'),
  js('a string is not closed', 'publish("a, "select 1");'),
  js('a reserved word is a name', 'const class = 1;'),
  js('a regular expression is invalid', 'const re = /(/;'),
  js('a function is called that is not there', 'publish("a", ctx => missing());'),
  js('a property of undefined is read', 'publish("a", ctx => ctx.nothing.more);'),
  js('a constant is assigned', 'const x = 1; x = 2;'),
  js('a string is thrown', 'throw "just text";'),
  js('an object is thrown', 'throw { code: 5 };'),
  js('null is thrown', 'throw null;'),
  js('recursion does not end', 'const f = () => f(); f();'),
  include('an include holds a syntax error', 'module.exports = {'),
  include('an include throws', 'throw new Error("not today");'),
  include('an include reads another include', 'module.exports = { x: other.y };'),
  include('an include is an empty file', ''),
];
