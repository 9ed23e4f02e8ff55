import { type Node, notice, type Rewriting } from '../rules/model.ts';
import { endOf, match, skip, solid, startOf } from '../rules/tree.ts';
import { place } from '../rules/type-at.ts';
import { columnText, type WrittenColumns, writtenColumns } from './columns.ts';
import { type NamePath, pathAt, quoted, quotedPath } from './name.ts';
import { type TableOptions, tableOptions } from './options.ts';

/** A table or view that a statement makes. */
export interface Creation {
  readonly kind: 'table' | 'view';
  readonly name: readonly string[];
  readonly replace: boolean;
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
  readonly columns?: WrittenColumns;
  /** Names of a view's columns. */
  readonly names?: readonly string[];
  readonly options: TableOptions;
  /** The pieces of the query. */
  readonly query?: readonly Node[];
}

const modifiers = new Set(
  `MULTISET SET VOLATILE GLOBAL TEMPORARY TEMP TRANSIENT LOCAL PRIVATE UNLOGGED SECURE FORCE EDITIONABLE NONEDITIONABLE NO MATERIALIZED
  EXTERNAL RECURSIVE FOREIGN HYBRID DYNAMIC ICEBERG HADOOP IMMUTABLE`.split(/\s+/),
);
const temporary = /^(?:VOLATILE|TEMPORARY|TEMP|GLOBAL)$/;
const special = /^(?:EXTERNAL|RECURSIVE|FOREIGN|DYNAMIC|ICEBERG|MATERIALIZED)$/;

/** Reads CREATE TABLE and CREATE VIEW; undefined for anything else that is created. */
export function creationOf(r: Rewriting, nodes: readonly Node[]): Creation | undefined {
  let at = skip(nodes, 0);
  let replace = nodes[at]?.word === 'REPLACE';
  at = skip(nodes, at + 1);
  const or = match(nodes, at, ['OR', 'REPLACE|ALTER']);
  if (or > 0) {
    replace = true;
    at = skip(nodes, or);
  }
  const words: string[] = [];
  while (modifiers.has(nodes[at]?.word ?? '')) {
    words.push(nodes[at]?.word ?? '');
    at = skip(nodes, at + 1);
  }
  const what = nodes[at]?.word;
  if (what !== 'TABLE' && what !== 'VIEW') return undefined;
  const exists = match(nodes, at + 1, ['IF', 'NOT', 'EXISTS']);
  const name = pathAt(nodes, exists > 0 ? exists : at + 1);
  if (!name) return undefined;
  const first = nodes[skip(nodes, exists > 0 ? exists : at + 1)];
  const isTemporary =
    words.some((word) => temporary.test(word)) || (first?.kind === 'leaf' && first.text.startsWith('#'));
  const head = { name: name.parts, replace, temporary: isTemporary, ifNotExists: exists > 0 };
  modifierNotices(r, nodes, words, isTemporary, name);
  return what === 'VIEW' ? view(r, nodes, name, head) : table(r, nodes, name, head);
}

type Head = Pick<Creation, 'name' | 'replace' | 'temporary' | 'ifNotExists'>;

function modifierNotices(
  r: Rewriting,
  nodes: readonly Node[],
  words: readonly string[],
  isTemporary: boolean,
  name: NamePath,
): void {
  const at = place(nodes, 0, name.end);
  const odd = words.find((word) => special.test(word));
  if (odd !== undefined) notice(r, 'person', at, `${odd} has no decided counterpart.`);
  if (isTemporary)
    notice(r, 'note', at, 'A temporary table lives as long as the session there, and as the script here.');
  const perhaps =
    r.dialect.name === 'teradata' &&
    !words.includes('MULTISET') &&
    !words.includes('SET') &&
    nodes[skip(nodes, name.end)]?.word !== 'AS';
  if (perhaps && solid(nodes).some(({ word }) => word === 'TABLE'))
    notice(
      r,
      'note',
      at,
      'Without MULTISET it is a SET table in sessions of Teradata mode: it drops equal rows there.',
      'SELECT DISTINCT where rows are inserted.',
    );
  const set = r.dialect.name === 'teradata' && words.includes('SET');
  if (set)
    notice(
      r,
      'note',
      at,
      'A SET table drops rows that are equal to one that it holds; a table here keeps them.',
      'SELECT DISTINCT where rows are inserted.',
    );
}

