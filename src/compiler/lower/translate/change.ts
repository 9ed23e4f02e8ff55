import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, From, Ident } from '../../sql/ast.ts';
import type { Assignment, MergeWhen, Statement, TablePath } from '../../sql/ast-statement.ts';
import { assigned } from './assigned.ts';
import { insertOf, insertRow } from './insert-row.ts';
import { refuseQueries } from './merge-queries.ts';
import { inTurn } from './program.ts';
import type { Printer } from './rules.ts';
import { named, printFrom, relationOf } from './tables.ts';
import { commas, type Frag, joined, NL, q } from './text.ts';
import { walk } from './walk.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const nameOf = (path: TablePath, alias: Ident | undefined): string => alias?.name ?? path.parts.at(-1)?.name ?? '';

/** Makes the target of a change a range variable and gives its text with the alias. */
function target(path: Of<'update'>['table'], alias: Of<'update'>['alias'], p: Printer): Frag {
  const relation = relationOf(path, p);
  const names = path.parts.map((part) => part.name);
  const name = nameOf(path, alias);
  p.scope.ranges.set(name.toLowerCase(), {
    name,
    as: name,
    value: false,
    nullable: false,
    wildcard: false,
    ...(alias ? {} : { path: names }),
  });
  return q`${relation}${named(relation, name, p) ? '' : q` AS ${p.rules.identifier(name)}`}`;
}

/** `target` is what the statement calls its table: `t.x = 1` is the column `x`. */
function assignments(set: readonly Assignment[], target: string, p: Printer): Frag {
  return commas(
    set.map(({ column, value }) => {
      const name = assignedColumn(column, target, p);
      if (name === undefined) return p.refuse(column, 'an assignment to a field', 'Assign the whole column.');
      return q`${p.rules.identifier(name)} = ${assigned(value, p.type(column), p)}`;
    }),
  );
}

function assignedColumn(column: Expr, target: string, p: Printer): string | undefined {
  if (column.kind !== 'path') return undefined;
  const [first, second, ...more] = column.parts;
  if (!second) return first?.name;
  const binding = p.session.binder.bindings.get(column);
  const isField = binding?.kind === 'column' && binding.path.length > 0;
  const isOfTarget = first?.name.toLowerCase() === target.toLowerCase() && more.length === 0;
  return isOfTarget && !isField ? second.name : undefined;
}

export function update(s: Of<'update'>, p: Printer): Frag {
  const table = target(s.table, s.alias, p);
  if (s.from && p.rules.updatesByMerge) return updateByMerge(s, s.from, table, p);
  if (s.from && !p.rules.has.updateFrom) return p.refuse(s.from, 'UPDATE with FROM', 'Use MERGE.');
  const source = s.from && printFrom(s.from, p, [s]);
  const where = p.expr(s.where);
  const name = nameOf(s.table, s.alias);
  const set = assignments(s.set, name, p);
  const text = q`UPDATE ${table}${NL}SET ${set}${source ? q`${NL}FROM ${source}` : ''}${NL}WHERE ${where}`;
  return inTurn([...(source ? once({ name, table, source, where }, p) : []), text], p.program);
}

/** Pairs of a row of a table and a row of a source that changes it. */
interface Pairs {
  readonly name: string;
  readonly table: Frag;
  readonly source: Frag;
  readonly where: Frag;
}

/** What fails first where several rows of a source would change one of the table, on an engine that takes any of them. */
const once = ({ name, ...pairs }: Pairs, p: Printer): readonly Frag[] =>
  p.rules.changedOnce ? [p.rules.changedOnce({ ...pairs, name: p.rules.identifier(name) })] : [];

/** MERGE, too, fails where several rows of the source meet one of the target. */
function updateByMerge(s: Of<'update'>, source: From, table: Frag, p: Printer): Frag {
  if (source.kind !== 'table' && source.kind !== 'subquery')
    return p.refuse(source, 'UPDATE with a FROM of this kind', 'Put it into a subquery.');
  walk(s.where, ({ kind }) => {
    if (kind !== 'select') return true;
    p.refuse(s.where, 'UPDATE with FROM and a subquery in its condition');
    return false;
  });
  const using = printFrom(source, p, [s]);
  const set = assignments(s.set, nameOf(s.table, s.alias), p);
  const text = q`MERGE INTO ${table}${NL}USING ${using}${NL}ON ${p.expr(s.where)}${NL}WHEN MATCHED THEN UPDATE SET ${set}`;
  return inTurn([text], p.program);
}

export function remove(s: Of<'delete'>, p: Printer): Frag {
  const table = target(s.from, s.alias, p);
  return q`DELETE FROM ${table}${NL}WHERE ${p.expr(s.where)}`;
}

export function merge(s: Of<'merge'>, p: Printer): Frag {
  refuseQueries(s, p);
  const into = target(s.into, s.alias, p);
  const using = printFrom(s.using, p, [s]);
  const on = p.expr(s.on);
  const whens = s.whens.filter(isReached).map((when) => ({
    when,
    and: when.and ? p.operand(when.and) : isUnasked(when, s) && p.rules.has.deletesTwice ? 'TRUE' : undefined,
    action: mergeAction(when, s, p),
  }));
  const clauses = whens.map(
    ({ when, and, action }) => q`${NL}WHEN ${when.match}${and ? q` AND ${and}` : ''} THEN ${action}`,
  );
  const text = q`MERGE INTO ${into}${NL}USING ${using}${NL}ON ${on}${clauses}`;
  const matched = whens.filter(({ when }) => when.match === 'MATCHED').map(({ and }) => and);
  if (matched.length === 0) return inTurn([text], p.program);
  const ands = matched.filter((and) => and !== undefined);
  const where = ands.length < matched.length ? on : q`(${on}) AND (${joined(ands, ' OR ')})`;
  const pairs = { name: nameOf(s.into, s.alias), table: into, source: using, where };
  return inTurn([...once(pairs, p), text], p.program);
}

/** Behind a clause without a condition no other of its kind is reached; engines take none there. */
const isReached = ({ match }: MergeWhen, at: number, all: readonly MergeWhen[]): boolean =>
  !all.slice(0, at).some((earlier) => earlier.match === match && !earlier.and);

/** A deletion of all rows that have a counterpart, and nothing else for these rows. */
const isUnasked = ({ match, action }: MergeWhen, { whens }: Of<'merge'>): boolean =>
  match === 'MATCHED' && action.kind === 'delete' && whens.filter((when) => when.match === match).length === 1;

function mergeAction(when: MergeWhen, s: Of<'merge'>, p: Printer): Frag {
  const { action } = when;
  switch (action.kind) {
    case 'delete':
      return 'DELETE';
    case 'update':
      return q`UPDATE SET ${assignments(action.set, nameOf(s.into, s.alias), p)}`;
    case 'insertRow':
      return insertRow(when, action.columns, s, p);
    case 'insert':
      return insertOf(s.into, action.columns, action.values, p);
    default:
      return unreachable(action);
  }
}
