import type { Call, Expr } from '../../sql/ast.ts';
import { bare, orderList, overOf } from './expression.ts';
import type { FunctionRule, How, Kind, Printer } from './rules.ts';
import { commas, type Frag, q } from './text.ts';

/** A template: `$1` an argument, `%1` an argument as an operand, `$*` all arguments, `$2*` those from the second on. */
export type Template = string;

type Options = Partial<Pick<FunctionRule, 'returns' | 'literals' | 'how'>>;

const holes = /\$\*|\$(\d)\*|\$(\d)|%(\d)/g;

/** Fills a template with the arguments of a call. With `typed` an integer literal that comes first is an INT64 of its own. */
export function fill(template: Template, call: Call, p: Printer, typed = false): Frag {
  const parts: Frag[] = [];
  let at = 0;
  const arg = (i: number): Frag => {
    const e = call.args[i];
    return e ? (typed && i === 0 ? p.expr(e) : bare(e, p)) : '';
  };
  for (const match of template.matchAll(holes)) {
    parts.push(template.slice(at, match.index));
    at = match.index + match[0].length;
    const [all, rest, one, operand] = match;
    const e = operand ? call.args[Number(operand) - 1] : undefined;
    if (all === '$*') parts.push(commas(call.args.map((_, i) => arg(i))));
    else if (rest) parts.push(commas(call.args.slice(Number(rest) - 1).map((a) => bare(a, p))));
    else if (one) parts.push(arg(Number(one) - 1));
    else if (e) parts.push(e.kind === 'int' && !(typed && operand === '1') ? bare(e, p) : p.operand(e));
  }
  parts.push(template.slice(at));
  return parts;
}

/** A scalar function: one template for each number of arguments, or one for all numbers from `min` to `max`. */
export function scalar(
  arity: number | readonly [number, number],
  template: Template,
  options: Options = {},
): FunctionRule {
  const [min, max] = typeof arity === 'number' ? [arity, arity] : arity;
  const how: How = template.includes('biform.') ? 'shim' : /^\w+\(\$\*\)$/.test(template) ? 'exact' : 'rewrite';
  return {
    min,
    max,
    use: 'scalar',
    how,
    ...options,
    print: (call, p) => fill(template, call, p, options.returns === 'first'),
  };
}

/** A scalar function whose text depends on the number of arguments. */
export function byArity(templates: Readonly<Record<number, Template>>, options: Options = {}): FunctionRule {
  const counts = Object.keys(templates).map(Number);
  const [min, max] = [Math.min(...counts), Math.max(...counts)];
  return {
    min,
    max,
    use: 'scalar',
    how: 'rewrite',
    ...options,
    print: (call, p) => fill(templates[call.args.length] ?? '', call, p),
  };
}

/** A scalar function with a printer of its own. */
export const custom = (
  min: number,
  max: number,
  print: FunctionRule['print'],
  options: Options & Partial<Pick<FunctionRule, 'use' | 'allows'>> = {},
): FunctionRule => ({ min, max, use: 'scalar', how: 'rewrite', ...options, print });

/** What an aggregate of the engine may carry besides its arguments. */
export interface Aggregate {
  readonly returns?: Kind | 'first';
  readonly allows?: NonNullable<FunctionRule['allows']>;
  readonly how?: How;
}

/** Aggregates whose result has a type of its own, whatever integers they take. */
const counting = ['avg', 'count', 'sum'];

/** `name([DISTINCT] args [ORDER BY ..]) [FILTER (..)] [OVER (..)]`. */
export function aggregateCall(name: string, call: Call, p: Printer, args?: readonly Frag[]): Frag {
  const [first] = call.args;
  const list = commas(args ?? call.args.map((a) => (counting.includes(name) ? bare(a, p) : p.expr(a))));
  const order = call.orderBy.length > 0 ? q` ORDER BY ${orderList(call.orderBy, p)}` : '';
  const filter = call.nulls === 'IGNORE' && first ? q` FILTER (WHERE ${p.operand(first)} IS NOT NULL)` : '';
  return q`${name}(${call.distinct ? 'DISTINCT ' : ''}${list}${order})${filter}${overOf(call, p)}`;
}

/** An aggregate function of the same shape on the engine. */
export function aggregate(
  name: string,
  arity: number | readonly [number, number],
  options: Aggregate = {},
): FunctionRule {
  const [min, max] = typeof arity === 'number' ? [arity, arity] : arity;
  return {
    min,
    max,
    use: 'aggregate',
    how: 'exact',
    allows: ['over'],
    ...options,
    print: (call, p) => aggregateCall(name, call, p),
  };
}

/** Whether a LIMIT inside an aggregate leaves nothing: GoogleSQL gives NULL then. */
export const isNothing = (limit: Expr): boolean => limit.kind === 'int' && BigInt(limit.text) === 0n;

/** The argument that counts rows, by the name of a window function. */
const countsRows: Readonly<Record<string, number>> = { LAG: 1, LEAD: 1, NTH_VALUE: 1, NTILE: 0 };

/** A number of rows that is NULL or negative, which engines take for something. */
function wrongCount({ name, args }: Call): Expr | undefined {
  const count = args[countsRows[name] ?? args.length];
  const value = count?.kind === 'cast' ? count.of : count;
  return value?.kind === 'null' || (value?.kind === 'unary' && value.op === '-') ? count : undefined;
}

/** A function that needs OVER. IGNORE NULLS stands inside its brackets where it is honoured. */
export function windowFunction(
  name: string,
  min: number,
  max: number,
  options: Aggregate & { nulls?: boolean } = {},
): FunctionRule {
  const { nulls = false, ...rest } = options;
  return {
    min,
    max,
    use: 'window',
    how: 'exact',
    allows: nulls ? ['over', 'nulls'] : ['over'],
    ...rest,
    print: (call, p) => {
      const wrong = wrongCount(call);
      if (wrong) p.refuse(wrong, 'a number of rows that is NULL or negative', 'BigQuery fails on it.');
      return q`${name}(${commas(call.args.map((a, i) => (i === 0 && rest.returns === 'first' ? p.expr(a) : bare(a, p))))}${call.nulls === 'IGNORE' ? ' IGNORE NULLS' : ''})${overOf(call, p)}`;
    },
  };
}
