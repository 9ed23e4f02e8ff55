import { type Target, targetName } from '../../target/target.ts';
import type { Catalog, Routine } from '../model/catalog.ts';
import type { SqlReader } from '../model/reader.ts';
import { type Contract, contractOf } from './checks/contract.ts';
import { isSound } from './inline.ts';
import type { AnalysisRequest, DeclaredColumn, UnitResult } from './model.ts';
import { isSystemPath, type KeysOf, keyOf, pathKeys, targetKeyOf } from './names.ts';
import { type Provider, providersOf } from './provided.ts';
import { routineText, type Surroundings, surroundings } from './routines.ts';
import type { StoredRows } from './rows.ts';
import { schemaText, tableSchema, withDeclared, withMeant } from './schemas.ts';
import { type DescribedTables, describedSchema, describedTables, wildcardOf } from './tables.ts';
import type { Unit } from './texts.ts';
import { type Answered, analyseUnit, type Surrounding } from './unit.ts';

/** An action with what its texts came to. */
export interface SettledAction extends StoredRows {
  /** Absent where its SQL is not looked at. */
  readonly result?: UnitResult;
  readonly contract: Contract;
  readonly declared: readonly DeclaredColumn[];
}

type Answer = Answered<ReturnType<Catalog['table']>>;

/** What a unit of texts came to, with a hash of all that its texts are. */
export interface Found {
  readonly key: string;
  readonly result: UnitResult;
}

/** The project while it is analysed. */
export interface World {
  readonly request: Pick<AnalysisRequest, 'declared' | 'lineage' | 'hash' | 'store' | 'parsed' | 'readerOf'>;
  /** Whether biform reads an action's SQL. */
  readonly isRead: (provider: Provider) => boolean;
  readonly keysOf: KeysOf;
  readonly described: DescribedTables;
  readonly providers: readonly Provider[];
  readonly byKey: ReadonlyMap<string, Provider>;
  /** Keys of wildcard tables. */
  readonly wildcards: readonly string[];
  readonly around: Surroundings;
  readonly settled: Map<string, SettledAction>;
  /** Keys of actions that are being looked at. */
  readonly open: Set<string>;
  /** What is known of tables, by key. */
  readonly answers: Map<string, Answer>;
  readonly found: Map<Unit, Found>;
  /** Keys of actions of which this world does not know what all others do: what reads them fails. */
  readonly beyond: ReadonlySet<string>;
  /** Actions read each other in a circle: what is found then depends on the order in which they are looked at. */
  tangled: boolean;
}

/** Actions that name each other without saying so are followed this deep. */
const DEEPEST = 100;

const NOTHING_KNOWN: Answer = { value: undefined, hash: '' };

const NO_COLUMNS: readonly DeclaredColumn[] = [];

export function openWorld(request: AnalysisRequest): World {
  const { graph, sources, known } = request;
  const keysOf = pathKeys(graph.projectConfig);
  const providers = providersOf(graph);
  const described = describedTables(sources, known, graph.projectConfig.defaultDatabase);
  const byKey = new Map(providers.map((provider) => [provider.key, provider]));
  return {
    ...nothingSettled(),
    request,
    isRead: readBy(request),
    keysOf,
    described,
    providers,
    byKey,
    wildcards: [...described.byKey.keys(), ...byKey.keys()].filter((key) => key.endsWith('*')),
    around: surroundings(graph, keysOf),
    beyond: new Set(),
  };
}

/** Tells whose SQL a request wants read. */
export const readBy =
  ({ faulty, isGoogleSql, readerOf }: AnalysisRequest): World['isRead'] =>
  ({ target, fileName, later, kind }) =>
    kind !== 'declarations' &&
    !later &&
    !faulty.has(fileName ?? '') &&
    (isGoogleSql(target) || readerOf?.(target) !== undefined);

/** What a world knows before anything was looked at. */
export const nothingSettled = (): Pick<World, 'settled' | 'open' | 'answers' | 'found' | 'tangled'> => ({
  settled: new Map(),
  open: new Set(),
  answers: new Map(),
  found: new Map(),
  tangled: false,
});

/** What an action's rows are; its texts are analysed when that is first asked. */
export function settle(world: World, provider: Provider): SettledAction {
  const kept = world.settled.get(provider.key);
  if (kept) return kept;
  world.open.add(provider.key);
  const isLeft = world.isRead(provider) && !isSoundInline(world, provider);
  const result = isLeft ? analyse(world, provider.unit, provider.key, readerOf(world, provider)) : undefined;
  world.open.delete(provider.key);
  const declared = world.request.declared.get(provider.name) ?? NO_COLUMNS;
  const contract = contractOf(declared);
  const made: SettledAction = {
    columns: withMeant(withDeclared(result?.columns ?? [], contract.types), result?.meant),
    complete: result?.columns !== undefined && result.complete && !world.around.altered.has(provider.key),
    contract,
    declared,
    ...(result && { result }),
  };
  world.settled.set(provider.key, made);
  return made;
}

/** What reads the SQL of an action in another dialect than GoogleSQL. */
export const readerOf = ({ request }: World, { target }: Provider): SqlReader | undefined => request.readerOf?.(target);

/** Whether a provider is an inline assertion of which nothing can be wrong. */
function isSoundInline(world: World, { assertion }: Provider): boolean {
  const parent = assertion?.parentAction && world.byKey.get(targetKeyOf(assertion.parentAction));
  return assertion !== undefined && parent !== undefined && !world.open.has(parent.key)
    ? isSound(assertion, settle(world, parent))
    : false;
}

