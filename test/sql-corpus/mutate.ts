import { type Place, rules, type Token } from './mutations.ts';

/** A text with one change that may make it wrong; the analyzer decides whether it does. */
export interface Mutant {
  readonly kind: string;
  readonly sql: string;
  /** What was changed, in UTF-16 code units of `sql`. */
  readonly start: number;
  readonly end: number;
}

/** Source of numbers in [0, 1) that depend on a seed alone. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const lexeme =
  /--.*|#.*|\/\*[\s\S]*?\*\/|[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|`[^`]*`|[@\w]+(?:\.\d+)?|<=|>=|!=|<>|\|\||=>|->|\S/g;

function tokensOf(sql: string): readonly Token[] {
  return [...sql.matchAll(lexeme)]
    .map((found) => ({ text: found[0], start: found.index, end: found.index + found[0].length }))
    .filter(({ text }) => !/^(?:--|#|\/\*)/.test(text));
}

const upper = (token: Token | undefined): string => token?.text.toUpperCase() ?? '';

/** Up to `count` mutants of a text, of as many kinds as there are places for. */
export function mutants(sql: string, count: number, seed: number): readonly Mutant[] {
  const next = random(seed);
  const tokens = tokensOf(sql);
  const places = tokens.map(
    (at, i): Place => ({ tokens, i, at, before: upper(tokens[i - 1]), after: upper(tokens[i + 1]) }),
  );
  const left = rules
    .map((rule) => ({ rule, places: places.filter(rule.applies) }))
    .filter((one) => one.places.length > 0);
  const made: Mutant[] = [];
  while (made.length < count && left.length > 0) {
    const [{ rule, places: where }] = left.splice(Math.floor(next() * left.length), 1) as [(typeof left)[number]];
    const change = rule.change(where[Math.floor(next() * where.length)]!, next, sql);
    if (!change) continue;
    const { from, to, text, reach = [0, 0] } = change;
    const changed = sql.slice(0, from) + text + sql.slice(to);
    if (changed === sql) continue;
    made.push({
      kind: rule.kind,
      sql: changed,
      start: Math.max(0, from - reach[0]),
      end: Math.min(changed.length, from + text.length + reach[1]),
    });
  }
  return made;
}

/** How far a comparison or call may go on behind its start, by which the analyzer names it, in UTF-16 code units. */
const REACH = 100;

/** Whether a finding lies where something was changed, or where the analyzer sees the fault. */
export const hits = (
  found: readonly { readonly start: number; readonly end: number }[],
  { start, end }: Mutant,
  at: number | undefined,
): boolean =>
  found.some(
    (one) => (one.start < end && one.end > start) || (at !== undefined && one.start < at + REACH && one.end > at),
  );
