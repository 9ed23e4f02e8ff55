import type { Call, Expr, From } from '../../sql/ast.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { TableColumn } from '../model/catalog.ts';
import type { Column, FromScope, Relation, Scope } from '../model/relation.ts';
import { NOTHING, relationOf, scopeOf, unknownRelation } from '../scope/from-scope.ts';
import { functionKind } from '../signatures/kind.ts';
import type { SqlType } from '../types/type.ts';
import { bindQuery } from './bind-query.ts';
import { plain, within } from './place.ts';
import { bindTable } from './table.ts';

/**
 * Table functions that give the columns of their table beside columns of their own. Source: BigQuery "BigQuery ML
 * functions", "AI functions", "Time series functions", "Change history".
 */
const passThrough = new Set([
  'ML.PREDICT',
  'ML.EXPLAIN_PREDICT',
  'ML.DETECT_ANOMALIES',
  'ML.TRANSFORM',
  'ML.RECOMMEND',
  'ML.GENERATE_TEXT',
  'ML.GENERATE_EMBEDDING',
  'ML.GENERATE_TEXT_EMBEDDING',
  'ML.UNDERSTAND_TEXT',
  'ML.TRANSLATE',
  'ML.ANNOTATE_IMAGE',
  'ML.DECODE_IMAGE',
  'ML.PROCESS_DOCUMENT',
  'ML.TRANSCRIBE',
  'AI.GENERATE_TEXT',
  'AI.GENERATE_TABLE',
  'AI.GENERATE_EMBEDDING',
  'GAP_FILL',
  'APPENDS',
  'CHANGES',
]);

/** Binds a table function. Its columns are known where its definition says them. */
export function bindTableFunction(
  b: Binder,
  outer: Scope | undefined,
  left: FromScope | undefined,
  from: From & { readonly kind: 'tableFunction' },
): FromScope {
  return tableCall(b, within(outer, left ?? NOTHING), from.call, from.alias?.name, []);
}

/** Reports a builtin function that gives no rows. */
function checkRows(b: Binder, call: Call): void {
  const kind = functionKind(call.name);
  if (kind === undefined || kind === 'table') return;
  report(b, 'BF2113', { name: call.name }, call.nameAt, { help: 'The elements of an array are rows of UNNEST(...).' });
}

/** Binds a call in FROM or behind `|> CALL`, where the rows before it are its first argument. */
export function tableCall(
  b: Binder,
  scope: Scope,
  call: Call,
  alias: string | undefined,
  given: readonly Column[],
): FromScope {
  const inputs: Column[] = [...given];
  for (const arg of call.args) bindArgument(b, scope, arg, inputs);
  const path = call.path.map(({ name }) => name);
  const routine = b.routines.get(path.join('.').toLowerCase()) ?? b.catalog.routine(path);
  const name = alias ?? call.path.at(-1)?.name;
  if (!routine && call.path.length === 1 && !b.made.anyRoutine) checkRows(b, call);
  if (routine?.kind === 'table' && routine.columns)
    return scopeOf({
      ...(name === undefined ? {} : { alias: name }),
      columns: made(routine.columns, inputs),
      complete: true,
      at: call.nameAt,
    });
  const unknown = unknownRelation(name, call.nameAt);
  return scopeOf(passThrough.has(call.name) ? passed(unknown, inputs) : unknown);
}

const passed = (relation: Relation, inputs: readonly Column[]): Relation => ({
  ...relation,
  columns: inputs
    .filter(({ pseudo }) => !pseudo)
    .map((of): Column => ({ ...of, source: { kind: 'column', of, path: [] } })),
});

const made = (columns: readonly TableColumn[], from: readonly Column[]): readonly Column[] =>
  columns.map(({ name, type }) => ({ name, type, source: { kind: 'computed', from } }));

function bindArgument(b: Binder, scope: Scope, arg: Expr, inputs: Column[]): void {
  const value = arg.kind === 'named' ? arg.value : arg;
  const unknown: SqlType = { kind: 'unknown' };
  if (value.kind === 'relation' && value.what === 'TABLE') {
    inputs.push(
      ...bindTable(b, undefined, undefined, { kind: 'table', parts: value.parts, start: value.start, end: value.end })
        .columns,
    );
    b.types.set(value, { type: unknown });
  } else if (value.kind === 'scalar') {
    inputs.push(...relationOf(bindQuery(b, scope, value.query), undefined, value).columns);
    b.types.set(value, { type: unknown });
  } else typeOf(b, scope, value, plain('a table function'));
  if (arg !== value) b.types.set(arg, { type: unknown });
}
