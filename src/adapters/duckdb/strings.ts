import { byArity, custom, fill, scalar } from '../../compiler/lower/translate/define.ts';
import { bare } from '../../compiler/lower/translate/expression.ts';
import { jsonPath, pointer, quotedPath } from '../../compiler/lower/translate/jsonpath.ts';
import { groupsOf, matchesNothing, rewriteOf } from '../../compiler/lower/translate/regexp.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, joined, q } from '../../compiler/lower/translate/text.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { joinable } from './expressions.ts';
import { printfOf } from './formats.ts';
import { isNull } from './nulls.ts';
import { string } from './quoting.ts';

const text = { returns: 'STRING' } as const;
const int = { returns: 'INT64' } as const;
const float = { returns: 'FLOAT64' } as const;
const bool = { returns: 'BOOL' } as const;
const list = { returns: 'ARRAY' } as const;

/** Functions that DuckDB has for BLOB, too. */
const ofBytes: ReadonlySet<string> = new Set(
  'BYTE_LENGTH CONCAT FARM_FINGERPRINT LENGTH MD5 OCTET_LENGTH REPEAT SHA1 SHA256 TO_BASE64 TO_HEX'.split(' '),
);

const ofTextAlone = ([name, rule]: [string, FunctionRule]): [string, FunctionRule] => {
  const print: FunctionRule['print'] = (call, p) => {
    const wrong = call.args.find((e) => p.kind(e) === 'BYTES');
    return wrong ? p.refuse(wrong, `\`${name}\` of BYTES`) : rule.print(call, p);
  };
  return [name, ofBytes.has(name) ? rule : { ...rule, print }];
};

const length = (name: string): FunctionRule =>
  custom(
    1,
    1,
    (call, p) => {
      const bytes = call.args.find((e) => p.kind(e) === 'BYTES');
      if (bytes && isNull(bytes, p)) return fill('octet_length(CAST($1 AS BLOB))', call, p);
      return fill(bytes ? 'octet_length($1)' : `${name}($1)`, call, p);
    },
    {
      ...int,
      how: 'exact',
    },
  );

/** One value alone, which no `||` makes text, is cast. */
function concat(call: Call, p: Printer): Frag {
  const [only, second] = call.args;
  const values = joined(
    call.args.map((e) => joinable(e, p)),
    ' || ',
  );
  const kind = only && p.kind(only);
  return second || kind === undefined || kind === 'STRING' || kind === 'BYTES'
    ? q`(${values})`
    : q`CAST(${values} AS VARCHAR)`;
}

