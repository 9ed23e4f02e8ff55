import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** A file may import its own folder and any earlier row. A folder missing here fails the test. */
const rows: readonly (readonly string[])[] = [
  ['compiler/diagnostics', 'compiler/target'],
  ['compiler/sql'],
  ['compiler/dialect', 'compiler/project', 'compiler/sqlx'],
  ['compiler/actions'],
  ['compiler/load', 'compiler/builder'],
  ['compiler/resolve'],
  ['compiler/analyse'],
  ['compiler/manifest'],
  ['compiler/lower'],
  ['compiler/index'],
  ['quality', 'governance', 'ml', 'migrate', 'planner', 'synthesize'],
  ['adapters/adapter'],
  ['executor'],
  ['report'],
  ['adapters', 'state', 'sandbox'],
  ['editor', 'docs'],
  ['cli'],
];

/** Folders that know no file system, clock, network or other Node module. */
const pure = ['compiler/', 'migrate/', 'planner/', 'quality/', 'governance/', 'ml/', 'synthesize/'];

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Modules that a file imports, as paths below src/ or as package names. */
function importsOf(file: string): readonly { readonly to: string; readonly own: boolean }[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.')
      ? { to: relative(root, resolve(root, dirname(file), fileName)), own: true }
      : { to: fileName, own: false },
  );
}

/** The longest row entry that a file lies in, with the number of its row. */
function placeOf(file: string): { readonly path: string; readonly rank: number } | undefined {
  const found = rows.flatMap((paths, rank) =>
    paths.filter((path) => file.startsWith(`${path}/`) || file === `${path}.ts`).map((path) => ({ path, rank })),
  );
  return found.sort((a, b) => b.path.length - a.path.length)[0];
}

test('every file has a place in the list of folders', () => {
  expect(files.filter((file) => !placeOf(file))).toEqual([]);
});

test('imports go downwards only', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(({ to, own }) => {
        if (!own) return false;
        const [a, b] = [placeOf(file), placeOf(to)];
        return !a || !b || (a.path !== b.path && b.rank >= a.rank);
      })
      .map(({ to }) => `${file} -> ${to}`),
  );
  expect(wrong).toEqual([]);
});

test('the core imports nothing of Node', () => {
  const wrong = files
    .filter((file) => pure.some((folder) => file.startsWith(folder)))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ to }) => to.startsWith('node:'))
        .map(({ to }) => `${file} -> ${to}`),
    );
  expect(wrong).toEqual([]);
});

test('only its own folder asks for an engine by name', () => {
  const named =
    /===\s*'(bigquery|databricks|duckdb)'|'(bigquery|databricks|duckdb)'\s*===|case '(bigquery|databricks|duckdb)'/;
  const wrong = files.filter(
    (file) => !file.startsWith('adapters/') && named.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(wrong).toEqual([]);
});
