import { expect, test } from 'vitest';
import { diagnostic, replaceWith } from '../../src/compiler/diagnostics/diagnostic.ts';
import { diagnosticJson, diagnosticText } from '../../src/report/diagnostics.ts';

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

test('tabs before the span stay tabs, so that the mark stands under it', () => {
  const found = diagnostic('BF1001', { message: 'x' }, { span: { file: 'f', start: 2, end: 4 } });
  expect(diagnosticText(found, () => '\t\tab', false)).toContain('1 | \t\tab\n  | \t\t^^\n');
});

test('a long line is cut around the span', () => {
  const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
  const found = diagnostic('BF1001', { message: 'm' }, { span: { file: 'f', start: 500, end: 504 } });
  const [, , line = '', mark = ''] = diagnosticText(found, () => text, false).split('\n');
  expect(line.length).toBeLessThan(130);
  expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('HERE');
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
