import type { CompiledGraph } from '../compiler/actions/graph.ts';
import type { Catalog, TableColumn } from '../compiler/analyse/model/catalog.ts';
import { pathKeys, pathOf, targetKeyOf } from '../compiler/analyse/project/names.ts';
import { type Provider, providersOf } from '../compiler/analyse/project/provided.ts';
import { surroundings } from '../compiler/analyse/project/routines.ts';
import { innerStatements } from '../compiler/analyse/project/statements.ts';
import { incrementalUnit, type Unit } from '../compiler/analyse/project/texts.ts';
import { typeFromName } from '../compiler/analyse/types/text.ts';
import { type SqlType, UNKNOWN } from '../compiler/analyse/types/type.ts';
import type { Statement } from '../compiler/sql/ast-statement.ts';
import { parseStatements } from '../compiler/sql/parse/statement.ts';
import type { Target } from '../compiler/target/target.ts';

/** A table that others fill, with what is declared of it. */
export interface OutsideTable {
  readonly target: Target;
  /** Declared columns with their types. */
  readonly columns: readonly TableColumn[];
  /** Whether these are all. */
  readonly complete: boolean;
  readonly isDeclared: boolean;
  /** An action makes it, but not here: it is disabled, or the engine cannot run it. */
  readonly standsIn?: true;
}

export interface InferRequest {
  readonly graph: CompiledGraph;
  /** Declarations, and tables that `sources/` describes. */
  readonly outside: readonly OutsideTable[];
}

export interface Text {
  readonly role: 'script' | 'query' | 'filter';
  readonly statements: readonly Statement[];
}

export interface World {
  readonly providers: readonly Provider[];
  readonly byKey: ReadonlyMap<string, Provider>;
  readonly keysOf: (path: readonly string[]) => readonly string[];
  readonly outside: Map<string, OutsideTable>;
  /** Keys of tables that scripts of the project create. */
  readonly created: ReadonlySet<string>;
  readonly routine: Catalog['routine'];
  readonly texts: Map<Unit, readonly Text[]>;
  readonly incremental: Map<string, Unit>;
}

export function openWorld({ graph, outside }: InferRequest): World {
  const keysOf = pathKeys(graph.projectConfig);
  const providers = providersOf(graph).filter(({ kind }) => kind !== 'declarations');
  const { routines } = surroundings(graph, keysOf);
  const standIns = new Set(outside.flatMap(({ target, standsIn }) => (standsIn ? [targetKeyOf(target)] : [])));
  const world: World = {
    providers,
    byKey: new Map(
      providers
        .filter(({ disabled, kind, key }) => !standIns.has(key) && (!disabled || kind === 'assertions'))
        .map((one) => [one.key, one]),
    ),
    keysOf,
    outside: new Map(outside.map((table) => [targetKeyOf(table.target), table])),
    created: new Set(),
    routine: (path) => keysOf(path).flatMap((key) => routines.get(key.toLowerCase()) ?? [])[0],
    texts: new Map(),
    incremental: new Map(),
  };
  const created = world.created as Set<string>;
  for (const provider of providers) {
    if (provider.table?.enumType === 'INCREMENTAL')
      world.incremental.set(provider.key, incrementalUnit(provider.table));
    for (const { statements } of textsOf(world, provider.unit)) noteCreated(world, statements, created);
  }
  return world;
}

function noteCreated(world: World, statements: readonly Statement[], into: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === 'create') for (const key of world.keysOf(pathOf(statement.name.parts))) into.add(key);
    noteCreated(world, innerStatements(statement), into);
  }
}

/** Names that the scripts of an action declare, in lower case, with the types that are written. */
export function variablesOf(world: World, provider: Provider): ReadonlyMap<string, SqlType> {
  const found = new Map<string, SqlType>();
  const note = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      const type = statement.kind === 'declare' && statement.type ? typeFromName(statement.type) : undefined;
      if (statement.kind === 'declare')
        for (const { name } of statement.names) found.set(name.toLowerCase(), type ?? UNKNOWN);
      if (statement.kind === 'for') found.set(statement.name.name.toLowerCase(), UNKNOWN);
      note(innerStatements(statement));
    }
  };
  const incremental = world.incremental.get(provider.key);
  for (const unit of [provider.unit, ...(incremental ? [incremental] : [])])
    for (const { statements } of textsOf(world, unit)) note(statements);
  return found;
}

export function textsOf(world: World, unit: Unit): readonly Text[] {
  const known = world.texts.get(unit);
  if (known) return known;
  const made = unit.texts.map(({ role, text }) => ({ role, statements: parseStatements(text).statements }));
  world.texts.set(unit, made);
  return made;
}
