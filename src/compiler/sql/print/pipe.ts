import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Pipe, PipeItem } from '../ast.ts';
import { callText } from './call.ts';
import { exprText, orderText } from './expression.ts';
import { fromText, pivotText, sampleText, unpivotText } from './from.ts';
import { alias, copied, ident, type Printing } from './name.ts';
import {
  itemsText,
  operatorText,
  queryText,
  selectText,
  setsText,
  settingsText,
  windowsText,
  withText,
} from './query.ts';

/** A pipe operator without its `|>`. */
export function pipeText(pipe: Pipe, p: Printing): string {
  switch (pipe.kind) {
    case 'select':
      return selectText(pipe.select, p);
    case 'extend':
      return `EXTEND ${itemsText(pipe.items, p)}${windowsText(pipe.windows ?? [], p)}`;
    case 'window':
      return `WINDOW ${itemsText(pipe.items, p)}`;
    case 'set':
      return `SET ${settingsText(pipe.items, p)}`;
    case 'drop':
      return `DROP ${pipe.names.map(ident).join(', ')}`;
    case 'rename':
      return `RENAME ${pipe.items.map(({ from, to }) => `${ident(from)} AS ${ident(to)}`).join(', ')}`;
    case 'as':
      return `AS ${ident(pipe.alias)}`;
    case 'where':
      return `WHERE ${exprText(pipe.condition, p)}`;
    case 'limit':
      return `LIMIT ${exprText(pipe.limit, p)}${pipe.offset ? ` OFFSET ${exprText(pipe.offset, p)}` : ''}`;
    case 'aggregate':
      return aggregate(pipe, p);
    case 'distinct':
      return 'DISTINCT';
    case 'orderBy':
      return `ORDER BY ${orderText(pipe.orderBy, p)}`;
    default:
      return relational(pipe, p);
  }
}

type Relational = Extract<
  Pipe,
  { kind: 'join' | 'call' | 'setOperation' | 'pivot' | 'unpivot' | 'sample' | 'with' | 'assert' | 'opaque' }
>;

function relational(pipe: Relational, p: Printing): string {
  switch (pipe.kind) {
    case 'join':
      return fromText(pipe.join, p);
    case 'call':
      return `CALL ${callText(pipe.call, p)}${alias(pipe.alias)}`;
    case 'setOperation':
      return `${operatorText(pipe.op, pipe.byName)} ${pipe.queries.map((query) => `(${queryText(query, p)})`).join(', ')}`;
    case 'pivot':
      return `${pivotText(pipe.pivot, p)}${alias(pipe.alias)}`;
    case 'unpivot':
      return `${unpivotText(pipe.unpivot, p)}${alias(pipe.alias)}`;
    case 'sample':
      return sampleText(pipe.sample, p);
    case 'with':
      return withText(pipe.recursive, pipe.ctes, p);
    case 'assert':
      return `ASSERT ${[pipe.condition, ...pipe.payload].map((e) => exprText(e, p)).join(', ')}`;
    case 'opaque':
      return copied(pipe, p).slice(2).trim();
    default:
      return unreachable(pipe);
  }
}

function aggregate(pipe: Extract<Pipe, { kind: 'aggregate' }>, p: Printing): string {
  const items = pipe.items.length > 0 ? ` ${pipeItems(pipe.items, p)}` : '';
  const { grouping } = pipe;
  if (grouping === 'none') return `AGGREGATE${items}`;
  if (grouping === 'all') return `AGGREGATE${items} GROUP BY ALL`;
  if (grouping === 'sets') return `AGGREGATE${items} GROUP BY ${setsText(pipe.sets ?? [], p)}`;
  const groups = pipeItems(pipe.groupBy, p);
  return `AGGREGATE${items} GROUP BY ${grouping === 'items' ? groups : `${grouping} (${groups})`}`;
}

const pipeItems = (items: readonly PipeItem[], p: Printing): string =>
  items
    .map(({ value, alias: name, order, nulls }) => {
      const ordered = `${order ? ` ${order}` : ''}${nulls ? ` NULLS ${nulls}` : ''}`;
      return `${exprText(value, p)}${alias(name)}${ordered}`;
    })
    .join(', ');
