import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A query, statement or script of the corpus. */
export interface Case {
  /** The file's name without ending: the topic of a query, the class of a fault. */
  readonly topic: string;
  /** What it shows. */
  readonly title: string;
  readonly sql: string;
  /** Why Google's analyzer of 2023 cannot judge it. */
  readonly newer?: string;
}

/** A query with one fault. */
export interface Fault extends Case {
  /** The wrong token, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Cases begin with a comment line that says what they show and end with a semicolon. */
function readCases(folder: string): Case[] {
  const at = join(import.meta.dirname, folder);
  return readdirSync(at)
    .sort()
    .flatMap((file) => casesOf(file.replace('.sql', ''), readFileSync(join(at, file), 'utf8')));
}

function casesOf(topic: string, text: string): Case[] {
  return text
    .split(/^-- /m)
    .slice(1)
    .map((part) => {
      const line = part.indexOf('\n');
      const [title = '', newer] = part.slice(0, line).split(' | newer: ');
      const sql = part.slice(line).trim().replace(/;$/, '');
      return { topic, title, sql, ...(newer === undefined ? {} : { newer }) };
    });
}

/** Valid queries. */
export const queries = (): readonly Case[] => readCases('queries');

/** Queries whose wrong token stands in `⟦⟧`. */
export const faults = (): readonly Fault[] =>
  readCases('faults').map((found) => {
    const start = found.sql.indexOf('⟦');
    const end = found.sql.indexOf('⟧') - 1;
    if (start < 0 || end <= start) throw new Error(`no token is marked: ${found.topic}: ${found.title}`);
    return { ...found, sql: found.sql.replace('⟦', '').replace('⟧', ''), start, end };
  });

/** Short statements, right and wrong. */
export const probes = (): readonly string[] =>
  readFileSync(join(import.meta.dirname, 'probes.sql'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--'))
    .map((line) => line.replace(/;$/, ''));
