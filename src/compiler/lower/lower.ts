import type { CompiledGraph, TableAction, TestAction } from '../actions/graph.ts';
import type { Catalog } from '../analyse/model/catalog.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Dialect, NameMap, Naming } from '../dialect/dialect.ts';
import { nameKey } from '../dialect/names.ts';
import type { CompiledAction, CompiledSchema, Manifest } from '../manifest/manifest.ts';
import { type Target, targetName } from '../target/target.ts';
import { type Base, baseOf, finish, loweringVersion, unsupported } from './action.ts';
import { lowerAssertion, lowerOperation, lowerTest } from './others.ts';
import { routinesOf } from './procedures.ts';
import { lowerTable } from './table.ts';
import type { Lowering, TextOf } from './texts.ts';

export interface LowerRequest {
  /** The resolved graph, without errors. */
  readonly graph: CompiledGraph;
  readonly dialect: Dialect;
  readonly naming: Naming;
  /** A digest in characters that may stand in a name, at least 12 of them. */
  readonly hash: (text: string) => string;
  readonly textOf?: TextOf;
  /** A word for the names of helper objects that no other action uses; by default from the action's name. */
  /** What is known of tables and routines, for the types of what reads them. */
  readonly catalog?: Catalog;
  /** What reads the SQL of an action that is written in another dialect. */
  readonly readerOf?: Lowering['readerOf'];
  readonly id?: (target: Target, use: 'schema-change' | 'staging') => string;
  /** Is told how each part of an action's SQL was translated; the action by its full name. */
  readonly grade?: Lowering['grade'];
}

export interface Lowered {
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes every action of a graph for one engine. Actions that it cannot write are kept, marked, and reported. */
export async function lower(request: LowerRequest): Promise<Lowered> {
  const { graph, dialect, hash } = request;
  const found: Diagnostic[] = [];
  const names = dialect.names(request.naming);
  const context: Lowering = {
    dialect,
    names,
    hash,
    version: loweringVersion(dialect, hash),
    report: (d) => void found.push(d),
    ...(request.grade && { grade: request.grade }),
    ...(request.catalog && { catalog: request.catalog }),
    ...(!dialect.verbatim && routinesOf(graph, names, dialect)),
    ...(request.readerOf && { readerOf: request.readerOf }),
    textOf: request.textOf ?? (() => undefined),
    id: request.id ?? ((target, use) => hash(`${use} ${targetName(target)}`).slice(0, 12)),
  };
  const actions: CompiledAction[] = [];
  for (const one of inOrder(graph, names, context)) actions.push(finish(await one(), context));
  reportCollisions(actions, context);
  const manifest = { version: 1, engine: dialect.name, schemas: schemasOf(actions, dialect), actions } as const;
  return { manifest, diagnostics: found };
}

type Job = () => Promise<CompiledAction> | CompiledAction;

/** One job per action, in the order in which Dataform lists kinds and actions. */
function inOrder(graph: CompiledGraph, names: NameMap, context: Lowering): readonly Job[] {
  const based =
    <A extends Parameters<typeof baseOf>[0]>(
      kind: (action: A) => CompiledAction['kind'],
      write: (action: A, base: Base, i: number) => Job,
    ) =>
    (action: A, i: number): Job => {
      const base = baseOf(action, kind(action), names, context);
      if (base.unsupported !== undefined) return () => unsupported(base, base.unsupported ?? '');
      return base.disabled ? () => ({ ...base, create: [] }) : write(action, base, i);
    };
  const inert = based(
    () => 'declaration',
    (_, base) => () => ({ ...base, create: [] }),
  );
  return [
    ...(graph.tables ?? []).map(
      based<TableAction>(
        (table) => table.type,
        (table, base, i) => () => lowerTable(table, base, i, context),
      ),
    ),
    ...(graph.operations ?? []).map(
      based(
        () => 'operation',
        (operation, base, i) => () => lowerOperation(operation, base, i, context),
      ),
    ),
    ...(graph.assertions ?? []).map(
      based(
        () => 'assertion',
        (assertion, base, i) => () => lowerAssertion(assertion, base, i, context),
      ),
    ),
    ...(graph.tests ?? []).map(
      based<TestAction>(
        () => 'test',
        (test, base, i) => () => lowerTest(test, base, i, context),
      ),
    ),
    ...(graph.declarations ?? []).map(inert),
    ...(graph.notebooks ?? []).map(
      based(
        () => 'notebook',
        (_, base) => () => ({ ...base, create: [] }),
      ),
    ),
    ...(graph.dataPreparations ?? []).map(
      based(
        () => 'dataPreparation',
        (_, base) => () => ({ ...base, create: [] }),
      ),
    ),
  ];
}

const named = (action: CompiledAction): boolean => action.kind !== 'test' && action.kind !== 'notebook';

/** Two actions of different names that are one dataset here would overwrite each other. */
function reportCollisions(actions: readonly CompiledAction[], { dialect, report }: Lowering): void {
  const first = new Map<string, CompiledAction>();
  for (const action of actions) {
    if (!named(action) || action.unsupported !== undefined) continue;
    const key = nameKey(action.relation, dialect);
    const other = first.get(key);
    if (other === undefined) first.set(key, action);
    else if (targetName(other.target) !== targetName(action.target))
      report(
        diagnostic(
          'BF1611',
          {
            name: targetName(action.target),
            other: targetName(other.target),
            engine: dialect.title,
            becomes: dialect.relation(action.relation),
          },
          placeOf(action),
        ),
      );
  }
}

const placeOf = ({
  fileName,
  target,
}: CompiledAction): { action: string; span?: { file: string; start: 0; end: 0 } } => ({
  action: targetName(target),
  ...(fileName !== undefined && { span: { file: fileName, start: 0, end: 0 } }),
});

/** The datasets of everything that writes, once each, in order of appearance. */
function schemasOf(actions: readonly CompiledAction[], dialect: Dialect): readonly CompiledSchema[] {
  const seen = new Map<string, CompiledSchema>();
  for (const { kind, relation, unsupported: cannot } of actions) {
    if (cannot !== undefined || !['table', 'view', 'incremental', 'operation', 'assertion'].includes(kind)) continue;
    const { database, schema } = relation;
    if (schema === undefined || schema === '') continue;
    const key = nameKey({ ...(database !== undefined && { database }), schema, name: '' }, dialect);
    const { text, pieces } = dialect.createSchema(relation);
    if (!seen.has(key))
      seen.set(key, {
        ...(database !== undefined && { database }),
        schema,
        create: { role: 'schema', sql: { text, pieces } },
      });
  }
  return [...seen.values()];
}
