import { unreachable } from '../../diagnostics/unreachable.ts';
import type { ColumnDefinition, Parameter, Statement } from '../ast-statement.ts';
import { exprList, exprText } from './expression.ts';
import { copied, ident, type Printing, stringLiteral, tablePath, typeName } from './name.ts';
import { optionsText } from './options.ts';
import { commonTable, itemsText, queryText } from './query.ts';
import { statementText } from './statement.ts';

type Created = Extract<Statement, { replace: boolean }>;
type Of<K extends Created['kind']> = Extract<Created, { kind: K }>;

/** CREATE of anything that the tree describes. */
export function createText(s: Created, p: Printing): string {
  switch (s.kind) {
    case 'create':
      return tableText(s, p);
    case 'createFunction':
      return functionText(s, p);
    case 'createTableFunction': {
      const returns = s.returns ? ` RETURNS ${tableType(s.returns)}` : '';
      const head = `${headText(s, 'TABLE FUNCTION')} ${parameters(s.parameters, p)}${returns}`;
      return `${head}${optionsText(s.options, p)}${s.query ? ` AS ${queryText(s.query, p)}` : ''}`;
    }
    case 'createProcedure':
      return procedureText(s, p);
    case 'createModel':
      return modelText(s, p);
    case 'createSchema':
      return `${headText(s, 'SCHEMA')}${commonText(s, p)}${optionsText(s.options, p)}`;
    default:
      return unreachable(s);
  }
}

function headText(s: Created, object: string): string {
  const replace = s.replace ? 'OR REPLACE ' : '';
  return `CREATE ${replace}${s.temporary ? 'TEMP ' : ''}${object} ${s.ifNotExists ? 'IF NOT EXISTS ' : ''}${tablePath(s.name)}`;
}

/** Clauses that several kinds of statement may have. */
function commonText(s: Created, p: Printing): string {
  const collation = s.collation === undefined ? '' : ` DEFAULT COLLATE ${stringLiteral(s.collation)}`;
  const connection = s.connection ? ` WITH CONNECTION ${tablePath(s.connection)}` : '';
  return `${collation}${connection}${(s.unknown ?? []).map((at) => ` ${copied(at, p)}`).join('')}`;
}

function tableText(s: Of<'create'>, p: Printing): string {
  let out = headText(s, s.object);
  if (s.columns) out += ` (${[...s.columns.map((c) => columnText(c, p)), ...(s.constraints ?? [])].join(', ')})`;
  if (s.source) {
    const asOf = s.source.asOf ? ` FOR SYSTEM_TIME AS OF ${exprText(s.source.asOf, p)}` : '';
    out += ` ${s.source.how} ${tablePath(s.source.table)}${asOf}`;
  }
  if (s.partitionColumns) {
    const columns = s.partitionColumns.map((c) => columnText(c, p)).join(', ');
    out += ` WITH PARTITION COLUMNS${columns === '' ? '' : ` (${columns})`}`;
  }
  out += commonText(s, p);
  if (s.partitionBy.length > 0) out += ` PARTITION BY ${exprList(s.partitionBy, p)}`;
  if (s.clusterBy.length > 0) out += ` CLUSTER BY ${exprList(s.clusterBy, p)}`;
  out += optionsText(s.options, p);
  return s.query ? `${out} AS ${queryText(s.query, p)}` : out;
}

function columnText(c: ColumnDefinition, p: Printing): string {
  const type = c.type ? ` ${typeName(c.type)}` : '';
  const value = c.default ? ` DEFAULT ${exprText(c.default, p)}` : '';
  const constraints = c.constraints === undefined ? '' : ` ${c.constraints}`;
  return `${ident(c.name)}${type}${value}${c.required ? ' NOT NULL' : ''}${constraints}${optionsText(c.options, p)}`;
}

const columnsText = (columns: readonly ColumnDefinition[], p: Printing): string =>
  `(${columns.map((c) => columnText(c, p)).join(', ')})`;

const tableType = (columns: NonNullable<Parameter['table']>): string =>
  `TABLE<${columns.map(({ name, type }) => `${ident(name)} ${typeName(type)}`).join(', ')}>`;

const parameters = (all: readonly Parameter[], p: Printing): string =>
  `(${all.map((one) => parameterText(one, p)).join(', ')})`;

function parameterText(one: Parameter, p: Printing): string {
  const type = one.table ? tableType(one.table) : one.anyTable ? 'ANY TABLE' : one.type ? typeName(one.type) : '';
  const value = one.default ? ` DEFAULT ${exprText(one.default, p)}` : '';
  return `${one.mode ? `${one.mode} ` : ''}${ident(one.name)} ${type}${value}${one.notAggregate ? ' NOT AGGREGATE' : ''}`;
}

function functionText(s: Of<'createFunction'>, p: Printing): string {
  let out = `${headText(s, s.aggregate ? 'AGGREGATE FUNCTION' : 'FUNCTION')} ${parameters(s.parameters, p)}`;
  if (s.returns) out += ` RETURNS ${typeName(s.returns)}`;
  if (s.determinism !== undefined) out += ` ${s.determinism}`;
  if (s.language !== undefined) out += ` LANGUAGE ${s.language.toLowerCase()}`;
  if (s.remote) out += ' REMOTE';
  out += commonText(s, p) + optionsText(s.options, p);
  if (s.body) out += ` AS (${exprText(s.body, p)})`;
  return s.code ? `${out} AS ${exprText(s.code, p)}` : out;
}

function procedureText(s: Of<'createProcedure'>, p: Printing): string {
  const head = `${headText(s, 'PROCEDURE')} ${parameters(s.parameters, p)}${commonText(s, p)}${optionsText(s.options, p)}`;
  if (s.language !== undefined)
    return `${head} LANGUAGE ${s.language.toLowerCase()}${s.code ? ` AS ${exprText(s.code, p)}` : ''}`;
  const [only] = s.body ?? [];
  if (only?.kind === 'block' && only.exception.length > 0 && s.body?.length === 1)
    return `${head} ${statementText(only, p)}`;
  return `${head} BEGIN ${(s.body ?? []).map((inner) => `${statementText(inner, p)}; `).join('')}END`;
}

function modelText(s: Of<'createModel'>, p: Printing): string {
  let out = headText(s, 'MODEL');
  if (s.transform.length > 0) out += ` TRANSFORM(${itemsText(s.transform, p)})`;
  if (s.input) out += ` INPUT${columnsText(s.input, p)}`;
  if (s.output) out += ` OUTPUT${columnsText(s.output, p)}`;
  if (s.remote) out += ' REMOTE';
  out += commonText(s, p) + optionsText(s.options, p);
  if (s.inputs) out += ` AS (${s.inputs.map((input) => commonTable(input, p)).join(', ')})`;
  return s.query ? `${out} AS ${queryText(s.query, p)}` : out;
}
