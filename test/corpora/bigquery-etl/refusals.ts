// npm run test:bigquery-etl:refusals -- DIR [--show N]
// Translates every query and view of a checkout of mozilla/bigquery-etl in DIR that is no template for DuckDB and for
// Databricks, and counts why texts are refused. Types come from the schema files; functions in SQL are written before the
// query, and a date stands for each query parameter.
import { parseArgs } from 'node:util';
import { translateToDatabricks } from '../../../src/adapters/databricks/translate.ts';
import { translateToDuckdb } from '../../../src/adapters/duckdb/translate.ts';
import type { NameMap } from '../../../src/compiler/dialect/dialect.ts';
import { openSession } from '../../../src/compiler/lower/translate/session.ts';
import { catalogFor } from './ours.ts';
import { functionsOf, prepared } from './rows/query.ts';
import { readRepository, type Text } from './source.ts';
import { projectOf } from './truth.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '25' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run test:bigquery-etl:refusals -- DIR [--show N]');
  process.exit(2);
}
const { texts, routines, schemas } = readRepository(folder);
const functions = functionsOf(routines);

const names: NameMap = (path) =>
  path.length < 2
    ? { fault: 'it needs a dataset' }
    : { schema: path.at(-2)?.replaceAll('-', '_') ?? '', name: path.at(-1) ?? '' };

/** A reason without the names that tell one text from another. */
const wording = (message: string): string =>
  message
    .replace(/ has no translation to .*/s, '')
    .replace(/^the (name|table|system table|whole row) `[^`]*`/, 'the $1 ...')
    .slice(0, 100);

const parameters = (sql: string) =>
  [...sql.matchAll(/(?<![\w@])@(\w+)/g)].map(([, name = '']) => ({ name, type: 'DATE', value: '2024-01-01' }));

const queryOf = ({ sql, file, makes }: Text) =>
  prepared({ id: makes, project: '', file, sql, tables: [], parameters: parameters(sql), expect: [] }, functions);

for (const [engine, translate] of [
  ['DuckDB', translateToDuckdb],
  ['Databricks', translateToDatabricks],
] as const) {
  const reasons = new Map<string, number>();
  let translated = 0;
  for (const text of texts) {
    const session = openSession(catalogFor(projectOf(text), schemas, new Map()));
    const made = await translate({ text: queryOf(text).sql, pieces: [] }, names, undefined, session);
    if (made.sql) translated += 1;
    for (const reason of new Set(made.diagnostics.map(({ code, message }) => `${code} ${wording(message)}`)))
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  console.log(`\n${engine}: ${translated} of ${texts.length} (${((100 * translated) / texts.length).toFixed(1)} %)`);
  const sorted = [...reasons].toSorted((a, b) => b[1] - a[1]);
  for (const [reason, count] of sorted.slice(0, Number(values.show)))
    console.log(`${String(count).padStart(5)}  ${reason}`);
}
