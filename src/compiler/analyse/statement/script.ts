import { closest } from '../../diagnostics/closest.ts';
import type { Expr, Ident } from '../../sql/ast.ts';
import type { Statement } from '../../sql/ast-statement.ts';
import { comparison } from '../expression/compare.ts';
import { assigned } from '../expression/construct.ts';
import { shortText } from '../expression/field.ts';
import { isOpen } from '../expression/known.ts';
import { namedType } from '../expression/named-type.ts';
import { typeOf } from '../expression/type-of.ts';
import { type Binder, report } from '../model/binder.ts';
import type { TableSchema } from '../model/catalog.ts';
import { bindQuery } from '../query/bind-query.ts';
import { condition, plain } from '../query/place.ts';
import { relationOf, rowType } from '../scope/from-scope.ts';
import { type SqlType, UNKNOWN } from '../types/type.ts';
import { bindBlock } from './bind-statement.ts';
import { alone, around, joinWays, oneWay } from './made.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** `DECLARE a, b INT64 DEFAULT 0`. `declared` are the names that the same block has declared before, lower case. */
export function bindDeclare(b: Binder, statement: Of<'declare'>, declared: Set<string>): void {
  const wanted = statement.type && namedType(b, statement.type);
  let type = wanted ?? UNKNOWN;
  const { value } = statement;
  if (value) {
    const typed = typeOf(b, alone(b), value, plain('DECLARE'));
    if (wanted) assigned(b, `The variable ${statement.names[0]?.name ?? ''}`, { expr: value, typed }, wanted);
    else if (!statement.type) type = typed.type;
  }
  for (const { name, start, end } of statement.names) {
    const lower = name.toLowerCase();
    if (declared.has(lower)) report(b, 'BF2412', { name }, { start, end });
    declared.add(lower);
    b.variables.set(lower, type);
  }
}

/** The type of a variable that is written to; reports that there is none. */
function variable(b: Binder, name: Ident): SqlType | undefined {
  if (name.name.startsWith('@')) return undefined;
  const type = b.variables.get(name.name.toLowerCase());
  if (!type && !b.made.anyVariable) {
    const near = closest(name.name, b.variables.keys());
    report(b, 'BF2411', { name: name.name, near }, name, { replacement: near });
  }
  return type;
}

/** `SET a = 1`, `SET (a, b) = (1, 2)`. */
export function bindSet(b: Binder, { names, value }: Of<'set'>): void {
  const typed = typeOf(b, alone(b), value, plain('SET'));
  const types = names.map((name) => variable(b, name));
  const [first] = names;
  if (names.length === 1) {
    const [type] = types;
    if (first && type) assigned(b, `The variable ${first.name}`, { expr: value, typed }, type);
    return;
  }
  if (typed.type.kind !== 'STRUCT') return;
  const { fields } = typed.type;
  if (fields.length !== names.length) {
    report(b, 'BF2413', { variables: names.length, values: fields.length }, value);
    return;
  }
  for (const [i, type] of types.entries()) {
    const item = value.kind === 'struct' ? value.fields[i]?.value : undefined;
    const given = item && b.types.get(item);
    if (item && given && type) assigned(b, `The variable ${names[i]?.name ?? ''}`, { expr: item, typed: given }, type);
  }
}

const test = (b: Binder, expr: Expr, word: string): boolean =>
  condition(b, alone(b), expr, plain(word), `The condition of ${word}`);

/** `IF ... THEN ... ELSEIF ... END IF`. */
export function bindIf(b: Binder, statement: Of<'if'>): void {
  const seen = new Map<string, TableSchema | 'differs'>();
  for (const { when, body } of statement.branches) {
    test(b, when, 'IF');
    oneWay(b, seen, () => bindBlock(b, body));
  }
  oneWay(b, seen, () => bindBlock(b, statement.otherwise));
  joinWays(b, seen);
}

/** `CASE [x] WHEN ... THEN ... END CASE`. */
export function bindCase(b: Binder, statement: Of<'case'>): void {
  const seen = new Map<string, TableSchema | 'differs'>();
  const subject = statement.of && { expr: statement.of, typed: typeOf(b, alone(b), statement.of, plain('CASE')) };
  for (const { when, body } of statement.branches) {
    if (!subject) test(b, when, 'WHEN');
    else comparison(b, '=', subject, { expr: when, typed: typeOf(b, alone(b), when, plain('CASE')) });
    oneWay(b, seen, () => bindBlock(b, body));
  }
  oneWay(b, seen, () => bindBlock(b, statement.otherwise));
  joinWays(b, seen);
}

/** `LOOP`, `WHILE`, `REPEAT`. */
export function bindLoop(b: Binder, statement: Of<'loop' | 'while' | 'repeat'>): void {
  if (statement.kind === 'while') test(b, statement.condition, 'WHILE');
  bindBlock(b, statement.body);
  if (statement.kind === 'repeat') test(b, statement.until, 'UNTIL');
}

/** `FOR row IN (query) DO ... END FOR`: the variable is a struct of the query's columns. */
export function bindFor(b: Binder, { name, query, body }: Of<'for'>): void {
  const rows = bindQuery(b, around(b), query);
  const lower = name.name.toLowerCase();
  const before = b.variables.get(lower);
  b.variables.set(lower, rowType(relationOf(rows, undefined, name)));
  bindBlock(b, body);
  if (before) b.variables.set(lower, before);
  else b.variables.delete(lower);
}

/** `BEGIN ... EXCEPTION WHEN ERROR THEN ... END`. */
export function bindBeginEnd(b: Binder, { body, exception }: Of<'block'>): void {
  bindBlock(b, body);
  if (exception.length > 0) {
    const seen = new Map<string, TableSchema | 'differs'>();
    oneWay(b, seen, () => bindBlock(b, exception));
    joinWays(b, seen);
  }
}

/** `EXECUTE IMMEDIATE sql INTO a, b USING x`: what it makes nobody knows. */
export function bindExecute(b: Binder, { sql, into, using }: Of<'executeImmediate'>): void {
  const typed = typeOf(b, alone(b), sql, plain('EXECUTE IMMEDIATE'));
  if (typed.type.kind !== 'STRING' && !isOpen(typed))
    report(b, 'BF3028', { what: 'What EXECUTE IMMEDIATE runs', found: shortText(typed.type) }, sql);
  for (const { value } of using) typeOf(b, alone(b), value, plain('USING'));
  for (const name of into) variable(b, name);
  b.made.anyTable = true;
  b.made.anyRoutine = true;
}

/** `CALL p(x)`: it may make tables. */
export function bindCall(b: Binder, { args }: Of<'call'>): void {
  for (const arg of args) typeOf(b, alone(b), arg, plain('CALL'));
  b.made.anyTable = true;
}

/** `ASSERT condition [AS message]` and `RAISE USING MESSAGE = message`. */
export function bindAssert(b: Binder, holds: Expr, message: Expr | undefined): void {
  condition(b, alone(b), holds, plain('ASSERT'), 'The condition of ASSERT');
  if (message) bindMessage(b, message);
}

/** The message of ASSERT and RAISE, a STRING. */
export function bindMessage(b: Binder, message: Expr): void {
  const typed = typeOf(b, alone(b), message, plain('a message'));
  if (typed.type.kind !== 'STRING' && !isOpen(typed))
    report(b, 'BF3028', { what: 'The message', found: shortText(typed.type) }, message);
}
