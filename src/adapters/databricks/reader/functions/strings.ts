import { call, str } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { groupCount, patternOf } from '../regexp.ts';
import { castOf } from '../resolve/cast.ts';
import { textOf } from '../resolve/operators.ts';
import type { Value } from '../resolve/resolver.ts';
import { fill } from '../template.ts';
import { between } from '../types/common.ts';
import { arrayOf, STRING } from '../types/spark.ts';
import { formatString } from './format-string.ts';
import { literalInt, literalText } from './literals.ts';
import { regexpExtract, regexpExtractAll, regexpInstr, regexpReplace, rlike } from './regexps.ts';
import { type Called, custom, type Rules, scalar } from './rule.ts';
import { hex, jsonObject, position, positive, substringIndex, translate } from './within-texts.ts';

const length = between(0, 2147483647);

/** substring: from 1, from the end below zero; a start before the text begins there and eats of the length. */
function substring({ args, place, raw, r }: Called): Value {
  const [x, from, count] = args;
  const at = literalInt(from);
  if (!x || !from) return refuse(raw, 'this use of `substring`');
  const t = x.t.kind === 'BINARY' ? x.t : STRING;
  const e = [x.e, from.e, ...(count ? [count.e] : [])];
  if (at !== undefined && at > 0)
    return { e: fill(r, count ? 'IF(@c <= 0, SUBSTR(@a, 1, 0), SUBSTR(@a, @b, @c))' : 'SUBSTR(@a, @b)', e, place), t };
  const start = 'CASE WHEN @b > 0 THEN @b - 1 WHEN @b < 0 THEN LENGTH(@a) + @b WHEN @b = 0 THEN 0 END';
  if (!count) return { e: fill(r, `SUBSTR(@a, GREATEST(${start}, 0) + 1)`, e, place), t };
  const end = `LEAST(${start} + @c, LENGTH(@a))`;
  return {
    e: fill(
      r,
      `CASE WHEN @b IS NOT NULL THEN IF(@c <= 0 OR ${end} <= 0, SUBSTR(@a, 1, 0), SUBSTR(@a, GREATEST(${start}, 0) + 1, GREATEST(${end} - GREATEST(${start}, 0), 0))) END`,
      e,
      place,
    ),
    t,
  };
}

