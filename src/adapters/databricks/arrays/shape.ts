import type { Printer } from '../../../compiler/lower/translate/rules.ts';
import { walk } from '../../../compiler/lower/translate/walk.ts';
import type { Call, Expr, From, Ident, Query, QueryBody, Select } from '../../../compiler/sql/ast.ts';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;
export type UnnestItem = Extract<From, { kind: 'unnest' }>;

/** Fields of elements of an unknown type that may be named bare: those of the analytics export's parameters. */
export const parameterFields = ['key', 'value'];

const queryKinds: ReadonlySet<string> = new Set(['scalar', 'arrayQuery', 'exists', 'inQuery']);

/** Whether a query reads arrays alone and has a form as functions of these arrays; all its names are clear. */
export const isOverArrays = (query: Query, p: Printer): boolean =>
  opensArray(query) && ofQuery(query, { p, tables: new Set() }) && isClear(query, p);

/** Whether each query in an expression is one. */
export function allOverArrays(e: Expr, p: Printer): boolean {
  const found = queriesIn(e);
  return found.length > 0 && found.every((query) => ofQuery(query, { p, tables: new Set() }) && isClear(query, p));
}

interface Known {
  readonly p: Printer;
  /** Common tables, which are arrays of their rows. */
  readonly tables: ReadonlySet<string>;
}

function opensArray(query: Query): boolean {
  let found = false;
  walk(query, (node) => {
    found ||= node.kind === 'unnest';
    if (node.kind === 'table') found ||= (node as Extract<From, { kind: 'table' }>).parts.length > 1;
    return !found;
  });
  return found;
}

/** The queries in an expression, without those inside of them. */
export function queriesIn(e: unknown): readonly Query[] {
  const found: Query[] = [];
  walk(e, (node) => {
    if (!queryKinds.has(node.kind)) return true;
    const { query, of } = node as Of<'inQuery'>;
    found.push(query, ...(node.kind === 'inQuery' ? queriesIn(of) : []));
    return false;
  });
  return found;
}

const inside = (e: unknown, known: Known): boolean => queriesIn(e).every((query) => ofQuery(query, known));

function ofQuery(query: Query, known: Known): boolean {
  const { limit, offset } = query;
  if (query.recursive || query.pipes.length > 0) return false;
  if ((limit && limit.kind !== 'int') || (offset && offset.kind !== 'int')) return false;
  if (query.orderBy.some(({ nulls, descending }) => nulls !== undefined && nulls !== (descending ? 'LAST' : 'FIRST')))
    return false;
  const tables = new Set(known.tables);
  for (const { name, query: inner } of query.ctes) {
    if (!ofQuery(inner, { ...known, tables })) return false;
    tables.add(name.name.toLowerCase());
  }
  return inside(query.orderBy, { ...known, tables }) && ofBody(query.body, { ...known, tables });
}

function ofBody(body: QueryBody, known: Known): boolean {
  switch (body.kind) {
    case 'select':
      return ofSelect(body, known);
    case 'nested':
      return ofQuery(body.query, known);
    case 'set':
      return !body.byName && /^UNION/.test(body.op) && ofBody(body.left, known) && ofBody(body.right, known);
    default:
      return false;
  }
}

function ofSelect(s: Select, known: Known): boolean {
  if (s.mode || s.qualify || s.windows.length > 0 || (s.groupBy.kind !== 'none' && s.groupBy.kind !== 'items'))
    return false;
  if (s.having && s.groupBy.kind === 'none') return false;
  let windows = false;
  walk([s.items, s.where, s.having, s.groupBy], (node) => {
    windows ||= node.kind === 'call' && (node as Call).over !== undefined;
    return !windows && !queryKinds.has(node.kind);
  });
  if (windows || !inside([s.items, s.where, s.having, s.groupBy], known)) return false;
  return s.from === undefined || ofFrom(s.from, known, new Set());
}

