import { bindCall } from '../../analyse/statement/create-routine.ts';
import { typeFromName } from '../../analyse/types/text.ts';
import { UNKNOWN } from '../../analyse/types/type.ts';
import type { Call, Expr, TypeName } from '../../sql/ast.ts';
import { kindOfType } from './kind.ts';
import { coerced } from './literal-type.ts';
import type { Printer } from './rules.ts';
import type { SqlFunction } from './session.ts';
import { relationOf } from './tables.ts';
import { commas, type Frag, plain, q } from './text.ts';
import { walk } from './walk.ts';

const titleOf = (language: string): string => (/^js$/i.test(language) ? 'JavaScript' : language);

const sandboxed = 'Only BigQuery runs it within a query; biform runs code of a project nowhere but in its sandbox.';

/** Notes a SQL function for the statements behind it; other languages have no translation. */
export function note(s: SqlFunction, p: Printer): Frag | undefined {
  if (s.aggregate) return p.refuse(s.name, 'CREATE AGGREGATE FUNCTION');
  if (!s.body && s.language)
    return p.refuse(s.name, `a function in ${titleOf(s.language)}`, sandboxed, 'Write it in SQL.');
  if (!s.body) return p.refuse(s.name, 'CREATE FUNCTION without SQL');
  if (!p.rules.writesOut) return p.refuse(s.name, 'CREATE FUNCTION');
  const made = s.temporary ? undefined : created(s, s.body, p);
  const name = s.name.parts.map((part) => part.name).join('.');
  p.session.functions.set(name.toLowerCase(), s);
  return made;
}

/** The function for others than the project, which calls none: it writes out what it calls. */
function created(s: SqlFunction, body: Expr, p: Printer): Frag | undefined {
  const { createFunction, identifier } = p.rules;
  if (!createFunction) return undefined;
  const types = s.parameters.flatMap(({ type }) => (type && !type.name.startsWith('ANY') ? [type] : []));
  if (types.length < s.parameters.length)
    return p.refuse(s.name, 'a function with parameters of any type', 'Write their types.');
  for (const { name } of s.options)
    if (name.name.toLowerCase() !== 'description') p.refuse(name, `the option \`${name.name}\``);
  const own = identifier(s.name.parts.at(-1)?.name.split('.').at(-1) ?? '');
  const values = new Map(
    s.parameters.map(({ name }) => [name.name.toLowerCase(), `${own}.${identifier(name.name)}`] as const),
  );
  bindCall(
    p.session.binder,
    s,
    types.map((type) => typeFromName(type) ?? UNKNOWN),
  );
  const kind = s.returns && kindOfType(s.returns);
  const value = inside(s, values, p, () => p.expr(coerced(body, kind)));
  const returns = s.returns && p.rules.type(s.returns, p);
  return createFunction({
    name: relationOf(s.name, p),
    replace: s.replace,
    ifNotExists: s.ifNotExists,
    parameters: s.parameters.map(
      ({ name }, i) => q`${identifier(name.name)} ${types[i] ? p.rules.type(types[i], p) : ''}`,
    ),
    ...(returns && { returns }),
    body: returns ? q`CAST(${value} AS ${returns})` : value,
  });
}

