import { unreachable } from '../../diagnostics/unreachable.ts';
import { SCRIPT_ERROR } from '../../dialect/script.ts';
import type { Call, Expr, WindowSpec } from '../../sql/ast.ts';
import { unsealAll } from '../../sql/sealed.ts';
import { reasonOf } from './catalogue.ts';
import { withCoercions } from './coercions.ts';
import { withElements } from './empty-array.ts';
import { asCommonType, coerced, intText } from './literal-type.ts';
import { path } from './path.ts';
import type { Printer } from './rules.ts';
import { alikeFields } from './struct-names.ts';
import { commas, type Frag, from, indent, joined, NL, q } from './text.ts';
import { verbatim } from './verbatim.ts';
import { walk } from './walk.ts';
import { writtenOut } from './written-out.ts';

/** Kinds whose text needs no brackets as an operand. */
const closed: ReadonlySet<Expr['kind']> = new Set([
  'null',
  'bool',
  'string',
  'bytes',
  'typed',
  'float',
  'path',
  'call',
  'cast',
  'scalar',
  'exists',
  'case',
  'array',
  'struct',
  'bad',
]);

/** An expression in the engine's SQL, with its origin. */
export const printExpr = (e: Expr, p: Printer): Frag => from(e, print(withCoercions(e, p), p));

/** The same in brackets where another operator could take it apart. */
export function printOperand(e: Expr, p: Printer): Frag {
  return closed.has(e.kind) ? printExpr(e, p) : q`(${printExpr(e, p)})`;
}

/** The same beside a comparison or IS, where Spark reads no EXISTS. */
const compared = (e: Expr, p: Printer): Frag => (e.kind === 'exists' ? q`(${printExpr(e, p)})` : p.operand(e));

function print(e: Expr, p: Printer): Frag {
  switch (e.kind) {
    case 'null':
      return 'NULL';
    case 'star':
      return '*';
    case 'bad':
      return 'NULL';
    case 'bool':
      return e.value ? 'TRUE' : 'FALSE';
    case 'param':
      if (
        p.program.handlers > 0 &&
        p.rules.variables &&
        !p.program.compound &&
        e.text.toLowerCase() === '@@error.message'
      )
        return p.rules.variables.get(SCRIPT_ERROR);
      return p.refuse(e, `the query parameter \`${e.text}\``);
    case 'string':
      return e.value.includes('\0') ? p.refuse(e, 'a string with a NUL character') : p.rules.string(unsealAll(e.value));
    case 'verbatim':
      return e.grouped ? q`(${verbatim(e, p)})` : verbatim(e, p);
    case 'path':
      return path(e, p);
    case 'call':
      return call(e, p);
    case 'between':
      return q`${compared(e.of, p)} ${e.not ? 'NOT BETWEEN' : 'BETWEEN'} ${against(e.of, e.low, p)} AND ${against(e.of, e.high, p)}`;
    case 'in':
      if (p.kind(e.of) === 'STRUCT') return amongStructs(e, p);
      return q`${compared(e.of, p)} ${e.not ? 'NOT IN' : 'IN'} (${commas(e.list.map((item) => plainOr(e.of, item, p)))})`;
    case 'inQuery':
      return inQuery(e, p);
    case 'is':
      return q`${compared(e.of, p)} IS ${e.not ? 'NOT ' : ''}${e.what === 'UNKNOWN' ? 'NULL' : e.what}`;
    case 'distinctFrom':
      return q`${compared(e.left, p)} IS ${e.not ? 'NOT ' : ''}DISTINCT FROM ${compared(e.right, p)}`;
    case 'case':
      return caseOf(e, p);
    case 'scalar':
      return p.rules.subquery?.(e, p) ?? q`(${indent([NL, p.query(e.query)])}${NL})`;
    case 'exists':
      return p.rules.exists?.(e, p) ?? q`EXISTS (${indent([NL, p.query(e.query)])}${NL})`;
    case 'quantified':
    case 'range':
    case 'named':
    case 'lambda':
    case 'relation':
    case 'with':
    case 'replaceFields':
    case 'default':
    case 'opaque':
      return undecided(e, p);
    default:
      return engine(e, p);
  }
}

function inQuery(e: Extract<Expr, { kind: 'inQuery' }>, p: Printer): Frag {
  if (p.kind(e.of) === 'STRUCT')
    return p.refuse(e.of, 'a STRUCT before IN with a subquery', 'Write EXISTS and compare the fields.');
  const made = p.rules.among?.(e, p);
  return made ?? q`${compared(e.of, p)} ${e.not ? 'NOT IN' : 'IN'} (${indent([NL, p.query(e.query)])}${NL})`;
}

/** A STRUCT among others: each is compared as `=` does it, by which NULL fields count as in GoogleSQL. */
function amongStructs(e: Extract<Expr, { kind: 'in' }>, p: Printer): Frag {
  const { start, end, of: left } = e;
  const compared = e.list.map((right) => q`(${p.expr({ start, end, kind: 'binary', op: '=', left, right })})`);
  const found = joined(compared, ' OR ');
  return e.not ? q`NOT (${found})` : found;
}

