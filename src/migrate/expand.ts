import { lex, type Token } from '../compiler/sql/lexer.ts';
import { JOIN, type Slot } from './rules/model.ts';

const joined = new RegExp(`\\+\\s*${JOIN}\\s*\\+`, 'g');
const simple = /^(?:[\w.`]+|'(?:[^'\\]|\\.)*'|[\w.]+\((?:[^()]|\([^()]*\))*\))$/;
const grouped = (text: string): string => (simple.test(text) ? text : `(${text})`);

/**
 * Puts the texts of the target where the library saw calls and types that it did not know. Undefined where one of them
 * did not come through.
 */
export function expand(text: string, slots: readonly Slot[]): string {
  if (slots.length === 0) return text;
  return expandRange(text, lex(text), 0, text.length, slots).replaceAll(joined, '||');
}

function expandRange(text: string, tokens: readonly Token[], from: number, to: number, slots: readonly Slot[]): string {
  let made = '';
  let at = from;
  for (let i = firstAt(tokens, from); i < tokens.length; i += 1) {
    const token = tokens[i];
    if (!token || token.start >= to) break;
    if (token.start < at || token.kind !== 'name') continue;
    const found = /^bf([qt])_(\d+)$/i.exec(text.slice(token.start, token.end)) ?? undefined;
    const template = found && slots[Number(found[2]) - 1]?.template;
    if (!found || template === undefined) continue;
    made += text.slice(at, token.start);
    if (found[1]?.toLowerCase() === 't') {
      made += template;
      at = token.end;
      continue;
    }
    const site = argumentsOf(text, tokens, i);
    const args = site.args.map(([start, end]) => expandRange(text, tokens, start, end, slots).trim());
    made += filled(template, args);
    at = site.end;
  }
  return made + text.slice(at, to);
}

/** Index of the first token at or behind an offset; tokens tile the text. */
function firstAt(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function argumentsOf(
  text: string,
  tokens: readonly Token[],
  name: number,
): { readonly args: readonly (readonly [number, number])[]; readonly end: number } {
  const args: [number, number][] = [];
  let depth = 0;
  let start = -1;
  for (let i = name + 1; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (!token) break;
    const symbol = token.kind === 'symbol' ? text.slice(token.start, token.end) : '';
    if (/^[([{]$/.test(symbol)) {
      depth += 1;
      if (depth === 1) start = token.end;
    } else if (/^[)\]}]$/.test(symbol)) {
      depth -= 1;
      if (depth > 0) continue;
      if (text.slice(start, token.start).trim() !== '') args.push([start, token.start]);
      return { args, end: token.end };
    } else if (symbol === ',' && depth === 1) {
      args.push([start, token.start]);
      start = token.end;
    }
  }
  return { args, end: text.length };
}

/** A template with its arguments; see `Slot`. */
export function filled(template: string, args: readonly string[]): string {
  return template.replace(/([$%])(\*|_|\?notnull|\?emptied|\d+)/g, (_, sign: string, what: string) => {
    if (what === '*') return args.join(', ');
    if (what === '_') return args.slice(1).join(', ');
    if (what === '?notnull') return args.map((arg) => `${grouped(arg)} IS NOT NULL`).join(' AND ');
    if (what === '?emptied')
      return args.map((arg) => (arg.startsWith("'") ? arg : `IFNULL(CAST(${arg} AS STRING), '')`)).join(', ');
    const arg = args[Number(what) - 1] ?? '';
    return sign === '%' ? grouped(arg) : arg;
  });
}

/** Whether a name of the library's stand-ins is left. */
export const hasStandIn = (text: string): boolean =>
  lex(text).some((t) => t.kind === 'name' && /^bf[qt]_\d+$/i.test(text.slice(t.start, t.end)));

/** `a % b` as `MOD(a, b)`, which BigQuery wants; undefined where an operand is not plain to see. */
export function withoutPercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  const tokens = lex(text).filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const i = tokens.findIndex((t) => t.kind === 'bad' && text.slice(t.start, t.end) === '%');
  const found = tokens[i];
  if (!found) return text;
  const left = operandBefore(text, tokens, i - 1);
  const right = operandAfter(text, tokens, i + 1);
  if (left === undefined || right === undefined) return undefined;
  const before = tokens[firstAt(tokens, left) - 1];
  if (before && /^[*/%.-]$/.test(text.slice(before.start, before.end))) return undefined;
  const made = `${text.slice(0, left)}MOD(${text.slice(left, found.start).trim()}, ${text.slice(found.end, right).trim()})${text.slice(right)}`;
  return withoutPercent(made);
}

const isOperand = (kind: Token['kind'] | undefined): boolean => /^(?:name|quoted|int|float)$/.test(kind ?? '');

function operandBefore(text: string, tokens: readonly Token[], i: number): number | undefined {
  const token = tokens[i];
  if (!token) return undefined;
  if (text.slice(token.start, token.end) !== ')') {
    if (!isOperand(token.kind)) return undefined;
    const dot = tokens[i - 1];
    return dot && text.slice(dot.start, dot.end) === '.' ? operandBefore(text, tokens, i - 2) : token.start;
  }
  let depth = 0;
  for (let at = i; at >= 0; at -= 1) {
    const symbol = text.slice(tokens[at]?.start, tokens[at]?.end);
    if (symbol === ')') depth += 1;
    else if (symbol === '(') depth -= 1;
    if (depth > 0) continue;
    const name = tokens[at - 1];
    const called = name?.kind === 'name' && name.end === tokens[at]?.start;
    return called ? name.start : tokens[at]?.start;
  }
  return undefined;
}

function operandAfter(text: string, tokens: readonly Token[], i: number): number | undefined {
  const token = tokens[i];
  if (!token) return undefined;
  const opens = (at: number): boolean => text.slice(tokens[at]?.start, tokens[at]?.end) === '(';
  if (!opens(i) && !isOperand(token.kind)) return undefined;
  let at = i;
  while (text.slice(tokens[at + 1]?.start, tokens[at + 1]?.end) === '.') at += 2;
  const open = opens(at) ? at : opens(at + 1) ? at + 1 : -1;
  if (open < 0) return tokens[at]?.end;
  let depth = 0;
  for (let k = open; k < tokens.length; k += 1) {
    const symbol = text.slice(tokens[k]?.start, tokens[k]?.end);
    if (symbol === '(') depth += 1;
    else if (symbol === ')') depth -= 1;
    if (depth === 0) return tokens[k]?.end;
  }
  return undefined;
}
