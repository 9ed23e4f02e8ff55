import fc from 'fast-check';

/** Random SQLX: pieces that Dataform's lexer treats specially, put together with no regard for sense. */

const word = fc.constantFrom(
  'select',
  'from',
  'a',
  'b.c',
  '1',
  ', ',
  ' ',
  '\n',
  '\r\n',
  ';',
  '(',
  ')',
  '-',
  '/',
  '*',
  '$',
  '{',
  '\\',
);
const odd = fc.constantFrom(
  ...[
    '`',
    "'",
    '"',
    "'''",
    '"""',
    '\\\\',
    "\\'",
    '\\"',
    '\\`',
    '\\n',
    '\\u',
    '\\x41',
    '\\x',
    '\\0',
    '\\1',
    '\\\n',
    '\\${',
  ],
  ...[
    '---',
    ' --- \n',
    '\n---\n',
    '--',
    '-- note\n',
    "-- it's `x` ${no} \\d\n",
    '--- not a separator\n',
    '/* a */',
    '/*',
    '*/',
  ],
  ...[
    '#',
    "# it isn't\n",
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u00a0',
    '\r',
    '\t',
    '😀',
    '𝒳é',
    'ß',
    '}',
    '{',
    '${',
    '$${',
    '{}',
    '//',
    'r',
  ],
);
const code = fc.letrec<{ js: string; template: string }>((tie) => ({
  js: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(
          '1',
          'ref("a")',
          "ref('a', 'b')",
          'self()',
          '"x"',
          "'y'",
          '"\\\\"',
          "'\\''",
          '{}',
          '[1]',
          'name()',
        ),
        fc.constantFrom(
          '"}"',
          "'{'",
          '/* } */',
          '// }\n',
          '/}/.test("a")',
          '"a\\n}"',
          '"`"',
          "'${'",
          '"é😀"',
          '\n',
          '\r\n',
          ' ',
        ),
        fc.constantFrom(
          'a/b',
          '"a/b".replace(/\\//g, "_")',
          '"`a`".replace(/`/g, "")',
          'undefined',
          'missing',
          '(() => { return 1 })()',
        ),
        tie('template'),
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.join(' + ') || '0'),
  template: fc
    .array(
      fc.oneof(
        fc.constantFrom('x', ' ', "'", '\\\\', '{', '}', '\n', '$', '\\n'),
        tie('js').map((js) => `\${${js}}`),
      ),
      {
        maxLength: 3,
      },
    )
    .map((parts) => `\`${parts.join('')}\``),
})).js;
const placeholder = code.map((js) => `\${${js}}`);
const quoted = fc
  .tuple(
    fc.constantFrom("'", '"', "'''", '"""'),
    fc.array(fc.oneof(word, odd, placeholder, fc.constantFrom('text', "\\'", '\\"')), { maxLength: 4 }),
    fc.boolean(),
  )
  .map(([quote, parts, closed]) => `${quote}${parts.join('')}${closed ? quote : ''}`);
const safeQuoted = fc
  .tuple(fc.constantFrom("'", '"', "'''", '"""'), fc.constantFrom('a b', '\\d+', 'é😀', '`', '\\\\', '--x', '/* */'))
  .map(([quote, text]) => `${quote}${text}${quote}`);

const sqlOf = (wild: boolean): fc.Arbitrary<string> =>
  fc
    .array(
      wild
        ? fc.oneof(word, { arbitrary: odd, weight: 2 }, placeholder, quoted)
        : fc.oneof({ arbitrary: word.filter((w) => !/[{$\\/-]/.test(w)), weight: 4 }, placeholder, safeQuoted, comment),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));
const comment = fc.constantFrom(
  '-- note\n',
  "-- it's `x` ${no}\n",
  '/* a\n b */',
  '/* `${x}` */',
  '-- 😀\r\n',
  '\n---\n',
  '`a-b.c`',
);

const config = fc
  .tuple(
    fc.constantFrom(
      'type: "table"',
      'name: "x", schema: constants.FIELD',
      'tags: ["a}b", `c${1}`]',
      'vars: dataform.projectConfig.vars',
      '',
    ),
    fc.constantFrom('\n', ' ', '\r\n'),
  )
  .map(([body, gap]) => `config {${gap}${body}${gap}}`);
const js = fc
  .tuple(
    fc.nat(99),
    fc.constantFrom(
      'const v_# = 1;',
      'function f_#() { return `}`; }',
      '// it\'s }\nconst w_# = "{";',
      'const self = 1;',
      'let r_# = /}/;',
    ),
  )
  .map(([n, body]) => `js { ${body.replaceAll('#', `${n}`)} }`);
const opening = fc.constantFrom(
  ...[
    'pre_operations {',
    'post_operations {',
    'incremental_where {',
    'input "a" {',
    'input "a",\n "b-c" , {',
    'input "p", "d", "t" {',
  ],
);
const block = (wild: boolean) =>
  fc
    .tuple(opening, sqlOf(wild), wild ? fc.constantFrom('}', '}', '}', '', ' x') : fc.constant('}'))
    .map((parts) => parts.join(' '));
const nearMiss = fc.constantFrom(
  'config{',
  'config  {',
  'config\n{',
  'js{',
  'input a {',
  'input "a {',
  'xconfig { }',
  '`config { type: "view" }`',
  'js {',
  'config {',
);

/** Any text at all made of what matters to SQLX: mostly broken. */
export const wildSqlx: fc.Arbitrary<string> = fc
  .array(fc.oneof({ arbitrary: sqlOf(true), weight: 3 }, config, js, block(true), nearMiss), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** SQLX whose blocks, strings and comments are closed: mostly loads. */
export const tidySqlx: fc.Arbitrary<string> = fc
  .array(fc.oneof({ arbitrary: sqlOf(false), weight: 3 }, config, js, block(false)), { maxLength: 7 })
  .chain((parts) => fc.constantFrom('\n', ' ', '\r\n').map((gap) => parts.join(gap)));
