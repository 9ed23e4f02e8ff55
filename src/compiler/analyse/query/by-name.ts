import type { ByName } from '../../sql/ast.ts';
import { type Binder, report } from '../model/binder.ts';
import { type Column, type Rows, sameName } from '../model/relation.ts';
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
  const columns: Column[] = [];
  for (const name of names) {
    const found = branches.flatMap(({ body, rows }): Part[] => {
      const column = rows.columns.find((one) => sameName(one.name ?? '', name));
      return column ? [{ column, body }] : [];
    });
    if (complete && found.length < branches.length && (mode === 'SAME' || (mode === 'INNER' && on)))
      reportMissing(b, op, branches, found, name);
    const [first] = found;
    if (!first) continue;
    const full = found.length === branches.length;
    const made = either(first.column.name ?? name, columnType(b, op, found, columns.length), found);
    const { nullable: _, ...loose } = made;
    columns.push(full ? made : loose);
  }
  return { columns, complete };
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

/** At the first column of that name if it is too many, else at the list that lacks it. */
function reportMissing(b: Binder, op: string, branches: readonly Branch[], found: readonly Part[], name: string): void {
  const without = branches.findIndex(({ body }) => !found.some((part) => part.body === body));
  const lacking = branches[without];
  if (!lacking) return;
  const [first] = found;
  const at = first && first.body !== branches[0]?.body ? placeOf(first) : listOf(lacking.body);
  report(b, 'BF2306', { op, name, query: without + 1 }, at);
}
