import type { ByName } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import { type Column, type Rows, sameName } from '../model/relation.ts';
import { duplicateColumns } from './duplicates.ts';
import { type Branch, columnType, either, listOf, type Part, placeOf } from './set-operation.ts';

/**
 * Pairs the columns of queries by name. Source: GoogleSQL "Set operators", BY NAME and CORRESPONDING: BY NAME wants the
 * same names in all queries, INNER (and CORRESPONDING) keeps those that all have, FULL keeps all, LEFT those of the
 * first; ON names the columns to keep.
 */
export function byNameRows(
  b: Binder,
  op: string,
  { how, keep, strict, on }: ByName,
  branches: readonly Branch[],
): Rows {
  const complete = branches.every(({ rows }) => rows.complete);
  const mode = keep ?? (how === 'BY NAME' || strict ? 'SAME' : 'INNER');
  const names = on ? on.map(({ name }) => name) : keptNames(branches, mode);
  if (complete && !named(b, op, branches)) return { columns: [], complete: false };
  const columns: Column[] = [];
  const missing: Missing[] = [];
  for (const name of names) {
    const found = branches.flatMap(({ body, rows }): Part[] => {
      const column = rows.columns.find((one) => sameName(one.name ?? '', name));
      return column ? [{ column, body }] : [];
    });
    if (complete && found.length < branches.length && (mode === 'SAME' || (mode === 'INNER' && on)))
      missing.push({ name, found });
    const [first] = found;
    if (!first) continue;
    const full = found.length === branches.length;
    const made = either(first.column.name ?? name, columnType(b, op, found, columns.length), found);
    const { nullable: _, ...loose } = made;
    columns.push(full ? made : loose);
  }
  reportMissing(b, op, branches, missing);
  if (complete && !on && (mode === 'INNER' || mode === 'LEFT')) reportNothingShared(b, op, branches);
  return { columns, complete };
}

/** Whether every column has a name of its own. Reports those that have not. */
function named(b: Binder, op: string, branches: readonly Branch[]): boolean {
  let sound = true;
  for (const { body, rows } of branches) {
    const unnamed = rows.columns.find(({ name }) => name === undefined);
    const bad = unnamed ?? duplicateColumns(rows)[0];
    if (!bad) continue;
    sound = false;
    report(b, 'BF2308', { op, name: bad.name }, placeOf({ column: bad, body }));
  }
  return sound;
}

/** Reports queries that have no column of the first, or of all others. */
function reportNothingShared(b: Binder, op: string, branches: readonly Branch[]): void {
  const [first, ...others] = branches;
  for (const other of others) {
    const shared = other.rows.columns.some(({ name }) =>
      first?.rows.columns.some((one) => sameName(one.name ?? '', name ?? '')),
    );
    if (!shared) report(b, 'BF2309', { op }, listOf(other.body));
  }
}

function keptNames(branches: readonly Branch[], mode: 'SAME' | 'INNER' | 'FULL' | 'LEFT'): readonly string[] {
  const [first] = branches;
  const names = (rows: Rows | undefined): string[] => rows?.columns.flatMap(({ name }) => name ?? []) ?? [];
  if (mode === 'LEFT') return names(first?.rows);
  if (mode === 'INNER')
    return names(first?.rows).filter((name) =>
      branches.every(({ rows }) => rows.columns.some((column) => sameName(column.name ?? '', name))),
    );
  const all = new Map<string, string>();
  for (const { rows } of branches)
    for (const name of names(rows)) if (!all.has(name.toLowerCase())) all.set(name.toLowerCase(), name);
  return [...all.values()];
}

/** A name that not all queries have, with the columns that bear it. */
interface Missing {
  readonly name: string;
  readonly found: readonly Part[];
}

/** At columns that the first query lacks; if there are none, at the lists that lack one of its columns. */
function reportMissing(b: Binder, op: string, branches: readonly Branch[], missing: readonly Missing[]): void {
  const head = branches[0]?.body;
  const extra = missing.filter(({ found }) => found[0] && found[0].body !== head);
  for (const { name, found } of extra.length > 0 ? extra : missing) {
    const query = branches.findIndex(({ body }) => !found.some((part) => part.body === body));
    const lacking = branches[query];
    const [first] = found;
    if (lacking)
      report(
        b,
        'BF2306',
        { op, name, query: query + 1 },
        first && first.body !== head ? placeOf(first) : listOf(lacking.body),
      );
  }
}