/** Functions of text and bytes. Regular expressions are RE2 on both sides. */
const all: Readonly<Record<string, FunctionRule>> = {
  ASCII: scalar(1, 'biform.bf_ascii($1)', int),
  BYTE_LENGTH: length('strlen'),
  CHAR_LENGTH: scalar(1, 'length($1)', int),
  CHARACTER_LENGTH: scalar(1, 'length($1)', int),
  CHR: scalar(1, 'chr(CAST($1 AS INTEGER))', text),
  CODE_POINTS_TO_STRING: scalar(1, 'biform.bf_from_code_points($1)', text),
  CONCAT: custom(1, 99, concat, text),
  ENDS_WITH: scalar(2, 'ends_with($*)', bool),
  FARM_FINGERPRINT: scalar(1, 'biform.bf_farm_fingerprint($1)', int),
  FORMAT: custom(1, 99, format, text),
  FROM_BASE64: scalar(1, 'from_base64($*)', { returns: 'BYTES' }),
  FROM_HEX: scalar(1, 'unhex($1)', { returns: 'BYTES' }),
  INITCAP: scalar(1, 'biform.bf_initcap($1)', text),
  INSTR: scalar(2, 'strpos($1, $2)', int),
  LEFT: scalar(2, 'biform.bf_left($1, $2)', text),
  LENGTH: length('length'),
  LOWER: scalar(1, 'biform.bf_lower($1)', text),
  LPAD: byArity({ 2: "biform.bf_lpad($1, $2, ' ')", 3: 'biform.bf_lpad($1, $2, $3)' }, { ...text, how: 'shim' }),
  LTRIM: byArity({ 1: 'biform.bf_ltrim($1)', 2: 'ltrim($1, $2)' }, { ...text, how: 'shim' }),
  MD5: scalar(1, 'unhex(md5($1))', { returns: 'BYTES' }),
  NORMALIZE: scalar(1, 'nfc_normalize($1)', text),
  OCTET_LENGTH: length('strlen'),
  REGEXP_CONTAINS: scalar(2, 'regexp_matches($1, $2)', bool),
  REGEXP_EXTRACT: custom(2, 2, regexpExtract, text),
  REGEXP_EXTRACT_ALL: custom(2, 2, regexpExtractAll, list),
  REGEXP_REPLACE: custom(3, 3, regexpReplace, text),
  REGEXP_SUBSTR: custom(2, 2, regexpExtract, text),
  REPEAT: scalar(2, 'biform.bf_repeat($1, $2)', { returns: 'first' }),
  REPLACE: scalar(3, 'replace($*)', text),
  REVERSE: scalar(1, "array_to_string(list_reverse(string_split($1, '')), '')", text),
  RIGHT: scalar(2, 'biform.bf_right($1, $2)', text),
  RPAD: byArity({ 2: "biform.bf_rpad($1, $2, ' ')", 3: 'biform.bf_rpad($1, $2, $3)' }, { ...text, how: 'shim' }),
  RTRIM: byArity({ 1: 'biform.bf_rtrim($1)', 2: 'rtrim($1, $2)' }, { ...text, how: 'shim' }),
  SHA1: scalar(1, 'unhex(sha1($1))', { returns: 'BYTES' }),
  SHA256: scalar(1, 'unhex(sha256($1))', { returns: 'BYTES' }),
  SPLIT: custom(
    1,
    2,
    (call, p) => {
      const [, mark] = call.args;
      if (!mark) return fill("string_split($1, ',')", call, p);
      return fill(mark.kind === 'string' ? 'string_split($1, $2)' : 'biform.bf_split($1, $2)', call, p);
    },
    list,
  ),
  STARTS_WITH: scalar(2, 'starts_with($*)', bool),
  STRPOS: scalar(2, 'strpos($*)', int),
  SUBSTR: byArity({ 2: 'biform.bf_substr($1, $2)', 3: 'biform.bf_substr_n($1, $2, $3)' }, { ...text, how: 'shim' }),
  SUBSTRING: byArity({ 2: 'biform.bf_substr($1, $2)', 3: 'biform.bf_substr_n($1, $2, $3)' }, { ...text, how: 'shim' }),
  TO_BASE64: scalar(1, 'to_base64($*)', text),
  TO_CODE_POINTS: scalar(1, 'biform.bf_code_points($1)', list),
  TO_HEX: scalar(1, 'lower(hex($1))', text),
  TRANSLATE: custom(3, 3, translated, text),
  TRIM: byArity({ 1: 'biform.bf_trim($1)', 2: 'trim($1, $2)' }, { ...text, how: 'shim' }),
  UNICODE: scalar(1, 'biform.bf_unicode($1)', int),
  UPPER: scalar(1, 'biform.bf_upper($1)', text),
};

export const strings: Readonly<Record<string, FunctionRule>> = Object.fromEntries(Object.entries(all).map(ofTextAlone));

/** A character that is to become two things is an error of GoogleSQL. */
function translated(call: Call, p: Printer): Frag {
  const [, from] = call.args;
  const characters = from?.kind === 'string' ? [...from.value] : [];
  if (from && new Set(characters).size < characters.length)
    return p.refuse(from, 'TRANSLATE of a character that stands twice', 'BigQuery does not take it either.');
  return fill('translate($*)', call, p);
}

/** The number of the group that GoogleSQL extracts, or undefined after a refusal. */
function groupOf(e: Expr | undefined, p: Printer, single: boolean): number | undefined {
  if (e?.kind !== 'string') {
    p.refuse(e ?? { start: 0, end: 0 }, 'a regular expression that is no literal', 'Its groups must be known.');
    return undefined;
  }
  const { count, always } = groupsOf(e.value);
  if (count > 1) p.refuse(e, 'a regular expression with several groups', 'GoogleSQL allows one.');
  else if (count === 1 && !always && single)
    p.refuse(
      e,
      'a regular expression whose group may be left out of a match',
      'Make the group take part in every match.',
    );
  return Math.min(count, 1);
}

function regexpExtract(call: Call, p: Printer): Frag {
  const group = groupOf(call.args[1], p, true);
  return fill(`biform.bf_regexp_extract($1, $2, ${group ?? 0})`, call, p);
}

