import type { SourceDialect } from './dialect.ts';

/** A command for the program that sends the SQL, not for the database. */
export interface ClientCommand {
  /** Upper case, with its mark: `.LOGON`, `\copy`, `SPOOL`. */
  readonly name: string;
  /** What stands behind the name; may hold passwords. */
  readonly rest: string;
  readonly end: number;
  /** Where the text goes on. */
  readonly after: number;
}

const patterns: { readonly [K in NonNullable<SourceDialect['client']>]: RegExp } = {
  bteq: /^(\.\s*[A-Za-z]+|=\s*\d+)([^\n;]*)(;?)/,
  sqlplus:
    /^(@@?|(?:SET|SPOOL|PROMPT|WHENEVER|EXIT|QUIT|DEFINE|UNDEFINE|COLUMN|CONNECT|START|HOST|REM|ACCEPT|PAUSE|VARIABLE|PRINT|SHOW|TTITLE|BTITLE|BREAK)\b)([^\n;]*)(;?)/i,
  psql: /^(\\[A-Za-z!?]+)([^\n]*)()/,
  sqlcmd: /^(:[A-Za-z!]+|GO\b(?=[ \t]*(?:\d+)?[ \t]*(?:\n|$)))([^\n]*)()/i,
};

/** SQL*Plus and Oracle share the word SET; these are the database's. */
const oracleSet = /^SET\s+(?:TRANSACTION|ROLE|CONSTRAINT)/i;

/** The command that begins at `at`, or undefined where SQL does. */
export function clientCommand(text: string, at: number, client: SourceDialect['client']): ClientCommand | undefined {
  if (!client) return undefined;
  const piece = text.slice(at, at + 4000);
  if (client === 'sqlplus' && oracleSet.test(piece)) return undefined;
  const found = patterns[client].exec(piece);
  if (!found) return undefined;
  const [all, name = '', rest = ''] = found;
  return {
    name: name.replace(/\s+/g, '').toUpperCase(),
    rest: rest.trim(),
    end: at + all.trimEnd().length,
    after: at + all.length,
  };
}

/** A part of a file that holds SQL. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * The SQL of a file. A shell script gives what it sends to bteq, sqlplus or psql through `<<EOF`; any other text is
 * SQL as a whole.
 */
export function sqlParts(text: string): readonly Part[] {
  if (!/^#!/.test(text) && !/^[^\n]*\b(?:bteq|sqlplus|psql|sqlcmd|snowsql|mysql|hive|beeline)\b[^\n]*<</m.test(text))
    return [{ start: 0, end: text.length }];
  const parts: Part[] = [];
  const opening = /^[^#\n]*<<[-~]?\s*(["']?)([A-Za-z_][A-Za-z_0-9]*)\1[^\n]*\n/gm;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const start = found.index + found[0].length;
    const close = new RegExp(`^[ \\t]*${found[2]}[ \\t]*;?[ \\t]*$`, 'm').exec(text.slice(start));
    const end = close ? start + close.index : text.length;
    parts.push({ start, end });
    opening.lastIndex = end;
  }
  return parts;
}
