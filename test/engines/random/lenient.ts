import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Call, Expr, Select } from '../../../src/compiler/sql/ast.ts';
import { parseStatements } from '../../../src/compiler/sql/parse/statement.ts';

/** What an engine may leave out, as its catalogue declares. */
export type Leniency = 'decided' | 'hidden' | 'unreached';

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

/** Functions that do not work out all their arguments, or take NULL for a value. */
const loose = ['IF', 'COALESCE', 'IFNULL', 'TO_JSON', 'TO_JSON_STRING', 'ARRAY_AGG', 'COUNT'];

/** Arguments of which one NULL makes the whole NULL. */
function strictArguments(e: Call): readonly Expr[] {
  const [format] = e.args;
  if (loose.includes(e.name) || e.over) return [];
  if (e.name === 'FORMAT' && format?.kind === 'string' && /%t/i.test(format.value)) return [];
  if (e.name === 'NULLIF') return e.args.slice(0, 1);
  return e.args.filter((arg) => !isName(arg)).map((arg) => (arg.kind === 'interval' ? arg.of : arg));
}

/** Operands of which one NULL makes the whole NULL. */
function operands(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case 'call':
      return strictArguments(e);
    case 'binary':
      return e.op === 'AND' || e.op === 'OR' ? [] : [e.left, e.right];
    case 'like':
      return [e.left, e.right];
    case 'in':
    case 'inArray':
    case 'unary':
    case 'cast':
    case 'field':
      return [e.of];
    case 'index':
      return [e.of, e.index];
    case 'extract':
      return [e.of, ...(e.zone ? [e.zone] : [])];
    case 'between':
      return [e.of, e.low, e.high];
    default:
      return [];
  }
}

const literal = ['int', 'float', 'string', 'bytes', 'bool', 'typed'];

/** Whether an expression reads nothing and may be NULL, so that an engine knows its value before it sees a row. */
function isConstant(e: Expr): boolean {
  if ([...literal, 'array', 'struct'].includes(e.kind)) return false;
  // Which branch is taken is known.
  if (e.kind === 'case' && e.of && [e.of, ...e.whens.map(({ when }) => when)].every((x) => literal.includes(x.kind)))
    return true;
  let found = true;
  walk(e, (node) => {
    if (node.kind === 'path' && isName(node as Expr)) return false;
    if (['path', 'scalar', 'exists', 'arrayQuery', 'inQuery', 'star'].includes(node.kind)) found = false;
    return found;
  });
  return found;
}

/** Whether an expression may be NULL before a row is seen. */
const mayFold = (e: Expr): boolean => isConstant(e) || operands(e).some(mayFold);

const isExtreme = (e: Expr): boolean => e.kind === 'call' && (e.name === 'GREATEST' || e.name === 'LEAST');

/** Parts of a date or time, which are no values. */
const isName = (e: Expr): boolean =>
  (e.kind === 'call' && e.name === 'WEEK') ||
  (e.kind === 'path' &&
    e.parts.length === 1 &&
    /^(?:(?:ISO)?YEAR|QUARTER|MONTH|(?:ISO)?WEEK|DAY(?:OFWEEK|OFYEAR)?|HOUR|MINUTE|(?:MILLI|MICRO)?SECOND|DATE|TIME|DATETIME|[A-Z]+DAY)$/.test(
      e.parts[0]?.name ?? '',
    ));

/** `CASE NULL WHEN ..` compares nothing. */
const comparesNull = (e: Expr): boolean => e.kind === 'case' && e.of !== undefined && isConstant(e.of);

const hidesErrors = (e: Expr): boolean => isExtreme(e) || comparesNull(e) || operands(e).some(mayFold);

const isJunction = (e: Expr): boolean => e.kind === 'binary' && (e.op === 'AND' || e.op === 'OR');

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
  isJunction(e) || e.kind === 'between' || e.kind === 'inQuery' || isNoNull(e) || comparedFields(e).length > 0;

/** `[..] IS NULL`, which its elements do not decide. */
const isNoNull = (e: Expr): boolean =>
  e.kind === 'is' && e.what === 'NULL' && (e.of.kind === 'array' || e.of.kind === 'struct');

/** Conditions that, where one holds, decide what an expression is, and what it is then. */
function decisions(
  e: Expr,
  sql: string,
  text: (e: Expr) => string,
): { readonly any: readonly string[]; readonly value: string } {
  if (e.kind === 'binary' && isJunction(e)) {
    const value = e.op === 'AND' ? 'FALSE' : 'TRUE';
    return { any: [e.left, e.right].map((x) => `(${text(x)}) IS ${value}`), value };
  }
  if (e.kind === 'inQuery') {
    const rows = sql.slice(e.query.start, e.query.end);
    return { any: [`NOT EXISTS(${rows})`], value: e.not ? 'TRUE' : 'FALSE' };
  }
  if (e.kind === 'is') return { any: ['TRUE'], value: e.not ? 'TRUE' : 'FALSE' };
  if (e.kind === 'between')
    return {
      any: [`((${text(e.of)}) >= (${text(e.low)})) IS FALSE`, `((${text(e.of)}) <= (${text(e.high)})) IS FALSE`],
      value: e.not ? 'TRUE' : 'FALSE',
    };
  return {
    any: comparedFields(e).map(([a, b]) => `((${text(a)}) = (${text(b)})) IS FALSE`),
    value: e.kind === 'binary' && e.op === '<>' ? 'TRUE' : 'FALSE',
  };
}

