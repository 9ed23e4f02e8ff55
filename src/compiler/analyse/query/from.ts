import { unreachable } from '../../diagnostics/unreachable.ts';
import type { From } from '../../sql/ast.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { FromScope, Scope } from '../model/relation.ts';
import { NOTHING, relationOf, scopeOf, unknownRelation } from '../scope/from-scope.ts';
import { bindQuery } from './bind-query.ts';
import { bindJoin } from './join.ts';
import { bindPivot } from './pivot.ts';
import { plain } from './place.ts';
import { bindTable } from './table.ts';
import { bindTableFunction } from './table-function.ts';
import { bindUnnest } from './unnest.ts';
import { bindUnpivot } from './unpivot.ts';

/**
 * Binds an item of a FROM clause and gives what it offers. `left` is what stands to its left, which arrays may read;
 * for the rows that a pipe operator is given it is those rows.
 */
export function bindFrom(b: Binder, outer: Scope | undefined, left: FromScope | undefined, from: From): FromScope {
  const scope = bindItem(b, outer, left, from);
  b.froms.set(from, scope);
  return scope;
}

function bindItem(b: Binder, outer: Scope | undefined, left: FromScope | undefined, from: From): FromScope {
  switch (from.kind) {
    case 'table':
      return bindTable(b, outer, left, from);
    case 'subquery':
      return scopeOf(relationOf(bindQuery(b, outer, from.query), from.alias?.name, from.alias ?? from));
    case 'unnest':
      return bindUnnest(b, outer, left, from);
    case 'tableFunction':
      return bindTableFunction(b, outer, left, from);
    case 'join':
      return bindJoin(b, outer, left, from);
    case 'pivot':
      return bindPivot(b, outer, bindFrom(b, outer, left, from.of), from.pivot, from.alias);
    case 'unpivot':
      return bindUnpivot(b, outer, bindFrom(b, outer, left, from.of), from.unpivot, from.alias);
    case 'sample':
      return sampled(b, outer, left, from);
    case 'paren':
      return bindFrom(b, outer, undefined, from.of);
    case 'input':
      return left ?? NOTHING;
    case 'verbatim':
    case 'opaque':
      return scopeOf(unknownRelation(from.alias?.name, from));
    case 'bad':
      return scopeOf(unknownRelation(undefined, from));
    default:
      return unreachable(from);
  }
}

function sampled(
  b: Binder,
  outer: Scope | undefined,
  left: FromScope | undefined,
  from: From & { readonly kind: 'sample' },
): FromScope {
  const of = bindFrom(b, outer, left, from.of);
  if (from.sample) typeOf(b, { from: NOTHING }, from.sample.size, plain('TABLESAMPLE'));
  const [only] = of.relations;
  if (!from.alias || !only || of.relations.length > 1) return of;
  return { ...of, relations: [{ ...only, alias: from.alias.name }] };
}

/** Reports two items of a FROM clause that go by one name, at the second. */
export function reportDuplicates(b: Binder, left: FromScope, right: FromScope): void {
  for (const { alias, at } of right.relations) {
    if (alias === undefined) continue;
    const lower = alias.toLowerCase();
    if (left.relations.some((other) => other.alias?.length === alias.length && other.alias.toLowerCase() === lower))
      report(b, 'BF2112', { name: alias }, at);
  }
}
