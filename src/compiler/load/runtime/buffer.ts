/** The small part of Node's Buffer that project code is known to use: texts in other encodings. */
class Bytes extends Uint8Array {
  override toString(encoding = 'utf8', start = 0, end = this.length): string {
    return decode(this.subarray(start, end), String(encoding).toLowerCase());
  }

  toJSON(): object {
    return { type: 'Buffer', data: Array.from(this) };
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, i) => byte === other[i]);
  }

  write(text: string, offset = 0): number {
    const bytes = utf8Bytes(text).slice(0, Math.max(0, this.length - offset));
    this.set(bytes, offset);
    return bytes.length;
  }
}

function from(value: unknown, encoding = 'utf8'): Bytes {
  if (typeof value === 'string') return Bytes.from(encode(value, String(encoding).toLowerCase())) as Bytes;
  if (value instanceof ArrayBuffer) return new Bytes(value);
  return Bytes.from(value as ArrayLike<number>) as Bytes;
}

function alloc(size: number, fill: number | string = 0): Bytes {
  const bytes = new Bytes(size);
  const pattern = typeof fill === 'string' ? utf8Bytes(fill) : [fill];
  for (let i = 0; i < size && pattern.length > 0; i += 1) bytes[i] = pattern[i % pattern.length] ?? 0;
  return bytes;
}

function concat(list: readonly Uint8Array[], length = list.reduce((sum, part) => sum + part.length, 0)): Bytes {
  const all = new Bytes(length);
  let at = 0;
  for (const part of list) {
    all.set(part.subarray(0, Math.max(0, length - at)), at);
    at += part.length;
    if (at >= length) break;
  }
  return all;
}

const encodings = ['utf8', 'utf-8', 'hex', 'base64', 'base64url', 'ascii', 'latin1', 'binary', 'ucs2', 'utf16le'];

/** What project code knows as `Buffer`; callable with and without `new`, as the real one. */
export const Buffer = Object.assign(
  function Buffer(value: unknown, encoding?: string): Bytes {
    return typeof value === 'number' ? alloc(value) : from(value, encoding);
  },
  {
    from,
    alloc,
    allocUnsafe: (size: number) => alloc(size),
    concat,
    isBuffer: (value: unknown): boolean => value instanceof Bytes,
    isEncoding: (name: unknown): boolean => encodings.includes(String(name).toLowerCase()),
    byteLength: (value: unknown, encoding?: string): number => from(value, encoding).length,
    compare: (a: Uint8Array, b: Uint8Array): number => {
      const differs = a.findIndex((byte, i) => byte !== b[i]);
      if (differs < 0) return Math.sign(a.length - b.length);
      return differs >= b.length || (a[differs] ?? 0) > (b[differs] ?? 0) ? 1 : -1;
    },
  },
);
Object.defineProperty(Buffer, 'prototype', { value: Bytes.prototype });
Object.defineProperty(Bytes.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });
Object.defineProperty(Buffer, Symbol.species, { value: Bytes });

function encode(text: string, encoding: string): ArrayLike<number> {
  switch (encoding) {
    case 'hex':
      return hexBytes(text);
    case 'base64':
    case 'base64url':
      return base64Bytes(text);
    case 'ascii':
    case 'latin1':
    case 'binary':
      return unitsOf(text).map((unit) => unit & 255);
    case 'ucs2':
    case 'utf16le':
      return unitsOf(text).flatMap((unit) => [unit & 255, unit >> 8]);
    case 'utf8':
    case 'utf-8':
      return utf8Bytes(text);
    default:
      throw new TypeError(`Unknown encoding: ${encoding}`);
  }
}

/** Pairs of hexadecimal digits up to the first that is none. */
function hexBytes(text: string): number[] {
  const good = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? '';
  return Array.from({ length: good.length / 2 }, (_, i) => Number.parseInt(good.slice(2 * i, 2 * i + 2), 16));
}

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

function decode(bytes: Uint8Array, encoding: string): string {
  switch (encoding) {
    case 'hex':
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'base64':
      return base64Text(bytes);
    case 'base64url':
      return base64Text(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    case 'ascii':
      return Array.from(bytes, (byte) => String.fromCharCode(byte & 127)).join('');
    case 'latin1':
    case 'binary':
      return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    case 'ucs2':
    case 'utf16le':
      return Array.from({ length: bytes.length >> 1 }, (_, i) =>
        String.fromCharCode((bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)),
      ).join('');
    case 'utf8':
    case 'utf-8':
      return utf8Text(bytes);
    default:
      throw new TypeError(`Unknown encoding: ${encoding}`);
  }
}

function utf8Bytes(text: string): number[] {
  const out: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return out;
}

/** Bytes as text; what is not UTF-8 becomes U+FFFD, one for each maximal part, as the Encoding standard says. */
function utf8Text(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    at += 1;
    const more =
      first < 0x80
        ? 0
        : first >= 0xc2 && first < 0xe0
          ? 1
          : first >= 0xe0 && first < 0xf0
            ? 2
            : first < 0xf5 && first >= 0xf0
              ? 3
              : -1;
    let code = more <= 0 ? first : first & (0x3f >> more);
    let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let read = 0;
    for (; read < more; read += 1) {
      const next = bytes[at] ?? 0;
      if (next < low || next > high) break;
      code = (code << 6) | (next & 63);
      at += 1;
      [low, high] = [0x80, 0xbf];
    }
    out += more < 0 || read < more ? '\ufffd' : String.fromCodePoint(code);
  }
  return out;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64Bytes(text: string): number[] {
  const out: number[] = [];
  let bits = 0;
  let have = 0;
  for (const character of text.replaceAll('-', '+').replaceAll('_', '/')) {
    if (character === '=') break;
    const value = ALPHABET.indexOf(character);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out.push((bits >> have) & 255);
  }
  return out;
}

function base64Text(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += `${ALPHABET[bits >> 18]}${ALPHABET[(bits >> 12) & 63]}`;
    out += b === undefined ? '=' : ALPHABET[(bits >> 6) & 63];
    out += c === undefined ? '=' : ALPHABET[bits & 63];
  }
  return out;
}
