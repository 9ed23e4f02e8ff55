import type { Ident } from '../../sql/ast.ts';
import type { MergeWhen, Statement } from '../../sql/ast-statement.ts';
import { shortText } from '../expression/field.ts';
import { type Binder, report } from '../model/binder.ts';
import type { FromScope, Relation, Scope } from '../model/relation.ts';
import { bindFrom, reportDuplicates } from '../query/from.ts';
import { condition, plain } from '../query/place.ts';
import { joined, scopeOf } from '../scope/from-scope.ts';
import { coerces } from '../types/coerce.ts';
import { bindAssignments, checkRow, filledColumns, inside, target } from './dml.ts';
import { around } from './made.ts';

type Merge = Extract<Statement, { kind: 'merge' }>;

/** `MERGE INTO t USING s ON ... WHEN ...`. */
export function bindMerge(b: Binder, statement: Merge): void {
  const table = target(b, statement.into, statement.alias);
  const own = scopeOf(table);
  const source = bindFrom(b, around(b), undefined, statement.using);
  reportDuplicates(b, own, source);
  const both = inside(b, joined(own, source));
  condition(b, both, statement.on, plain('the ON condition of MERGE'), 'The ON condition of MERGE');
  for (const when of statement.whens) bindWhen(b, table, source, both, when);
}

function bindWhen(b: Binder, table: Relation, source: FromScope, both: Scope, when: MergeWhen): void {
  const { match, action } = when;
  const scope = match === 'MATCHED' ? both : inside(b, match === 'NOT MATCHED' ? source : scopeOf(table));
  if (when.and) condition(b, scope, when.and, plain('the condition of WHEN'), 'The condition of WHEN');
  const inserts = action.kind === 'insert' || action.kind === 'insertRow';
  if (inserts !== (match === 'NOT MATCHED')) {
    const named = { delete: 'DELETE', update: 'UPDATE', insert: 'INSERT', insertRow: 'INSERT' } as const;
    report(b, 'BF2405', { action: named[action.kind], match }, when, {
      help: inserts
        ? 'A row that the target lacks is inserted in WHEN NOT MATCHED [BY TARGET].'
        : 'There is no row of the target to change; use WHEN MATCHED or WHEN NOT MATCHED BY SOURCE.',
    });
    return;
  }
  switch (action.kind) {
    case 'delete':
      return;
    case 'update':
      bindAssignments(b, inside(b, scopeOf(table)), scope, action.set, 'UPDATE SET');
      return;
    case 'insert': {
      const columns = filledColumns(b, table, action.columns);
      const [first] = action.values;
      const last = action.values.at(-1);
      const at = first && last ? { start: first.start, end: last.end } : when;
      checkRow(b, scope, action.values, columns, at, action.columns.length > 0 ? undefined : table.alias);
      return;
    }
    case 'insertRow':
      insertRow(b, table, source, when, action.columns);
      return;
  }
}

/** The columns of the source fill those of the target by their order. */
function insertRow(b: Binder, table: Relation, source: FromScope, when: MergeWhen, names: readonly Ident[]): void {
  const wanted = filledColumns(b, table, names);
  if (!wanted || !source.complete) return;
  const given = source.columns.filter(({ pseudo }) => !pseudo);
  const at = {
    start: Math.max(when.start, when.end - (names.length > 0 ? 'ROW' : 'INSERT ROW').length),
    end: when.end,
  };
  if (given.length !== wanted.length) {
    report(
      b,
      'BF2402',
      { given: given.length, wanted: wanted.length, table: names.length > 0 ? undefined : table.alias },
      at,
    );
    return;
  }
  for (const [i, column] of given.entries()) {
    const into = wanted[i];
    if (!into || coerces({ type: column.type }, into.type)) continue;
    const [found, what] = [shortText(column.type), `The column ${into.name ?? i + 1}`];
    report(b, 'BF3019', { what, found, wanted: shortText(into.type) }, at, {
      help: 'INSERT ROW goes by the order of the columns.',
    });
    return;
  }
}
