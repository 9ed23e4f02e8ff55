import type { WrittenColumn } from './ddl/columns.ts';
import { creationOf, creationText, startsQuery } from './ddl/create.ts';
import { bareName, pathAt, quoted, quotedPath } from './ddl/name.ts';
import { type Node, notice, type Rewriting } from './rules/model.ts';
import { render } from './rules/render.ts';
import { commaParts, match, skip, solid, textValue } from './rules/tree.ts';
import { place } from './rules/type-at.ts';

/** Text of a statement: ready for the target, or to be read by the library, with what stands in front of it. */
export type Prepared =
  | { readonly kind: 'ready'; readonly text: string; readonly made?: MadeTable; readonly describes?: Described }
  | {
      readonly kind: 'library';
      readonly text: string;
      readonly wrap: (translated: string) => string;
      readonly made?: MadeTable;
    }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'person' };

/** A table or view that a statement makes. */
export interface MadeTable {
  readonly kind: 'table' | 'view';
  readonly name: readonly string[];
  readonly temporary: boolean;
  readonly columns?: readonly WrittenColumn[];
  readonly partitionBy?: string;
  readonly clusterBy?: readonly string[];
  readonly description?: string;
}

/** What COMMENT ON says. */
export interface Described {
  readonly table: readonly string[];
  readonly column?: string;
  readonly text: string;
}

/** Statements without a counterpart that change no data. */
const dropped: readonly (readonly [string, string])[] = [
  [
    'COLLECT|HELP|SHOW|ANALYZE|ANALYSE|VACUUM|DESCRIBE|DESC|DIAGNOSTIC',
    'It changes no data: statistics are kept by themselves here.',
  ],
  ['DROP STATISTICS|STATS', 'Statistics are kept by themselves here.'],
  ['SET QUERY_BAND', 'Labels of a job tell who runs it.'],
  ['SET SESSION', 'Settings of a session have no counterpart.'],
  ['SET NOCOUNT|ANSI_NULLS|QUOTED_IDENTIFIER|SEARCH_PATH|ROLE|NAMES', 'Settings of a session have no counterpart.'],
  ['ALTER SESSION', 'Settings of a session have no counterpart.'],
  ['BT|ET', 'Each statement is its own transaction here; BEGIN TRANSACTION joins several.'],
  [
    'BEGIN|END|START TRANSACTION|TRAN|WORK',
    'Each statement is its own transaction here; BEGIN TRANSACTION joins several.',
  ],
  ['COMMIT', 'Each statement is its own transaction here; BEGIN TRANSACTION joins several.'],
  ['CREATE UNIQUE|BITMAP|CLUSTERED|NONCLUSTERED INDEX', 'There are no indexes here.'],
  ['CREATE INDEX', 'There are no indexes here.'],
  ['DROP INDEX', 'There are no indexes here.'],
  ['LOCK TABLE', 'There are no locks here.'],
  ['EXPLAIN', 'It changes no data.'],
  ['DATABASE|USE', 'Names without a dataset mean this one from here on: set the default dataset, or write it out.'],
];

const people: readonly (readonly [string, string, string])[] = [
  [
    'CREATE|REPLACE [OR] [REPLACE] MACRO',
    'A macro is a query with parameters.',
    'CREATE TABLE FUNCTION, or a procedure.',
  ],
  [
    'CREATE|REPLACE|ALTER [OR] [REPLACE|ALTER] PROCEDURE|PROC',
    'The language of procedures is another one.',
    'CREATE PROCEDURE in GoogleSQL.',
  ],
  ['CREATE|REPLACE [OR] [REPLACE] FUNCTION', 'The language of functions is another one.', 'CREATE FUNCTION.'],
  [
    'CREATE|REPLACE [OR] [REPLACE] TRIGGER',
    'There are no triggers here.',
    'A step of the project behind the one that writes.',
  ],
  ['CREATE JOIN|HASH INDEX', 'A join index is a stored result.', 'A materialized view.'],
  ['CREATE|DROP|ALTER SEQUENCE', 'There are no sequences here.', 'GENERATE_UUID().'],
  ['EXEC|EXECUTE|CALL', 'What it runs is not known here.', 'CALL of a procedure in GoogleSQL.'],
  ['GRANT|REVOKE', 'Rights are given to other names here.', 'GRANT `roles/bigquery.dataViewer` ON TABLE ...'],
  ['COPY|UNLOAD|LOAD|PUT|GET', 'Files are loaded and written another way.', 'LOAD DATA, EXPORT DATA.'],
  ['ALTER', 'Changes of a table are not translated.', 'Translate the CREATE TABLE in its last form.'],
  ['RENAME', 'Renaming is written another way.', 'ALTER TABLE ... RENAME TO.'],
  ['ROLLBACK', 'Nothing is taken back outside a transaction.', 'BEGIN TRANSACTION ... ROLLBACK TRANSACTION.'],
  [
    'BEGIN|DECLARE|IF|WHILE|FOR|SET|LOOP',
    'Code between statements is written another way.',
    'DECLARE, SET, IF and LOOP of GoogleSQL.',
  ],
  ['USING', 'Rows of a file are fed to this statement.', 'LOAD DATA, then a join.'],
];

