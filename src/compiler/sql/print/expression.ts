import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, OrderItem } from '../ast.ts';
import { powers } from '../parse/powers.ts';
import { seal } from '../sealed.ts';
import { callText } from './call.ts';
import { bytesLiteral, copied, dotted, ident, type Printing, stringLiteral, typeName } from './name.ts';
import { queryText } from './query.ts';

const [NOT, COMPARISON, OPERAND, UNARY, PRIMARY] = [3, 4, 5, 12, 13] as const;

/** How tightly the outermost operator binds. */
function power(e: Expr): number {
  switch (e.kind) {
    case 'binary':
      return powers.get(e.op) ?? COMPARISON;
    case 'unary':
      return e.op === 'NOT' ? NOT : UNARY;
    case 'between':
    case 'in':
    case 'inQuery':
    case 'inArray':
    case 'is':
    case 'distinctFrom':
    case 'like':
    case 'quantified':
      return COMPARISON;
    default:
      return PRIMARY;
  }
}

/** An expression as GoogleSQL, in brackets where an operator around it that binds at `least` would take it apart. */
export function exprText(e: Expr, p: Printing, least = 0): string {
  const text = bare(e, p);
  return power(e) < least ? `(${text})` : text;
}

export const exprList = (items: readonly Expr[], p: Printing): string => items.map((e) => exprText(e, p)).join(', ');

/** Kinds that a field or an element can be taken from without brackets. */
const bases: ReadonlySet<Expr['kind']> = new Set([
  'call',
  'index',
  'field',
  'scalar',
  'param',
  'struct',
  'array',
  'cast',
]);

/** What stands before `.name` or `.*`. */
export const baseText = (e: Expr, p: Printing): string => (bases.has(e.kind) ? exprText(e, p) : `(${exprText(e, p)})`);

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

function bare(e: Expr, p: Printing): string {
  switch (e.kind) {
    case 'null':
      return 'NULL';
    case 'star':
      return '*';
    case 'bad':
    case 'opaque':
      return copied(e, p);
    case 'verbatim':
      return e.grouped ? `(${seal(e.text)})` : seal(e.text);
    case 'bool':
      return e.value ? 'TRUE' : 'FALSE';
    case 'int':
    case 'float':
    case 'param':
      return e.text;
    case 'string':
      return stringLiteral(e.value);
    case 'bytes':
      return bytesLiteral(e.value);
    case 'typed':
      return `${e.type} ${stringLiteral(e.value)}`;
    case 'range':
      return `${typeName(e.type)} ${stringLiteral(e.value)}`;
    case 'path':
      return dotted(e.parts);
    case 'field':
      return `${baseText(e.of, p)}.${ident(e.name)}`;
    case 'index':
      return indexText(e, p);
    case 'call':
      return callText(e, p);
    case 'default':
      return 'DEFAULT';
    default:
      return operation(e, p);
  }
}

function indexText(e: Of<'index'>, p: Printing): string {
  const base = e.of.kind === 'path' ? exprText(e.of, p) : baseText(e.of, p);
  const index = exprText(e.index, p);
  return `${base}[${e.how === 'KEY' ? index : `${e.how}(${index})`}]`;
}

type Simple =
  | 'null'
  | 'star'
  | 'bad'
  | 'opaque'
  | 'verbatim'
  | 'bool'
  | 'int'
  | 'float'
  | 'param'
  | 'string'
  | 'bytes'
  | 'typed'
  | 'range'
  | 'path'
  | 'field'
  | 'index'
  | 'call'
  | 'default';

function operation(e: Exclude<Expr, { kind: Simple }>, p: Printing): string {
  const not = 'not' in e && e.not ? 'NOT ' : '';
  const operand = (x: Expr): string => exprText(x, p, OPERAND);
  switch (e.kind) {
    case 'unary':
      return unary(e, p);
    case 'binary':
      return binary(e, p);
    case 'between':
      return `${operand(e.of)} ${not}BETWEEN ${operand(e.low)} AND ${operand(e.high)}`;
    case 'in':
      return `${operand(e.of)} ${not}IN (${exprList(e.list, p)})`;
    case 'inQuery':
      return `${operand(e.of)} ${not}IN (${queryText(e.query, p)})`;
    case 'inArray':
      return `${operand(e.of)} ${not}IN UNNEST(${exprText(e.array, p)})`;
    case 'is':
      return `${operand(e.of)} IS ${not}${e.what}`;
    case 'distinctFrom':
      return `${operand(e.left)} IS ${not}DISTINCT FROM ${operand(e.right)}`;
    case 'like':
      return `${operand(e.left)} ${not}LIKE ${operand(e.right)}`;
    case 'quantified':
      return `${operand(e.left)} ${not}${e.op} ${e.quantifier} ${quantified(e.right, p)}`;
    default:
      return construct(e, p);
  }
}

type Operation =
  | 'unary'
  | 'binary'
  | 'between'
  | 'in'
  | 'inQuery'
  | 'inArray'
  | 'is'
  | 'distinctFrom'
  | 'like'
  | 'quantified';

