import { parseSqlx } from '../../compiler/sqlx/parse.ts';
import {
  isPart,
  isScriptBlock,
  isSqlBlock,
  type Part,
  type ScriptBlock,
  type SqlBlock,
  statementsOf,
} from '../../compiler/sqlx/syntax.ts';
import { formatScript } from './script.ts';
import { formatStatement } from './statement.ts';
import { assertEnd, Unformattable, unitsOf } from './units.ts';

/**
 * Lays out a SQLX file: config and js blocks first, then the statements, then the other blocks. Line ends must be LF.
 * Throws `Unformattable`.
 */
export function formatSqlx(source: string): string {
  const { items } = parseSqlx(source);
  const sections = [
    ...items.filter(isScriptBlock).map((block) => formatScriptBlock(source, block)),
    formatStatements(source, items.filter(isPart), ''),
    ...items.filter(isSqlBlock).map((block) => formatSqlBlock(source, block)),
  ];
  const text = sections.filter((section) => section !== '').join('\n\n');
  return text === '' ? '' : `${text}\n`;
}

function formatScriptBlock(source: string, block: ScriptBlock): string {
  assertEnd(source, `${block.kind} block`, block, block.open);
  return formatScript(source.slice(block.start, block.end), block.start);
}

function formatSqlBlock(source: string, block: SqlBlock): string {
  if (!block.closed) throw new Unformattable(`a ${block.kind} block is never closed`, block.start);
  const body = formatStatements(source, block.parts, '  ');
  return `${source.slice(block.start, block.open)}\n${body === '' ? '' : `${body}\n`}}`;
}

function formatStatements(source: string, parts: readonly Part[], indent: string): string {
  const statements = statementsOf(parts).map((statement) =>
    formatStatement(source, unitsOf(source, statement), indent),
  );
  return statements.join(`\n\n${indent}---\n\n`).replace(/^\n+|\n+$/g, '');
}
