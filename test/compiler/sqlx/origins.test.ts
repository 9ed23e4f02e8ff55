import vm from 'node:vm';
import { expect, test } from 'vitest';
import { originOf } from '../../../src/compiler/sql/mapped.ts';
import { emitSqlx } from '../../../src/compiler/sqlx/emit.ts';
import { errorSpan, textOrigins } from '../../../src/compiler/sqlx/origins.ts';
import { biformBehaviour } from './behaviour.ts';

/** Removes the marks « and » from a text and gives the offsets that they stood at. */
function marked(text: string): { readonly source: string; readonly start: number; readonly end: number } {
  const start = text.indexOf('«');
  return { source: text.replace('«', '').replace('»', ''), start, end: text.indexOf('»') - 1 };
}

/** The place in the SQLX file that V8 blames for the first error of a module, while loading or in one of its functions. */
function blamed(source: string): { readonly start: number; readonly end: number } | undefined {
  const emitted = emitSqlx(source, 'definitions/a.sqlx');
  const call = `;for (const f of functions) f({ ref: (x) => x })`;
  const sqlxAction = (action: Record<string, unknown>) =>
    Object.values(action).filter((value) => typeof value === 'function');
  const text = emitted.text.replace(/^dataform/, 'globalThis.functions = dataform');
  const moved = text.length - emitted.text.length;
  try {
    vm.runInNewContext(text + call, { dataform: { sqlxAction }, __biform: String.raw }, { filename: 'a.sqlx' });
  } catch (error) {
    const stack = (error as Error).stack ?? '';
    const frame = /a\.sqlx:(\d+):(\d+)/.exec(stack);
    const caret = /^a\.sqlx:(\d+)\n.*\n( *)\^/m.exec(stack);
    const [line, column] = caret ? [caret[1], caret[2]!.length + 1] : [frame?.[1], frame?.[2]];
    const at = { line: Number(line), column: Number(column) - (Number(line) === 1 ? moved : 0) };
    return errorSpan(emitted, at, (error as Error).message);
  }
  return undefined;
}

test.each([
  ['a name missing in config', 'config { type: "view",\n  name: «missing» }\nSELECT 1'],
  ['a syntax error in config', 'config { type: "view",\n  «=» 1 }\nSELECT 1'],
  ['a syntax error in config after CR LF', 'config {\r\n type: "view",\r\n  «=» 1 }\r\nSELECT 1'],
  ['a syntax error in config after a lone CR and U+2028', 'config {\r type: "view", \u2028  «=» 1 }'],
  ['a name missing in a js block', 'SELECT 1\njs {\n  const a = «missing» + 1;\n}\n'],
  ['a syntax error in a js block', '\n\njs {\n  const «1»a = 2;\n}\nSELECT 1'],
  ['a name missing in a placeholder', 'config { type: "view" }\nSELECT `a`, "\\\\", \'\\d\',\n  ${1 + «missing»}'],
  ['a name missing after a comment with backticks', '-- `a` ${b}\nSELECT ${«missing»}'],
  ['a syntax error in a placeholder', '😀\nSELECT ${ref(«"a"» ;)}'],
  ['a name missing in pre_operations', 'SELECT 1\npre_operations {\n  DELETE ${«missing»}\n}'],
  ['a call of a missing function in a js block', 'js {\n  const xmissing = 1;\n  const a = [1, «missing»(2)];\n}'],
  ['a call of a missing function after one that exists', 'SELECT ${ref("missing")}, ${1} ${«missing»("x")}'],
  ['a placeholder in double quotes', 'SELECT "${«missing»("x")}"'],
])('%s is blamed on its place in the SQLX file', (_name, text) => {
  const { source, start } = marked(text);
  expect(blamed(source)).toMatchObject({ start });
});

test('text of a statement maps to its place, values to their placeholder', () => {
  const { source, start, end } = marked(
    'config { type: "view" }\r\nSELECT «${ref("x")}»\r\nFROM `t` -- a\\tb\nWHERE 😀',
  );
  const { recorded, emitted } = biformBehaviour(source, 'definitions/a.sqlx');
  const { text, values } = recorded[0]!;
  const origins = textOrigins(emitted.statements[0]!, values, text);
  const place = (found: string) => originOf(origins, text.indexOf(found), text.indexOf(found) + found.length);
  expect(place('ref ["x"]')).toEqual({ file: 'definitions/a.sqlx', start, end });
  for (const found of ['SELECT', 'FROM', '`t`', 'WHERE 😀']) {
    const at = source.indexOf(found);
    expect(place(found)).toEqual({ file: 'definitions/a.sqlx', start: at, end: at + found.length });
  }
  expect(place('\t')).toMatchObject({ start: source.indexOf('\\t'), end: source.indexOf('\\t') + 2 });
});

test('lengths that do not fit the text give the whole statement', () => {
  const { statements } = emitSqlx('SELECT ${1} x', 'a.sqlx');
  const whole = [{ at: 0, span: { file: 'a.sqlx', start: 0, end: 13 }, verbatim: false }];
  expect(textOrigins(statements[0]!, [2], 'SELECT 1 x').pieces).toEqual(whole);
  expect(textOrigins(statements[0]!, [], 'SELECT 1 x').pieces).toEqual(whole);
  expect(textOrigins(statements[0]!, [1, 0], 'SELECT 1 x').pieces).toEqual(whole);
  expect(textOrigins(statements[0]!, [1], 'SELECT 1 x').pieces).toHaveLength(3);
});

test('statements of all blocks are numbered as the graph numbers them', () => {
  const { statements } = emitSqlx('a\n---\nb pre_operations { c ---\n d } input "x" { e } input "y" { f }', 'a.sqlx');
  expect(statements.map(({ block, statement }) => `${block} ${statement}`)).toEqual([
    ...['sql 0', 'sql 1', 'pre_operations 0', 'pre_operations 1', 'input 0', 'input 1'],
  ]);
});

test.each(['-- \\u\nSELECT 1', '-- \\`\nSELECT 1', 'SELECT ${'])(
  '%j is emitted without the tag, so that V8 refuses it',
  (source) => {
    const { tagged, text } = emitSqlx(source, 'a.sqlx');
    expect(tagged).toBe(false);
    expect(text).not.toContain('__biform');
  },
);

test('templates nested beyond reason are emitted without the tag', () => {
  const source = `SELECT ${'${`'.repeat(3000)}1${'`}'.repeat(3000)}`;
  expect(emitSqlx(source, 'a.sqlx').tagged).toBe(false);
});

test.each(['/*', "'", '${/[', '${`', '-- \\u{\n', 'a\n---\n', 'input "a",', '{', '---', "x 'a\nb' "])(
  '%j over and over comes to an end, which it would not at a cost out of proportion',
  { timeout: 120_000 },
  (piece) => {
    expect(emitSqlx(piece.repeat(20_000), 'a.sqlx').text).not.toBe('');
  },
);