/** Says what a statement is and prepares its text. */
export function prepare(r: Rewriting, nodes: readonly Node[]): Prepared {
  const first = nodes[skip(nodes, 0)];
  const word = first?.word ?? '';
  const whole = place(nodes, 0, nodes.length);
  if (word === 'CREATE' || word === 'REPLACE') {
    const made = isReplaceInto(nodes) ? undefined : creation(r, nodes);
    if (made) return made;
  }
  for (const [pattern, why] of dropped)
    if (match(nodes, 0, pattern.split(' ')) > 0) {
      notice(r, 'dropped', whole, why);
      return { kind: 'dropped' };
    }
  for (const [pattern, why, way] of people)
    if (match(nodes, 0, pattern.split(' ')) > 0) {
      notice(r, 'person', whole, why, way);
      return { kind: 'person' };
    }
  return simple(r, nodes) ?? writing(r, nodes, whole);
}

const isReplaceInto = (nodes: readonly Node[]): boolean => match(nodes, 0, ['REPLACE', 'INTO']) > 0;

function creation(r: Rewriting, nodes: readonly Node[]): Prepared | undefined {
  const made = creationOf(r, nodes);
  if (!made) return undefined;
  const table: MadeTable = {
    kind: made.kind,
    name: made.name,
    temporary: made.temporary,
    ...(made.columns && !made.query && { columns: made.columns.columns }),
    ...(made.options.partitionBy !== undefined && { partitionBy: made.options.partitionBy }),
    ...(made.options.clusterBy && { clusterBy: made.options.clusterBy }),
    ...(made.options.description !== undefined && { description: made.options.description }),
  };
  if (!made.query) return { kind: 'ready', text: creationText(r, made, undefined), made: table };
  const bare = startsQuery(made.query) ? render(r, made.query) : `SELECT * FROM ${render(r, made.query)}`;
  return { kind: 'library', text: bare, wrap: (query) => creationText(r, made, query), made: table };
}

/** DROP, TRUNCATE, CREATE SCHEMA, COMMENT ON. */
function simple(r: Rewriting, nodes: readonly Node[]): Prepared | undefined {
  const drop = match(nodes, 0, ['DROP', '[TEMPORARY]', 'TABLE|VIEW', '[IF]', '[EXISTS]']);
  if (drop > 0) {
    const name = pathAt(nodes, drop);
    const what = solid(nodes).find(({ word }) => word === 'TABLE' || word === 'VIEW')?.word ?? 'TABLE';
    const exists = match(nodes, 0, ['DROP', '[TEMPORARY]', 'TABLE|VIEW', 'IF']) > 0 ? 'IF EXISTS ' : '';
    return name && { kind: 'ready', text: `DROP ${what} ${exists}${quotedPath(name.parts)}` };
  }
  const truncate = match(nodes, 0, ['TRUNCATE', '[TABLE]']);
  if (truncate > 0) {
    const name = pathAt(nodes, truncate);
    return name && { kind: 'ready', text: `TRUNCATE TABLE ${quotedPath(name.parts)}` };
  }
  const schema = match(nodes, 0, ['CREATE', '[OR]', '[REPLACE]', 'SCHEMA|DATABASE', '[IF]', '[NOT]', '[EXISTS]']);
  if (schema > 0) {
    const name = pathAt(nodes, schema);
    if (!name) return undefined;
    if (skip(nodes, name.end) < nodes.length)
      notice(r, 'dropped', place(nodes, name.end, nodes.length), 'Space, owners and the like are not declared here.');
    return { kind: 'ready', text: `CREATE SCHEMA IF NOT EXISTS ${quotedPath(name.parts)}` };
  }
  return comment(r, nodes);
}

function comment(r: Rewriting, nodes: readonly Node[]): Prepared | undefined {
  const start = match(nodes, 0, ['COMMENT', 'ON', 'TABLE|VIEW|COLUMN']);
  const name = start > 0 ? pathAt(nodes, start) : undefined;
  const end = name ? match(nodes, name.end, ['[IS|AS]', "'"]) : -1;
  const text = nodes[end - 1];
  if (!name || text?.kind !== 'leaf') return undefined;
  const column = nodes[start - 1]?.word === 'COLUMN';
  const table = column ? name.parts.slice(0, -1) : name.parts;
  const said = textValue(text.text);
  const last = name.parts.at(-1) ?? '';
  const path = quotedPath(table);
  const written = JSON.stringify(said);
  const statement = {
    bigquery: `ALTER TABLE ${path} ${column ? `ALTER COLUMN ${quoted(last)} ` : ''}SET OPTIONS (description = ${written})`,
    databricks: column
      ? `ALTER TABLE ${path} ALTER COLUMN ${quoted(last)} COMMENT ${written}`
      : `COMMENT ON TABLE ${path} IS ${written}`,
  }[r.target];
  return { kind: 'ready', text: statement, describes: { table, ...(column && { column: last }), text: said } };
}

