import { ch, isLineEnd } from './characters.ts';

/** What a backslash and the units after it mean in a template literal. */
export interface Escape {
  /** Units of source that it takes, the backslash included. */
  readonly length: number;
  /** The text it stands for; undefined where JavaScript refuses it in an untagged template. */
  readonly cooked: string | undefined;
}

const single: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };
const invalid: Escape = { length: 2, cooked: undefined };

/** Reads the escape at a backslash. Source: ECMAScript TemplateEscapeSequence. */
export function escapeAt(text: string, at: number): Escape {
  const next = text.charAt(at + 1);
  const code = text.charCodeAt(at + 1);
  if (code === ch.cr && text.charCodeAt(at + 2) === ch.lf) return { length: 3, cooked: '' };
  if (isLineEnd(code)) return { length: 2, cooked: '' };
  if (next === 'x') return hexEscape(text, at, at + 2, 2);
  if (next === 'u') return text.charAt(at + 2) === '{' ? codePointEscape(text, at) : hexEscape(text, at, at + 2, 4);
  if (next === '0') return /[0-9]/.test(text.charAt(at + 2)) ? invalid : { length: 2, cooked: '\0' };
  if (next >= '1' && next <= '9') return invalid;
  return { length: 2, cooked: single[next] ?? next };
}

function hexEscape(text: string, at: number, from: number, digits: number): Escape {
  const hex = text.slice(from, from + digits);
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex)) return invalid;
  return { length: from - at + digits, cooked: String.fromCharCode(Number.parseInt(hex, 16)) };
}

function codePointEscape(text: string, at: number): Escape {
  const close = text.indexOf('}', at);
  const hex = text.slice(at + 3, close);
  const point = Number.parseInt(hex, 16);
  if (close === -1 || !/^[0-9a-fA-F]+$/.test(hex) || point > 0x10ffff) return invalid;
  return { length: close - at + 1, cooked: String.fromCodePoint(point) };
}
