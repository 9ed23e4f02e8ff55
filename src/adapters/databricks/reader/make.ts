import type { At, Call, Expr, Ident, Query, Select, TypeName } from '../../../compiler/sql/ast.ts';
import { callOf, queryOf as queryAt } from '../../../compiler/sql/nodes.ts';
import { reserved } from '../../../compiler/sql/parse/name.ts';

/** Nodes of GoogleSQL that stand for a place in the author's text. */

export const at = ({ start, end }: At): At => ({ start, end });

/** A name, in back-quotes where GoogleSQL needs them. */
export const ident = (name: string, place: At): Ident => ({
  ...at(place),
  name,
  quoted: !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || reserved.has(name.toUpperCase()),
});

export const path = (place: At, ...names: readonly string[]): Expr => ({
  ...at(place),
  kind: 'path',
  parts: names.map((name) => ident(name, place)),
});

export const int = (value: number | bigint, place: At): Expr => {
  const digits: Expr = { ...at(place), kind: 'int', text: String(value < 0 ? -value : value) };
  return value < 0 ? { ...at(place), kind: 'unary', op: '-', of: digits } : digits;
};

export const str = (value: string, place: At): Expr => ({ ...at(place), kind: 'string', value });
export const nothing = (place: At): Expr => ({ ...at(place), kind: 'null' });
export const bool = (value: boolean, place: At): Expr => ({ ...at(place), kind: 'bool', value });

export const binary = (op: string, left: Expr, right: Expr, place: At): Expr => ({
  ...at(place),
  kind: 'binary',
  op,
  left,
  right,
});

export const not = (of: Expr, place: At): Expr => ({ ...at(place), kind: 'unary', op: 'NOT', of });

export const isNull = (of: Expr, place: At, negated = false): Expr => ({
  ...at(place),
  kind: 'is',
  not: negated,
  of,
  what: 'NULL',
});

export const call = (name: string, args: readonly Expr[], place: At, more: Partial<Call> = {}): Call =>
  callOf(place, name, args, {
    path: name.split('.').map((part) => ({ ...at(place), name: part, quoted: false })),
    ...more,
  });

export const cast = (of: Expr, type: TypeName, place: At, safe = false): Expr => ({
  ...at(place),
  kind: 'cast',
  safe,
  of,
  type,
});

export const typeName = (name: string, place: At, parameters: readonly string[] = []): TypeName => ({
  ...at(place),
  name,
  parameters,
  fields: [],
});

export const struct = (fields: readonly { readonly name: string; readonly value: Expr }[], place: At): Expr => ({
  ...at(place),
  kind: 'struct',
  fields: fields.map(({ name, value }) => ({ name: ident(name, place), value })),
});

export const emptySelect = (place: At): Select => ({
  ...at(place),
  kind: 'select',
  distinct: false,
  items: [],
  groupBy: { kind: 'none' },
  windows: [],
});

export const queryOf = (body: Query['body'], place: At, more: Partial<Query> = {}): Query => queryAt(place, body, more);
