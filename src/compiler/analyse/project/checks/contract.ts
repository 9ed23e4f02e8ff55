import { closest } from '../../../diagnostics/closest.ts';
import { type Diagnostic, diagnostic } from '../../../diagnostics/diagnostic.ts';
import { coerces, sameType, withoutParameters } from '../../types/coerce.ts';
import { typeText } from '../../types/text.ts';
import type { SqlType } from '../../types/type.ts';
import type { DeclaredColumn } from '../model.ts';
import type { StoredRows } from '../rows.ts';
import { isKnown, writtenType } from '../schemas.ts';

export interface Contract {
  /** Promised types by name in lower case. */
  readonly types: ReadonlyMap<string, SqlType>;
  readonly faults: readonly ContractFinding[];
}

const NO_CONTRACT: Contract = { types: new Map(), faults: [] };

/** The types that are promised for columns; those that are no types are reported. */
export function contractOf(declared: readonly DeclaredColumn[]): Contract {
  if (declared.length === 0) return NO_CONTRACT;
  const types = new Map<string, SqlType>();
  const faults: ContractFinding[] = [];
  for (const column of declared) {
    const read = writtenType(column.type, undefined);
    if ('fault' in read) faults.push({ column, diagnostic: read.fault });
    else types.set(column.name.toLowerCase(), read);
  }
  return { types, faults };
}

export interface ContractFinding {
  readonly column: DeclaredColumn;
  readonly diagnostic: Diagnostic;
}

/** Promised columns that the query does not give, or gives with another type. */
export function contractFindings(
  declared: readonly DeclaredColumn[],
  { types }: Contract,
  { columns, complete }: StoredRows,
): readonly ContractFinding[] {
  return declared.flatMap((column) => {
    const promised = types.get(column.name.toLowerCase());
    if (!promised) return [];
    const given = columns.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
    if (!given) {
      if (!complete) return [];
      const near = closest(
        column.name,
        columns.map(({ name }) => name),
      );
      return [{ column, diagnostic: diagnostic('BF3106', { column: column.name, declared: column.type, near }) }];
    }
    if (!isKnown(given.type) || sameType(withoutParameters(given.type), withoutParameters(promised))) return [];
    const args = { column: given.name, declared: column.type, found: typeText(given.type) };
    return [{ column, diagnostic: diagnostic('BF3105', args) }];
  });
}

/** What an incremental run gives that does not fit the table that a full run makes. */
export function incrementalFindings(full: StoredRows, incremental: StoredRows): readonly Diagnostic[] {
  const byName = new Map(incremental.columns.map((column) => [column.name.toLowerCase(), column]));
  const found: Diagnostic[] = [];
  const names = new Set<string>();
  for (const { name, type } of full.columns) {
    names.add(name.toLowerCase());
    const other = byName.get(name.toLowerCase());
    if (!other) {
      if (incremental.complete && full.complete) found.push(diagnostic('BF3109', { column: name }));
    } else if (isKnown(type) && isKnown(other.type) && !coerces({ type: other.type }, type))
      found.push(diagnostic('BF3111', { column: name, full: typeText(type), incremental: typeText(other.type) }));
  }
  for (const { name } of incremental.columns)
    if (full.complete && !names.has(name.toLowerCase())) found.push(diagnostic('BF3110', { column: name }));
  return found;
}
