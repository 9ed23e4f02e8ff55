import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import type { ColumnDefinition, Statement } from '../../sql/ast-statement.ts';
import { assignedRows, inserted } from './assigned.ts';
import { merge, remove, update } from './change.ts';
import { block, caseStatement, control, forLoop, ifStatement, loop, raise } from './control.ts';
import { alter, describing, placing, refuseOptions } from './describe.ts';
import { type Into, intoColumns } from './into.ts';
import { call, executeImmediate, noteProcedure } from './procedure.ts';
import { sent } from './program.ts';
import type { Printer } from './rules.ts';
import { assertion, assign, declare } from './script.ts';
import { leftArrays, madeRows, storedRows } from './stored.ts';
import { createTableFunction } from './table-function.ts';
import { relationOf } from './tables.ts';
import { commas, type Frag, from, indent, joined, NL, plain, q } from './text.ts';
import { walk } from './walk.ts';
import { note } from './written-out.ts';

/** One statement in the engine's SQL. */
export function printStatement(s: Statement, p: Printer): Frag | undefined {
  p.scope = { ctes: new Set(), ranges: new Map() };
  p.statement = s;
  const made = isControl(s) ? controlled(s, p) : statement(s, p);
  if (made === undefined) return undefined;
  return from(s, isControl(s) || plain(made) === '' ? made : sent(made, p.program));
}

type Control = Extract<
  Statement,
  {
    kind:
      | 'if'
      | 'case'
      | 'loop'
      | 'while'
      | 'repeat'
      | 'for'
      | 'block'
      | 'control'
      | 'call'
      | 'executeImmediate'
      | 'declare'
      | 'alter'
      | 'create'
      | 'update'
      | 'merge';
  }
>;

const controls: ReadonlySet<Statement['kind']> = new Set<Control['kind']>([
  ...([
    'if',
    'case',
    'loop',
    'while',
    'repeat',
    'for',
    'block',
    'control',
    'call',
    'executeImmediate',
    'declare',
    'alter',
    'create',
    'update',
    'merge',
  ] as const),
]);
const isControl = (s: Statement): s is Control => controls.has(s.kind);

/** Statements that decide what follows, that stand for others, or that are several on the engine. */
function controlled(s: Control, p: Printer): Frag | undefined {
  const print = (inner: Statement): Frag | undefined => printStatement(inner, p);
  switch (s.kind) {
    case 'if':
      return ifStatement(s, p, print);
    case 'case':
      return caseStatement(s, p, print);
    case 'loop':
    case 'while':
    case 'repeat':
      return loop(s, p, print);
    case 'for':
      return forLoop(s, p, print);
    case 'block':
      return block(s, p, print);
    case 'control':
      return control(s, p);
    case 'call':
      return call(s, p, print);
    case 'executeImmediate':
      return executeImmediate(s, p, print);
    case 'declare':
      return declare(s, p);
    case 'alter':
      return alter(s, p);
    case 'create':
      return create(s, p);
    case 'update':
      return update(s, p);
    case 'merge':
      return merge(s, p);
    default:
      return unreachable(s);
  }
}

function drop(s: Of<'drop'>, p: Printer): Frag {
  const object = s.object === 'MATERIALIZED VIEW' && p.rules.has.materializedAsViews ? 'VIEW' : s.object;
  if (object !== 'TABLE' && object !== 'VIEW') return p.refuse(s, `DROP ${s.object}`);
  return q`DROP ${object}${s.ifExists ? ' IF EXISTS' : ''} ${relationOf(s.name, p)}`;
}

/** Undefined for a statement that only tells something to those behind it. */
function statement(s: Exclude<Statement, Control>, p: Printer): Frag | undefined {
  switch (s.kind) {
    case 'createFunction':
      return note(s, p);
    case 'set':
      return assign(s, p);
    case 'assert':
      return assertion(s, p);
    case 'raise':
      return raise(s, p);
    case 'createProcedure':
      return noteProcedure(s, p, (inner) => printStatement(inner, p));
    case 'bad':
      return '';
    case 'query':
      return p.session.makesOf ? madeRows(s.query, p.session.makesOf, p) : p.query(s.query);
    case 'createSchema':
      return createSchema(s, p);
    case 'insert':
      return insert(s, p);
    case 'delete':
      return remove(s, p);
    case 'drop':
      return drop(s, p);
    case 'truncate':
      return q`TRUNCATE TABLE ${relationOf(s.table, p)}`;
    default:
      return undecided(s, p);
  }
}

/** The word that a statement without a counterpart begins with, where its tree does not say it. */
const firstWord = {
  exportData: 'EXPORT',
} as const;

type Undecided = Exclude<
  Statement,
  {
    kind:
      | 'bad'
      | 'query'
      | 'createFunction'
      | 'createSchema'
      | 'insert'
      | 'delete'
      | 'drop'
      | 'truncate'
      | 'set'
      | 'assert'
      | 'raise'
      | 'createProcedure'
      | Control['kind'];
  }
>;

/** The first word of a statement that the parser passed over, from its description. */
const firstOf = (what: string): string => (what.split('`')[1] ?? '').split(' ')[0] ?? '';

