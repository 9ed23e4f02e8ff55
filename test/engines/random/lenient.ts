import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Expr, Select } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';
import { foldedNulls, isJunction, mayFold, operands, readsNothing } from './folds.ts';

/** What an engine may leave out, as its catalogue declares. */
export type Leniency = 'decided' | 'hidden' | 'moved' | 'unreached';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const inside = (text: string, from: number, to: number, edits: readonly Edit[]): string => {
  let at = from;
  const made = edits.map(({ start, end, text: instead }) => {
    const piece = text.slice(at, start) + instead;
    at = end;
    return piece;
  });
  return made.join('') + text.slice(at, to);
};

/** Nodes below a value that are expressions of one of the kinds, none within another. */
function outermost(node: unknown, wanted: (e: Expr) => boolean): readonly Expr[] {
  const found: Expr[] = [];
  walk(node, (e) => {
    if (e === node || !('start' in e) || !wanted(e as Expr)) return true;
    found.push(e as Expr);
    return false;
  });
  return found.toSorted((a, b) => a.start - b.start);
}

const isExtreme = (e: Expr): boolean => e.kind === 'call' && (e.name === 'GREATEST' || e.name === 'LEAST');

/** `CASE NULL WHEN ..` compares nothing. */
const comparesNull = (e: Expr): boolean => e.kind === 'case' && e.of !== undefined && mayFold(e.of);

const hidesErrors = (e: Expr): boolean => isExtreme(e) || comparesNull(e) || operands(e).some(mayFold);

/** A number beside a column: what is compared with it may take the number over. */
const movable = (e: Expr): boolean =>
  e.kind === 'binary' &&
  (e.op === '+' || e.op === '-') &&
  [e.left, e.right].some(({ kind }) => kind === 'path') &&
  [e.left, e.right].some(isNumber);

const isNumber = (e: Expr): boolean => e.kind === 'int' || (e.kind === 'unary' && e.of.kind === 'int');

type Structs = Extract<Expr, { kind: 'struct' }>;

/** The fields of two STRUCTs that are compared. */
function comparedFields(e: Expr): readonly (readonly [Expr, Expr])[] {
  if (e.kind !== 'binary' || (e.op !== '=' && e.op !== '<>')) return [];
  if (e.left.kind !== 'struct' || e.right.kind !== 'struct') return [];
  const { fields } = e.right satisfies Structs;
  return e.left.fields.flatMap(({ value }, i) => {
    const other = fields[i]?.value;
    return other ? [[value, other] as const] : [];
  });
}

/** Whether one operand alone may decide. */
const decides = (e: Expr): boolean =>
  isJunction(e) ||
  e.kind === 'between' ||
  e.kind === 'in' ||
  e.kind === 'inQuery' ||
  isNoNull(e) ||
  comparedFields(e).length > 0;

/** `[..] IS NULL`, which its elements do not decide. */
const isNoNull = (e: Expr): boolean =>
  e.kind === 'is' && e.what === 'NULL' && (e.of.kind === 'array' || e.of.kind === 'struct');

/** Conditions of WHERE, of which NULL decides as FALSE does, and what they are made of with AND. */
function filters(statements: unknown): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  const add = (e: Expr): void => {
    found.add(e);
    if (e.kind === 'binary' && e.op === 'AND') for (const side of [e.left, e.right]) add(side);
  };
  walk(statements, (node) => {
    const { where } = node as Select;
    if (node.kind === 'select' && where) add(where);
    return true;
  });
  return found;
}

/** Conditions that, where one holds, decide what an expression is, and what it is then. */
function decisions(
  e: Expr,
  sql: string,
  text: (e: Expr) => string,
  filter: boolean,
): { readonly any: readonly string[]; readonly value: string } {
  if (e.kind === 'binary' && isJunction(e)) {
    const value = e.op === 'AND' ? 'FALSE' : 'TRUE';
    if (filter && e.op === 'AND') return { any: [e.left, e.right].map((x) => `(${text(x)}) IS NOT TRUE`), value };
    return { any: [e.left, e.right].map((x) => `(${text(x)}) IS ${value}`), value };
  }
  if (e.kind === 'inQuery') {
    const rows = sql.slice(e.query.start, e.query.end);
    return { any: [`NOT EXISTS(${rows})`], value: e.not ? 'TRUE' : 'FALSE' };
  }
  if (e.kind === 'is') return { any: ['TRUE'], value: e.not ? 'TRUE' : 'FALSE' };
  if (e.kind === 'in')
    return {
      any: e.list.map((item) => `((${text(e.of)}) = (${text(item)})) IS TRUE`),
      value: e.not ? 'FALSE' : 'TRUE',
    };
  const fails = filter && e.kind === 'between' && !e.not ? 'IS NOT TRUE' : 'IS FALSE';
  if (e.kind === 'between')
    return {
      any: [`((${text(e.of)}) >= (${text(e.low)})) ${fails}`, `((${text(e.of)}) <= (${text(e.high)})) ${fails}`],
      value: e.not ? 'TRUE' : 'FALSE',
    };
  return {
    any: comparedFields(e).map(([a, b]) => `((${text(a)}) = (${text(b)})) IS FALSE`),
    value: e.kind === 'binary' && e.op === '<>' ? 'TRUE' : 'FALSE',
  };
}

