import { parseSqlx } from '../../compiler/sqlx/parse.ts';
import { isPart, isScriptBlock, isSqlBlock, type Part, statementsOf } from '../../compiler/sqlx/syntax.ts';
import { literalsOf } from './script.ts';
import { unitsOf } from './units.ts';

/** What formatting must not change, by what people call it. Two texts with equal outlines differ in layout only. */
export type Outline = Readonly<Record<string, readonly string[]>>;

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

/** All that counts in JavaScript: its characters but blanks, and its literals with their blanks. */
export function scriptOutline(text: string): Outline {
  const literals = literalsOf(text).filter(({ kind }) => kind !== 'comment');
  return {
    'JavaScript code': [withoutBlanks(text)],
    'a string in JavaScript code': literals.map(({ start, end }) => text.slice(start, end)),
  };
}

/** All that counts in a SQLX file. The order of blocks of different kinds does not. Throws `Unformattable`. */
export function sqlxOutline(source: string): Outline {
  const { items } = parseSqlx(source);
  const outline: Record<string, string[]> = {};
  const add = (found: Outline): void => {
    for (const [what, texts] of Object.entries(found)) outline[what] = [...(outline[what] ?? []), ...texts];
  };
  for (const block of items.filter(isScriptBlock)) {
    add({ 'the blocks': [block.kind] });
    add(scriptOutline(source.slice(block.open, block.end)));
  }
  for (const found of statementOutlines(source, items.filter(isPart))) add(found);
  for (const block of items.filter(isSqlBlock)) {
    add({ 'the blocks': [source.slice(block.start, block.open)] });
    for (const found of statementOutlines(source, block.parts)) add(found);
  }
  return outline;
}

/** Stands for a string or placeholder among the words of a statement. */
const KEPT = '\uE000';

function statementOutlines(source: string, parts: readonly Part[]): readonly Outline[] {
  return statementsOf(parts).flatMap((statement) => {
    const units = unitsOf(source, statement).map(({ kind, start, end }) => ({ kind, text: source.slice(start, end) }));
    const textsOf = (wanted: string): readonly string[] =>
      units.filter(({ kind }) => kind === wanted).map(({ text }) => text);
    const flat = units.map(({ kind, text }) => (kind === 'text' ? text : kind === 'comment' ? ' ' : KEPT)).join('');
    return [
      { 'the SQL': [...sqlWords(flat), ';;'] },
      { 'a string': textsOf('string') },
      { 'a comment': textsOf('comment').map(withoutBlanks) },
      ...textsOf('placeholder').map((text) => scriptOutline(text.slice(2, -1))),
    ];
  });
}

const word =
  /`[^`]*`|#[^\n]*|@{0,2}[\p{L}_$\uE000][\p{L}\p{N}_$\uE000]*(?:-[\p{L}\p{N}_$\uE000]+)*|[\p{N}][\p{L}\p{N}_.\uE000]*|<=|>=|<>|!=|\|\||=>|->|\|>|[+-]=|:=|\S/gu;

/** The words of SQL, so that none is torn apart and no two are joined. */
const sqlWords = (sql: string): readonly string[] =>
  [...sql.matchAll(word)].map(([found]) => (found.startsWith('#') ? withoutBlanks(found) : found));

/** What differs first between two outlines, in words. */
export function difference(before: Outline, after: Outline): string | undefined {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].find((what) => JSON.stringify(before[what] ?? []) !== JSON.stringify(after[what] ?? []));
}
