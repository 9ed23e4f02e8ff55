import { unreachable } from '../../diagnostics/unreachable.ts';
import type {
  Assigned,
  ByName,
  CommonTable,
  Grouping,
  GroupingSet,
  Query,
  QueryBody,
  Select,
  SelectItem,
} from '../ast.ts';
import { seal } from '../sealed.ts';
import { windowText } from './call.ts';
import { baseText, exprList, exprText, orderText } from './expression.ts';
import { fromText } from './from.ts';
import { alias, copied, dotted, ident, type Printing } from './name.ts';
import { pipeText } from './pipe.ts';

/** A query expression as GoogleSQL. */
export function queryText(query: Query, p: Printing): string {
  let out = query.ctes.length > 0 ? `${withText(query.recursive, query.ctes, p)} ` : '';
  out += bodyText(query.body, p);
  if (query.orderBy.length > 0) out += ` ORDER BY ${orderText(query.orderBy, p)}`;
  if (query.limit) out += ` LIMIT ${exprText(query.limit, p)}`;
  if (query.offset) out += ` OFFSET ${exprText(query.offset, p)}`;
  for (const pipe of query.pipes) out += ` |> ${pipeText(pipe, p)}`;
  return out;
}

/** `WITH a AS (..), ..`. */
export const withText = (recursive: boolean, ctes: readonly CommonTable[], p: Printing): string =>
  `WITH ${recursive ? 'RECURSIVE ' : ''}${ctes.map((cte) => commonTable(cte, p)).join(', ')}`;

export function commonTable({ name, query, depth }: CommonTable, p: Printing): string {
  const made = `${ident(name)} AS (${queryText(query, p)})`;
  if (!depth) return made;
  const { low, high } = depth;
  const range = low
    ? ` BETWEEN ${exprText(low, p, 5)} AND ${high ? exprText(high, p, 5) : 'UNBOUNDED'}`
    : high
      ? ` MAX ${exprText(high, p, 5)}`
      : '';
  return `${made} WITH DEPTH${alias(depth.alias)}${range}`;
}

/** The words between two queries. */
export function operatorText(op: string, byName: ByName | undefined): string {
  if (!byName) return op;
  const { keep, strict, how, on } = byName;
  const columns = on ? ` ${how === 'BY NAME' ? 'ON' : 'BY'} (${on.map(ident).join(', ')})` : '';
  return `${keep ? `${keep} ` : ''}${op} ${strict ? 'STRICT ' : ''}${how}${columns}`;
}

function bodyText(body: QueryBody, p: Printing): string {
  switch (body.kind) {
    case 'select':
      return selectText(body, p);
    case 'set': {
      const parts: string[] = [];
      let left: QueryBody = body;
      for (; left.kind === 'set'; left = left.left)
        parts.push(` ${operatorText(left.op, left.byName)} ${bodyText(left.right, p)}`);
      return bodyText(left, p) + parts.reverse().join('');
    }
    case 'nested':
      return `(${queryText(body.query, p)})`;
    case 'from':
      return `FROM ${fromText(body.from, p)}`;
    case 'verbatim':
      return seal(body.text);
    case 'opaque':
    case 'bad':
      return copied(body, p);
    default:
      return unreachable(body);
  }
}

/** `a = 1, b = 2`. */
export const settingsText = (items: readonly Assigned[], p: Printing): string =>
  items.map(({ name, value }) => `${ident(name)} = ${exprText(value, p)}`).join(', ');

/** SELECT with all its clauses but ORDER BY and LIMIT. */
export function selectText(s: Select, p: Printing): string {
  let out = 'SELECT';
  if (s.mode) out += ` WITH ${ident(s.mode.name)} OPTIONS (${settingsText(s.mode.options, p)})`;
  if (s.distinct) out += ' DISTINCT';
  if (s.as) out += ` AS ${s.as}`;
  out += ` ${itemsText(s.items, p)}`;
  if (s.from) out += ` FROM ${fromText(s.from, p)}`;
  if (s.where) out += ` WHERE ${exprText(s.where, p)}`;
  out += groupText(s.groupBy, p);
  if (s.having) out += ` HAVING ${exprText(s.having, p)}`;
  if (s.qualify) out += ` QUALIFY ${exprText(s.qualify, p)}`;
  return out + windowsText(s.windows, p);
}

/** The WINDOW clause with a space before it; empty without windows. */
export function windowsText(windows: Select['windows'], p: Printing): string {
  if (windows.length === 0) return '';
  return ` WINDOW ${windows.map(({ name, spec }) => `${ident(name)} AS ${windowText(spec, p)}`).join(', ')}`;
}

/** A select list. */
export const itemsText = (items: readonly SelectItem[], p: Printing): string =>
  items.map((item) => itemText(item, p)).join(', ');

function itemText(item: SelectItem, p: Printing): string {
  if (item.kind === 'expr') return `${exprText(item.value, p)}${alias(item.alias)}`;
  const { of, except, replace } = item;
  const base = of === undefined ? '' : `${of.kind === 'path' ? dotted(of.parts) : baseText(of, p)}.`;
  const without = except.length > 0 ? ` EXCEPT (${except.map(ident).join(', ')})` : '';
  const replaced = replace.map(({ value, name }) => `${exprText(value, p)} AS ${ident(name)}`).join(', ');
  return `${base}*${without}${replaced ? ` REPLACE (${replaced})` : ''}`;
}

function groupText(g: Grouping, p: Printing): string {
  switch (g.kind) {
    case 'none':
      return '';
    case 'all':
      return ' GROUP BY ALL';
    case 'items':
      return ` GROUP BY ${exprList(g.items, p)}`;
    case 'ROLLUP':
    case 'CUBE':
      return ` GROUP BY ${g.kind} (${exprList(g.items, p)})`;
    case 'sets':
      return ` GROUP BY ${setsText(g.sets, p)}`;
    default:
      return unreachable(g);
  }
}

/** `GROUPING SETS (..)`. */
export function setsText(sets: readonly GroupingSet[], p: Printing): string {
  const items = sets.map((set) => `${set.kind === 'set' ? '' : `${set.kind} `}(${exprList(set.items, p)})`);
  return `GROUPING SETS (${items.join(', ')})`;
}
