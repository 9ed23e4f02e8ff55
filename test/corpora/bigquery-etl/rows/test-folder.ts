import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TableColumn } from '../../../../src/compiler/analyse/model/catalog.ts';
import { columnOf, type Field, isWhole } from '../source.ts';
import { detected } from './detect.ts';
import { isList, isObject, type Json, load } from './json.ts';
import { pathOf, schemaFiles } from './schema-file.ts';

/** A table that a test fills, under the name that its query writes. */
export interface TestTable {
  /** `dataset.name` or `project.dataset.name`, as the file is called. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Whether a schema says the columns, not the rows. */
  readonly declared: boolean;
  readonly rows: readonly { readonly [name: string]: Json }[];
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly value: Json;
}

/** A query test of the repository. */
export interface RowTest {
  /** `project/dataset/name/test`. */
  readonly id: string;
  readonly project: string;
  readonly file: string;
  readonly sql: string;
  readonly tables: readonly TestTable[];
  readonly parameters: readonly Parameter[];
  readonly expect: readonly Json[];
}

/** A test that is left out: its query is written by a generator of the repository, or it is a template. */
export interface LeftOut {
  readonly id: string;
  readonly why: 'no query' | 'template';
}

interface Checkout {
  readonly files: ReturnType<typeof schemaFiles>;
}

const endings = ['yaml', 'json', 'ndjson'];

const folders = (at: string): readonly string[] =>
  readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const rowsOf = (value: Json | undefined): readonly { readonly [name: string]: Json }[] =>
  isList(value) ? value.filter((row) => isObject(row)) : [];

/** Fields of a schema file: a list, or a list under `fields`. */
function fieldsOf(value: Json | undefined): readonly Field[] | undefined {
  const list = isObject(value) ? value['fields'] : value;
  const fields = isList(list) ? (list as unknown as readonly Field[]) : undefined;
  return fields?.every(isWhole) ? fields : undefined;
}

/** The schema beside the test, else the one of the repository's own table. */
function schemaOf({ files }: Checkout, folder: string, name: string): readonly Field[] | undefined {
  return fieldsOf(load(dirname(folder), `${name}.schema`)) ?? files(pathOf(name));
}

/** Their schemas, in which texts stay texts, are fetched when the repository's own tests run. */
const isFetched = (name: string): boolean => name.includes('_stable.');

function tableOf(checkout: Checkout, folder: string, name: string): TestTable {
  const rows = rowsOf(load(folder, name));
  const fields = schemaOf(checkout, folder, name);
  return {
    name,
    rows,
    declared: fields !== undefined,
    columns: fields ? fields.map(columnOf) : detected(rows, !isFetched(name)),
  };
}

const notTables = (name: string): boolean => name === 'expect' || name === 'query_params' || name.endsWith('.schema');

function tablesOf(checkout: Checkout, folder: string): readonly TestTable[] {
  const names = readdirSync(folder).flatMap((file) => {
    const dot = file.lastIndexOf('.');
    const name = file.slice(0, dot);
    return dot > 0 && endings.includes(file.slice(dot + 1)) && !notTables(name) ? [name] : [];
  });
  return [...new Set(names)].sort().map((name) => tableOf(checkout, folder, name));
}

const parametersOf = (folder: string): readonly Parameter[] =>
  rowsOf(load(folder, 'query_params')).map(({ name, type, type_, value = null }) => ({
    name: String(name),
    type: String(type ?? type_ ?? 'STRING').toUpperCase(),
    value,
  }));

/** All query tests of a checkout: `tests/sql/<project>/<dataset>/<name>/<test>` with an `expect` file. */
export function readTests(checkout: string): { readonly tests: readonly RowTest[]; readonly out: readonly LeftOut[] } {
  const tests: RowTest[] = [];
  const out: LeftOut[] = [];
  const files = schemaFiles(checkout);
  const root = join(checkout, 'tests/sql');
  const paths = folders(root).flatMap((project) =>
    folders(join(root, project)).flatMap((dataset) =>
      folders(join(root, project, dataset)).flatMap((name) =>
        folders(join(root, project, dataset, name)).map((test) => [project, dataset, name, test] as const),
      ),
    ),
  );
  for (const [project, dataset, name, test] of paths) {
    const id = [project, dataset, name, test].join('/');
    const folder = join(root, id);
    const expect = load(folder, 'expect');
    if (!isList(expect)) continue;
    const file = ['view.sql', 'query.sql']
      .map((kind) => join('sql', project, dataset, name, kind))
      .find((one) => existsSync(join(checkout, one)));
    const sql = file === undefined ? undefined : readFileSync(join(checkout, file), 'utf8');
    if (file === undefined || sql === undefined) out.push({ id, why: 'no query' });
    else if (/\{\{|\{%|\{#/.test(sql)) out.push({ id, why: 'template' });
    else
      tests.push({
        id,
        project,
        file,
        sql,
        tables: tablesOf({ files }, folder),
        parameters: parametersOf(folder),
        expect,
      });
  }
  return { tests, out };
}
