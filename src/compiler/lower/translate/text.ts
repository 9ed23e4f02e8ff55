import type { At } from '../../sql/ast.ts';
import { type MappedText, originOf, type Piece } from '../../sql/mapped.ts';

/** Generated SQL: words, parts in order, parts that answer for a range of the source, indented parts, an author's own text. */
export type Frag =
  | string
  | readonly Frag[]
  | { readonly origin: At; readonly of: Frag }
  | { readonly indent: Frag }
  | { readonly own: string }
  /** A part whose place in the text is wanted. */
  | { readonly mark: object; readonly of: Frag };

/** Laid out text, and the ranges of it that are an author's own. */
export interface Flat extends MappedText {
  readonly own: readonly At[];
  readonly marks: ReadonlyMap<object, At>;
}

/** A line break; the following line stands at the current indentation. */
export const NL = '\n';

/** Marks what a part was made from. */
export const from = (at: At, of: Frag): Frag => ({ origin: { start: at.start, end: at.end }, of });

export const indent = (of: Frag): Frag => ({ indent: of });

/** Template tag for generated SQL. */
export const q = (words: TemplateStringsArray, ...parts: readonly Frag[]): Frag =>
  words.flatMap((word, i): Frag[] => (i < parts.length ? [word, parts[i] ?? ''] : [word]));

/** The parts with `separator` between them. */
export const joined = (parts: readonly Frag[], separator: Frag): Frag =>
  parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part]));

export const commas = (parts: readonly Frag[]): Frag => joined(parts, ', ');

/** The text alone. */
export const plain = (frag: Frag): string => flatten(frag, undefined).text;

const isList = (part: Frag): part is readonly Frag[] => Array.isArray(part);

/** The same without what its parts were made from: they come from another text. */
export function unmapped(part: Frag): Frag {
  if (typeof part === 'string' || 'own' in part) return part;
  if (isList(part)) return part.map(unmapped);
  if ('mark' in part) return { mark: part.mark, of: unmapped(part.of) };
  return 'indent' in part ? { indent: unmapped(part.indent) } : unmapped(part.of);
}

/** Lays the parts out one after another and keeps where they came from. */
export function flatten(frag: Frag, source: MappedText | undefined): Flat {
  const out: string[] = [];
  const pieces: Piece[] = [];
  const own: At[] = [];
  const marks = new Map<object, At>();
  let length = 0;
  let depth = 0;
  const mark = (at: At | undefined): void => {
    const span = at && source ? originOf(source, at.start, at.end) : undefined;
    if (!span) return;
    const last = pieces.at(-1);
    if (last?.at === length) pieces.pop();
    pieces.push({ at: length, span, verbatim: false });
  };
  const write = (part: Frag, around: At | undefined): void => {
    if (typeof part === 'string') {
      const text =
        depth > 0 && part.includes('\n') && part.trim() === ''
          ? part.replaceAll('\n', `\n${'  '.repeat(depth)}`)
          : part;
      out.push(text);
      length += text.length;
    } else if (isList(part)) for (const inner of part) write(inner, around);
    else if ('own' in part) {
      own.push({ start: length, end: length + part.own.length });
      out.push(part.own);
      length += part.own.length;
    } else if ('mark' in part) {
      const start = length;
      write(part.of, around);
      marks.set(part.mark, { start, end: length });
    } else if ('indent' in part) {
      depth += 1;
      write(part.indent, around);
      depth -= 1;
    } else {
      mark(part.origin);
      write(part.of, part.origin);
      mark(around);
    }
  };
  write(frag, undefined);
  return { text: out.join(''), pieces, own, marks };
}
