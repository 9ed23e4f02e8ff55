import { AdapterError, type BuildUnit, type UnitResult } from '../adapters/adapter/adapter.ts';
import { sql as compose, type FilledColumn } from '../compiler/dialect/compose.ts';
import type { DatasetType, Dialect } from '../compiler/dialect/dialect.ts';
import { applicable, fillColumns } from '../compiler/manifest/fill.ts';
import type { Statement } from '../compiler/manifest/manifest.ts';
import { type NamedColumn, planSchemaChange } from '../compiler/manifest/schema-change.ts';
import type { Target } from '../compiler/target/target.ts';
import { buildMode } from '../planner/step.ts';

/** What a statement gave back: rows it changed, and the rows it returned as far as they were asked for. */
export interface Sent {
  readonly changed?: number;
  readonly rows: readonly (readonly unknown[])[];
}

/** One connection in one transaction. Rejects with an `AdapterError`. */
export interface Session {
  readonly dialect: Dialect;
  readonly send: (statement: Statement, reads: 'rows' | 'nothing') => Promise<Sent>;
  readonly typeOf: (relation: Target) => Promise<DatasetType | undefined>;
  readonly columnsOf: (relation: Target) => Promise<readonly NamedColumn[] | undefined>;
  /** Makes the dataset that a relation belongs to, if it is not there. */
  readonly ensureSchema: (relation: Target, statement: Statement) => Promise<void>;
}

/** Sends the statements of one action that apply to what stands in its place. */
export async function build(unit: BuildUnit, session: Session): Promise<UnitResult> {
  const { action } = unit;
  for (const { create } of schemasOf(unit)) await session.ensureSchema(action.relation, create);
  for (const { relation, create } of namedDatasets(unit, session.dialect)) await session.ensureSchema(relation, create);
  const standing = await session.typeOf(action.relation);
  switch (buildMode(action, standing, unit.fullRefresh)) {
    case 'check':
      return check(unit, session, standing);
    case 'update':
      return fill(unit, session, applicable(action.update ?? [], standing));
    default:
      return fill(unit, session, applicable(action.create, standing));
  }
}

const schemasOf = ({ action, schemas }: BuildUnit) =>
  schemas.filter(({ schema, database }) => schema === action.relation.schema && database === action.relation.database);

/** Datasets that the action's SQL names, where the engine makes them: a script may create a table in another dataset. */
const namedDatasets = (
  { action: { reads = [], datasets = [] } }: BuildUnit,
  { makesDatasets, createSchema }: Dialect,
) =>
  !makesDatasets
    ? []
    : [...reads, ...datasets].map((relation): { readonly relation: Target; readonly create: Statement } => {
        const { text, pieces } = createSchema(relation);
        return { relation, create: { role: 'schema', sql: { text, pieces } } };
      });

async function fill(unit: BuildUnit, session: Session, statements: readonly Statement[]): Promise<UnitResult> {
  const { relation, uniqueKey = [] } = unit.action;
  let columns: readonly string[] | undefined;
  let rows: number | undefined;
  const known = async (): Promise<readonly string[]> =>
    (columns ??= ((await session.columnsOf(relation)) ?? []).map(({ name }) => name));
  for (const statement of statements) {
    if (statement.column !== undefined && !includesName((await session.columnsOf(relation)) ?? [], statement.column))
      continue;
    const filled = statement.holes
      ? fillColumns(statement, await typed(statement, await known(), relation, session), session.dialect)
      : statement;
    const sent = await session.send(filled, statement.schemaChange ? 'rows' : 'nothing');
    if (statement.role === 'main' && sent.changed !== undefined) rows = (rows ?? 0) + sent.changed;
    if (statement.schemaChange) columns = await changeSchema(statement, sent, uniqueKey, relation, session);
  }
  return rows === undefined || unit.action.kind === 'view' ? {} : { rows };
}

/** Columns for the holes of a statement, with their types where the dialect writes values by them. */
async function typed(
  { incoming }: Statement,
  names: readonly string[],
  relation: Target,
  session: Session,
): Promise<readonly FilledColumn[]> {
  const plain = names.map((name) => ({ name }));
  const { fitted } = session.dialect;
  if (!incoming || !fitted) return plain;
  const stored = (await session.columnsOf(relation)) ?? [];
  if (!stored.some(({ type }) => fitted(type))) return plain;
  const { rows } = await session.send({ role: 'own', sql: incoming }, 'rows');
  const given = rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  const typeIn = (columns: readonly NamedColumn[], wanted: string): string | undefined =>
    columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.type;
  return names.map((name) => {
    const [of, from] = [typeIn(stored, name), typeIn(given, name)];
    return { name, ...(of !== undefined && { stored: of }), ...(from !== undefined && { given: from }) };
  });
}

const includesName = (columns: readonly NamedColumn[], wanted: string): boolean =>
  columns.some(({ name }) => name.toLowerCase() === wanted.toLowerCase());

async function changeSchema(
  statement: Statement,
  { rows }: Sent,
  uniqueKey: readonly string[],
  relation: Target,
  session: Session,
): Promise<readonly string[]> {
  const { schemaChange: policy } = statement;
  if (policy === undefined) return [];
  const incoming = rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
  const existing = (await session.columnsOf(relation)) ?? [];
  const change = planSchemaChange({ policy, relation, existing, incoming, uniqueKey, dialect: session.dialect });
  if ('fault' in change) throw new AdapterError({ kind: 'data', message: change.fault });
  for (const text of change.statements) await session.send({ role: 'own', sql: { text, pieces: [] } }, 'nothing');
  return change.columns;
}

/** Counts the rows that break an assertion, and leaves its view behind as the settings want it. */
async function check(unit: BuildUnit, session: Session, standing: DatasetType | undefined): Promise<UnitResult> {
  const { action, assertionViews } = unit;
  const bare = action.query && compose`select count(*) as row_count from (\n${action.query}\n) as failing_rows`;
  if (assertionViews === 'always' || !bare) {
    return { failing: await count(applicable(action.create, standing), session) };
  }
  const failing = await count([{ role: 'assertion-check', sql: { text: bare.text, pieces: bare.pieces } }], session);
  if (assertionViews === 'on_failure' && failing > 0) {
    await count(
      applicable(action.create, standing).filter(({ role }) => role !== 'assertion-check'),
      session,
    );
  } else if (standing === 'view') {
    const { text, pieces } = session.dialect.drop(action.relation, 'view');
    await session.send({ role: 'own', sql: { text, pieces } }, 'nothing');
  }
  return { failing };
}

async function count(statements: readonly Statement[], session: Session): Promise<number> {
  let failing = 0;
  for (const statement of statements) {
    const asks = statement.role === 'assertion-check';
    const { rows } = await session.send(statement, asks ? 'rows' : 'nothing');
    if (asks) failing += Number(rows[0]?.[0] ?? 0);
  }
  return failing;
}
