import type { CommonTable, Ident, SelectItem } from '../ast.ts';
import type { CreatedTable, Statement, TablePath } from '../ast-statement.ts';
import { columnList, tableElements } from './columns.ts';
import { createFunction, createProcedure, createTableFunction } from './create-routine.ts';
import { clauses } from './creation-clauses.ts';
import {
  type Cursor,
  endSince,
  expect,
  given,
  here,
  looks,
  parenthesised,
  peek,
  take,
  takeOne,
  unexpected,
  word,
} from './cursor.ts';
import { systemTime } from './from.ts';
import { ident, isIdent } from './name.ts';
import { badQuery, isQuery, query } from './query.ts';
import { selectItems } from './select.ts';
import { oneApart } from './spelling.ts';
import { opaqueStatement } from './statement.ts';
import { tablePath } from './table-path.ts';

/** What is said before the name. */
export interface Head {
  readonly start: number;
  readonly replace: boolean;
  readonly temporary: boolean;
}

/** What every creation says, with its name. */
export function creation(c: Cursor, head: Head): Omit<Head, 'start'> & { ifNotExists: boolean; name: TablePath } {
  const ifNotExists = take(c, 'IF', 'NOT', 'EXISTS');
  return { replace: head.replace, temporary: head.temporary, ifNotExists, name: tablePath(c) };
}

/** CREATE of anything; an object that is not known is passed over. */
export function create(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'CREATE');
  const replace = take(c, 'OR');
  if (replace) expect(c, 'REPLACE');
  const temporary = takeOne(c, ['TEMP', 'TEMPORARY']) !== undefined;
  const head: Head = { start, replace, temporary };
  if (take(c, 'TABLE', 'FUNCTION')) return createTableFunction(c, head);
  if (take(c, 'AGGREGATE', 'FUNCTION')) return createFunction(c, head, true);
  if (take(c, 'FUNCTION')) return createFunction(c, head, false);
  if (take(c, 'PROCEDURE')) return createProcedure(c, head);
  if (take(c, 'MODEL')) return createModel(c, head);
  if (take(c, 'SCHEMA')) return createSchema(c, head);
  const object = tableObject(c);
  if (object) return createTable(c, head, object);
  if (!mayBeObject(c)) return unexpected(c, 'what is to be created');
  return opaqueStatement(c, `the statement \`CREATE ${word(c)}\``, start);
}

/** Whether what follows can be a kind of object that is not known, with a name. */
function mayBeObject(c: Cursor): boolean {
  const [kind, next] = [peek(c), peek(c, 1)];
  if (kind?.kind !== 'name' || word(c) === 'REPLACE' || oneApart(word(c), objects) !== undefined) return false;
  if (!isIdent(c) && !looks(c, 'ROW')) return false;
  if (misplaced.has(word(c, 1)) && !modifiers.has(word(c))) return false;
  return (next?.kind === 'name' || next?.kind === 'quoted') && !looks(c, word(c), 'AS') && !looks(c, word(c), 'OR');
}

/** Words that can stand before a known object and make another one of it. */
const modifiers: ReadonlySet<string> = new Set(['APPROX', 'LIVE', 'PUBLIC', 'PRIVATE', 'RECURSIVE', 'UNIQUE']);
const misplaced: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'FUNCTION', 'REPLACE', 'TEMP', 'TEMPORARY', 'IF']);

const objects = ['TABLE', 'VIEW', 'FUNCTION', 'PROCEDURE', 'MODEL', 'SCHEMA', 'MATERIALIZED', 'EXTERNAL', 'SNAPSHOT'];

function tableObject(c: Cursor): CreatedTable | undefined {
  if (take(c, 'TABLE')) return 'TABLE';
  if (take(c, 'VIEW')) return 'VIEW';
  if (take(c, 'MATERIALIZED', 'VIEW')) return 'MATERIALIZED VIEW';
  if (take(c, 'EXTERNAL', 'TABLE')) return 'EXTERNAL TABLE';
  return take(c, 'SNAPSHOT', 'TABLE') ? 'SNAPSHOT TABLE' : undefined;
}

type Table = Extract<Statement, { kind: 'create' }>;

function createTable(c: Cursor, head: Head, object: CreatedTable): Statement {
  const made = creation(c, head);
  const elements = looks(c, '(') ? tableElements(c) : undefined;
  const source = copied(c);
  const said = clauses(c);
  const late = source ?? copied(c);
  const body = take(c, 'AS') ? query(c) : undefined;
  if (object !== 'EXTERNAL TABLE' && !body && !elements && !late && !said.unknown) return unexpected(c, '`AS`');
  return {
    start: head.start,
    end: endSince(c, head.start),
    kind: 'create',
    object,
    ...made,
    ...given('columns', elements?.columns),
    ...given('constraints', elements?.constraints),
    ...said,
    ...given('source', late),
    ...given('query', body),
  };
}

/** `LIKE t`, `COPY t`, `CLONE t [FOR SYSTEM_TIME AS OF x]`. */
function copied(c: Cursor): Table['source'] {
  const how = takeOne(c, ['LIKE', 'COPY', 'CLONE'] as const);
  if (!how) return undefined;
  const table = tablePath(c);
  return { how, table, ...given('asOf', systemTime(c)) };
}

function createSchema(c: Cursor, head: Head): Statement {
  const made = creation(c, head);
  const { partitionBy: _, clusterBy: __, partitionColumns: ___, ...said } = clauses(c);
  return { start: head.start, end: endSince(c, head.start), kind: 'createSchema', ...made, ...said };
}

function createModel(c: Cursor, head: Head): Statement {
  const made = creation(c, head);
  const transform = take(c, 'TRANSFORM') ? bracketed(c, selectItems) : [];
  const input = take(c, 'INPUT') ? columnList(c) : undefined;
  const output = take(c, 'OUTPUT') ? columnList(c) : undefined;
  const remote = take(c, 'REMOTE');
  const { partitionBy: _, clusterBy: __, partitionColumns: ___, ...said } = clauses(c);
  const source = take(c, 'AS') ? modelSource(c) : {};
  return {
    start: head.start,
    end: endSince(c, head.start),
    kind: 'createModel',
    ...made,
    ...said,
    transform,
    ...given('input', input),
    ...given('output', output),
    ...(remote ? { remote: true } : {}),
    ...source,
  };
}

const bracketed = (c: Cursor, parse: (c: Cursor) => SelectItem[]): SelectItem[] =>
  parenthesised<SelectItem[]>(
    c,
    () => parse(c),
    () => [],
  );

type Model = Pick<Extract<Statement, { kind: 'createModel' }>, 'query' | 'inputs'>;

/** The query of a model, or `(training_data AS (..), custom_holiday AS (..))`. */
function modelSource(c: Cursor): Model {
  if (isQuery(c)) return { query: query(c) };
  if (c.words[c.at + 2] !== 'AS') return { query: query(c) };
  const inputs = parenthesised<CommonTable[]>(
    c,
    () => {
      const made: CommonTable[] = [];
      do {
        const name: Ident = ident(c);
        expect(c, 'AS');
        made.push({ name, query: parenthesised(c, () => query(c), badQuery) });
      } while (take(c, ','));
      return made;
    },
    () => [],
  );
  return { inputs };
}