function undecided(s: Undecided, p: Printer): Frag | undefined {
  switch (s.kind) {
    case 'createTableFunction':
      return createTableFunction(s, p);
    case 'createModel':
      return p.refuse(s.name, 'CREATE MODEL');
    case 'opaque':
      if (firstOf(s.what) === 'GRANT') {
        p.leave(s, 'GRANT of roles of Google Cloud', 'Nobody is given access.');
        return undefined;
      }
      return p.refuse({ start: s.start, end: s.start + firstOf(s.what).length }, s.what);
    default: {
      const word = firstWord[s.kind];
      return p.refuse({ start: s.start, end: Math.min(s.start + word.length, s.end) }, `the statement \`${word}\``);
    }
  }
}

type Of<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

function createSchema(s: Of<'createSchema'>, p: Printer): Frag {
  if (!s.ifNotExists || !p.rules.schema)
    return p.refuse(s, 'CREATE SCHEMA', 'biform creates the schemas of a run itself.');
  const found = p.names([...s.name.parts.flatMap((part) => part.name.split('.')), 'any']);
  if ('fault' in found || found.schema === undefined)
    return p.refuse(s.name, 'this schema', 'fault' in found ? found.fault : undefined);
  return p.rules.schema(found);
}

function create(s: Of<'create'>, p: Printer): Frag {
  const object = s.object === 'MATERIALIZED VIEW' && p.rules.has.materializedAsViews ? 'VIEW' : s.object;
  if (object !== 'TABLE' && object !== 'VIEW') return p.refuse(s.name, `CREATE ${s.object}`);
  if (s.source) return p.refuse(s.source.table, `CREATE TABLE with ${s.source.how}`);
  refuseOptions(s.options, p);
  const temporary = s.temporary && s.name.parts.length === 1;
  if (s.temporary && !temporary) return p.refuse(s.name, 'a temporary table inside a dataset');
  if (s.temporary && !p.rules.has.temporaryTables) return p.refuse(s, 'CREATE TEMP TABLE');
  const name = temporary ? p.rules.relation({ name: s.name.parts[0]?.name ?? '' }) : relationOf(s.name, p);
  const head = `CREATE${s.replace ? ' OR REPLACE' : ''}${temporary ? ' TEMP' : ''} ${object}${s.ifNotExists ? ' IF NOT EXISTS' : ''}`;
  const columns = s.columns?.map((c) => column(c, p));
  if (columns && s.query) return p.refuse(s, 'CREATE TABLE with a column list and a query');
  if (!columns && !s.query) return p.refuse(s, 'CREATE TABLE without a query');
  const place = temporary ? '' : placing(s, p);
  const query = s.query && madeRows(s.query, object === 'TABLE' ? 'table' : 'view', p);
  const rows = query ? q`${place} AS${NL}${query}` : q` (${commas(columns ?? [])})${place}`;
  const made = [q`${head} ${name}${rows}`, ...(temporary ? [] : describing(object, name, s.options, p))];
  return joined(
    made.map((part) => sent(part, p.program)),
    [';', NL],
  );
}

function column(c: ColumnDefinition, p: Printer): Frag {
  if (!c.type) return p.refuse(c.name, 'a column without a type');
  if (c.default) p.refuse(c.default, 'a DEFAULT of a column');
  refuseOptions(c.options, p);
  return q`${p.rules.identifier(c.name.name)} ${p.rules.type(c.type, p)}${c.required ? ' NOT NULL' : ''}`;
}

/** A query whose rows are put into a table, which says the types. */
function added(query: Query, p: Printer): Frag {
  const outer = p.scope;
  p.scope = { outer, ctes: new Set(), ranges: new Map() };
  const made = p.query(query);
  p.scope = outer;
  return made;
}

function insert(s: Of<'insert'>, p: Printer): Frag {
  const into = intoColumns(s.into, s.columns, p);
  const left = leftArrays(s.into, s.columns, p);
  const names = [...s.columns.map((c) => p.rules.identifier(c.name)), ...left.map(({ name }) => name)];
  const columns = names.length > 0 ? q` (${commas(names)})` : '';
  const more = left.map(({ value }) => value);
  const source =
    s.source.kind === 'query' ? queried(s.source.query, into, more, p) : rowsOf(s.source.rows, into, more, p);
  return q`INSERT INTO ${relationOf(s.into, p)}${columns}${NL}${source}`;
}

/** The rows of a query, with values for columns that it does not give. */
function queried(query: Query, into: Into, more: readonly Frag[], p: Printer): Frag {
  const rows = assignedRows(query, storedRows(query, added(query, p), p, into), into, p);
  if (more.length === 0) return rows;
  return q`SELECT *, ${commas(more)}${NL}FROM (${indent([NL, rows])}${NL}) AS ${p.rules.identifier('all rows')}`;
}

/** VALUES, or a query where its rows hold queries and the engine takes none there. */
function rowsOf(rows: readonly (readonly Expr[])[], into: Into, more: readonly Frag[], p: Printer): Frag {
  const lists = rows.map((row) => commas([...row.map((e, i) => inserted(e, into?.[i]?.type, p)), ...more]));
  let queries = false;
  if (p.rules.has.queriesInValues === false)
    walk(rows, ({ kind }) => {
      queries ||= kind === 'select';
      return !queries;
    });
  return queries
    ? joined(
        lists.map((list) => q`SELECT ${list}`),
        [NL, 'UNION ALL', NL],
      )
    : q`VALUES ${commas(lists.map((list) => q`(${list})`))}`;
}
