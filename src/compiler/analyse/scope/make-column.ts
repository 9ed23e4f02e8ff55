import type { Column, Source } from '../model/relation.ts';
import type { SqlType } from '../types/type.ts';

/** A column; its name and whether it may be NULL are left out where they are not known. */
export function makeColumn(
  name: string | undefined,
  type: SqlType,
  nullable: boolean | undefined,
  source: Source,
): Column {
  if (name === undefined) return nullable === undefined ? { type, source } : { type, nullable, source };
  return nullable === undefined ? { name, type, source } : { name, type, nullable, source };
}

/** The same column once more, for another place that names it. */
export const copyOf = (of: Column): Column =>
  makeColumn(of.name, of.type, of.nullable, { kind: 'column', of, path: [] });
