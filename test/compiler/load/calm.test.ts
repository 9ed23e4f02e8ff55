import { expect, test } from 'vitest';
import { arePlainRisky, mayBeRisky } from '../../../src/compiler/load/calm.ts';
import { isRisky } from '../../../src/compiler/load/calm-tokens.ts';

test.each([
  'module.exports = { cents: (column) => `cast(round(${column} * 100) as int64)` };',
  'const { a } = require("./a"); const b = require("pkg/b.js"); exports.c = a + b;',
  '// this session publishes a test\nconst text = "the root of this"; exports.x = /publish/.exec(text);',
  'exports.x = (parent, main) => parent.children.map((child) => child.cache);',
])('code that leads to no action is calm: %s', (code) => {
  expect(mayBeRisky(code) && isRisky(code)).toBe(false);
});

test.each([
  'publish("x", "select 1")',
  'exports.x = () => dataform.actions[0].tags("a")',
  'exports.x = function () { return this }',
  'exports.x = (() => 1).constructor("return 1")()',
  'exports.x = (() => 1)["constructor"]',
  'exports.x = global["pub" + "lish"]',
  'const { session } = require("@dataform/core")',
  'const name = "./a"; require(name)',
  'require("@data" + "form/core")',
  'require.cache',
  'exports.x = module.parent',
  'exports.x = pu\\u0062lish',
  'Array.prototype.push = () => 0',
  'exports.x = require',
])('code that may lead to an action is not: %s', (code) => {
  expect(mayBeRisky(code) && isRisky(code)).toBe(true);
});

test('plain files that name the session are not calm', () => {
  expect(arePlainRisky('[{"path":"a.sqlx","sql":[[["",""],["call",["name","money"],"session"]]]}]')).toBe(false);
  expect(arePlainRisky('[{"path":"a.sqlx","sql":[[["",""],["call",["name","publish"],"b"]]]}]')).toBe(true);
  expect(arePlainRisky('[{"path":"a.sqlx","sql":[[["",""],["member",["name","dataform"],"actions"]]]}]')).toBe(true);
});
