import type { CompiledGraph } from '../actions/graph.ts';
import { innerStatements } from '../analyse/project/statements.ts';
import type { NameMap } from '../dialect/dialect.ts';
import { nameKey } from '../dialect/names.ts';
import type { Statement } from '../sql/ast-statement.ts';
import { parseStatements } from '../sql/parse/statement.ts';
import type { Procedure, SqlFunction } from './translate/session.ts';

type Routine = Procedure | SqlFunction;

export interface Routines {
  readonly procedure: (path: readonly string[]) => Procedure | undefined;
  readonly routine: (path: readonly string[]) => SqlFunction | undefined;
}

/**
 * Procedures and SQL functions that the project's actions create in datasets, by their path in SQL. One that two actions
 * create with different texts is none.
 */
export function routinesOf(graph: CompiledGraph, names: NameMap, dialect: { readonly foldsCase: boolean }): Routines {
  const found = new Map<string, { readonly text: string; readonly made: Routine } | 'several'>();
  const keyOf = (path: readonly string[]): string | undefined => {
    const target = names(path);
    return 'fault' in target ? undefined : nameKey(target, dialect);
  };
  const note = (statement: Statement, text: string): void => {
    for (const inner of innerStatements(statement)) note(inner, text);
    if (!isRoutine(statement)) return;
    const key = keyOf(statement.name.parts.flatMap(({ name }) => name.split('.')));
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
    if (/procedure|function/i.test(text))
      for (const statement of parseStatements(text).statements) note(statement, text);
  const routineOf = (path: readonly string[]): Routine | undefined => {
    const key = path.length < 2 ? undefined : keyOf(path);
    const one = key === undefined ? undefined : found.get(key);
    return one === 'several' ? undefined : one?.made;
  };
  return {
    procedure: (path) => {
      const made = routineOf(path);
      return made?.kind === 'createProcedure' ? made : undefined;
    },
    routine: (path) => {
      const made = routineOf(path);
      return made?.kind === 'createFunction' ? made : undefined;
    },
  };
}

const isRoutine = (s: Statement): s is Routine =>
  s.kind === 'createProcedure' || (s.kind === 'createFunction' && !s.temporary && !s.aggregate && s.body !== undefined);
