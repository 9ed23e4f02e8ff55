import type { At, Expr, Ident, Select, SelectItem } from '../../sql/ast.ts';
import { impliedName } from '../../sql/implied-name.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Column, Scope } from '../model/relation.ts';
import { makeColumn } from '../scope/make-column.ts';
import { UNKNOWN } from '../types/type.ts';
import { bindStar } from './star.ts';
import { type Survey, surveyOf } from './survey.ts';

/** A column of a select list. */
export interface Output {
  readonly column: Column;
  /** The item that gives it. */
  readonly at: At;
  /** Its expression; absent for a column that a star gives. */
  readonly value?: Expr;
  /** What the expression calls. */
  readonly calls?: Readonly<Survey>;
}

export interface SelectList {
  readonly outputs: readonly Output[];
  readonly complete: boolean;
  /** How many outputs stand before the first star over unknown columns: their numbers are certain. */
  readonly certain: number;
}

/** The column that an expression makes. */
export function outputColumn(b: Binder, scope: Scope, value: Expr, alias: Ident | undefined, place: Place): Column {
  const typed = typeOf(b, scope, value, place);
  const name = (alias ?? impliedName(value))?.name;
  return makeColumn(name, typed.type, typed.nullable, { kind: 'expression', of: value });
}

/** Binds the items of a select list in order. */
export function bindSelectList(
  b: Binder,
  scope: Scope,
  items: readonly SelectItem[],
  place: Place,
  hasFrom: boolean,
): SelectList {
  const outputs: Output[] = [];
  let certain = -1;
  for (const item of items) {
    if (item.kind === 'expr') {
      const { value } = item;
      outputs.push({
        column: outputColumn(b, scope, value, item.alias, place),
        at: item,
        value,
        calls: surveyOf(b, value),
      });
      continue;
    }
    const star = bindStar(b, scope, item, place, hasFrom);
    if (!star.complete && certain < 0) certain = outputs.length;
    outputs.push(...star.outputs);
  }
  return { outputs, complete: certain < 0, certain: certain < 0 ? outputs.length : certain };
}

/** The rows of a select list, by what stands behind SELECT AS. */
export function rowsOfList(b: Binder, select: Pick<Select, 'as'> & At, list: SelectList) {
  const columns = list.outputs.map(({ column }) => column);
  if (!select.as) return { columns, complete: list.complete };
  if (select.as === 'STRUCT')
    return { columns: [structColumn(columns, list.complete, select)], complete: true, value: true as const };
  const second = list.outputs[1];
  if (list.complete && second) report(b, 'BF2311', { count: columns.length }, second.at);
  const [only] = columns;
  if (!list.complete || !only || second)
    return {
      columns: [{ type: UNKNOWN, source: { kind: 'computed', from: columns } } as const],
      complete: true,
      value: true as const,
    };
  const { name: _, ...value } = only;
  return { columns: [value], complete: true, value: true as const };
}

function structColumn(columns: readonly Column[], complete: boolean, at: At): Column {
  const source = { kind: 'row', of: { columns, complete, at } } as const;
  if (!complete) return { type: UNKNOWN, source };
  const fields = columns.map(({ name, type }) => (name === undefined ? { type } : { name, type }));
  return { type: { kind: 'STRUCT', fields }, nullable: false, source };
}
