import type { SourceName } from '../source/dialect.ts';
import { attributesAt } from './attributes.ts';
import type { ConstructRule } from './constructs/rule.ts';
import { constructs } from './constructs/table.ts';
import { intervalAt } from './interval.ts';
import { JOIN, type Node, notice, type Rewriting, slot } from './model.ts';
import { jsonPathAt, rowsOfArrayAt } from './paths.ts';
import type { Step } from './special.ts';
import { back, match, skip, solid, textValue } from './tree.ts';
import { place } from './type-at.ts';

interface Ready extends ConstructRule {
  readonly words: readonly string[];
}

const ready = new Map<SourceName, ReadonlyMap<string, readonly Ready[]>>();

/** The rules of a dialect by the word that they begin with. */
function rulesOf(name: SourceName): ReadonlyMap<string, readonly Ready[]> {
  const known = ready.get(name);
  if (known) return known;
  const made = new Map<string, Ready[]>();
  for (const rule of [...(constructs[name] ?? []), ...(constructs.all ?? [])]) {
    const words = patternWords(rule.pattern);
    for (const first of firstWords(words[0] ?? '')) made.set(first, [...(made.get(first) ?? []), { ...rule, words }]);
  }
  ready.set(name, made);
  return made;
}

/** `( NOLOCK )` stands for brackets. */
const patternWords = (pattern: string): readonly string[] => pattern.replace(/\([^)]*\)?/, '()').split(' ');
const firstWords = (first: string): readonly string[] => (/^\|+$/.test(first) ? [first] : first.split('|'));

/** What becomes of the words at `i` where a rule knows them. */
export function constructAt(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  print: (nodes: readonly Node[]) => string,
): Step | undefined {
  const node = nodes[i];
  if (node?.kind !== 'leaf') return undefined;
  const special =
    intervalAt(r, nodes, i) ??
    jsonPathAt(r, nodes, i) ??
    rowsOfArrayAt(r, nodes, i, print) ??
    attributesAt(r, nodes, i, print) ??
    frameAt(r, nodes, i, print) ??
    oddTokenAt(r, nodes, i);
  if (special) return special;
  if (isNamePart(nodes, i)) return undefined;
  const first = node.token.kind === 'number' ? '#' : node.word;
  for (const rule of rulesOf(r.dialect.name).get(first) ?? []) {
    if (rule.targets && !rule.targets.includes(r.target)) continue;
    const end = match(nodes, i, rule.words);
    if (end >= 0) return applied(r, rule, nodes, i, end);
  }
  return undefined;
}

/** A part of a path, or the name of a column, that merely looks like a word of the language. */
function isNamePart(nodes: readonly Node[], i: number): boolean {
  const node = nodes[i];
  if (node?.kind !== 'leaf' || node.token.kind !== 'word') return false;
  const before = nodes[back(nodes, i - 1)]?.word;
  const after = nodes[skip(nodes, i + 1)]?.word;
  const sequence = /^(?:NEXTVAL|CURRVAL)$/.test(node.word);
  return (before === '.' && !sequence) || after === '.' || before === 'AS';
}

function applied(r: Rewriting, rule: ConstructRule, nodes: readonly Node[], i: number, end: number): Step | undefined {
  const at = place(nodes, i, end);
  if (rule.kind !== undefined) notice(r, rule.kind, at, rule.why ?? '', rule.way);
  if (rule.with === undefined) return undefined;
  if (!rule.with.startsWith('=')) return { text: rule.with, end };
  const brackets = nodes[skip(nodes, end)];
  const called = brackets?.kind === 'group' && solid(brackets.nodes).length <= 1 ? skip(nodes, end) + 1 : end;
  const text = rule.with.slice(1);
  const other = text === 'CURRENT_DATETIME()' ? 'CAST(current_timestamp() AS TIMESTAMP_NTZ)' : text.toLowerCase();
  return { text: slot(r, { bigquery: text, databricks: other }[r.target]), end: called };
}

/** Targets where the backslash alone quotes in a pattern. */
const doubles = { bigquery: true, databricks: false } as const;

const overAll = new Set(['SUM', 'COUNT', 'AVG', 'MIN', 'MAX', 'STDDEV_SAMP', 'STDDEV_POP', 'VAR_SAMP', 'VAR_POP']);
const values = new Set(['FIRST_VALUE', 'LAST_VALUE', 'NTH_VALUE']);

/** Windows with an order and no frame take in all rows for some functions of Teradata and Snowflake. */
function frameAt(
  r: Rewriting,
  nodes: readonly Node[],
  i: number,
  print: (nodes: readonly Node[]) => string,
): Step | undefined {
  const end = match(nodes, i, ['OVER', '()']);
  const group = nodes[end - 1];
  if (end < 0 || group?.kind !== 'group') return undefined;
  const concerned = { teradata: overAll, snowflake: values }[r.dialect.name as 'teradata' | 'snowflake'];
  if (!concerned) return undefined;
  const called = nodes.slice(0, i).findLast((node) => node.kind === 'leaf' && concerned.has(node.word));
  const direct = called && nodes.slice(nodes.indexOf(called), i).filter((node) => node.kind === 'group').length === 1;
  const has = (word: string): boolean => group.nodes.some((node) => node.word === word);
  if (!direct || !has('ORDER') || has('ROWS') || has('RANGE')) return undefined;
  notice(
    r,
    'note',
    place(nodes, i, end),
    `Without ROWS this window takes in all rows in ${r.dialect.title}; that is written out.`,
  );
  return { text: `OVER (${print(group.nodes)} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`, end };
}

