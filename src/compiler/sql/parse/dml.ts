import type { Expr, Ident } from '../ast.ts';
import type { Assignment, InsertSource, MergeWhen, Statement } from '../ast-statement.ts';
import { clause } from './clause.ts';
import {
  bracketedList,
  type Cursor,
  endSince,
  expect,
  given,
  here,
  list,
  looks,
  since,
  take,
  takeOne,
  unexpected,
} from './cursor.ts';
import { bad, expression, pathExpression } from './expression.ts';
import { from, item } from './from.ts';
import { alias, plainIdent } from './name.ts';
import { isQuery, query } from './query.ts';
import { tablePath } from './table-path.ts';

/** `INSERT [INTO] t [(columns)] VALUES .. | query`. */
export function insert(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'INSERT');
  take(c, 'INTO');
  const into = tablePath(c);
  const columns = looks(c, '(') && !isQuery(c) ? bracketedList<Ident>(c, plainIdent) : [];
  return { kind: 'insert', into, columns, source: insertSource(c), ...since(c, start) };
}

function insertSource(c: Cursor): InsertSource {
  if (take(c, 'VALUES')) return { kind: 'values', rows: list(c, row) };
  if (!isQuery(c) && c.tokens[c.at]?.kind !== 'param') return unexpected(c, '`VALUES` or a query');
  return { kind: 'query', query: query(c) };
}

const row = (c: Cursor): Expr[] => bracketedList(c, value);

function value(c: Cursor): Expr {
  const start = here(c);
  return take(c, 'DEFAULT') ? { start, end: endSince(c, start), kind: 'default' } : expression(c);
}

const assignments = (c: Cursor): Assignment[] =>
  list(c, () => {
    const column = pathExpression(c);
    expect(c, '=');
    return { column, value: value(c) };
  });

const condition = (c: Cursor): Expr => clause(c, (inner) => expression(inner), bad({ start: here(c), end: here(c) }));

/** `UPDATE t [alias] SET .. [FROM ..] WHERE ..`. */
export function update(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'UPDATE');
  const table = tablePath(c);
  const name = alias(c);
  expect(c, 'SET');
  const set = clause<Assignment[]>(c, assignments, []);
  const source = take(c, 'FROM') ? from(c) : undefined;
  expect(c, 'WHERE');
  const where = condition(c);
  return {
    start,
    end: endSince(c, start),
    kind: 'update',
    table,
    ...given('alias', name),
    set,
    ...given('from', source),
    where,
  };
}

/** `DELETE [FROM] t [alias] WHERE ..`. */
export function remove(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'DELETE');
  take(c, 'FROM');
  const table = tablePath(c);
  const name = alias(c);
  expect(c, 'WHERE');
  const where = condition(c);
  return { start, end: endSince(c, start), kind: 'delete', from: table, ...given('alias', name), where };
}

/** `MERGE [INTO] t [alias] USING .. ON .. WHEN ..`. */
export function merge(c: Cursor): Statement {
  const start = here(c);
  expect(c, 'MERGE');
  take(c, 'INTO');
  const into = tablePath(c);
  const name = alias(c);
  expect(c, 'USING');
  const using = item(c);
  expect(c, 'ON');
  const on = expression(c);
  const whens: MergeWhen[] = [];
  while (looks(c, 'WHEN')) whens.push(mergeWhen(c));
  if (whens.length === 0) unexpected(c, '`WHEN`');
  return { start, end: endSince(c, start), kind: 'merge', into, ...given('alias', name), using, on, whens };
}

function mergeWhen(c: Cursor): MergeWhen {
  const start = here(c);
  expect(c, 'WHEN');
  const negated = take(c, 'NOT');
  expect(c, 'MATCHED');
  const by =
    negated && take(c, 'BY')
      ? (takeOne(c, ['SOURCE', 'TARGET'] as const) ?? unexpected(c, '`SOURCE` or `TARGET`'))
      : 'TARGET';
  const match = !negated ? 'MATCHED' : by === 'SOURCE' ? 'NOT MATCHED BY SOURCE' : 'NOT MATCHED';
  const and = take(c, 'AND') ? expression(c) : undefined;
  expect(c, 'THEN');
  const action = mergeAction(c);
  return { start, end: endSince(c, start), match, ...given('and', and), action };
}

function mergeAction(c: Cursor): MergeWhen['action'] {
  if (take(c, 'DELETE')) return { kind: 'delete' };
  if (take(c, 'UPDATE')) {
    expect(c, 'SET');
    return { kind: 'update', set: assignments(c) };
  }
  if (!take(c, 'INSERT')) return unexpected(c, '`UPDATE`, `INSERT` or `DELETE`');
  if (take(c, 'ROW')) return { kind: 'insertRow', columns: [] };
  const columns = looks(c, '(') ? bracketedList<Ident>(c, plainIdent) : [];
  if (take(c, 'ROW')) return { kind: 'insertRow', columns };
  expect(c, 'VALUES');
  return { kind: 'insert', columns, values: row(c) };
}
