import type { Expr, GroupingSet, Select } from '../../sql/ast.ts';
import { bare, printExpr } from './expression.ts';
import type { Printer } from './rules.ts';
import { commas, type Frag, from, NL, q } from './text.ts';
import { walk } from './walk.ts';

/** GROUP BY: a select-list name is written as its position, or as what it stands for. */
export function groupBy(s: Select, p: Printer, aliases: ReadonlyMap<string, Expr>): Frag {
  const { groupBy: g } = s;
  const starAt = s.items.findIndex((item) => item.kind === 'star');
  const one = (e: Expr, position: boolean): Frag => {
    const name = e.kind === 'path' && e.parts.length === 1 ? (e.parts[0]?.name.toLowerCase() ?? '') : '';
    const value = aliases.get(name);
    if (!value) return bare(e, p);
    const at = s.items.findIndex((item) => item.kind === 'expr' && item.alias?.name.toLowerCase() === name);
    if (position && at !== -1 && s.as !== 'STRUCT' && (starAt === -1 || at < starAt)) return from(e, String(at + 1));
    return printExpr(value, p);
  };
  const groupingSet = (set: GroupingSet): Frag => {
    const items = q`(${commas(set.items.map((e) => one(e, false)))})`;
    return set.kind === 'set' ? items : p.refuse(set.items[0] ?? s, `${set.kind} in GROUPING SETS`);
  };
  switch (g.kind) {
    case 'none':
      return '';
    case 'all':
      return groupByPlace(s, p);
    case 'items':
      return q`${NL}GROUP BY ${commas(g.items.map((e) => one(e, true)))}`;
    case 'ROLLUP':
    case 'CUBE':
      return q`${NL}GROUP BY ${g.kind} (${commas(g.items.map((e) => one(e, false)))})`;
    case 'sets':
      return q`${NL}GROUP BY GROUPING SETS (${commas(g.sets.map(groupingSet))})`;
  }
}

/**
 * GROUP BY ALL as the places of what it groups by: all that reads a name and computes nothing from several rows (source:
 * BigQuery "GROUP BY ALL"). The engines group by windows, too, or cannot filter them.
 */
function groupByPlace(s: Select, p: Printer): Frag {
  const many = s.items.some((item) => item.kind === 'expr' && readsManyRows(item.value, p));
  const star = s.items.find((item) => item.kind === 'star');
  if (star && !s.qualify && !holds(s.items, ({ over }) => over !== undefined)) return q`${NL}GROUP BY ALL`;
  if (star) return p.refuse(star, '`*` with GROUP BY ALL and windows', 'List the columns instead of `*`.');
  const places = s.items.flatMap((item, i) =>
    item.kind === 'expr' && readsName(item.value) && !readsManyRows(item.value, p) ? [String(i + 1)] : [],
  );
  if (places.length > 0) return q`${NL}GROUP BY ${commas(places)}`;
  return many ? '' : p.refuse(s, 'GROUP BY ALL of constants');
}

const queries = ['scalar', 'arrayQuery', 'exists', 'inQuery'];

const readsName = (e: Expr): boolean => holds(e, ({ kind }) => kind === 'path' || queries.includes(kind));

const readsManyRows = (e: Expr, p: Printer): boolean =>
  holds(
    e,
    ({ kind, name = '', over }) =>
      kind === 'call' && (over !== undefined || p.rules.functions[name]?.use === 'aggregate'),
  );

/** Whether a SELECT gives groups of rows. */
export const readsGroups = (s: Select, p: Printer): boolean =>
  s.groupBy.kind !== 'none' ||
  s.having !== undefined ||
  holds(
    [s.items, s.qualify],
    ({ kind, name = '', over }) => kind === 'call' && !over && p.rules.functions[name]?.use === 'aggregate',
  );

type Node = { readonly kind: string; readonly name?: string; readonly over?: unknown };

/** Whether a node outside of subqueries is of a kind. */
function holds(of: unknown, is: (node: Node) => boolean): boolean {
  let found = false;
  walk(of, (node) => {
    found ||= is(node as Node);
    return !found && !queries.includes(node.kind);
  });
  return found;
}
