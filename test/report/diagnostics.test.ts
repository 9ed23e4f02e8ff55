import { expect, test } from 'vitest';
import { diagnostic, replaceWith } from '../../src/compiler/diagnostics/diagnostic.ts';
import { diagnosticJson, diagnosticText } from '../../src/report/diagnostics.ts';
import { marked } from '../support/marked.ts';

const source = 'config { type: "view" }\nselect *\nfrom ${ref("ordres")}\n';
const start = source.indexOf('"ordres"');
const span = { file: 'definitions/a.sqlx', start, end: start + 8 };
const sources = (file: string): string | undefined => (file === span.file ? source : undefined);

test('a diagnostic shows its line, the span underlined, help and fix', () => {
  const found = diagnostic(
    'BF1001',
    { message: 'Could not resolve "ordres"' },
    { span, help: 'Declare it.', fixes: [replaceWith(span, '"orders"')] },
  );
  expect(diagnosticText(found, sources, false)).toBe(
    [
      'error[BF1001] Could not resolve "ordres"',
      '  --> definitions/a.sqlx:3:12',
      '2 | select *',
      '3 | from ${ref("ordres")}',
      '  |            ^^^^^^^^',
      '  help: Declare it.',
      '  fix: replace with "orders"',
      '',
    ].join('\n'),
  );
});

test('replacements that may stand for one another are one line', () => {
  const found = diagnostic(
    'BF1001',
    { message: 'm' },
    { fixes: [replaceWith(span, 'ref("a", "t")'), replaceWith(span, 'ref("b", "t")')] },
  );
  expect(diagnosticText(found, sources, false)).toBe(
    'error[BF1001] m\n  fix: replace with ref("a", "t") or ref("b", "t")\n',
  );
});

test('colours are written only if told', () => {
  const found = diagnostic('BF1001', { message: 'x' }, { span });
  const esc = String.fromCharCode(27);
  expect(diagnosticText(found, sources, false)).not.toContain(esc);
  expect(diagnosticText(found, sources, true)).toContain(`${esc}[31m`);
});

test('a span over several lines is underlined to the end of its first', () => {
  const found = diagnostic('BF1001', { message: 'x' }, { span: { ...span, start: 24, end: 40 } });
  expect(diagnosticText(found, sources, false)).toContain('2 | select *\n  | ^^^^^^^^\n');
});

/** The two last lines of a frame for a text with one «place»: the line and its mark. */
function frameOf(text: string): readonly (string | undefined)[] {
  const { source: plain, spans } = marked(text);
  const found = diagnostic('BF1001', { message: 'm' }, { span: { file: 'f', start: 0, end: 0, ...spans[0] } });
  return diagnosticText(found, () => plain, false)
    .trimEnd()
    .split('\n')
    .slice(-2);
}

test.each([
  ['tabs are four blanks', '\t\t«ab»', '1 |         ab', '  |         ^^'],
  ['Chinese and Japanese take two columns', "'日本語', «x»", "1 | '日本語', x", '  |           ^'],
  ['a wide place is marked at its full width', '«日本» = 1', '1 | 日本 = 1', '  | ^^^^'],
  ['an emoji takes two columns, however many units it has', "'👨‍👩‍👧😀' «x»", "1 | '👨‍👩‍👧😀' x", '  |        ^'],
  ['a combined accent takes none', "'e\u0301' «x»", "1 | 'e\u0301' x", '  |     ^'],
  ['a byte order mark takes none', '\ufeff«config» {', '1 | config {', '  | ^^^^^^'],
  ['the CR of a CR LF is not shown', 'a «b»\r\nc', '1 | a b', '  |   ^'],
  ['the end of the file can be marked', 'ab«»', '1 | ab', '  |   ^'],
  ['the end of a line can be marked', 'ab«»\ncd', '1 | ab', '  |   ^'],
  ['an empty file can be marked', '«»', '1 | ', '  | ^'],
  ['escape sequences are not sent to the terminal', '\u001b[31m«x»', '1 | ␛[31mx', '  |      ^'],
  ['no text is shown backwards', 'a\u202e«b»', '1 | ab', '  |  ^'],
])('%s', (_, text, line, mark) => {
  expect(frameOf(text)).toEqual([line, mark]);
});

test('no message of project code reaches the terminal as an escape sequence', () => {
  const found = diagnostic('BF1011', { message: '\u001b[2J\r\nsecond' }, { help: '\u0007' });
  expect(diagnosticText(found, sources, false)).toBe('error[BF1011] ␛[2J\nsecond\n  help: ␇\n');
});

test('further places follow with a line each, and Dataform’s own words if asked for', () => {
  const note = { message: 'it is read here', span: { ...span, start: 0, end: 6 } };
  const found = diagnostic('BF1001', { message: 'm' }, { notes: [note], original: 'What Dataform says' });
  expect(diagnosticText(found, sources, false, true)).toBe(
    [
      'error[BF1001] m',
      '  note: it is read here',
      '  --> definitions/a.sqlx:1:1',
      '1 | config { type: "view" }',
      '  | ^^^^^^',
      '  Dataform: What Dataform says',
      '',
    ].join('\n'),
  );
  expect(diagnosticText(found, sources, false)).not.toContain('What Dataform says');
});

test('a long line is cut around the span', () => {
  const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
  const found = diagnostic('BF1001', { message: 'm' }, { span: { file: 'f', start: 500, end: 504 } });
  const [, , line = '', mark = ''] = diagnosticText(found, () => text, false).split('\n');
  expect(line.length).toBeLessThan(130);
  expect(line).toMatch(/^1 \| …x+HEREy+…$/);
  expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('HERE');
});

test.each([100, 119, 120, 121, 5000])('the place is marked wherever it stands in a line of %i units', (length) => {
  for (const at of [0, 1, 39, 40, 41, 60, length - 5]) {
    const text = `${'x'.repeat(at)}HERE${'y'.repeat(Math.max(0, length - 4 - at))}`;
    const [line = '', mark = ''] = frameOf(`${text.slice(0, at)}«HERE»${text.slice(at + 4)}`);
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('HERE');
    expect(line.length).toBeLessThan(130);
  }
});

test('a file of one line of ten million characters is shown at once', () => {
  const text = `${'1,'.repeat(5_000_000)}«x»`;
  const begun = performance.now();
  expect(frameOf(text)[0]).toMatch(/,x$/);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('as JSON a diagnostic has offsets, lines and columns', () => {
  const found = diagnostic('BF1001', { message: 'm' }, { span, action: 'p.d.a' });
  expect(diagnosticJson(found, sources)).toEqual({
    code: 'BF1001',
    severity: 'error',
    message: 'm',
    file: 'definitions/a.sqlx',
    start,
    end: start + 8,
    line: 3,
    column: 12,
    endLine: 3,
    endColumn: 20,
    action: 'p.d.a',
  });
});
