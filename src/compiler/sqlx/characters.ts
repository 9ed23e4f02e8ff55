/** Code units that the scanners compare with. */
export const ch = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  bang: 33,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  quote: 39,
  openParen: 40,
  closeParen: 41,
  star: 42,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  c: 99,
  i: 105,
  j: 106,
  p: 112,
  openBrace: 123,
  closeBrace: 125,
  lineSeparator: 0x2028,
  paragraphSeparator: 0x2029,
} as const;

/** Line ends of JavaScript, which SQLX shares: LF, CR, U+2028 and U+2029. */
export const isLineEnd = (code: number): boolean =>
  code === ch.lf || code === ch.cr || code === ch.lineSeparator || code === ch.paragraphSeparator;

/** White space of JavaScript other than CR and LF. Source: ECMAScript WhiteSpace, plus U+2028 and U+2029. */
export const isBlank = (code: number): boolean =>
  code === ch.space ||
  (code >= 9 && code <= 12 && code !== ch.lf) ||
  (code >= 0xa0 &&
    (code === 0xa0 ||
      code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === ch.lineSeparator ||
      code === ch.paragraphSeparator ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000 ||
      code === 0xfeff));

/** Offset of the next line end at or after `from`, or the text's length. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1;
  return at;
}

/** A letter, digit, underscore, `$`, or anything beyond ASCII: what may continue a JavaScript or SQL word. */
export const isWordUnit = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === ch.dollar ||
  (code > 127 && !isBlank(code));