/** Variables, stages, (+), positions in arrays, patterns with backslashes, dates written as numbers. */
function oddTokenAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  if (node?.kind !== 'leaf') return undefined;
  const { token, text } = node;
  const behind = nodes[back(nodes, i - 1)];
  if (token.kind === 'param' && r.dialect.name === 'snowflake' && text.startsWith(':') && behind?.kind === 'group') {
    const way = 'Read the value in a subquery first, as a column: x:a.b.';
    notice(r, 'person', token, `A path behind a bracket: ${text}.`, way);
    return undefined;
  }
  if (token.kind === 'param') {
    notice(
      r,
      'person',
      token,
      `A variable of the script or client: ${text}.`,
      'A query parameter, a script variable, or a constant of the project.',
    );
    return undefined;
  }
  if (text.startsWith('#') && token.kind === 'word') {
    notice(r, 'note', token, 'A temporary table lives as long as the session there, and as the script here.');
    return { text: text.replace(/^#+/, ''), end: i + 1 };
  }
  const before = nodes[back(nodes, i - 1)];
  if (
    text === '[' &&
    before &&
    (before.kind === 'group' || /^(?:word|quoted)$/.test(before.token.kind)) &&
    before.word !== 'ARRAY'
  )
    notice(r, 'note', token, 'An element that is not there is NULL there and an error here.', 'a[SAFE_OFFSET(0)].');
  const plus = nodes[skip(nodes, i + 1)];
  if (
    token.kind !== 'space' &&
    plus?.kind === 'group' &&
    solid(plus.nodes).length === 1 &&
    solid(plus.nodes)[0]?.word === '+'
  )
    notice(r, 'person', plus, 'The outer join of Oracle, (+).', 'LEFT JOIN ... ON.');
  return patternAt(r, nodes, i) ?? plusAt(r, nodes, i) ?? numberAt(r, nodes, i);
}

/** LIKE: a backslash is a plain character for most, and quotes the next one in BigQuery. */
function patternAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const end = match(nodes, i, ['LIKE|ILIKE', "'"]);
  const pattern = nodes[end - 1];
  if (
    end > 0 &&
    pattern?.kind === 'leaf' &&
    pattern.text.includes('\\') &&
    !r.dialect.lexis.backslash &&
    match(nodes, end, ['ESCAPE']) < 0
  )
    notice(r, 'person', pattern.token, 'A backslash is a plain character in this pattern there.', 'Write it twice.');
  const quoting = match(nodes, i, ['ESCAPE', "'"]);
  if (quoting < 0) return undefined;
  const mark = nodes[quoting - 1];
  const character = mark?.kind === 'leaf' ? textValue(mark.text) : '';
  if (character === '\\' || character === '\\\\') return { text: '', end: quoting };
  if (doubles[r.target])
    notice(r, 'person', place(nodes, i, quoting), 'BigQuery has no ESCAPE; the backslash quotes.', "LIKE r'50\\%'.");
  return undefined;
}

/** `+` between texts joins them in T-SQL. */
function plusAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  if (node?.word !== '+' || r.dialect.name !== 'tsql') return undefined;
  const isText = (n: Node | undefined): boolean => n?.kind === 'leaf' && n.token.kind === 'string';
  const chain = operands(nodes, i);
  return chain.some(isText) ? { text: `+ ${slot(r, JOIN)} +`, end: i + 1 } : undefined;
}

/** The operands around a `+`, up to what ends the sum. */
function operands(nodes: readonly Node[], i: number): readonly Node[] {
  const ends = (node: Node): boolean =>
    /^(?:,|SELECT|FROM|WHERE|AND|OR|=|<|>|<>|LIKE|THEN|ELSE|WHEN|END|AS|ON|BY|SET|VALUES|DISTINCT|CASE|-|\*|\/)$/.test(
      node.word,
    );
  let from = i;
  while (from > 0 && !ends(nodes[from - 1] as Node)) from -= 1;
  let to = i + 1;
  while (to < nodes.length && !ends(nodes[to] as Node)) to += 1;
  return nodes.slice(from, to);
}

/** `1200131` is the 31st of January 2020 as Teradata stores it. */
function numberAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  if (r.dialect.name !== 'teradata' || node?.kind !== 'leaf' || node.token.kind !== 'number') return undefined;
  const before = nodes[back(nodes, i - 1)]?.word ?? '';
  if (
    /^(?:1\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(node.text) &&
    /^(?:=|<|>|<=|>=|<>|BETWEEN|AND)$/.test(before)
  )
    notice(
      r,
      'note',
      node.token,
      'This number may be a date as Teradata stores it: (year - 1900) * 10000 + month * 100 + day.',
      "DATE '2020-01-31'.",
    );
  return undefined;
}