function quantified(right: Of<'quantified'>['right'], p: Printing): string {
  if (right.kind === 'array') return `UNNEST(${exprText(right.of, p)})`;
  return right.kind === 'query' ? `(${queryText(right.query, p)})` : `(${exprList(right.items, p)})`;
}

function unary(e: Of<'unary'>, p: Printing): string {
  if (e.op === 'NOT') return `NOT ${exprText(e.of, p, NOT)}`;
  const of = exprText(e.of, p, UNARY);
  return of.startsWith(e.op) ? `${e.op} ${of}` : `${e.op}${of}`;
}

/** A chain of operators is printed in a loop: it may be very long. */
function binary(e: Of<'binary'>, p: Printing): string {
  const parts: string[] = [];
  let left: Expr = e;
  let least = 0;
  while (left.kind === 'binary' && power(left) >= least) {
    const own = power(left);
    parts.push(` ${left.op} ${exprText(left.right, p, own + 1)}`);
    least = own === COMPARISON ? OPERAND : own;
    left = left.left;
  }
  return exprText(left, p, least) + parts.reverse().join('');
}

function construct(e: Exclude<Expr, { kind: Simple | Operation }>, p: Printing): string {
  switch (e.kind) {
    case 'case': {
      const whens = e.whens.map((w) => ` WHEN ${exprText(w.when, p)} THEN ${exprText(w.result, p)}`).join('');
      const otherwise = e.otherwise ? ` ELSE ${exprText(e.otherwise, p)}` : '';
      return `CASE${e.of ? ` ${exprText(e.of, p)}` : ''}${whens}${otherwise} END`;
    }
    case 'cast': {
      const zone = e.zone ? ` AT TIME ZONE ${exprText(e.zone, p)}` : '';
      const format = e.format ? ` FORMAT ${exprText(e.format, p)}${zone}` : '';
      return `${e.safe ? 'SAFE_CAST' : 'CAST'}(${exprText(e.of, p)} AS ${typeName(e.type)}${format})`;
    }
    case 'extract': {
      const zone = e.zone ? ` AT TIME ZONE ${exprText(e.zone, p)}` : '';
      return `EXTRACT(${exprText(e.part, p)} FROM ${exprText(e.of, p)}${zone})`;
    }
    case 'array':
      return `${e.type ? typeName(e.type) : ''}[${exprList(e.items, p)}]`;
    case 'struct':
      return structText(e, p);
    case 'scalar':
      return `(${queryText(e.query, p)})`;
    case 'arrayQuery':
      return `ARRAY(${queryText(e.query, p)})`;
    case 'exists':
      return `EXISTS (${queryText(e.query, p)})`;
    case 'interval':
      return `INTERVAL ${exprText(e.of, p)} ${ident(e.part)}${e.to ? ` TO ${ident(e.to)}` : ''}`;
    default:
      return argument(e, p);
  }
}

type Argument = Of<'named' | 'lambda' | 'relation' | 'with' | 'replaceFields'>;

function argument(e: Argument, p: Printing): string {
  switch (e.kind) {
    case 'named':
      return `${ident(e.name)} => ${exprText(e.value, p)}`;
    case 'lambda': {
      const [only] = e.parameters;
      const parameters = only && e.parameters.length === 1 ? ident(only) : `(${e.parameters.map(ident).join(', ')})`;
      return `${parameters} -> ${exprText(e.body, p)}`;
    }
    case 'relation':
      return `${e.what} ${dotted(e.parts)}`;
    case 'with': {
      const variables = e.variables.map(({ name, value }) => `${ident(name)} AS ${exprText(value, p)}, `);
      return `WITH(${variables.join('')}${exprText(e.result, p)})`;
    }
    case 'replaceFields': {
      const fields = e.fields.map(({ value, path }) => `${exprText(value, p)} AS ${dotted(path)}`);
      return `REPLACE_FIELDS(${exprText(e.of, p)}, ${fields.join(', ')})`;
    }
    default:
      return unreachable(e);
  }
}

function structText(e: Of<'struct'>, p: Printing): string {
  const fields = e.fields
    .map(({ name, value }) => `${exprText(value, p)}${name ? ` AS ${ident(name)}` : ''}`)
    .join(', ');
  if (e.tuple) return `(${fields})`;
  return `${e.type ? structType(typeName(e.type)) : 'STRUCT'}(${fields})`;
}

const structType = (text: string): string => (text === 'STRUCT' ? 'STRUCT<>' : text);

/** The items of ORDER BY. */
export const orderText = (items: readonly OrderItem[], p: Printing): string =>
  items
    .map(({ of, collate, descending, nulls }) => {
      const collation = collate ? ` COLLATE ${exprText(collate, p)}` : '';
      return `${exprText(of, p)}${collation}${descending ? ' DESC' : ''}${nulls ? ` NULLS ${nulls}` : ''}`;
    })
    .join(', ');