/** `names`: range variables to the left, whose arrays may be opened. */
function ofFrom(f: From, known: Known, names: Set<string>): boolean {
  const add = (alias: Ident | undefined): true => {
    if (alias) names.add(alias.name.toLowerCase());
    return true;
  };
  switch (f.kind) {
    case 'paren':
      return ofFrom(f.of, known, names);
    case 'unnest':
      return f.more.length === 0 && inside(f.of, known) && add(f.alias) && add(f.offset);
    case 'table': {
      const [first, second] = f.parts;
      const head = first?.name.toLowerCase() ?? '';
      const isArray = second !== undefined && (names.has(head) || isRange(head, known.p));
      const isCommon = second === undefined && known.tables.has(head);
      return (isArray || isCommon) && !f.asOf && add(f.alias ?? f.parts.at(-1)) && add(f.offset);
    }
    case 'subquery':
      return ofQuery(f.query, known) && add(f.alias);
    case 'join':
      return (
        f.type !== 'RIGHT' &&
        (f.type !== 'FULL' || !opensLeft(f.right)) &&
        ofFrom(f.left, known, names) &&
        ofFrom(f.right, known, names) &&
        inside(f.on, known)
      );
    default:
      return false;
  }
}

/** Whether an item of FROM is an array, which may be one of what stands to the left. */
const opensLeft = (f: From): boolean =>
  f.kind === 'unnest' || (f.kind === 'paren' && opensLeft(f.of)) || f.kind === 'join';

/** Whether a name is a range variable of a query around. */
export function isRange(name: string, p: Printer): boolean {
  for (let scope: Printer['scope'] | undefined = p.scope; scope; scope = scope.outer)
    if (scope.ranges.has(name) || scope.elements?.some((element) => element.name === name)) return true;
  return false;
}

/** Whether each name is known to be that of an element or of something outside, where a type of elements is not known. */
function isClear(query: Query, p: Printer): boolean {
  const own = new Set<string>(parameterFields);
  let unknown = false;
  const outside = outsideArrays(query);
  const heads: { readonly path: Of<'path'>; readonly name: string; readonly parts: number }[] = [];
  walk(query, (node) => {
    if (outside.has(node as Expr)) return false;
    const { alias, offset } = node as { alias?: Ident; offset?: Ident };
    for (const name of [alias?.name, offset?.name]) if (name) own.add(name.toLowerCase());
    if (node.kind === 'unnest') unknown ||= elementOf((node as UnnestItem).of, p) === undefined;
    if (node.kind === 'table') unknown = true;
    if (node.kind === 'path') {
      const path = node as Of<'path'>;
      heads.push({ path, name: path.parts[0]?.name.toLowerCase() ?? '', parts: path.parts.length });
    }
    return true;
  });
  for (const { name } of query.ctes) own.add(name.name.toLowerCase());
  if (!unknown) return true;
  const { bindings } = p.session.binder;
  return heads.every(
    ({ path, name, parts }) =>
      own.has(name) ||
      (parts > 1 && isRange(name, p)) ||
      ['variable', 'column'].includes(bindings.get(path)?.kind ?? ''),
  );
}

/** The arrays that queries in FROM open first: they stand outside. */
function outsideArrays(query: Query, found: Set<Expr> = new Set()): ReadonlySet<Expr> {
  for (const { query: inner } of query.ctes) outsideArrays(inner, found);
  const ofFrom = (f: From | undefined, first: boolean): void => {
    if (f?.kind === 'paren') ofFrom(f.of, first);
    if (f?.kind === 'join') {
      ofFrom(f.left, first);
      ofFrom(f.right, false);
    }
    if (f?.kind === 'subquery') outsideArrays(f.query, found);
    if (f?.kind === 'unnest' && first) found.add(f.of);
  };
  const ofBody = (body: QueryBody): void => {
    if (body.kind === 'select') ofFrom(body.from, true);
    if (body.kind === 'nested') outsideArrays(body.query, found);
    if (body.kind === 'set') [body.left, body.right].forEach(ofBody);
  };
  ofBody(query.body);
  return found;
}

/** The type of an array's elements; undefined where it is not known. */
export function elementOf(array: Expr, p: Printer) {
  const type = p.type(array);
  return type?.kind === 'ARRAY' && type.element.kind !== 'unknown' ? type.element : undefined;
}
