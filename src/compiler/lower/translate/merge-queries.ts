import type { At, Expr } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import type { Printer } from './rules.ts';
import { walk } from './walk.ts';

type Merge = Extract<Statement, { kind: 'merge' }>;

/** Refuses subqueries at places of a MERGE where the engine fails on them. */
export function refuseQueries(s: Merge, p: Printer): void {
  if (p.rules.has.queriesInMerge !== false) return;
  const [inOn] = s.whens.some(({ match }) => match !== 'MATCHED') ? queriesIn(s.on) : [];
  if (inOn)
    p.refuse(inOn, 'a subquery in ON of a MERGE with NOT MATCHED', undefined, 'Work its value out in the source.');
  if (!s.whens.some(({ match }) => match === 'NOT MATCHED BY SOURCE')) return;
  const outer = [...p.session.binder.outerPaths.values()].flat();
  const read = queriesIn(s.whens).find(
    (query) => query.kind === 'inQuery' || outer.some((path) => within(path, query)),
  );
  if (read)
    p.refuse(
      read,
      'a subquery that reads a row of a MERGE with NOT MATCHED BY SOURCE',
      undefined,
      'Work its value out in the source.',
    );
}

const within = (inner: At, outer: At): boolean => outer.start <= inner.start && inner.end <= outer.end;

const kinds: ReadonlySet<string> = new Set(['scalar', 'exists', 'inQuery', 'arrayQuery']);

/** The outermost subqueries. */
function queriesIn(node: unknown): readonly Expr[] {
  const found: Expr[] = [];
  walk(node, (inner) => {
    if (!kinds.has(inner.kind)) return true;
    found.push(inner as Expr);
    return false;
  });
  return found;
}
