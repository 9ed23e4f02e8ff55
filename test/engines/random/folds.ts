import { walk } from '../../../src/compiler/lower/translate/walk.ts';
import type { Call, Expr } from '../../../src/compiler/sql/ast.ts';

/** Parts of a date or time, which are no values. */
export const isName = (e: Expr): boolean =>
  (e.kind === 'call' && e.name === 'WEEK') ||
  (e.kind === 'path' &&
    e.parts.length === 1 &&
    /^(?:(?:ISO)?YEAR|QUARTER|MONTH|(?:ISO)?WEEK|DAY(?:OFWEEK|OFYEAR)?|HOUR|MINUTE|(?:MILLI|MICRO)?SECOND|DATE|TIME|DATETIME|[A-Z]+DAY)$/.test(
      e.parts[0]?.name ?? '',
    ));

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
export function operands(e: Expr): readonly Expr[] {
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
export function isConstant(e: Expr): boolean {
  return ![...literal, 'array', 'struct'].includes(e.kind) && readsNothing(e);
}

/** Whether no name of a column and no subquery stands in an expression. */
function readsNothing(e: Expr): boolean {
  let found = true;
  walk(e, (node) => {
    if (node.kind === 'path' && isName(node as Expr)) return false;
    if (['path', 'scalar', 'exists', 'arrayQuery', 'inQuery', 'star'].includes(node.kind)) found = false;
    return found;
  });
  return found;
}

/** Whether an expression may be NULL before a row is seen. */
export function mayFold(e: Expr): boolean {
  if (isConstant(e)) return true;
  if (e.kind === 'case' && e.of) return mayFold(e.of) && (!e.otherwise || mayFold(e.otherwise));
  if (e.kind === 'call' && e.name === 'IF') {
    const [condition, ...branches] = e.args;
    return condition !== undefined && readsNothing(condition) && branches.some(mayFold);
  }
  if (e.kind === 'call' && ['COALESCE', 'IFNULL'].includes(e.name)) return e.args.every(mayFold);
  return operands(e).some(mayFold);
}

/** AND and OR. */
export const isJunction = (e: Expr): boolean => e.kind === 'binary' && (e.op === 'AND' || e.op === 'OR');
