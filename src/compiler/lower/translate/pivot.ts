import { pivotValueName } from '../../analyse/query/pivot-name.ts';
import { UNKNOWN } from '../../analyse/types/type.ts';
import type { Call, Expr, From, Pivot, Unpivot } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import { printFrom } from './tables.ts';
import { commas, type Frag, indent, NL, q } from './text.ts';
import { walk } from './walk.ts';

/** Runs with the names of a FROM item alone in sight, and gives the item's text with what was made. */
function over<T>(
  of: From,
  reader: readonly unknown[],
  p: Printer,
  make: () => T,
): { readonly from: Frag; readonly made: T } {
  const outer = p.scope;
  p.scope = { outer, ctes: new Set(), ranges: new Map() };
  const from = printFrom(of, p, reader);
  const made = make();
  p.scope = outer;
  return { from, made };
}

/** Names of the columns that expressions read, without what qualifies them. */
function columnsOf(exprs: readonly Expr[], p: Printer): readonly string[] {
  const names = new Map<string, string>();
  for (const expr of exprs)
    walk(expr, (node) => {
      if (node.kind !== 'path') return true;
      const { parts } = node as Extract<Expr, { kind: 'path' }>;
      const [first, second] = parts;
      const name = first && second && p.scope.ranges.has(first.name.toLowerCase()) ? second.name : first?.name;
      if (name !== undefined) names.set(name.toLowerCase(), name);
      return true;
    });
  return [...names.values()];
}

/** PIVOT as a grouped query: the columns that it does not read, and each aggregate over the rows of each value. */
export function pivotQuery(of: From, pivot: Pivot, p: Printer): Frag {
  const { from, made } = over(of, [pivot], p, () => {
    const read = [pivot.of, ...pivot.aggregates.map(({ value }) => value)];
    const rest = p.rules.star({ of: undefined, row: false, using: [], except: columnsOf(read, p), replace: [] }) ?? '*';
    const items = pivot.values.flatMap((value) =>
      pivot.aggregates.map((aggregate) => {
        const label = labelOf(value, pivot, p);
        const name = aggregate.alias ? `${aggregate.alias.name}_${label}` : /^\d/.test(label) ? `_${label}` : label;
        return q`${NL}${aggregateFor(aggregate.value, value.value, pivot, p)} AS ${p.rules.identifier(name)}`;
      }),
    );
    return q`${NL}${rest},${commas(items)}`;
  });
  return q`(${indent([NL, 'SELECT', indent(made), NL, 'FROM ', from, NL, 'GROUP BY ALL'])}${NL})`;
}

function labelOf(value: Pivot['values'][number], pivot: Pivot, p: Printer): string {
  if (value.alias) return value.alias.name;
  const made = pivotValueName(value.value, p.type(pivot.of) ?? UNKNOWN);
  if (made === undefined) p.refuse(value.value, 'a value of PIVOT without a name', 'Give it one with AS.');
  return made ?? '';
}

/** An aggregate that takes only the rows of one value: NULL stands for the argument in the others. */
function aggregateFor(aggregate: Expr, value: Expr, pivot: Pivot, p: Printer): Frag {
  const [argument, ...more] = aggregate.kind === 'call' ? aggregate.args : [];
  if (aggregate.kind !== 'call' || !argument) return p.refuse(aggregate, 'this aggregate in PIVOT');
  if (respectsNulls.has(aggregate.name) && aggregate.nulls !== 'IGNORE')
    return p.refuse(aggregate.nameAt, `\`${aggregate.name}\` in PIVOT`, 'It would take the NULLs of other values.');
  const { start, end } = argument;
  const result: Expr = argument.kind === 'star' ? { start, end, kind: 'int', text: '1' } : argument;
  const when: Expr = { start, end, kind: 'distinctFrom', not: true, left: pivot.of, right: value };
  const chosen: Expr = { start, end, kind: 'case', whens: [{ when, result }] };
  const typed = p.session.binder.types.get(argument);
  if (typed && argument.kind !== 'star') p.session.binder.types.set(chosen, typed);
  // Any value but a NULL that stands for the rows of other values.
  const name = aggregate.name === 'ANY_VALUE' ? 'MAX' : aggregate.name;
  const call: Call = { ...aggregate, name, args: [chosen, ...more] };
  return p.expr(call);
}

const respectsNulls = new Set(['ARRAY_AGG', 'ARRAY_CONCAT_AGG']);

/** UNPIVOT as a join of each row with the list of its columns. */
export function unpivotQuery(of: From, unpivot: Unpivot, p: Printer): Frag {
  const { from, made } = over(of, [unpivot], p, () => {
    const exprs = unpivot.from.flatMap(({ columns }) => columns);
    const rest =
      p.rules.star({ of: undefined, row: false, using: [], except: columnsOf(exprs, p), replace: [] }) ?? '*';
    const rows = unpivot.from.map(({ columns, label }) => {
      const name = columnsOf(columns, p).join('_');
      const shown = label ? p.expr(label) : p.rules.string(name);
      return [...columns.map((e) => p.expr(e)), shown];
    });
    return { rest, rows, gone: columnsOf(exprs, p) };
  });
  const gone = new Set(made.gone.map((name) => name.toLowerCase()));
  const again = [...unpivot.values, unpivot.name].find(({ name }) => gone.has(name.toLowerCase()));
  if (again) p.refuse(again, 'a column of UNPIVOT with the name of one that it reads', 'Give it another name.');
  const values = unpivot.values.map(({ name }) => p.rules.identifier(name));
  const names = [...unpivot.values, unpivot.name].map(({ name }) => name);
  const filled = values.map((name) => `${name} IS NOT NULL`).join(' OR ');
  const where = unpivot.nulls === 'INCLUDE' ? '' : [NL, 'WHERE ', filled];
  const lateral = q`CROSS JOIN LATERAL ${p.rules.unpivoted(names, made.rows)}`;
  return q`(${indent([NL, 'SELECT ', made.rest, NL, 'FROM ', from, NL, lateral, where])}${NL})`;
}
