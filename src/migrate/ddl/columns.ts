import { type Node, notice, type Rewriting } from '../rules/model.ts';
import { commaParts, endOf, isBlank, match, skip, solid, startOf, textValue } from '../rules/tree.ts';
import { place, rewriteType } from '../rules/type-at.ts';
import { bareName, quoted } from './name.ts';

/** A column of a CREATE TABLE. */
export interface WrittenColumn {
  readonly name: string;
  /** In the target's words; empty where it is not known. */
  readonly type: string;
  readonly required: boolean;
  readonly description?: string;
  readonly default?: string;
}

export interface WrittenColumns {
  readonly columns: readonly WrittenColumn[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

const constraint = /^(?:CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|CHECK|KEY|INDEX|FULLTEXT|EXCLUDE|PERIOD)$/;

/** The columns in the brackets of a CREATE TABLE. */
export function writtenColumns(r: Rewriting, group: Extract<Node, { kind: 'group' }>): WrittenColumns {
  const columns: WrittenColumn[] = [];
  let key: readonly string[] = [];
  for (const part of commaParts(group.nodes)) {
    const first = part[skip(part, 0)];
    if (!first) continue;
    if (first.kind === 'leaf' && first.token.kind === 'word' && constraint.test(first.word) && !isColumn(part)) {
      key = tableConstraint(r, part) ?? key;
      continue;
    }
    const column = oneColumn(r, part);
    if (column) columns.push(column.column);
    if (column?.key) key = [column.column.name];
  }
  return { columns, key };
}

/** A column may be called KEY or INDEX. */
const isColumn = (part: readonly Node[]): boolean => {
  const [, second] = solid(part);
  return second?.kind === 'leaf' && /^(?:INT|INTEGER|VARCHAR|CHAR|TEXT|DATE|DECIMAL|BIGINT|NUMBER)$/.test(second.word);
};

function tableConstraint(r: Rewriting, part: readonly Node[]): readonly string[] | undefined {
  const at = { start: startOf(part[skip(part, 0)] as Node), end: endOf(part.findLast((n) => !isBlank(n)) as Node) };
  const primary = part.findIndex((_, i) => match(part, i, ['PRIMARY', 'KEY']) > 0);
  if (primary < 0) {
    notice(r, 'dropped', at, 'Other constraints than a primary key are not declared here.');
    return undefined;
  }
  const list = part.slice(primary).find((node) => node.kind === 'group');
  notice(r, 'note', at, 'A primary key is not enforced here.');
  if (list?.kind !== 'group') return undefined;
  return commaParts(list.nodes).flatMap((item) => {
    const [name] = solid(item);
    return name?.kind === 'leaf' ? [bareName(name.text)] : [];
  });
}

interface Column {
  readonly column: WrittenColumn;
  readonly key: boolean;
}

function oneColumn(r: Rewriting, part: readonly Node[]): Column | undefined {
  const start = skip(part, 0);
  const name = part[start];
  if (name?.kind !== 'leaf') return undefined;
  const type = rewriteType(r, part, start + 1, true);
  const mapped = type && r.slots.some(({ template }) => template === type.type) ? type.type : '';
  if (!type) notice(r, 'person', place(part, start, start + 1), 'A column without a type.');
  const state: Extras = { type: mapped, required: false, key: false };
  for (let i = skip(part, type?.end ?? start + 1); i < part.length; )
    i = skip(part, Math.max(i + 1, attribute(r, part, i, state)));
  return {
    column: {
      name: bareName(name.text),
      type: mapped,
      required: state.required,
      ...(state.description !== undefined && { description: state.description }),
      ...(state.default !== undefined && { default: state.default }),
    },
    key: state.key,
  };
}

interface Extras {
  readonly type: string;
  required: boolean;
  key: boolean;
  description?: string;
  default?: string;
}

/** Attributes that say how values are stored or shown. */
const stored: readonly (readonly string[])[] = [
  ['CHARACTER', 'SET', '$'],
  ['FORMAT', "'"],
  ['COMPRESS', "()|'|#|[NULL]"],
  ['ENCODE', '$'],
  ['DISTKEY'],
  ['SORTKEY'],
  ['INLINE', 'LENGTH', '#'],
];

function attribute(r: Rewriting, part: readonly Node[], i: number, state: Extras): number {
  const at = (end: number) => place(part, i, end);
  const not = match(part, i, ['NOT', 'NULL']);
  if (not > 0) {
    state.required = true;
    return not;
  }
  const blind = match(part, i, ['[NOT]', 'CASESPECIFIC|CS']);
  if (blind > 0) {
    if (match(part, i, ['NOT']) > 0)
      notice(
        r,
        'note',
        at(blind),
        'Text of this column is compared without regard to case there, and exactly here.',
        "UPPER(x), or DEFAULT COLLATE 'und:ci'.",
      );
    return blind;
  }
  const comment = match(part, i, ['COMMENT|TITLE', "'"]);
  if (comment > 0) {
    const text = part[comment - 1];
    if (text?.kind === 'leaf') state.description = textValue(text.text);
    return comment;
  }
  const key = match(part, i, ['PRIMARY', 'KEY']);
  if (key > 0) {
    state.key = true;
    notice(r, 'note', at(key), 'A primary key is not enforced here.');
    return key;
  }
  return storage(r, part, i, state) ?? unknown(r, part, i);
}

function storage(r: Rewriting, part: readonly Node[], i: number, state: Extras): number | undefined {
  if (match(part, i, ['COMPRESS']) > 0) {
    const value = skip(part, i + 1);
    const more = part[value];
    const end =
      more && (more.kind === 'group' || /^(?:string|number)$/.test(more.token.kind) || more.word === 'NULL')
        ? value + 1
        : i + 1;
    notice(r, 'dropped', place(part, i, i + 1), 'How values are stored is not declared here.');
    return end;
  }
  const found = stored.find((words) => match(part, i, words) > 0);
  if (found) {
    notice(r, 'dropped', place(part, i, match(part, i, found)), 'How values are stored or shown is not declared here.');
    return match(part, i, found);
  }
  const fallback = match(part, i, ['DEFAULT']);
  if (fallback > 0) return defaultValue(r, part, i, state);
  if (match(part, i, ['NULL']) > 0) return i + 1;
  const dropped = [
    ['CHECK', '()'],
    ['UNIQUE', '[KEY]'],
    ['REFERENCES', '$', '[.]', '[$]', '[()]'],
    ['CONSTRAINT', '$'],
  ].find((words) => match(part, i, words) > 0);
  if (!dropped) return undefined;
  const end = match(part, i, dropped);
  notice(r, 'dropped', place(part, i, end), 'Other constraints than a primary key are not declared here.');
  return end;
}

function defaultValue(r: Rewriting, part: readonly Node[], i: number, state: Extras): number {
  const value = part[skip(part, i + 1)];
  const end = skip(part, i + 1) + 1;
  if (value?.kind === 'leaf' && /^(?:string|number)$/.test(value.token.kind))
    state.default = value.text.replaceAll("''", "\\'");
  else if (value?.word === 'NULL') return end;
  else if (value?.word === 'CURRENT_DATE') state.default = 'CURRENT_DATE()';
  else if (value?.word === 'CURRENT_TIMESTAMP') {
    state.default = state.type === 'DATETIME' ? 'CURRENT_DATETIME()' : 'CURRENT_TIMESTAMP()';
    const digits = part[skip(part, end)];
    if (digits?.kind === 'group') return skip(part, end) + 1;
  } else
    notice(
      r,
      'person',
      place(part, i, end),
      'A default that is no plain value.',
      'Write it into the queries that fill the table.',
    );
  return end;
}

function unknown(r: Rewriting, part: readonly Node[], i: number): number {
  notice(r, 'person', place(part, i, part.length), 'This attribute of a column has no decided counterpart.');
  return part.length;
}

/** A column as the target's CREATE TABLE writes it. */
export function columnText(column: WrittenColumn, describe: (text: string) => string): string {
  const parts = [quoted(column.name), column.type];
  if (column.default !== undefined) parts.push(`DEFAULT ${column.default}`);
  if (column.required) parts.push('NOT NULL');
  if (column.description !== undefined) parts.push(describe(column.description));
  return parts.join(' ');
}
