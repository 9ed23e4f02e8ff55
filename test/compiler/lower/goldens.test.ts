import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../src/adapters/index.ts';
import type { EngineName } from '../../../src/compiler/dialect/dialect.ts';
import { scriptFiles } from '../../../src/compiler/lower/script-file.ts';
import { fillColumns } from '../../../src/compiler/manifest/fill.ts';
import type { Manifest } from '../../../src/compiler/manifest/manifest.ts';
import { type Case, cases } from '../../support/lower/cases.ts';
import { lowered } from '../../support/lower/lowering.ts';

const folder = join(import.meta.dirname, '../../goldens');
const engines = Object.keys(dialects) as EngineName[];

async function golden({ graph, columns }: Case, engine: EngineName): Promise<string> {
  const dialect = dialects[engine];
  const known = columns.map((name) => ({ name }));
  const { manifest, diagnostics } = await lowered(graph, dialect);
  const filled: Manifest = {
    ...manifest,
    actions: manifest.actions.map((action) => ({
      ...action,
      ...(action.update && { update: action.update.map((statement) => fillColumns(statement, known, dialect)) }),
    })),
  };
  const home = engine === 'bigquery' ? 'acme' : 'main';
  const files = scriptFiles(filled, dialect, home).map(({ path, content }) => `-- file: ${path}\n${content.text}`);
  return [...files, ...diagnostics.map(({ code, severity, message }) => `-- ${severity} ${code}: ${message}\n`)].join(
    '',
  );
}

describe.each(engines)('scripts for %s', (engine) => {
  test.each(cases)('$name reads as its golden', async (one) => {
    await expect(await golden(one, engine)).toMatchFileSnapshot(join(folder, `${one.name}.${engine}.sql`));
  });
});

test('every golden belongs to a case', () => {
  const known = new Set(cases.flatMap(({ name }) => engines.map((engine) => `${name}.${engine}.sql`)));
  expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
});
