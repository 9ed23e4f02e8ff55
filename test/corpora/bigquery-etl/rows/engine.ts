import type { Catalog, TableColumn, TableSchema } from '../../../../src/compiler/analyse/model/catalog.ts';
import type { NameMap } from '../../../../src/compiler/dialect/dialect.ts';
import type { Json } from './json.ts';
import type { RowTest, TestTable } from './test-folder.ts';

/** What became of a query on an engine. */
export type Outcome =
  | { readonly rows: readonly Json[] }
  | { readonly refused: readonly string[] }
  | { readonly failed: string };

/** An engine that fills the tables of a test and runs its translated query. */
export interface Engine {
  readonly name: string;
  readonly run: (test: RowTest, sql: string) => Promise<Outcome>;
  readonly stop: () => Promise<void>;
}

/** A table of the engine's own: names have letters, digits and `_` alone. */
export const plainName = (name: string): string => name.replaceAll(/\W/g, '_');

/** Members of a wildcard table by its name, and what of their names the `*` stands for. */
export function membersOf(wildcard: string, tables: readonly TestTable[]): readonly (readonly [TestTable, string])[] {
  const prefix = wildcard.slice(0, -1);
  return tables.filter(({ name }) => name.startsWith(prefix)).map((one) => [one, one.name.slice(prefix.length)]);
}

/** Wildcard names under which tables that end in a date may be read. */
export const wildcardsOf = (tables: readonly TestTable[]): readonly string[] => [
  ...new Set(tables.flatMap(({ name }) => (/\d{8}$/.test(name) ? [`${name.slice(0, -8)}*`] : []))),
];

const suffix: TableColumn = { name: '_TABLE_SUFFIX', type: { kind: 'STRING' }, pseudo: true };

/** The tables of a test as the analysis sees them. Nothing else exists. */
export function catalogOf({ tables }: RowTest): Catalog {
  const byName = new Map<string, TableSchema>(
    tables.map(({ name, columns }) => [name, { name, columns, complete: true }]),
  );
  for (const name of wildcardsOf(tables)) {
    const [first] = membersOf(name, tables);
    if (first) byName.set(name, { name, columns: [...first[0].columns, suffix], complete: true });
  }
  return { table: (path) => byName.get(path.join('.')), routine: () => undefined };
}

/** Tables of the test under their plain names. */
export const namesOf = ({ tables }: RowTest): NameMap => {
  const known = new Set([...tables.map(({ name }) => name), ...wildcardsOf(tables)]);
  return (path) => {
    const name = path.flatMap((part) => part.split('.')).join('.');
    return known.has(name) ? { name: plainName(name) } : { fault: 'the test has no such table' };
  };
};
