import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { TableColumn, TableSchema } from '../../../src/compiler/analyse/model/catalog.ts';
import type { ScalarName, SqlType } from '../../../src/compiler/analyse/types/type.ts';

/** A query or view of the repository. */
export interface Text {
  /** `project.dataset.name` of the table that it makes. */
  readonly makes: string;
  readonly file: string;
  readonly sql: string;
}

/** What a checkout of mozilla/bigquery-etl holds. */
export interface Repository {
  /** Without those that are templates. */
  readonly texts: readonly Text[];
  readonly templates: number;
  /** Tables with a schema.yaml. */
  readonly schemas: ReadonlyMap<string, TableSchema>;
  readonly routines: readonly Text[];
}

const scalars: Readonly<Record<string, ScalarName>> = {
  INTEGER: 'INT64',
  INT: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  DECIMAL: 'NUMERIC',
  BIGDECIMAL: 'BIGNUMERIC',
};

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly mode?: string;
  readonly fields?: readonly Field[];
}

function typeOf({ type, mode, fields }: Field): SqlType {
  const name = type.toUpperCase();
  const one: SqlType =
    name === 'RECORD' || name === 'STRUCT'
      ? { kind: 'STRUCT', fields: (fields ?? []).map((f) => ({ name: f.name, type: typeOf(f) })) }
      : { kind: scalars[name] ?? (name as ScalarName) };
  return mode?.toUpperCase() === 'REPEATED' ? { kind: 'ARRAY', element: one } : one;
}

/** Some files give no types. */
export const isWhole = ({ name, type, fields }: Field): boolean =>
  typeof name === 'string' && typeof type === 'string' && (fields ?? []).every(isWhole);

export const columnOf = (field: Field): TableColumn => ({
  name: field.name,
  type: typeOf(field),
  ...(field.mode?.toUpperCase() === 'REQUIRED' ? { nullable: false } : {}),
});

function* folders(root: string): Generator<readonly [string, string]> {
  for (const project of names(root))
    for (const dataset of names(join(root, project)))
      for (const name of names(join(root, project, dataset)))
        yield [`${project}.${dataset}.${name}`, join(root, project, dataset, name)];
}

const names = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Reads the folders `sql/<project>/<dataset>/<name>` of a checkout. */
export function readRepository(checkout: string): Repository {
  const texts: Text[] = [];
  const routines: Text[] = [];
  const schemas = new Map<string, TableSchema>();
  let templates = 0;
  for (const [makes, folder] of folders(join(checkout, 'sql'))) {
    const yaml = join(folder, 'schema.yaml');
    if (existsSync(yaml)) {
      const { fields } = (parse(readFileSync(yaml, 'utf8'), { logLevel: 'error' }) ?? {}) as { fields?: Field[] };
      if (Array.isArray(fields) && fields.every(isWhole))
        schemas.set(makes, { name: makes, columns: fields.map(columnOf), complete: true });
    }
    for (const name of ['query.sql', 'view.sql', 'udf.sql']) {
      const file = join(folder, name);
      if (!existsSync(file)) continue;
      const sql = readFileSync(file, 'utf8');
      if (/\{\{|\{%/.test(sql)) templates += 1;
      else (name === 'udf.sql' ? routines : texts).push({ makes, file: file.slice(checkout.length + 1), sql });
    }
  }
  return { texts, templates, schemas, routines };
}

/** `project.dataset.name` of a table as a text of `project` writes it; undefined for wildcards and views of metadata. */
export function fullName(path: readonly string[], project: string): string | undefined {
  const parts = path.join('.').split('.');
  if (parts.length === 2) parts.unshift(project);
  return parts.length === 3 && !parts[2]?.includes('*') && !parts[1]?.includes('INFORMATION')
    ? parts.join('.')
    : undefined;
}
