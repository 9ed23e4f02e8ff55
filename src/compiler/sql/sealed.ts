/**
 * Text in an engine's own SQL that travels inside GoogleSQL as one token. `biform.target({...})` seals the branch of an
 * engine whose dialect the project is not written in, and the translation to that engine opens it again, unchanged.
 */
const MARK = '@biform_text_';

/** The text as a token that GoogleSQL reads as a query parameter: UTF-16 units as four hexadecimal digits each. */
export function seal(text: string): string {
  let out = MARK;
  for (let i = 0; i < text.length; i += 1) out += text.charCodeAt(i).toString(16).padStart(4, '0');
  return out;
}

/** The sealed text of a token, or undefined for any other token. */
export function unseal(token: string): string | undefined {
  if (!token.startsWith(MARK)) return undefined;
  const digits = token.slice(MARK.length);
  if (digits.length % 4 !== 0 || !/^[0-9a-f]*$/.test(digits)) return undefined;
  return digits.replace(/..../g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)));
}

/** Opens every sealed text inside a longer one, such as a string literal. */
export const unsealAll = (text: string): string =>
  text.includes(MARK) ? text.replace(/@biform_text_(?:[0-9a-f]{4})*/g, (token) => unseal(token) ?? token) : text;
