import type { Expr } from '../../../../compiler/sql/ast.ts';
import { struct } from '../make.ts';
import { refuse } from '../parse/cursor.ts';
import { meaningOf } from '../resolve/expression.ts';
import type { Resolver, Value } from '../resolve/resolver.ts';
import type { Raw } from '../tree.ts';
import type { Spark } from '../types/spark.ts';
import { type Called, custom, type Rules } from './rule.ts';

interface Field {
  readonly name: string;
  readonly value: Expr;
  readonly type: Spark;
  readonly grouped?: true;
}

/** `struct(t.*)` and `struct(*)`: the columns of tables, all of which must be known. */
function columnsOf(star: Extract<Raw, { kind: 'star' }>, { scope }: Resolver): readonly Field[] {
  const owner = star.of?.at(-1)?.name.toLowerCase();
  const ranges = scope.ranges.filter(({ name }) => owner === undefined || name?.toLowerCase() === owner);
  if (ranges.length === 0 || ranges.some(({ complete, nameless }) => !complete || nameless))
    return refuse(
      star,
      'a star in a struct of a table whose columns are not known',
      'Describe the columns of the table.',
    );
  return ranges.flatMap(({ columns }) =>
    columns
      .filter(({ hidden }) => owner !== undefined || !hidden)
      .map(({ name, t, e }) => ({ name, value: e(star), type: t })),
  );
}

/** struct(a, b AS c), named_struct('a', 1), struct(t.*). */
function structOf({ raw, r, place }: Called): Value {
  const fields = raw.args.flatMap((arg, i): readonly Field[] => {
    if (arg.kind === 'star') return columnsOf(arg, r);
    const inner = arg.kind === 'named' ? arg.value : arg;
    const v = meaningOf(inner, r);
    const implied =
      inner.kind === 'name' ? inner.parts.at(-1)?.name : inner.kind === 'field' ? inner.name.name : undefined;
    const name = arg.kind === 'named' ? arg.name.name : (implied ?? `col${i + 1}`);
    return [{ name, value: v.e, type: v.t, ...(v.grouped && { grouped: true as const }) }];
  });
  return {
    e: struct(fields, place),
    t: { kind: 'STRUCT', fields },
    ...(fields.some((f) => f.grouped) && { grouped: true }),
  };
}

function namedStruct({ args, place, raw }: Called): Value {
  const fields: { name: string; value: Expr; type: Spark }[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const [name, v] = [args[i], args[i + 1]];
    if (name?.e.kind !== 'string' || !v) return refuse(raw, '`named_struct` with a name that is no literal');
    fields.push({ name: name.e.value, value: v.e, type: v.t });
  }
  return { e: struct(fields, place), t: { kind: 'STRUCT', fields } };
}

/** Functions that make structs. */
export const structs: Rules = {
  NAMED_STRUCT: custom('* * *?+', namedStruct),
  STRUCT: { ...custom('* *?+', structOf, { lazy: true }) },
};
