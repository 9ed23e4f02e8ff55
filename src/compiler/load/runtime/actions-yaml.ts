import { mismatch, mismatchMessage } from '../../project/message.ts';
import type { Loose } from '../../project/schema.ts';
import { configSchema } from '../../project/schemas.ts';
import { parsed } from '../../project/wire.ts';
import type { SessionAction } from './action.ts';
import { Assertion } from './assertion.ts';
import { DataPreparation } from './data-preparation.ts';
import { makeDataset } from './dataset.ts';
import { Declaration } from './declaration.ts';
import { about, codeOf, fault, mark, placeOf, setPlace } from './faults.ts';
import { loadFile } from './modules.ts';
import { Notebook } from './notebook.ts';
import { Operation } from './operation.ts';
import { onBehalfOf, type Session } from './session.ts';

const type = configSchema.type('ActionConfigs');

type Make = (session: Session, config: Loose, path: string) => SessionAction;

/** How an entry becomes an action, in the order in which Dataform looks for its key. */
const makers: readonly (readonly [key: string, make: Make])[] = [
  ['table', (session, config, path) => makeDataset(session, 'table', config, path)],
  ['view', (session, config, path) => makeDataset(session, 'view', config, path)],
  ['incrementalTable', (session, config, path) => makeDataset(session, 'incremental', config, path)],
  ['assertion', (session, config, path) => new Assertion(session, config, path)],
  ['operation', (session, config, path) => new Operation(session, config, path)],
  ['declaration', (session, config) => new Declaration(session, config)],
  ['notebook', (session, config, path) => new Notebook(session, config, path)],
  ['dataPreparation', (session, config, path) => new DataPreparation(session, config, path)],
];

/** Adds the actions of one actions.yaml. Throws, and so ends the compilation, where the file is not as it should be. */
export function addYamlActions(session: Session, path: string): void {
  try {
    addActions(session, path);
  } catch (error) {
    if (error instanceof Error && !placeOf(error)) {
      setPlace(error, { path, line: 1, column: 1 });
      if (codeOf(error) === 'BF1011') mark(error, 'BF1020');
    }
    throw error;
  }
}

function addActions(session: Session, path: string): void {
  for (const entry of entriesOf(session, path)) {
    const sqlx = makers.find(([key]) => namesSqlx(entry[key] as Loose | undefined));
    if (sqlx) {
      const { filename } = entry[sqlx[0]] as { filename: string };
      session.report(fault('BF1021', sqlxMessage(sqlx[0], filename)), path);
      continue;
    }
    const maker = makers.find(([key]) => entry[key]);
    if (!maker) throw fault('BF1020', 'Empty action configs are not permitted.');
    onBehalfOf({ from: 'yaml', path }, () => {
      const action = maker[1](session, entry[maker[0]] as Loose, path);
      action.origin = { from: 'yaml', path };
      session.actions.push(action);
    });
  }
}

function entriesOf(session: Session, path: string): readonly Loose[] {
  let data: Loose = {};
  try {
    data = (loadFile(path) as Loose)['asJson'] as Loose;
  } catch (error) {
    session.report(error, path);
  }
  if (!Array.isArray(data)) Object.entries(data);
  const found = mismatch(configSchema, type, data);
  if (found) {
    const error = fault('BF1020', mismatchMessage(type, found, 'docs'), ReferenceError);
    throw found.kind === 'array' ? error : about(error, found);
  }
  return parsed(configSchema, type, data)['actions'] as Loose[];
}

const namesSqlx = (config: Loose | undefined): boolean => {
  const filename = config?.['filename'];
  return typeof filename === 'string' && filename.toLowerCase().endsWith('.sqlx');
};

const sqlxMessage = (key: string, filename: string): string =>
  `Action config "${key}" has filename "${filename}", but .sqlx files cannot be referenced from actions.yaml. ` +
  '.sqlx files are compiled directly from the definitions/ directory. Either use a .sql file with the same contents, ' +
  'or remove the actions.yaml entry and let Dataform pick up the .sqlx file automatically.';
