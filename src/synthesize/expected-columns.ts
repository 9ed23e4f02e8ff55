import { isSystemPath, pathOf } from '../compiler/analyse/project/names.ts';
import { walk } from '../compiler/lower/translate/walk.ts';
import type { Expr, Query } from '../compiler/sql/ast.ts';
import { columnIn } from './opening.ts';
import type { Walk } from './walk.ts';

type Kind<K extends Expr['kind']> = Extract<Expr, { readonly kind: K }>;

const NAME = /^[A-Za-z_]\w{0,127}$/;

/**
 * An assertion that looks up a table in INFORMATION_SCHEMA.COLUMNS tells which columns it should have: the names in the
 * lists that it compares them with.
 */
export function expectedColumns(w: Walk, query: Query): void {
  const tables = tablesLookedUp(query);
  if (tables.length === 0) return;
  const names = new Set<string>();
  walk(query, (node) => {
    const items = node.kind === 'array' ? (node as Kind<'array'>).items : [];
    for (const item of items) if (item.kind === 'string' && NAME.test(item.value)) names.add(item.value);
    return true;
  });
  for (const path of tables) {
    const opening = w.table(path);
    for (const name of names) columnIn([opening], name, true);
  }
}

/** `FROM p.d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't'` is the table `p.d.t`. */
function tablesLookedUp(query: Query): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  walk(query, (node) => {
    const { from, where } = node as Partial<Extract<Query['body'], { kind: 'select' }>>;
    if (node.kind !== 'select' || from?.kind !== 'table' || !where) return true;
    const path = pathOf(from.parts);
    if (!isSystemPath(path) || path.at(-1)?.toUpperCase() !== 'COLUMNS') return true;
    for (const name of namesEqual(where)) found.push([...path.slice(0, -2), name]);
    return true;
  });
  return found;
}

function namesEqual(where: Expr): readonly string[] {
  if (where.kind !== 'binary') return [];
  if (where.op === 'AND') return [...namesEqual(where.left), ...namesEqual(where.right)];
  const { left, right } = where;
  const isName = left.kind === 'path' && left.parts.at(-1)?.name.toLowerCase() === 'table_name';
  return where.op === '=' && isName && right.kind === 'string' ? [right.value] : [];
}