type Undecided = Extract<
  Expr,
  {
    kind: 'quantified' | 'range' | 'named' | 'lambda' | 'relation' | 'with' | 'replaceFields' | 'default' | 'opaque';
  }
>;

/** Expressions without a counterpart so far. */
function undecided(e: Undecided, p: Printer): Frag {
  switch (e.kind) {
    case 'quantified': {
      const { right, not, left } = e;
      if (e.op === 'LIKE' && right.kind === 'list' && !not)
        return joined(
          right.items.map(
            (item): Frag =>
              q`(${p.expr({ start: item.start, end: item.end, kind: 'like', not: false, left, right: item })})`,
          ),
          e.quantifier === 'ALL' ? ' AND ' : ' OR ',
        );
      return p.refuse(e, e.op === 'LIKE' ? 'LIKE ANY, SOME and ALL' : `\`${e.op} ${e.quantifier}\``);
    }
    case 'range':
      return p.refuse(e, 'a RANGE literal');
    case 'named':
      return p.refuse(e, 'a named argument');
    case 'lambda':
      return p.refuse(e, 'a lambda');
    case 'relation':
      return p.refuse(e, `\`${e.what}\` as an argument`);
    case 'with':
      return withNames(e, p);
    case 'replaceFields':
      return p.refuse(e, 'the function `REPLACE_FIELDS`');
    case 'default':
      return p.refuse(e, '`DEFAULT` as a value');
    case 'opaque':
      return p.refuse(e, e.what);
    default:
      return unreachable(e);
  }
}

