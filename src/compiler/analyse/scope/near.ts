import { closest } from '../../diagnostics/closest.ts';
import type { Column } from '../model/relation.ts';

/** Names shorter than this are like too many others. */
const SHORTEST = 3;

/** The name that a misspelt one was probably meant to be. */
export const nearest = (name: string, candidates: Iterable<string>): string | undefined =>
  name.length < SHORTEST ? undefined : closest(name, candidates);

/** The names of columns that an author would write. */
export const columnNames = (columns: Iterable<Column>): readonly string[] => {
  const names: string[] = [];
  for (const { name, pseudo } of columns) if (name !== undefined && !pseudo) names.push(name);
  return names;
};
