import type { SyntaxFault } from './child/define.ts';

/**
 * Dataform's CLI reads a file with acorn before V8 sees it where one of these words (or a Unicode escape) occurs in
 * it, comments and SQL included; a syntax error is then worded by acorn, else by V8.
 */
const READ_BY_ACORN = /\b(?:catch|import|async|with)\b|\\u/;

/** The CLI's frame around a module, which has its part in what is unexpected where. */
const framed = (text: string): string => `try {\n${text}\n} finally {\n}\n`;

/** Words each syntax error as Dataform's CLI does. `text` is the child's list of faults: it is checked first. */
export async function reworded(text: string, sources: ReadonlyMap<string, string>): Promise<readonly SyntaxFault[]> {
  const faults = readFaults(JSON.parse(text));
  const unclear = faults.filter(
    (fault) => fault.name === 'SyntaxError' && READ_BY_ACORN.test(sources.get(fault.path) ?? ''),
  );
  if (unclear.length === 0) return faults;
  const acorn = await import('acorn');
  const words = new Map(unclear.map((fault) => [fault, acornMessage(acorn, framed(sources.get(fault.path) ?? ''))]));
  return faults.map((fault) => ({ ...fault, message: words.get(fault) ?? fault.message }));
}

function readFaults(value: unknown): readonly SyntaxFault[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value.map((item: Record<string, unknown>) => ({
    path: String(item['path']),
    name: String(item['name']),
    message: String(item['message']),
    line: Number(item['line']),
    column: Number(item['column']),
  }));
}

/** The parts of acorn's parser that say where it stopped. */
interface Reader {
  readonly parse: () => unknown;
  readonly type: { readonly label: string };
  readonly value: unknown;
}

/** Acorn's refusal in V8's vocabulary, as the CLI rewrites it; undefined where acorn accepts the text. */
function acornMessage(acorn: typeof import('acorn'), text: string): string | undefined {
  const Reader = acorn.Parser as unknown as new (options: object, text: string) => Reader;
  const reader = new Reader({ ecmaVersion: 2022, allowReturnOutsideFunction: true }, text);
  try {
    reader.parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return undefined;
    const message = error.message.replace(/ \(\d+:\d+\)$/, '');
    return message === 'Unexpected token' ? unexpected(reader.type.label, reader.value) : message;
  }
}

const byLabel: Readonly<Record<string, string>> = {
  name: 'Unexpected identifier',
  privateId: 'Unexpected identifier',
  eof: 'Unexpected end of input',
  num: 'Unexpected number',
  string: 'Unexpected string',
  regexp: "Unexpected token '/'",
};

const unexpected = (label: string, value: unknown): string => byLabel[label] ?? `Unexpected token '${value || label}'`;
