import type { SqlType } from '../../compiler/analyse/types/type.ts';
import type { FunctionRule, Kind, Printer } from '../../compiler/lower/translate/rules.ts';
import { commas, type Frag, q } from '../../compiler/lower/translate/text.ts';
import type { Expr } from '../../compiler/sql/ast.ts';
import { typeNames } from './types.ts';
import { columnName } from './words.ts';

/** Arguments of functions that choose of which all must be NULL. */
const chosen: Readonly<Record<string, (args: readonly Expr[]) => readonly Expr[]>> = {
  IF: (args) => args.slice(1),
  COALESCE: (args) => args,
  IFNULL: (args) => args,
  NULLIF: (args) => args.slice(0, 1),
};

/** Whether an expression is NULL whatever a row holds, since an operand or argument is a literal NULL. */
export function isNull(e: Expr, p: Printer): boolean {
  switch (e.kind) {
    case 'null':
      return true;
    case 'cast':
    case 'unary':
    case 'extract':
      return isNull(e.of, p);
    case 'field':
      return isNull(e.of, p);
    case 'index':
      return isNull(e.of, p) || isNull(e.index, p) || (e.how.startsWith('SAFE') && e.index.kind === 'unary');
    case 'binary':
      return e.op !== 'AND' && e.op !== 'OR' && (isNull(e.left, p) || isNull(e.right, p));
    case 'call': {
      if (p.rules.functions[e.name]?.use !== 'scalar') return false;
      const choices = chosen[e.name]?.(e.args);
      return choices ? choices.every((arg) => isNull(arg, p)) : e.args.some((arg) => isNull(arg, p));
    }
    case 'case':
      return [...e.whens.map(({ result }) => result), ...(e.otherwise ? [e.otherwise] : [])].every((x) => isNull(x, p));
    default:
      return false;
  }
}

/** DuckDB's words for a type that is known throughout. */
function wordsOf(type: SqlType): Frag | undefined {
  switch (type.kind) {
    case 'ARRAY': {
      const element = wordsOf(type.element);
      return element && q`${element}[]`;
    }
    case 'STRUCT': {
      const fields = type.fields.map(({ name, type: of }) => {
        const words = wordsOf(of);
        return name !== undefined && words !== undefined ? q`${columnName(name)} ${words}` : undefined;
      });
      const known = fields.filter((field) => field !== undefined);
      return known.length > 0 && known.length === fields.length ? q`STRUCT(${commas(known)})` : undefined;
    }
    default:
      return typeNames[type.kind];
  }
}

/** Kinds of which DuckDB's functions and operators keep the type. */
const kept: readonly (Kind | undefined)[] = ['BOOL', 'FLOAT64'];

/** What is made of a literal NULL: DuckDB works it out while it binds and forgets its type. */
export const typedNull = (e: Expr, made: Frag, p: Printer): Frag =>
  kept.includes(p.kind(e)) ? made : typedField(e, made, p);

/** The same of a field of a STRUCT, an item of an array or an element: without its type `s.*` cannot be opened. */
export function typedField(e: Expr, made: Frag, p: Printer): Frag {
  if (e.kind === 'cast' || !isNull(e, p)) return made;
  const type = e.kind === 'null' ? undefined : p.type(e);
  const words = (type && wordsOf(type)) ?? typeNames[p.kind(e) ?? ''];
  return words === undefined ? made : q`CAST(${made} AS ${words})`;
}

/** The rule, whose result keeps its type where an argument is a literal NULL. */
export const withTypedNulls = (rule: FunctionRule): FunctionRule =>
  rule.use === 'scalar' ? { ...rule, print: (call, p) => typedNull(call, rule.print(call, p), p) } : rule;
