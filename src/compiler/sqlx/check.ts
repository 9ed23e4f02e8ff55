import { closest } from '../diagnostics/closest.ts';
import { type Diagnostic, diagnostic, replaceWith } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { ch, isLineEnd } from './characters.ts';
import { checkComment } from './check-comment.ts';
import { javascriptEnd } from './javascript.ts';
import { parseSqlx } from './parse.ts';
import { type Item, isScriptBlock, isSqlBlock, type Part, type ScriptBlock, type SqlBlock } from './syntax.ts';

interface File {
  readonly path: string;
  readonly source: string;
}

/** Finds what Dataform accepts in a SQLX file without a word although it is surely a mistake. All are warnings, in order of place. */
export function checkSqlx(source: string, path: string): readonly Diagnostic[] {
  const file: File = { path, source };
  const { items } = parseSqlx(source);
  const found = [
    ...checkItems(file, items, undefined),
    ...checkRepeated(file, items),
    ...checkJoinedScripts(file, items),
  ];
  return found.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

const spanOf = ({ path }: File, start: number, end: number): Span => ({ file: path, start, end });

function checkItems(file: File, items: readonly Item[], block: SqlBlock | undefined): readonly Diagnostic[] {
  const within = items.flatMap((item) => {
    if (isScriptBlock(item)) return checkBraces(file, item, `${item.kind} block`, item.open);
    if (isSqlBlock(item)) {
      const opening = spanOf(file, item.start, item.open);
      const unclosed = item.closed ? [] : [diagnostic('BF2013', { what: `${item.kind} block` }, { span: opening })];
      return [...unclosed, ...checkItems(file, item.parts, item)];
    }
    return checkPart(file, item, block);
  });
  return [...within, ...checkStrings(file, items)];
}

function checkPart(file: File, part: Part, block: SqlBlock | undefined): readonly Diagnostic[] {
  switch (part.kind) {
    case 'comment':
      return checkComment(file.source, file.path, part);
    case 'placeholder':
      return checkBraces(file, part, 'placeholder', part.start + 2);
    case 'string':
      return part.placeholders.flatMap((inner) => checkBraces(file, inner, 'placeholder', inner.start + 2));
    case 'separator':
      return checkSeparator(file, part);
    default:
      return [...checkOpenings(file, part, block), ...checkUnclosedComment(file, part)];
  }
}

/** How far behind Dataform's end of a block JavaScript's end is looked for, in UTF-16 units. */
const WINDOW = 2000;

/** Code in which everybody sees the same braces: no comments, templates, regular expressions or escapes. */
const unmistakable = /^[^"'`\\/]*(?:(?:"[^"\\\n\r]*"|'[^'\\\n\r]*')[^"'`\\/]*)*$/;

/** A block of JavaScript that never ends, or that ends elsewhere than JavaScript says. */
function checkBraces(
  file: File,
  { start, end, closed }: Pick<ScriptBlock, 'start' | 'end' | 'closed'>,
  what: string,
  open: number,
): readonly Diagnostic[] {
  if (closed && unmistakable.test(file.source.slice(open, end - 1))) return [];
  const window = file.source.slice(open, end + WINDOW);
  const offset = javascriptEnd(window, 0);
  const javascript = offset === -1 ? -1 : open + offset;
  if (closed) {
    if (javascript === end || javascript === -1) return [];
    const help = 'Dataform counts braces: write braces, quotes and slashes of regular expressions another way.';
    return [diagnostic('BF2019', { what }, { span: spanOf(file, end - 1, end), help })];
  }
  if (javascript === -1) return [diagnostic('BF2013', { what }, { span: spanOf(file, start, open) })];
  const help = 'JavaScript would end it, but Dataform counts braces and does not know regular expressions.';
  return [diagnostic('BF2013', { what }, { span: spanOf(file, start, open), help })];
}

/**
 * A string that swallows the rest of its block, or the first one that a quote in a # comment or between backticks opens:
 * from there on Dataform takes strings for SQL and SQL for strings, which does harm only where that SQL means something to it.
 */
function checkStrings(file: File, parts: readonly Item[]): readonly Diagnostic[] {
  const strings = parts.filter((part) => part.kind === 'string');
  for (const [index, { start, end, quote }] of strings.entries()) {
    const goesOn = quote.length === 1 && file.source.slice(start, end).includes('\n');
    if (!goesOn) continue;
    const lineStart = file.source.lastIndexOf('\n', start) + 1;
    const before = file.source.slice(lineStart, start);
    const span = spanOf(file, start, start + 1);
    if (before.split('`').length % 2 === 0) {
      const harm = strings.slice(index).some((later) => swallowed.test(file.source.slice(later.start, later.end)));
      return harm ? [diagnostic('BF2015', { what: 'names between backticks' }, { span })] : [];
    }
    const hash = before.search(/(?<=^|\s)#/);
    if (hash === -1) continue;
    const at = spanOf(file, lineStart + hash, lineStart + hash + 1);
    const fix = { ...replaceWith(at, '--'), title: 'write -- in place of #' };
    return [diagnostic('BF2015', { what: 'comments that start with #' }, { span, fixes: [fix] })];
  }
  const last = strings.at(-1);
  if (last === undefined || last.closed) return [];
  return [
    diagnostic('BF2014', { quote: last.quote }, { span: spanOf(file, last.start, last.start + last.quote.length) }),
  ];
}

