// npm run docs:databricks-sql: the list of functions in docs/databricks-sql.md, from the reader's own tables.
import { readFileSync, writeFileSync } from 'node:fs';
import { functions } from '../../../../src/adapters/databricks/reader/functions/index.ts';

const page = new URL('../../../../docs/databricks-sql.md', import.meta.url);
const [start, end] = ['<!-- functions -->\n', '<!-- /functions -->'];

/** The functions with what they are, in the order of their names. */
export function listed(): string {
  const lines = Object.entries(functions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { use, differs }]) => `| \`${name.toLowerCase()}\` | ${use} | ${differs ?? ''} |`);
  return `${Object.keys(functions).length} functions.\n\n| function | | may differ |\n|---|---|---|\n${lines.join('\n')}\n`;
}

/** The page with a new list. */
export const written = (text: string): string =>
  `${text.slice(0, text.indexOf(start))}${start}${listed()}${text.slice(text.indexOf(end))}`;

export const pageText = (): string => readFileSync(page, 'utf8');

if (process.argv[1]?.endsWith('page.ts')) writeFileSync(page, written(pageText()));
