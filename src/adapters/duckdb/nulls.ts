import type { FunctionRule, Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { typeNames } from './types.ts';

const conditional = ['IF', 'COALESCE', 'IFNULL', 'NULLIF'];

/** Whether an expression is NULL whatever a row holds, since an operand or argument is a literal NULL. */
export function isNull(e: Expr, p: Printer): boolean {
  switch (e.kind) {
    case 'null':
      return true;
    case 'cast':
    case 'unary':
      return isNull(e.of, p);
    case 'field':
      return isNull(e.of, p);
    case 'index':
      return isNull(e.of, p) || isNull(e.index, p) || (e.how.startsWith('SAFE') && e.index.kind === 'unary');
    case 'binary':
      return e.op !== 'AND' && e.op !== 'OR' && (isNull(e.left, p) || isNull(e.right, p));
    case 'call':
      return (
        p.rules.functions[e.name]?.use === 'scalar' &&
        !conditional.includes(e.name) &&
        e.args.some((arg) => isNull(arg, p))
      );
    default:
      return false;
  }
}

/** NUMERIC made of a literal NULL: DuckDB works it out while it binds and forgets that it was a DECIMAL. */
export const typedNull = (e: Expr, made: Frag, p: Printer): Frag =>
  p.kind(e) === 'NUMERIC' && isNull(e, p) ? q`CAST(${made} AS ${typeNames['NUMERIC'] ?? ''})` : made;

/** A field of a STRUCT with its type, without which `s.*` cannot be opened. */
export function typedField(e: Expr, made: Frag, p: Printer): Frag {
  const type = typeNames[p.kind(e) ?? ''];
  return type !== undefined && e.kind !== 'cast' && isNull(e, p) ? q`CAST(${made} AS ${type})` : made;
}

/** The rule, whose result keeps its type where an argument is a literal NULL. */
export const withTypedNulls = (rule: FunctionRule): FunctionRule =>
  rule.use === 'scalar' ? { ...rule, print: (call, p) => typedNull(call, rule.print(call, p), p) } : rule;
