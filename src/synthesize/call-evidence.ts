import { functionNamed } from '../compiler/analyse/signatures/functions.ts';
import type { Pattern, Signature } from '../compiler/analyse/signatures/signature.ts';
import { coerces } from '../compiler/analyse/types/coerce.ts';
import type { SqlType } from '../compiler/analyse/types/type.ts';
import type { Call, Expr } from '../compiler/sql/ast.ts';
import { besides, condition, constantText, hint, numeric, valueNode, weights } from './evidence.ts';
import { nodeOf, type Round } from './flow.ts';
import { jsonLeaf } from './json-evidence.ts';
import { elementOf, type Node, see } from './node.ts';

/** Notes what a call says about the types and values of its arguments. */
export function callEvidence(round: Round, call: Call): void {
  hints(round, call);
  if (call.where) condition(round, call.where);
  rangeOf(round, call);
  if (call.name === 'SUM' || call.name === 'AVG') {
    numeric(call.args[0] && nodeOf(round, call.args[0]));
    return;
  }
  const entry = functionNamed(call.name);
  if (!entry) return;
  const fitting = entry.signatures.filter((signature) => fits(round, signature, call.args));
  for (const [i, arg] of call.args.entries()) {
    const value = arg.kind === 'named' ? arg.value : arg;
    const node = nodeOf(round, value);
    if (node) argument(round, node, i, fitting, call);
  }
}

/** `ORDER BY x RANGE BETWEEN 5 PRECEDING ..`: what is ordered by is a number. */
function rangeOf(round: Round, { over }: Call): void {
  const frame = over && 'frame' in over ? over.frame : undefined;
  const [first] = over && 'orderBy' in over ? over.orderBy : [];
  const node = first && nodeOf(round, first.of);
  if (node && frame?.unit === 'RANGE' && [frame.from, frame.to].some((bound) => bound?.of !== undefined))
    numeric(node, weights.certain);
}

const patternAt = ({ parameters }: Signature, at: number): Pattern | undefined => {
  const last = parameters.at(-1);
  return (parameters[at] ?? (last?.count === 'repeated' ? last : undefined))?.of;
};

/** Whether a signature takes as many arguments, and those whose types are known. */
function fits(round: Round, signature: Signature, args: readonly Expr[]): boolean {
  const { parameters, open } = signature;
  if (open) return false;
  const required = parameters.filter(({ count }) => count === 'required').length;
  const repeated = parameters.some(({ count }) => count === 'repeated');
  if (args.length < required || (!repeated && args.length > parameters.length)) return false;
  return args.every((arg, i) => {
    const pattern = patternAt(signature, i);
    if (!pattern) return false;
    const typed = round.types.get(arg);
    if (pattern.kind !== 'type' || !typed || typed.type.kind === 'unknown' || nodeOf(round, arg)) return true;
    return coerces(typed, pattern.type);
  });
}

function argument(round: Round, node: Node, at: number, fitting: readonly Signature[], call: Call): void {
  const types: SqlType[] = [];
  for (const signature of fitting) {
    const pattern = patternAt(signature, at);
    if (pattern?.kind === 'type') {
      if (pattern.type.kind !== 'BYTES' && pattern.type.kind !== 'BIGNUMERIC') types.push(pattern.type);
    } else if (pattern?.kind === 'text') see(node, { kind: 'STRING' }, weights.possible / 2);
    else if (pattern?.kind === 'array') inArray(node, pattern.of);
    else if (pattern?.kind === 'hole') sameHole(round, node, pattern.hole, signature, call);
  }
  const distinct = new Set(types.map(({ kind }) => kind));
  for (const type of types) {
    const weight = distinct.size === 1 ? weights.certain : weights.possible;
    see(node, type, weight / (types.filter(({ kind }) => kind === type.kind).length || 1));
  }
}

function inArray(node: Node, of: Pattern): void {
  const element = elementOf(node);
  if (element && of.kind === 'type') see(element, of.type, weights.certain);
}

/** Arguments of one hole are of one type. */
function sameHole(round: Round, node: Node, hole: number, signature: Signature, call: Call): void {
  for (const [i, other] of call.args.entries()) {
    const pattern = patternAt(signature, i);
    if (pattern?.kind === 'hole' && pattern.hole === hole) besides(round, node, other, weights.compared / 2);
  }
}

const parsers: Readonly<Record<string, string>> = {
  PARSE_DATE: '%Y-%m-%d',
  PARSE_TIMESTAMP: '%Y-%m-%d %H:%M:%S',
  PARSE_DATETIME: '%Y-%m-%d %H:%M:%S',
  PARSE_TIME: '%H:%M:%S',
};

/** Values that make a call give something. */
function hints(round: Round, call: Call): void {
  const [first, second] = call.args;
  const { name } = call;
  if (!first) return;
  if (Object.hasOwn(parsers, name)) {
    const format = constantText(first) ?? parsers[name] ?? '';
    if (second) jsonLeaf(round, second, format);
    const of = second && valueNode(round, second);
    if (of) hint(of, 'formats', format);
    return;
  }
  if (DATES[name]) jsonLeaf(round, first, DATES[name]);
  const of = valueNode(round, first);
  if (!of) return;
  const text = second && constantText(second);
  const unit = /^(?:TIMESTAMP|DATE)_(SECONDS|MILLIS|MICROS)$/.exec(name)?.[1];
  if (unit !== undefined) hint(of, 'formats', unit.toLowerCase());
  else if (name.startsWith('JSON_') || name === 'PARSE_JSON')
    hint(of, 'paths', `${text ?? '$'}${name.includes('ARRAY') ? '[]' : ''}`);
  else if (name === 'SPLIT') hint(of, 'separators', text ?? ',');
  else if (name === 'STARTS_WITH' || name === 'ENDS_WITH' || name === 'CONTAINS_SUBSTR') hint(of, 'equal', text);
  else if (name === 'REGEXP_CONTAINS') for (const word of wordsOf(text ?? '')) hint(of, 'equal', word);
  else if (DATES[name] && (nodeOf(round, first) || keepsText(first))) hint(of, 'casts', DATES[name]);
  else if (name === 'IF') condition(round, first);
  else if (name === 'COUNTIF' || name.startsWith('LOGICAL_')) condition(round, first);
}

/** Whether a text is read but for its blanks or its end, so that it has the form of what is made of it. */
const keepsText = (e: Expr): boolean =>
  e.kind === 'call' && ['TRIM', 'LTRIM', 'RTRIM', 'LEFT', 'SUBSTR', 'SUBSTRING'].includes(e.name);

const DATES: Readonly<Record<string, string>> = { DATE: 'DATE', TIMESTAMP: 'TIMESTAMP', DATETIME: 'DATETIME' };

/** Plain words of a regular expression that is one, or a choice of such. */
function wordsOf(pattern: string): readonly string[] {
  const bare = pattern
    .replace(/^\(\?i\)/, '')
    .replace(/^\^?\(?(\?:)?/, '')
    .replace(/\)?\$?$/, '');
  return bare
    .split('|')
    .filter((word) => /^[\w .@/-]{1,60}$/.test(word))
    .slice(0, 12);
}
