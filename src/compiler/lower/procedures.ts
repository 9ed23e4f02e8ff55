import type { CompiledGraph } from '../actions/graph.ts';
import { innerStatements } from '../analyse/project/statements.ts';
import type { NameMap } from '../dialect/dialect.ts';
import { nameKey } from '../dialect/names.ts';
import type { Statement } from '../sql/ast-statement.ts';
import { parseStatements } from '../sql/parse/statement.ts';
import type { Procedure } from './translate/session.ts';

/**
 * Procedures that the project's actions create, by their path in SQL. One that two actions create with different texts
 * is none.
 */
export function proceduresOf(
  graph: CompiledGraph,
  names: NameMap,
  dialect: { readonly foldsCase: boolean },
): (path: readonly string[]) => Procedure | undefined {
  const found = new Map<string, { readonly text: string; readonly made: Procedure } | 'several'>();
  const keyOf = (path: readonly string[]): string | undefined => {
    const target = names(path);
    return 'fault' in target ? undefined : nameKey(target, dialect);
  };
  const note = (statement: Statement, text: string): void => {
    for (const inner of innerStatements(statement)) note(inner, text);
    if (statement.kind !== 'createProcedure') return;
    const key = keyOf(statement.name.parts.map(({ name }) => name));
    if (key === undefined) return;
    const own = text.slice(statement.start, statement.end);
    const other = found.get(key);
    found.set(key, other && (other === 'several' || other.text !== own) ? 'several' : { text: own, made: statement });
  };
  const texts = [
    ...(graph.operations ?? []).flatMap(({ queries = [], disabled }) => (disabled ? [] : queries)),
    ...(graph.tables ?? []).flatMap(({ preOps = [], postOps = [] }) => [...preOps, ...postOps]),
  ];
  for (const text of texts)
    if (text.toUpperCase().includes('PROCEDURE'))
      for (const statement of parseStatements(text).statements) note(statement, text);
  return (path) => {
    const key = keyOf(path);
    const one = key === undefined ? undefined : found.get(key);
    return one === 'several' ? undefined : one?.made;
  };
}
