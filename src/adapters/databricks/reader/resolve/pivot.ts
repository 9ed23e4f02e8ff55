import type { From } from '../../../../compiler/sql/ast.ts';
import { at, ident } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import type { Raw, RawFrom } from '../tree.ts';
import { alike } from './coerce.ts';
import { meaningOf } from './expression.ts';
import { fromOf } from './from.ts';
import { plainColumn, resolveName } from './name.ts';
import { openScope, type Resolver, within } from './resolver.ts';

type RawPivotFrom = Extract<RawFrom, { kind: 'pivot' }>;

/** PIVOT of one aggregate over literal values; each column is named as its value. */
export function pivotOf(raw: RawPivotFrom, r: Resolver): From {
  const { pivot } = raw;
  const [aggregate, further] = pivot.aggregates;
  const [of, second] = pivot.of;
  if (!aggregate || further)
    return refuse(pivot, 'PIVOT of several aggregates', 'Write one aggregate with FILTER for each value.');
  if (!of || second) return refuse(pivot, 'PIVOT over several columns');
  const inner = openScope(r.scope);
  return within(r, inner, () => {
    const from = fromOf(raw.of, r);
    const key = resolveName([of], r);
    const made = meaningOf(aggregate.value, r);
    const values = pivot.values.map(({ value, alias }) => {
      const name = alias?.name ?? nameOf(value);
      return { value: alike(key, meaningOf(value, r), value, 'PIVOT')[1].e, alias: ident(name, value) };
    });
    const used = new Set([of.name.toLowerCase(), ...namesIn(aggregate.value)]);
    const columns = inner.ranges.flatMap((range) => range.columns.filter((c) => !used.has(c.name.toLowerCase())));
    const complete = inner.ranges.every((range) => range.complete);
    const name = raw.alias.name?.name;
    inner.outer?.ranges.push({
      ...(name !== undefined && { name, star: name }),
      columns: [
        ...columns.map((c) => plainColumn(name, c.name, c.t)),
        ...values.map(({ alias }) => plainColumn(name, alias.name, made.t)),
      ],
      complete,
    });
    return {
      ...at(raw),
      kind: 'pivot',
      of: from,
      pivot: { ...at(pivot), aggregates: [{ value: made.e }], of: key.e, values },
      ...(raw.alias.name && { alias: ident(raw.alias.name.name, raw.alias.name) }),
    };
  });
}

function nameOf(value: Raw): string {
  if (value.kind === 'string') return value.value;
  return refuse(value, 'a value of PIVOT without a name', 'Name it with AS.');
}

function namesIn(raw: unknown): readonly string[] {
  if (Array.isArray(raw)) return raw.flatMap(namesIn);
  if (typeof raw !== 'object' || raw === null) return [];
  if ('kind' in raw && raw.kind === 'name')
    return [(raw as Extract<Raw, { kind: 'name' }>).parts[0]?.name.toLowerCase() ?? ''];
  return Object.values(raw).flatMap(namesIn);
}
