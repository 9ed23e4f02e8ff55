import type { Printer } from '../../compiler/lower/translate/rules.ts';
import { type Frag, q } from '../../compiler/lower/translate/text.ts';
import { walk } from '../../compiler/lower/translate/walk.ts';
import type { Expr, Select } from '../../compiler/sql/ast.ts';

/** Fields of the elements that may be named bare: those of the analytics export's parameters. */
const parameterFields = ['key', 'value'];

/**
 * `(SELECT value.x FROM UNNEST(params) WHERE key = 'k')`: Databricks allows no correlated subquery over an array, so it
 * becomes a filter over the array. As in GoogleSQL, more than one element is an error and none is NULL.
 */
export function subquery(e: Extract<Expr, { kind: 'scalar' }>, p: Printer): Frag | undefined {
  const { body, orderBy, limit, ctes } = e.query;
  if (body.kind !== 'select' || body.from?.kind !== 'unnest') return undefined;
  const { alias, offset, of } = body.from;
  const [item] = body.items;
  const plain =
    orderBy.length === 0 &&
    !limit &&
    ctes.length === 0 &&
    !offset &&
    body.items.length === 1 &&
    isPlain(body) &&
    body.where;
  if (!plain || item?.kind !== 'expr' || holdsSubquery(body))
    return p.refuse(e, 'a subquery over UNNEST of this shape');
  const element = 'element';
  const bound = (x: Expr): Expr | undefined => inElement(x, alias?.name.toLowerCase(), element);
  const condition = bound(body.where ?? item.value);
  const value = bound(item.value);
  if (!condition || !value)
    return p.refuse(
      e,
      'a subquery over UNNEST with names that may be columns or fields',
      'Qualify the fields with the alias of UNNEST.',
    );
  const found = q`filter(${p.expr(of)}, ${element} -> ${p.expr(condition)})`;
  return q`if(size(${found}) > 1, raise_error('Scalar subquery produced more than one element'), get(transform(${found}, ${element} -> ${p.expr(value)}), 0))`;
}

const isPlain = (s: Select): boolean =>
  !s.distinct && !s.as && s.groupBy.kind === 'none' && !s.having && !s.qualify && s.windows.length === 0;

const aggregates = /^(?:SUM|COUNT|COUNTIF|MIN|MAX|AVG|ANY_VALUE|.*_AGG|LOGICAL_.*|STDDEV.*|VAR.*)$/;

function holdsSubquery(s: Select): boolean {
  let found = false;
  walk([s.items, s.where], (node) => {
    if (['scalar', 'arrayQuery', 'exists', 'inQuery'].includes(node.kind)) found = true;
    if (node.kind === 'call' && aggregates.test((node as unknown as { name: string }).name)) found = true;
    return true;
  });
  return found;
}

/** The expression with the element's fields read from the lambda's variable; undefined where a name is not clear. */
function inElement(e: Expr, alias: string | undefined, element: string): Expr | undefined {
  let unclear = false;
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename);
    if (typeof node !== 'object' || node === null) return node;
    if ('kind' in node && node.kind === 'path') {
      const path = node as Extract<Expr, { kind: 'path' }>;
      const [first, ...rest] = path.parts;
      if (!first) return node;
      const name = first.name.toLowerCase();
      if (alias !== undefined && name === alias && rest.length > 0)
        return { ...path, parts: [{ ...first, name: element }, ...rest] };
      if (parameterFields.includes(name)) return { ...path, parts: [{ ...first, name: element }, first, ...rest] };
      unclear = true;
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rename(value)]));
  };
  const made = rename(e) as Expr;
  return unclear ? undefined : made;
}
