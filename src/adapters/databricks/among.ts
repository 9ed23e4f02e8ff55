import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { Call, Expr } from '../../compiler/sql/ast.ts';
import { amongElements } from './subquery.ts';

type InQuery = Extract<Expr, { kind: 'inQuery' }>;

/** By statement: the conditions in it for which NULL is as good as FALSE. */
const conditionsOf = new WeakMap<object, ReadonlySet<Expr>>();

/** Conditions that this module writes. */
const own = new WeakSet<Expr>();

/**
 * `IN (SELECT ..)`. Spark works it out by a join that knows a match or none: what should be NULL is FALSE, with and without
 * NOT. That is right in a condition; a value is TRUE where the one is, FALSE where the other is, and NULL elsewhere.
 */
export function among(e: InQuery, p: Printer): Frag | undefined {
  const elements = amongElements(e, p);
  if (elements || own.has(e) || conditions(p.statement).has(e)) return elements;
  const [is, isNot]: [InQuery, InQuery] = [{ ...e }, { ...e, not: !e.not }];
  own.add(is);
  own.add(isNot);
  return q`CASE WHEN ${p.expr(is)} THEN TRUE WHEN ${p.expr(isNot)} THEN FALSE END`;
}

function conditions(statement: object | undefined): ReadonlySet<Expr> {
  const known = statement && conditionsOf.get(statement);
  if (known) return known;
  const found = new Set<Expr>();
  walk(statement, (node) => {
    for (const condition of conditionsIn(node)) add(condition, found);
    return true;
  });
  if (statement) conditionsOf.set(statement, found);
  return found;
}

/** What stands in a node as a condition: of rows, groups and joins, of CASE WHEN, IF and COUNTIF. */
function conditionsIn(node: { readonly kind: string }): readonly unknown[] {
  const e = node as Expr;
  if (e.kind === 'case') return e.of ? [] : e.whens.map(({ when }) => when);
  if (e.kind === 'call') return ['IF', 'COUNTIF'].includes((e as Call).name) ? (e as Call).args.slice(0, 1) : [];
  const clauses = node as { where?: unknown; having?: unknown; qualify?: unknown; on?: unknown; condition?: unknown };
  return [
    clauses.where,
    clauses.having,
    clauses.qualify,
    clauses.on,
    ...(node.kind === 'where' ? [clauses.condition] : []),
  ];
}

/** Adds a condition with all that AND and OR join in it. */
function add(condition: unknown, found: Set<Expr>): void {
  if (typeof condition !== 'object' || condition === null || !('kind' in condition)) return;
  const e = condition as Expr;
  found.add(e);
  if (e.kind !== 'binary' || (e.op !== 'AND' && e.op !== 'OR')) return;
  add(e.left, found);
  add(e.right, found);
}
