import type { AssertionAction, OperationAction, TableAction, TestAction } from '../../actions/graph.ts';
import type { TextOrigin } from '../../load/port.ts';
import type { TextPlace } from './model.ts';

/** One SQL text of an action. */
export interface ActionText {
  /** `query`: one that gives the action's rows. `filter`: a condition that was put behind `before`. */
  readonly role: 'script' | 'query' | 'filter';
  readonly text: string;
  readonly place: TextPlace;
  /** What stands before the author's text and is not his, in UTF-16 units. */
  readonly before?: number;
}

/** Texts that run as one script: variables, temporary functions and tables of one are known to those behind it. */
export interface Unit {
  readonly texts: readonly ActionText[];
  /** The query's rows become a table or view, so that each column needs a name of its own. */
  readonly stored: boolean;
}

type Field = TextOrigin['field'];

function scripts(field: Field, texts: readonly string[] | undefined): readonly ActionText[] {
  return (texts ?? []).map((text, index) => ({ role: 'script', text, place: { in: 'field', field, index } }));
}

function query(field: Field, text: string | undefined): readonly ActionText[] {
  return text === undefined ? [] : [{ role: 'query', text, place: { in: 'field', field, index: 0 } }];
}

/** What makes the table or view. */
export const fullUnit = (table: TableAction): Unit => ({
  texts: [...scripts('preOps', table.preOps), ...query('query', table.query), ...scripts('postOps', table.postOps)],
  stored: true,
});

const withoutEnd = (text: string): string => text.replace(/[\s;]+$/, '');

/** What adds rows to an incremental table. */
export function incrementalUnit(table: TableAction): Unit {
  const field = table.incrementalQuery === undefined ? 'query' : 'incrementalQuery';
  const text = table.incrementalQuery ?? table.query;
  return {
    texts: [
      ...scripts('incrementalPreOps', table.incrementalPreOps),
      ...query(field, text),
      ...(table.where && text
        ? [filter(`SELECT * FROM (\n${withoutEnd(text)}\n) AS subquery\nWHERE `, table.where)]
        : []),
      ...scripts('incrementalPostOps', table.incrementalPostOps),
    ],
    stored: false,
  };
}

const filter = (start: string, where: string): ActionText => ({
  role: 'filter',
  text: start + where,
  before: start.length,
  place: { in: 'field', field: 'where', index: 0 },
});

/** Conditions in settings of an incremental table, over its own rows. `self` is its name in SQL. */
export function settingUnit({ bigquery = {}, uniqueKey = [], query: text = '' }: TableAction, self: string): Unit {
  const texts: ActionText[] = [];
  const add = (keys: readonly string[], value: string, start: string): void => {
    texts.push({ role: 'filter', text: start + value, before: start.length, place: { in: 'setting', keys, value } });
  };
  const { updatePartitionFilter, incrementalPredicates = [] } = bigquery;
  const start = `SELECT 1 FROM ${self} AS DATAFORM_DEST WHERE `;
  if (updatePartitionFilter && uniqueKey.length > 0)
    add(['updatePartitionFilter'], updatePartitionFilter, `${start}DATAFORM_DEST.`);
  const both = `SELECT 1 FROM ${self} AS DATAFORM_DEST, (\n${withoutEnd(text)}\n) AS DATAFORM_SOURCE WHERE `;
  for (const [index, predicate] of incrementalPredicates.entries())
    if (predicate.trim() !== '' && uniqueKey.length > 0) add(['incrementalPredicates', String(index)], predicate, both);
  return { texts, stored: false };
}

export const assertionUnit = ({ query: text }: AssertionAction): Unit => ({
  texts: query('query', text),
  stored: true,
});

export const operationUnit = ({ queries }: OperationAction): Unit => ({
  texts: scripts('queries', queries),
  stored: false,
});

/** The queries of a unit test are independent of each other. */
export const testUnits = ({ testQuery, expectedOutputQuery }: TestAction): readonly Unit[] => [
  { texts: query('testQuery', testQuery), stored: false },
  { texts: query('expectedOutputQuery', expectedOutputQuery), stored: false },
];