/** Text that would mean something else outside a string: the opening of a block, a separator, or a comment that is escaped. */
const swallowed = /(?:config|js|_operations|_where) \{|--[^\n]*[\\$]|---[ \t]*$/m;

function checkSeparator(file: File, part: Part): readonly Diagnostic[] {
  if (part.start === 0 || isLineEnd(file.source.charCodeAt(part.start - 1))) return [];
  const at = file.source.indexOf('---', part.start);
  const help = 'Put them on a line of their own, or write -- for a comment.';
  return [diagnostic('BF2018', {}, { span: spanOf(file, at, at + 3), help })];
}

const blockWords = ['config', 'js', 'pre_operations', 'post_operations', 'incremental_where', 'input'];

/** Words before a brace in SQL that look like the start of a block. */
function checkOpenings(file: File, { start, end }: Part, block: SqlBlock | undefined): readonly Diagnostic[] {
  const { source } = file;
  const found: Diagnostic[] = [];
  for (let brace = source.indexOf('{', start); brace !== -1 && brace < end; brace = source.indexOf('{', brace + 1)) {
    const before = source.slice(Math.max(0, brace - 200), brace);
    const match = /([A-Za-z_]+)((?:[\s,]*"[^"\n]*")*)\s*$/.exec(before);
    const word = match?.[1];
    if (match === null || word === undefined) continue;
    const labels = (match[2] ?? '').trim();
    const wanted = blockWords.includes(word) ? word : closest(word, blockWords);
    if (wanted === undefined || (labels !== '') !== (wanted === 'input')) continue;
    const span = spanOf(file, brace - match[0].length, brace + 1);
    if (block !== undefined) {
      if (word === wanted) found.push(diagnostic('BF2012', { block: word, around: block.kind }, { span }));
      continue;
    }
    const opening = wanted === 'input' ? inputOpening(labels) : `${wanted} {`;
    const text = source.slice(span.start, span.end).replace(/\s+/g, (blank) => JSON.stringify(blank).slice(1, -1));
    const way =
      opening === undefined
        ? { help: 'The names of an input consist of letters, digits, _ and -.' }
        : { fixes: [replaceWith(span, opening)] };
    found.push(diagnostic('BF2011', { found: text, wanted: opening }, { span, ...way }));
  }
  return found;
}

/** The opening of an input block with the given labels, spaced and split into the parts of a name as Dataform wants it. */
function inputOpening(labels: string): string | undefined {
  const parts = [...labels.matchAll(/"([^"\n]*)"/g)].flatMap(([, label = '']) => label.split('.'));
  return parts.every((part) => /^[a-zA-Z0-9_-]+$/.test(part))
    ? `input ${parts.map((part) => `"${part}"`).join(', ')} {`
    : undefined;
}

function checkUnclosedComment(file: File, { start, end }: Part): readonly Diagnostic[] {
  const at = file.source.indexOf('/*', start);
  if (at === -1 || at >= end) return [];
  return [diagnostic('BF2020', {}, { span: spanOf(file, at, at + 2) })];
}

/** Blocks of which only the last counts. */
function checkRepeated(file: File, items: readonly Item[]): readonly Diagnostic[] {
  const blocks = items.filter((item) => item.kind === 'config' || isSqlBlock(item)) as (ScriptBlock | SqlBlock)[];
  return blocks.flatMap((block, index) => {
    const repeated = block.kind !== 'input' && blocks.slice(index + 1).some(({ kind }) => kind === block.kind);
    return repeated
      ? [diagnostic('BF2016', { block: block.kind }, { span: spanOf(file, block.start, block.open) })]
      : [];
  });
}

/** js blocks that meet on one line: the first ends in something that needs a semicolon or line end after it. */
function checkJoinedScripts(file: File, items: readonly Item[]): readonly Diagnostic[] {
  const scripts = items.filter(({ kind }) => kind === 'js') as ScriptBlock[];
  return scripts.slice(1).flatMap((script, index) => {
    const first = scripts[index] as ScriptBlock;
    const before = lastUnit(file.source, first.open, first.end - 1);
    const after = /^[ \t]*(\S?)/.exec(file.source.slice(script.open, script.end - 1))?.[1] ?? '';
    if (before === '' || after === '' || ';}\r\n'.includes(before) || after === ';') return [];
    const at = spanOf(file, first.end - 1, first.end - 1);
    const fix = { title: 'end the block before it with a line end', edits: [{ span: at, text: '\n' }] };
    return [diagnostic('BF2017', {}, { span: spanOf(file, script.start, script.open), fixes: [fix] })];
  });
}

/** The last unit of a range that is neither a blank nor a tab, or nothing. */
function lastUnit(source: string, start: number, end: number): string {
  let at = end - 1;
  while (at >= start && (source.charCodeAt(at) === ch.space || source.charCodeAt(at) === ch.tab)) at -= 1;
  return at < start ? '' : source.charAt(at);
}
