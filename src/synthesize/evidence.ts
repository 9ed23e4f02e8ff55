import { typeFromName } from '../compiler/analyse/types/text.ts';
import type { SqlType, Typed } from '../compiler/analyse/types/type.ts';
import type { Expr } from '../compiler/sql/ast.ts';
import { callEvidence } from './call-evidence.ts';
import { nodeOf, type Round, united } from './flow.ts';
import { jsonElement, jsonLeaf } from './json-evidence.ts';
import { fromCastFormat } from './moment.ts';
import { elementOf, type Hints, type Node, rootOf, see, unite } from './node.ts';

/** How much each sort of use says about a type. */
export const weights = { certain: 20, condition: 9, compared: 6, literal: 5, possible: 2, cast: 1.5, sum: 2 } as const;

const kinds = (...names: readonly Extract<SqlType['kind'], string>[]): readonly SqlType[] =>
  names.map((kind) => ({ kind }) as SqlType);
const [INT64, FLOAT64, NUMERIC, STRING, DATE, TIMESTAMP, DATETIME, BOOL] = kinds(
  'INT64',
  'FLOAT64',
  'NUMERIC',
  'STRING',
  'DATE',
  'TIMESTAMP',
  'DATETIME',
  'BOOL',
) as [SqlType, SqlType, SqlType, SqlType, SqlType, SqlType, SqlType, SqlType];

/** Notes what one expression says about the places in it; its parts are looked at before it. */
export function exprEvidence(round: Round, e: Expr): void {
  switch (e.kind) {
    case 'call':
      callEvidence(round, e);
      return;
    case 'binary':
      binary(round, e);
      return;
    case 'distinctFrom':
      compared(round, [e.left, e.right], 'equal');
      return;
    case 'like':
      like(round, e.left, e.right);
      return;
    case 'between':
      compared(round, [e.of, e.low, e.high], 'bounds');
      return;
    case 'in':
      compared(round, [e.of, ...e.list], e.not ? 'bounds' : 'equal');
      return;
    case 'inArray': {
      const [of, array] = [nodeOf(round, e.of), nodeOf(round, e.array)];
      const element = array && elementOf(array);
      if (of && element) unite(of, element);
      if (of && !element && e.array.kind === 'array') compared(round, [e.of, ...e.array.items], 'equal');
      return;
    }
    case 'inQuery':
      inQuery(round, e);
      return;
    case 'quantified':
      if (e.right.kind === 'list') for (const item of e.right.items) like(round, e.left, item);
      return;
    case 'case':
      caseEvidence(round, e);
      return;
    case 'cast':
      castEvidence(round, e);
      return;
    case 'unary':
      if (e.op === 'NOT') condition(round, e.of);
      else numeric(nodeOf(round, e.of));
      return;
    case 'is':
      if (e.what === 'TRUE' || e.what === 'FALSE') condition(round, e.of);
      return;
    case 'extract':
      extract(round, e);
      return;
    case 'interval':
      amount(nodeOf(round, e.of), e.to !== undefined);
      return;
    case 'index':
      subscript(round, e);
      return;
    case 'field':
    case 'path':
      if (e.kind === 'path') jsonElement(round, e);
      else nodeOf(round, e);
      return;
    default:
      return;
  }
}

/** What is looked for among the rows of a query is of the type of its column. */
function inQuery(round: Round, e: Extract<Expr, { kind: 'inQuery' }>): void {
  const column = round.rows.get(e.query)?.columns[0];
  const of = nodeOf(round, e.of);
  const node = column && nodeOf(round, { ...e, kind: 'scalar' });
  if (of && node) unite(of, node);
  else if (of && column) see(of, column.type, weights.compared);
}

/** What an interval is of: a number, or with two parts (`INTERVAL x HOUR TO SECOND`) text. */
function amount(node: Node | undefined, isText: boolean): void {
  if (node) see(node, isText ? STRING : INT64, weights.certain);
}

/** `x['name']` is of JSON, `x[0]` of an array or of JSON. */
function subscript(round: Round, e: Extract<Expr, { kind: 'index' }>): void {
  const node = nodeOf(round, e.of);
  if (!node) return;
  if (e.index.kind === 'string') see(node, { kind: 'JSON' }, weights.certain);
  else {
    const element = elementOf(node);
    const count = e.index.kind === 'int' ? Number(e.index.text) + (e.how === 'ORDINAL' ? 0 : 1) : 0;
    if (element && !e.how.startsWith('SAFE') && count > 0 && count <= MOST_ELEMENTS)
      hint(element, 'positions', String(count));
  }
}

