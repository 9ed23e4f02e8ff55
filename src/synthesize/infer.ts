import type { Catalog, TableColumn } from '../compiler/analyse/model/catalog.ts';
import { freshBinder } from '../compiler/analyse/model/fresh.ts';
import type { Rows } from '../compiler/analyse/model/relation.ts';
import { isSystemPath } from '../compiler/analyse/project/names.ts';
import { inOrder, type Provider } from '../compiler/analyse/project/provided.ts';
import { storedRows } from '../compiler/analyse/project/rows.ts';
import { tableSchema } from '../compiler/analyse/project/schemas.ts';
import { wildcardOf } from '../compiler/analyse/project/tables.ts';
import type { Unit } from '../compiler/analyse/project/texts.ts';
import { bindStatements } from '../compiler/analyse/statement/bind-statement.ts';
import { typeText } from '../compiler/analyse/types/text.ts';
import type { SqlType } from '../compiler/analyse/types/type.ts';
import type { Query } from '../compiler/sql/ast.ts';
import type { Statement } from '../compiler/sql/ast-statement.ts';
import { type Target, targetName } from '../compiler/target/target.ts';
import { weights } from './evidence.ts';
import { expectedColumns } from './expected-columns.ts';
import { nodeOfColumn, type Round } from './flow.ts';
import { elementOf, fieldOf, fix, type Node, newNode, rootOf, see, typeOfNode, unite } from './node.ts';
import { CLOSED, type Opening } from './opening.ts';
import { assertionDemands, walkStatement } from './statements.ts';
import type { Walk } from './walk.ts';
import { type InferRequest, type OutsideTable, openWorld, textsOf, variablesOf, type World } from './world.ts';

/** A table from outside with the place that its columns are fields of. */
export interface InferredTable extends OutsideTable {
  readonly node: Node;
}

/** Rounds after which what is known is taken as it is. */
const MOST_ROUNDS = 8;

/**
 * Finds the tables that the SQL of a project reads and no action makes, and all that their use tells of them. The SQL is
 * analysed again and again, each time with the columns and types found before, until nothing new is found; names that
 * may be columns of several tables are settled last.
 */
export function inferTables(request: InferRequest): readonly InferredTable[] {
  const world = openWorld(request);
  let known: ReadonlyMap<string, readonly TableColumn[]> = new Map();
  let before = '';
  let guess = false;
  for (let count = 1; ; count += 1) {
    const { nodes, unclear } = oneRound(world, known, guess);
    const found = new Map([...nodes].map(([key, node]) => [key, columnsOf(node)]));
    const text = [...found].map(([key, columns]) => `${key} ${columns.map(columnText).join(', ')}`).join('\n');
    const isStable = text === before;
    if (count >= MOST_ROUNDS || (isStable && (guess || !unclear)))
      return [...world.outside].flatMap(([key, table]) => {
        const node = nodes.get(key);
        return node ? [{ ...table, node }] : [];
      });
    guess ||= isStable || count >= MOST_ROUNDS - 3;
    [known, before] = [found, text];
  }
}

const columnText = ({ name, type }: TableColumn): string => `${name} ${typeText(type)}`;

const columnsOf = (node: Node): readonly TableColumn[] =>
  [...rootOf(node).fields.values()].map(({ name, node: of }) => ({ name, type: typeOfNode(of) }));

interface Going {
  readonly world: World;
  readonly round: Round;
  readonly known: ReadonlyMap<string, readonly TableColumn[]>;
  readonly nodes: Map<string, Node>;
  readonly rows: Map<string, Rows | undefined>;
  readonly byName: ReadonlyMap<string, Provider>;
  /** What the stars of an action's query leave open, by its key. */
  readonly openings: Map<string, Opening>;
}

function oneRound(
  world: World,
  known: Going['known'],
  guess: boolean,
): { readonly nodes: ReadonlyMap<string, Node>; readonly unclear: boolean } {
  const byName = new Map(world.providers.map((provider) => [provider.name.toLowerCase(), provider]));
  const outside = new Map<string, Node>();
  const going: Going = {
    world,
    known,
    nodes: new Map(),
    rows: new Map(),
    byName,
    openings: new Map(),
    round: {
      types: new Map(),
      bindings: new Map(),
      rows: new Map(),
      froms: new Map(),
      outside,
      rowsOf: (name) => {
        const provider = byName.get(name);
        return provider && rowsOf(going, provider);
      },
      resolved: new Map(),
      nodes: new Map(),
      columns: new Map(),
    },
  };
  for (const [key, table] of world.outside) place(going, key, table, outside);
  for (const provider of world.providers) rowsOf(going, provider);
  let unclear = false;
  const walked = new Set<Provider>();
  // What reads an action asks for columns that its stars leave open, so that it is looked at first.
  const look = (provider: Provider): void => {
    if (walked.has(provider)) return;
    walked.add(provider);
    const walk: Walk = {
      round: going.round,
      guess,
      unclear: false,
      variables: variablesOf(world, provider),
      commons: [],
      table: (path) => openingOf(going, path, outside, look),
    };
    walkProvider(going, walk, provider);
    unclear ||= walk.unclear;
  };
  for (const provider of inOrder(world.providers)) look(provider);
  for (const provider of world.providers) if (world.outside.get(provider.key)?.standsIn) asItsQuery(going, provider);
  return { nodes: going.nodes, unclear };
}

