import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Catalog, TableColumn, TableSchema } from '../../src/compiler/analyse/model/catalog.ts';
import type { ScalarName, SqlType, StructField } from '../../src/compiler/analyse/types/type.ts';

const folder = join(import.meta.dirname, 'schemas');

/** A type as BigQuery writes it. Throws on anything else. */
export function readType(text: string): SqlType {
  const tokens: readonly string[] = text.match(/\w+|[<>(),]/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const parameterised = (): boolean => tokens[at] === '(';
  const inBrackets = <T>(read: () => T): T => {
    if (next() !== '<') throw new Error(`no element type in ${text}`);
    const made = read();
    if (next() !== '>') throw new Error(`bracket not closed in ${text}`);
    return made;
  };
  const fields = (): StructField[] => {
    const made: StructField[] = [];
    let separator = '';
    do {
      const named = /\w/.test(tokens[at + 1] ?? '');
      made.push(named ? { name: next(), type: type() } : { type: type() });
      separator = tokens[at] ?? '';
      if (separator === ',') at += 1;
    } while (separator === ',');
    return made;
  };
  const type = (): SqlType => {
    const kind = next();
    if (kind === 'ARRAY' || kind === 'RANGE') return { kind, element: inBrackets(type) };
    if (kind === 'STRUCT') return { kind, fields: inBrackets(fields) };
    if (!parameterised()) return { kind: kind as ScalarName };
    const end = tokens.indexOf(')', at);
    const parameters = tokens.slice(at + 1, end).filter((token) => token !== ',');
    at = end + 1;
    return { kind: kind as ScalarName, parameters };
  };
  return type();
}

/** As BigQuery writes it, without parameters; `?` is a type that is not known. */
export function showType(type: SqlType): string {
  if (type.kind === 'unknown') return '?';
  if (type.kind === 'ARRAY' || type.kind === 'RANGE') return `${type.kind}<${showType(type.element)}>`;
  if (type.kind !== 'STRUCT') return type.kind;
  return `STRUCT<${type.fields.map((f) => `${f.name ? `${f.name} ` : ''}${showType(f.type)}`).join(', ')}>`;
}

interface File {
  readonly dataset: string;
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function readColumn([name, type]: readonly [string, string]): TableColumn {
  const column = { name: name.replace(/[()]/g, ''), type: readType(type) };
  return {
    ...column,
    ...(name.startsWith('(') ? { pseudo: true } : {}),
    ...(type.endsWith('!') ? { nullable: false } : {}),
  };
}

/** The tables of the corpus. */
export const tables: readonly TableSchema[] = readdirSync(folder).flatMap((name) => {
  const { dataset, tables } = parse(readFileSync(join(folder, name), 'utf8')) as File;
  return Object.entries(tables).map(([table, columns]) => ({
    name: `${dataset}.${table}`,
    columns: Object.entries(columns).map(readColumn),
    complete: true,
  }));
});

/** A catalog that holds these tables and nothing else. The first part of a table's path, the project, may be left out. */
export function catalogOf(all: readonly TableSchema[]): Catalog {
  const byName = new Map(
    all.flatMap((t) => [[t.name, t] as const, [t.name.slice(t.name.indexOf('.') + 1), t] as const]),
  );
  const near = [...byName.keys()];
  return {
    table: (path) => byName.get(path.join('.')) ?? { absent: true, near },
    routine: () => undefined,
  };
}
