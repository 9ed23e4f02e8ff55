import type { CompiledGraph } from '../../actions/graph.ts';
import type { Parameter, Statement } from '../../sql/ast-statement.ts';
import { parseStatements } from '../../sql/parse/statement.ts';
import type { Routine } from '../model/catalog.ts';
import { typeFromName, typeText } from '../types/text.ts';
import { UNKNOWN } from '../types/type.ts';
import { type KeysOf, pathOf } from './names.ts';
import { changesColumns, innerStatements } from './statements.ts';

/** What the project's operations make beside their own tables. */
export interface Surroundings {
  /** Routines by the key of their name, in lower case; undefined where two differ. */
  readonly routines: ReadonlyMap<string, Routine | undefined>;
  /** Keys of tables whose columns an operation changes. */
  readonly altered: ReadonlySet<string>;
}

/** Reads the operations that make functions or change the columns of tables. */
export function surroundings(graph: CompiledGraph, keysOf: KeysOf): Surroundings {
  const routines = new Map<string, Routine | undefined>();
  const altered = new Set<string>();
  const read = (statement: Statement, text: string): void => {
    const routine = routineOf(statement);
    if (routine && 'name' in statement && 'parts' in statement.name) {
      const path = pathOf(statement.name.parts);
      for (const key of keysOf(path).map((one) => one.toLowerCase())) {
        const twice = routines.has(key) && routineText(routines.get(key)) !== routineText(routine);
        routines.set(key, twice ? undefined : routine);
      }
    }
    if (statement.kind === 'alter' && changesColumns(text, statement))
      for (const key of keysOf(pathOf(statement.name.parts))) altered.add(key);
    for (const inner of innerStatements(statement)) read(inner, text);
  };
  const texts = [
    ...(graph.operations ?? []).flatMap(({ queries = [] }) => queries),
    ...(graph.tables ?? []).flatMap(({ preOps = [], postOps = [] }) => [...preOps, ...postOps]),
  ];
  for (const text of texts) {
    const upper = text.toUpperCase();
    if (!upper.includes('FUNCTION') && !(upper.includes('ALTER') && upper.includes('COLUMN'))) continue;
    for (const statement of parseStatements(text).statements) read(statement, text);
  }
  return { routines, altered };
}

function routineOf(statement: Statement): Routine | undefined {
  if (statement.kind === 'createFunction' && !statement.temporary) {
    const returns = statement.returns && typeFromName(statement.returns);
    return {
      kind: statement.aggregate ? 'aggregate' : 'function',
      parameters: statement.parameters.map(parameterOf),
      ...(returns && { returns }),
    };
  }
  if (statement.kind !== 'createTableFunction') return undefined;
  const columns = statement.returns?.map(({ name, type }) => ({
    name: name.name,
    type: typeFromName(type) ?? UNKNOWN,
  }));
  return { kind: 'table', parameters: statement.parameters.map(parameterOf), ...(columns && { columns }) };
}

function parameterOf({ name, type }: Parameter): NonNullable<Routine['parameters']>[number] {
  if (!type) return { name: name.name, type: 'table' };
  return { name: name.name, type: type.name === 'ANY TYPE' ? 'any' : (typeFromName(type) ?? 'any') };
}

/** A text that two routines share only if SQL cannot tell them apart. */
export function routineText(routine: Routine | undefined): string {
  if (!routine) return '';
  const { kind, parameters, returns, columns } = routine;
  const typed = (type: NonNullable<Routine['parameters']>[number]['type']): string =>
    typeof type === 'string' ? type : typeText(type);
  const taken = parameters?.map(({ name, type }) => `${name} ${typed(type)}`).join(', ') ?? '?';
  const given = columns?.map(({ name, type }) => `${name} ${typeText(type)}`).join(', ');
  return `${kind}(${taken}) ${returns ? typeText(returns) : ''} ${given ?? ''}`;
}