function split({ args, place, raw, r }: Called): Value {
  const [x, by, limit] = args;
  const pattern = literalText(by);
  if (!x || !by || pattern === undefined) return refuse(raw, '`split` by a pattern that is no literal');
  if (limit && literalInt(limit) !== -1) return refuse(raw, '`split` with a limit');
  const quoted = /^\\Q(.*)\\E$/s.exec(pattern)?.[1];
  const plain =
    quoted ??
    (/^(?:\\[.|*+?()[\]{}^$\\]|[^.|*+?()[\]{}^$\\])*$/.test(pattern) ? pattern.replace(/\\(.)/g, '$1') : undefined);
  const t = arrayOf(STRING);
  if (plain === '') return { e: fill(r, "IF(@a = '', [''], SPLIT(@a, ''))", [x.e], place), t };
  if (plain !== undefined) return { e: call('SPLIT', [x.e, str(plain, place)], place), t };
  if (groupCount(pattern) > 0 || /[*?]$|\{0|\||^\^|\$$/.test(pattern))
    return refuse(
      by.e,
      '`split` by this pattern',
      'Only literals and patterns that never match the empty text are read.',
    );
  const mark = '\u{f8ff}';
  return {
    e: fill(r, `SPLIT(REGEXP_REPLACE(@a, @b, '${mark}'), '${mark}')`, [x.e, patternOf(by, raw, r)], place),
    t,
  };
}

/** lpad and rpad: cut where it is longer; a filler of nothing leaves the text as it is. */
const pad = (name: 'LPAD' | 'RPAD') =>
  custom('s i s?', ({ args, place, raw, r }) => {
    const filler = args[2];
    if (filler && (literalText(filler) ?? '') === '')
      return refuse(raw, `\`${name.toLowerCase()}\` with a filler that is no literal, or empty`);
    return {
      e: fill(
        r,
        `${name}(@a, GREATEST(@b, 0), @c)`,
        [args[0]?.e, args[1]?.e, filler?.e ?? str(' ', place)].map((e) => e ?? str('', place)),
        place,
      ),
      t: STRING,
    };
  });

/** Trims blanks; with two arguments the characters stand first. */
const trim = (name: 'LTRIM' | 'RTRIM') =>
  custom('s s?', ({ args, place }) => {
    const [first, second] = args;
    const [x, characters] = second ? [second, first] : [first, undefined];
    return { e: call(name, [x?.e ?? str('', place), characters?.e ?? str(' ', place)], place), t: STRING };
  });

function concat({ args, place, raw, r }: Called): Value {
  const [first, ...rest] = args;
  if (!first) return refuse(raw, '`concat` without arguments');
  if (args.some((v) => v.t.kind === 'ARRAY'))
    return {
      e: call(
        'ARRAY_CONCAT',
        args.map((v) => v.e),
        place,
      ),
      t: first.t,
    };
  if (args.every((v) => v.t.kind === 'BINARY'))
    return {
      e: call(
        'CONCAT',
        args.map((v) => v.e),
        place,
      ),
      t: first.t,
    };
  return rest.length === 0
    ? textOf(r, first, place)
    : {
        e: call(
          'CONCAT',
          args.map((v) => textOf(r, v, place).e),
          place,
        ),
        t: STRING,
      };
}

/** concat_ws: NULLs are passed over, elements of arrays are texts of their own. */
function concatWs({ args, place, raw, r }: Called): Value {
  const [by, ...rest] = args;
  const separator = by?.e.kind === 'string' ? by.e : refuse(raw, '`concat_ws` with a separator that is no literal');
  const arrays = rest.map((v) =>
    v.t.kind === 'ARRAY'
      ? fill(r, 'COALESCE(@a, ARRAY<STRING>[])', [v.e], place)
      : { ...place, kind: 'array' as const, items: [textOf(r, v, place).e] },
  );
  const all =
    arrays.length === 0
      ? fill(r, 'ARRAY<STRING>[]', [], place)
      : arrays.length === 1 && arrays[0]
        ? arrays[0]
        : call('ARRAY_CONCAT', arrays, place);
  return { e: fill(r, "COALESCE(ARRAY_TO_STRING(@a, @b), '')", [all, separator], place), t: STRING };
}

const sha2 = ({ args, place, raw, r }: Called): Value => {
  const bits = literalInt(args[1]);
  const name =
    bits === 256 || bits === 0 ? 'SHA256' : bits === 512 ? 'SHA512' : refuse(raw, '`sha2` of this number of bits');
  return { e: fill(r, `TO_HEX(${name}(@a))`, [args[0]?.e ?? str('', place)], place), t: STRING };
};

const cased = 'Letters beyond ASCII may be changed by other rules of Unicode.';

/** Functions of text, bytes and JSON in text. Source: Databricks "Built-in functions", by name. */
export const strings: Rules = {
  ASCII: custom('s', ({ args, place, r }) => ({
    e: fill(r, "IF(@a = '', 0, UNICODE(@a))", [args[0]?.e ?? str('', place)], place),
    t: between(0, 1114111),
  })),
  BASE64: scalar('x', 's', 'TO_BASE64(@a)'),
  BIT_LENGTH: scalar('k', length, 'BYTE_LENGTH(@a) * 8'),
  BTRIM: custom('s s?', ({ args, place }) => ({
    e: call('TRIM', [args[0]?.e ?? str('', place), args[1]?.e ?? str(' ', place)], place),
    t: STRING,
  })),
  CHAR: scalar('i', 's', "IF(@a <= 0, IF(@a IS NULL, NULL, ''), CHR(MOD(@a, 256)))"),
  CHAR_LENGTH: scalar('k', length, 'LENGTH(@a)'),
  CHARACTER_LENGTH: scalar('k', length, 'LENGTH(@a)'),
  CHARINDEX: custom('s s i?', position),
  CHR: scalar('i', 's', "IF(@a <= 0, IF(@a IS NULL, NULL, ''), CHR(MOD(@a, 256)))"),
  CONCAT: custom('*+', concat),
  CONCAT_WS: custom('s *+', concatWs),
  CONTAINS: scalar('s s', 'b', 'STRPOS(@a, @b) > 0'),
  ENDSWITH: scalar('k k', 'b', 'ENDS_WITH(@a, @b)'),
  FORMAT_STRING: custom('s *?+', formatString),
  GET_JSON_OBJECT: custom('s s', jsonObject),
  HEX: custom('*', hex),
  INITCAP: scalar(
    's',
    's',
    "IF(@a IS NULL, NULL, ARRAY_TO_STRING(ARRAY(SELECT CONCAT(UPPER(SUBSTR(bf_word, 1, 1)), LOWER(SUBSTR(bf_word, 2))) FROM UNNEST(SPLIT(@a, ' ')) AS bf_word WITH OFFSET AS bf_at ORDER BY bf_at), ' '))",
    { differs: cased },
  ),
  INSTR: scalar('s s', length, 'STRPOS(@a, @b)'),
  LCASE: scalar('s', 's', 'LOWER(@a)', { differs: cased }),
  LEFT: scalar('s i', 's', 'LEFT(@a, GREATEST(@b, 0))'),
  LEN: scalar('k', length, 'LENGTH(@a)'),
  LENGTH: scalar('k', length, 'LENGTH(@a)'),
  LOCATE: custom('s s i?', position),
  LOWER: scalar('s', 's', 'LOWER(@a)', { differs: cased }),
  LPAD: pad('LPAD'),
  LTRIM: trim('LTRIM'),
  MD5: scalar('x', 's', 'TO_HEX(MD5(@a))'),
  OCTET_LENGTH: scalar('k', length, 'BYTE_LENGTH(@a)'),
  OVERLAY: custom(
    's s i i?',
    ({ args, place, r }) => ({
      e: fill(
        r,
        args.length === 4
          ? 'CONCAT(SUBSTR(@a, 1, @c - 1), @b, SUBSTR(@a, @c + @d))'
          : 'CONCAT(SUBSTR(@a, 1, @c - 1), @b, SUBSTR(@a, @c + LENGTH(@b)))',
        positive(args, 2),
        place,
      ),
      t: STRING,
    }),
    { names: ['input', 'replace', 'pos', 'len'] },
  ),
  POSITION: custom('s s i?', position),
  PRINTF: custom('s *?+', formatString),
  REGEXP: custom('s s', rlike),
  REGEXP_COUNT: custom('s s', ({ args, place, raw, r }) => {
    const [x, pattern] = args;
    if (!x || !pattern) return refuse(raw, 'this use of `regexp_count`');
    const text = literalText(pattern) ?? '';
    if (groupCount(text) > 0) return refuse(raw, '`regexp_count` of a pattern with groups');
    return {
      e: fill(
        r,
        'IF(@a IS NULL, NULL, ARRAY_LENGTH(REGEXP_EXTRACT_ALL(@a, @b)))',
        [x.e, patternOf(pattern, raw, r)],
        place,
      ),
      t: length,
    };
  }),
  REGEXP_EXTRACT: custom('s s i?', regexpExtract),
  REGEXP_EXTRACT_ALL: custom('s s i?', regexpExtractAll),
  REGEXP_INSTR: custom('s s', regexpInstr),
  REGEXP_LIKE: custom('s s', rlike),
  REGEXP_REPLACE: custom('s s s i?', regexpReplace),
  REGEXP_SUBSTR: custom('s s', ({ args, place, raw, r }) => {
    const [x, pattern] = args;
    if (!x || !pattern || groupCount(literalText(pattern) ?? '') > 0)
      return refuse(raw, '`regexp_substr` of a pattern with groups');
    return { e: call('REGEXP_EXTRACT', [x.e, patternOf(pattern, raw, r)], place), t: STRING };
  }),
  REPEAT: scalar('s i', 's', 'REPEAT(@a, GREATEST(@b, 0))'),
  REPLACE: custom('s s s?', ({ args, place, raw, r }) => {
    const [x, from, to] = args;
    if (!x || !from) return refuse(raw, 'this use of `replace`');
    return {
      e: fill(r, "IF(@b = '', @a, REPLACE(@a, @b, @c))", [x.e, from.e, to?.e ?? str('', place)], place),
      t: STRING,
    };
  }),
  RIGHT: scalar('s i', 's', 'RIGHT(@a, GREATEST(@b, 0))'),
  RLIKE: custom('s s', rlike),
  RPAD: pad('RPAD'),
  RTRIM: trim('RTRIM'),
  SHA: scalar('x', 's', 'TO_HEX(SHA1(@a))'),
  SHA1: scalar('x', 's', 'TO_HEX(SHA1(@a))'),
  SHA2: custom('x i', sha2),
  SPACE: scalar('i', 's', "REPEAT(' ', GREATEST(@a, 0))"),
  SPLIT: custom('s s i?', split),
  SPLIT_PART: custom('s s i', ({ args, place, raw, r }) => {
    const [x, by, at] = args;
    const n = literalInt(at);
    if (!x || !by || n === undefined || n === 0 || (literalText(by) ?? '') === '')
      return refuse(raw, '`split_part` with these arguments', 'Delimiter and place must be literals.');
    const index = n > 0 ? `SAFE_OFFSET(${n - 1})` : `SAFE_OFFSET(ARRAY_LENGTH(SPLIT(@a, @b)) - ${-n})`;
    return { e: fill(r, `IF(@a IS NULL, NULL, COALESCE(SPLIT(@a, @b)[${index}], ''))`, [x.e, by.e], place), t: STRING };
  }),
  STARTSWITH: scalar('k k', 'b', 'STARTS_WITH(@a, @b)'),
  STRING: custom('*', ({ args, place, raw, r }) => textOf(r, args[0] ?? refuse(raw, 'this use of `string`'), place)),
  SUBSTR: custom('k i i?', substring),
  SUBSTRING: custom('k i i?', substring),
  SUBSTRING_INDEX: custom('s s i', substringIndex),
  TO_BINARY: custom('s s', ({ args, place, raw, r }) => {
    const [x, form] = args;
    const word = literalText(form)?.toLowerCase();
    if (x && word === 'base64') return { e: call('FROM_BASE64', [x.e], place), t: { kind: 'BINARY' } };
    if (x && (word === 'utf-8' || word === 'utf8')) return castOf(r, x, { kind: 'BINARY' }, place, false);
    return refuse(raw, '`to_binary` of this form', 'Write base64 or utf-8 as a literal.');
  }),
  TO_JSON: custom('*', ({ raw }) =>
    refuse(raw.nameAt, 'the function `to_json`', 'It spells values in a way of its own.'),
  ),
  TRANSLATE: custom('s s s', translate),
  TRIM: scalar('s', 's', "TRIM(@a, ' ')"),
  UCASE: scalar('s', 's', 'UPPER(@a)', { differs: cased }),
  UNBASE64: scalar('s', 'x', 'FROM_BASE64(@a)'),
  UNHEX: custom('s', ({ args, place, r }) => ({
    e: fill(r, "IF(REGEXP_CONTAINS(@a, r'^[0-9a-fA-F]*$'), FROM_HEX(@a), NULL)", [args[0]?.e ?? str('', place)], place),
    t: { kind: 'BINARY' },
  })),
  UPPER: scalar('s', 's', 'UPPER(@a)', { differs: cased }),
};
