import type { Span } from '../../diagnostics/span.ts';
import { parseSqlx } from '../../sqlx/parse.ts';
import { type Item, isPart, isSqlBlock, type Range } from '../../sqlx/syntax.ts';
import type { Explain, Explanation } from './explanation.ts';
import type { Reading } from './reading.ts';

/** Errors about a block that this kind of action cannot have, by the kind of block. */
const kinds: Readonly<Record<string, (message: string) => string>> = {
  BF1036: () => 'incremental_where',
  BF1037: () => 'input',
  BF1038: (message) => (message.includes('post_operations') ? 'post_operations' : 'pre_operations'),
};

/** Points at the word that opens the block. */
export const explainBlock: Explain = ({ code, error }, project) => {
  const kind = kinds[code]?.(error.message ?? '');
  const text = project.texts.get(error.fileName ?? '');
  if (kind === undefined || text === undefined) return undefined;
  const block = parseSqlx(text).items.find((item) => item.kind === kind);
  return block && { span: { file: error.fileName ?? '', start: block.start, end: block.start + kind.length } };
};

/** Points at the first line that divides statements. */
export const explainStatements: Explain = ({ error: { fileName = '' } }, { texts }) => {
  const text = texts.get(fileName);
  const separator = text === undefined ? undefined : parseSqlx(text).items.find(({ kind }) => kind === 'separator');
  if (text === undefined || !separator) return undefined;
  const start = text.indexOf('---', separator.start);
  return {
    span: { file: fileName, start, end: start + 3 },
    help: 'It divides statements. Put what goes before the query into pre_operations { }, or write -- for a comment.',
  };
};

/** Points at a semicolon that ends a query; `before` counts such errors of the same file that come first. */
export function explainSemicolon(file: string, before: number, project: Reading): Explanation {
  const text = project.texts.get(file);
  if (text === undefined) return {};
  const places = file.endsWith('.sqlx')
    ? lastOfSqlx(text)
    : file.endsWith('.js')
      ? inStrings(file, project)
      : last(text);
  const place = places[before] ?? places.at(-1);
  if (!place) return {};
  const span: Span = { file, ...place };
  if (text.slice(place.start, place.end) !== ';') return { span };
  return { span, fixes: [{ title: 'remove the semicolon', edits: [{ span, text: '' }] }] };
}

const last = (text: string): readonly Range[] => semicolonAt(text, text.trimEnd().length - 1);

const semicolonAt = (text: string, at: number): readonly Range[] =>
  text.charAt(at) === ';' ? [{ start: at, end: at + 1 }] : [];

/** The semicolon at the end of the SQL outside all blocks, or the `${...}` that stands there. */
function lastOfSqlx(text: string): readonly Range[] {
  const sql = parseSqlx(text).items.filter((item): item is Item => !isSqlBlock(item) && isPart(item));
  const end = sql.findLast((item) => item.kind !== 'text' || text.slice(item.start, item.end).trim() !== '');
  if (end?.kind !== 'text') return end ? [{ start: end.start, end: end.end }] : [];
  const written = text.slice(end.start, end.end).trimEnd();
  return semicolonAt(text, end.start + written.length - 1);
}

/** Semicolons at the ends of strings and templates of a JavaScript file. */
function inStrings(path: string, project: Reading): readonly Range[] {
  const file = project.file(path);
  if (!file) return [];
  return file.templates.flatMap(({ start, end }) => {
    const written = file.text.slice(start + 1, end - 1).trimEnd();
    return semicolonAt(file.text, start + written.length);
  });
}
