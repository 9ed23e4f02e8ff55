import type { Printer } from '../../compiler/lower/translate/rules.ts';
import type { Expr, From } from '../../compiler/sql/ast.ts';

/** The variable of a lambda over an array's elements. No column that a person names is hidden by it. */
export const ELEMENT = 'bf_element';

/** Fields of elements of an unknown type that may be named bare: those of the analytics export's parameters. */
const parameterFields = ['key', 'value'];

type Unnest = Extract<From, { kind: 'unnest' }>;

/**
 * Rewrites expressions of a query over UNNEST for a lambda: what names the element, or one of its fields, reads the
 * lambda's variable. Gives undefined where a name is not clear. Without the array's type every other name is unclear;
 * with it they are columns of the query outside, which a lambda sees.
 */
export function inElement({ of, alias }: Unnest, p: Printer): (e: Expr) => Expr | undefined {
  const type = p.type(of);
  const element = type?.kind === 'ARRAY' && type.element.kind !== 'unknown' ? type.element : undefined;
  const named = element?.kind === 'STRUCT' ? element.fields.map(({ name }) => name?.toLowerCase()) : [];
  const fields = new Set(element ? named : parameterFields);
  const own = alias?.name.toLowerCase();
  const { types } = p.session.binder;
  return (e) => {
    let unclear = own !== undefined && element !== undefined && fields.has(own);
    const path = (node: Extract<Expr, { kind: 'path' }>): Expr => {
      const [first, ...rest] = node.parts;
      const name = first?.name.toLowerCase();
      if (!first || name === undefined) return node;
      if (name === own) return { ...node, parts: [{ ...first, name: ELEMENT }, ...rest] };
      if (fields.has(name)) return { ...node, parts: [{ ...first, name: ELEMENT }, first, ...rest] };
      if (!element) unclear = true;
      return node;
    };
    const rename = (node: unknown): unknown => {
      if (Array.isArray(node)) return node.map(rename);
      if (typeof node !== 'object' || node === null) return node;
      const made =
        'kind' in node && node.kind === 'path'
          ? path(node as Extract<Expr, { kind: 'path' }>)
          : Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rename(value)]));
      const known = types.get(node as Expr);
      if (known) types.set(made as Expr, known);
      return made;
    };
    const made = rename(e) as Expr;
    return unclear ? undefined : made;
  };
}
