import { unreachable } from '../../diagnostics/unreachable.ts';
import type { From, Pivot, Sample, Unpivot } from '../ast.ts';
import { seal } from '../sealed.ts';
import { callText } from './call.ts';
import { exprList, exprText } from './expression.ts';
import { alias, copied, dotted, ident, type Printing } from './name.ts';
import { queryText } from './query.ts';

/** An item of FROM as GoogleSQL. */
export function fromText(f: From, p: Printing): string {
  switch (f.kind) {
    case 'table': {
      const offset = f.offset ? ` WITH OFFSET AS ${ident(f.offset)}` : '';
      const asOf = f.asOf ? ` FOR SYSTEM_TIME AS OF ${exprText(f.asOf, p)}` : '';
      return `${dotted(f.parts)}${alias(f.alias)}${offset}${asOf}`;
    }
    case 'subquery':
      return `(${queryText(f.query, p)})${alias(f.alias)}`;
    case 'unnest': {
      const offset = f.offset ? ` WITH OFFSET AS ${ident(f.offset)}` : '';
      return `UNNEST(${exprList([f.of, ...f.more], p)})${alias(f.alias)}${offset}`;
    }
    case 'tableFunction':
      return `${callText(f.call, p)}${alias(f.alias)}`;
    case 'join':
      return joinText(f, p);
    case 'pivot':
      return `${fromText(f.of, p)} ${pivotText(f.pivot, p)}${alias(f.alias)}`;
    case 'unpivot':
      return `${fromText(f.of, p)} ${unpivotText(f.unpivot, p)}${alias(f.alias)}`;
    case 'sample':
      return `${fromText(f.of, p)} ${sampleText(f.sample, p)}${alias(f.alias)}`;
    case 'verbatim':
      return `${seal(f.text)}${alias(f.alias)}`;
    case 'paren':
      return `(${fromText(f.of, p)})`;
    case 'input':
      return '';
    case 'opaque':
    case 'bad':
      return copied(f, p);
    default:
      return unreachable(f);
  }
}

/** Joins are printed in a loop: there may be very many. */
function joinText(f: Extract<From, { kind: 'join' }>, p: Printing): string {
  const parts: string[] = [];
  let left: From = f;
  for (; left.kind === 'join'; left = left.left) {
    const condition = left.on
      ? ` ON ${exprText(left.on, p)}`
      : left.using
        ? ` USING (${left.using.map(ident).join(', ')})`
        : '';
    const words = left.type === 'INNER' ? 'JOIN' : `${left.type} JOIN`;
    parts.push(` ${words} ${fromText(left.right, p)}${condition}`);
  }
  return (fromText(left, p) + parts.reverse().join('')).trimStart();
}

const values = (items: Pivot['values'], p: Printing): string =>
  items.map(({ value, alias: name }) => `${exprText(value, p)}${alias(name)}`).join(', ');

export const pivotText = ({ aggregates, of, values: found }: Pivot, p: Printing): string =>
  `PIVOT (${values(aggregates, p)} FOR ${exprText(of, p, 5)} IN (${values(found, p)}))`;

export function unpivotText(u: Unpivot, p: Printing): string {
  const [only] = u.values;
  const names = only && u.values.length === 1 ? ident(only) : `(${u.values.map(ident).join(', ')})`;
  const from = u.from.map(({ columns, label }) => {
    const texts = exprList(columns, p);
    return `${columns.length === 1 ? texts : `(${texts})`}${label ? ` AS ${exprText(label, p, 5)}` : ''}`;
  });
  return `UNPIVOT ${u.nulls ? `${u.nulls} NULLS ` : ''}(${names} FOR ${ident(u.name)} IN (${from.join(', ')}))`;
}

export const sampleText = (s: Sample | undefined, p: Printing): string =>
  s ? `TABLESAMPLE ${ident(s.method)} (${exprText(s.size, p)} ${s.unit})` : '';