/**
 * GoogleSQL that gives what the text gives, but no errors that the engine need not show: `decided` of operands that
 * another decides, `hidden` of operands beside a constant NULL or of GREATEST and LEAST with any NULL, `moved` of a sum
 * that is compared, `unreached` of
 * conditions that keep a row out and of columns of inner queries.
 */
export function lenient(sql: string, what: ReadonlySet<Leniency>): string {
  const { statements } = parseStatements(sql);
  const kept = filters(statements);
  const unreached: Unneeded = what.has('unreached') ? unneeded(statements, sql) : new Map();
  const wanted = (e: Expr): boolean =>
    unreached.has(e) ||
    (what.has('moved') && movable(e)) ||
    (what.has('decided') && decides(e)) ||
    (what.has('hidden') && hidesErrors(e));
  const below = (node: unknown): readonly Edit[] =>
    outermost(node, wanted).map((e) => ({ start: e.start, end: e.end, text: of(e) }));
  const text = (e: Expr): string => (wanted(e) ? of(e) : inside(sql, e.start, e.end, below(e)));
  const wide = (e: Expr): string =>
    e.kind === 'binary' ? `(CAST(${text(e.left)} AS BIGNUMERIC) ${e.op} ${text(e.right)})` : text(e);
  const isNull = (e: Expr): readonly string[] => foldedNulls(e, text);
  const either = (conditions: readonly string[], value: string, otherwise: string): string =>
    conditions.length === 0
      ? otherwise
      : `IF(${conditions.map((one) => `IFERROR(${one}, FALSE)`).join(' OR ')}, ${value}, ${otherwise})`;
  const of = (e: Expr): string => {
    if (what.has('moved') && movable(e)) return wide(e);
    const own = inside(sql, e.start, e.end, below(e));
    const { any, value } =
      what.has('decided') && decides(e) ? decisions(e, sql, text, kept.has(e)) : { any: [], value: '' };
    const nulls = isExtreme(e) ? operands(e).map((x) => `(${text(x)}) IS NULL`) : operands(e).flatMap(isNull);
    const otherwise =
      e.kind === 'case' && e.of ? { of: e.of, text: e.otherwise ? text(e.otherwise) : 'NULL' } : undefined;
    const decidedBy =
      what.has('decided') && (e.kind === 'between' || e.kind === 'in') ? [`(${text(e.of)}) IS NULL`] : [];
    const compared =
      otherwise && what.has('hidden')
        ? either(isNull(otherwise.of), otherwise.text, own)
        : either(decidedBy, 'NULL', own);
    const made = either(any, value, either(what.has('hidden') ? nulls : [], 'NULL', compared));
    return unreached.get(e)?.(made) ?? made;
  };
  return inside(sql, 0, sql.length, below(statements));
}

/** How a part of a query may be written that the engine need not work out. */
type Unneeded = ReadonlyMap<Expr, (made: string) => string>;

/**
 * Conditions and columns of inner queries, and of all where some rows are left out in the end: instead of an error a
 * condition is FALSE, a column NULL. Where a condition of literals alone keeps all rows out, so is the array that they come from.
 */
function unneeded(statements: unknown, sql: string): Unneeded {
  const limited = / (?:LIMIT|QUALIFY) /.test(sql);
  const found = new Map<Expr, (made: string) => string>();
  walk(statements, (node, depth) => {
    if (node.kind !== 'select') return true;
    const { where, items, from } = node as Select;
    if (where && from?.kind === 'unnest' && readsNothing(where))
      found.set(from.of, (made) => `IF((${sql.slice(where.start, where.end)}) IS TRUE, ${made}, NULL)`);
    if (depth <= INNER && !limited) return true;
    if (where) found.set(where, (made) => `IFERROR((${made}), FALSE)`);
    for (const item of items)
      if (item.kind === 'expr' && item.alias) found.set(item.value, (made) => `IFERROR((${made}), NULL)`);
    return true;
  });
  return found;
}

/** Nodes around the SELECT that is a whole statement. */
const INNER = 2;
