import { layOut, type Statement } from '../layout.ts';
import type { Part, Placeholder, ScriptBlock, SqlxFile } from '../syntax.ts';
import { readExpression, templateOf, withoutCr } from './expression.ts';
import type { Expression, PlainSqlx, Template } from './form.ts';
import { type Reader, skipBlanks } from './tokens.ts';

/**
 * A SQLX file as plain data, or undefined where it takes JavaScript to say what it means: `js` and `input` blocks,
 * expressions beyond calls by name, escapes, whatever is not closed. `path` is relative to the project's root.
 */
export function readPlain(file: SqlxFile, path: string): PlainSqlx | undefined {
  const layout = layOut(file);
  if ('fault' in layout || layout.scripts.length > 0 || layout.inputs.length > 0) return undefined;
  const { source } = file;
  const name = path.slice(path.lastIndexOf('/') + 1, Math.max(0, path.lastIndexOf('.')));
  const config = layout.config ? readConfig(source, layout.config) : emptyConfig;
  if (config === undefined || !speakable.test(name)) return undefined;
  const sql = templates(source, layout.sql);
  if (sql === undefined) return undefined;
  const { pre_operations: before, post_operations: after, incremental_where: condition } = layout.blocks;
  const [where] = condition?.[0]?.some(({ start, end }) => end > start) ? (templates(source, condition) ?? []) : [null];
  const pre = before ? templates(source, before) : null;
  const post = after ? templates(source, after) : null;
  if (where === undefined || pre === undefined || post === undefined) return undefined;
  return {
    path,
    name,
    config,
    sql,
    ...(where === null ? {} : { where }),
    ...(pre === null ? {} : { pre }),
    ...(post === null ? {} : { post }),
  };
}

/** File names that are the same in a JavaScript string. */
const speakable = /^[^"\\\r\n]*$/;

const emptyConfig: Expression = ['literal', {}];

function readConfig(source: string, { start, end, closed }: ScriptBlock): Expression | undefined {
  const reader: Reader = { source: source.slice(start + 'config '.length, end), at: 0 };
  const config = closed ? readExpression(reader, 'config') : undefined;
  return reader.at === reader.source.length ? config : undefined;
}

function templates(source: string, statements: readonly Statement[]): readonly Template[] | undefined {
  const found: Template[] = [];
  for (const statement of statements) {
    const template = templateFrom(source, statement);
    if (template === undefined) return undefined;
    found.push(template);
  }
  return found;
}

/** Text and values under construction; `from` and `to` bound the text that was not taken from the source yet. */
interface Draft {
  readonly source: string;
  readonly strings: string[];
  readonly values: Expression[];
  text: string;
  from: number;
  to: number;
  /** How often an opening `${` stands in the comments of the text: there it is escaped. */
  escaped: number;
}

function templateFrom(source: string, parts: readonly Part[]): Template | undefined {
  const draft: Draft = { source, strings: [], values: [], text: '', from: 0, to: 0, escaped: 0 };
  for (const part of parts) if (!addPart(draft, part)) return undefined;
  return endText(draft) ? templateOf(draft.strings, draft.values) : undefined;
}

function addPart(draft: Draft, part: Part): boolean {
  switch (part.kind) {
    case 'placeholder':
      return addValue(draft, part);
    case 'comment': {
      // Only here does Dataform leave backslashes to JavaScript.
      const backslash = draft.source.indexOf('\\', part.start);
      if (backslash !== -1 && backslash < part.end) return false;
      draft.escaped += openings(draft.source.slice(part.start, part.end));
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
  draft.strings.push(withoutCr(text));
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

function addValue(draft: Draft, { start, end, closed }: Placeholder): boolean {
  if (!closed || !endText(draft)) return false;
  const reader: Reader = { source: draft.source, at: start + 2 };
  const value = skipBlanks(reader) ? readExpression(reader, 'context') : undefined;
  if (value === undefined || reader.at !== end - 1) return false;
  draft.values.push(value);
  draft.from = end;
  draft.to = end;
  return true;
}
