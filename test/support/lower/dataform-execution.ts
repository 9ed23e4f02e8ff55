import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  AssertionAction,
  OperationAction,
  ProjectConfig,
  TableAction,
} from '../../../src/compiler/actions/graph.ts';

/** The part of Dataform's command line that writes SQL; it is not exported, so its bundle is read without its last line. */
interface ExecutionSql {
  createTableTasks(table: unknown, run: { fullRefresh: boolean }, metadata?: unknown): readonly Task[];
  createOperationTasks(operation: unknown): readonly Task[];
  createAssertionTasks(assertion: unknown): readonly Task[];
}

interface Task {
  readonly type: string;
  readonly statement: string;
}

interface Message {
  create(value: object): unknown;
  verify(value: object): string | null;
  fromObject(value: object): unknown;
}

interface Bundle {
  readonly ExecutionSql: new (project: ProjectConfig, version: string, id: () => string) => ExecutionSql;
  readonly dataform: {
    readonly Table: Message;
    readonly Operation: Message;
    readonly Assertion: Message;
    readonly TableType: Readonly<Record<string, number>>;
    readonly TableMetadata: { readonly Type: Readonly<Record<string, number>> };
  };
  readonly dotRepresentation: (graph: unknown, interactive: boolean) => string;
}

const bundlePath = join(import.meta.dirname, '../../engines/dataform-cli/node_modules/@dataform/cli/bundle.js');

/** Dataform's CLI is installed beside the tests only on request (`npm ci` in test/engines/dataform-cli). */
export const dataformIsInstalled = existsSync(bundlePath);

let loaded: Bundle | undefined;

export function dataformBundle(): Bundle {
  if (loaded) return loaded;
  const source = readFileSync(bundlePath, 'utf8')
    .replace(/^#!.*/, '')
    .replace(/\brunCli\(\);\s*$/, '');
  const run = new Function(
    'require',
    'module',
    'exports',
    '__dirname',
    '__filename',
    `${source}\nreturn { ExecutionSql, dataform, dotRepresentation };`,
  );
  const module = { exports: {} };
  loaded = run(createRequire(bundlePath), module, module.exports, join(bundlePath, '..'), bundlePath) as Bundle;
  return loaded;
}

const writer = (project: ProjectConfig): ExecutionSql => {
  const { ExecutionSql } = dataformBundle();
  return new ExecutionSql(project, '3.0.62', () => 'id');
};

const statements = (tasks: readonly Task[]): readonly string[] => tasks.map(({ statement }) => statement);

/** What Dataform's CLI sends for a table, given what exists under its name. */
export function tableStatements(
  project: ProjectConfig,
  table: TableAction,
  existing: { readonly type: 'table' | 'view'; readonly columns: readonly string[] } | undefined,
  fullRefresh: boolean,
): readonly string[] {
  const { dataform } = dataformBundle();
  const metadata = existing && {
    type: dataform.TableMetadata.Type[existing.type.toUpperCase()],
    fields: existing.columns.map((name) => ({ name })),
  };
  return statements(writer(project).createTableTasks(dataform.Table.fromObject(table), { fullRefresh }, metadata));
}

export const operationStatements = (project: ProjectConfig, operation: OperationAction): readonly string[] =>
  statements(writer(project).createOperationTasks(dataformBundle().dataform.Operation.fromObject(operation)));

export const assertionStatements = (project: ProjectConfig, assertion: AssertionAction): readonly string[] =>
  statements(writer(project).createAssertionTasks(dataformBundle().dataform.Assertion.fromObject(assertion)));