/**
 * Analyses texts, or takes what an earlier analysis found while nothing that they read has changed. `self` is the key of
 * the action whose rows they make; there is lineage of such texts only. `reader` reads texts of another dialect.
 */
export function analyse(world: World, unit: Unit, self: string | undefined, reader?: SqlReader): UnitResult {
  const found = world.found.get(unit);
  if (found) return found.result;
  const { hash, store } = world.request;
  const lineage = world.request.lineage && self !== undefined;
  const texts = unit.texts.map(({ role, text, before = 0 }) => `${role} ${before} ${text.length}\n${text}`);
  const dialect = reader ? `${reader.engine}\n` : '';
  const key = hash(`${dialect}${self ?? ''}\n${unit.stored}\n${texts.join('\n')}`);
  const kept = store.get(key);
  if (kept && (!lineage || hasLineage(kept)) && isCurrent(world, kept)) return note(world, unit, { key, result: kept });
  const around: Surrounding = {
    keysOf: world.keysOf,
    table: (path) => tableAnswer(world, path),
    routine: (path) => routineAnswer(world, path),
    lineage,
    parsed: world.request.parsed,
    ...(reader && { reader }),
  };
  return note(world, unit, { key, result: withstood(unit, () => analyseUnit(unit, self, around)) });
}

/** Keeps what a unit came to, for this analysis and for later ones. */
export function note({ found, request }: World, unit: Unit, made: Found): UnitResult {
  found.set(unit, made);
  request.store.set(made.key, made.result);
  return made.result;
}

/** A fault of the analysis itself, or SQL too deep for it, must not end the compilation of a project. */
function withstood(unit: Unit, run: () => UnitResult): UnitResult {
  try {
    return run();
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return { reads: [], findings: unit.texts.map(() => []), complete: false, failed };
  }
}

const hasLineage = ({ lineage, columns }: UnitResult): boolean => lineage !== undefined || columns === undefined;

const isCurrent = (world: World, { reads }: UnitResult): boolean =>
  reads.every(
    ([what, path, answer]) =>
      (what === 'table' ? tableAnswer(world, path) : routineAnswer(world, path)).hash === answer,
  );

function routineAnswer({ keysOf, around, request }: World, path: readonly string[]): Answered<Routine | undefined> {
  if (around.routines.size > 0)
    for (const key of keysOf(path)) {
      const value = around.routines.get(key.toLowerCase());
      if (value) return { value, hash: request.hash(routineText(value)) };
    }
  return { value: undefined, hash: '' };
}

function tableAnswer(world: World, path: readonly string[]): Answer {
  const keys = world.keysOf(path);
  for (const key of keys) {
    const found = answerOf(world, key);
    if (found) return found;
  }
  return absent(world, keys, path) ?? NOTHING_KNOWN;
}

function answerOf(world: World, key: string): Answer | undefined {
  const kept = world.answers.get(key);
  if (kept) return kept;
  const made = makeAnswer(world, key);
  if (made && made !== NOTHING_KNOWN) world.answers.set(key, made);
  return made;
}

function makeAnswer(world: World, key: string): Answer | undefined {
  const { byKey, described, open, request } = world;
  const answered = (schema: ReturnType<typeof tableSchema>): Answer => ({
    value: schema,
    hash: request.hash(schemaText(schema)),
  });
  if (world.beyond.has(key)) throw new Error(`nothing is known here of ${key}`);
  const provider = byKey.get(key);
  if (provider && provider.kind !== 'declarations') {
    if (open.has(key) || open.size > DEEPEST) {
      world.tangled ||= [...open].at(-1) !== key;
      return NOTHING_KNOWN;
    }
    const { columns, complete } = settle(world, provider);
    return answered(tableSchema(provider.name, columns, complete, 'table'));
  }
  const isKnown = provider !== undefined || described.byKey.has(key);
  const whole = isKnown ? key : wildcardOf(key, world.wildcards);
  if (whole === undefined) return undefined;
  const { columns, complete } = declaredRows(world, whole);
  const name = isKnown ? (provider?.name ?? described.byKey.get(key)?.name) : undefined;
  return answered(describedSchema(name ?? targetName(targetOf(key)), columns, complete));
}

function targetOf(key: string): Target {
  const [database, schema = '', name = ''] = key.split('\n');
  return { ...(database && { database }), schema, name };
}

/** Columns of a table that the project only declares or describes. */
export function declaredRows({ described, byKey, request }: World, key: string): StoredRows {
  const table = described.byKey.get(key);
  const name = byKey.get(key)?.name ?? table?.name ?? '';
  const { types } = contractOf(request.declared.get(name) ?? NO_COLUMNS);
  return { columns: withDeclared(table?.columns ?? [], types), complete: table !== undefined };
}

/** Whether there certainly is no such table: its dataset is described whole. */
function absent(
  { described, byKey, request }: World,
  keys: readonly string[],
  path: readonly string[],
): Answer | undefined {
  if (described.closed.size === 0 || path.length < 2 || isSystemPath(path)) return undefined;
  for (const key of keys) {
    const { database, schema, name } = targetOf(key);
    const dataset = keyOf(database, schema, '');
    if (!described.closed.has(dataset) || name.includes('*') || name.includes('$')) continue;
    const near = [...described.byKey.keys(), ...byKey.keys()]
      .filter((one) => one.startsWith(dataset))
      .map((one) => one.slice(dataset.length));
    return { value: { absent: true, near }, hash: request.hash(JSON.stringify(near)) };
  }
  return undefined;
}
