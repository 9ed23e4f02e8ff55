import type { BigQueryOptions, TableAction } from '../actions/graph.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { sql } from '../dialect/compose.ts';
import type { DatasetSpec, Partition, Strategy, UpdateSpec, Written } from '../dialect/dialect.ts';
import type { TextOrigin } from '../load/port.ts';
import type { CompiledAction, Statement } from '../manifest/manifest.ts';
import type { MappedText } from '../sql/mapped.ts';
import { targetName } from '../target/target.ts';
import { authored, type Base, statement, stepStatement, unsupported } from './action.ts';
import { partitionShape } from './partition.ts';
import { type Lowering, readBy, type Translator, translator } from './texts.ts';

interface TableContext extends Lowering {
  readonly table: TableAction;
  readonly base: Base;
  readonly translate: Translator;
  /** A text of the action with its origins; absent where the graph has none. */
  readonly text: (field: TextOrigin['field'], value: string | undefined, index?: number) => MappedText;
}

/** A table, view or incremental table: how it is made, and for an incremental one how rows are added. */
export async function lowerTable(
  table: TableAction,
  base: Base,
  index: number,
  lowering: Lowering,
): Promise<CompiledAction> {
  const name = targetName(base.target);
  const context: TableContext = {
    ...lowering,
    table,
    base,
    translate: translator(name, base.fileName, lowering, lowering.readerOf?.(base.target)),
    text: (field, value, i = 0) => lowering.textOf('tables', index, field, i) ?? { text: value ?? '', pieces: [] },
  };
  const create = await creation(context);
  const update = table.type === 'incremental' ? await addition(context) : undefined;
  const fault = context.translate.fault() ?? (create === undefined ? 'its query cannot be translated' : undefined);
  if (fault !== undefined || create === undefined) return unsupported(base, fault ?? '');
  const why = create.fault ?? update?.fault;
  const place = base.fileName === undefined ? {} : { span: { file: base.fileName, start: 0, end: 0 } };
  const engine = lowering.dialect.title;
  if (why !== undefined) {
    lowering.report(diagnostic('BF1620', { action: name, engine, why }, { action: name, ...place }));
    return unsupported(base, why);
  }
  const left = create.omitted ?? [];
  if (left.length > 0)
    lowering.report(diagnostic('BF1622', { action: name, engine, settings: left }, { action: name, ...place }));
  for (const what of create.silent ?? [])
    lowering.grade?.(name, { what: `the setting ${what}`, grade: 'exact', reason: leftOut(engine), ...place });
  return {
    ...base,
    create: create.statements,
    ...(update && { update: update.statements }),
    sends: lowering.dialect.sends,
    ...readBy(context.translate),
    ...(table.uniqueKey && table.uniqueKey.length > 0 && { uniqueKey: table.uniqueKey }),
    ...(table.protected !== undefined && { protected: table.protected }),
  };
}

/** Why a setting is no fault where it is left out. */
export const leftOut = (engine: string): string => `${engine} has none; it says nothing about rows and is left out`;

interface Scripted extends Omit<Written, 'steps'> {
  readonly statements: readonly Statement[];
}

async function creation(context: TableContext): Promise<Scripted | undefined> {
  const { table, base, dialect, translate, text } = context;
  const pre = await operations(context, 'preOps');
  const query = await translate.query(text('query', table.query), table.type === 'view' ? 'view' : 'table');
  const post = await operations(context, 'postOps');
  if (!query) return undefined;
  const spec = datasetSpec(table, base, query);
  const written = dialect.create(spec);
  const other = spec.type === 'table' ? 'view' : 'table';
  const drop: Statement = { ...statement('own', dialect.drop(base.relation, other)), when: other };
  return { ...written, statements: [...pre, drop, ...written.steps.map(stepStatement), ...post] };
}

