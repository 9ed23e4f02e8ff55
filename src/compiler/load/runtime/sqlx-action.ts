import type { Loose } from '../../project/schema.ts';
import type { ActionOrigin } from '../port.ts';
import type { Contextable, SessionAction } from './action.ts';
import { Assertion } from './assertion.ts';
import { DataPreparation } from './data-preparation.ts';
import { type Dataset, type DatasetKind, makeDataset } from './dataset.ts';
import { Declaration } from './declaration.ts';
import { fault } from './faults.ts';
import { currentFile } from './modules.ts';
import { Operation } from './operation.ts';
import { onBehalfOf, type Session } from './session.ts';

type Statements = (context: unknown) => readonly string[];

/** What the module of a SQLX file passes to `dataform.sqlxAction`. */
export interface SqlxOptions {
  readonly sqlxConfig: Loose;
  readonly sqlStatementCount: number;
  readonly sqlContextable: Statements;
  readonly incrementalWhereContextable: Contextable;
  readonly preOperationsContextable: Contextable;
  readonly postOperationsContextable: Contextable;
  readonly inputContextables: readonly { readonly refName: string[]; readonly contextable: Contextable }[];
}

/** Adds the action of a SQLX file. Throws where its config is faulty; what else is wrong is reported. */
export function addSqlxAction(session: Session, options: SqlxOptions): void {
  const { sqlxConfig: config, sqlContextable } = options;
  const type = Object.hasOwn(config, 'type') ? config['type'] : 'operations';
  reportMisplaced(session, options, type);
  if (!config['filename']) config['filename'] = currentFile();
  const origin: ActionOrigin = { from: 'sqlx', path: currentFile(), texts: [] };
  const query = (context: unknown): unknown => sqlContextable(context)[0];
  const add = (action: SessionAction): void => {
    action.origin = { ...origin };
    session.actions.push(action);
  };
  switch (type) {
    case 'view':
    case 'incremental':
    case 'table':
      add(withBlocks(makeDataset(session, type as DatasetKind, config, undefined, origin).query(query), options));
      break;
    case 'assertion':
      add(new Assertion(session, config).query(query));
      break;
    case 'dataPreparation':
      add(new DataPreparation(session, config).query(query));
      break;
    case 'operations':
      add(new Operation(session, config).queries(sqlContextable));
      break;
    case 'declaration':
      add(new Declaration(session, config, config['filename'] as string));
      break;
    case 'test':
      onBehalfOf(origin, () => addTest(session, options, query));
      break;
    default:
      throw fault('BF1033', `Unrecognized action type: ${String(config['type'])}`);
  }
}

function withBlocks(dataset: Dataset, options: SqlxOptions): Dataset {
  if (options.incrementalWhereContextable) dataset.where(options.incrementalWhereContextable);
  if (options.preOperationsContextable) dataset.preOps(options.preOperationsContextable);
  if (options.postOperationsContextable) dataset.postOps(options.postOperationsContextable);
  return dataset;
}

function addTest(session: Session, options: SqlxOptions, query: Contextable): void {
  const { sqlxConfig: config } = options;
  const test = session
    .test(config['name'] as string)
    .config(config)
    .expect(query);
  options.inputContextables.forEach(({ refName, contextable }) => {
    test.input(refName, contextable);
  });
}

function reportMisplaced(session: Session, options: SqlxOptions, type: unknown): void {
  const isDataset = type === 'view' || type === 'table' || type === 'incremental';
  const found: readonly (readonly [wrong: boolean, code: string, message: string])[] = [
    [
      options.sqlStatementCount > 1 && type !== 'operations',
      'BF1034',
      "Actions may only contain more than one SQL statement if they are of type 'operations'.",
    ],
    [
      Object.hasOwn(options.sqlxConfig, 'protected') && type !== 'incremental',
      'BF1035',
      "Actions may only specify 'protected: true' if they are of type 'incremental'.",
    ],
    [
      Boolean(options.incrementalWhereContextable) && type !== 'incremental',
      'BF1036',
      "Actions may only include incremental_where if they are of type 'incremental'.",
    ],
    [
      options.inputContextables.length > 0 && type !== 'test',
      'BF1037',
      "Actions may only include input blocks if they are of type 'test'.",
    ],
    [
      Boolean(options.preOperationsContextable) && !isDataset,
      'BF1038',
      'Actions may only include pre_operations if they create a dataset.',
    ],
    [
      Boolean(options.postOperationsContextable) && !isDataset,
      'BF1038',
      'Actions may only include post_operations if they create a dataset.',
    ],
  ];
  for (const [wrong, code, message] of found) if (wrong) session.report(fault(code, message));
}
