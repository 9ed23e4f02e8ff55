import { isUtf8 } from 'node:buffer';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../../compiler/diagnostics/diagnostic.ts';
import { isInside } from './walk.ts';

/** The text of a file, or why there is none. */
export type FileText = { readonly text: string } | { readonly fault: Diagnostic };

/** Reads a file of the project as UTF-8. Faults have their span at the file's start. */
export function readText(root: string, path: string): FileText {
  const fault = (found: Diagnostic): FileText => ({ fault: { ...found, span: { file: path, start: 0, end: 0 } } });
  let bytes: Buffer;
  try {
    const text = readFileSync(`${root}/${path}`, 'utf8');
    if (!text.includes(REPLACEMENT)) return { text };
    bytes = readFileSync(`${root}/${path}`);
  } catch (error) {
    return fault(diagnostic('BF1505', { path, reason: reasonOf(error) }));
  }
  if (!isUtf8(bytes)) {
    const wide = bytes.length > 1 && /^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2));
    const help = wide ? 'It looks like UTF-16; save it as UTF-8.' : 'Save it as UTF-8.';
    return fault(diagnostic('BF1504', { path, offset: firstWrongByte(bytes) }, { help }));
  }
  return { text: bytes.toString('utf8') };
}

/** What stands for bytes that are no UTF-8, or for itself. */
const REPLACEMENT = '\ufffd';

/** Whether there is a file (not a folder) at a path, and every link on the way stays in the project. */
export function isFileInside(root: string, path: string): boolean {
  try {
    const full = `${root}/${path}`;
    return existsSync(full) && isInside(root, realpathSync(full)) && statSync(full).isFile();
  } catch {
    return false;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ELOOP: 'its links go in a circle',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  return (code && reasons[code]) ?? code ?? message;
}

/** Offset of the first byte that no longer belongs to UTF-8 text: halves the range until one byte is left. */
function firstWrongByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether bytes are the beginning of UTF-8 text: up to three bytes of an unfinished character may end it. */
const isUtf8Prefix = (bytes: Buffer): boolean =>
  [0, 1, 2, 3].some(
    (cut) => cut <= bytes.length && isUtf8(bytes.subarray(0, bytes.length - cut)) && isTail(bytes, cut),
  );

/** Whether the last bytes begin a character: a first byte that asks for more than there are, then bytes that go on. */
function isTail(bytes: Buffer, cut: number): boolean {
  const [first = 0, ...more] = bytes.subarray(bytes.length - cut);
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return cut === 0 || (first >= 0xc2 && first <= 0xf4 && cut < length && more.every((byte) => (byte & 0xc0) === 0x80));
}