/** No array is made longer for a position that is read. */
const MOST_ELEMENTS = 20;

/** What stands as a condition is a BOOL. */
export function condition(round: Round, e: Expr): void {
  const node = nodeOf(round, e);
  if (node) see(node, BOOL, weights.condition);
}

/** Something that is added up: any number. */
export function numeric(node: Node | undefined, weight: number = weights.sum): void {
  if (!node) return;
  see(node, INT64, weight);
  see(node, FLOAT64, weight * 0.9);
  see(node, NUMERIC, weight * 0.5);
}

const DAY = /^\d{4}-\d{1,2}-\d{1,2}$/;
const MOMENT = /^\d{4}-\d{1,2}-\d{1,2}[T ]\d/;

/** The text of a constant; undefined for what is none. */
export function constantText(e: Expr): string | undefined {
  switch (e.kind) {
    case 'string':
    case 'typed':
      return e.value;
    case 'int':
    case 'float':
      return e.text;
    case 'bool':
      return String(e.value);
    case 'unary': {
      const of = e.op === '-' ? constantText(e.of) : undefined;
      return of === undefined ? undefined : `-${of}`;
    }
    case 'call':
    case 'cast': {
      const of = e.kind === 'cast' ? e.of : DATES.has(e.name) && e.args.length === 1 ? e.args[0] : undefined;
      return of && constantText(of);
    }
    default:
      return undefined;
  }
}

const DATES: ReadonlySet<string> = new Set(['DATE', 'TIMESTAMP', 'DATETIME']);

function literalType(node: Node, e: Expr, weight: number): void {
  switch (e.kind) {
    case 'string':
      see(node, STRING, weight);
      if (DAY.test(e.value)) for (const type of [DATE, TIMESTAMP, DATETIME]) see(node, type, weight * 0.9);
      if (MOMENT.test(e.value)) for (const type of [TIMESTAMP, DATETIME]) see(node, type, weight * 0.9);
      return;
    case 'int':
      see(node, INT64, weight);
      see(node, FLOAT64, weight * 0.6);
      see(node, NUMERIC, weight * 0.6);
      return;
    case 'float':
      see(node, FLOAT64, weight);
      see(node, NUMERIC, weight * 0.8);
      return;
    case 'bool':
      see(node, BOOL, weight * 1.5);
      return;
    default:
      return;
  }
}

/** Notes the type of an expression beside a place that must be comparable with it. */
export function besides(round: Round, node: Node, e: Expr, weight: number = weights.compared): void {
  if (['string', 'int', 'float', 'bool'].includes(e.kind)) literalType(node, e, Math.min(weight, weights.literal));
  else if (nodeOf(round, e) === undefined) seeTyped(node, round.types.get(e), weight);
}

function seeTyped(node: Node, typed: Typed | undefined, weight: number): void {
  if (!typed || typed.form === 'null') return;
  const { type } = typed;
  if (type.kind === 'INT64' || type.kind === 'FLOAT64' || type.kind === 'NUMERIC') {
    numeric(node, weight * 0.5);
    see(node, type, weight * 0.5);
  } else see(node, type, weight);
}

/** Values that are compared with each other: their places are one, constants are values that occur. */
export function compared(round: Round, of: readonly Expr[], how: 'equal' | 'bounds'): void {
  const node = united(round, of);
  if (node) for (const one of of) besides(round, node, one);
  for (const holder of of) {
    const hinted = node && nodeOf(round, holder) ? node : valueNode(round, holder);
    if (!hinted) continue;
    for (const one of of) hint(hinted, how, constantText(one));
  }
}

export function hint(node: Node, how: keyof Hints, text: string | undefined): void {
  if (text !== undefined && text.length <= 200) (rootOf(node).hints[how] as Set<string>).add(text);
}

