import type { CommonTable, From } from '../../sql/ast.ts';
import type { Target } from '../../target/target.ts';
import type { Printer } from './rules.ts';
import { slotOf } from './slots.ts';
import { type Frag, plain } from './text.ts';
import { walk } from './walk.ts';

/** A script's variable whose name may be that of a column, with a check of the tables when it runs; undefined where none would do. */
export function unlessColumn(name: string, value: Frag, p: Printer): Frag | undefined {
  const { variables } = p.rules;
  if (!variables?.unlessColumn || plain(value) !== plain(variables.get(slotOf(name, p.session)))) return undefined;
  const tables = isItem(name, p) ? undefined : namedTables(p);
  return tables && variables.unlessColumn(name, tables, value);
}

/** Whether something in the statement is given this name: it could be meant. */
function isItem(name: string, p: Printer): boolean {
  let found = false;
  walkAll(p.statement, (node) => {
    const { alias } = node as { readonly alias?: { readonly name?: string } };
    found ||= alias?.name?.toLowerCase() === name;
  });
  return found;
}

function commonNames(statement: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  walkAll(statement, (node) => {
    const { ctes } = node as { readonly ctes?: readonly CommonTable[] };
    if (Array.isArray(ctes)) for (const { name } of ctes) found.add(name.name.toLowerCase());
  });
  return found;
}

/** Every object of a tree, those without a kind among them. */
function walkAll(node: unknown, visit: (node: object) => void): void {
  const open: unknown[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    visit(next);
    open.push(...Object.values(next).filter((value) => typeof value === 'object' && value !== null));
  }
}

/**
 * The tables that a statement names, where no column of it can come from elsewhere; undefined where one can: from an
 * array of which no type is known, say.
 */
function namedTables(p: Printer): readonly Target[] | undefined {
  if (!p.statement || !querying.has(p.statement.kind)) return undefined;
  const { froms } = p.session.binder;
  const ctes = commonNames(p.statement);
  const paths: (readonly string[])[] = [];
  let certain = true;
  walk(p.statement, (node) => {
    if (node.kind === 'table') paths.push((node as Extract<From, { kind: 'table' }>).parts.map(({ name }) => name));
    if (opaque.has(node.kind)) certain &&= froms.get(node as From)?.complete === true;
    return certain;
  });
  const tables = paths
    .filter(([first = '', second]) => second !== undefined || !ctes.has(first.toLowerCase()))
    .map((parts) =>
      parts.length === 1 || parts.some((part) => /[*]|^INFORMATION_SCHEMA$/i.test(part)) ? undefined : p.names(parts),
    );
  const found = tables.flatMap((one) => (one && !('fault' in one) ? [one] : []));
  return certain && found.length === tables.length ? found : undefined;
}

/** Statements in which all columns are those of FROM clauses. */
const querying: ReadonlySet<string> = new Set(['query', 'insert', 'create']);

/** Items of FROM whose columns are those of no table. */
const opaque: ReadonlySet<string> = new Set([
  'unnest',
  'tableFunction',
  'pivot',
  'unpivot',
  'verbatim',
  'opaque',
  'input',
]);