function view(r: Rewriting, nodes: readonly Node[], name: NamePath, head: Head): Creation {
  const options: TableOptions = {};
  let at = skip(nodes, name.end);
  const list = nodes[at];
  let names: readonly string[] | undefined;
  if (list?.kind === 'group') {
    names = solid(list.nodes).flatMap((node) =>
      node.kind === 'leaf' && node.word !== ',' ? [node.text.replace(/^["[`]|["\]`]$/g, '')] : [],
    );
    at = skip(nodes, at + 1);
  }
  at = tableOptions(r, nodes, at, options, (k) => nodes[k]?.word === 'AS');
  return {
    kind: 'view',
    ...head,
    ...(names && { names }),
    options,
    query: withoutTail(r, nodes.slice(at + 1), options),
  };
}

function table(r: Rewriting, nodes: readonly Node[], name: NamePath, head: Head): Creation {
  const options: TableOptions = {};
  const opens = (k: number): boolean => nodes[k]?.word === 'AS' || nodes[k]?.kind === 'group';
  let at = tableOptions(r, nodes, name.end, options, opens);
  const group = nodes[at];
  let columns: WrittenColumns | undefined;
  if (group?.kind === 'group' && !startsQuery(group.nodes)) {
    columns = writtenColumns(r, group);
    at = tableOptions(r, nodes, at + 1, options, (k) => nodes[k]?.word === 'AS');
  }
  if (nodes[at]?.word !== 'AS') {
    if (!columns) notice(r, 'person', place(nodes, 0, nodes.length), 'A table without columns or a query.');
    return { kind: 'table', ...head, ...(columns && { columns }), options };
  }
  if (columns)
    notice(
      r,
      'note',
      { start: startOf(group as Node), end: endOf(group as Node) },
      'The columns of the query are what counts; check their names and types.',
    );
  const inner = nodes[skip(nodes, at + 1)];
  if (inner?.kind === 'group' && startsQuery(inner.nodes)) {
    tableOptions(r, nodes, skip(nodes, at + 1) + 1, options, () => false);
    return { kind: 'table', ...head, options, query: inner.nodes };
  }
  const source = pathAt(nodes, at + 1);
  if (source && match(nodes, source.end, ['WITH', '[NO]', 'DATA']) > 0) {
    tableOptions(r, nodes, source.end, options, () => false);
    return { kind: 'table', ...head, options, query: nodes.slice(at + 1, source.end) };
  }
  return { kind: 'table', ...head, options, query: withoutTail(r, nodes.slice(at + 1), options) };
}

export const startsQuery = (nodes: readonly Node[]): boolean => {
  const first = nodes[skip(nodes, 0)];
  return first?.kind === 'group'
    ? startsQuery(first.nodes)
    : /^(?:SELECT|SEL|WITH|LOCKING|VALUES)$/.test(first?.word ?? '');
};

/** The query without options of the view behind it. */
function withoutTail(r: Rewriting, nodes: readonly Node[], options: TableOptions): readonly Node[] {
  const tail = nodes.findIndex((_, i) =>
    [
      ['WITH', 'NO', 'SCHEMA', 'BINDING'],
      ['WITH', 'CHECK', 'OPTION'],
      ['WITH', 'READ', 'ONLY'],
      ['WITH', '[NO]', 'DATA'],
    ].some((words) => match(nodes, i, words) > 0),
  );
  if (tail < 0) return nodes;
  tableOptions(r, nodes, tail, options, () => false);
  return nodes.slice(0, tail);
}

/** The statement in the words of the target; `query` is already in them. */
export function creationText(r: Rewriting, made: Creation, query: string | undefined): string {
  const { kind, options, columns, key } = { ...made, key: made.columns?.key ?? [] };
  const temp = made.temporary ? { bigquery: 'TEMP ', databricks: '' }[r.target] : '';
  const head = `CREATE ${made.replace ? 'OR REPLACE ' : ''}${temp}${kind.toUpperCase()} ${made.ifNotExists ? 'IF NOT EXISTS ' : ''}${quotedPath(made.name)}`;
  const lines = [head];
  const describe = {
    bigquery: (text: string) => `OPTIONS(description=${JSON.stringify(text)})`,
    databricks: (text: string) => `COMMENT ${JSON.stringify(text)}`,
  }[r.target];
  if (columns && !made.query) {
    const items = columns.columns.map((column) => `  ${columnText(column, describe)}`);
    if (key.length > 0)
      items.push(
        `  PRIMARY KEY (${key.map(quoted).join(', ')})${{ bigquery: ' NOT ENFORCED', databricks: '' }[r.target]}`,
      );
    lines[0] = `${head} (\n${items.join(',\n')}\n)`;
  }
  if (made.names) lines[0] = `${head} (${made.names.map(quoted).join(', ')})`;
  if (options.partitionBy !== undefined) partition(r, options.partitionBy, lines);
  if (options.clusterBy)
    lines.push(
      {
        bigquery: `CLUSTER BY ${options.clusterBy.join(', ')}`,
        databricks: `CLUSTER BY (${options.clusterBy.join(', ')})`,
      }[r.target],
    );
  if (options.description !== undefined) lines.push(describe(options.description));
  if (query !== undefined) lines.push(options.empty ? `AS SELECT * FROM (\n${query}\n) LIMIT 0` : `AS\n${query}`);
  return lines.join('\n');
}

function partition(r: Rewriting, by: string, lines: string[]): void {
  const text = { bigquery: `PARTITION BY ${by}`, databricks: by.includes('(') ? '' : `PARTITIONED BY (${by})` }[
    r.target
  ];
  if (text !== '') lines.push(text);
}