function datasetSpec(table: TableAction, { relation }: Base, query: MappedText): DatasetSpec {
  const options: BigQueryOptions = table.bigquery ?? {};
  const described = (table.actionDescriptor?.columns ?? []).flatMap(({ path, description }) =>
    description ? [{ path, description }] : [],
  );
  const shape = options.partitionBy ? partitionShape(options.partitionBy) : undefined;
  return {
    type: table.type === 'view' ? 'view' : 'table',
    materialized: table.materialized ?? false,
    relation,
    query,
    ...(options.partitionBy && { partition: { text: options.partitionBy, ...(shape && { column: shape.column }) } }),
    clusterBy: options.clusterBy ?? [],
    ...(options.partitionExpirationDays !== undefined && { partitionExpirationDays: options.partitionExpirationDays }),
    ...(options.requirePartitionFilter !== undefined && { requirePartitionFilter: options.requirePartitionFilter }),
    additionalOptions: options.additionalOptions ?? {},
    labels: options.labels ?? {},
    ...(table.actionDescriptor?.description && { description: table.actionDescriptor.description }),
    columns: described,
  };
}

async function addition(context: TableContext): Promise<Scripted | undefined> {
  const { table, base, dialect, translate } = context;
  translate.anew();
  const pre = await operations(context, 'incrementalPreOps');
  const query = await translate.query(newRows(context), 'table');
  const post = await operations(context, 'incrementalPostOps');
  const options = table.bigquery ?? {};
  const strategy = await strategyOf(context);
  const filter = options.updatePartitionFilter;
  const partitionFilter = filter ? await translate.expression(`DATAFORM_DEST.${filter}`) : undefined;
  const predicates: string[] = [];
  for (const predicate of (options.incrementalPredicates ?? []).filter((p) => p.trim() !== ''))
    predicates.push((await translate.expression(predicate)) ?? '');
  if (!query || translate.fault() !== undefined) return undefined;
  if (!strategy) return { statements: [], fault: 'insert_overwrite needs a partitionBy' };
  const policy = table.onSchemaChange;
  const spec: UpdateSpec = {
    relation: base.relation,
    query,
    strategy,
    uniqueKey: table.uniqueKey ?? [],
    ...(partitionFilter && { partitionFilter }),
    predicates,
    ...(policy !== undefined && policy !== 'IGNORE' && { schemaChange: policy }),
    id: (use) => context.id(base.target, use),
  };
  const written = dialect.update(spec);
  return { ...written, statements: [...pre, ...written.steps.map(stepStatement), ...post] };
}

/** Dataform's choice: INSERT_OVERWRITE if it is asked for, else a merge where there is a unique key. */
async function strategyOf(context: TableContext): Promise<Strategy | undefined> {
  const { incrementalStrategy, uniqueKey = [], bigquery } = context.table;
  if (incrementalStrategy !== 'INSERT_OVERWRITE') return { type: uniqueKey.length > 0 ? 'merge' : 'append' };
  const partition = bigquery?.partitionBy ? await translatedPartition(bigquery.partitionBy, context) : undefined;
  return partition && { type: 'overwrite', partition };
}

/** The query of an incremental run; a `where` block goes around it as Dataform puts it. */
function newRows({ table, text }: TableContext): MappedText {
  const query = table.incrementalQuery ? text('incrementalQuery', table.incrementalQuery) : text('query', table.query);
  if (!table.where) return query;
  return sql`\n  select * from (${query}) as subquery\n    where ${text('where', table.where)}`;
}

async function operations(
  { table, translate, text }: TableContext,
  field: 'preOps' | 'postOps' | 'incrementalPreOps' | 'incrementalPostOps',
): Promise<readonly Statement[]> {
  const role = field === 'preOps' || field === 'incrementalPreOps' ? 'pre' : 'post';
  const statements: Statement[] = [];
  for (const [i, value] of (table[field] ?? []).entries()) {
    const translated = await translate.statement(text(field, value, i));
    if (translated && translated.text !== '') statements.push(authored(role, translated));
  }
  return statements;
}

async function translatedPartition(expression: string, { translate }: TableContext): Promise<Partition | undefined> {
  const text = await translate.expression(expression);
  const shape = partitionShape(expression);
  if (text === undefined || shape === undefined) return text === undefined ? undefined : { text };
  const ofTarget = await translate.expression(shape.with(`DATAFORM_DEST.${shape.written}`));
  const ofSource = await translate.expression(shape.with(`DATAFORM_SOURCE.${shape.written}`));
  return {
    text,
    ...(ofTarget !== undefined && { ofTarget }),
    ...(ofSource !== undefined && { ofSource }),
  };
}
