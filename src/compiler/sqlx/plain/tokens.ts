import { ch } from '../characters.ts';

/** A place in a source; reading moves it on. */
export interface Reader {
  readonly source: string;
  at: number;
}

/** Goes over blanks, line ends and comments; false at a blank that only JavaScript knows, or a comment that never ends. */
export function skipBlanks(reader: Reader): boolean {
  const { source } = reader;
  for (;;) {
    const code = source.charCodeAt(reader.at);
    if (code === ch.space || code === ch.lf || code === ch.tab || code === ch.cr) reader.at += 1;
    else if (code !== ch.slash) return !(code > 127);
    else if (!skipComment(reader)) return false;
  }
}

function skipComment(reader: Reader): boolean {
  const { source, at } = reader;
  const next = source.charCodeAt(at + 1);
  const isLine = next === ch.slash;
  if (!isLine && next !== ch.star) return false;
  lineOrClose.lastIndex = at + 2;
  const end = isLine ? lineOrClose.exec(source)?.index : source.indexOf('*/', at + 2) + 2;
  if (end === undefined || end < at + 2) return false;
  reader.at = end;
  return true;
}

const lineOrClose = /[\n\r\u2028\u2029]/g;

/** Goes over one character, with the blanks after it. */
export function take(reader: Reader, code: number): boolean {
  if (reader.source.charCodeAt(reader.at) !== code) return false;
  reader.at += 1;
  return skipBlanks(reader);
}

const word = /[A-Za-z_$][\w$]*/y;

/** An ASCII identifier at the place, without what follows it. */
export function readWord(reader: Reader): string | undefined {
  word.lastIndex = reader.at;
  const found = word.exec(reader.source)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}

const doubleQuoted = /"([^"\\\n\r]*)"/y;
const singleQuoted = /'([^'\\\n\r]*)'/y;

/** A string without escapes. */
export function readString(reader: Reader): string | undefined {
  const pattern = reader.source.charCodeAt(reader.at) === ch.quote ? singleQuoted : doubleQuoted;
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (found === null) return undefined;
  reader.at += found[0].length;
  return found[1];
}

const numeral = /(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?(?![\w$.])/y;

/** A decimal number without sign and exponent. */
export function readNumber(reader: Reader): number | undefined {
  numeral.lastIndex = reader.at;
  const found = numeral.exec(reader.source)?.[0];
  if (found === undefined) return undefined;
  reader.at += found.length;
  return Number(found);
}
