import type { Typed } from '../../analyse/types/type.ts';
import type { Expr, TypeName } from '../../sql/ast.ts';
import type { Kind, Rules } from './rules.ts';

/** What an analysis found out about expressions; empty where none was made. */
export type Types = ReadonlyMap<Expr, Typed>;

const typeKinds: Readonly<Record<string, Kind>> = {
  INT64: 'INT64',
  INT: 'INT64',
  SMALLINT: 'INT64',
  INTEGER: 'INT64',
  BIGINT: 'INT64',
  TINYINT: 'INT64',
  BYTEINT: 'INT64',
  FLOAT64: 'FLOAT64',
  NUMERIC: 'NUMERIC',
  DECIMAL: 'NUMERIC',
  BIGNUMERIC: 'NUMERIC',
  STRING: 'STRING',
  BYTES: 'BYTES',
  BOOL: 'BOOL',
  BOOLEAN: 'BOOL',
  DATE: 'DATE',
  DATETIME: 'DATETIME',
  TIMESTAMP: 'TIMESTAMP',
  TIME: 'TIME',
  JSON: 'JSON',
  INTERVAL: 'INTERVAL',
  ARRAY: 'ARRAY',
  STRUCT: 'STRUCT',
};

/** The kind of a type as written; undefined for a type that GoogleSQL does not have. */
export const kindOfType = (type: TypeName): Kind | undefined => typeKinds[type.name];

const comparisons = ['=', '<>', '<', '>', '<=', '>=', 'AND', 'OR'];

/** What is certain of an expression's type: what the analysis says, else what is plain to see without any schema. */
export function kindOf(e: Expr, rules: Rules, types?: Types): Kind | undefined {
  const found = types?.get(e);
  if (found && found.form !== 'null' && found.type.kind !== 'unknown') return typeKinds[found.type.kind];
  const kind = (x: Expr): Kind | undefined => kindOf(x, rules, types);
  switch (e.kind) {
    case 'int':
      return 'INT64';
    case 'float':
      return 'FLOAT64';
    case 'string':
      return 'STRING';
    case 'bytes':
      return 'BYTES';
    case 'typed':
      return typeKinds[e.type];
    case 'bool':
    case 'between':
    case 'in':
    case 'inQuery':
    case 'inArray':
    case 'is':
    case 'distinctFrom':
    case 'like':
    case 'exists':
      return 'BOOL';
    case 'cast':
      return kindOfType(e.type);
    case 'extract':
      return e.part.kind === 'path' && /^(DATE|TIME)$/i.test(e.part.parts[0]?.name ?? '') ? undefined : 'INT64';
    case 'array':
    case 'arrayQuery':
      return 'ARRAY';
    case 'struct':
      return 'STRUCT';
    case 'interval':
      return 'INTERVAL';
    case 'unary':
      return e.op === 'NOT' ? 'BOOL' : kind(e.of);
    case 'binary':
      return comparisons.includes(e.op) ? 'BOOL' : arithmetic(e.op, kind(e.left), kind(e.right), e);
    case 'case':
      return common([...e.whens.map((w) => w.result), ...(e.otherwise ? [e.otherwise] : [])], kind);
    case 'call':
      return ofCall(e, rules, kind);
    default:
      return undefined;
  }
}

function ofCall(
  e: Extract<Expr, { kind: 'call' }>,
  rules: Rules,
  kind: (x: Expr) => Kind | undefined,
): Kind | undefined {
  const [first, second, third] = e.args;
  if (e.name === 'CONCAT') return e.args.map(kind).find((found) => found !== undefined);
  if (e.name === 'IF') return common([second, third], kind);
  if (e.name === 'COALESCE' || e.name === 'IFNULL' || e.name === 'GREATEST' || e.name === 'LEAST')
    return common(e.args, kind);
  const returns = rules.functions[e.name]?.returns;
  if (returns !== 'first') return returns;
  return first ? kind(first) : undefined;
}

/** The kind that all values have; NULLs do not count. */
function common(values: readonly (Expr | undefined)[], kind: (x: Expr) => Kind | undefined): Kind | undefined {
  const kinds = values.flatMap((v) => (v && v.kind !== 'null' ? [kind(v)] : []));
  return kinds.every((k) => k === kinds[0]) ? kinds[0] : undefined;
}

function arithmetic(
  op: string,
  left: Kind | undefined,
  right: Kind | undefined,
  e: { left: Expr; right: Expr },
): Kind | undefined {
  if (op === '||') return left ?? right;
  if (left === undefined || right === undefined) {
    const known = left ?? right;
    const literal = e.left.kind === 'float' || e.right.kind === 'float';
    return known === 'FLOAT64' && !literal ? 'FLOAT64' : undefined;
  }
  const numeric = ['INT64', 'FLOAT64', 'NUMERIC'];
  if (!numeric.includes(left) || !numeric.includes(right)) return undefined;
  const floating = (kind: Kind, x: Expr): boolean => kind === 'FLOAT64' && x.kind !== 'float';
  if (floating(left, e.left) || floating(right, e.right)) return 'FLOAT64';
  if (left === 'NUMERIC' || right === 'NUMERIC') return 'NUMERIC';
  return op === '/' || left === 'FLOAT64' || right === 'FLOAT64' ? 'FLOAT64' : 'INT64';
}

/** Whether an expression is made of literals alone. */
export function isConstant(e: Expr): boolean {
  switch (e.kind) {
    case 'int':
    case 'float':
    case 'string':
    case 'bool':
    case 'null':
      return true;
    case 'unary':
      return isConstant(e.of);
    case 'binary':
      return isConstant(e.left) && isConstant(e.right);
    default:
      return false;
  }
}
