import type { At, Query, QueryBody, SelectItem } from '../../sql/ast.ts';
import { itemName } from '../../sql/implied-name.ts';
import type { TableColumn } from '../model/catalog.ts';
import type { Rows } from '../model/relation.ts';
import type { TextFinding } from './model.ts';

/** Columns that a query's rows give a table. */
export interface StoredRows {
  readonly columns: readonly TableColumn[];
  readonly complete: boolean;
}

/** What a table made of these rows holds. A row that is one struct becomes a row of its fields. */
export function storedRows(rows: Rows): StoredRows {
  if (rows.value) {
    const type = rows.columns[0]?.type;
    if (type?.kind !== 'STRUCT') return { columns: [], complete: false };
    const named = type.fields.flatMap((field) => (field.name === undefined ? [] : [{ ...field, name: field.name }]));
    return { columns: named, complete: rows.complete && named.length === type.fields.length };
  }
  const columns: TableColumn[] = [];
  for (const { name, type, nullable, pseudo } of rows.columns)
    if (name !== undefined && !pseudo) columns.push(nullable === false ? { name, type, nullable } : { name, type });
  return { columns, complete: rows.complete };
}

/** The select list that names a query's columns; undefined where it is not that of a plain SELECT. */
export function selectList({ body, pipes }: Query): readonly SelectItem[] | undefined {
  const last = pipes.findLast(({ kind }) => kind === 'select');
  if (last?.kind === 'select') return last.select.items;
  return pipes.length > 0 ? undefined : listOf(body);
}

function listOf(body: QueryBody): readonly SelectItem[] | undefined {
  let at = body;
  while (at.kind === 'set') at = at.left;
  if (at.kind === 'select') return at.items;
  return at.kind === 'nested' ? selectList(at.query) : undefined;
}

/** Names that findings propose for what names columns of a query. */
export function meantNames(query: Query, found: readonly TextFinding[]): readonly string[] {
  const places = new Map(
    found.flatMap(({ at, replacement }) => (replacement === undefined ? [] : [[at.start, { at, replacement }]])),
  );
  if (places.size === 0) return [];
  const meant = (selectList(query) ?? []).flatMap((item) => {
    const name = item.kind === 'expr' && item.alias ? undefined : itemName(item);
    const place = name && places.get(name.start);
    return place && place.at.end === name.end ? [place.replacement] : [];
  });
  return [...new Map(meant.map((name) => [name.toLowerCase(), name])).values()];
}

/** Where a query gives a column: the last item of that name, else the last star, else its beginning. */
export function placeOfColumn(query: Query, name: string): At {
  const items = selectList(query) ?? [];
  const lower = name.toLowerCase();
  const item = items.findLast((one) => itemName(one)?.name.toLowerCase() === lower);
  const named = item && itemName(item);
  return named ?? items.findLast(({ kind }) => kind === 'star') ?? beginning(query);
}

/** Where a query gives its column number `index`, from 0. */
export function placeOfIndex(query: Query, index: number, count: number): At {
  const items = selectList(query);
  const item = items?.length === count ? items[index] : undefined;
  return item ?? items?.find((one) => one.kind === 'expr' && itemName(one) === undefined) ?? beginning(query);
}

/** The whole select list. */
export function placeOfList(query: Query): At {
  const items = selectList(query);
  const [first, last] = [items?.[0], items?.at(-1)];
  return first && last ? { start: first.start, end: last.end } : beginning(query);
}

const beginning = ({ start, end }: Query): At => ({ start, end: Math.min(end, start + 'SELECT'.length) });
