import { walk } from '../../src/compiler/lower/translate/walk.ts';
import type { Call, Expr, From, Query, QueryBody, Select, SelectItem } from '../../src/compiler/sql/ast.ts';
import type { Statement } from '../../src/compiler/sql/ast-statement.ts';
import { parseStatements } from '../../src/compiler/sql/parse/statement.ts';

type Node = Expr | From | QueryBody | SelectItem | Statement;

/** What a node of the tree is an example of, beside the function that it may call. */
const byKind: Readonly<Record<string, string>> = {
  array: 'array and struct literals',
  struct: 'array and struct literals',
  index: 'subscripts of arrays',
  cast: 'CAST and SAFE_CAST',
  typed: 'literals of dates, times and decimals',
  extract: 'EXTRACT',
  interval: 'INTERVAL',
  like: 'LIKE',
  quantified: 'LIKE ANY, SOME and ALL',
  case: 'CASE',
  between: 'BETWEEN and IN',
  in: 'BETWEEN and IN',
  inArray: 'BETWEEN and IN',
  distinctFrom: 'IS and IS DISTINCT FROM',
  is: 'IS and IS DISTINCT FROM',
  inQuery: 'subqueries as conditions',
  exists: 'subqueries as conditions',
  scalar: 'scalar subqueries',
  arrayQuery: 'ARRAY(SELECT ..)',
  unnest: 'UNNEST',
  join: 'joins',
  pivot: 'PIVOT and UNPIVOT',
  unpivot: 'PIVOT and UNPIVOT',
  sample: 'TABLESAMPLE',
  set: 'set operations',
  insert: 'DML and MERGE',
  update: 'DML and MERGE',
  delete: 'DML and MERGE',
  merge: 'DML and MERGE',
  createFunction: 'SQL functions',
};

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/']);
const bitwise: ReadonlySet<string> = new Set(['&', '|', '^', '<<', '>>', '~']);

function operator(op: string): string {
  if (arithmetic.has(op)) return 'arithmetic operators';
  if (bitwise.has(op)) return 'bitwise operators';
  if (op === 'AND' || op === 'OR' || op === 'NOT') return 'logical operators';
  return op === '||' ? '`||`' : 'comparison operators';
}

function ofCall(call: Call): readonly string[] {
  return [
    ...(call.safe ? ['`SAFE.`'] : []),
    ...(call.having ? ['HAVING MAX and MIN'] : []),
    ...(call.over ? ['windows'] : []),
    ...(call.over && 'frame' in call.over && call.over.frame ? ['window frames'] : []),
    ...(call.distinct || call.orderBy.length > 0 || call.limit || call.nulls ? ['modifiers of aggregates'] : []),
  ];
}

function ofSelect(s: Select): readonly string[] {
  const { kind } = s.groupBy;
  return [
    ...(s.as ? ['SELECT AS STRUCT and VALUE'] : []),
    ...(s.qualify ? ['QUALIFY'] : []),
    ...(s.windows.length > 0 ? ['named windows'] : []),
    ...(kind === 'all' || kind === 'items' ? ['GROUP BY'] : []),
    ...(kind === 'ROLLUP' || kind === 'CUBE' || kind === 'sets' ? ['ROLLUP, CUBE and GROUPING SETS'] : []),
  ];
}

function ofQuery({ ctes, recursive, orderBy, limit, pipes }: Query): readonly string[] {
  return [
    ...(recursive ? ['recursive CTEs'] : ctes.length > 0 ? ['CTEs'] : []),
    ...(orderBy.length > 0 ? ['ORDER BY and the order of NULLs'] : []),
    ...(limit ? ['LIMIT and OFFSET'] : []),
    ...(pipes.length > 0 ? ['pipe syntax'] : []),
  ];
}

function ofNode(node: Node): readonly string[] {
  switch (node.kind) {
    case 'binary':
    case 'unary':
      return [operator(node.op)];
    case 'call':
      return 'nameAt' in node ? ofCall(node) : [];
    case 'select':
      // A pipe operator has the same kind.
      return 'groupBy' in node ? ofSelect(node) : [];
    case 'star':
      return 'except' in node && node.except.length + node.replace.length > 0 ? ['`*` with EXCEPT and REPLACE'] : [];
    default: {
      const name = byKind[node.kind];
      return name === undefined ? [] : [name];
    }
  }
}

const isQuery = (node: object): node is Query => 'ctes' in node && 'pipes' in node;

/** The constructs of GoogleSQL that a text uses, as our parser reads it. */
export function constructsOf(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  const { statements } = parseStatements(sql);
  walk(statements, (node) => {
    for (const name of ofNode(node as Node)) found.add(name);
    return true;
  });
  for (const query of queriesOf(statements)) for (const name of ofQuery(query)) found.add(name);
  return found;
}

/** Queries have no `kind` of their own. */
function queriesOf(node: unknown): readonly Query[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(queriesOf);
  return isQuery(node) ? [node, ...inner] : inner;
}
