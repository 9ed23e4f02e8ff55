const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
};

/** The value of a string literal token's text, or of a bytes literal's as one character a byte; undefined for a false escape. */
export function literalValue(token: string): string | undefined {
  let open = 0;
  let raw = false;
  let bytes = false;
  for (; token[open] !== "'" && token[open] !== '"'; open += 1) {
    if (token[open] === 'r' || token[open] === 'R') raw = true;
    else bytes = true;
  }
  const quote = token[open];
  const width = token.length >= open + 6 && token[open + 1] === quote && token[open + 2] === quote ? 3 : 1;
  const inner = token.slice(open + width, token.length - width);
  const lines = inner.includes('\r') ? inner.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : inner;
  const source = bytes ? utf8(lines) : lines;
  return raw ? source : decoded(source, bytes);
}

/** The name inside back-quotes; undefined for a false escape. */
export const quotedValue = (token: string): string | undefined => decoded(token.slice(1, -1), false);

/** How many digits of which base follow a letter behind the backslash. */
const numeric: Readonly<Record<string, { readonly digits: number; readonly base: number; readonly skip: number }>> = {
  x: { digits: 2, base: 16, skip: 1 },
  X: { digits: 2, base: 16, skip: 1 },
  u: { digits: 4, base: 16, skip: 1 },
  U: { digits: 8, base: 16, skip: 1 },
  ...Object.fromEntries([...'01234567'].map((digit) => [digit, { digits: 3, base: 8, skip: 0 }])),
};

function decoded(text: string, bytes: boolean): string | undefined {
  if (!text.includes('\\')) return text;
  let value = '';
  let at = 0;
  for (let slash = text.indexOf('\\'); slash >= 0; slash = text.indexOf('\\', at)) {
    value += text.slice(at, slash);
    const char = text[slash + 1] ?? '';
    const plain = simple[char];
    const number = numeric[char];
    if (plain !== undefined) {
      value += plain;
      at = slash + 2;
    } else if (number) {
      const from = slash + 1 + number.skip;
      const code = codeOf(text.slice(from, from + number.digits), number);
      if (code === undefined || !permitted(code, char, bytes)) return undefined;
      value += String.fromCodePoint(code);
      at = from + number.digits;
    } else return undefined;
  }
  return value + text.slice(at);
}

function codeOf(digits: string, { digits: count, base }: { digits: number; base: number }): number | undefined {
  if (digits.length !== count) return undefined;
  let code = 0;
  for (const digit of digits) {
    const value = '0123456789abcdef'.indexOf(digit.toLowerCase());
    if (value < 0 || value >= base) return undefined;
    code = code * base + value;
  }
  return code;
}

function permitted(code: number, letter: string, bytes: boolean): boolean {
  const unicode = letter === 'u' || letter === 'U';
  if (bytes) return !unicode && code <= 255;
  return code <= 0x10ffff && !(unicode && code >= 0xd800 && code <= 0xdfff);
}

/** Text as its UTF-8 bytes, one character a byte. */
function utf8(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) out += char;
    else {
      const trailing = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      out += String.fromCharCode(((0xf0 << (3 - trailing)) & 0xff) | (code >> (6 * trailing)));
      for (let i = trailing - 1; i >= 0; i -= 1) out += String.fromCharCode(0x80 | ((code >> (6 * i)) & 0x3f));
    }
  }
  return out;
}
