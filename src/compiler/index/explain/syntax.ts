import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Explain, Explanation } from './explanation.ts';
import { placed, type Reading, scriptAt, wordEnd } from './reading.ts';

/** Warnings about SQLX that can be the reason why its JavaScript cannot be read, by code. */
const causes: readonly string[] = ['BF2010', 'BF2013', 'BF2017', 'BF2019'];

/** Errors that can follow from them: of V8, and Dataform's own stumbling over a block that is not closed. */
const consequences: ReadonlySet<string> = new Set(['BF1010', 'BF1014']);

/** Of the warnings about a file that cannot be read the one that says why; nothing for other errors. */
export function causeAmong(warnings: readonly Diagnostic[], code: string, file: string): Diagnostic | undefined {
  if (!consequences.has(code)) return undefined;
  return warnings.find(
    ({ code: found, span, message }) =>
      span?.file === file && causes.includes(found) && (found !== 'BF2010' || message.includes('does not compile')),
  );
}

/** The cause in place of its consequence, which stays as a note. */
export const explainCause = ({ message, span, help, fixes }: Diagnostic, consequence: string): Explanation => ({
  message,
  ...(span ? { span } : {}),
  notes: [{ message: `Dataform says: ${consequence}` }],
  ...(help ? { help } : {}),
  ...(fixes ? { fixes } : {}),
});

/** A syntax error: where V8 blames a whole template, the place within its `${...}`. */
export const explainSyntax: Explain = ({ error, generated }, project) => {
  const message = error.message ?? '';
  const place = generated && placed(generated, project, message);
  if (!place) return undefined;
  const inside = message === 'Missing } in template expression' ? unexpectedIn(place, project) : undefined;
  if (inside) {
    const token = project.texts.get(place.file)?.slice(inside.start, inside.end) ?? '';
    return { span: inside, message: `${message}: "${token}" is not expected here` };
  }
  const argument = message.startsWith('missing ) after') ? unexpectedIn(place, project) : undefined;
  if (argument) return { span: argument, help: 'A comma or a closing parenthesis is missing before it.' };
  const comma = missingComma(place, message, project);
  if (!comma) return { span: place };
  return { span: place, help: 'A comma is missing before it.', fixes: [comma] };
};

function unexpectedIn({ file, start }: Span, project: Reading): Span | undefined {
  const found = project.file(file);
  if (!found) return undefined;
  const scripts = found.scripts.filter(({ fault }) => fault);
  const { fault } = scriptAt({ ...found, scripts }, start) ?? scripts[0] ?? {};
  return fault && { file, start: fault.at, end: wordEnd(found.text, fault.at) };
}

/** In an object a key that follows a value without a comma. */
function missingComma({ file, start }: Span, message: string, project: Reading): Fix | undefined {
  const text = project.texts.get(file);
  if (text === undefined || !/^Unexpected (?:identifier|string)/.test(message)) return undefined;
  if (!/^(?:[\w$]+|"[^"\n]*"|'[^'\n]*')\s*:/.test(text.slice(start, start + 200))) return undefined;
  const before = text.slice(0, start).trimEnd();
  if (!/["'`\]}\w]$/.test(before)) return undefined;
  const at = { file, start: before.length, end: before.length };
  return { title: 'insert a comma', edits: [{ span: at, text: ',' }] };
}