const verbs: Readonly<Record<string, string>> = { INS: 'INSERT', UPD: 'UPDATE', DEL: 'DELETE', SEL: 'SELECT' };

/** Queries, INSERT, UPDATE, DELETE and MERGE go through the library. */
function writing(
  r: Rewriting,
  nodes: readonly Node[],
  whole: { readonly start: number; readonly end: number },
): Prepared {
  const at = skip(nodes, 0);
  const first = nodes[at];
  const word = verbs[first?.word ?? ''] ?? first?.word ?? '';
  const plain = (text: string): Prepared => ({ kind: 'library', text, wrap: (t) => t });
  if (startsQuery(nodes)) {
    if (nodes.some((_, i) => match(nodes, i, ['INTO', '$']) > 0))
      notice(r, 'person', whole, 'SELECT INTO makes a table or sets variables.', 'CREATE TABLE ... AS SELECT.');
    return plain(render(r, nodes));
  }
  if (word === 'INSERT') return plain(insert(r, nodes, at));
  if (word === 'DELETE') return plain(remove(r, nodes, at));
  if (word === 'UPDATE' && first)
    return plain(updateFrom(r, nodes, at) ?? withWhere(`UPDATE${render(r, nodes.slice(at + 1))}`, nodes));
  if (word === 'MERGE') return plain(render(r, nodes));
  notice(r, 'person', whole, `biform does not know the statement ${first?.word || 'here'}.`);
  return { kind: 'person' };
}

/** BigQuery wants a condition wherever rows are changed. */
const withWhere = (text: string, nodes: readonly Node[]): string =>
  nodes.some(({ word }) => word === 'WHERE') ? text : `${text} WHERE TRUE`;

/** `UPDATE a FROM t a, s SET ...` of Teradata: the table that is written stands in the list. */
function updateFrom(r: Rewriting, nodes: readonly Node[], at: number): string | undefined {
  const name = pathAt(nodes, at + 1);
  const from = name ? match(nodes, name.end, ['FROM']) : -1;
  const set = nodes.findIndex(({ word }, i) => i > from && word === 'SET');
  if (!name || from < 0 || set < 0) return undefined;
  const list = commaParts(nodes.slice(from, set));
  const own = list.find((item) => {
    const path = pathAt(item, 0);
    const last = solid(item).at(-1);
    const alias = last?.kind === 'leaf' ? bareName(last.text) : '';
    return (
      path &&
      (alias.toLowerCase() === (name.parts.at(-1) ?? '').toLowerCase() ||
        path.parts.join('.').toLowerCase() === name.parts.join('.').toLowerCase())
    );
  });
  const where = nodes.findIndex(({ word }, i) => i > set && word === 'WHERE');
  const others = list.filter((item) => item !== own).map((item) => render(r, item).trim());
  const target = own ? render(r, own).trim() : render(r, nodes.slice(at + 1, name.end)).trim();
  const sets = render(r, nodes.slice(set, where < 0 ? nodes.length : where)).trim();
  const condition = where < 0 ? 'WHERE TRUE' : render(r, nodes.slice(where)).trim();
  return `UPDATE ${target} ${sets}${others.length > 0 ? ` FROM ${others.join(', ')}` : ''} ${condition}`;
}

function insert(r: Rewriting, nodes: readonly Node[], at: number): string {
  if (match(nodes, at, ['?', 'OVERWRITE']) > 0) return render(r, nodes);
  const into = match(nodes, at + 1, ['INTO']);
  const table = match(nodes, into > 0 ? into : at + 1, ['TABLE']);
  const start = table > 0 ? table : into > 0 ? into : at + 1;
  const name = pathAt(nodes, start);
  const values = name ? skip(nodes, name.end) : -1;
  const only = nodes[values]?.kind === 'group' && skip(nodes, values + 1) >= nodes.length;
  const group = nodes[values];
  if (name && only && group?.kind === 'group' && !startsQuery(group.nodes))
    return `INSERT INTO ${render(r, nodes.slice(start, name.end)).trim()} VALUES (${render(r, group.nodes)})`;
  return `INSERT INTO ${render(r, nodes.slice(start)).trim()}`;
}

function remove(r: Rewriting, nodes: readonly Node[], at: number): string {
  const from = match(nodes, at + 1, ['FROM']);
  const start = from > 0 ? from : at + 1;
  const name = pathAt(nodes, start);
  const all = name && match(nodes, name.end, ['ALL']);
  if (name && all && all > 0) return `DELETE FROM ${render(r, nodes.slice(start, name.end)).trim()} WHERE TRUE`;
  const second = name ? nodes[skip(nodes, name.end)] : undefined;
  if (from < 0 && second?.word === 'FROM')
    notice(r, 'person', place(nodes, 0, nodes.length), 'DELETE with a join.', 'DELETE FROM t WHERE EXISTS (...).');
  return withWhere(`DELETE FROM ${render(r, nodes.slice(start)).trim()}`, nodes);
}
