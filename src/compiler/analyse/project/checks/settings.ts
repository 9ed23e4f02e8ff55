import type { TableAction } from '../../../actions/graph.ts';
import { closest } from '../../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../../diagnostics/diagnostic.ts';
import { columnNameOf } from '../../../dialect/names.ts';
import type { Expr } from '../../../sql/ast.ts';
import { parseStatements } from '../../../sql/parse/statement.ts';
import type { TableColumn } from '../../model/catalog.ts';
import { typeText } from '../../types/text.ts';
import type { SqlType } from '../../types/type.ts';
import type { StoredRows } from '../rows.ts';

/** Something wrong in a setting: its keys, the whole of its value, and the text that should stand there instead. */
export interface SettingFinding {
  readonly keys: readonly string[];
  readonly value: string;
  readonly diagnostic: Diagnostic;
  readonly replacement?: string;
}

/** BigQuery's limit. Source: "Introduction to clustered tables". */
const MOST_CLUSTER_COLUMNS = 4;

/** Types that certainly cannot be clustered by. Source: BigQuery "Introduction to clustered tables", column types. */
const NOT_CLUSTERED: ReadonlySet<string> = new Set(['ARRAY', 'STRUCT', 'JSON', 'FLOAT64', 'INTERVAL']);

/** Types without `=`. Source: GoogleSQL "Data types", equality. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['ARRAY', 'JSON', 'GEOGRAPHY']);

/** Checks `uniqueKey`, `partitionBy`, `clusterBy` and `columns` of a table against its columns. */
export function settingFindings(table: TableAction, rows: StoredRows): readonly SettingFinding[] {
  const { uniqueKey, bigquery, actionDescriptor } = table;
  if (
    !uniqueKey?.length &&
    !bigquery?.partitionBy &&
    !bigquery?.clusterBy?.length &&
    !actionDescriptor?.columns?.length
  )
    return [];
  const byName = new Map(rows.columns.map((column) => [column.name.toLowerCase(), column]));
  const context: Context = { ...rows, byName };
  return [
    ...(table.uniqueKey ?? []).flatMap((key, i) =>
      columnFindings(['uniqueKey', String(i)], key, NOT_COMPARED, 'a type that can be compared', context),
    ),
    ...partitionFindings(table.bigquery?.partitionBy, context),
    ...clusterFindings(table.bigquery?.clusterBy ?? [], context),
    ...descriptionFindings(table, context),
  ];
}

interface Context extends StoredRows {
  readonly byName: ReadonlyMap<string, TableColumn>;
}

/** Names of BigQuery's own columns begin so. */
const isPseudo = (name: string): boolean => name.startsWith('_');

function absent(keys: readonly string[], written: string, name: string, { complete, columns }: Context) {
  if (!complete || isPseudo(name)) return [];
  const near = closest(
    name,
    columns.map((column) => column.name),
  );
  const setting = keys[0] ?? '';
  return [
    {
      keys,
      value: written,
      diagnostic: diagnostic('BF3101', { setting, column: name, near }),
      ...(near !== undefined && { replacement: written.replace(name, () => near) }),
    },
  ];
}

function unsuitable(keys: readonly string[], value: string, column: TableColumn, wanted: string): SettingFinding {
  const args = { setting: keys[0] ?? '', column: column.name, type: typeText(column.type), wanted };
  return { keys, value, diagnostic: diagnostic('BF3102', args) };
}

function columnFindings(
  keys: readonly string[],
  written: string,
  refused: ReadonlySet<string>,
  wanted: string,
  context: Context,
): readonly SettingFinding[] {
  const name = columnNameOf(written);
  if (name === undefined) return [];
  const column = context.byName.get(name.toLowerCase());
  if (!column) return absent(keys, written, name, context);
  return refused.has(column.type.kind) ? [unsuitable(keys, written, column, wanted)] : [];
}

function clusterFindings(columns: readonly string[], context: Context): readonly SettingFinding[] {
  const wanted = 'a type that can be clustered by';
  const found = columns.flatMap((written, i) =>
    columnFindings(['clusterBy', String(i)], written, NOT_CLUSTERED, wanted, context),
  );
  if (columns.length <= MOST_CLUSTER_COLUMNS) return found;
  const tooMany = diagnostic('BF3103', { count: columns.length });
  return [{ keys: ['clusterBy'], value: '', diagnostic: tooMany }, ...found];
}

