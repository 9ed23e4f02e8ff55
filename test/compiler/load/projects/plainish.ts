import fc from 'fast-check';

/** Random SQLX as most authors write it: literals, calls by name, SQL with strings and comments; now and then more than that. */

const blank = fc.constantFrom('', '', ' ', '\n', '\r\n', '\t', ' /* note */ ', ' // note\n');
const text = fc.constantFrom('"a"', "'b'", '"it is"', "'d-e.f'", '""', '`g`', '"é😀"', '"}"', "'`'", '"a\\tb"');
const key = fc.constantFrom('id', 'the_day', '"the day"', "'k'", '$x', '"1"', 'default', '"__proto__"', '"a.b"');

const { literal } = fc.letrec((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom('0', '1', '30', '1.5', '007', 'true', 'false', 'null', 'constants.FIELD', '1e3'),
    fc.array(tie('literal'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(key, blank, tie('literal')), { maxLength: 3 })
      .map((entries) => `{${entries.map(([name, gap, value]) => `${name}${gap}: ${value}`).join(`,`)}}`),
  ) as fc.Arbitrary<string>,
}));

const { expression } = fc.letrec((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'self()',
      'name()',
      'ref("a")',
      "ref('s', 'a')",
      'constants.FIELD',
      'dataform.projectConfig.vars.env',
    ),
    fc.constantFrom(
      'missing.name',
      'constants.nothing',
      'constants.FIELD.length',
      'constants . quote',
      'constants.FIELD()',
    ),
    literal,
    fc.tuple(blank, tie('expression'), blank).map((parts) => parts.join('')),
    tie('expression').map((value) => `when(incremental(), ${value}, "no")`),
    tie('expression').map((value) => `resolve(${value})`),
    tie('expression').map((value) => `constants.FIELD.concat(${value}, 'x')`),
    tie('expression').map((value) => `\`a\r\n \${${value}} $ {b}\``),
  ) as fc.Arbitrary<string>,
}));

const placeholder = expression.map((value) => `\${${value}}`);
const sql = fc
  .array(
    fc.oneof(
      placeholder,
      placeholder.map((value) => `'in ${value} text'`),
      fc.constantFrom(
        'select ',
        ' from ',
        'a',
        ', ',
        '\n',
        '\r\n',
        "'x'",
        '"y"',
        '`z`',
        "r'\\d'",
        '-- note\n',
        '/* `b` */',
      ),
      fc.constantFrom('\n---\n', '$', '{ ', ';', '"""q"""', '-- \\n\n', '\\'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const config = fc
  .array(fc.tuple(key, literal, blank), { maxLength: 4 })
  .map((entries) => `config {${entries.map(([name, value, gap]) => `${gap}${name}: ${value}`).join(',')}}`);
const block = fc
  .tuple(fc.constantFrom('pre_operations', 'post_operations', 'incremental_where'), sql)
  .map(([kind, body]) => `${kind} { ${body} }`);

export const plainishSqlx = fc
  .tuple(fc.option(config, { nil: '' }), fc.array(block, { maxLength: 2 }), sql)
  .map(([head, blocks, body]) => [head, ...blocks, body].join('\n'));