/**
 * GoogleSQL that gives what the text gives, but no errors that the engine need not show: `decided` of operands that
 * another decides, `hidden` of operands beside a constant NULL or of GREATEST and LEAST with any NULL, `unreached` of
 * conditions that keep a row out and of columns of inner queries.
 */
export function lenient(sql: string, what: ReadonlySet<Leniency>): string {
  const { statements } = parseStatements(sql);
  const unreached = what.has('unreached')
    ? unneeded(statements, / (?:LIMIT|QUALIFY) /.test(sql))
    : new Map<Expr, string>();
  const wanted = (e: Expr): boolean =>
    unreached.has(e) || (what.has('decided') && decides(e)) || (what.has('hidden') && hidesErrors(e));
  const below = (node: unknown): readonly Edit[] =>
    outermost(node, wanted).map((e) => ({ start: e.start, end: e.end, text: of(e) }));
  const text = (e: Expr): string => (wanted(e) ? of(e) : inside(sql, e.start, e.end, below(e)));
  const isNull = (e: Expr): readonly string[] =>
    isConstant(e) ? [`(${text(e)}) IS NULL`] : operands(e).filter(mayFold).flatMap(isNull);
  const either = (conditions: readonly string[], value: string, otherwise: string): string =>
    conditions.length === 0
      ? otherwise
      : `IF(${conditions.map((one) => `IFERROR(${one}, FALSE)`).join(' OR ')}, ${value}, ${otherwise})`;
  const of = (e: Expr): string => {
    const own = inside(sql, e.start, e.end, below(e));
    const { any, value } = what.has('decided') && decides(e) ? decisions(e, sql, text) : { any: [], value: '' };
    const nulls = isExtreme(e) ? operands(e).map((x) => `(${text(x)}) IS NULL`) : operands(e).flatMap(isNull);
    const otherwise =
      e.kind === 'case' && e.of ? { of: e.of, text: e.otherwise ? text(e.otherwise) : 'NULL' } : undefined;
    const decidedBy = what.has('decided') && e.kind === 'between' ? [`(${text(e.of)}) IS NULL`] : [];
    const compared =
      otherwise && what.has('hidden')
        ? either(isNull(otherwise.of), otherwise.text, own)
        : either(decidedBy, 'NULL', own);
    const made = either(any, value, either(what.has('hidden') ? nulls : [], 'NULL', compared));
    const instead = unreached.get(e);
    return instead === undefined ? made : `IFERROR((${made}), ${instead})`;
  };
  return inside(sql, 0, sql.length, below(statements));
}

/** Conditions and columns of inner queries, and of all where some rows are left out in the end, with what they may be instead of an error. */
function unneeded(statements: unknown, limited: boolean): ReadonlyMap<Expr, string> {
  const found = new Map<Expr, string>();
  walk(statements, (node, depth) => {
    if (node.kind !== 'select') return true;
    const { where, items } = node as Select;
    if (where) found.set(where, 'FALSE');
    if (depth > INNER || limited)
      for (const item of items) if (item.kind === 'expr' && item.alias) found.set(item.value, 'NULL');
    return true;
  });
  return found;
}

/** Nodes around the SELECT that is a whole statement. */
const INNER = 2;

/**
 * The texts of all that may be worked out though it stands in a branch that is not taken, or in rows that are left out:
 * subqueries, expressions of literals, and what COALESCE and IFNULL fall back to.
 */
export function branches(sql: string): readonly string[] {
  const { statements } = parseStatements(sql);
  const found = new Set<Expr>();
  const branching = (e: Expr): boolean =>
    (e.kind === 'call' && ['IF', 'COALESCE', 'IFNULL', 'NULLIF'].includes(e.name)) ||
    e.kind === 'case' ||
    e.kind === 'in' ||
    isJunction(e);
  const chooses = / (?:WHERE|JOIN|QUALIFY|HAVING|LIMIT) /.test(sql);
  walk(statements, (node) => {
    const e = node as Expr;
    if (chooses && 'start' in e && isConstant(e) && operands(e).length > 0) found.add(e);
    if (!branching(e)) return true;
    walk(node, (inner) => {
      if (['scalar', 'exists', 'arrayQuery', 'inQuery'].includes(inner.kind)) found.add(inner as Expr);
      if ('start' in inner && isConstant(inner as Expr) && operands(inner as Expr).length > 0) found.add(inner as Expr);
      return true;
    });
    if (node.kind === 'call' && (node as Call).name !== 'IF')
      for (const arg of (node as Call).args.slice(1)) found.add(arg);
    return true;
  });
  return [...found].map(({ start, end }) => sql.slice(start, end));
}