/** A rewrite that BigQuery does not take is an error there, and text on DuckDB. */
function regexpReplace(call: Call, p: Printer): Frag {
  const [, pattern, rewrite] = call.args;
  if (rewrite?.kind !== 'string') return fill("regexp_replace($1, $2, biform.bf_rewrite($3), 'g')", call, p);
  const { groups, valid } = rewriteOf(rewrite.value);
  if (!valid)
    return p.refuse(
      rewrite,
      'a backslash before this character in REGEXP_REPLACE',
      'BigQuery does not take it either.',
    );
  if (groups > 0 && pattern?.kind !== 'string')
    return p.refuse(pattern ?? call, 'a regular expression that is no literal', 'Its groups must be known.');
  if (pattern?.kind === 'string' && groupsOf(pattern.value).count < groups)
    return p.refuse(
      rewrite,
      `the group \\${groups}, which the regular expression does not have`,
      'It is an error of BigQuery.',
    );
  return fill("regexp_replace($1, $2, $3, 'g')", call, p);
}

function regexpExtractAll(call: Call, p: Printer): Frag {
  const [, pattern] = call.args;
  if (pattern?.kind === 'string' && matchesNothing(pattern.value))
    return p.refuse(pattern, 'REGEXP_EXTRACT_ALL of a pattern that an empty text fits', 'Let it match a character.');
  const group = groupOf(call.args[1], p, false);
  const made = fill(`regexp_extract_all($1, $2, ${group ?? 0})`, call, p);
  return group === 1 ? q`biform.bf_no_gaps(${made})` : made;
}

/** FORMAT with a literal format: each element says which type its argument has. */
function format(call: Call, p: Printer): Frag {
  const [first, ...rest] = call.args;
  if (first?.kind !== 'string') return p.refuse(first ?? call, 'FORMAT with a format that is no literal');
  const made = printfOf(first.value, rest.length);
  if ('fault' in made) return p.refuse(first, made.fault);
  const args = made.casts.map((cast, i) => {
    const e = rest[i];
    const value = e ? bare(e, p) : '';
    return cast === '' ? value : cast.startsWith('biform.') ? q`${cast}(${value})` : q`CAST(${value} AS ${cast})`;
  });
  return q`printf(${commas([string(made.format), ...args])})`;
}

/** A JSON function with a literal path; without one it reads the whole value. */
const byPath = (macro: string, options: { returns?: Kind }): FunctionRule =>
  custom(
    1,
    2,
    (call, p) => {
      const [x, path] = call.args;
      const steps = path === undefined ? [] : path.kind === 'string' ? jsonPath(path.value, true) : undefined;
      const written = steps && (steps.includes('') ? pointer(steps) : quotedPath(steps));
      if (written === undefined)
        return p.refuse(path ?? call, 'this JSON path', 'Only literal paths of names and numbers are supported.');
      return q`biform.${macro}(${x ? p.expr(x) : ''}, ${string(written)})`;
    },
    { ...options, how: 'shim' },
  );

export const json: Readonly<Record<string, FunctionRule>> = {
  BOOL: scalar(1, 'biform.bf_json_bool($1)', bool),
  FLOAT64: scalar(1, 'biform.bf_json_float64($1)', float),
  INT64: scalar(1, 'biform.bf_json_int64($1)', int),
  JSON_EXTRACT: byPath('bf_json_query', {}),
  JSON_EXTRACT_ARRAY: byPath('bf_json_array', list),
  JSON_EXTRACT_SCALAR: byPath('bf_json_value', text),
  JSON_EXTRACT_STRING_ARRAY: byPath('bf_json_value_array', list),
  JSON_QUERY: byPath('bf_json_query', {}),
  JSON_QUERY_ARRAY: byPath('bf_json_array', list),
  JSON_TYPE: scalar(1, 'biform.bf_json_type($1)', text),
  JSON_VALUE: byPath('bf_json_value', text),
  JSON_VALUE_ARRAY: byPath('bf_json_value_array', list),
  PARSE_JSON: scalar(1, 'biform.bf_parse_json($1)', { returns: 'JSON' }),
  STRING: scalar(1, 'biform.bf_json_string($1)', text),
  TO_JSON: scalar(1, 'CAST(biform.bf_to_json_string($1) AS JSON)', { returns: 'JSON' }),
  TO_JSON_STRING: scalar(1, 'biform.bf_to_json_string($1)', text),
};