const through: ReadonlySet<string> = new Set([
  ...[
    'LOWER',
    'UPPER',
    'TRIM',
    'LTRIM',
    'RTRIM',
    'REPLACE',
    'REGEXP_REPLACE',
    'SUBSTR',
    'SUBSTRING',
    'LEFT',
    'NORMALIZE',
  ],
  ...['DATE', 'TIMESTAMP', 'DATETIME', 'SAFE_CAST'],
]);

/** The place whose values an expression gives, perhaps a little changed: trimmed, cast, as a date. */
export function valueNode(round: Round, e: Expr): Node | undefined {
  const node = nodeOf(round, e);
  if (node) return node;
  if (e.kind === 'cast') return valueNode(round, e.of);
  if (e.kind === 'call' && through.has(e.name) && e.args[0]) return valueNode(round, e.args[0]);
  return undefined;
}

function binary(round: Round, e: Extract<Expr, { kind: 'binary' }>): void {
  switch (e.op) {
    case '=':
    case '!=':
    case '<>':
      compared(round, [e.left, e.right], 'equal');
      return;
    case '<':
    case '<=':
    case '>':
    case '>=':
      compared(round, [e.left, e.right], 'bounds');
      return;
    case 'AND':
    case 'OR':
      condition(round, e.left);
      condition(round, e.right);
      return;
    case '||':
      for (const side of [e.left, e.right]) {
        const node = nodeOf(round, side);
        if (node && !rootOf(node).element) see(node, STRING, weights.possible);
      }
      return;
    case '+':
    case '-':
      addition(round, e.left, e.right);
      return;
    default:
      for (const side of [e.left, e.right]) numeric(nodeOf(round, side), weights.sum);
  }
}

function addition(round: Round, left: Expr, right: Expr): void {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const node = nodeOf(round, side);
    if (!node) continue;
    const type = round.types.get(other)?.type.kind;
    if (type === 'INTERVAL') for (const time of [TIMESTAMP, DATE, DATETIME]) see(node, time, weights.possible);
    else if (type === 'DATE' || type === 'TIMESTAMP' || type === 'DATETIME')
      see(node, { kind: type }, weights.possible);
    else numeric(node);
  }
}

function like(round: Round, left: Expr, right: Expr): void {
  const [of, pattern] = [nodeOf(round, left), nodeOf(round, right)];
  for (const node of [of, pattern]) if (node) see(node, STRING, weights.certain);
  const hinted = valueNode(round, left);
  if (hinted && right.kind === 'string') hint(hinted, 'equal', right.value.replaceAll('%', '').replaceAll('_', 'x'));
}

function caseEvidence(round: Round, e: Extract<Expr, { kind: 'case' }>): void {
  const whens = e.whens.map(({ when }) => when);
  if (e.of) compared(round, [e.of, ...whens], 'equal');
  else for (const when of whens) condition(round, when);
  const results = [...e.whens.map(({ result }) => result), ...(e.otherwise ? [e.otherwise] : [])];
  const node = united(round, results);
  if (node) for (const one of results) besides(round, node, one);
}

function castEvidence(round: Round, e: Extract<Expr, { kind: 'cast' }>): void {
  const type = typeFromName(e.type);
  if (type) jsonLeaf(round, e.of, type.kind);
  const node = valueNode(round, e.of);
  if (!node || !type || 'element' in type || 'fields' in type || type.kind === 'unknown') return;
  const format = e.format?.kind === 'string' ? fromCastFormat(e.format.value) : undefined;
  if (format !== undefined) rootOf(node).hints.formats.add(format);
  if (type.kind === 'STRING') return;
  rootOf(node).hints.casts.add(type.kind);
  if (!nodeOf(round, e.of)) return;
  see(node, type, weights.cast * 0.8);
  see(node, STRING, weights.cast);
}

function extract(round: Round, e: Extract<Expr, { kind: 'extract' }>): void {
  const node = nodeOf(round, e.of);
  if (!node) return;
  const part = e.part.kind === 'path' ? (e.part.parts[0]?.name.toUpperCase() ?? '') : '';
  if (e.zone || /^(HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND|DATE|TIME|DATETIME)$/.test(part)) {
    see(node, TIMESTAMP, weights.possible);
    see(node, DATETIME, weights.possible * 0.9);
    return;
  }
  for (const type of [DATE, TIMESTAMP, DATETIME]) see(node, type, weights.possible);
}
