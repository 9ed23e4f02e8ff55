import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import type { Binder } from '../model/binder.ts';
import { bindQuery } from '../query/bind-query.ts';
import { bindCreateFunction, bindCreateProcedure, bindCreateTableFunction } from './create-routine.ts';
import { bindCreate, bindCreateModel } from './create-table.ts';
import { bindDelete, bindInsert, bindUpdate, target } from './dml.ts';
import { around, noteUnknown, pathText, withMade } from './made.ts';
import { bindMerge } from './merge.ts';
import {
  bindAssert,
  bindBeginEnd,
  bindCall,
  bindCase,
  bindDeclare,
  bindExecute,
  bindFor,
  bindIf,
  bindLoop,
  bindMessage,
  bindSet,
} from './script.ts';

/**
 * Binds the statements of a text in order: names, types, and what is wrong. What they make (tables, functions,
 * variables) is known to the statements behind them, and to later calls with the same binder.
 */
export function bindStatements(b: Binder, statements: readonly Statement[]): void {
  const inner = withMade(b);
  const declared = new Set<string>();
  for (const statement of statements) bindStatement(inner, statement, declared);
}

/** Binds the statements of a block; what it declares ends with it. */
export function bindBlock(b: Binder, statements: readonly Statement[]): void {
  if (statements.length === 0) return;
  const before = statements.some(({ kind }) => kind === 'declare') ? [...b.variables] : undefined;
  const declared = new Set<string>();
  for (const statement of statements) bindStatement(b, statement, declared);
  if (!before) return;
  b.variables.clear();
  for (const [name, type] of before) b.variables.set(name, type);
}

function bindStatement(b: Binder, statement: Statement, declared: Set<string>): void {
  switch (statement.kind) {
    case 'query':
    case 'exportData':
      bindQuery(b, around(b), statement.query);
      return;
    case 'create':
      bindCreate(b, statement);
      return;
    case 'createFunction':
      bindCreateFunction(b, statement);
      return;
    case 'createTableFunction':
      bindCreateTableFunction(b, statement);
      return;
    case 'createProcedure':
      bindCreateProcedure(b, statement, bindBlock);
      return;
    case 'createModel':
      bindCreateModel(b, statement);
      return;
    case 'insert':
      bindInsert(b, statement);
      return;
    case 'update':
      bindUpdate(b, statement);
      return;
    case 'delete':
      bindDelete(b, statement);
      return;
    case 'merge':
      bindMerge(b, statement);
      return;
    case 'truncate':
      target(b, statement.table);
      return;
    default:
      bindRest(b, statement, declared);
  }
}

type Rest = Exclude<
  Statement,
  {
    kind:
      | 'query'
      | 'exportData'
      | 'create'
      | 'createFunction'
      | 'createTableFunction'
      | 'createProcedure'
      | 'createModel'
      | 'insert'
      | 'update'
      | 'delete'
      | 'merge'
      | 'truncate';
  }
>;

function bindRest(b: Binder, statement: Rest, declared: Set<string>): void {
  switch (statement.kind) {
    case 'declare':
      bindDeclare(b, statement, declared);
      return;
    case 'set':
      bindSet(b, statement);
      return;
    case 'if':
      bindIf(b, statement);
      return;
    case 'case':
      bindCase(b, statement);
      return;
    case 'loop':
    case 'while':
    case 'repeat':
      bindLoop(b, statement);
      return;
    case 'for':
      bindFor(b, statement);
      return;
    case 'block':
      bindBeginEnd(b, statement);
      return;
    case 'call':
      bindCall(b, statement);
      return;
    case 'executeImmediate':
      bindExecute(b, statement);
      return;
    case 'assert':
      bindAssert(b, statement.condition, statement.message);
      return;
    case 'raise':
      if (statement.message) bindMessage(b, statement.message);
      return;
    case 'drop':
      b.made.tables.delete(pathText(statement.name.parts));
      if (statement.object.endsWith('FUNCTION')) b.routines.delete(pathText(statement.name.parts).toLowerCase());
      return;
    case 'alter':
      alter(b, statement);
      return;
    case 'opaque':
      b.made.anyTable = true;
      b.made.anyRoutine = true;
      return;
    case 'bad':
      b.made.anyTable = true;
      b.made.anyRoutine = true;
      b.made.anyVariable = true;
      return;
    case 'createSchema':
    case 'control':
      return;
    default:
      unreachable(statement);
  }
}

/** An ALTER that may change columns leaves a table of which nothing is known; so does a new name. */
function alter(b: Binder, { name, object, actions }: Extract<Statement, { kind: 'alter' }>): void {
  if (!object.endsWith('TABLE') && !object.endsWith('VIEW')) return;
  if (actions?.startsWith('SET OPTIONS')) return;
  noteUnknown(b, pathText(name.parts));
  if (actions === undefined || actions.includes('RENAME TO')) b.made.anyTable = true;
}
