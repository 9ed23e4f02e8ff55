import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { difference, type Outline, scriptOutline, sqlxOutline } from './outline.ts';
import { formatScript } from './script.ts';
import { formatSqlx } from './sqlx.ts';
import { Unformattable } from './units.ts';

/** The text of a file laid out anew, or why it has to stay as it is. */
export type Formatted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

interface Language {
  readonly format: (source: string) => string;
  readonly outline: (source: string) => Outline;
}

const sqlx: Language = { format: formatSqlx, outline: sqlxOutline };
const script: Language = {
  format: (source) => {
    const text = formatScript(source);
    return text === '' ? '' : `${text}\n`;
  },
  outline: scriptOutline,
};

/** How often a text is formatted before it is given up: the second time settles nearly all. */
const MAX_PASSES = 4;

/**
 * Formats a `.sqlx` or `.js` file. Only blanks, line ends and the order of blocks change, which is checked; formatting
 * the result changes nothing. A byte order mark stays, and a file with CR LF keeps it on every line.
 */
export function formatText(path: string, text: string): Formatted {
  const language = path.endsWith('.sqlx') ? sqlx : script;
  const span = { file: path, start: 0, end: 0 };
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const crlf = text.includes('\r\n');
  const source = text.slice(mark.length).replaceAll('\r\n', '\n');
  try {
    const settled = settle(language, source);
    if (settled === undefined) return { ok: false, diagnostic: diagnostic('BF2031', {}, { span }) };
    const what = difference(language.outline(source), language.outline(settled));
    if (what !== undefined) return { ok: false, diagnostic: diagnostic('BF2032', { what }, { span }) };
    return { ok: true, text: mark + (crlf ? settled.replaceAll('\n', '\r\n') : settled) };
  } catch (error) {
    if (!(error instanceof Unformattable)) throw error;
    const start = mark.length + offsetWithCr(text.slice(mark.length), error.at);
    const place = { file: path, start, end: start + 1 };
    return { ok: false, diagnostic: diagnostic('BF2030', { message: error.message }, { span: place }) };
  }
}

/** The offset in a text of an offset in the same text with LF for CR LF. */
function offsetWithCr(text: string, offset: number): number {
  let at = text.indexOf('\r\n');
  let found = offset;
  for (; at !== -1 && at < found; at = text.indexOf('\r\n', at + 2)) found += 1;
  return found;
}

/** Formats until nothing changes any more; undefined where that does not happen soon. */
function settle({ format }: Language, source: string): string | undefined {
  let text = format(source);
  for (let pass = 1; pass < MAX_PASSES; pass += 1) {
    const next = format(text);
    if (next === text) return text;
    text = next;
  }
  return undefined;
}
