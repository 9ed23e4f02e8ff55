import type { Expr, TypeName } from '../../sql/ast.ts';
import type { Parameter, Statement } from '../../sql/ast-statement.ts';
import { shortText } from '../expression/field.ts';
import { checkCoerced } from '../expression/literal.ts';
import { namedType } from '../expression/named-type.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import type { Routine, TableColumn } from '../model/catalog.ts';
import type { Column } from '../model/relation.ts';
import { bindQuery } from '../query/bind-query.ts';
import { coerces } from '../types/coerce.ts';
import { type SqlType, type Typed, UNKNOWN } from '../types/type.ts';
import { checkColumn } from './dml.ts';
import { alone, around, pathText, storedColumns, withMade } from './made.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;
type Known = NonNullable<Routine['parameters']>[number];

/** The parameters of a routine; reports types that there are not and names given twice. */
function parametersOf(b: Binder, parameters: readonly Parameter[]): readonly Known[] {
  const seen = new Set<string>();
  return parameters.map(({ name, type, table, anyTable }) => {
    const lower = name.name.toLowerCase();
    if (seen.has(lower)) report(b, 'BF2414', { name: name.name }, name);
    seen.add(lower);
    if (table || anyTable) return { name: name.name, type: 'table' };
    return { name: name.name, type: type ? parameterType(b, type) : 'any' };
  });
}

const parameterType = (b: Binder, type: TypeName): SqlType | 'any' =>
  type.name.startsWith('ANY') ? 'any' : (namedType(b, type) ?? UNKNOWN);

/** Runs with the parameters as the only variables. */
function withParameters<T>(b: Binder, parameters: readonly Known[], run: () => T): T {
  const before = [...b.variables];
  const tables = b.tables.length;
  b.variables.clear();
  for (const { name, type } of parameters)
    if (type !== 'table') b.variables.set(name.toLowerCase(), type === 'any' ? UNKNOWN : type);
  const made = run();
  b.variables.clear();
  for (const [name, type] of before) b.variables.set(name, type);
  b.tables.length = tables;
  return made;
}

/** `CREATE [TEMP] FUNCTION`; the function is known to what follows. */
export function bindCreateFunction(b: Binder, statement: Of<'createFunction'>): void {
  const parameters = parametersOf(b, statement.parameters);
  const returns = statement.returns && namedType(b, statement.returns);
  const kind = statement.aggregate ? 'aggregate' : 'function';
  const { body } = statement;
  const place: Place = { clause: 'the body of a function', aggregates: statement.aggregate, windows: false };
  const typed = body && withParameters(b, parameters, () => typeOf(b, alone(b), body, place));
  if (typed && returns) checkBody(b, body, typed, returns);
  if (!body && !statement.returns && !statement.remote && statement.language !== undefined)
    report(b, 'BF2410', {}, statement.name);
  const type = returns ?? (statement.returns ? UNKNOWN : (typed?.type ?? UNKNOWN));
  const open = body && !statement.returns && parameters.some((parameter) => parameter.type === 'any');
  b.routines.set(pathText(statement.name.parts).toLowerCase(), {
    kind,
    parameters,
    returns: type,
    ...(open && { returnsFor: templated(b, parameters, body, place) }),
  });
}

function checkBody(b: Binder, body: Expr, typed: Typed, returns: SqlType): void {
  if (coerces(typed, returns)) checkCoerced(b, body, returns);
  else report(b, 'BF2409', { declared: shortText(returns), found: shortText(typed.type) }, body);
}

/** The type of a function's value for arguments of certain types, where its parameters are ANY TYPE. */
function templated(
  b: Binder,
  parameters: readonly Known[],
  body: Expr,
  place: Place,
): NonNullable<Routine['returnsFor']> {
  let depth = 0;
  return (types) => {
    if (depth > 0) return UNKNOWN;
    depth += 1;
    const given = parameters.map(
      (parameter, i): Known => ({
        ...parameter,
        type: parameter.type === 'any' ? (types[i] ?? UNKNOWN) : parameter.type,
      }),
    );
    const scratch: Binder = {
      ...b,
      findings: [],
      types: new Map(),
      bindings: new Map(),
      rows: new Map(),
      froms: new Map(),
      arrays: new Map(),
    };
    const { type } = withParameters(scratch, given, () => typeOf(scratch, alone(scratch), body, place));
    depth -= 1;
    return type;
  };
}

/** Types the body of a function once more, for arguments of certain types; a parameter with a type of its own keeps it. */
export function bindCall(b: Binder, statement: Of<'createFunction'>, types: readonly SqlType[]): void {
  const { body, parameters, aggregate } = statement;
  if (!body) return;
  const quiet: Binder = { ...b, findings: [] };
  const given = parameters.map(({ name, type }, i): Known => {
    const own = type ? parameterType(quiet, type) : 'any';
    return { name: name.name, type: own === 'any' ? (types[i] ?? UNKNOWN) : own };
  });
  const place: Place = { clause: 'the body of a function', aggregates: aggregate, windows: false };
  withParameters(quiet, given, () => typeOf(quiet, alone(quiet), body, place));
}

/** `CREATE TABLE FUNCTION`; its columns are known to what follows. */
export function bindCreateTableFunction(b: Binder, statement: Of<'createTableFunction'>): void {
  const parameters = parametersOf(b, statement.parameters);
  const declared = statement.returns?.map(
    ({ name, type }): TableColumn => ({
      name: name.name,
      type: namedType(b, type) ?? UNKNOWN,
    }),
  );
  const { query } = statement;
  const rows = query && withParameters(b, parameters, () => bindBody(b, statement.parameters, query));
  if (query && rows && declared && rows.complete && !rows.value) {
    if (rows.columns.length !== declared.length)
      report(b, 'BF2406', { names: declared.length, columns: rows.columns.length }, statement.name);
    else
      for (const [i, into] of declared.entries()) {
        const column = rows.columns[i];
        if (column) checkColumn(b, query, column, `The column ${into.name}`, into);
      }
  }
  const made = rows?.complete ? storedColumns(rows) : undefined;
  const columns = declared ?? made;
  b.routines.set(pathText(statement.name.parts).toLowerCase(), {
    kind: 'table',
    parameters,
    ...(columns && { columns }),
  });
}

function bindBody(b: Binder, parameters: readonly Parameter[], query: Parameters<typeof bindQuery>[2]) {
  for (const { name, table, anyTable } of parameters) {
    if (!table && !anyTable) continue;
    const columns = (table ?? []).map(
      (column): Column => ({
        name: column.name.name,
        type: namedType(b, column.type) ?? UNKNOWN,
        source: { kind: 'none' },
      }),
    );
    b.tables.push({ name: name.name, rows: { columns, complete: table !== undefined } });
  }
  return bindQuery(b, around(b), query);
}

/** `CREATE PROCEDURE`. Its body runs later, in a world of which nothing is known but its parameters. */
export function bindCreateProcedure(
  b: Binder,
  statement: Of<'createProcedure'>,
  bindBlock: (b: Binder, body: readonly Statement[]) => void,
): void {
  const parameters = parametersOf(b, statement.parameters);
  const { body } = statement;
  if (!body) return;
  const made = { tables: new Map(), anyTable: true, anyRoutine: true, anyVariable: false };
  const inner = withMade({ ...b, made });
  withParameters(inner, parameters, () => bindBlock(inner, body));
}
