import { constructAt } from './construct.ts';
import { dateFormat, javaFormat, namesDay, percentFormat } from './formats.ts';
import type { FunctionRule } from './functions/rule.ts';
import { functionRules } from './functions/tables.ts';
import { type Node, notice, type Rewriting, slot } from './model.ts';
import { specialCall } from './special.ts';
import { back, commaParts, endOf, isBlank, skip, startOf, textValue } from './tree.ts';
import { place, rewriteType } from './type-at.ts';

/** Words that may stand before a bracket without calling anything, or before an operand. */
export const keywords = new Set(
  `ALL AND ANY APPLY AS ASC AT BETWEEN BY CASE CROSS CUBE CURRENT DEFAULT DELETE DESC DISTINCT ELSE END ESCAPE EXCEPT EXISTS
  FETCH FILTER FOLLOWING FROM FULL GROUP HAVING IN INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEEP LATERAL LEFT LIKE LIMIT
  ILIKE MATCHED MERGE MINUS NATURAL NOT NULLS OFFSET ON OR ORDER OUTER OVER PARTITION PIVOT PRECEDING QUALIFY RANGE RECURSIVE
  REGEXP RETURNING RIGHT RLIKE ROLLUP ROWS SELECT SEL SET SETS SIMILAR SOME TABLE THEN TO TOP UNION UNPIVOT UPDATE USING VALUES
  WHEN WHERE WINDOW WITH WITHIN TABLESAMPLE SAMPLE MOD DIV XOR LT LE GT GE EQ NE ONLY EXCLUDE REPLACE PRIOR START CONNECT`
    .split(/\s+/)
    .filter((word) => !['LEFT', 'RIGHT', 'REPLACE', 'MOD', 'DIV'].includes(word)),
);

const joins = new Set(['JOIN', 'OUTER']);

/** The SQL of the pieces as the library is to read it. */
export function render(r: Rewriting, nodes: readonly Node[]): string {
  let made = '';
  for (let i = 0; i < nodes.length; ) {
    const step = renderAt(r, nodes, i);
    made += step.text;
    i = Math.max(i + 1, step.end);
  }
  return made;
}

interface Step {
  readonly text: string;
  readonly end: number;
}

function renderAt(r: Rewriting, nodes: readonly Node[], i: number): Step {
  const node = nodes[i];
  if (!node) return { text: '', end: i + 1 };
  if (node.kind === 'group') return { text: `(${render(r, node.nodes)})`, end: i + 1 };
  if (isBlank(node)) return { text: node.token.kind === 'comment' ? spelt(node.text) : node.text, end: i + 1 };
  const construct = constructAt(r, nodes, i, (inner) => render(r, inner));
  if (construct) return construct;
  if (node.token.kind === 'bad') {
    notice(r, 'person', node.token, 'This text or comment has no end.');
    return { text: '', end: i + 1 };
  }
  if (node.word === '::') {
    const type = rewriteType(r, nodes, i + 1, false);
    return type ? { text: `::${type.text}`, end: type.end } : { text: '::', end: i + 1 };
  }
  if (node.token.kind === 'string') return { text: literal(r, node.text, node.token), end: i + 1 };
  return callAt(r, nodes, i) ?? { text: node.text, end: i + 1 };
}

/** A comment in words that every dialect reads. */
const spelt = (comment: string): string =>
  comment.startsWith('/*') ? comment : `/* ${comment.replace(/^(?:--+|#+)\s*/, '').replaceAll('*/', '* /')} */`;

