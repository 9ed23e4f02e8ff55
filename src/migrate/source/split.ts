import { clientCommand } from './client.ts';
import type { SourceDialect } from './dialect.ts';
import { lexSource, type SourceToken } from './lex.ts';

/** A statement or client command of a file; `start` and `end` leave out space and comments around it. */
export interface SourceStatement {
  readonly kind: 'statement' | 'command';
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly SourceToken[];
  /** Comments that stand before it, without their marks. */
  readonly comments: readonly string[];
}

const upper = (text: string, { start, end }: SourceToken): string => text.slice(start, end).toUpperCase();

/** Cuts a text into statements. Code of procedures, macros and blocks stays whole. */
export function splitStatements(text: string, dialect: SourceDialect): readonly SourceStatement[] {
  const found: SourceStatement[] = [];
  for (let at = 0; at < text.length; ) {
    const next = oneStatement(text, at, dialect);
    if (next.found) found.push(next.found);
    at = next.end;
  }
  return found;
}

interface Taken {
  readonly found?: SourceStatement;
  readonly end: number;
}

/** Cutting goes statement by statement, since commands of clients are lines of their own lexis. */
function oneStatement(text: string, from: number, dialect: SourceDialect): Taken {
  const lead = leading(text, from, dialect);
  if (lead.at >= text.length) return { end: text.length };
  const command = clientCommand(text, lead.at, dialect.client);
  if (command !== undefined)
    return {
      found: { kind: 'command', start: lead.at, end: command.end, tokens: [], comments: lead.comments },
      end: Math.max(command.after, lead.at + 1),
    };
  return whole(text, lead, dialect);
}

/** Comments behind the last statement, which ends at `from`, without their marks. */
export function commentsBehind(text: string, from: number, dialect: SourceDialect): readonly string[] {
  const found: string[] = [];
  for (let at = from; at < text.length; ) {
    const lead = leading(text, at, dialect);
    found.push(...lead.comments);
    if (text[lead.at] !== ';') return found;
    at = lead.at + 1;
  }
  return found;
}

/** Passes over space and comments. */
function leading(
  text: string,
  from: number,
  dialect: SourceDialect,
): { readonly at: number; readonly comments: readonly string[] } {
  const comments: string[] = [];
  let at = from;
  for (;;) {
    const rest = /^\s+/.exec(text.slice(at, at + 2000))?.[0].length ?? 0;
    at += rest;
    if (rest > 0) continue;
    const two = text.slice(at, at + 2);
    const hash = dialect.lexis.hashComments && two.startsWith('#');
    if (two !== '--' && two !== '/*' && !hash) return { at, comments };
    const [token] = lexSource(text.slice(at, commentLimit(text, at, two)), dialect.lexis);
    if (token?.kind !== 'comment') return { at, comments };
    comments.push(bare(text.slice(at, at + token.end)));
    at += token.end;
  }
}

const commentLimit = (text: string, at: number, two: string): number => {
  const found = two === '/*' ? text.indexOf('*/', at) + 2 : text.indexOf('\n', at) + 1;
  return found < at + 2 ? text.length : found;
};

/** The words of a comment. */
const bare = (comment: string): string =>
  comment
    .replace(/^(?:--+|#+|\/\*+)/, '')
    .replace(/\*+\/$/, '')
    .replace(/^\s*\*+/gm, '')
    .trim();

function whole(
  text: string,
  lead: { readonly at: number; readonly comments: readonly string[] },
  dialect: SourceDialect,
): Taken {
  const start = lead.at;
  const end = endOfStatement(text, start, dialect);
  const tokens = lexSource(text.slice(start, end.at), dialect.lexis).map((t) => ({
    ...t,
    start: t.start + start,
    end: t.end + start,
  }));
  while (tokens.length > 0 && /^(?:space|comment)$/.test(tokens.at(-1)?.kind ?? '')) tokens.pop();
  const last = tokens.at(-1);
  if (!last) return { end: end.after };
  return {
    found: { kind: 'statement', start, end: last.end, tokens, comments: lead.comments },
    end: end.after,
  };
}

const CHUNK = 4096;

/** Where the statement that begins at `start` ends. The text is read in growing pieces, so that cutting stays linear. */
function endOfStatement(
  text: string,
  start: number,
  dialect: SourceDialect,
): { readonly at: number; readonly after: number } {
  for (let size = CHUNK; ; size *= 4) {
    const piece = text.slice(start, start + size);
    const complete = start + size >= text.length;
    const found = endIn(piece, dialect, complete);
    if (found) return { at: start + found.at, after: start + found.after };
    if (complete) return { at: text.length, after: text.length };
  }
}

const routines = new Set(['PROCEDURE', 'FUNCTION', 'TRIGGER', 'PACKAGE']);
const closing = new Set(['IF', 'LOOP', 'WHILE', 'FOR', 'REPEAT', 'CASE']);

function endIn(
  piece: string,
  dialect: SourceDialect,
  complete: boolean,
): { readonly at: number; readonly after: number } | undefined {
  const tokens = lexSource(piece, dialect.lexis);
  const code = holdsCode(piece, tokens, dialect);
  let parens = 0;
  let blocks = 0;
  let line = true;
  for (const [i, token] of tokens.entries()) {
    if (!complete && i >= tokens.length - 2) return undefined;
    const what = upper(piece, token);
    if (token.kind === 'space') line = line || what.includes('\n');
    else {
      const alone = line && parens <= 0 && ownLine(piece, token, dialect);
      if (alone) return { at: token.start, after: token.end };
      line = false;
    }
    if (what === '(') parens += 1;
    else if (what === ')') parens -= 1;
    else if (what === ';' && parens <= 0 && blocks <= 0) return { at: token.start, after: token.end };
    else if (code && token.kind === 'word') blocks += step(piece, tokens, i, what);
  }
  return undefined;
}

/** A line that ends a batch: `GO`, `/`. */
function ownLine(piece: string, token: SourceToken, { client }: SourceDialect): boolean {
  const line = /^[^\n]*/.exec(piece.slice(token.start))?.[0].trim().toUpperCase() ?? '';
  return (client === 'sqlcmd' && /^GO(?:\s+\d+)?$/.test(line)) || (client === 'sqlplus' && line === '/');
}

/** Whether the statement may hold statements of its own. */
function holdsCode(piece: string, tokens: readonly SourceToken[], { name }: SourceDialect): boolean {
  const words = tokens
    .filter(({ kind }) => kind === 'word')
    .slice(0, 6)
    .map((t) => upper(piece, t));
  if (/^(?:CREATE|REPLACE|ALTER)$/.test(words[0] ?? '')) return words.some((word) => routines.has(word));
  return (
    words[0] === 'DECLARE' ||
    (words[0] === 'BEGIN' && !/^(?:TRAN|TRANSACTION|WORK)$/.test(words[1] ?? 'TRAN') && name !== 'mysql')
  );
}

function step(piece: string, tokens: readonly SourceToken[], i: number, what: string): number {
  if (what === 'BEGIN' || what === 'CASE') {
    const before = tokens.slice(Math.max(0, i - 2), i).findLast(({ kind }) => kind === 'word');
    return before && upper(piece, before) === 'END' ? 0 : 1;
  }
  if (what !== 'END') return 0;
  const after = tokens.slice(i + 1, i + 3).find(({ kind }) => kind === 'word');
  return after && closing.has(upper(piece, after)) && upper(piece, after) !== 'CASE' ? 0 : -1;
}
