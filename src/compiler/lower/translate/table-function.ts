import { typeFromName } from '../../analyse/types/text.ts';
import type { From } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { reasonOf } from './catalogue.ts';
import { bare } from './expression.ts';
import { kindOfType } from './kind.ts';
import { coerced } from './literal-type.ts';
import type { Printer } from './rules.ts';
import { saved } from './slots.ts';
import { relationOf } from './tables.ts';
import { commas, type Frag, q } from './text.ts';

type Creation = Extract<Statement, { kind: 'createTableFunction' }>;

/** A function that gives rows, as one of the engine's own. A parameter is qualified by the function: a column comes first. */
export function createTableFunction(s: Creation, p: Printer): Frag {
  const { tableFunction, identifier } = p.rules;
  if (!tableFunction || !s.query) return p.refuse(s.name, 'CREATE TABLE FUNCTION');
  const wrong = s.parameters.find(({ type, table, anyTable }) => !type || table || anyTable || !typeFromName(type));
  if (wrong) return p.refuse(wrong.name, 'a parameter of a table function that is a table or of any type');
  for (const { name } of s.options ?? [])
    if (name.name.toLowerCase() === 'description')
      p.leave(name, 'the option `description`', 'It says nothing about rows.');
    else p.refuse(name, `the option \`${name.name}\``);
  const own = identifier(s.name.parts.at(-1)?.name.split('.').at(-1) ?? '');
  const before = saved(p.session);
  for (const { name } of s.parameters) p.session.values.set(name.name.toLowerCase(), `${own}.${identifier(name.name)}`);
  const query = p.query(s.query);
  before.restore();
  const typed = (name: string, type: Creation['parameters'][number]['type']): Frag =>
    q`${identifier(name)} ${type ? p.rules.type(type, p) : ''}`;
  return tableFunction({
    name: relationOf(s.name, p),
    replace: s.replace,
    ifNotExists: s.ifNotExists,
    parameters: s.parameters.map(({ name, type }) => typed(name.name, type)),
    ...(s.returns && { columns: s.returns.map(({ name, type }) => typed(name.name, type)) }),
    query,
  });
}

type Call = Extract<From, { kind: 'tableFunction' }>;

/** The rows of a function of the project; others are refused. */
export function tableCall({ call }: Call, p: Printer): Frag {
  const path = call.path.map(({ name }) => name);
  const { binder } = p.session;
  const routine = binder.routines.get(path.join('.').toLowerCase()) ?? binder.catalog.routine(path);
  if (!p.rules.tableFunction || routine?.kind !== 'table') {
    const reason = reasonOf(call.name, p.rules.reasons);
    return p.refuse(call.nameAt, `the table function \`${call.name}\``, reason?.why, reason?.instead);
  }
  const { parameters = [] } = routine;
  if (call.args.length !== parameters.length)
    return p.refuse(call.nameAt, `\`${call.name}\` with ${call.args.length} arguments`);
  const args = call.args.map((arg, i) => {
    const type = parameters[i]?.type;
    if (typeof type === 'string' || arg.kind === 'relation' || arg.kind === 'named')
      return p.refuse(arg, 'this argument of a table function');
    const kind = type && kindOfType({ ...call.nameAt, name: type.kind, parameters: [], fields: [] });
    return bare(coerced(arg, kind), p);
  });
  return q`${relationOf({ parts: call.path, start: call.nameAt.start, end: call.nameAt.end }, p)}(${commas(args)})`;
}
