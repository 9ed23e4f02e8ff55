import { type Macro, macro, once } from './macro.ts';

const whiteSpace = `E' \\t\\n\\r' || chr(11) || chr(12) || chr(133) || chr(160) || chr(5760) || chr(8192) || chr(8193) || chr(8194) || chr(8195) || chr(8196) || chr(8197) || chr(8198) || chr(8199) || chr(8200) || chr(8201) || chr(8202) || chr(8232) || chr(8233) || chr(8239) || chr(8287) || chr(12288)`;

/** Text and bytes. */
export const textMacros: readonly Macro[] = [
  macro('bf_digits(n)', once('CASE WHEN $n < 0 THEN 6 ELSE CAST($n AS INTEGER) END')),
  macro('bf_trim(x)', `trim(x, ${whiteSpace})`),
  macro('bf_ltrim(x)', `ltrim(x, ${whiteSpace})`),
  macro('bf_rtrim(x)', `rtrim(x, ${whiteSpace})`),
  macro(
    'bf_upper(x)',
    once(
      `CASE WHEN regexp_matches($x, '[ŉǰΐΰևẖ-ẚẞﬀ-ﬆﬓ-ﬗᾀ-᾿ὐὒὔὖᾲ-ᾼῂ-ῌῒ-ῗῢ-ῧῲ-ῼ]') THEN error('UPPER of this letter is not supported on DuckDB') ELSE upper(replace($x, 'ß', 'SS')) END`,
    ),
  ),
  macro(
    'bf_lower(x)',
    once(
      `CASE WHEN contains($x, 'Σ') THEN error('LOWER of a capital sigma is not supported on DuckDB') ELSE lower(replace($x, 'İ', 'i' || chr(775))) END`,
    ),
  ),
  macro('bf_substr(x, p)', once(`substring($x, CASE WHEN $p = 0 OR $p < -length($x) THEN 1 ELSE $p END)`)),
  macro(
    'bf_substr_n(x, p, n)',
    once(
      `CASE WHEN $n < 0 AND $x IS NOT NULL AND $p IS NOT NULL THEN error('SUBSTR with a negative length') ELSE substring($x, CASE WHEN $p = 0 OR $p < -length($x) THEN 1 ELSE $p END, $n) END`,
    ),
  ),
  macro(
    'bf_left(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('LEFT with a negative length') ELSE left($x, $n) END`),
  ),
  macro(
    'bf_right(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('RIGHT with a negative length') ELSE right($x, $n) END`),
  ),
  macro(
    'bf_lpad(x, n, f)',
    once(
      `CASE WHEN ($n < 0 OR $f = '') AND $x IS NOT NULL AND $n IS NOT NULL AND $f IS NOT NULL THEN error('LPAD with a negative length or an empty pattern') ELSE lpad($x, CAST($n AS INTEGER), $f) END`,
    ),
  ),
  macro(
    'bf_rpad(x, n, f)',
    once(
      `CASE WHEN ($n < 0 OR $f = '') AND $x IS NOT NULL AND $n IS NOT NULL AND $f IS NOT NULL THEN error('RPAD with a negative length or an empty pattern') ELSE rpad($x, CAST($n AS INTEGER), $f) END`,
    ),
  ),
  macro(
    'bf_ascii(x)',
    once(`CASE WHEN unicode($x) > 127 THEN error('ASCII of a letter beyond ASCII') ELSE CAST(ascii($x) AS BIGINT) END`),
  ),
  macro('bf_unicode(x)', once(`CASE WHEN $x = '' THEN 0 ELSE CAST(unicode($x) AS BIGINT) END`)),
  macro(
    'bf_repeat(x, n)',
    once(`CASE WHEN $n < 0 AND $x IS NOT NULL THEN error('REPEAT with a negative count') ELSE repeat($x, $n) END`),
  ),
  macro('bf_regexp_extract(x, r, g)', once('CASE WHEN regexp_matches($x, r) THEN regexp_extract($x, r, g) END')),
  macro('bf_no_gaps(a)', `list_transform(a, lambda v: coalesce(v, ''))`),
  macro(
    'bf_code_points(x)',
    once(
      "CASE WHEN $x IS NOT NULL THEN list_transform(CASE WHEN $x = '' THEN [] ELSE string_split($x, '') END, lambda c: CAST(unicode(c) AS BIGINT)) END",
    ),
  ),
  macro(
    'bf_from_code_points(a)',
    once(
      "CASE WHEN len(list_filter($a, lambda c: c IS NULL)) = 0 THEN array_to_string(list_transform($a, lambda c: chr(CAST(c AS INTEGER))), '') END",
    ),
  ),
  macro(
    'bf_initcap(x)',
    `array_to_string(list_transform(regexp_extract_all(lower(x), '[^\\s\\[\\](){}/|<>!?@"^#$&~_,.:;*%+\\-]+|[\\s\\[\\](){}/|<>!?@"^#$&~_,.:;*%+\\-]+'), lambda w: upper(w[1:1]) || w[2:]), '')`,
  ),
];
