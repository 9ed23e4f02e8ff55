import type { Span } from '../diagnostics/span.ts';
import { unreachable } from '../diagnostics/unreachable.ts';
import type { Piece } from '../sql/mapped.ts';
import type { Part, Range, StringLiteral } from './syntax.ts';

/** JavaScript under construction, with the origin of each stretch in one SQLX file. */
export interface Output {
  readonly source: string;
  readonly file: string;
  /** Stays empty where origins are not wanted. */
  readonly pieces: Piece[];
  readonly mapped: boolean;
  text: string;
  /** No unit of SQL from the first to the second offset needs a backslash. */
  plainFrom: number;
  plainTo: number;
}

/** An output with nothing in it. `mapped` says whether origins are noted. */
export const emptyOutput = (source: string, file: string, mapped: boolean): Output => ({
  source,
  file,
  pieces: [],
  mapped,
  text: '',
  plainFrom: 0,
  plainTo: 0,
});

/** Adds text that stands for `origin` as a whole. */
export function add(output: Output, text: string, origin: Range): void {
  if (output.mapped)
    output.pieces.push({ at: output.text.length, span: spanOf(output, origin.start, origin.end), verbatim: false });
  output.text += text;
}

/** Adds a stretch of the source letter by letter. */
export function copy(output: Output, start: number, end: number): void {
  if (end <= start) return;
  if (output.mapped) output.pieces.push({ at: output.text.length, span: spanOf(output, start, end), verbatim: true });
  output.text += output.source.slice(start, end);
}

const spanOf = ({ file }: Output, start: number, end: number): Span => ({ file, start, end });

/** Adds a part of a statement as it stands between the backticks of a template literal. */
export function addPart(output: Output, part: Part): void {
  switch (part.kind) {
    case 'placeholder':
      copy(output, part.start, part.end);
      break;
    case 'comment':
      copyEscaped(output, part.start, part.end, inComment);
      break;
    case 'string':
      addString(output, part);
      break;
    case 'text':
    case 'separator':
      addSql(output, part.start, part.end);
      break;
    default:
      unreachable(part);
  }
}

/** Adds SQL or a part of a string. Remembers how far the source is plain, so that many parts cost one search. */
function addSql(output: Output, start: number, end: number): void {
  if (start < output.plainFrom || start > output.plainTo) {
    output.plainFrom = start;
    output.plainTo = start;
  }
  if (end > output.plainTo) {
    inSql.lastIndex = output.plainTo;
    output.plainTo = inSql.test(output.source) ? inSql.lastIndex - 1 : output.source.length;
  }
  if (end <= output.plainTo) copy(output, start, end);
  else copyEscaped(output, start, end, inSql);
}

function addString(output: Output, literal: StringLiteral): void {
  let at = literal.start;
  for (const { start, end } of literal.placeholders) {
    addSql(output, at, start);
    copy(output, start, end);
    at = end;
  }
  addSql(output, at, literal.end);
}

/** Units that get a backslash: in SQL and its strings a backslash stays a backslash. */
const inSql = /[\\`]/g;

/** In comments Dataform leaves backslashes alone, so that JavaScript reads them as escapes. */
const inComment = /`|\$(?=\{)/g;

function copyEscaped(output: Output, start: number, end: number, escaped: RegExp): void {
  const text = output.source.slice(start, end);
  let from = 0;
  escaped.lastIndex = 0;
  while (escaped.test(text)) {
    const at = escaped.lastIndex - 1;
    copy(output, start + from, start + at);
    add(output, '\\', { start: start + at, end: start + at + 1 });
    from = at;
  }
  copy(output, start + from, end);
}