/** What gives another value each time it is read. */
const changing = /\b(?:random|uuid)\(/;

/** A call of a SQL function: its body, with the arguments in the places of the parameters. */
export function writtenOut(fn: SqlFunction, call: Call, p: Printer): Frag {
  const { body, parameters, returns } = fn;
  if (!body || call.args.length !== parameters.length)
    return p.refuse(call.nameAt, `\`${call.name}\` with ${call.args.length} arguments`);
  if (p.session.writing.includes(fn)) return p.refuse(call.nameAt, `a call of \`${call.name}\` by itself`);
  if (call.safe || call.distinct || call.over) return p.refuse(call.nameAt, `this use of \`${call.name}\``);
  const args = parameters.map(({ name, type }, i) => {
    const given = call.args[i];
    const kind = type && kindOfType(type);
    const value = given ? p.expr(coerced(given, kind)) : '';
    const cast =
      type && !type.name.startsWith('ANY') && !(given && kind !== undefined && p.kind(given) === kind && scalar(kind));
    return { name: name.name.toLowerCase(), value: cast && given ? castTo(given, value, type, p) : value };
  });
  const inPlace = p.rules.inArrays?.holds(body, p) && !args.some(({ value }) => /\bSELECT\b/.test(plain(value)));
  const queries = holds(body, 'select') && !inPlace;
  if (queries && p.depth)
    return p.refuse(call.nameAt, `\`${call.name}\`, which queries tables, inside a query over arrays`);
  const uses = (name: string): number => count(body, name);
  for (const [i, { name, value }] of args.entries())
    if (!queries && uses(name) > 1 && changing.test(plain(value)))
      p.refuse(call.args[i] ?? call, `a value that changes, as an argument that \`${call.name}\` reads twice`);
  const types = call.args.map((arg) => p.type(arg) ?? UNKNOWN);
  bindCall(p.session.binder, fn, types);
  const rows = p.rules.identifier(`${(fn.name.parts.at(-1)?.name ?? '').toLowerCase()}__arguments`);
  /** Another name than that of a column, which the row would hide. */
  const field = (name: string): string => p.rules.identifier(`${name}__argument`);
  const parameter = (name: string): Frag => `${rows}.${field(name)}`;
  const values = new Map(args.map(({ name, value }) => [name, queries ? parameter(name) : q`(${value})`] as const));
  const kept = inPlace ? args.filter(({ name, value }) => uses(name) > 1 && !short.test(plain(value))) : [];
  const { depth = 0 } = p;
  const variable = (name: string): string => `bf_${name.replace(/\W/g, '_')}${depth}`;
  for (const { name } of kept) values.set(name, variable(name));
  if (kept.length > 0) p.depth = depth + 1;
  const made = inside(fn, values, p, () => {
    const value = p.expr(coerced(body, returns && kindOfType(returns)));
    const kind = returns && kindOfType(returns);
    const same = kind === undefined || (p.kind(body) === kind && scalar(kind));
    return returns && !same ? castTo(body, value, returns, p) : value;
  });
  if (kept.length > 0) p.depth = depth;
  const bound = kept.reduceRight<Frag>(
    (of, { name, value }) => p.rules.inArrays?.named(variable(name), value, of) ?? of,
    made,
  );
  if (!queries || args.length === 0) return q`(${bound})`;
  const row = commas(args.map(({ name, value }) => q`${value} AS ${field(name)}`));
  return q`(SELECT ${made} FROM (SELECT ${row}) AS ${rows})`;
}

/** A value as a type: fields of structs are matched by place, which CAST does. */
function castTo(e: Expr, value: Frag, type: TypeName, p: Printer): Frag {
  const kind = kindOfType(type);
  if (kind === undefined || scalar(kind) || e.kind === 'null') return q`CAST(${value} AS ${p.rules.type(type, p)})`;
  return p.expr({ start: e.start, end: e.end, kind: 'cast', of: e, type, safe: false });
}

/** Text that may stand more than once: a name, a number, a plain string. */
const short = /^\(?(?:[\w.`]+|-?\d+L?|'[^'\\]*')\)?$/;

const scalar = (kind: string): boolean => kind !== 'ARRAY' && kind !== 'STRUCT';

function holds(node: unknown, kind: string): boolean {
  let found = false;
  walk(node, (inner) => {
    found ||= inner.kind === kind;
    return !found;
  });
  return found;
}

function count(node: unknown, name: string): number {
  let found = 0;
  walk(node, (inner) => {
    const { parts } = inner as { parts?: readonly { readonly name: string }[] };
    if (inner.kind === 'path' && parts?.[0]?.name.toLowerCase() === name) found += 1;
    return true;
  });
  return found;
}

/** Prints with the parameters as the only names; a function cannot call itself. */
function inside<T>(fn: SqlFunction, values: ReadonlyMap<string, Frag>, p: Printer, print: () => T): T {
  const { session, scope } = p;
  const [before, functions] = [[...session.values], [...session.functions]];
  session.values.clear();
  for (const [name, value] of values) session.values.set(name, value);
  for (const [name, other] of functions) if (other === fn) session.functions.delete(name);
  session.writing.push(fn);
  p.scope = { ctes: new Set(), ranges: new Map() };
  const made = print();
  session.writing.pop();
  p.scope = scope;
  session.values.clear();
  for (const [name, value] of before) session.values.set(name, value);
  for (const [name, other] of functions) session.functions.set(name, other);
  return made;
}
