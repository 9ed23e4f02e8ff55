import type { Call, Expr, TypeName } from '../../sql/ast.ts';
import { kindOfType } from './kind.ts';
import { asCommonType, coerced } from './literal-type.ts';
import type { Kind, Printer } from './rules.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** An expression whose literals have the types that what stands beside them gives them; else the expression itself. */
export function withCoercions(e: Expr, p: Printer): Expr {
  const made = coercedParts(e, p);
  const known = made === e ? undefined : p.session.binder.types.get(e);
  if (known) p.session.binder.types.set(made, known);
  return made;
}

function coercedParts(e: Expr, p: Printer): Expr {
  switch (e.kind) {
    case 'call':
      return alikeArguments(e, p);
    case 'inArray':
      return inArray(e, p);
    case 'binary':
      return withNegatives(e, p);
    case 'array':
      return e.type ? { ...e, items: e.items.map((item) => typedPart(item, e.type, 0)) } : e;
    case 'struct':
      return e.type
        ? { ...e, fields: e.fields.map((one, i) => ({ ...one, value: typedPart(one.value, e.type, i) })) }
        : e;
    case 'distinctFrom': {
      const [left = e.left, right = e.right] = asCommonType([e.left, e.right], p);
      return left === e.left && right === e.right ? e : { ...e, left, right };
    }
    default:
      return e;
  }
}

/** Functions all of whose arguments have one type, but for the number of rows behind the first. */
const ofOneType: ReadonlySet<string> = new Set([
  'DIV',
  'LAG',
  'LEAD',
  'MOD',
  'NULLIF',
  'SAFE_ADD',
  'SAFE_DIVIDE',
  'SAFE_MULTIPLY',
  'SAFE_SUBTRACT',
]);

function alikeArguments(e: Call, p: Printer): Call {
  const [value, rows, ...others] = e.args;
  if (!ofOneType.has(e.name) || !value || !rows) return e;
  if (e.name !== 'LAG' && e.name !== 'LEAD') return { ...e, args: asCommonType(e.args, p) };
  const [first = value, ...defaults] = asCommonType([value, ...others], p);
  return { ...e, args: [first, rows, ...defaults] };
}

function inArray(e: Of<'inArray'>, p: Printer): Of<'inArray'> {
  const { of, array } = e;
  const type = p.type(array);
  const left = coerced(of, type?.kind === 'ARRAY' ? (type.element.kind as Kind) : undefined);
  const kind = p.kind(of);
  const items = array.kind === 'array' && !array.type ? array.items.map((item) => coerced(item, kind)) : [];
  const isOther = array.kind === 'array' && items.some((item, i) => item !== array.items[i]);
  if (left === of && !isOther) return e;
  return { ...e, of: left, array: isOther ? { ...array, items } : array };
}

/** A negative literal beside a NUMERIC is one. Engines' own rules see to those without a sign. */
function withNegatives(e: Of<'binary'>, p: Printer): Of<'binary'> {
  const beside = (one: Expr, other: Expr): Expr => (one.kind === 'unary' ? coerced(one, p.kind(other)) : one);
  const [left, right] = [beside(e.left, e.right), beside(e.right, e.left)];
  return left === e.left && right === e.right ? e : { ...e, left, right };
}

/** An element or field as the type that is written before it, if it is a literal. */
function typedPart(e: Expr, type: TypeName | undefined, i: number): Expr {
  const own = type?.fields[i]?.type;
  return own ? coerced(e, kindOfType(own)) : e;
}
