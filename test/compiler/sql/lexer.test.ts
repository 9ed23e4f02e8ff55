import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex } from '../../../src/compiler/sql/lexer.ts';
import { literalValue, quotedValue } from '../../../src/compiler/sql/literal.ts';

const kinds = (text: string): string[] =>
  lex(text)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

test('tokens tile the text', () => {
  const parts = fc.constantFrom(
    'select',
    '`a`',
    '`',
    "'",
    '"',
    "'''",
    '\\',
    'r',
    'b',
    '--',
    '#',
    '/*',
    '*/',
    '\n',
    '1',
    '.',
    'e',
    '+',
    '>',
    '@',
    '?',
    'é',
    '😀',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(parts).map((p) => p.join('')),
      ),
      (text) => {
        let at = 0;
        for (const { start, end } of lex(text)) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBe(text.length);
      },
    ),
    { numRuns: 2000 },
  );
});

describe('token kinds', () => {
  test.each([
    ["'a''b'", ["string:'a'", "string:'b'"]],
    [`'it\\'s'`, [`string:'it\\'s'`]],
    ['"""a "quoted" b"""', ['string:"""a "quoted" b"""']],
    ["r'\\d' R\"x\" rb'\\x' Br'''y'''", ["string:r'\\d'", 'string:R"x"', "bytes:rb'\\x'", "bytes:Br'''y'''"]],
    ["b'\\xff'", ["bytes:b'\\xff'"]],
    ['a -- b\nc # d\n/* e */ f', ['name:a', 'comment:-- b', 'name:c', 'comment:# d', 'comment:/* e */', 'name:f']],
    ['`a.b`.c', ['quoted:`a.b`', 'symbol:.', 'name:c']],
    [
      '1 1.5 .5 1. 1e3 1.5E-3 0xFF',
      ['int:1', 'float:1.5', 'float:.5', 'float:1.', 'float:1e3', 'float:1.5E-3', 'int:0xFF'],
    ],
    ['@p @@x ?', ['param:@p', 'param:@@x', 'param:?']],
    [
      'a<>b<=c||d>>e=>f',
      [
        'name:a',
        'symbol:<>',
        'name:b',
        'symbol:<=',
        'name:c',
        'symbol:||',
        'name:d',
        'symbol:>',
        'symbol:>',
        'name:e',
        'symbol:=>',
        'name:f',
      ],
    ],
    ["'open", ["bad:'open"]],
    ["'a\nb'", ["bad:'a", 'name:b', "bad:'"]],
    ['é', ['bad:é']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});

describe('values of literals', () => {
  test.each([
    [String.raw`'a\n\t\\\'\"\x41\u00e9\U0001F600\101\?'`, 'a\n\t\\\'"A\u00e9\u{1F600}A?'],
    [String.raw`r'a\n\''`, String.raw`a\n\'`],
    [`'''a\r\nb'''`, 'a\nb'],
    [`''`, ''],
    [`""""""`, ''],
    [`'''''' `.trim(), ''],
    [String.raw`b'\xff\x00é'`, '\xff\x00\xc3\xa9'],
    [String.raw`'\q'`, undefined],
    [String.raw`'\ud800'`, undefined],
    [String.raw`b'\u0041'`, undefined],
  ])('%j', (token, value) => {
    expect(literalValue(token)).toBe(value);
  });

  test('a back-quoted name is what stands inside', () => {
    expect(quotedValue('`a.b-c`')).toBe('a.b-c');
    expect(quotedValue(String.raw`\`a\`b\``.replace(/^\\/, '').replace(/\\`$/, '`'))).toBe('a`b');
  });
});
