import { layOut, type Statement } from '../layout.ts';
import type { Part, Placeholder, ScriptBlock, SqlxFile } from '../syntax.ts';
import { contextNames, readExpression, withoutCr } from './expression.ts';
import { type Reader, skipBlanks } from './tokens.ts';

/**
 * A SQLX file as plain data: the JSON text of a `PlainSqlx`. Undefined where it takes JavaScript to say what the file
 * means: `js` and `input` blocks, expressions beyond calls by name, escapes, whatever is not closed. `path` is relative
 * to the project's root.
 */
export function readPlain(file: SqlxFile, path: string): string | undefined {
  const layout = layOut(file);
  if ('fault' in layout || layout.scripts.length > 0 || layout.inputs.length > 0) return undefined;
  const { source } = file;
  const name = path.slice(path.lastIndexOf('/') + 1, Math.max(0, path.lastIndexOf('.')));
  const config = layout.config ? configText(source, layout.config) : '["literal",{}]';
  if (config === undefined || !speakable.test(name)) return undefined;
  const sql = templates(source, layout.sql);
  if (sql === undefined) return undefined;
  const { pre_operations: before, post_operations: after, incremental_where: condition } = layout.blocks;
  const where = condition?.[0]?.some(({ start, end }) => end > start) ? templateText(source, condition[0]) : '';
  const pre = before ? templates(source, before) : '';
  const post = after ? templates(source, after) : '';
  if (where === undefined || pre === undefined || post === undefined) return undefined;
  return (
    `{"path":${JSON.stringify(path)},"name":${JSON.stringify(name)},"config":${config},"sql":${sql}` +
    `${where && `,"where":${where}`}${pre && `,"pre":${pre}`}${post && `,"post":${post}`}}`
  );
}

/** File names that are the same in a JavaScript string. */
const speakable = /^[^"\\\r\n]*$/;

/** All up to a key without quotes, that key, and its colon. */
const bareKey = /((?:[^"A-Za-z_$]|"[^"\\\n\r]*"|(?:true|false|null)\b(?!\s*:))*)([A-Za-z_$][\w$]*)(\s*:)/gy;

/** An object of literals as JSON: where it is JSON but for quotes around keys, as most are, without looking at each value. */
function configText(source: string, { start, end, closed }: ScriptBlock): string | undefined {
  if (!closed) return undefined;
  const text = source.slice(start + 'config '.length, end);
  if (!text.includes('__proto__')) {
    const quoted = text.replace(bareKey, '$1"$2"$3');
    try {
      JSON.parse(quoted);
      return `["literal",${quoted}]`;
    } catch {
      // Other quotes, comments, a comma too many, or more than literals.
    }
  }
  const reader: Reader = { source: text, at: 0 };
  const config = readExpression(reader, 'config');
  return config !== undefined && reader.at === text.length ? JSON.stringify(config) : undefined;
}

function templates(source: string, statements: readonly Statement[]): string | undefined {
  let text = '';
  for (const statement of statements) {
    const template = templateText(source, statement);
    if (template === undefined) return undefined;
    text += text === '' ? template : `,${template}`;
  }
  return `[${text}]`;
}

/** A template under construction; `from` and `to` bound the text that was not taken from the source yet. */
interface Draft {
  readonly source: string;
  /** Texts and values so far, each as JSON with a comma after it. */
  strings: string;
  values: string;
  text: string;
  from: number;
  to: number;
  /** How often an opening `${` stands in the comments of the text: there it is escaped. */
  escaped: number;
}

function templateText(source: string, parts: readonly Part[]): string | undefined {
  const draft: Draft = { source, strings: '', values: '', text: '', from: 0, to: 0, escaped: 0 };
  for (const part of parts) if (!addPart(draft, part)) return undefined;
  if (!endText(draft)) return undefined;
  const strings = draft.strings.slice(0, -1);
  return draft.values === '' ? strings : `[[${strings}],${draft.values.slice(0, -1)}]`;
}

function addPart(draft: Draft, part: Part): boolean {
  switch (part.kind) {
    case 'placeholder':
      return addValue(draft, part);
    case 'comment': {
      // Only here does Dataform leave backslashes to JavaScript.
      const comment = draft.source.slice(part.start, part.end);
      if (comment.includes('\\')) return false;
      draft.escaped += openings(comment);
      break;
    }
    case 'string': {
      let at = part.start;
      for (const inner of part.placeholders) {
        addText(draft, at, inner.start);
        if (!addValue(draft, inner)) return false;
        at = inner.end;
      }
      addText(draft, at, part.end);
      return true;
    }
  }
  addText(draft, part.start, part.end);
  return true;
}

function addText(draft: Draft, start: number, end: number): void {
  if (start === draft.to) draft.to = end;
  else {
    draft.text += draft.source.slice(draft.from, draft.to);
    draft.from = start;
    draft.to = end;
  }
}

/** Ends a stretch of text; false where V8 would see a placeholder in it. */
function endText(draft: Draft): boolean {
  const text = draft.text + draft.source.slice(draft.from, draft.to);
  draft.strings += `${JSON.stringify(withoutCr(text))},`;
  draft.text = '';
  draft.from = draft.to;
  const isText = openings(text) === draft.escaped;
  draft.escaped = 0;
  return isText;
}

function openings(text: string): number {
  let count = 0;
  for (let at = text.indexOf('${'); at !== -1; at = text.indexOf('${', at + 2)) count += 1;
  return count;
}

/** The placeholders that nearly all are: a call with up to two names. */
const usual = /\$\{\s*(\w+)\(\s*(?:("[^"\\\0-\x1f]*")\s*(?:,\s*("[^"\\\0-\x1f]*")\s*)?)?\)\s*\}/y;

function addValue(draft: Draft, { start, end, closed }: Placeholder): boolean {
  if (!closed || !endText(draft)) return false;
  const value = valueText(draft.source, start, end);
  if (value === undefined) return false;
  draft.values += `${value},`;
  draft.from = end;
  draft.to = end;
  return true;
}

function valueText(source: string, start: number, end: number): string | undefined {
  usual.lastIndex = start;
  const found = usual.exec(source);
  if (found !== null && usual.lastIndex === end && contextNames.has(found[1] as string)) {
    const [, name, first, second] = found;
    return `["context","${name}"${first === undefined ? '' : `,${first}`}${second === undefined ? '' : `,${second}`}]`;
  }
  const reader: Reader = { source, at: start + 2 };
  const value = skipBlanks(reader) ? readExpression(reader, 'context') : undefined;
  return value !== undefined && reader.at === end - 1 ? JSON.stringify(value) : undefined;
}
