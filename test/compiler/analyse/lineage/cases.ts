import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a case expects of one column: its sources, each with a sign for the way, and what decides its rows. */
export interface ExpectedColumn {
  readonly name: string;
  /** `price` copied, `~price` computed, `+price` aggregated; sorted. */
  readonly sources: readonly string[];
  readonly where: readonly string[];
  readonly join: readonly string[];
  readonly group: readonly string[];
}

export interface LineageCase {
  readonly title: string;
  readonly sql: string;
  /** Undefined where the query is not valid. */
  readonly columns?: readonly ExpectedColumn[];
}

const folder = join(import.meta.dirname, 'cases');

/**
 * The cases of the folder. A case is a comment, a query, a line `--> column = sources | rows of the column` for each
 * column and a line `--: rows of all columns`; names are `table.column` or, of the only table, `column`.
 */
export function lineageCases(): readonly LineageCase[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/\n\n+/))
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(read);
}

function read(text: string): LineageCase {
  const lines = text.split('\n');
  const sql = lines.filter((line) => !line.startsWith('--')).join('\n');
  const title = (lines[0] ?? '').slice(3);
  if (lines.includes('--! refused')) return { title, sql };
  const whole = rows(lines.find((line) => line.startsWith('--: '))?.slice(4) ?? '');
  const columns = lines
    .filter((line) => line.startsWith('--> '))
    .map((line) => {
      const [name = '', rest = ''] = line.slice(4).split(/ = ?/);
      const [sources = '', own = ''] = rest.split('|');
      const more = rows(own);
      return {
        name,
        sources: names(sources),
        where: joined(whole.where, more.where),
        join: joined(whole.join, more.join),
        group: joined(whole.group, more.group),
      };
    });
  return { title, sql, columns };
}

const names = (list: string): readonly string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();

const joined = (a: readonly string[], b: readonly string[]): readonly string[] => [...new Set([...a, ...b])].sort();

function rows(text: string): { where: readonly string[]; join: readonly string[]; group: readonly string[] } {
  const of = (word: string): readonly string[] => {
    const part = text.split(';').find((one) => one.trim().startsWith(`${word} `));
    return part ? names(part.trim().slice(word.length)) : [];
  };
  return { where: of('where'), join: of('join'), group: of('group') };
}
