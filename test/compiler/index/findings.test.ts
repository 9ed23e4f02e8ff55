import { expect, test } from 'vitest';
import { explainFindings } from '../../../src/compiler/index/findings.ts';
import type { Finding } from '../../../src/compiler/resolve/settle.ts';

/** A text with the place that is meant between guillemets, and without them. */
function marked(text: string): { readonly source: string; readonly start: number; readonly end: number } {
  const [before = '', inside = '', after = ''] = text.split(/[«»]/);
  return { source: before + inside + after, start: before.length, end: before.length + inside.length };
}

const file = 'definitions/a.sqlx';
const explain = (text: string, finding: Omit<Finding, 'error'> & { message: string }) => {
  const { source, start, end } = marked(text);
  const { message, ...rest } = finding;
  const found = explainFindings([{ ...rest, error: { fileName: file, message } }], new Map([[file, source]]));
  return { found, at: { file, start, end } };
};

test('an unknown reference points at the name and offers the nearest action', () => {
  const { found, at } = explain('config { type: "view" }\nselect * from ${ref("«ordres»")}', {
    code: 'BF1060',
    message: 'Could not resolve "ordres"',
    reference: { name: 'ordres' },
    suggestion: { schema: 'shop', name: 'orders' },
  });
  expect(found).toMatchObject([
    { code: 'BF1060', span: at, help: 'Did you mean shop.orders?', fixes: [{ edits: [{ span: at, text: 'orders' }] }] },
  ]);
});

test.each([
  ['ref with a dataset', '-- "x"\nselect 1 from ${ref("shop", "«x»")}'],
  ['ref of an object', 'select 1 from ${ref({ schema: "shop", name: "«x»" })}'],
  ['resolve', 'select 1 from ${resolve("«x»")}, "x"'],
  ['a list of dependencies', 'config { type: "view", tags: ["x"], dependencies: ["y", "«x»"] }\nselect 1'],
  ['a name in a variable', 'js { const name = "«x»"; }\nselect 1 from ${ref(name)}'],
])('a name is found in %s', (_name, text) => {
  const { found, at } = explain(text, { code: 'BF1061', message: 'Missing dependency', reference: { name: 'x' } });
  expect(found[0]?.span).toEqual(at);
});

test.each([
  [
    'Unexpected property "materialised", or property value type of "boolean" is incorrect.',
    'config { type: "view", «materialised»: true }\nselect materialised',
  ],
  ['Unexpected empty value for "description".', 'config { type: "view", "«description»": null }\nselect 1'],
  [
    "Actions may only specify 'protected: true' if they are of type 'incremental'.",
    'config { «protected»: true }\nselect 1',
  ],
  [
    'Actions may only include pre_operations if they create a dataset.',
    'config { type: "assertion" }\nselect 1\n«pre_operations» { x }',
  ],
  [
    "Actions may only contain more than one SQL statement if they are of type 'operations'.",
    'config { type: "view" }\nselect 1\n«---»\nselect 2',
  ],
  ['Semi-colons are not allowed at the end of SQL statements.', 'config { type: "view" }\nselect ";" as a«;»\n'],
  ['Unrecognized action type: vew', 'config { type: "«vew»" }\nselect 1'],
])('%s is placed at its word', (message, text) => {
  const { found, at } = explain(text, { code: 'BF1030', message });
  expect(found[0]?.span).toEqual(at);
});

test('an error of JavaScript is placed at the name that V8 means', () => {
  const { found, at } = explain('config { type: "view" }\n\nselect ${«nothing».here}', {
    code: 'BF1011',
    message: 'nothing is not defined',
    generated: { path: file, line: 9, column: 1 },
  });
  expect(found[0]?.span?.file).toBe(at.file);
});

test('a reference that Dataform complains of twice appears once', () => {
  const reference = { name: 'x' };
  const texts = new Map([[file, 'select * from ${ref("x")}']]);
  const error = { fileName: file, message: 'Could not resolve "x"' };
  const twice = [
    { code: 'BF1060', error, reference },
    { code: 'BF1061', error: { ...error, message: 'Missing dependency detected' }, reference },
  ];
  expect(explainFindings(twice, texts)).toHaveLength(1);
});

test('a code that is not in the catalogue counts as an error of the project', () => {
  const { found } = explain('select 1', { code: '__proto__', message: 'm' });
  expect(found).toMatchObject([{ code: 'BF1011', message: 'm', span: { file, start: 0, end: 0 } }]);
});

test('an error of a file that is not there has no place', () => {
  const found = explainFindings([{ code: 'BF1011', error: { fileName: 'gone.js', message: 'm' } }], new Map());
  expect(found).toEqual([{ code: 'BF1011', severity: 'error', message: 'm' }]);
});
