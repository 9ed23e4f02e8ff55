import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Assignment, MergeWhen, Statement } from '../ast-statement.ts';
import { createText } from './create.ts';
import { exprList, exprText } from './expression.ts';
import { fromText } from './from.ts';
import { alias, copied, ident, type Printing, tablePath } from './name.ts';
import { optionsText } from './options.ts';
import { queryText } from './query.ts';
import { scriptText } from './script.ts';

/** Statements as GoogleSQL, each with a semicolon behind it. `source` is what the trees were made from: see Printing. */
export const printStatements = (statements: readonly Statement[], source = ''): string =>
  statements.map((statement) => `${printStatement(statement, source)};`).join('\n');

/** One statement as GoogleSQL that means the same; layout, comments and hints are not kept. */
export const printStatement = (s: Statement, source = ''): string => statementText(s, { source });

export function statementText(s: Statement, p: Printing): string {
  switch (s.kind) {
    case 'query':
      return queryText(s.query, p);
    case 'create':
    case 'createFunction':
    case 'createTableFunction':
    case 'createProcedure':
    case 'createModel':
    case 'createSchema':
      return createText(s, p);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return dmlText(s, p);
    case 'drop': {
      const behaviour = s.behaviour ? ` ${s.behaviour}` : '';
      return `DROP ${s.object}${s.ifExists ? ' IF EXISTS' : ''} ${tablePath(s.name)}${behaviour}`;
    }
    case 'truncate':
      return `TRUNCATE TABLE ${tablePath(s.table)}`;
    case 'alter': {
      const actions = s.actions === undefined ? '' : ` ${s.actions}`;
      return `ALTER ${s.object}${s.ifExists ? ' IF EXISTS' : ''} ${tablePath(s.name)}${actions}`;
    }
    case 'exportData': {
      const connection = s.connection ? ` WITH CONNECTION ${tablePath(s.connection)}` : '';
      return `EXPORT DATA${connection}${optionsText(s.options, p)} AS ${queryText(s.query, p)}`;
    }
    case 'assert':
      return `ASSERT ${exprText(s.condition, p)}${s.message ? ` AS ${exprText(s.message, p)}` : ''}`;
    case 'opaque':
    case 'bad':
      return copied(s, p);
    default:
      return scriptText(s, p);
  }
}

type Dml = Extract<Statement, { kind: 'insert' | 'update' | 'delete' | 'merge' }>;

function dmlText(s: Dml, p: Printing): string {
  switch (s.kind) {
    case 'insert': {
      const columns = s.columns.length > 0 ? ` (${s.columns.map(ident).join(', ')})` : '';
      const source =
        s.source.kind === 'query'
          ? queryText(s.source.query, p)
          : `VALUES ${s.source.rows.map((row) => `(${exprList(row, p)})`).join(', ')}`;
      return `INSERT INTO ${tablePath(s.into)}${columns} ${source}`;
    }
    case 'update': {
      const from = s.from ? ` FROM ${fromText(s.from, p)}` : '';
      const set = assignments(s.set, p);
      return `UPDATE ${tablePath(s.table)}${alias(s.alias)} SET ${set}${from} WHERE ${exprText(s.where, p)}`;
    }
    case 'delete':
      return `DELETE FROM ${tablePath(s.from)}${alias(s.alias)} WHERE ${exprText(s.where, p)}`;
    case 'merge': {
      const whens = s.whens.map((when) => ` ${mergeWhen(when, p)}`).join('');
      const using = fromText(s.using, p);
      return `MERGE INTO ${tablePath(s.into)}${alias(s.alias)} USING ${using} ON ${exprText(s.on, p)}${whens}`;
    }
    default:
      return unreachable(s);
  }
}

const assignments = (set: readonly Assignment[], p: Printing): string =>
  set.map(({ column, value }) => `${exprText(column, p)} = ${exprText(value, p)}`).join(', ');

function mergeWhen(when: MergeWhen, p: Printing): string {
  const head = `WHEN ${when.match}${when.and ? ` AND ${exprText(when.and, p)}` : ''} THEN`;
  const { action } = when;
  switch (action.kind) {
    case 'delete':
      return `${head} DELETE`;
    case 'update':
      return `${head} UPDATE SET ${assignments(action.set, p)}`;
    case 'insertRow':
    case 'insert': {
      const columns = action.columns.length > 0 ? ` (${action.columns.map(ident).join(', ')})` : '';
      if (action.kind === 'insertRow') return `${head} INSERT${columns} ROW`;
      return `${head} INSERT${columns} VALUES (${exprList(action.values, p)})`;
    }
    default:
      return unreachable(action);
  }
}
