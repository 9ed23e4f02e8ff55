import type { Binding, Column, FromScope, Rows, Source } from '../compiler/analyse/model/relation.ts';
import { functionNamed } from '../compiler/analyse/signatures/functions.ts';
import type { Pattern } from '../compiler/analyse/signatures/signature.ts';
import type { Typed } from '../compiler/analyse/types/type.ts';
import type { Call, Expr, From, Pipe, Query, QueryBody } from '../compiler/sql/ast.ts';
import { elementOf, fieldOf, type Node, newNode, unite } from './node.ts';

/** What the analysis of all texts of a project found out in one round, by nodes of the trees. */
export interface Round {
  readonly types: Map<Expr, Typed>;
  readonly bindings: Map<Expr, Binding>;
  readonly rows: Map<Query | QueryBody | Pipe, Rows>;
  readonly froms: Map<From, FromScope>;
  /** The columns of tables from outside, by full name in lower case. */
  readonly outside: ReadonlyMap<string, Node>;
  /** The rows of an action's table by its full name in lower case. */
  readonly rowsOf: (name: string) => Rows | undefined;
  /** What names of which the analysis knows nothing stand for. */
  readonly resolved: Map<Expr, Node>;
  readonly nodes: Map<Expr, Node | undefined>;
  readonly columns: Map<Column, Node | undefined>;
}

/** The place whose values an expression gives unchanged, or something of the same type; undefined where there is none. */
export function nodeOf(round: Round, expr: Expr): Node | undefined {
  const resolved = round.resolved.get(expr);
  if (resolved) return resolved;
  if (round.nodes.has(expr)) return round.nodes.get(expr);
  round.nodes.set(expr, undefined);
  const made = make(round, expr);
  // A name may be resolved later.
  if (made === undefined && expr.kind === 'path') round.nodes.delete(expr);
  else round.nodes.set(expr, made);
  return made;
}

function make(round: Round, expr: Expr): Node | undefined {
  switch (expr.kind) {
    case 'path':
      return nodeOfPath(round, expr);
    case 'field': {
      const of = nodeOf(round, expr.of);
      return of && fieldOf(of, expr.name.name);
    }
    case 'index': {
      const of = nodeOf(round, expr.of);
      return of && elementOf(of);
    }
    case 'call':
      return nodeOfCall(round, expr);
    case 'case':
      return united(round, [...expr.whens.map(({ result }) => result), ...(expr.otherwise ? [expr.otherwise] : [])]);
    case 'scalar':
    case 'arrayQuery': {
      const [column] = round.rows.get(expr.query)?.columns ?? [];
      const of = column && nodeOfColumn(round, column);
      if (expr.kind === 'scalar' || !of) return of;
      const array = newNode();
      array.element = of;
      return array;
    }
    case 'array': {
      const of = united(round, expr.items);
      if (!of) return undefined;
      const array = newNode();
      array.element = of;
      return array;
    }
    case 'struct': {
      const struct = newNode();
      for (const { name, value } of expr.fields) {
        const last = value.kind === 'path' ? value.parts.at(-1) : undefined;
        const node = nodeOf(round, value);
        const called = name?.name ?? last?.name;
        if (node && called !== undefined) struct.fields.set(called.toLowerCase(), { name: called, node });
      }
      return struct.fields.size > 0 ? struct : undefined;
    }
    default:
      return undefined;
  }
}

function nodeOfPath(round: Round, expr: Extract<Expr, { kind: 'path' }>): Node | undefined {
  const binding = round.bindings.get(expr);
  if (binding?.kind !== 'column') return undefined;
  return below(nodeOfColumn(round, binding.column), binding.path);
}

function below(node: Node | undefined, path: readonly string[]): Node | undefined {
  let at = node;
  for (const name of path) at = at && fieldOf(at, name);
  return at;
}

/** Expressions that are of one type: the place of the first that has one, united with the others. */
export function united(round: Round, of: readonly Expr[]): Node | undefined {
  let first: Node | undefined;
  for (const one of of) {
    const node = nodeOf(round, one);
    if (node) first = first ? unite(first, node) : node;
  }
  return first;
}

/** The place that the values of a column come from. */
export function nodeOfColumn(round: Round, column: Column): Node | undefined {
  if (round.columns.has(column)) return round.columns.get(column);
  round.columns.set(column, undefined);
  const made = nodeOfSource(round, column.source);
  if (made) round.columns.set(column, made);
  else round.columns.delete(column);
  return made;
}

function nodeOfSource(round: Round, source: Source): Node | undefined {
  switch (source.kind) {
    case 'table': {
      const table = source.table.toLowerCase();
      const outside = round.outside.get(table);
      if (outside) return fieldOf(outside, source.column);
      const lower = source.column.toLowerCase();
      const column = round.rowsOf(table)?.columns.find(({ name }) => name?.toLowerCase() === lower);
      return column && nodeOfColumn(round, column);
    }
    case 'expression':
      return nodeOf(round, source.of);
    case 'column':
      return below(nodeOfColumn(round, source.of), source.path);
    case 'either': {
      let first: Node | undefined;
      for (const one of source.of) {
        const node = nodeOfColumn(round, one);
        if (node) first = first ? unite(first, node) : node;
      }
      return first;
    }
    case 'element': {
      const of = nodeOf(round, source.of);
      return below(of && elementOf(of), source.path);
    }
    default:
      return undefined;
  }
}

/** Functions whose value has the type of an argument; arguments of one hole of the signature are united. */
function nodeOfCall(round: Round, call: Call): Node | undefined {
  const entry = functionNamed(call.name);
  const signature = entry?.signatures.find(
    ({ parameters }) => parameters.some(({ of }) => holeOf(of) !== undefined) && parameters.length > 0,
  );
  if (!signature || call.args.some(({ kind }) => kind === 'lambda' || kind === 'named')) return undefined;
  const holes = new Map<number, Node>();
  const fill = (hole: number, node: Node): void => {
    const known = holes.get(hole);
    holes.set(hole, known ? unite(known, node) : node);
  };
  for (const [i, arg] of call.args.entries()) {
    const { parameters } = signature;
    const parameter = parameters[Math.min(i, parameters.length - 1)];
    const node = parameter && nodeOf(round, arg);
    if (!node) continue;
    if (parameter.of.kind === 'hole') fill(parameter.of.hole, node);
    else if (parameter.of.kind === 'array' && parameter.of.of.kind === 'hole') {
      const element = elementOf(node);
      if (element) fill(parameter.of.of.hole, element);
    }
  }
  return returned(signature.returns, holes);
}

const holeOf = (of: Pattern): number | undefined =>
  of.kind === 'hole' ? of.hole : of.kind === 'array' && of.of.kind === 'hole' ? of.of.hole : undefined;

function returned(pattern: Pattern, holes: ReadonlyMap<number, Node>): Node | undefined {
  const hole = holeOf(pattern);
  const node = hole === undefined ? undefined : holes.get(hole);
  if (!node || pattern.kind === 'hole') return node;
  const array = newNode();
  array.element = node;
  return array;
}