/** `WITH(a AS x, ..., result)`: one name inside the other, each value worked out once. */
function withNames(e: Extract<Expr, { kind: 'with' }>, p: Printer): Frag {
  const { name: named } = p.rules;
  const [first, ...variables] = e.variables;
  if (!named || !first) return p.refuse(e, 'a WITH expression');
  const { name, value } = first;
  const result: Expr = variables.length > 0 ? { ...e, variables } : e.result;
  const holds = (node: unknown, kinds: readonly string[]): boolean => {
    let found = false;
    walk(node, (inner) => {
      found ||= kinds.includes(inner.kind);
      return !found;
    });
    return found;
  };
  const queries = holds(result, ['scalar', 'arrayQuery', 'exists', 'inQuery']);
  let grouped = false;
  walk(value, (node) => {
    const call = node.kind === 'call' ? (node as Call) : undefined;
    grouped ||= call !== undefined && (call.over !== undefined || p.rules.functions[call.name]?.use === 'aggregate');
    return !['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind);
  });
  if (queries && grouped) return p.refuse(value, 'an aggregate in a WITH expression around a subquery');
  return named(name.name, p.expr(value), () => p.expr(result), queries);
}

type EngineExpr = Extract<Expr, { kind: keyof Printer['rules']['expr'] }>;

function engine(e: EngineExpr, p: Printer): Frag {
  const rule = p.rules.expr[e.kind] as (e: EngineExpr, p: Printer) => Frag;
  return rule(e, p);
}

/** `e` as it is compared with `other`: as an operand, integer literals bare. */
export function against(other: Expr, e: Expr, p: Printer): Frag {
  const typed = coerced(e, p.kind(other));
  return typed.kind === 'int' ? from(e, intText(typed.text)) : compared(typed, p);
}

const plainOr = (other: Expr, e: Expr, p: Printer): Frag => {
  const typed = coerced(e, p.kind(other));
  return typed.kind === 'int' ? from(e, intText(typed.text)) : p.expr(typed);
};

/** An expression where an integer literal needs no type of its own. */
export const bare = (e: Expr, p: Printer): Frag => (e.kind === 'int' ? from(e, intText(e.text)) : p.expr(e));

/** Values that become one, as values of one type. */
export const alike = (given: readonly Expr[], p: Printer): readonly Expr[] =>
  alikeFields(withElements(asCommonType(given, p), p), p);

/** Values that give one type: the first integer literal among them says INT64, the others stand bare. */
export function alikeValues(given: readonly Expr[], p: Printer): readonly Frag[] {
  const items = alike(given, p);
  const first = items.findIndex((item) => item.kind === 'int');
  return items.map((item, i) => (i === first ? p.expr(item) : bare(item, p)));
}

function caseOf(e: Extract<Expr, { kind: 'case' }>, p: Printer): Frag {
  const results = alikeValues([...e.whens.map((w) => w.result), ...(e.otherwise ? [e.otherwise] : [])], p);
  const whens = e.whens.map(
    ({ when }, i) =>
      q` WHEN ${e.of ? plainOr(e.of, when, p) : when.kind === 'null' ? 'FALSE' : p.expr(when)} THEN ${results[i] ?? ''}`,
  );
  const otherwise = e.otherwise ? q` ELSE ${results.at(-1) ?? ''}` : '';
  return q`CASE${e.of ? q` ${p.expr(e.of)}` : ''}${whens}${otherwise} END`;
}

function call(e: Call, p: Printer): Frag {
  const rule = p.rules.functions[e.name];
  if (!rule) {
    const own =
      p.session.functions.get(e.name.toLowerCase()) ??
      (p.rules.writesOut && p.session.routine(e.path.flatMap(({ name }) => name.split('.'))));
    if (own) return writtenOut(own, e, p);
    const reason = reasonOf(e.name, p.rules.reasons);
    return p.refuse(e.nameAt, `the function \`${e.name}\``, reason?.why, reason?.instead);
  }
  const { length } = e.args;
  if (length < rule.min || length > rule.max)
    return p.refuse(e.nameAt, `\`${e.name}\` with ${length} argument${length === 1 ? '' : 's'}`);
  const allows = rule.allows ?? [];
  if (e.safe && rule.use !== 'scalar') return p.refuse(e.nameAt, `\`SAFE.\` before \`${e.name}\``);
  if (e.distinct && !allows.includes('distinct')) return p.refuse(e.nameAt, `\`${e.name}(DISTINCT ..)\``);
  if (e.nulls && !allows.includes('nulls')) return p.refuse(e.nameAt, `\`${e.name}(.. ${e.nulls} NULLS)\``);
  if (e.having && e.name === 'ANY_VALUE' && !e.over && p.rules.functions['MAX_BY']) {
    const { having, ...plainCall } = e;
    return call({ ...plainCall, name: `${having.pick}_BY`, args: [...e.args, having.of] }, p);
  }
  if (e.having) return p.refuse(e.having, `HAVING inside \`${e.name}\``, 'MAX_BY and MIN_BY do the same.');
  if (e.orderBy.length > 0 && !allows.includes('orderBy')) return p.refuse(e.nameAt, `ORDER BY inside \`${e.name}\``);
  if (e.limit && !allows.includes('limit')) return p.refuse(e.nameAt, `LIMIT inside \`${e.name}\``);
  if (e.over && !allows.includes('over')) return p.refuse(e.nameAt, `\`${e.name}\` with OVER`);
  if (!e.over && rule.use === 'window') return p.refuse(e.nameAt, `\`${e.name}\` without OVER`);
  if (rule.use === 'aggregate' && !e.over && readsOuterRowsAlone(e, p))
    return p.refuse(
      e,
      `\`${e.name}\` over columns of the outer query alone`,
      'Other engines take it for an aggregate of the outer query.',
    );
  const literals = rule.literals ?? [];
  const args = e.args.map((arg, i) => coerced(arg, literals[Math.min(i, literals.length - 1)]));
  const typed: Call = { ...e, args };
  const known = p.session.binder.types.get(e);
  if (known) p.session.binder.types.set(typed, known);
  return e.safe ? p.rules.safeCall(typed, p, (safe) => rule.print(safe, p)) : rule.print(typed, p);
}

/** Whether all columns an aggregate reads are qualified by range variables of an outer query. */
function readsOuterRowsAlone(e: Call, p: Printer): boolean {
  const heads: string[] = [];
  walk(e.args, (node) => {
    if (node.kind === 'path') heads.push((node as Extract<Expr, { kind: 'path' }>).parts[0]?.name.toLowerCase() ?? '');
    return true;
  });
  const outer = (name: string): boolean => {
    for (let scope = p.scope.outer; scope; scope = scope.outer) if (scope.ranges.has(name)) return true;
    return false;
  };
  return heads.length > 0 && heads.every((name) => !p.scope.ranges.has(name) && outer(name));
}

/** ` OVER (..)`, or nothing. */
export function overOf(e: Call, p: Printer): Frag {
  if (!e.over) return '';
  if ('name' in e.over) return q` OVER ${p.rules.identifier(e.over.name)}`;
  const { base, partitionBy, orderBy, frame } = e.over;
  const plainName = base && partitionBy.length === 0 && orderBy.length === 0 && !frame;
  return plainName ? q` OVER ${p.rules.identifier(base.name)}` : q` OVER ${windowOf(e.over, p)}`;
}

/** `(PARTITION BY .. ORDER BY .. frame)`. */
export function windowOf(w: WindowSpec, p: Printer): Frag {
  const parts: Frag[] = [];
  if (w.base && p.rules.has.windowsOnWindows === false)
    return p.refuse(w.base, 'a window built on a named window', 'Write it out behind OVER.');
  if (w.base) parts.push(p.rules.identifier(w.base.name));
  if (w.partitionBy.length > 0) parts.push(q`PARTITION BY ${commas(w.partitionBy.map((e) => p.expr(e)))}`);
  if (w.orderBy.length > 0) parts.push(q`ORDER BY ${orderList(w.orderBy, p)}`);
  if (w.frame) {
    const bound = ({ kind, of }: { kind: string; of?: Expr }): Frag => (of ? q`${bare(of, p)} ${kind}` : kind);
    const { unit, from: first, to } = w.frame;
    parts.push(to ? q`${unit} BETWEEN ${bound(first)} AND ${bound(to)}` : q`${unit} ${bound(first)}`);
  }
  return q`(${joined(parts, ' ')})`;
}

/** The items of ORDER BY with the order of NULLs spelt out. */
export const orderList = (items: WindowSpec['orderBy'], p: Printer): Frag =>
  commas(items.map((item) => p.rules.orderItem(item, bare(item.of, p))));
