import type { At, Expr } from '../ast.ts';
import type { ColumnDefinition, Option, TablePath } from '../ast-statement.ts';
import { columnList } from './columns.ts';
import { type Cursor, endOf, given, here, list, looks, take, unexpected } from './cursor.ts';
import { expression } from './expression.ts';
import { isIdent, skipOne } from './name.ts';
import { options } from './options.ts';
import { tablePath } from './table-path.ts';
import { collate } from './type.ts';

/** What may stand between a name and its definition. */
export interface Clauses {
  readonly partitionBy: readonly Expr[];
  readonly clusterBy: readonly Expr[];
  readonly options: readonly Option[];
  readonly collation?: string;
  readonly connection?: TablePath;
  readonly partitionColumns?: readonly ColumnDefinition[];
  readonly unknown?: readonly At[];
}

/** PARTITION BY, CLUSTER BY, OPTIONS and others, in any order; what is not known is passed over. */
export function clauses(c: Cursor): Clauses {
  let partitionBy: readonly Expr[] = [];
  let clusterBy: readonly Expr[] = [];
  let settings: readonly Option[] = [];
  let [collation, connection, partitionColumns]: [string?, TablePath?, (readonly ColumnDefinition[])?] = [];
  const unknown: At[] = [];
  while (c.at < c.tokens.length && !ends(c)) {
    if (take(c, 'PARTITION', 'BY')) partitionBy = list(c, (inner) => expression(inner));
    else if (take(c, 'CLUSTER', 'BY')) clusterBy = list(c, (inner) => expression(inner));
    else if (looks(c, 'OPTIONS', '(')) settings = options(c);
    else if (looks(c, 'DEFAULT', 'COLLATE')) {
      c.at += 1;
      collation = collate(c);
    } else if (take(c, 'WITH', 'CONNECTION')) connection = connectionName(c);
    else if (take(c, 'WITH', 'PARTITION', 'COLUMNS')) partitionColumns = looks(c, '(') ? columnList(c) : [];
    else unknown.push(passOver(c));
  }
  return {
    partitionBy,
    clusterBy,
    options: settings,
    ...given('collation', collation),
    ...given('connection', connection),
    ...given('partitionColumns', partitionColumns),
    ...(unknown.length > 0 ? { unknown } : {}),
  };
}

/** A connection's name, or DEFAULT. */
export function connectionName(c: Cursor): TablePath {
  const start = here(c);
  if (!take(c, 'DEFAULT')) return tablePath(c);
  const at = { start, end: endOf(c) };
  return { ...at, parts: [{ ...at, name: 'DEFAULT', quoted: false }] };
}

const ends = (c: Cursor): boolean =>
  looks(c, 'AS') ||
  looks(c, ';') ||
  looks(c, 'COPY') ||
  looks(c, 'CLONE') ||
  looks(c, 'LIKE') ||
  looks(c, 'BEGIN') ||
  looks(c, 'LANGUAGE');

const known: ReadonlySet<string> = new Set(['PARTITION', 'CLUSTER', 'OPTIONS', 'AS', 'BEGIN', 'LANGUAGE']);

/** A clause that is not known: up to the next one that is. A query behind it means that `AS` is missing. */
function passOver(c: Cursor): At {
  const from = c.at;
  const start = here(c);
  if (!isIdent(c) && !looks(c, 'WITH') && !looks(c, 'DEFAULT') && !looks(c, 'NOT')) return unexpected(c, '`AS`');
  do skipOne(c);
  while (
    c.at < c.tokens.length &&
    !looks(c, ';') &&
    !known.has(c.words[c.at] ?? '') &&
    !looks(c, 'SELECT') &&
    !looks(c, ')')
  );
  if (looks(c, 'SELECT') || looks(c, ')')) {
    c.at = from;
    return unexpected(c, '`AS`');
  }
  return { start, end: endOf(c) };
}