/** What the column inside each form of PARTITION BY may be. Source: BigQuery DDL, "partition_expression". */
const PARTITIONS: Readonly<Record<string, readonly SqlType['kind'][]>> = {
  '': ['DATE'],
  DATE: ['TIMESTAMP', 'DATETIME', 'DATE'],
  TIMESTAMP_TRUNC: ['TIMESTAMP', 'DATETIME', 'DATE'],
  DATETIME_TRUNC: ['DATETIME', 'TIMESTAMP', 'DATE'],
  DATE_TRUNC: ['DATE', 'DATETIME', 'TIMESTAMP'],
  RANGE_BUCKET: ['INT64'],
};

function partitionFindings(written: string | undefined, context: Context): readonly SettingFinding[] {
  const shape = written === undefined ? undefined : partitionColumn(written);
  if (written === undefined || !shape) return [];
  const keys = ['partitionBy'];
  const column = context.byName.get(shape.column.toLowerCase());
  if (!column) return absent(keys, written, shape.column, context);
  const wanted = PARTITIONS[shape.form];
  if (!wanted || column.type.kind === 'unknown' || wanted.includes(column.type.kind)) return [];
  return [unsuitable(keys, written, column, wanted.slice(0, 2).join(' or '))];
}

/** The column that a partition expression is made of, and the function around it; undefined for what is none of the forms. */
function partitionColumn(written: string): { readonly form: string; readonly column: string } | undefined {
  const { statements, faults } = parseStatements(`SELECT ${written}`);
  const [statement] = statements;
  if (faults.length > 0 || statement?.kind !== 'query' || statement.query.body.kind !== 'select') return undefined;
  const [item] = statement.query.body.items;
  if (item?.kind !== 'expr' || item.alias) return undefined;
  const of = item.value.kind === 'call' ? item.value.args[0] : item.value;
  const column = of && nameOf(of);
  return column === undefined ? undefined : { form: item.value.kind === 'call' ? item.value.name : '', column };
}

const nameOf = (expr: Expr): string | undefined =>
  expr.kind === 'path' && expr.parts.length === 1 ? expr.parts[0]?.name : undefined;

/** So many descriptions of one action without a column are told one by one. */
const MOST_TOLD = 5;

function descriptionFindings({ actionDescriptor }: TableAction, context: Context): readonly SettingFinding[] {
  const missing = (actionDescriptor?.columns ?? []).flatMap(({ path }) => {
    const step = missingStep(path, context);
    return step ? [{ path, ...step }] : [];
  });
  const [first] = missing;
  const told = missing.length > MOST_TOLD && first ? [first] : missing;
  return told.map(({ path, depth, names }) => {
    const keys = ['columns', ...path.slice(0, depth + 1).flatMap((name, i) => (i === 0 ? [name] : ['columns', name]))];
    const column = path.slice(0, depth + 1).join('.');
    if (told.length < missing.length)
      return { keys, value: '', diagnostic: diagnostic('BF3104', { column, more: missing.length - 1 }) };
    const near = closest(path[depth] ?? '', names);
    const found = diagnostic('BF3104', { column, near: near && [...path.slice(0, depth), near].join('.') });
    return { keys, value: '', diagnostic: found };
  });
}

/** The first step of a path that leads nowhere, and the names that are there. */
function missingStep(
  path: readonly string[],
  { byName, columns, complete }: Context,
): { readonly depth: number; readonly names: readonly string[] } | undefined {
  const [first = '', ...rest] = path;
  const column = byName.get(first.toLowerCase());
  if (!column) return complete ? { depth: 0, names: columns.map(({ name }) => name) } : undefined;
  let { type } = column;
  for (const [i, name] of rest.entries()) {
    if (type.kind === 'ARRAY') type = type.element;
    if (type.kind !== 'STRUCT') return undefined;
    const found = type.fields.find((field) => field.name?.toLowerCase() === name.toLowerCase());
    if (!found) return { depth: i + 1, names: type.fields.flatMap((field) => field.name ?? []) };
    type = found.type;
  }
  return undefined;
}