/** The columns of an action that is made up are those that its query would give. */
function asItsQuery(going: Going, provider: Provider): void {
  const fields = going.nodes.get(provider.key);
  for (const column of rowsOf(going, provider)?.columns ?? []) {
    const field = fields && column.name !== undefined && rootOf(fields).fields.get(column.name.toLowerCase());
    const node = field && nodeOfColumn(going.round, column);
    if (node) unite(node, field.node);
    else if (field) see(field.node, column.type, weights.compared);
  }
}

/** Makes the place of a table's columns: declared ones, and those found in rounds before without their types. */
function place(going: Going, key: string, table: OutsideTable, outside: Map<string, Node>): Node {
  const name = targetName(table.target);
  const node = newNode(name);
  going.nodes.set(key, node);
  outside.set(name.toLowerCase(), node);
  for (const { name: column, type } of table.columns) {
    const field = fieldOf(node, column);
    if (field) fix(field, type);
  }
  for (const { name: column, type } of going.known.get(key) ?? []) {
    const field = fieldOf(node, column);
    if (field) shape(field, type);
  }
  const wildcards = [...going.nodes.keys()].filter((one) => one.endsWith('*') && one !== key);
  const whole = wildcardOf(key, wildcards);
  const wider = whole === undefined ? undefined : going.nodes.get(whole);
  if (wider) unite(wider, node);
  if (key.endsWith('*')) for (const [other, member] of going.nodes) if (wildcardOf(other, [key])) unite(node, member);
  return node;
}

function shape(node: Node, type: SqlType): void {
  if (type.kind === 'ARRAY') {
    const element = elementOf(node);
    if (element) shape(element, type.element);
  }
  if (type.kind === 'STRUCT')
    for (const { name, type: of } of type.fields) {
      const field = name === undefined ? undefined : fieldOf(node, name);
      if (field) shape(field, of);
    }
}

/** Binds an action's texts once and gives the rows of its query. */
function rowsOf(going: Going, provider: Provider): Rows | undefined {
  const { key } = provider;
  if (going.rows.has(key)) return going.rows.get(key);
  going.rows.set(key, undefined);
  const rows = bind(going, provider.unit);
  going.rows.set(key, rows);
  const incremental = going.world.incremental.get(key);
  if (incremental) bind(going, incremental);
  return rows;
}

function bind(going: Going, unit: Unit): Rows | undefined {
  const { types, bindings, rows, froms } = going.round;
  const catalog: Catalog = { table: (path) => schemaOf(going, path), routine: going.world.routine };
  const b = { ...freshBinder(catalog), types, bindings, rows, froms };
  let made: Rows | undefined;
  for (const { role, statements } of textsOf(going.world, unit)) {
    bindStatements(b, statements);
    const query = role === 'query' ? queryOf(statements) : undefined;
    if (query) made = rows.get(query);
  }
  return made;
}

const queryOf = (statements: readonly Statement[]): Query | undefined =>
  statements.length === 1 && statements[0]?.kind === 'query' ? statements[0].query : undefined;

function schemaOf(going: Going, path: readonly string[]): ReturnType<Catalog['table']> {
  const { world, known } = going;
  for (const key of world.keysOf(path)) {
    const provider = world.byKey.get(key);
    if (provider) {
      const rows = rowsOf(going, provider);
      if (!rows) return undefined;
      const { columns, complete } = storedRows(rows);
      return tableSchema(provider.name, columns, complete, 'table');
    }
    const table = world.outside.get(key);
    if (!table) continue;
    const columns = known.get(key) ?? table.columns;
    const plain = columns.filter(({ name }) => !/^_(TABLE_SUFFIX|PARTITIONTIME|PARTITIONDATE|FILE_NAME)$/i.test(name));
    const kind = key.endsWith('*') ? 'wildcard' : 'source';
    return tableSchema(targetName(table.target), plain, table.complete, kind);
  }
  return undefined;
}

/** What a table's path leaves open. A table that nobody has heard of comes from outside. */
function openingOf(
  going: Going,
  path: readonly string[],
  outside: Map<string, Node>,
  look: (provider: Provider) => void,
): Opening {
  const { world, nodes } = going;
  const keys = world.keysOf(path);
  const isMade = (key: string): boolean => world.created.has(key) && !world.outside.has(key);
  if (isSystemPath(path) || keys.some(isMade)) return CLOSED;
  for (const key of keys) {
    const provider = world.byKey.get(key);
    if (provider) {
      look(provider);
      return { kind: 'any', of: () => [going.openings.get(key) ?? CLOSED], except: new Set() };
    }
    const node = nodes.get(key);
    if (node) return { kind: 'table', node, closed: world.outside.get(key)?.complete ?? false };
  }
  const key = keys[0] ?? '';
  const [database, schema, name = ''] = key.split('\n');
  if (name === '' || !schema) return CLOSED;
  const target: Target = { ...(database && { database }), schema, name };
  const table: OutsideTable = { target, columns: [], complete: false, isDeclared: false };
  world.outside.set(key, table);
  return { kind: 'table', node: place(going, key, table, outside), closed: false };
}

function walkProvider(going: Going, walk: Walk, provider: Provider): void {
  const { world, openings } = going;
  for (const { role, statements } of textsOf(world, provider.unit)) {
    for (const statement of statements) {
      const opening = walkStatement(walk, statement);
      if (role === 'query' && opening && statements.length === 1) openings.set(provider.key, opening);
      if (provider.kind === 'assertions' && statement.kind === 'query') {
        assertionDemands(walk, statement.query);
        expectedColumns(walk, statement.query);
      }
    }
  }
  const incremental = world.incremental.get(provider.key);
  if (incremental)
    for (const { statements } of textsOf(world, incremental))
      for (const statement of statements) walkStatement(walk, statement);
}
