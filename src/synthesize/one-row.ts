import { pathOf } from '../compiler/analyse/project/names.ts';
import { functionNamed } from '../compiler/analyse/signatures/functions.ts';
import type { Expr, Query } from '../compiler/sql/ast.ts';
import { holdsWithin } from '../compiler/sql/children.ts';
import { constantText } from './evidence.ts';
import { nodeOf } from './flow.ts';
import { elementOf, rootOf } from './node.ts';
import type { Walk } from './walk.ts';

/**
 * A query that stands for a value gives one row at most, or it is an error: where it reads a table or an array from
 * outside as it stands, that has one row, or a column that is compared has no value twice.
 */
export function oneRow(w: Walk, query: Query): void {
  const { body, limit, pipes } = query;
  if (body.kind !== 'select' || limit || pipes.length > 0 || body.groupBy.kind !== 'none' || body.qualify) return;
  const { from, where, items } = body;
  if (!from || items.some((item) => item.kind === 'expr' && aggregates(item.value))) return;
  if (from.kind === 'unnest') {
    const array = nodeOf(w.round, from.of);
    const element = array && elementOf(array);
    if (element && !(where && compares(where))) rootOf(element).single = true;
    return;
  }
  if (from.kind !== 'table' || w.commons.some(({ name }) => name === from.parts[0]?.name.toLowerCase())) return;
  const opening = w.table(pathOf(from.parts));
  if (opening.kind !== 'table') return;
  const keys = (where ? compared(where) : []).flatMap((e) => nodeOf(w.round, e) ?? []);
  const own = keys.find((node) =>
    [...rootOf(opening.node).fields.values()].some((field) => rootOf(field.node) === rootOf(node)),
  );
  if (own) own.unique = true;
  else opening.node.single = true;
}

const aggregates = (e: Expr): boolean =>
  holdsWithin(e, (part) => part.kind === 'call' && !part.over && functionNamed(part.name)?.traits.kind === 'aggregate');

/** Both sides of the equations that all must hold. */
function compared(e: Expr): readonly Expr[] {
  if (e.kind !== 'binary') return [];
  if (e.op === 'AND') return [...compared(e.left), ...compared(e.right)];
  return e.op === '=' ? [e.left, e.right] : [];
}

/** Whether an equation with a constant must hold: an array has one element at most for each constant. */
const compares = (e: Expr): boolean => compared(e).some((side) => constantText(side) !== undefined);
