import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { functions as databricks } from '../../../src/adapters/databricks/functions.ts';
import { functions as duckdb } from '../../../src/adapters/duckdb/functions.ts';

test('the page on translation lists the functions of both targets, and no others', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/translation.md'), 'utf8');
  const section = (from: string, to: string): readonly string[] =>
    [...page.slice(page.indexOf(from), page.indexOf(to)).matchAll(/`([A-Z][A-Z0-9_.]*)`/g)]
      .map(([, name]) => name ?? '')
      .sort();
  expect(section('### DuckDB', '### Databricks')).toEqual(Object.keys(duckdb).sort());
  expect(section('### Databricks', '## Known differences')).toEqual(Object.keys(databricks).sort());
});