/** A text without the prefixes that the library does not read well. */
function literal(r: Rewriting, text: string, at: { readonly start: number; readonly end: number }): string {
  if (/^n'/i.test(text)) return text.slice(1);
  if (/^[xb]'/i.test(text)) {
    notice(r, 'person', at, 'A literal of bytes or bits.', "FROM_HEX('41') on BigQuery, X'41' on Databricks.");
    return text;
  }
  if (/^e'/i.test(text) || /^\$/.test(text) || /^n?q'/i.test(text)) {
    notice(r, 'person', at, 'A text in special quotes.', 'Write it in plain quotes.');
    return "''";
  }
  if (r.dialect.emptyIsNull && text === "''")
    notice(r, 'person', at, "'' is NULL in Oracle and an empty text here.", 'Write NULL, or IS NULL for a comparison.');
  return text;
}

/** A call that begins at `i`, or undefined where nothing is called. */
function callAt(r: Rewriting, nodes: readonly Node[], i: number): Step | undefined {
  const node = nodes[i];
  const open = skip(nodes, i + 1);
  const group = nodes[open];
  if (node?.kind !== 'leaf' || group?.kind !== 'group') return undefined;
  if (node.token.kind !== 'word' || keywords.has(node.word) || !mayBeCall(nodes, i)) return undefined;
  const before = nodes[back(nodes, i - 1)];
  if (before?.word === '.') return foreign(r, nodes, i, open);
  const special = specialCall(r, node.word, nodes, i, open, (inner) => render(r, inner));
  if (special) return special;
  const rules = functionRules(node.word, r.dialect.name);
  if (!rules) return foreign(r, nodes, i, open);
  const parts = commaParts(group.nodes);
  const count = parts.length === 1 && group.nodes.every(isBlank) ? 0 : parts.length;
  const rule = rules.find(({ args }) => count >= args[0] && count <= args[1]);
  return apply(r, rule, { nodes, i, open, group, parts });
}

function foreign(r: Rewriting, nodes: readonly Node[], i: number, open: number): Step {
  const group = nodes[open];
  const at = place(nodes, i, i + 1);
  notice(
    r,
    'person',
    at,
    `biform knows no function ${r.text.slice(at.start, at.end)} of ${r.dialect.title}: a routine of your own, or one that is not decided.`,
  );
  const inner = group?.kind === 'group' ? render(r, group.nodes) : '';
  return { text: `${r.text.slice(at.start, at.end)}(${inner})`, end: open + 1 };
}

/** Whether the word at `i` can begin an operand: else it is an alias, a table with columns, or a hint. */
function mayBeCall(nodes: readonly Node[], i: number): boolean {
  const at = back(nodes, i - 1);
  const before = nodes[at];
  if (!before) return true;
  if (before.kind === 'group') return false;
  if (before.token.kind === 'quoted') return false;
  if (before.word === '.') return !tablePath(nodes, at);
  if (before.token.kind === 'word') {
    if (/^(?:AS|INTO|TABLE|UPDATE|WITH|RECURSIVE)$/.test(before.word)) return false;
    return keywords.has(before.word) || joins.has(before.word);
  }
  return before.token.kind === 'symbol' || before.token.kind === 'number';
}

/** Whether the dot at `at` lies in the path of a table that is written to. */
function tablePath(nodes: readonly Node[], at: number): boolean {
  let i = at;
  while (i > 0 && (nodes[i]?.word === '.' || nodes[back(nodes, i - 1)]?.word === '.')) i = back(nodes, i - 1);
  return /^(?:INTO|TABLE|UPDATE)$/.test(nodes[back(nodes, i - 1)]?.word ?? '');
}

interface CallSite {
  readonly nodes: readonly Node[];
  readonly i: number;
  readonly open: number;
  readonly group: Extract<Node, { kind: 'group' }>;
  readonly parts: readonly (readonly Node[])[];
}

const styles = { oracle: (f: string): string | undefined => f, java: javaFormat, percent: percentFormat };

function apply(r: Rewriting, rule: FunctionRule | undefined, site: CallSite): Step {
  const { nodes, i, open, group } = site;
  const at = { start: startOf(nodes[i] as Node), end: endOf(group) };
  const name = nodes[i]?.word ?? '';
  const template = rule?.to?.[r.target];
  const plain = `${name}(${render(r, group.nodes)})`;
  if (!rule || !template) {
    notice(r, 'person', at, rule?.person ?? `${name} with these arguments has no decided counterpart.`, rule?.way);
    return { text: plain, end: open + 1 };
  }
  if (rule.note !== undefined) notice(r, 'note', at, rule.note);
  if (template === 'keep') return { text: plain, end: open + 1 };
  const found = rule.format && formatOf(r, rule.format, site.parts[1] ?? []);
  const reads = /AS DATE|^to_date|to_timestamp/.test(template);
  const format = found !== undefined && reads && !namesDay(found) ? undefined : found;
  if (rule.format && format === undefined) {
    notice(
      r,
      'person',
      at,
      'This format holds an element that is read another way here, names no whole day, or is no literal.',
    );
    return { text: plain, end: open + 1 };
  }
  const args = site.parts.map((part) => render(r, part).trim());
  return { text: slot(r, template.replaceAll('$f', `'${format ?? ''}'`), args), end: open + 1 };
}

/** The date format that the argument is, as the target writes it. */
function formatOf(r: Rewriting, style: keyof typeof styles, argument: readonly Node[]): string | undefined {
  const only = argument.filter((node) => !isBlank(node));
  const [node] = only;
  if (only.length !== 1 || node?.kind !== 'leaf' || node.token.kind !== 'string') return undefined;
  const common = styles[style](textValue(node.text));
  return common === undefined ? undefined : dateFormat(common, r.target);
}
